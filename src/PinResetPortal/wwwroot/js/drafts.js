// What was typed into a form that asks before input is lost comes back when the server was restarted or this page read again.
// Kept for this tab alone, until it is saved, cancelled or signed out of; secrets and searches are not kept.
const prefix = 'portal.draft:';
const forms = new Map(); // the forms on the page, each with its key, the fields that are up to date, and whether something in it is unsaved

const drop = key => {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // storage is blocked: nothing was kept
  }
};

const read = key => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}');
  } catch {
    return {}; // storage is blocked or holds something else
  }
};

const write = (key, draft) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // storage is blocked or full: nothing is kept
  }
};

const keyOf = form => `${prefix}${location.pathname}:${form.dataset.draft}`;

const nameOf = field => field.labels?.[0]?.textContent.trim() || field.ariaLabel || field.id;

const isTyped = field =>
  field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
  || (field instanceof HTMLInputElement && !field.readOnly && !['button', 'file', 'hidden', 'password', 'radio', 'search', 'submit'].includes(field.type));

const fieldsOf = form => [...form.querySelectorAll('input, select, textarea')].filter(isTyped).map(field => [nameOf(field), field]);

const valueOf = field => field.type === 'checkbox' ? field.checked : field.value;

const enter = (field, value) => {
  if (field.type === 'checkbox') {
    field.click();
  } else {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
};

const restore = (form, state) => {
  const draft = read(state.key);
  for (const [name, field] of fieldsOf(form)) {
    if (name in draft && !state.current.has(name)) {
      state.current.add(name);
      if (valueOf(field) !== draft[name]) {
        enter(field, draft[name]);
      }
    }
  }
};

// What the page itself has changed, a field that it emptied after it was sent for example, is kept as it is now.
const follow = (form, state) => {
  const draft = read(state.key);
  const changed = fieldsOf(form).filter(([name, field]) => name in draft && state.current.has(name) && draft[name] !== valueOf(field));
  if (changed.length > 0) {
    write(state.key, { ...draft, ...Object.fromEntries(changed.map(([name, field]) => [name, valueOf(field)])) });
  }
};

const look = () => {
  for (const [form, { key }] of forms) {
    if (!form.isConnected || keyOf(form) !== key) {
      drop(key); // it was saved, cancelled or left
      forms.delete(form);
    }
  }

  for (const form of document.querySelectorAll('[data-draft]')) {
    const state = forms.get(form) ?? { key: keyOf(form), current: new Set(), unsaved: false };
    forms.set(form, state);
    const unsaved = Boolean(form.querySelector('.unsaved')?.textContent);
    if (state.unsaved && !unsaved) {
      drop(state.key);
    }

    state.unsaved = unsaved;
    follow(form, state);
    restore(form, state);
  }
};

const keep = ({ target }) => {
  const form = target instanceof Element ? target.closest('[data-draft]') : null;
  const state = form && forms.get(form);
  if (state && isTyped(target)) {
    const name = nameOf(target);
    state.current.add(name);
    write(state.key, { ...read(state.key), [name]: valueOf(target) });
  }
};

if (new URLSearchParams(location.search).has('signed-out')) {
  Object.keys(sessionStorage).filter(key => key.startsWith(prefix)).forEach(drop);
}

document.addEventListener('input', keep);
document.addEventListener('change', keep);
new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-draft'] });
look();
