// Small things that must work on every page, with or without a circuit.
let switcher = null;
let palette = null;
let paletteWanted = false;

export const setSwitcher = dialog => { switcher = dialog; };

const open = dialog => {
  if (dialog?.isConnected && !dialog.open) {
    dialog.showModal();
    dialog.querySelector('input')?.select();
  }
};

// Keys are faster than circuits: what was asked for before the palette was there opens when it is.
export const setPalette = dialog => {
  palette = dialog;
  if (paletteWanted) {
    paletteWanted = false;
    open(palette);
  }
};

const openPalette = () => {
  paletteWanted = palette === null;
  open(palette);
};

export const openSwitcher = () => open(switcher);

document.addEventListener('keydown', event => {
  if (event.ctrlKey && event.altKey && event.code === 'KeyT') {
    event.preventDefault();
    openSwitcher();
  } else if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
    event.preventDefault();
    openPalette();
  }
});

// A click on the backdrop of a dialog closes it, as Escape does.
document.addEventListener('click', event => {
  if (event.target instanceof HTMLDialogElement && 'lightDismiss' in event.target.dataset) {
    event.target.close();
  }

  if (event.target instanceof Element && event.target.closest('[data-open-switcher]')) {
    openSwitcher();
  }

  if (event.target instanceof Element && event.target.closest('[data-open-palette]')) {
    openPalette();
  }
});
