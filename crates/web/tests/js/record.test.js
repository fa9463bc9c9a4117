import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { concat, fromBase64, toBase64, toHex, utf8 } from '../../assets/js/bytes.js';
import { hashLeaf, hashNode, isExtended, isIncluded } from '../../assets/js/merkle.js';
import { NoteError, keyId, openCheckpoint, parseKey } from '../../assets/js/note.js';

const vectors = (name) => Object.entries(JSON.parse(readFileSync(new URL(`vectors/rfc6962-${name}.json`, import.meta.url))));
const hashes = (proof) => (proof ?? []).map(fromBase64);

test('inclusion agrees with the vectors of transparency-dev', async () => {
  for (const [name, it] of vectors('inclusion')) {
    const claim = { leaf: fromBase64(it.leafHash), index: it.leafIdx, size: it.treeSize, proof: hashes(it.proof), root: fromBase64(it.root) };
    assert.equal(await isIncluded(claim), !it.wantErr, name);
  }
});

test('consistency agrees with the vectors of transparency-dev', async () => {
  for (const [name, it] of vectors('consistency')) {
    const before = { size: it.size1, root: fromBase64(it.root1) };
    const after = { size: it.size2, root: fromBase64(it.root2) };
    assert.equal(await isExtended(before, after, hashes(it.proof)), !it.wantErr, name);
  }
});

test('the empty tree and the leaf hash are those of RFC 6962', async () => {
  assert.equal(toHex(await hashLeaf(new Uint8Array())), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
});

async function tree(leaves) {
  if (leaves.length === 1) return leaves[0];
  let cut = 1;
  while (cut * 2 < leaves.length) cut *= 2;
  return hashNode(await tree(leaves.slice(0, cut)), await tree(leaves.slice(cut)));
}

async function path(leaves, index) {
  if (leaves.length === 1) return [];
  let cut = 1;
  while (cut * 2 < leaves.length) cut *= 2;
  return index < cut
    ? [...(await path(leaves.slice(0, cut), index)), await tree(leaves.slice(cut))]
    : [...(await path(leaves.slice(cut), index - cut)), await tree(leaves.slice(0, cut))];
}

test('every leaf of every small tree is found in it and in no other place', async () => {
  for (let size = 1; size <= 20; size += 1) {
    const leaves = await Promise.all(Array.from({ length: size }, (_, at) => hashLeaf(Uint8Array.of(at))));
    const root = await tree(leaves);
    for (let index = 0; index < size; index += 1) {
      const claim = { leaf: leaves[index], index, size, proof: await path(leaves, index), root };
      assert.ok(await isIncluded(claim));
      assert.ok(!(await isIncluded({ ...claim, index: (index + 1) % (size + 1) })));
    }
  }
});

async function signedNote(text, name = 'lumen.example/record') {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const id = await keyId(name, publicKey);
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, utf8(text)));
  const line = `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(1), publicKey))}`;
  return { note: `${text}\n— ${name} ${toBase64(concat(id, signature))}\n`, line };
}

test('a checkpoint opens under the key that signed it and no other', async () => {
  const root = toBase64(new Uint8Array(32).fill(7));
  const text = `lumen.example/record\n51906\n${root}\nstate 00ff\n`;
  const { note, line } = await signedNote(text);
  const checkpoint = await openCheckpoint(note, await parseKey(line));
  assert.equal(checkpoint.size, 51906);
  assert.deepEqual(checkpoint.extensions, ['state 00ff']);
  await assert.rejects(openCheckpoint(note.replace('51906', '51907'), await parseKey(line)), NoteError);
  const other = await signedNote(text);
  await assert.rejects(openCheckpoint(note, await parseKey(other.line)), NoteError);
});

test('a key whose id is not its own is refused', async () => {
  const { line } = await signedNote('x\n0\n\n');
  await assert.rejects(parseKey(line.replace(/\+[0-9a-f]{8}\+/, '+00000000+')), NoteError);
  await assert.rejects(parseKey('lumen'), NoteError);
});
