// Saves each answer of the self-assessment as it is given, and keeps on this device what could not be sent yet.
// Without this script the same form saves as a whole.
(() => {
  'use strict';

  const box = document.querySelector('[data-self-assessment]');
  if (!box) return;
  const words = box.dataset;
  const form = document.querySelector('form.statements');
  const line = box.querySelector('.save-words');
  const [sign, text] = line.children;
  const counter = box.querySelector('.save-progress');

  const GATHER_MS = 300;
  const GIVE_UP_MS = 15_000;
  const FIRST_WAIT_MS = 1000;
  const LONGEST_WAIT_MS = 60_000;

  const queue = openQueue('self-assessment:' + words.queue);
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let sending = null;
  let isOver = false;
  let isRefused = false;

  /** Answers by statement that the server has not acknowledged; in memory where the browser lets us keep nothing. */
  function openQueue(key) {
    const memory = {};
    let isKept = true;
    function read() {
      try {
        const kept = JSON.parse(localStorage.getItem(key) || '{}');
        return { ...(kept && typeof kept === 'object' ? kept : {}), ...memory };
      } catch {
        return { ...memory };
      }
    }
    function write(answers) {
      try {
        if (Object.keys(answers).length === 0) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(answers));
        for (const id of Object.keys(memory)) delete memory[id];
        isKept = true;
      } catch {
        for (const id of Object.keys(memory)) delete memory[id];
        Object.assign(memory, answers);
        isKept = false;
      }
    }
    return {
      read,
      isKept: () => isKept,
      isEmpty: () => Object.keys(read()).length === 0,
      put(id, field, value) {
        const answers = read();
        answers[id] = { ...answers[id], [field]: value };
        write(answers);
      },
      /** Takes out what was sent, unless it was changed meanwhile. */
      remove(id, sent) {
        const answers = read();
        const rest = { ...answers[id] };
        for (const [field, value] of Object.entries(sent)) if (rest[field] === value) delete rest[field];
        if (Object.keys(rest).length === 0) delete answers[id];
        else answers[id] = rest;
        write(answers);
      },
      clear: () => write({}),
    };
  }

  const SIGNS = { good: '✓', warn: '!', bad: '×', info: '' };

  function say(what, tone, link) {
    box.hidden = false;
    line.className = 'save-words state ' + tone;
    sign.textContent = SIGNS[tone];
    sign.hidden = SIGNS[tone] === '';
    if (text.textContent !== what || link) text.textContent = what;
    if (!link) return;
    const a = document.createElement('a');
    a.href = words.resultPath;
    a.textContent = words.seeResult;
    text.append(' ', a);
  }

  function saySaved() {
    const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Helsinki' };
    const locale = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }[document.documentElement.lang];
    const time = new Intl.DateTimeFormat(locale, clock).format(new Date());
    say(words.saved.replace('{time}', time), 'good');
  }

  function showCounts(counts) {
    if (!counter || !counts) return;
    counter.textContent = words.progress
      .replace('{answered}', counts.answered)
      .replace('{total}', counts.total);
  }

  async function post(statement, answer) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), GIVE_UP_MS);
    try {
      return await fetch(words.answerPath, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ statement, ...answer }),
        signal: stop.signal,
      });
    } finally {
      clearTimeout(late);
    }
  }

  const REFUSED = [400, 404, 413, 422];

  /** @returns whether the next answer may be sent. */
  async function settle(response, id, answer) {
    if (response.ok) {
      queue.remove(id, answer);
      showCounts(await response.json().catch(() => null));
      return true;
    }
    if (response.status === 401 || response.status === 403) {
      isOver = true;
      say(queue.isKept() ? words.expired : words.expiredNotKept, 'bad');
      return false;
    }
    if (response.status === 409) {
      isOver = true;
      queue.clear();
      say(words.submitted, 'warn', true);
      return false;
    }
    if (response.status === 423) {
      isOver = true;
      say(words.closed, 'warn');
      return false;
    }
    if (REFUSED.includes(response.status)) {
      queue.remove(id, answer);
      isRefused = true;
      return true;
    }
    throw new Error(String(response.status));
  }

  function later() {
    say(queue.isKept() ? words.kept : words.notKept, 'warn');
    timer = setTimeout(flush, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  async function sendAll() {
    for (;;) {
      const [entry] = Object.entries(queue.read());
      if (!entry) return isRefused ? say(words.refused, 'bad') : saySaved();
      say(words.saving, 'info');
      if (!(await settle(await post(...entry), ...entry))) return;
      wait = FIRST_WAIT_MS;
    }
  }

  /** Sends what is kept, one answer after the other; called again while under way it waits for the same end. */
  function flush() {
    clearTimeout(timer);
    if (isOver || queue.isEmpty()) return Promise.resolve();
    sending ??= sendAll()
      .catch(later)
      .finally(() => (sending = null));
    return sending;
  }

  function choose(name, value) {
    const [chosen] = [...form.elements].filter(e => e.name === name && e.value === String(value));
    if (chosen) chosen.checked = true;
  }

  function showKept() {
    for (const [id, answer] of Object.entries(queue.read())) {
      for (const [field, value] of Object.entries(answer)) choose(id + '.' + field, value);
    }
  }

  function onChange({ target }) {
    if (target.type !== 'radio') return;
    const [id, field] = target.name.split('.');
    isRefused = false;
    queue.put(id, field, target.value === 'outside' ? target.value : Number(target.value));
    clearTimeout(timer);
    if (isOver) say(queue.isKept() ? words.expired : words.expiredNotKept, 'bad');
    else timer = setTimeout(flush, GATHER_MS);
  }

  /** What waits goes first: a page that cannot be reached would take the form's place. */
  async function onSubmit(event) {
    if (queue.isEmpty()) return;
    event.preventDefault();
    await flush();
    if (queue.isEmpty() && !isOver) event.target.requestSubmit(event.submitter);
  }

  /**
   * All is saved by now: sent again, this page's answers could undo newer ones from another device. Only a page that
   * came back with faults holds what was not saved.
   */
  function onFormData({ formData }) {
    if (document.getElementById('faults')) return;
    for (const name of [...formData.keys()]) if (name.includes('.')) formData.delete(name);
  }

  window.addEventListener('online', () => {
    wait = FIRST_WAIT_MS;
    flush();
  });
  // Leaving is only warned of where nothing could be kept.
  window.addEventListener('beforeunload', event => {
    if (!queue.isKept() && !queue.isEmpty()) event.preventDefault();
  });

  if (form) {
    showKept();
    form.addEventListener('change', onChange);
    form.addEventListener('submit', onSubmit);
    form.addEventListener('formdata', onFormData);
    if (queue.isEmpty()) text.textContent = words.idle;
    flush();
  } else if (!queue.isEmpty()) {
    // The page was made before these answers arrived.
    flush().then(() => queue.isEmpty() && !isOver && location.replace(location.pathname));
  }
})();
