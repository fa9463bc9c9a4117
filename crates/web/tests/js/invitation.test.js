import assert from 'node:assert/strict';
import test from 'node:test';
import { fromBase64 } from '../../assets/js/bytes.js';
import { makeInvitation, proveInvitation } from '../../assets/js/invitation.js';
import { invitationHash } from '../../assets/js/operation.js';

test('the secret of a link signs a newcomer so that its public half agrees', async () => {
  const network = new Uint8Array(32).fill(3);
  const key = { kind: 'p256', value: { point: new Uint8Array(65).fill(4), rp_id: 'lumen.example' } };
  const { publicKey, secret } = await makeInvitation();
  const proof = await proveInvitation(publicKey, secret, network, key);
  const verifier = await crypto.subtle.importKey('raw', fromBase64(publicKey), 'Ed25519', false, ['verify']);
  const holds = (hash) => crypto.subtle.verify('Ed25519', verifier, fromBase64(proof.signature), hash);
  assert.ok(await holds(await invitationHash(network, key)));
  assert.ok(!(await holds(await invitationHash(new Uint8Array(32), key))), 'bound to the network');
  await assert.rejects(proveInvitation(publicKey, 'AAAA', network, key), RangeError);
});
