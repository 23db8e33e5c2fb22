// Keeps what is written into a form on this device until the form was received, and puts it back after the next launch.
// The form's key names its person and activity, so that nobody else in this browser gets it.
(() => {
  'use strict';

  const PREFIX = 'form:';
  const GATHER_MS = 300;
  const LIFE_MS = 7 * 24 * 60 * 60_000;

  const isField = ({ name, type }) =>
    name && !['hidden', 'password', 'file', 'submit', 'button', 'reset'].includes(type);
  const isChoice = ({ type }) => type === 'radio' || type === 'checkbox';
  const fieldsOf = form => [...form.elements].filter(isField);

  /** @returns [name, value] of each field, as it stands or as the page came */
  function valuesOf(form, asItCame = false) {
    return fieldsOf(form).flatMap(field => {
      if (isChoice(field)) {
        const isOn = asItCame ? field.defaultChecked : field.checked;
        return isOn ? [[field.name, field.value]] : [];
      }
      if (!asItCame) return [[field.name, field.value]];
      const options = field.options && [...field.options];
      const first = options && (options.find(option => option.defaultSelected) || options[0]);
      return [[field.name, options ? (first ? first.value : '') : field.defaultValue]];
    });
  }

  /** What a field was called when its values were kept, or the value of a choice: `data-was`. */
  function fill(form, values) {
    for (const field of fieldsOf(form)) {
      const { was } = field.dataset;
      const valuesNamed = wanted => values.filter(([name]) => name === wanted).map(([, value]) => value);
      const own = valuesNamed(field.name);
      if (isChoice(field)) field.checked = own.includes(field.value) || (was && own.includes(was));
      else if (own.length > 0) field.value = own[0];
      else if (was && valuesNamed(was).length > 0) field.value = valuesNamed(was)[0];
    }
  }

  /** One form's entry; `isKept` turns false where the browser lets us keep nothing. */
  function openEntry(key) {
    const entry = { isKept: true, read, write, remove };
    function read() {
      try {
        const { at, values } = JSON.parse(localStorage.getItem(key) || '{}');
        if (Array.isArray(values) && Date.now() - at < LIFE_MS) return values.filter(Array.isArray);
      } catch {
        entry.isKept = false;
      }
      return null;
    }
    function write(values, sentFrom) {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, sentFrom }));
        entry.isKept = true;
      } catch {
        entry.isKept = false;
      }
    }
    function remove() {
      try {
        localStorage.removeItem(key);
      } catch {
        entry.isKept = false;
      }
    }
    return entry;
  }

  function keep(form) {
    const entry = openEntry(PREFIX + form.dataset.keep);
    const note = form.querySelector('[data-kept]');
    const hasFaults = document.getElementById('faults') !== null;
    let timer = 0;

    const isAsItCame = values =>
      !hasFaults && JSON.stringify(values) === JSON.stringify(valuesOf(form, true));
    function save() {
      clearTimeout(timer);
      timer = 0;
      const values = valuesOf(form);
      if (isAsItCame(values)) entry.remove();
      else entry.write(values);
    }
    function forget() {
      clearTimeout(timer);
      timer = 0;
      entry.remove();
      note.hidden = true;
    }
    function restore() {
      const kept = entry.read();
      // A form that came back with its faults shows what was sent.
      if (!kept || hasFaults) return;
      fill(form, kept);
      if (isAsItCame(valuesOf(form))) entry.remove();
      else note.hidden = false;
    }

    restore();
    form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(save, GATHER_MS);
    });
    form.addEventListener('submit', () => {
      clearTimeout(timer);
      timer = 0;
      // A session without a cookie is opened by what follows the tilde: that is never stored.
      entry.write(valuesOf(form), document.body.dataset.launch?.replace(/~.*$/, ''));
    });
    form.querySelector('[data-discard]').addEventListener('click', () => {
      forget();
      form.reset();
      fieldsOf(form)[0].focus();
    });
    for (const link of form.querySelectorAll('[data-forget]')) link.addEventListener('click', forget);
    window.addEventListener('pagehide', () => timer && save());
    document.addEventListener('session-over', () => {
      save();
      note.hidden = true;
      const what = entry.isKept ? 'over' : 'over-not-kept';
      form.querySelector(`[data-over="${what}"]`).hidden = false;
    });
  }

  for (const form of document.querySelectorAll('form[data-keep]')) keep(form);
})();
