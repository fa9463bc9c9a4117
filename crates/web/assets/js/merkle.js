// Proofs of the record's tree (RFC 6962 hashing, verified as RFC 9162 §2.1.3.2 and §2.1.4.2 write).
//
// Sizes are plain numbers below 2^53, so halving is arithmetic and not a shift.

import { isEqual, sha256 } from './bytes.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const half = (/** @type {number} */ number) => Math.floor(number / 2);
const isOdd = (/** @type {number} */ number) => number % 2 === 1;

/** @param {Uint8Array} entry */
export const hashLeaf = (entry) => sha256(LEAF, entry);

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export const hashNode = (left, right) => sha256(NODE, left, right);

/**
 * Says whether `proof` shows that the leaf stands at `index` in the tree of `size` with `root`.
 * @param {{leaf: Uint8Array, index: number, size: number, proof: Uint8Array[], root: Uint8Array}} claim
 * @returns {Promise<boolean>}
 */
export async function isIncluded({ leaf, index, size, proof, root }) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false;
    if (isOdd(node) || node === last) {
      hash = await hashNode(sibling, hash);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = await hashNode(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && isEqual(hash, root);
}

/**
 * Says whether `proof` shows that the tree of `before` is the beginning of the tree of `after`.
 * @param {{size: number, root: Uint8Array}} before
 * @param {{size: number, root: Uint8Array}} after
 * @param {Uint8Array[]} proof
 * @returns {Promise<boolean>}
 */
export async function isExtended(before, after, proof) {
  if (before.size > after.size || proof.some((hash) => hash.length !== 32)) return false;
  if (before.size === after.size) return proof.length === 0 && isEqual(before.root, after.root);
  if (before.size === 0) return proof.length === 0;
  if (proof.length === 0) return false;
  const path = Number.isInteger(Math.log2(before.size)) ? [before.root, ...proof] : proof;
  let node = before.size - 1;
  let last = after.size - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  let first = path[0];
  let second = path[0];
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      first = await hashNode(sibling, first);
      second = await hashNode(sibling, second);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      second = await hashNode(second, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && isEqual(first, before.root) && isEqual(second, after.root);
}
