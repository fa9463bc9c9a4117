// The page of the auction: shows the order that this browser keeps, and offers a copy of it.

import { find, PRICE_PLACES, units } from './order.js';

/** @param {string} amount @param {number} places @param {number} shown */
const said = (amount, places, shown) =>
  (Number(BigInt(amount)) / 10 ** places).toLocaleString(document.documentElement.lang, { minimumFractionDigits: shown, maximumFractionDigits: places });

/** @param {HTMLElement} place */
function show(place) {
  const kept = find(place.dataset.seal ?? '');
  const parts = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (place.querySelector(`[data-${name}]`));
  if (!kept) {
    parts('lost')?.removeAttribute('hidden');
    return;
  }
  const words = kept.side === 'sell' ? place.dataset.sell : place.dataset.buy;
  const here = parts('here');
  const text = parts('said');
  if (!here || !text) return;
  text.textContent = (words ?? '').replace('{amount}', said(kept.amount, 6, 0)).replace('{price}', said(kept.limit, PRICE_PLACES, 2));
  const copy = /** @type {HTMLAnchorElement | null} */ (place.querySelector('a[data-copy]'));
  copy?.setAttribute('href', URL.createObjectURL(new Blob([JSON.stringify(kept)], { type: 'application/json' })));
  copy?.setAttribute('download', `order-${kept.auction}.json`);
  here.removeAttribute('hidden');
}

/** Says what an order costs or brings at its limit, while it is typed. @param {HTMLFormElement} form */
function reckon(form) {
  const line = /** @type {HTMLElement | null} */ (form.querySelector('[data-reckon]'));
  if (!line) return;
  const update = () => {
    const typed = new FormData(form);
    const price = units(String(typed.get('price') ?? ''), PRICE_PLACES);
    const amount = units(String(typed.get('amount') ?? ''), 6);
    const words = typed.get('side') === 'sell' ? line.dataset.sell : line.dataset.buy;
    const money = price === null || amount === null ? null : (price * amount) / 1_000_000_000_000n;
    line.textContent = money === null || !words ? '' : words.replace('{money}', said(String(money), 2, 2));
  };
  form.addEventListener('input', update);
  update();
}

/** Reads a downloaded copy into the form. @param {HTMLInputElement} input */
function takeFile(input) {
  input.addEventListener('change', async () => {
    const text = await input.files?.[0]?.text();
    const field = /** @type {HTMLInputElement | null} */ (input.form?.elements.namedItem('copy'));
    if (text && field) field.value = text;
  });
}

for (const place of document.querySelectorAll('[data-kept-order]')) show(/** @type {HTMLElement} */ (place));
for (const form of document.querySelectorAll('form[data-sign=seal-order]')) reckon(/** @type {HTMLFormElement} */ (form));
for (const input of document.querySelectorAll('input[type=file][data-take]')) takeFile(/** @type {HTMLInputElement} */ (input));
