// The composer: photographs go up at once, piece by piece, and resume where they stopped; words and
// order are kept here and on the server, so that a crashed tab loses nothing.

import { takeShared } from './shared.js';

const API = '/api/meent/v1';
const PIECE_BYTES = 1024 * 1024;
const RETRY_SECONDS = [1, 3, 8, 20, 60];
const AT_ONCE = 2;

const form = /** @type {HTMLFormElement} */ (document.querySelector('form[data-compose]'));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById('photo-template'));
const list = /** @type {HTMLElement} */ (form.querySelector('[data-placed]'));
const drop = /** @type {HTMLElement} */ (form.querySelector('[data-drop]'));
const chooser = /** @type {HTMLInputElement} */ (form.querySelector('input[type="file"]'));
const words = /** @type {HTMLTextAreaElement} */ (form.querySelector('textarea[name="text"]'));
const state = /** @type {HTMLElement} */ (form.querySelector('[data-draft-state]'));
const say = template.dataset;
const photosMax = Number(form.dataset.photosMax);
const isNew = !form.dataset.editing;
const draftKey = `meent:post:${form.dataset.editing ?? 'new'}`;

/** Uploads under way or failed, by their place in the list. @type {Map<HTMLElement, {file: File, going: boolean}>} */
const uploads = new Map();

// Files are sent by this script; without a name the form does not send them again.
chooser.removeAttribute('name');
form.querySelector('textarea[name="alts"]')?.setAttribute('disabled', '');

// ---- choosing ----

chooser.addEventListener('change', () => { add(chooser.files); chooser.value = ''; });
for (const kind of ['dragenter', 'dragover']) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add('over'); });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  add(event.dataTransfer?.files ?? null);
});
words.addEventListener('paste', (event) => {
  const files = event.clipboardData?.files;
  if (files?.length) { event.preventDefault(); add(files); }
});

/** @param {Iterable<File> | null} files */
function add(files) {
  const room = photosMax - list.children.length;
  const chosen = [...(files ?? [])];
  for (const file of chosen.slice(0, room)) place(file);
  if (chosen.length > room) state.textContent = say.tooMany ?? '';
  next();
}

/** @param {File} file */
function place(file) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const area = /** @type {HTMLTextAreaElement} */ (item.querySelector('textarea'));
  const id = `alt-${crypto.randomUUID()}`;
  area.id = id;
  item.querySelector('label')?.setAttribute('for', id);
  list.append(item);
  uploads.set(item, { file, going: false });
  tell(item, 'waiting', say.waiting ?? '');
  preview(item, file);
}

/** Draws the photograph small; a kind this browser cannot read keeps its empty frame. */
async function preview(/** @type {HTMLElement} */ item, /** @type {File} */ file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image', resizeWidth: 640 });
    const canvas = /** @type {HTMLCanvasElement} */ (item.querySelector('canvas'));
    canvas.height = Math.round((canvas.width * picture.height) / picture.width);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
  } catch { /* The frame stays empty. */ }
}

// ---- order and removing ----

list.addEventListener('click', (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-act]'));
  const item = /** @type {HTMLElement | null} */ (button?.closest('[data-photo]') ?? null);
  if (!button || !item) return;
  if (button.dataset.act === 'earlier') item.previousElementSibling?.before(item);
  if (button.dataset.act === 'later') item.nextElementSibling?.after(item);
  if (button.dataset.act === 'remove') { uploads.delete(item); item.remove(); chooser.focus(); } else { button.focus(); }
  if (button.dataset.act === 'retry') { const upload = uploads.get(item); if (upload) upload.going = false; next(); }
  keep();
});

// ---- sending ----

/** Starts what waits, a few at a time. */
function next() {
  const going = [...uploads.values()].filter((upload) => upload.going).length;
  const waiting = [...uploads].filter(([item, upload]) => !upload.going && item.dataset.state !== 'failed');
  for (const [item, upload] of waiting.slice(0, AT_ONCE - going)) {
    upload.going = true;
    send(item, upload.file).then(next);
  }
}

/** @param {HTMLElement} item @param {File} file */
async function send(item, file) {
  const memory = `meent:upload:${file.name}:${file.size}:${file.lastModified}`;
  try {
    const id = await begin(item, file, memory);
    tell(item, 'preparing', say.preparing ?? '');
    const photo = await ask(`${API}/uploads/${id}/finish`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ file_name: file.name }),
    });
    forget(memory);
    const hidden = /** @type {HTMLInputElement} */ (item.querySelector('input[name="photo"]'));
    hidden.value = photo.hash;
    hidden.disabled = false;
    uploads.delete(item);
    tell(item, 'ready', say.ready ?? '');
    keep();
  } catch (error) {
    forget(memory);
    if (!uploads.has(item)) return; // Removed meanwhile.
    tell(item, 'failed', `${say.failed}. ${error instanceof Refused ? error.message : ''}`);
    item.querySelector('[data-act="retry"]')?.toggleAttribute('hidden', error instanceof Refused);
  }
}

class Refused extends Error {}

/** Sends all pieces, from where an earlier try stopped. @returns {Promise<string>} */
async function begin(/** @type {HTMLElement} */ item, /** @type {File} */ file, /** @type {string} */ memory) {
  let id = stored(memory);
  let offset = 0;
  if (id) {
    try { offset = (await ask(`${API}/uploads/${id}`)).offset_bytes; } catch { id = null; }
  }
  if (!id) {
    const made = await ask(`${API}/uploads`, { method: 'POST', headers: { 'upload-length': String(file.size) } });
    id = /** @type {string} */ (made.id);
    store(memory, id);
  }
  const began = { at: performance.now(), offset };
  for (let tries = 0; offset < file.size;) {
    if (!uploads.has(item)) { ask(`${API}/uploads/${id}`, { method: 'DELETE' }).catch(() => {}); throw new Error('removed'); }
    try {
      const piece = file.slice(offset, offset + PIECE_BYTES);
      offset = await patch(`${API}/uploads/${id}`, offset, piece, (sent) => progress(item, file, offset + sent, began));
      tries = 0;
    } catch (error) {
      if (error instanceof Refused || tries >= RETRY_SECONDS.length) throw error;
      await pause(RETRY_SECONDS[tries++]);
      offset = (await ask(`${API}/uploads/${id}`)).offset_bytes;
    }
  }
  return id;
}

/** @returns {Promise<number>} the offset after the piece. */
function patch(/** @type {string} */ url, /** @type {number} */ offset, /** @type {Blob} */ piece, /** @type {(sent: number) => void} */ moved) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PATCH', url);
    request.setRequestHeader('upload-offset', String(offset));
    request.setRequestHeader('content-type', 'application/offset+octet-stream');
    request.upload.onprogress = (event) => moved(event.loaded);
    request.onerror = () => reject(new Error('offline'));
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText).offset_bytes);
      else if (request.status === 422) reject(new Refused(JSON.parse(request.responseText).message));
      else reject(new Error(String(request.status)));
    };
    request.send(piece);
  });
}

/** Asks our JSON. @param {string} url @param {RequestInit} [options] */
async function ask(url, options) {
  const response = await fetch(url, options);
  const body = response.status === 204 ? null : await response.json();
  if (response.status === 422) throw new Refused(body.message);
  if (!response.ok) throw new Error(body?.code ?? String(response.status));
  return body;
}

/** Waits, or goes on as soon as the line is back. @param {number} seconds */
function pause(seconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener('online', () => { clearTimeout(timer); resolve(null); }, { once: true });
  });
}

/** @param {HTMLElement} item @param {string} name @param {string} text */
function tell(item, name, text) {
  item.dataset.state = name;
  const line = item.querySelector('[data-state-words]');
  if (line) line.textContent = text;
}

/** "428 of 1,180 kB", and the bar. */
function progress(/** @type {HTMLElement} */ item, /** @type {File} */ file, /** @type {number} */ sent, /** @type {{at: number, offset: number}} */ began) {
  const bar = item.querySelector('progress');
  if (bar) bar.value = Math.round((1000 * sent) / file.size);
  const lang = document.documentElement.lang;
  const large = file.size >= 1e6;
  const unit = new Intl.NumberFormat(lang, { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', maximumFractionDigits: large ? 1 : 0 });
  const plain = new Intl.NumberFormat(lang, { maximumFractionDigits: large ? 1 : 0 });
  const scale = large ? 1e6 : 1e3;
  let text = `${say.sending}: ${plain.format(sent / scale)} ${say.of} ${unit.format(file.size / scale)}`;
  const seconds = (performance.now() - began.at) / 1000;
  const rate = (sent - began.offset) / seconds;
  if (seconds > 4 && rate > 0) {
    const left = Math.ceil((file.size - sent) / rate / 60);
    text += ` · ≈ ${new Intl.NumberFormat(lang, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(left)}`;
  }
  tell(item, 'sending', text);
}

// ---- the draft ----

function draft() {
  const photos = [...list.children].flatMap((item) => {
    const hash = /** @type {HTMLInputElement} */ (item.querySelector('input[name="photo"]')).value;
    const alt = /** @type {HTMLTextAreaElement} */ (item.querySelector('textarea[name="alt"]')).value;
    return hash ? [{ hash, alt }] : [];
  });
  return { text: words.value, photos };
}

let timer = 0;
let lastKept = JSON.stringify(draft());

/** Keeps what is there: here at once, on the server when the writer pauses. */
function keep() {
  const now = JSON.stringify(draft());
  if (now === lastKept) return;
  if (words.value === '') forget(draftKey); else store(draftKey, words.value);
  if (!isNew) return;
  clearTimeout(timer);
  state.textContent = '';
  timer = setTimeout(async () => {
    try {
      await ask(`${API}/draft`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: now });
      lastKept = now;
      state.textContent = state.dataset.kept ?? '';
    } catch { /* It is kept here. */ }
  }, 1500);
}

form.addEventListener('input', keep);

// Had the post gone out, its page would have tidied the draft away: this is the same try again.
forget(`${draftKey}:sent`);
const local = stored(draftKey);
if (local && local !== words.value && !form.closest('.compose')?.querySelector('[role="alert"]')) {
  words.value = local;
  state.textContent = state.dataset.kept ?? '';
}

// ---- what another app shared ----

if (new URLSearchParams(location.search).has('shared')) {
  takeShared().then(({ words: shared, files }) => {
    history.replaceState(null, '', location.pathname);
    words.value = [words.value, shared].filter(Boolean).join('\n\n');
    add(files);
    keep();
  });
}

// ---- publishing ----

form.addEventListener('submit', (event) => {
  const failed = [...uploads.keys()].find((item) => item.dataset.state === 'failed');
  if (failed) {
    event.preventDefault();
    failed.scrollIntoView({ block: 'center' });
    /** @type {HTMLElement | null} */ (failed.querySelector('[data-act="retry"]:not([hidden]), [data-act="remove"]'))?.focus();
    return;
  }
  if (uploads.size > 0) {
    // Everything is sent first; then the form goes by itself.
    event.preventDefault();
    const submitter = event.submitter;
    const look = setInterval(() => {
      if ([...uploads.keys()].some((item) => item.dataset.state === 'failed')) clearInterval(look);
      else if (uploads.size === 0) { clearInterval(look); form.requestSubmit(/** @type {HTMLElement} */ (submitter)); }
    }, 200);
    return;
  }
  clearTimeout(timer);
  store(`${draftKey}:sent`, 'yes');
});

/** @param {string} key */
function stored(key) { try { return localStorage.getItem(key); } catch { return null; } }
/** @param {string} key @param {string} value */
function store(key, value) { try { localStorage.setItem(key, value); } catch { /* Full or forbidden. */ } }
/** @param {string} key */
function forget(key) { try { localStorage.removeItem(key); } catch { /* As above. */ } }
