// Shows what happens when the connection to the server is lost. Blazor raises the event on the element with this id.
const dialog = document.getElementById('components-reconnect-modal');

const resume = async () => {
  try {
    if (!await Blazor.reconnect()) {
      location.reload();
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
    location.reload();
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
