// Copies a text by a button; where the browser forbids it within a frame, the text is selected and the reader told so.
(() => {
  'use strict';

  async function isCopied(field) {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // In a frame the LMS decides about the clipboard; the older way asks only for the reader's own press.
      return document.execCommand('copy');
    }
  }

  for (const box of document.querySelectorAll('[data-copy]')) {
    const field = box.querySelector('textarea');
    const offer = box.querySelector('[data-offer]');
    const words = offer.querySelector('[role="status"]');
    offer.querySelector('button').addEventListener('click', async () => {
      words.textContent = '';
      const { copied, selected } = words.dataset;
      words.textContent = (await isCopied(field)) ? copied : selected;
    });
    offer.hidden = false;
  }
})();
