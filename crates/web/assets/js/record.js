// This browser's own watch over the record.
//
// It keeps the node's key from the first visit and the last checkpoint it saw. At a visit it asks
// for the newest one; if the record grew, it asks for the proof that the old one is its beginning,
// and for the proof that one's own operations are in it. A node that rewrites history cannot
// answer, and the page says so loudly and keeps both checkpoints as evidence.

import { fromBase64, toBase64 } from './bytes.js';
import { ask, askText, DoorError } from './door.js';
import { hashLeaf, isExtended, isIncluded } from './merkle.js';
import { NoteError, openCheckpoint, parseKey } from './note.js';
import { addReceipt, keepReceipts, receiptsOf } from './receipts.js';
import { clock, count, wordsOf } from './words.js';

const API = '/api/meent/v1/record';
const CHECKED_AT_ONCE = 8;
const FOLLOWED_AT_MOST = 5;

/**
 * What this browser holds of a network's record.
 * @typedef {{network: string, key: string, note: string, size: number, root: string, since: number, at: number}} Memory
 * @typedef {{state: 'good' | 'first' | 'false' | 'unreached' | 'moved', size: number, own: number, reason: string}} Verdict
 */

/** The record does not say what it said before. */
export class FalseRecord extends Error {}

const KEY = 'meent.record';

/** @returns {Memory | null} */
export function memory() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {Memory} held */
function remember(held) {
  try {
    localStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // Nothing kept: the next visit is a first one again, and says so.
  }
}

/** Begins again with the record as it is now, after the person chose to. */
export const startAfresh = () => localStorage.removeItem(KEY);

/**
 * Opens a checkpoint under the pinned key; pins the node's key at the first visit.
 * @param {string} network hex
 * @param {string} note
 */
export async function openPinned(network, note) {
  const held = memory();
  const line = held?.network === network ? held.key : (await askText('/record/key')).trim();
  return { line, checkpoint: await openCheckpoint(note, await parseKey(line)) };
}

/**
 * Compares the newest checkpoint with what is held, and moves on if it is the same record, grown.
 * @param {string} network hex
 * @returns {Promise<{size: number, root: Uint8Array, isFirst: boolean}>}
 */
async function follow(network) {
  const held = memory();
  const note = await askText('/record/checkpoint');
  const { line, checkpoint } = await openPinned(network, note);
  const isFirst = held === null || held.network !== network;
  if (!isFirst) {
    const before = { size: held.size, root: fromBase64(held.root) };
    if (checkpoint.size < before.size) throw new FalseRecord('shrunk');
    const proof = checkpoint.size === before.size || before.size === 0 ? [] : await consistency(before.size, checkpoint.size);
    if (!(await isExtended(before, checkpoint, proof))) throw new FalseRecord('rewritten');
  }
  const since = isFirst ? Date.now() : held.since;
  remember({ network, key: line, note, size: checkpoint.size, root: toBase64(checkpoint.root), since, at: Date.now() });
  return { size: checkpoint.size, root: checkpoint.root, isFirst };
}

/** @param {number} from @param {number} to */
async function consistency(from, to) {
  const { proof } = await ask(`${API}/consistency?from=${from}&to=${to}`);
  return proof.map(fromBase64);
}

/**
 * Asks for the proof that a kept receipt is in the record.
 * @param {import('./receipts.js').Receipt} receipt
 * @param {{size: number, root: Uint8Array}} record
 * @returns {Promise<boolean | null>} nothing if the record grew meanwhile, so that the proof is of a later one
 */
async function isHeld(receipt, { size, root }) {
  if (receipt.index >= size) return false;
  const answer = await ask(`${API}/inclusion?index=${receipt.index}`);
  if (answer.size !== size) return null;
  return isIncluded({ leaf: fromBase64(receipt.hash), index: receipt.index, size, proof: answer.proof.map(fromBase64), root });
}

/**
 * Checks one's own operations. What one size of the record held, every consistent later one holds,
 * so only new ones need asking; `all` asks for each again.
 * @param {string} network hex
 * @param {{size: number, root: Uint8Array}} first
 * @param {boolean} all
 * @param {(done: number, of: number) => void} [progress]
 * @returns {Promise<number>} how many are held
 */
async function checkOwn(network, first, all, progress = () => {}) {
  let record = first;
  const receipts = receiptsOf(network);
  const due = all ? receipts : receipts.filter((it) => it.checked === 0).slice(-CHECKED_AT_ONCE);
  for (const [done, receipt] of due.entries()) {
    progress(done, due.length);
    let held = await isHeld(receipt, record);
    for (let attempt = 0; held === null && attempt < FOLLOWED_AT_MOST; attempt += 1) {
      record = await follow(network);
      held = await isHeld(receipt, record);
    }
    if (held === false) throw new FalseRecord('missing');
    if (held) receipt.checked = record.size;
  }
  progress(due.length, due.length);
  keepReceipts(network, receipts);
  return receipts.length;
}

/**
 * Checks the record once.
 * @param {string} network hex
 * @param {{all?: boolean, progress?: (done: number, of: number) => void}} [how]
 * @returns {Promise<Verdict>}
 */
export async function check(network, { all = false, progress } = {}) {
  const held = memory();
  if (held && held.network !== network) return { state: 'moved', size: held.size, own: 0, reason: 'moved' };
  try {
    const record = await follow(network);
    const own = await checkOwn(network, record, all, progress);
    return { state: record.isFirst ? 'first' : 'good', size: record.size, own, reason: '' };
  } catch (error) {
    if (error instanceof FalseRecord) return { state: 'false', size: held?.size ?? 0, own: 0, reason: error.message };
    if (error instanceof NoteError) return { state: 'false', size: held?.size ?? 0, own: 0, reason: 'unsigned' };
    if (error instanceof DoorError) return { state: 'unreached', size: held?.size ?? 0, own: 0, reason: error.code };
    throw error;
  }
}

/**
 * Checks a receipt as it comes back from signing, and keeps it.
 * @param {string} network hex
 * @param {{entry: string, index: number, size: number, proof: string[], checkpoint: string, time_ms: number}} answer
 * @param {string} kind of operation
 * @returns {Promise<boolean>} whether the entry is where the answer says
 */
export async function keepIfIncluded(network, answer, kind) {
  const leaf = await hashLeaf(fromBase64(answer.entry));
  const { checkpoint } = await openPinned(network, answer.checkpoint);
  const proof = answer.proof.map(fromBase64);
  const claim = { leaf, index: answer.index, size: checkpoint.size, proof, root: checkpoint.root };
  if (!(await isIncluded(claim))) return false;
  // Held by a checkpoint that the next visit compares with this one: asked for once more then.
  addReceipt(network, { index: answer.index, hash: toBase64(leaf), kind, at: answer.time_ms, checked: 0 });
  return true;
}

// ---- on the page ----

/** @param {Verdict} verdict @param {ReturnType<typeof wordsOf>} words */
function sentence(verdict, words) {
  const key = verdict.state === 'good' && verdict.own > 0 ? 'good-own' : verdict.state;
  const at = memory()?.at ?? Date.now();
  return words(`record-${key}`, { size: count(verdict.size), own: count(verdict.own), time: clock(at) });
}

/** @param {Verdict} verdict @param {ReturnType<typeof wordsOf>} words */
function raiseAlarm(verdict, words) {
  const alarm = document.createElement('div');
  alarm.className = 'alarm';
  alarm.role = 'alert';
  const title = document.createElement('b');
  title.textContent = words(verdict.state === 'moved' ? 'record-moved-title' : 'record-false-title');
  const text = document.createElement('p');
  text.textContent = words(`record-${verdict.state === 'moved' ? 'moved' : `false-${verdict.reason}`}`, { size: count(verdict.size) });
  alarm.append(title, text, verdict.state === 'moved' ? afreshButton(words) : evidenceLink(words));
  document.body.prepend(alarm);
}

/** @param {ReturnType<typeof wordsOf>} words */
function afreshButton(words) {
  const button = document.createElement('button');
  button.className = 'btn';
  button.textContent = words('record-start-afresh');
  button.addEventListener('click', () => {
    startAfresh();
    location.reload();
  });
  return button;
}

/** @param {ReturnType<typeof wordsOf>} words */
function evidenceLink(words) {
  const link = document.createElement('a');
  link.className = 'link tap';
  link.download = 'checkpoint.txt';
  link.href = URL.createObjectURL(new Blob([memory()?.note ?? ''], { type: 'text/plain' }));
  link.textContent = words('record-keep-evidence');
  return link;
}

/** Checks once per page and says the outcome wherever the page has room for it. */
export async function watch() {
  const source = /** @type {HTMLElement | null} */ (document.querySelector('#record-words'));
  const network = source?.dataset.network;
  if (!network) return;
  const words = wordsOf('record-words');
  if (source.dataset.demo !== undefined && memory()?.network !== network) startAfresh();
  const verdict = await check(network);
  show(verdict, words);
  for (const button of document.querySelectorAll('[data-record-verify]')) {
    button.addEventListener('click', () => verifyAll(/** @type {HTMLButtonElement} */ (button), network, words));
  }
}

/** @param {Verdict} verdict @param {ReturnType<typeof wordsOf>} words */
function show(verdict, words) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-record-check]'))) {
    place.textContent = sentence(verdict, words);
    place.dataset.recordCheck = verdict.state;
    place.dataset.recordState = verdict.state;
    place.hidden = false;
  }
  if (verdict.state === 'false' || verdict.state === 'moved') raiseAlarm(verdict, words);
}

/** @param {HTMLButtonElement} button @param {string} network @param {ReturnType<typeof wordsOf>} words */
async function verifyAll(button, network, words) {
  button.disabled = true;
  const label = button.textContent;
  const progress = (/** @type {number} */ done, /** @type {number} */ of) => {
    if (of > 0) button.textContent = words('record-progress', { done: count(done), of: count(of) });
  };
  show(await check(network, { all: true, progress }), words);
  button.textContent = label;
  button.disabled = false;
}

if (typeof document !== 'undefined') watch();
