const frame = document.getElementById('registration-frame');
window.addEventListener('message', event => {
  let { data } = event;
  if (typeof data === 'string') {
    try {
      data = JSON.parse(data);
    } catch {
      return;
    }
  }
  if (event.source === frame.contentWindow && data?.subject === 'org.imsglobal.lti.close') {
    window.location.assign(frame.dataset.done);
  }
});
