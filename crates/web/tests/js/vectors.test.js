import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fromHex, toHex } from '../../assets/js/bytes.js';
import { decodeEntry, decodeOperation, encodeOperation, signingHash } from '../../assets/js/operation.js';

const { rows } = JSON.parse(readFileSync(new URL('../../../ledger/vectors/v1/operations.json', import.meta.url)));

/** A value as the vectors write it: bytes in hex, 64-bit numbers as text. */
const plain = (value) => JSON.parse(JSON.stringify(value, (_, it) => {
  if (it instanceof Uint8Array) return toHex(it);
  return typeof it === 'bigint' ? String(it) : it;
}));

test('every frozen operation and entry of the ledger says here what it says there', async () => {
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const bytes = fromHex(row.bytes);
    if (row.kind === 'entry') {
      assert.deepEqual(plain(decodeEntry(bytes)), row.fields, row.name);
      continue;
    }
    const operation = decodeOperation(bytes);
    assert.deepEqual(plain(operation), row.fields, row.name);
    assert.equal(toHex(encodeOperation(operation)), row.bytes, row.name);
    assert.equal(toHex(await signingHash(bytes)), row.signing_hash, row.name);
  }
});
