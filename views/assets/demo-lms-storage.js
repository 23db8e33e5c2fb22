// Keeps data for the tool in the frame while this page is open (LTI Platform Storage 0.1): each origin sees its own.
const kept = new Map();
window.addEventListener('message', ({ data, origin, source }) => {
  const subject = data?.subject;
  if (subject !== 'lti.put_data' && subject !== 'lti.get_data') return;
  const name = JSON.stringify([origin, data.key]);
  if (subject === 'lti.put_data') kept.set(name, data.value);
  const answer = { subject: `${subject}.response`, message_id: data.message_id, key: data.key };
  source.postMessage({ ...answer, value: kept.get(name) }, origin);
});
