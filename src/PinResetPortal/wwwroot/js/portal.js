// Small things that must work on every page, with or without a circuit.
// Keys are faster than circuits: what was asked for before its dialog was there opens when it is.
const opener = () => {
  let dialog = null;
  let wanted = false;
  const open = () => {
    wanted = dialog === null;
    if (dialog?.isConnected && !dialog.open) {
      dialog.showModal();
      dialog.querySelector('input')?.select();
    }
  };
  const set = found => {
    dialog = found;
    if (wanted) {
      open();
    }
  };
  return { open, set };
};

const switcher = opener();
const palette = opener();

export const setSwitcher = switcher.set;
export const setPalette = palette.set;
export const openSwitcher = switcher.open;

document.addEventListener('keydown', event => {
  if (event.ctrlKey && event.altKey && event.code === 'KeyT') {
    event.preventDefault();
    switcher.open();
  } else if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
    event.preventDefault();
    palette.open();
  }
});

// A click on the backdrop of a dialog closes it, as Escape does.
document.addEventListener('click', event => {
  if (event.target instanceof HTMLDialogElement && 'lightDismiss' in event.target.dataset) {
    event.target.close();
  }

  if (event.target instanceof Element && event.target.closest('[data-open-switcher]')) {
    switcher.open();
  }

  if (event.target instanceof Element && event.target.closest('[data-open-palette]')) {
    palette.open();
  }
});

// A button that is busy is disabled for a moment, and the browser takes its focus away: it comes back, unless it went elsewhere meanwhile.
let focused = null;
document.addEventListener('focusin', event => { focused = event.target; });
new MutationObserver(changes => {
  for (const { target } of changes) {
    if (target === focused && !target.disabled && document.activeElement === document.body) {
      target.focus();
    }
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['disabled'] });

// What had the focus and is gone (the heading of a page that was being read, a button that has done its work) gives it to the page's heading,
// unless it went elsewhere meanwhile.
new MutationObserver(() => {
  if (focused && !focused.isConnected && document.activeElement === document.body) {
    const heading = document.querySelector('h1');
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }
}).observe(document, { subtree: true, childList: true });

// On paper there is nothing to unfold: what is meant to be printed is open meanwhile.
window.addEventListener('beforeprint', () => document.querySelectorAll('details.in-print:not([open])').forEach(details => {
  details.open = true;
  details.dataset.printed = '';
}));
window.addEventListener('afterprint', () => document.querySelectorAll('details[data-printed]').forEach(details => {
  details.open = false;
  delete details.dataset.printed;
}));
