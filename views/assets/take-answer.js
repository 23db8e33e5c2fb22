// In the LMS's frame: takes what a teacher picked in a window of the tool's own, and posts it to the LMS from here. The
// LMS waits for it around this frame. Only the tool's own pages are heard, and only the LMS's addresses are posted to.
window.addEventListener('message', ({ origin, source, data }) => {
  if (origin !== window.location.origin || data?.subject !== 'tool.answer') return;
  const form = document.querySelector('form[data-answer-origins]');
  const { address, jwt } = data;
  const isKnown =
    URL.canParse(address) && form.dataset.answerOrigins.split(' ').includes(new URL(address).origin);
  if (!isKnown) return;
  source.postMessage({ subject: 'tool.answer.taken' }, origin);
  form.action = address;
  form.elements.JWT.value = jwt;
  form.submit();
});
