import assert from 'node:assert/strict';
import test from 'node:test';
import * as b from '../../assets/js/borsh.js';
import { fromHex, toHex } from '../../assets/js/bytes.js';

const ballot = b.struct({
  decision: b.u32,
  choice: b.word('yes', 'no', 'abstain'),
  why: b.option(b.text),
  weights: b.list(b.u64),
});
const value = { decision: 41, choice: 'no', why: 'té', weights: [1n, 2n ** 64n - 1n] };
const bytes = fromHex('29000000' + '01' + '0103000000' + '74c3a9' + '02000000' + '0100000000000000' + 'ffffffffffffffff');

test('a value is written as borsh writes it', () => {
  assert.equal(toHex(b.encode(ballot, value)), toHex(bytes));
  assert.deepEqual(b.decode(ballot, bytes), value);
});

test('bytes that are not exactly the value are refused', () => {
  assert.throws(() => b.decode(ballot, bytes.slice(0, -1)), b.Malformed, 'too short');
  assert.throws(() => b.decode(ballot, Uint8Array.of(...bytes, 0)), b.Malformed, 'too long');
  assert.throws(() => b.decode(b.bool, Uint8Array.of(2)), b.Malformed, 'a bool of 2');
  assert.throws(() => b.decode(b.word('a', 'b'), Uint8Array.of(2)), b.Malformed, 'an unknown variant');
  assert.throws(() => b.decode(b.text, fromHex('01000000ff')), b.Malformed, 'not UTF-8');
});

test('a length is checked before anything is allocated', () => {
  assert.throws(() => b.decode(b.list(b.u8), fromHex('ffffffff00')), b.Malformed);
  assert.throws(() => b.decode(b.text, fromHex('ffffffff41')), b.Malformed);
});

test('numbers outside their type are not written', () => {
  for (const [shape, number] of [[b.u8, 256], [b.u16, -1], [b.u32, 1.5], [b.u64, 1n << 64n]]) {
    assert.throws(() => b.encode(shape, number), RangeError);
  }
});

test('every prefix of every value is refused, whatever it is', () => {
  for (let cut = 0; cut < bytes.length; cut += 1) assert.throws(() => b.decode(ballot, bytes.slice(0, cut)), b.Malformed);
});
