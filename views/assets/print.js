// A button that only a script can serve is there only with it.
for (const box of document.querySelectorAll('[data-print]')) {
  box.querySelector('button').addEventListener('click', () => window.print());
  box.hidden = false;
}
