// Called from the circuit (Components/Shared/BrowserBridge.cs).
import { openSwitcher, setPalette, setSwitcher } from './portal.js';

const themeCookie = 'portal-theme';
const recentKey = 'portal.recent-tenants';
const favouriteKey = 'portal.favourite-tenants';
const recentLimit = 8;

const ids = key => {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
  } catch {
    return []; // storage is blocked or holds something else
  }
};

export const readKept = key => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is blocked
  }
};

export const writeKept = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is blocked: nothing is remembered
  }
};

const keep = (key, list) => writeKept(key, JSON.stringify(list));

export const focusOn = selector => document.querySelector(selector)?.focus();

export const readTheme = () => document.documentElement.dataset.theme ?? 'system';

export const writeTheme = theme => {
  document.documentElement.dataset.theme = theme;
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
};

export const readTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

export const readTenantMemory = () => ({ recent: ids(recentKey), favourites: ids(favouriteKey) });

export const rememberTenant = id => keep(recentKey, [id, ...ids(recentKey).filter(other => other !== id)].slice(0, recentLimit));

export const toggleFavourite = id => {
  const favourites = ids(favouriteKey);
  keep(favouriteKey, favourites.includes(id) ? favourites.filter(other => other !== id) : [...favourites, id]);
  return readTenantMemory();
};

export const copyText = async text => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not a secure context, or not allowed
  }
};

export const printPage = () => window.print();

export const openDialog = dialog => {
  if (dialog?.isConnected && !dialog.open) {
    dialog.showModal();
  }
};

export const closeDialog = dialog => dialog?.close();

export const listenForSwitcher = dialog => setSwitcher(dialog);

export const listenForPalette = dialog => setPalette(dialog);

// Bytes are streamed to the server. Neither null nor an empty stream is allowed: an empty box is a blank.
export const readText = box => new TextEncoder().encode(box?.value || ' ');

export const clearText = box => {
  if (box) {
    box.value = '';
    box.focus();
  }
};

export { openSwitcher };
