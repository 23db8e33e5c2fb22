// Leaves a secret with the LMS's page or gets it back (LTI Client Side postMessages 0.1, LTI Platform Storage 0.1): for
// browsers that keep no cookie of ours in a frame. Only the platform's own origin is asked, and only its answer counts.
(() => {
  const PATIENCE_MS = 4000;
  const AGAIN_MS = 300;
  const element = document.getElementById('platform-storage');
  const { origin, target, key, value, next } = element.dataset;
  const isPutting = value !== undefined;
  const subject = isPutting ? 'lti.put_data' : 'lti.get_data';
  const messageId = `${key}-${subject}`;

  function findTarget() {
    const host = window.parent === window ? window.opener : window.parent;
    if (!host || target === '_parent') return host;
    try {
      return host.frames[target] ?? host;
    } catch {
      return host;
    }
  }
  function stop() {
    window.clearTimeout(timer);
    window.clearInterval(repeater);
    window.removeEventListener('message', read);
  }
  function fail() {
    stop();
    element.hidden = true;
    document.getElementById('storage-failed').hidden = false;
  }
  function goOn(stored) {
    if (isPutting) {
      window.location.replace(next);
      return;
    }
    const form = document.getElementById('storage-form');
    form.elements.proof.value = stored;
    form.submit();
  }
  function read({ origin: from, data }) {
    if (from !== origin || data?.subject !== `${subject}.response` || data.message_id !== messageId) return;
    stop();
    if (data.error || (!isPutting && typeof data.value !== 'string')) fail();
    else goOn(data.value);
  }
  function ask() {
    try {
      findTarget().postMessage({ subject, message_id: messageId, key, ...(isPutting && { value }) }, origin);
    } catch {
      fail();
    }
  }

  window.addEventListener('message', read);
  const timer = window.setTimeout(fail, PATIENCE_MS);
  // This page may be ready before the LMS's own scripts listen.
  const repeater = window.setInterval(ask, AGAIN_MS);
  ask();
})();
