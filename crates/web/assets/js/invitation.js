// Invitation links: a key whose public half is on the record and whose secret is the link itself.
//
// The secret stands behind the `#`, which browsers keep to themselves, so that not even the node can
// use an invitation. Links made in this browser are kept in it, to be shown again until used.

import { concat, fromBase64, fromHex, toBase64Url } from './bytes.js';
import { invitationHash } from './operation.js';

const PKCS8 = fromHex('302e020100300506032b657004220420');
const KEY = 'meent.invitations';

/** @returns {Promise<{publicKey: string, secret: string}>} both base64url */
export async function makeInvitation() {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)).slice(-32);
  return { publicKey: toBase64Url(publicKey), secret: toBase64Url(secret) };
}

/**
 * Signs a newcomer's key with the secret of a link.
 * @param {string} publicKey base64url
 * @param {string} secret base64url
 * @param {Uint8Array} network
 * @param {{kind: string, value: any}} key the newcomer's
 * @returns {Promise<{key: string, signature: string}>}
 */
export async function proveInvitation(publicKey, secret, network, key) {
  const seed = fromBase64(secret);
  if (seed.length !== 32) throw new RangeError('not the secret of an invitation');
  const privateKey = await crypto.subtle.importKey('pkcs8', concat(PKCS8, seed), 'Ed25519', false, ['sign']);
  const signature = await crypto.subtle.sign('Ed25519', privateKey, await invitationHash(network, key));
  return { key: publicKey, signature: toBase64Url(new Uint8Array(signature)) };
}

/** @param {string} publicKey @param {string} secret */
export const linkOf = (publicKey, secret) => `${location.origin}/join/${publicKey}#${secret}`;

/** @returns {Record<string, string>} secrets by public key */
export function keptSecrets() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {string} publicKey @param {string} secret */
export function keepSecret(publicKey, secret) {
  localStorage.setItem(KEY, JSON.stringify({ ...keptSecrets(), [publicKey]: secret }));
}
