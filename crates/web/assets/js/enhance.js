// Makes plain pages smoother: acts without a reload, exact times in the reader's zone, words that
// survive a crashed tab. Everything here also works without it.

const root = document.documentElement;
root.classList.add('js');

/** @param {number} value */
const grouped = (value) => new Intl.NumberFormat(root.lang).format(value);

// ---- acts: appreciate, repost, keep, follow ----

document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = event.submitter;
  if (!form.matches('.act-form') || !button?.matches('[aria-pressed][name="on"]')) return;
  event.preventDefault();
  if (button.dataset.busy) return;
  button.dataset.busy = 'yes';
  const on = button.value === 'yes';
  // Read before the button shows its new state, which changes the value that it sends.
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, button)));
  show(button, on);
  try {
    // Kept alive, so that the act reaches the server also if its maker has gone on to another page.
    const response = await fetch(form.action, { method: 'POST', body, keepalive: true, headers: { accept: 'application/json' } });
    if (!response.ok || response.redirected) throw response;
  } catch {
    // What went wrong, and what to do, is said by the page that the plain form leads to.
    show(button, !on);
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'on', value: on ? 'yes' : 'no' });
    form.append(field);
    HTMLFormElement.prototype.submit.call(form);
  } finally {
    delete button.dataset.busy;
  }
});

/** Shows an act as done or undone, with its count. @param {HTMLButtonElement} button @param {boolean} on */
function show(button, on) {
  button.setAttribute('aria-pressed', String(on));
  button.value = on ? 'no' : 'yes';
  const words = on ? button.dataset.on : button.dataset.off;
  const label = button.querySelector('span:not(.num):not(.vh)');
  if (words && label) label.textContent = words;
  if (button.classList.contains('btn')) button.classList.toggle('primary', !on);
  const counter = /** @type {HTMLElement | null} */ (button.querySelector('[data-count]'));
  if (counter) {
    const count = Math.max(0, Number(counter.dataset.count) + (on ? 1 : -1));
    counter.dataset.count = String(count);
    counter.textContent = count > 0 ? grouped(count) : '';
  }
}

// ---- exact times in the reader's zone ----

for (const element of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll('time[data-local]'))) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) continue;
  const near = Math.abs(at.getTime() - Date.now()) < 6 * 24 * 3600 * 1000;
  const shape = near ? { weekday: 'long', hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' };
  element.textContent = new Intl.DateTimeFormat(root.lang === 'en' ? 'en-GB' : root.lang, /** @type {any} */ (shape)).format(at);
}

// ---- menus close when one looks elsewhere ----

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.more-acts[open]')) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute('open');
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.more-acts[open]');
  menu?.removeAttribute('open');
  /** @type {HTMLElement | null} */ (menu?.querySelector('summary') ?? null)?.focus();
});

// ---- the tab one is on is in sight ----

const tab = document.querySelector('.tabs [aria-current]');
const row = tab?.parentElement;
if (tab && row) {
  const [own, all] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += own.left + own.width / 2 - (all.left + all.width / 2);
}

// ---- pictures take the place of their blurred ground ----

for (const picture of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll('.pic img:not(.blur)'))) {
  const arrived = () => picture.parentElement?.querySelector('.blur')?.remove();
  if (picture.complete && picture.naturalWidth > 0) arrived();
  else picture.addEventListener('load', arrived, { once: true });
}

// ---- comments under way survive ----

// A post that went out is seen on its page, to which the composer's form leads.
const from = document.referrer.startsWith(`${location.origin}/`) ? new URL(document.referrer).pathname : '';
if (/^\/@[^/]+\/[^/]+$/.test(location.pathname)) {
  const key = from === '/create' ? 'meent:post:new' : `meent:post:${from.match(/^\/@[^/]+\/([^/]+)\/edit$/)?.[1]}`;
  if (stored(`${key}:sent`)) { forget(key); forget(`${key}:sent`); }
}

// The redirect after an edit that went out ends at the comment, on a page without the form.
const edited = location.hash.match(/^#c-(.+)$/);
if (edited && stored(`meent:comment-edit-${edited[1]}:sent`)) {
  forget(`meent:comment-edit-${edited[1]}`);
  forget(`meent:comment-edit-${edited[1]}:sent`);
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-draft]'))) {
  const key = `meent:${form.dataset.draft}`;
  const area = /** @type {HTMLTextAreaElement | null} */ (form.querySelector('textarea'));
  if (!area) continue;
  // The redirect after a comment that went out ends at the comment itself.
  if (stored(`${key}:sent`) && location.hash.startsWith('#c-')) { forget(key); forget(`${key}:sent`); }
  const kept = stored(key);
  if (kept && area.value === area.defaultValue) {
    area.value = kept;
    form.closest('details')?.setAttribute('open', '');
  }
  area.addEventListener('input', () => (area.value === area.defaultValue ? forget(key) : store(key, area.value)));
  form.addEventListener('submit', () => store(`${key}:sent`, 'yes'));
}

/** @param {string} key */
function stored(key) { try { return localStorage.getItem(key); } catch { return null; } }
/** @param {string} key @param {string} value */
function store(key, value) { try { localStorage.setItem(key, value); } catch { /* Full or forbidden: nothing is kept. */ } }
/** @param {string} key */
function forget(key) { try { localStorage.removeItem(key); } catch { /* As above. */ } }

// ---- without a connection ----

if ('serviceWorker' in navigator) {
  addEventListener('load', async () => {
    try {
      await navigator.serviceWorker.register('/service-worker.js');
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage({ language: root.lang });
    } catch { /* A browser that keeps nothing: it says so itself when the line is gone. */ }
  });
}
