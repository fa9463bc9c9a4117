import assert from 'node:assert/strict';
import test from 'node:test';
import { Malformed } from '../../assets/js/borsh.js';
import { concat, fromHex, toHex, utf8 } from '../../assets/js/bytes.js';
import { decodeOperation, encodeOperation, holdsOperation, invitationHash, signingHash } from '../../assets/js/operation.js';

const vote = {
  network: new Uint8Array(32).fill(9),
  member: 318,
  sequence: 92n,
  expires_ms: 1_795_000_000_000n,
  body: { kind: 'vote', value: { proposal: 41, choice: 'no-with-veto' } },
};

test('a vote is written field by field behind the version byte', () => {
  const bytes = encodeOperation(vote);
  assert.equal(bytes.length, 1 + 32 + 4 + 8 + 8 + 1 + 4 + 1);
  assert.equal(toHex(bytes.slice(0, 45)), `01${'09'.repeat(32)}3e0100005c00000000000000`);
  assert.equal(toHex(bytes.slice(-6)), '0e2900000003');
  assert.deepEqual(decodeOperation(bytes), vote);
});

test('another version, a cut and an addition are refused', () => {
  const bytes = encodeOperation(vote);
  assert.throws(() => decodeOperation(Uint8Array.of(2, ...bytes.slice(1))), Malformed);
  assert.throws(() => decodeOperation(bytes.slice(0, -1)), Malformed);
  assert.throws(() => decodeOperation(concat(bytes, Uint8Array.of(0))), Malformed);
  assert.throws(() => decodeOperation(new Uint8Array(65_537)), Malformed);
});

test('an entry holds the operation it holds and no other', () => {
  const bytes = encodeOperation(vote);
  const entry = concat(fromHex('01' + '0500000000000000' + '0010000000000000' + '00'), bytes.slice(1), fromHex('00' + '00000000'), new Uint8Array(64));
  assert.ok(holdsOperation(entry, bytes));
  assert.ok(!holdsOperation(entry, encodeOperation({ ...vote, sequence: 93n })));
});

test('the hash that is signed is bound to network and bytes', async () => {
  const bytes = encodeOperation(vote);
  const plain = new Uint8Array(await crypto.subtle.digest('SHA-256', concat(utf8('meent/op/v1'), vote.network, bytes)));
  assert.equal(toHex(await signingHash(bytes)), toHex(plain));
  const key = { kind: 'ed25519', value: new Uint8Array(32) };
  assert.equal((await invitationHash(vote.network, key)).length, 32);
});
