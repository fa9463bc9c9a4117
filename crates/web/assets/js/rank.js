// The ballot of an election: buttons put candidates on it, move them and take them off.
//
// Every candidate is one line, which moves between the ballot and the rest; its hidden field is sent
// only where it is ranked, so that the form says what the ballot says. Off the ballot a line goes back
// to where it stood in the reader's own order.

import { wordsOf } from './words.js';

/** @param {HTMLFormElement} form */
export function makeBallot(form) {
  const ballot = /** @type {HTMLElement} */ (form.querySelector('[data-ballot]'));
  const rest = /** @type {HTMLElement} */ (form.querySelector('[data-rest]'));
  const none = /** @type {HTMLElement} */ (form.querySelector('[data-none]'));
  const said = /** @type {HTMLElement} */ (form.querySelector('[data-said]'));
  const words = wordsOf('rank-words');

  /** @param {HTMLElement} line */
  const putBack = (line) => {
    const place = Number(line.dataset.place);
    const after = [...rest.children].find((it) => Number(/** @type {HTMLElement} */ (it).dataset.place) > place);
    rest.insertBefore(line, after ?? null);
  };

  /** @type {Record<string, (line: HTMLElement) => void>} */
  const acts = {
    on: (line) => ballot.append(line),
    off: putBack,
    up: (line) => line.previousElementSibling?.before(line),
    down: (line) => line.nextElementSibling?.after(line),
  };

  /** The focus stays with the line, on a button that can still be pressed. @param {HTMLElement} line @param {string} act */
  const keepFocus = (line, act) => {
    const wanted = { on: 'off', off: 'on', up: 'up', down: 'down' }[act] ?? act;
    const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (line.querySelectorAll('[data-do]'));
    const usable = [...buttons].filter((it) => !it.disabled && it.offsetParent !== null);
    (usable.find((it) => it.dataset.do === wanted) ?? usable[0])?.focus();
  };

  const settle = () => {
    const lines = /** @type {HTMLElement[]} */ ([...ballot.children]);
    lines.forEach((line, at) => {
      /** @type {HTMLButtonElement} */ (line.querySelector('[data-do=up]')).disabled = at === 0;
      /** @type {HTMLButtonElement} */ (line.querySelector('[data-do=down]')).disabled = at === lines.length - 1;
    });
    for (const line of [...ballot.children, ...rest.children]) {
      /** @type {HTMLInputElement} */ (line.querySelector('input[name=ranking]')).disabled = line.parentElement !== ballot;
    }
    none.hidden = lines.length > 0;
  };

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-do]') : null;
    const line = /** @type {HTMLElement | null} */ (button?.closest('li') ?? null);
    const act = button instanceof HTMLElement ? (button.dataset.do ?? '') : '';
    if (!line || !(act in acts)) return;
    acts[act](line);
    settle();
    keepFocus(line, act);
    const place = [...ballot.children].indexOf(line) + 1;
    const name = line.dataset.name ?? '';
    said.textContent = place > 0 ? words('on', { name, place }) : words('off', { name });
  });
  settle();
}

for (const form of document.querySelectorAll('form[data-rank]')) makeBallot(/** @type {HTMLFormElement} */ (form));
