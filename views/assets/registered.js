// Tells the LMS that the registration is over (LTI Dynamic Registration 1.0, 3.6.1), after time to read what is left.
(() => {
  const READ_MS = 10000;
  const host = window.opener ?? window.parent;
  const close = () => host.postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
  document.getElementById('close-frame')?.addEventListener('click', close);
  window.setTimeout(close, READ_MS);
})();
