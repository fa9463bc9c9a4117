// What an auction's order becomes: a seal, and what opens it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fromHex, toHex } from '../../assets/js/bytes.js';
import { orderSeal } from '../../assets/js/operation.js';

/** @type {Map<string, string>} */
const kept = new Map();
globalThis.localStorage = /** @type {any} */ ({
  getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
});
const { OrderLost, find, open, seal, sealOf, units } = await import('../../assets/js/order.js');

const network = '11'.repeat(32);

test('amounts are read as people type them', () => {
  for (const [typed, places, expected] of [
    ['12', 6, 12_000_000n], ['12.5', 6, 12_500_000n], ['12,000001', 6, 12_000_001n], [' 0.30 ', 2, 30n], ['7', 2, 700n],
    ['1.234', 2, null], ['', 2, null], ['-1', 2, null], ['1.', 2, null], ['1.2.3', 6, null], ['one', 6, null],
  ]) {
    assert.equal(units(String(typed), Number(places)), expected, String(typed));
  }
});

test('an order is kept here and only its seal leaves', async () => {
  const want = { kind: 'seal-order', auction: '3', side: 'sell', amount: '1.5', price: '0.003' };
  const order = await seal(want, network, 7);
  assert.deepEqual([order.auction, order.side, order.limit, order.amount], [3, 'sell', '300000', '1500000']);
  const again = await orderSeal(fromHex(network), 3, 7, { salt: fromHex(order.salt), side: 'sell', limit: 300_000n, amount: 1_500_000n });
  assert.equal(order.seal, toHex(again));
  assert.deepEqual(find(order.seal), order);
  assert.notEqual((await seal(want, network, 7)).seal, order.seal, 'another salt');
  await assert.rejects(seal({ ...want, price: 'cheap' }, network, 7), OrderLost);
});

test('a copy opens the seal that it belongs to, and no other', async () => {
  const order = await seal({ auction: '3', side: 'buy', amount: '2', price: '1' }, network, 7);
  kept.clear();
  await assert.rejects(open(order.seal, ''), OrderLost);
  await assert.rejects(open(order.seal, 'not a copy'), OrderLost);
  assert.deepEqual(await open(order.seal, JSON.stringify(order)), order);
  const dearer = { ...order, limit: '101' };
  assert.notEqual(toHex(await sealOf(dearer)), order.seal);
  await assert.rejects(open(order.seal, JSON.stringify(dearer)), OrderLost);
});
