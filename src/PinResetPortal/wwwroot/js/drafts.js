// What was typed into a form that asks before input is lost comes back when the server was restarted or this page read again.
// Kept for this tab alone, until it is saved, cancelled or signed out of; secrets are not kept.
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
  || (field instanceof HTMLInputElement && !field.readOnly && !['button', 'file', 'hidden', 'password', 'radio', 'submit'].includes(field.type));

const restore = (form, state) => {
  const draft = read(state.key);
  for (const field of [...form.querySelectorAll('input, select, textarea')].filter(isTyped)) {
    const name = nameOf(field);
    if (state.current.has(name) || !(name in draft)) {
      continue;
    }

    state.current.add(name);
    if (field.type === 'checkbox') {
      if (field.checked !== draft[name]) {
        field.click();
      }
    } else if (field.value !== draft[name]) {
      field.value = draft[name];
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
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
    restore(form, state);
  }
};

const keep = ({ target }) => {
  const form = target instanceof Element ? target.closest('[data-draft]') : null;
  const state = form && forms.get(form);
  if (state && isTyped(target)) {
    const name = nameOf(target);
    state.current.add(name);
    write(state.key, { ...read(state.key), [name]: target.type === 'checkbox' ? target.checked : target.value });
  }
};

if (new URLSearchParams(location.search).has('signed-out')) {
  Object.keys(sessionStorage).filter(key => key.startsWith(prefix)).forEach(drop);
}

document.addEventListener('input', keep);
document.addEventListener('change', keep);
new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-draft'] });
look();
