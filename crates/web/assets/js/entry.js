// Ways in: founding, joining, signing in, and a further passkey.
//
// A newcomer's passkey is made first, on their device; the operation that makes the account carries
// its public half and is the first thing it signs.

import { fromBase64, fromHex, toBase64Url } from './bytes.js';
import { ask, DoorError } from './door.js';
import { proveInvitation } from './invitation.js';
import { create, PasskeyError, sign } from './passkey.js';
import { page, words } from './sheet.js';
import { carryOut, wantOf } from './sign.js';
import { wordsOf } from './words.js';

/**
 * Shows an error below the form and gives the form back as it was.
 * @param {HTMLFormElement} form
 * @param {unknown} error
 */
function tell(form, error) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector('[data-error]'));
  if (!place) throw error;
  const say = document.querySelector('#sheet') ? words() : wordsOf('entry-words');
  if (error instanceof PasskeyError) place.textContent = say(`passkey-${error.reason}`);
  else if (error instanceof DoorError) place.textContent = error.message || say(error.status === 0 ? 'unreached' : 'failed');
  else place.textContent = say('failed');
  place.hidden = false;
  if (!(error instanceof PasskeyError) && !(error instanceof DoorError)) console.error(error);
}

/** @param {HTMLFormElement} form @param {() => Promise<void>} act */
async function once(form, act) {
  const button = form.querySelector('button[type="submit"]');
  const place = /** @type {HTMLElement | null} */ (form.querySelector('[data-error]'));
  if (place) place.hidden = true;
  button?.setAttribute('aria-busy', 'true');
  try {
    await act();
  } catch (error) {
    tell(form, error);
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

/** @param {string} name what the device shows for it */
async function newPasskey(name) {
  const { host, place } = page();
  const handle = crypto.getRandomValues(new Uint8Array(16));
  const made = await create({ host, place, name, handle });
  return { host, made, key: { kind: 'p256', value: { point: made.publicKey, rp_id: host } } };
}

/** @param {Awaited<ReturnType<typeof newPasskey>>} fresh */
const keyWant = ({ host, made }) => ({
  key: { kind: 'p256', point: toBase64Url(made.publicKey), host, credential_id: toBase64Url(made.credentialId) },
});

/** @param {HTMLFormElement} form */
async function found(form) {
  const want = wantOf(form, null);
  const fresh = await newPasskey(String(want.display_name ?? want.handle ?? ''));
  const answer = await carryOut({ ...want, kind: 'found', ...keyWant(fresh) });
  if (answer !== null) location.assign(answer.location ?? '/');
}

/** @param {HTMLFormElement} form */
async function join(form) {
  const want = wantOf(form, null);
  const fresh = await newPasskey(String(want.display_name || want.handle || ''));
  const { network } = page();
  const { invitation: publicKey } = form.dataset;
  const secret = location.hash.slice(1);
  const invitation = publicKey && secret ? await proveInvitation(publicKey, secret, fromHex(network), fresh.key) : null;
  const answer = await carryOut({ ...want, kind: 'join', invitation, ...keyWant(fresh) });
  if (answer !== null) location.assign(answer.location ?? '/');
}

/** @param {HTMLFormElement} form */
async function addKey(form) {
  const { public_key: typed, ...want } = wantOf(form, null);
  // A key of the command line was made there, and only its public half is brought here.
  const brought = typed === undefined ? keyWant(await newPasskey(page().memberName)) : { key: { kind: 'ed25519', public_key: toBase64Url(fromHex(String(typed).trim())) } };
  const answer = await carryOut({ ...want, kind: 'add-key', ...brought });
  if (answer !== null) location.reload();
}

/** @param {HTMLFormElement} form */
async function signIn(form) {
  const { challenge, host } = await ask('/api/meent/v1/sign-in/begin', {});
  const signed = await sign({ host, challenge: fromBase64(challenge) });
  const answer = await ask('/api/meent/v1/sign-in/finish', {
    challenge,
    credential_id: toBase64Url(signed.credentialId),
    authenticator_data: toBase64Url(signed.authenticatorData),
    client_data_json: toBase64Url(signed.clientDataJSON),
    signature: toBase64Url(signed.signature),
    user_handle: signed.userHandle ? toBase64Url(signed.userHandle) : null,
    return: form.dataset.return ?? '/',
  });
  location.assign(answer.location ?? form.dataset.return ?? '/');
}

/** @type {Record<string, (form: HTMLFormElement) => Promise<void>>} */
const ACTS = { found, join, 'add-key': addKey, 'sign-in': signIn };

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const act = ACTS[form.dataset.entry ?? ''];
  // The way back is a plain form.
  if (!act || event.submitter?.getAttribute('name') === 'to') return;
  event.preventDefault();
  once(form, () => act(form));
});

// A link without its secret cannot be used: say so before anything is typed.
const joinForm = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-entry="join"][data-invitation]'));
if (joinForm && location.hash.length < 2) {
  const note = /** @type {HTMLElement | null} */ (document.querySelector('[data-secret-missing]'));
  if (note) note.hidden = false;
}
