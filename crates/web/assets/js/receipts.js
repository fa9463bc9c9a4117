// Receipts of one's own operations, kept in this browser so that it can ask for them again.

const KEY = 'meent.receipts';
const KEPT_MAX = 500;

/**
 * @typedef {{index: number, hash: string, kind: string, at: number, checked: number}} Receipt
 *   `hash` is the leaf's in base64, `at` the time of the entry in milliseconds, `checked` the size
 *   of the record that was shown to hold it, zero if none was yet.
 */

/** @param {string} network hex @returns {Receipt[]} oldest first */
export function receiptsOf(network) {
  try {
    const all = JSON.parse(localStorage.getItem(`${KEY}.${network}`) ?? '[]');
    return Array.isArray(all) ? all : [];
  } catch {
    return [];
  }
}

/** @param {string} network hex @param {Receipt[]} receipts */
export function keepReceipts(network, receipts) {
  try {
    localStorage.setItem(`${KEY}.${network}`, JSON.stringify(receipts.slice(-KEPT_MAX)));
  } catch {
    // A browser that keeps nothing still has the receipt on the page and on the record.
  }
}

/** @param {string} network hex @param {Receipt} receipt */
export function addReceipt(network, receipt) {
  const others = receiptsOf(network).filter((it) => it.index !== receipt.index);
  keepReceipts(network, [...others, receipt].sort((a, b) => a.index - b.index));
}
