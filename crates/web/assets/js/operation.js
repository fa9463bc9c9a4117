// Operations and entries of the record, as `crates/ledger` writes them (docs/protocol/operation.md).
//
// The page reads the very bytes that are to be signed and shows what they say; nothing the server
// tells about them is believed. Bytes that do not encode again to themselves are refused.

import { Malformed, array, decode, encode, fixed, list, blob, oneOf, option, struct, text, u16, u32, u64, u8, unit, word } from './borsh.js';
import { concat, isEqual, sha256, utf8 } from './bytes.js';

export const VERSION = 1;
export const OPERATION_BYTES_MAX = 65_536;

const publicKey = oneOf({ p256: struct({ point: fixed(65), rp_id: text }), ed25519: fixed(32) });

const step = oneOf({ label: text, warn: unit, 'limit-reach': unit, remove: unit, suspend: u16, expel: unit });
const rule = struct({ id: text, title: text, text, examples: list(text), ladder: list(step) });
const label = struct({ id: text, title: text, default: word('show', 'cover', 'hide') });
const moderationChange = oneOf({
  'put-rule': rule,
  'remove-rule': text,
  'put-label': label,
  'remove-label': text,
  'report-threshold': u16,
  'deadline-ticks': u32,
  moderators: list(u32),
  'jury-sizes': array(u16, 3),
});

const category = word(
  'accounts', 'posts', 'graph', 'appreciation', 'sessions', 'reports', 'bookmarks', 'drafts', 'notifications',
  'device-names', 'addresses', 'user-agents', 'reading-positions', 'view-counts', 'search-texts', 'upload-metadata',
  'original-files', 'invitation-names',
);
const dataItem = struct({
  category,
  purpose: text,
  basis: word('needed', 'opt-out', 'opt-in'),
  retention_days: u16,
  audience: word('everyone', 'members', 'offices', 'oneself'),
});
const dataChange = oneOf({ put: dataItem, remove: category });

const track = struct({
  draft_ticks: u32, voting_ticks: u32, approval: u32, support: u32, confirm_ticks: u32, timelock_ticks: u32, at_once_max: u16,
});
const charter = struct({
  template: word('circle', 'cooperative', 'network'),
  tick_ms: u64,
  round_ticks: u32,
  joining: word('invitation', 'open'),
  bootstrap_members: u32,
  vouches_needed: u16,
  associate_ticks: u32,
  active_rounds_needed: u8,
  vouches_open_max: u16,
  vouches_per_round: u16,
  vouch_release_rounds: u32,
  invitation_ticks_max: u32,
  keys_max: u8,
  key_delay_ticks: u32,
  session_ticks_max: u32,
  sponsors_floor: u32,
  sponsors_share: u32,
  sponsors_ceiling: u32,
  sponsored_max: u16,
  draft_ticks_max: u32,
  electorate_rounds: u8,
  support_floor: u32,
  late_swing_ticks: u32,
  veto: u32,
  policy_track: track,
  earning: word('score', 'equal'),
  contribution_pool: u64,
  issuance_divisor: u32,
  quota_per_active: u64,
  content_share: u32,
  vesting_cliff_rounds: u32,
  vesting_parts: u32,
});

const founding = struct({
  name: text, charter, moderation: list(moderationChange), data: list(dataItem), founder: publicKey, node: fixed(32),
});
const join = struct({ key: publicKey, invitation: option(struct({ key: fixed(32), signature: fixed(64) })) });
const payload = oneOf({ statement: unit, moderation: list(moderationChange), data: list(dataChange) });
const dated = struct({ key: fixed(32), expires_ms: u64 });

const body = oneOf({
  found: founding,
  join,
  leave: unit,
  'add-key': publicKey,
  'remove-key': u32,
  'grant-session': dated,
  'revoke-sessions': unit,
  invite: dated,
  'withdraw-invitation': struct({ key: fixed(32) }),
  vouch: u32,
  'withdraw-vouch': u32,
  propose: struct({ payload, text: fixed(32) }),
  'withdraw-proposal': u32,
  sponsor: u32,
  vote: struct({ proposal: u32, choice: word('yes', 'no', 'abstain', 'no-with-veto') }),
});

const operation = struct({ network: fixed(32), member: u32, sequence: u64, expires_ms: u64, body });
const signature = oneOf({
  ed25519: struct({ key: u32, bytes: fixed(64) }),
  webauthn: struct({ key: u32, authenticator_data: blob, client_data_json: blob, bytes: fixed(64) }),
});
const signed = struct({ operation, signature });
const entry = struct({
  index: u64,
  time_ms: u64,
  act: oneOf({ operation: signed, tick: unit, 'settle-round': struct({ round: u32, file: fixed(32), result: fixed(32) }) }),
});

/**
 * Takes the version byte off.
 * @param {Uint8Array} bytes
 * @param {number} bytesMax
 */
function unversioned(bytes, bytesMax) {
  if (bytes.length > bytesMax) throw new Malformed('longer than the bound');
  if (bytes[0] !== VERSION) throw new Malformed(`version ${bytes[0]} is not known`);
  return bytes.slice(1);
}

/**
 * @typedef {{network: Uint8Array, member: number, sequence: bigint, expires_ms: bigint, body: {kind: string, value: any}}} Operation
 * @param {Uint8Array} bytes
 * @returns {Operation}
 */
export const decodeOperation = (bytes) => /** @type {any} */ (decode(operation, unversioned(bytes, OPERATION_BYTES_MAX)));

/**
 * @param {Operation} value
 * @returns {Uint8Array}
 */
export const encodeOperation = (value) => concat(Uint8Array.of(VERSION), encode(operation, value));

/**
 * @param {Uint8Array} bytes the leaf of the tree
 * @returns {{index: bigint, time_ms: bigint, act: {kind: string, value: any}}}
 */
export const decodeEntry = (bytes) => /** @type {any} */ (decode(entry, unversioned(bytes, 131_072)));

/**
 * Says whether an entry holds exactly this operation.
 * @param {Uint8Array} entryBytes
 * @param {Uint8Array} operationBytes
 */
export function holdsOperation(entryBytes, operationBytes) {
  const { act } = decodeEntry(entryBytes);
  return act.kind === 'operation' && isEqual(encodeOperation(act.value.operation), operationBytes);
}

/**
 * The hash that is signed and that names the operation: `SHA-256("meent/op/v1" ‖ network ‖ bytes)`.
 * @param {Uint8Array} bytes
 */
export const signingHash = (bytes) => sha256(utf8('meent/op/v1'), decodeOperation(bytes).network, bytes);

/**
 * What an invitation's secret signs for a newcomer's key.
 * @param {Uint8Array} network
 * @param {{kind: string, value: any}} key
 */
export const invitationHash = (network, key) =>
  sha256(concat(utf8('meent/invitation/v1'), network, Uint8Array.of(VERSION), encode(publicKey, key)));

/**
 * What stands on the record for the words of a proposal, which are kept beside it.
 * @param {{title: string, summary: string, salt: string}} words
 */
export const textDigest = ({ title, summary, salt }) =>
  sha256(utf8('meent/text/v1'), utf8(salt), encode(u64, BigInt(utf8(title).length)), utf8(title), utf8(summary));
