// Passkeys: making one, signing in with one, and signing an operation with one.
//
// The device asks the person; the private key never reaches this page. What is signed is a
// challenge, and for an operation the challenge is its own hash, so a signature fits no other.

/** Why a passkey did not sign; `reason` is a word the page has a sentence for. */
export class PasskeyError extends Error {
  /** @param {'unsupported' | 'stopped' | 'exists' | 'wrong-kind' | 'failed'} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(reason, { cause });
    this.reason = reason;
  }
}

const ES256 = -7;

/** @returns {boolean} whether this browser can use passkeys on this page at all */
export const isSupported = () => globalThis.isSecureContext === true && typeof globalThis.PublicKeyCredential === 'function';

/**
 * Makes a passkey on this device.
 * @param {{host: string, place: string, name: string, handle: Uint8Array, known?: Uint8Array[]}} about
 *   `host` is the rp id, `place` the network's name, `name` what the device shows, `handle` 16
 *   random bytes that say nothing about the person, `known` passkeys the member has already.
 * @returns {Promise<{credentialId: Uint8Array, publicKey: Uint8Array}>} the key as 65 bytes, uncompressed
 */
export async function create({ host, place, name, handle, known = [] }) {
  if (!isSupported()) throw new PasskeyError('unsupported');
  const publicKey = {
    rp: { id: host, name: place },
    user: { id: handle, name, displayName: name },
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: known.map((id) => ({ type: 'public-key', id })),
    attestation: 'none',
    timeout: 120_000,
  };
  const credential = await asked(() => navigator.credentials.create({ publicKey }));
  const spki = credential.response.getPublicKey?.();
  if (credential.response.getPublicKeyAlgorithm?.() !== ES256 || !spki) throw new PasskeyError('wrong-kind');
  return { credentialId: new Uint8Array(credential.rawId), publicKey: pointOf(new Uint8Array(spki)) };
}

/**
 * Lets a passkey sign `challenge`. Without `allow` the device offers every passkey of this host.
 * @param {{host: string, challenge: Uint8Array, allow?: Uint8Array[]}} about
 */
export async function sign({ host, challenge, allow = [] }) {
  if (!isSupported()) throw new PasskeyError('unsupported');
  const publicKey = {
    rpId: host,
    challenge,
    allowCredentials: allow.map((id) => ({ type: 'public-key', id })),
    userVerification: 'required',
    timeout: 120_000,
  };
  const credential = await asked(() => navigator.credentials.get({ publicKey }));
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  return {
    credentialId: new Uint8Array(credential.rawId),
    authenticatorData: new Uint8Array(authenticatorData),
    clientDataJSON: new Uint8Array(clientDataJSON),
    signature: new Uint8Array(signature),
    userHandle: userHandle ? new Uint8Array(userHandle) : null,
  };
}

/** @param {() => Promise<any>} ask */
async function asked(ask) {
  try {
    const credential = await ask();
    if (!credential) throw new PasskeyError('failed');
    return credential;
  } catch (error) {
    if (error instanceof PasskeyError) throw error;
    const name = /** @type {DOMException} */ (error).name;
    if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyError('stopped', error);
    if (name === 'InvalidStateError') throw new PasskeyError('exists', error);
    throw new PasskeyError(name === 'NotSupportedError' ? 'unsupported' : 'failed', error);
  }
}

/**
 * Takes the point out of a P-256 SubjectPublicKeyInfo, whose last 65 bytes it is.
 * @param {Uint8Array} spki
 */
function pointOf(spki) {
  const point = spki.slice(-65);
  if (spki.length !== 91 || point[0] !== 4) throw new PasskeyError('wrong-kind');
  return point;
}
