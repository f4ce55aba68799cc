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
