// Signing an operation, from what the member wants to the receipt.
//
// `<form data-sign="vote">` is enhanced: the server prepares the bytes, this page decodes them and
// shows what they say, the member's own key signs them, and the answer is checked against the
// record before it is called a receipt. The form's fields stay as they are whatever happens.

import { fromBase64, fromHex, isEqual, toBase64Url } from './bytes.js';
import { describe, fingerprint } from './describe.js';
import { ask, DoorError } from './door.js';
import { OrderLost, open as openOrder, seal as sealOrder, sealOf } from './order.js';
import { decodeOperation, holdsOperation, orderSeal, signingHash, textDigest, verdictSeal } from './operation.js';
import { PasskeyError, sign as signWithPasskey } from './passkey.js';
import { keepIfIncluded } from './record.js';
import * as sessions from './session-key.js';
import * as sheet from './sheet.js';
import { count, moment } from './words.js';

const OPERATIONS = '/api/meent/v1/operations';
const DAY_MS = 86_400_000;
const LIFE_MAX_MS = DAY_MS;

/** The prepared bytes are not what was asked for; nothing was signed. */
export class WrongBytes extends Error {}

/**
 * @typedef {{kind: string, [field: string]: unknown}} Want
 * @typedef {{operation: string, keys?: {number: number, credential_id: string | null, name: string}[], names?: any, attachment?: any, demo?: boolean}} Prepared
 * @typedef {{bytes: Uint8Array, operation: import('./operation.js').Operation, prepared: Prepared}} Draft
 */

/**
 * Asks the server for the bytes of what the member wants and reads them.
 * @param {Want} want
 * @returns {Promise<Draft>}
 */
async function prepare(want) {
  // What is sealed is told to nobody.
  const { order: _, ...told } = want;
  /** @type {Prepared} */
  const prepared = await ask(`${OPERATIONS}/prepare`, told);
  const bytes = fromBase64(prepared.operation);
  const operation = decodeOperation(bytes);
  const { member } = sheet.page();
  if (operation.body.kind !== want.kind) throw new WrongBytes('kind');
  if (want.kind !== 'join' && want.kind !== 'found' && operation.member !== member) throw new WrongBytes('member');
  if (operation.expires_ms > BigInt(Date.now() + LIFE_MAX_MS) && !isDemo()) throw new WrongBytes('expiry');
  if (want.kind === 'propose' || want.kind === 'add-item') await checkWords(want.title, want.reasons, operation.body.value.text, prepared);
  if (want.kind === 'propose' && want.payee) await checkPayee(want, operation.body.value.payload, prepared);
  if (['attest-income', 'attest-payment', 'claim-paid', 'attest-subscription'].includes(want.kind)) await checkWords(want.title, want.reasons, operation.body.value.evidence, prepared);
  if (want.kind === 'claim-work') await checkWords(want.title, want.words, operation.body.value.text, prepared);
  if (want.kind === 'submit-project' || want.kind === 'request-grant') await checkProject(want, operation.body.value, prepared);
  if (want.kind === 'nominate') await checkWords('', want.text, operation.body.value.text, prepared);
  if (want.kind === 'seal-verdict') await checkSeal(want, operation, prepared);
  if (want.order) await checkOrder(want, operation, prepared);
  return { bytes, operation, prepared };
}

/**
 * Makes sure that the digest in the bytes is that of the words the member wrote.
 * @param {unknown} title
 * @param {unknown} reasons
 * @param {Uint8Array} digest as in the bytes
 * @param {Prepared} prepared
 */
async function checkWords(title, reasons, digest, { attachment }) {
  /** @type {{title: string, summary: string, salt: string} | undefined} */
  const words = attachment?.companion;
  const isOwn = words?.title === String(title).trim() && words?.summary === String(reasons).trim();
  if (!words || !isOwn || !isEqual(await textDigest(words), digest)) throw new WrongBytes('text');
}

/**
 * Makes sure that who is paid outside is whom the member named, and lets the sheet say the name.
 * @param {Want} want
 * @param {{kind: string, value: any}} payload as in the bytes
 * @param {Prepared} prepared
 */
async function checkPayee({ payee, payee_salt: salt }, { kind, value }, prepared) {
  const to = kind === 'spend' || kind === 'stream' ? value.beneficiary : undefined;
  const digest = await textDigest({ title: String(payee), summary: '', salt: String(salt) });
  if (to?.kind !== 'outside' || !isEqual(digest, to.value)) throw new WrongBytes('payee');
  prepared.names = { ...prepared.names, payee: String(payee) };
}

/**
 * Makes sure that words, amount and payee are what the member typed, and lets the sheet say the name.
 * @param {Want} want
 * @param {any} value as in the bytes
 * @param {Prepared} prepared
 */
async function checkProject(want, value, prepared) {
  await checkWords(want.title, want.words, value.text, prepared);
  const typed = String(want.to ?? '').trim();
  const { to } = value;
  if (typed === '' && (to.kind !== 'member' || to.value !== sheet.page().member)) throw new WrongBytes('payee');
  if (typed.startsWith('@') && to.kind !== 'member') throw new WrongBytes('payee');
  if (typed === '' || typed.startsWith('@')) return;
  const { name, salt } = prepared.attachment?.companion?.payee ?? {};
  const digest = await textDigest({ title: String(name), summary: '', salt: String(salt) });
  if (name !== typed || to.kind !== 'outside' || !isEqual(digest, to.value)) throw new WrongBytes('payee');
  prepared.names = { ...prepared.names, payee: name };
}

/**
 * Makes sure that the seal is that of the verdict the member gave, and lets the sheet say it.
 * @param {Want} want
 * @param {import('./operation.js').Operation} operation
 * @param {Prepared} prepared
 */
async function checkSeal(want, operation, prepared) {
  const { ruling, ground, salt } = prepared.attachment?.companion ?? {};
  const { jury, seal } = operation.body.value;
  const isOwn = ruling === want.ruling && ground === want.ground && String(jury) === String(want.jury);
  const verdict = { ruling, ground, salt: fromHex(String(salt)) };
  if (!isOwn || !isEqual(await verdictSeal(operation.network, jury, operation.member, verdict), seal)) throw new WrongBytes('seal');
  prepared.names = { ...prepared.names, verdict: { ruling, ground } };
}

/**
 * Puts into a want what only this browser knows: the order that it seals, or sealed.
 * @param {Want} want
 * @returns {Promise<Want>}
 */
async function withOrder(want) {
  const { network, member } = sheet.page();
  if (want.kind === 'seal-order') {
    const order = await sealOrder(want, network, member);
    return { kind: want.kind, auction: order.auction, seal: order.seal, order };
  }
  if (want.kind === 'reveal-order') {
    const order = await openOrder(String(want.seal), String(want.copy ?? ''));
    const { auction, side, limit, amount, salt } = order;
    return { kind: want.kind, auction, side, limit, amount, salt, order };
  }
  return want;
}

/**
 * Makes sure that the bytes hold the order of this browser or its seal, and lets the sheet say it.
 * @param {Want} want
 * @param {import('./operation.js').Operation} operation
 * @param {Prepared} prepared
 */
async function checkOrder(want, operation, prepared) {
  const order = /** @type {import('./order.js').Kept} */ (want.order);
  const { auction, seal, ...revealed } = operation.body.value;
  const inBytes = want.kind === 'seal-order'
    ? seal
    : await orderSeal(operation.network, auction, operation.member, revealed);
  if (auction !== order.auction || !isEqual(await sealOf(order), inBytes)) throw new WrongBytes('seal');
  prepared.names = { ...prepared.names, order: { side: order.side, limit: BigInt(order.limit), amount: BigInt(order.amount) } };
}

/** A demo's clock is not this device's clock. */
const isDemo = () => document.querySelector('#record-words[data-demo]') !== null;

/** @param {Draft} draft */
function described({ operation, prepared }) {
  const { place, memberName } = sheet.page();
  return describe(operation, { place, member: memberName, ...prepared.names }, sheet.words());
}

/** @param {Draft} draft */
async function exactWords({ bytes, operation }) {
  const words = sheet.words();
  return words('exact', {
    network: fingerprint(operation.network),
    member: operation.member,
    sequence: String(operation.sequence),
    kind: operation.body.kind,
    until: moment(Number(operation.expires_ms)),
    hash: fingerprint(await signingHash(bytes)),
  });
}

/**
 * Lets a passkey of the member sign. In a demo the node keeps the keys of its made-up members.
 * @param {Draft} draft
 */
async function withPasskey({ bytes, prepared }) {
  if (prepared.demo) return { kind: 'demo' };
  const held = (prepared.keys ?? []).filter((key) => key.credential_id !== null);
  const allow = held.map((key) => fromBase64(/** @type {string} */ (key.credential_id)));
  const signed = await signWithPasskey({ host: sheet.page().host, challenge: await signingHash(bytes), allow });
  const credentialId = toBase64Url(signed.credentialId);
  return {
    kind: 'webauthn',
    credential_id: credentialId,
    authenticator_data: toBase64Url(signed.authenticatorData),
    client_data_json: toBase64Url(signed.clientDataJSON),
    signature: toBase64Url(signed.signature),
  };
}

/** @param {Draft} draft @param {sessions.SessionKey} session */
async function withSession({ bytes }, session) {
  return { kind: 'ed25519', key: session.key, signature: toBase64Url(await sessions.sign(session, await signingHash(bytes))) };
}

/** @param {Draft} draft @param {unknown} signature */
const submit = ({ bytes, prepared }, signature) =>
  ask(OPERATIONS, { operation: toBase64Url(bytes), signature, attachment: prepared.attachment ?? null });

/**
 * Has the passkey grant this browser the right to cast ballots, and returns the granted key.
 * @param {string} network hex
 * @param {number} member
 */
async function grantSession(network, member) {
  const fresh = await sessions.make(network, member);
  const draft = await prepare({ kind: 'grant-session', key: toBase64Url(fresh.publicKey) });
  const { key, expires_ms: expiresMs } = draft.operation.body.value;
  if (toBase64Url(key) !== toBase64Url(fresh.publicKey)) throw new WrongBytes('key');
  sheet.showSigning(sheet.words()('waiting-session', { until: moment(Number(expiresMs)) }));
  const answer = await submit(draft, await withPasskey(draft));
  await checkAnswer(draft, answer);
  const granted = { ...fresh, key: answer.key, expiresMs: Number(expiresMs) };
  await sessions.keep(granted);
  return granted;
}

/**
 * Checks that the record holds what was signed, and keeps the receipt.
 * @param {Draft} draft
 * @param {any} answer
 */
async function checkAnswer({ bytes, operation }, answer) {
  if (!holdsOperation(fromBase64(answer.entry), bytes)) return false;
  const { network } = sheet.page();
  return keepIfIncluded(answer.network ?? network, answer, operation.body.kind).catch(() => false);
}

/** What a session key may sign. @param {Want} want */
const isBallot = (want) => ['vote', 'rank', 'answer-panel', 'rank-items', 'approve-projects', 'support-grant'].includes(want.kind);

/** @param {Want} want */
async function findSession(want) {
  const { network, member } = sheet.page();
  return isBallot(want) ? sessions.find(network, member, Date.now()) : null;
}

/**
 * Carries one want from preparation to receipt; asks again after a failure that can pass.
 * @param {Want} want
 * @returns {Promise<any>} the server's answer, or null if the member did not sign
 */
export async function carryOut(want) {
  for (;;) {
    try {
      return await carryOutOnce(want);
    } catch (error) {
      const failure = failureOf(error);
      if (!(await sheet.showFailure(failure))) {
        sheet.close();
        return null;
      }
    }
  }
}

/** @param {Want} asked */
async function carryOutOnce(asked) {
  sheet.showPreparing();
  const want = await withOrder(asked);
  const session = await findSession(want);
  let draft = await prepare(want);
  const description = described(draft);
  const offersSession = isBallot(want) && session === null && !draft.prepared.demo;
  const choice = await sheet.askToSign({ ...description, exact: await exactWords(draft), offersSession, hasSession: session !== null });
  if (!choice.signs) {
    sheet.close();
    return null;
  }
  let answer;
  if (choice.session) {
    const { network, member } = sheet.page();
    const granted = await grantSession(network, member);
    draft = await prepare(want);
    if (JSON.stringify(described(draft)) !== JSON.stringify(description)) throw new WrongBytes('changed');
    answer = await submit(draft, await withSession(draft, granted));
  } else if (session) {
    try {
      answer = await submit(draft, await withSession(draft, session));
    } catch (error) {
      if (!isEnded(error)) throw error;
      // Another browser has ended this one's right: the passkey is asked, in a sheet that says so.
      const { network, member } = sheet.page();
      await sessions.forget(network, member);
      return carryOutOnce(want);
    }
  } else {
    sheet.showSigning(sheet.words()('waiting'));
    answer = await submit(draft, await withPasskey(draft));
  }
  if (want.kind === 'revoke-sessions') await sessions.forget(sheet.page().network, sheet.page().member).catch(() => {});
  const checked = await checkAnswer(draft, answer);
  await sheet.showReceipt({ sentence: description.sentence, fields: receiptFields(answer), checked });
  return answer;
}

/** Whether the record no longer knows the key of this browser. @param {unknown} error */
const isEnded = (error) => error instanceof DoorError && ['key-not-found', 'session-expired'].includes(error.code);

/** @param {any} answer @returns {[string, string][]} */
function receiptFields(answer) {
  const words = sheet.words();
  return [
    [words('receipt-when'), moment(answer.time_ms)],
    [words('receipt-place'), words('receipt-entry', { index: count(answer.index), size: count(answer.size) })],
  ];
}

/** @param {unknown} error */
function failureOf(error) {
  const words = sheet.words();
  if (error instanceof PasskeyError) return { title: words(`passkey-${error.reason}-title`), text: words(`passkey-${error.reason}`), retry: error.reason !== 'unsupported' };
  if (error instanceof OrderLost) return { title: words(`order-lost-${error.message}-title`), text: words(`order-lost-${error.message}`), retry: false };
  if (error instanceof WrongBytes) return { title: words('wrong-bytes-title'), text: words('wrong-bytes', { what: error.message }), retry: false };
  if (error instanceof DoorError && error.status === 0) return { title: words('unreached-title'), text: words('unreached'), retry: true };
  if (error instanceof DoorError) return { title: words('refused-title'), text: error.message || words('refused', { code: error.code }), retry: error.status >= 500 };
  console.error(error);
  return { title: words('failed-title'), text: words('failed'), retry: true };
}

/**
 * Reads a form into what the member wants; a field given more than once becomes a list.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {Want}
 */
export function wantOf(form, submitter) {
  /** @type {Want} */
  const want = { kind: form.dataset.sign ?? '' };
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value !== 'string') continue;
    const held = want[name];
    if (held === undefined) want[name] = value;
    else want[name] = Array.isArray(held) ? [...held, value] : [held, value];
  }
  return want;
}

/** @param {SubmitEvent} event */
async function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.sign === undefined) return;
  event.preventDefault();
  const answer = await carryOut(wantOf(form, event.submitter));
  if (answer === null) return;
  const next = answer.location ?? form.dataset.then;
  if (next) location.assign(next);
  else location.reload();
}

document.addEventListener('submit', onSubmit);
