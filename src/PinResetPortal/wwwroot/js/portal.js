// Small things that must work on every page, with or without a circuit.
let switcher = null;

export const setSwitcher = dialog => { switcher = dialog; };

export const openSwitcher = () => {
  if (switcher?.isConnected && !switcher.open) {
    switcher.showModal();
    switcher.querySelector('input')?.select();
  }
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey && event.altKey && event.code === 'KeyT') {
    event.preventDefault();
    openSwitcher();
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
});
