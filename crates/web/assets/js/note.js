// Signed checkpoints (C2SP signed-note and tlog-checkpoint): who signed how long a record, and its root.

import { concat, fromBase64, isEqual, sha256, toHex, utf8 } from './bytes.js';

/** A note that is not one, or that no known key signed. */
export class NoteError extends Error {}

const ED25519 = Uint8Array.of(1);

/**
 * @typedef {{name: string, id: Uint8Array, publicKey: Uint8Array}} NoteKey
 * @typedef {{origin: string, size: number, root: Uint8Array, extensions: string[]}} Checkpoint
 */

/**
 * Reads `name+id+key`, the public form of a note's key.
 * @param {string} line
 * @returns {Promise<NoteKey>}
 */
export async function parseKey(line) {
  const parts = line.trim().split('+');
  const name = parts[0];
  const key = fromBase64(parts.slice(2).join('+'));
  if (parts.length < 3 || name === '' || key.length !== 33 || key[0] !== 1) throw new NoteError('not an Ed25519 note key');
  const publicKey = key.slice(1);
  const id = (await sha256(utf8(`${name}\n`), ED25519, publicKey)).slice(0, 4);
  if (toHex(id) !== parts[1].toLowerCase()) throw new NoteError('the key does not match its id');
  return { name, id, publicKey };
}

/**
 * Takes a note apart: its text with the last newline, and its signatures.
 * @param {string} note
 * @returns {{text: string, signatures: {name: string, id: Uint8Array, signature: Uint8Array}[]}}
 */
export function splitNote(note) {
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || !note.endsWith('\n')) throw new NoteError('not a signed note');
  const lines = note.slice(gap + 2, -1).split('\n');
  const signatures = lines.map((line) => {
    const [dash, name, encoded, ...rest] = line.split(' ');
    if (dash !== '—' || !name || !encoded || rest.length > 0) throw new NoteError('a signature line is broken');
    const bytes = fromBase64(encoded);
    if (bytes.length < 5) throw new NoteError('a signature is too short');
    return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
  return { text: note.slice(0, gap + 1), signatures };
}

/**
 * Returns the checkpoint that `note` holds if `key` signed it.
 * @param {string} note
 * @param {NoteKey} key
 * @returns {Promise<Checkpoint>}
 */
export async function openCheckpoint(note, key) {
  const { text, signatures } = splitNote(note);
  const own = signatures.find((it) => it.name === key.name && isEqual(it.id, key.id));
  if (!own) throw new NoteError('the known key did not sign this');
  const publicKey = await crypto.subtle.importKey('raw', key.publicKey, 'Ed25519', false, ['verify']);
  if (!(await crypto.subtle.verify('Ed25519', publicKey, own.signature, utf8(text)))) throw new NoteError('the signature is false');
  return parseCheckpoint(text);
}

/**
 * Reads the text of a checkpoint, signatures aside.
 * @param {string} text
 * @returns {Checkpoint}
 */
export function parseCheckpoint(text) {
  const [origin, sizeText, rootText, ...extensions] = text.replace(/\n$/, '').split('\n');
  const size = Number(sizeText);
  if (!origin || !/^(0|[1-9][0-9]*)$/.test(sizeText ?? '') || !Number.isSafeInteger(size)) throw new NoteError('not a checkpoint');
  const root = fromBase64(rootText ?? '');
  if (root.length !== 32) throw new NoteError('the root is not 32 bytes');
  return { origin, size, root, extensions };
}

/**
 * Returns the id of an Ed25519 key of that name, as [`parseKey`] checks it.
 * @param {string} name
 * @param {Uint8Array} publicKey
 */
export async function keyId(name, publicKey) {
  return (await sha256(concat(utf8(`${name}\n`), ED25519, publicKey))).slice(0, 4);
}
