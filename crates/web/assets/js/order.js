// Orders of an auction: sealed in this browser, kept in it, revealed from it (docs/protocol/market.md).
//
// The server learns a seal and nothing else until the order is revealed: whoever runs the node knows no
// more of what is wanted than anybody. So the order is here, and in the copy that the member keeps.

import { fromHex, isEqual, toHex } from './bytes.js';
import { orderSeal } from './operation.js';

const PLACE = 'meent-orders';
/** Decimals of a price: two of the currency, and six of a minor unit. */
export const PRICE_PLACES = 8;
/** Orders that are kept; older ones belong to auctions long over. */
const KEPT_MAX = 24;

/** What was sealed is not in this browser, and what was given instead is something else. */
export class OrderLost extends Error {}

/**
 * @typedef {{network: string, auction: number, member: number, side: string, limit: string, amount: string, salt: string, seal: string}} Kept
 */

/**
 * Reads an amount as people type it, in units of which a whole has 10 to the power of `places`.
 * @param {string} typed
 * @param {number} places
 * @returns {bigint | null} nothing if it is none
 */
export function units(typed, places) {
  const found = /^(\d+)(?:[.,](\d+))?$/.exec(typed.trim());
  const part = found?.[2] ?? '';
  if (!found || part.length > places) return null;
  return BigInt(found[1] + part.padEnd(places, '0'));
}

/** @param {Kept} kept */
export const sealOf = (kept) =>
  orderSeal(fromHex(kept.network), kept.auction, kept.member, {
    salt: fromHex(kept.salt), side: kept.side, limit: BigInt(kept.limit), amount: BigInt(kept.amount),
  });

/** @returns {Kept[]} */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** @param {Kept} kept */
function keep(kept) {
  localStorage.setItem(PLACE, JSON.stringify([...all(), kept].slice(-KEPT_MAX)));
}

/**
 * Finds what was sealed with `seal` in this browser.
 * @param {string} seal hex
 * @returns {Kept | undefined}
 */
export const find = (seal) => all().find((it) => it.seal === seal);

/**
 * Makes and keeps the order that a form asks for.
 * @param {Record<string, unknown>} want
 * @param {string} network hex
 * @param {number} member
 * @returns {Promise<Kept>}
 */
export async function seal(want, network, member) {
  const limit = units(String(want.price), PRICE_PLACES);
  const amount = units(String(want.amount), 6);
  if (limit === null || amount === null) throw new OrderLost('amount');
  const salt = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const order = { network, auction: Number(want.auction), member, side: String(want.side), limit: String(limit), amount: String(amount), salt, seal: '' };
  const kept = { ...order, seal: toHex(await sealOf(order)) };
  keep(kept);
  return kept;
}

/**
 * Returns the order behind `seal`: from this browser, or from the copy that the member gives.
 * @param {string} seal hex, as it is on the record
 * @param {string} copy what was downloaded; may be empty
 * @returns {Promise<Kept>}
 */
export async function open(seal, copy) {
  const here = find(seal);
  if (here) return here;
  try {
    /** @type {Kept} */
    const given = JSON.parse(copy);
    if (isEqual(await sealOf(given), fromHex(seal))) return given;
  } catch {
    // What cannot be read is not what was sealed.
  }
  throw new OrderLost('copy');
}
