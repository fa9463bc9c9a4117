// The invitations page: makes a link, signs it, and shows the links this browser made.

import { keepSecret, keptSecrets, linkOf, makeInvitation } from './invitation.js';
import { carryOut } from './sign.js';

/** @param {SubmitEvent} event */
async function onInvite(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.invite === undefined) return;
  event.preventDefault();
  const { publicKey, secret } = await makeInvitation();
  const name = new FormData(form).get('name') ?? '';
  const answer = await carryOut({ kind: 'invite', key: publicKey, name });
  if (answer === null) return;
  keepSecret(publicKey, secret);
  location.reload();
}

/** Fills in the links whose secret this browser has; the others say where they were made. */
function showLinks() {
  const secrets = keptSecrets();
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-invitation]'))) {
    const publicKey = row.dataset.invitation ?? '';
    const field = row.querySelector('input');
    const known = /** @type {HTMLElement | null} */ (row.querySelector('[data-known]'));
    const unknown = /** @type {HTMLElement | null} */ (row.querySelector('[data-unknown]'));
    const secret = secrets[publicKey];
    if (field && secret) field.value = linkOf(publicKey, secret);
    if (known) known.hidden = !secret;
    if (unknown) unknown.hidden = Boolean(secret);
  }
}

document.addEventListener('submit', onInvite);
showLinks();
