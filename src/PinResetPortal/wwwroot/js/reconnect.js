// Shows what happens when the connection to the server is lost. Blazor raises the event on the element with this id.
const dialog = document.getElementById('components-reconnect-modal');

// A form with unsaved input asks before it is left. Here nobody leaves, and what was typed comes back (drafts.js).
let reloading = false;
addEventListener('beforeunload', event => {
  if (reloading) {
    event.stopImmediatePropagation();
  }
});

const reload = () => {
  reloading = true;
  location.reload();
};

const resume = async () => {
  try {
    if (!await Blazor.reconnect()) {
      reload();
    }
  } catch {
    dialog.dataset.state = 'failed';
  }
};

dialog?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  dialog.dataset.state = state;
  if (state === 'hide') {
    dialog.close();
  } else if (state === 'rejected') {
    reload();
  } else if (!dialog.open) {
    dialog.showModal();
  }
});

dialog?.querySelector('button')?.addEventListener('click', resume);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && dialog?.open && dialog.dataset.state === 'failed') {
    resume();
  }
});
