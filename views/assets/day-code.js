// Puts the next code in place of the one that is over, and touches nothing else: whoever reads or tabs stays where they are.
(() => {
  'use strict';

  const AGAIN_MS = 5000;
  /** A moment after the minute, so that a page asked for a little early is not the old one. */
  const LATER_MS = 300;

  const box = document.querySelector('[data-day-code]');
  const away = document.querySelector('[data-code-away]');

  function wait() {
    const left = Number(box.querySelector('[data-left]').dataset.left);
    setTimeout(renew, left + LATER_MS);
  }

  async function renew() {
    try {
      const answer = await fetch(box.dataset.dayCode, { cache: 'no-store' });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.querySelector('[data-day-code] > *');
      // The day is over: the page that says so takes its place.
      if (!next) return void location.reload();
      box.replaceChildren(document.importNode(next, true));
      away.hidden = true;
      wait();
    } catch {
      away.hidden = false;
      setTimeout(renew, AGAIN_MS);
    }
  }

  wait();
})();
