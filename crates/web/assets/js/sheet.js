// The signing sheet's surface: which part of the dialog is shown, and what stands in it.
//
// The markup comes from the server (`components/sheet.rs`); this file fills it and knows nothing of
// keys or requests.

import { wordsOf } from './words.js';

const PARTS = ['preparing', 'ask', 'signing', 'done', 'failed'];

/** @returns {HTMLDialogElement} */
const dialog = () => {
  const found = document.querySelector('#sheet');
  if (!(found instanceof HTMLDialogElement)) throw new Error('this page has no signing sheet');
  return found;
};

/** @param {string} selector @returns {HTMLElement} */
const within = (selector) => /** @type {HTMLElement} */ (dialog().querySelector(selector));

/** The page's sentences for the sheet. */
export const words = () => wordsOf('sheet');

/** What the page knows: network and member as it shows them. */
export function page() {
  const { network = '', host = location.hostname, place = '', member = '0', memberName = '' } = dialog().dataset;
  return { network, host, place, member: Number(member), memberName };
}

/** @param {string} part */
function show(part) {
  const sheet = dialog();
  for (const name of PARTS) within(`[data-part="${name}"]`).hidden = name !== part;
  if (!sheet.open) sheet.showModal();
  const focus = /** @type {HTMLElement | null} */ (sheet.querySelector(`[data-part="${part}"] [data-focus]`));
  focus?.focus();
}

export const showPreparing = () => show('preparing');

/** @param {string} selector @param {[string, string][]} fields */
function fill(selector, fields) {
  const list = within(selector);
  list.replaceChildren(...fields.flatMap(([label, value]) => {
    const term = document.createElement('dt');
    term.textContent = label;
    const definition = document.createElement('dd');
    definition.textContent = value;
    return [term, definition];
  }));
}

/**
 * Shows what is to be signed and waits for the member.
 * @param {{sentence: string, fields: [string, string][], exact: string, offersSession: boolean, hasSession: boolean}} what
 * @returns {Promise<{signs: boolean, session: boolean}>}
 */
export function askToSign({ sentence, fields, exact, offersSession, hasSession }) {
  within('[data-say]').textContent = sentence;
  fill('[data-fields]', fields);
  within('[data-exact]').textContent = exact;
  within('[data-offers-session]').hidden = !offersSession;
  within('[data-label="passkey"]').hidden = hasSession;
  within('[data-label="session"]').hidden = !hasSession;
  show('ask');
  return new Promise((resolve) => {
    const sheet = dialog();
    const box = /** @type {HTMLInputElement} */ (within('[data-session]'));
    const end = (/** @type {boolean} */ signs) => {
      sign.removeEventListener('click', yes);
      sheet.removeEventListener('close', no);
      resolve({ signs, session: offersSession && box.checked });
    };
    const yes = () => end(true);
    const no = () => end(false);
    const sign = within('[data-do="sign"]');
    sign.addEventListener('click', yes);
    sheet.addEventListener('close', no);
  });
}

/** @param {string} text what happens now: "Waiting for your device" */
export function showSigning(text) {
  within('[data-signing]').textContent = text;
  show('signing');
}

/**
 * Shows the receipt and waits until it is put away.
 * @param {{sentence: string, fields: [string, string][], checked: boolean}} receipt
 * @returns {Promise<void>}
 */
export function showReceipt({ sentence, fields, checked }) {
  within('[data-done]').textContent = sentence;
  fill('[data-receipt]', fields);
  within('[data-checked]').hidden = !checked;
  within('[data-unchecked]').hidden = checked;
  show('done');
  return new Promise((resolve) => dialog().addEventListener('close', () => resolve(), { once: true }));
}

/**
 * Shows what went wrong and waits: try again or put away.
 * @param {{title: string, text: string, retry: boolean}} failure
 * @returns {Promise<boolean>} whether to try again
 */
export function showFailure({ title, text, retry }) {
  within('[data-failed]').textContent = title;
  within('[data-why]').textContent = text;
  const again = within('[data-do="again"]');
  again.hidden = !retry;
  show('failed');
  return new Promise((resolve) => {
    const sheet = dialog();
    const end = (/** @type {boolean} */ isAgain) => {
      again.removeEventListener('click', yes);
      sheet.removeEventListener('close', no);
      resolve(isAgain);
    };
    const yes = () => end(true);
    const no = () => end(false);
    again.addEventListener('click', yes);
    sheet.addEventListener('close', no);
  });
}

export function close() {
  if (dialog().open) dialog().close();
}
