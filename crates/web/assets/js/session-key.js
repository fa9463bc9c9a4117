// A key of this browser that may cast ballots for up to 30 days, once a passkey has granted it.
//
// The private half is made here and cannot be taken out again, not even by this page. It never
// signs transfers, keys or delegations: the ledger refuses that whatever a page does.

const NAME = 'meent';
const STORE = 'session-keys';

/**
 * @typedef {{id: string, privateKey: CryptoKey, publicKey: Uint8Array, key: number | null, expiresMs: number}} SessionKey
 *   `key` is its number among the member's keys, known once the grant is on the record.
 */

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
async function inStore(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** @param {string} network @param {number} member */
const idOf = (network, member) => `${network}/${member}`;

/**
 * Makes a key and keeps it, not granted yet.
 * @param {string} network hex
 * @param {number} member
 * @returns {Promise<SessionKey>}
 */
export async function make(network, member) {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { id: idOf(network, member), privateKey: pair.privateKey, publicKey, key: null, expiresMs: 0 };
}

/** @param {SessionKey} session with the number and the end that the record gave it */
export const keep = (session) => inStore('readwrite', (store) => store.put(session));

/**
 * Returns the key of this member in this browser if it may still sign.
 * @param {string} network hex
 * @param {number} member
 * @param {number} nowMs
 * @returns {Promise<SessionKey | null>}
 */
export async function find(network, member, nowMs) {
  try {
    const session = await inStore('readonly', (store) => store.get(idOf(network, member)));
    return session && session.key !== null && session.expiresMs > nowMs ? session : null;
  } catch {
    return null; // A browser without storage signs with the passkey each time.
  }
}

/** @param {string} network hex @param {number} member */
export const forget = (network, member) => inStore('readwrite', (store) => store.delete(idOf(network, member)));

/**
 * @param {SessionKey} session
 * @param {Uint8Array} hash
 * @returns {Promise<Uint8Array>} 64 bytes
 */
export async function sign(session, hash) {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', session.privateKey, hash));
}
