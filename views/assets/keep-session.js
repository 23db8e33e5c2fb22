// On every page of a launch. A good page that comes after a form was sent says that it was received; and while someone
// works on an open page, the session does not run into its idle time.
(() => {
  'use strict';

  const { launch } = document.body.dataset;
  if (!launch) return;
  // A window of our own keeps its opener only as long as an answer is to be given to it: no page that a link leads to
  // from here shall have it.
  if (window.opener && !document.querySelector('[data-for-opener], [data-post-at-once]'))
    window.opener = null;

  const PREFIX = 'form:';
  // Without what opens the session where it has no cookie: that is for the address alone.
  const launchId = launch.replace(/~.*$/, '');
  const TOUCH_EVERY_MS = 4 * 60_000;
  const TRY_AGAIN_MS = 30_000;
  let touchedAt = Date.now();

  /** Of this launch alone: another tab's form may still be on its way. What came back with faults stands on this page. */
  function forgetReceived() {
    const here = [...document.querySelectorAll('form[data-keep]')].map(form => PREFIX + form.dataset.keep);
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX) || here.includes(key)) continue;
      const kept = JSON.parse(localStorage.getItem(key) || 'null');
      if (kept?.sentFrom === launchId) localStorage.removeItem(key);
    }
  }

  async function touch() {
    const now = Date.now();
    if (now - touchedAt < TOUCH_EVERY_MS) return;
    touchedAt = now;
    try {
      const headers = { Accept: 'application/json' };
      const { status } = await fetch(launch + '/alive', { method: 'POST', headers });
      if (status === 401) document.dispatchEvent(new Event('session-over'));
    } catch {
      touchedAt = now - TOUCH_EVERY_MS + TRY_AGAIN_MS;
    }
  }

  try {
    forgetReceived();
  } catch {
    // Where the browser keeps nothing, there is nothing to forget.
  }
  for (const type of ['keydown', 'pointerdown', 'input']) {
    document.addEventListener(type, touch, { capture: true, passive: true });
  }
})();
