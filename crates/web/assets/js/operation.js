// Operations and entries of the record, as `crates/ledger` writes them (docs/protocol/operation.md).
//
// The page reads the very bytes that are to be signed and shows what they say; nothing the server
// tells about them is believed. Bytes that do not encode again to themselves are refused.

import { Malformed, array, decode, encode, fixed, i32, list, blob, oneOf, option, struct, text, u16, u32, u64, u8, unit, word } from './borsh.js';
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
  'original-files', 'invitation-names', 'opinions',
);
const dataItem = struct({
  category,
  purpose: text,
  basis: word('needed', 'opt-out', 'opt-in'),
  retention_days: u16,
  audience: word('everyone', 'members', 'offices', 'oneself'),
});
const dataChange = oneOf({ put: dataItem, remove: category });

const recipe = struct({
  id: text,
  title: text,
  text,
  window_hours: u16,
  filters: list(word('only-photographs', 'only-words', 'no-reposts')),
  factors: list(struct({
    fact: word(
      'appreciations', 'comments', 'reposts', 'hours-old', 'photographs', 'follows-maker', 'reposted', 'own-work',
      'appreciated-by-reader',
    ),
    points: i32,
    at_most: u16,
  })),
});
const feedChange = oneOf({ 'put-recipe': recipe, 'remove-recipe': text, default: text });

const curve = struct({ from: u32, to: u32 });
const track = struct({
  draft_ticks: u32, voting_ticks: u32, approval: curve, support: curve, confirm_ticks: u32, timelock_ticks: u32, at_once_max: u16,
});
const TRACKS = [
  'charter', 'existence', 'policy', 'more-data', 'strategy', 'money-rules', 'small-spend', 'medium-spend',
  'large-spend', 'recall', 'offices',
];
const CLASSES = [
  'charter', 'existence', 'moderation', 'more-data', 'less-data', 'strategy', 'budget', 'spending', 'ownership',
  'people', 'statement',
];
const tracks = struct(Object.fromEntries(TRACKS.map((name) => [name, track])));
const classes = struct(Object.fromEntries(CLASSES.map((name) => [name, struct({ members: u32, stewards: u32 })])));
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
  petition_share: u32,
  petition_ceiling: u32,
  petition_ticks: u32,
  recall_share: u32,
  recall_ticks: u32,
  recall_pause_rounds: u32,
  electorate_rounds: u8,
  support_floor: u32,
  late_swing_ticks: u32,
  veto: u32,
  readings: u8,
  readings_apart_ticks: u32,
  existence_members: u32,
  mandate_veto: u32,
  steward_cap: u32,
  steward_cap_few: u32,
  retry_ticks: u32,
  retry_approval: u32,
  freeze_ticks: u32,
  notice_ticks: u32,
  delegation_rounds: u32,
  delegates_max: u8,
  carried_floor: u32,
  carried_share: u32,
  delegate_lock_ticks: u32,
  asks_per_round: u8,
  panel_turnout: u32,
  panel_seats: u32,
  panel_ticks: u32,
  panel_answers: u32,
  panel_blocks: u32,
  panel_more_ticks: u32,
  panel_more_approval: u32,
  small_spend: u32,
  medium_spend: u32,
  large_spend: u32,
  splitting_ticks: u32,
  guardians: u16,
  guardians_needed: u16,
  pause_ticks_max: u32,
  pause_apart_ticks: u32,
  term_rounds: u32,
  team: u16,
  trustees: u16,
  validators: u16,
  elections_from: u32,
  nomination_sponsors: u32,
  nomination_ticks: u32,
  ballot_ticks: u32,
  taking_ticks: u32,
  term_parts: u8,
  renewal_rounds: u32,
  lapse_rounds: u32,
  roadmap_item_ticks: u32,
  roadmap_cost_ticks: u32,
  roadmap_back: u32,
  roadmap_back_turnout: u32,
  roadmap_insist: u32,
  juror_pay: u32,
  jury_rest_rounds: u32,
  jury_ticks_first: u32,
  jury_ticks_second: u32,
  jury_ticks_third: u32,
  opening_ticks: u32,
  appeal_ticks: u32,
  retrial_share: u32,
  unclear_share: u32,
  unclear_from: u32,
  attest_ticks: u32,
  payment_rounds: u32,
  outflow_part: u32,
  reserve_rounds: u32,
  surplus_investors: u32,
  surplus_patronage: u32,
  surplus_equal: u32,
  surplus_redemption: u32,
  surplus_reinvested: u32,
  surplus_rounds: u32,
  work_share: u32,
  service_share: u32,
  service_amount: u64,
  onboarding_share: u32,
  onboarding_amount: u64,
  review_share: u32,
  work_ticks: u32,
  trust_members: u32,
  trust_seeds_least: u32,
  trust_seeds_most: u32,
  trust_audited: u32,
  trust_notice_ticks: u32,
  trust_vouches: u16,
  meetings_per_round: u16,
  call_project_ticks: u32,
  call_ballot_ticks: u32,
  call_floor: u32,
  grant_spend_limit: u32,
  grant_minimum: u32,
  grant_age_ticks: u32,
  grant_floor: u32,
  grant_points: u8,
  grants_supported: u8,
  classes: classes,
  tracks: tracks,
  earning: word('score', 'equal'),
  contribution_pool: u64,
  issuance_divisor: u32,
  quota_per_active: u64,
  content_share: u32,
  vesting_cliff_rounds: u32,
  vesting_parts: u32,
  market: word('closed', 'open'),
  auction_rounds: u32,
  order_ticks: u32,
  reveal_ticks: u32,
  trade_ticks: u32,
  insider_ticks: u32,
  seller_share: u32,
  buyer_share: u32,
  barred_auctions: u32,
  redemption: word('closed', 'open'),
  redemption_rounds: u32,
  assign_ticks: u32,
  class_i: word('closed', 'open'),
  class_i_share: u32,
  investor_share: u32,
  return_cap: u32,
  later_share: u32,
  later_rounds: u32,
});

const parameter = oneOf({
  rule: word(
    'joining', 'bootstrap-members', 'vouches-needed', 'associate-ticks', 'active-rounds-needed', 'vouches-open-max',
    'vouches-per-round', 'vouch-release-rounds', 'invitation-ticks-max', 'keys-max', 'key-delay-ticks',
    'session-ticks-max', 'sponsors-floor', 'sponsors-share', 'sponsors-ceiling', 'sponsored-max', 'draft-ticks-max',
    'petition-share', 'petition-ceiling', 'petition-ticks', 'recall-share', 'recall-ticks', 'recall-pause-rounds',
    'electorate-rounds', 'support-floor', 'late-swing-ticks', 'veto', 'readings', 'readings-apart-ticks',
    'existence-members', 'mandate-veto', 'steward-cap', 'retry-ticks', 'retry-approval', 'freeze-ticks',
    'notice-ticks', 'delegation-rounds', 'carried-floor', 'carried-share', 'delegate-lock-ticks', 'small-spend',
    'medium-spend', 'large-spend', 'splitting-ticks', 'guardians', 'guardians-needed', 'pause-ticks-max',
    'pause-apart-ticks', 'term-rounds', 'earning', 'issuance-divisor', 'quota-per-active', 'content-share',
    'vesting-cliff-rounds', 'vesting-parts', 'steward-cap-few', 'delegates-max', 'panel-turnout',
    'panel-seats', 'panel-ticks', 'panel-answers', 'panel-blocks', 'panel-more-ticks', 'panel-more-approval',
    'team', 'trustees', 'validators', 'elections-from', 'nomination-sponsors', 'nomination-ticks', 'ballot-ticks',
    'taking-ticks', 'term-parts', 'asks-per-round', 'renewal-rounds', 'lapse-rounds',
    '@80', 'juror-pay', 'jury-rest-rounds', 'jury-ticks-first', 'jury-ticks-second', 'jury-ticks-third', 'opening-ticks',
    'appeal-ticks', 'retrial-share', 'unclear-share', 'unclear-from',
    '@100', 'roadmap-item-ticks', 'roadmap-cost-ticks', 'roadmap-back', 'roadmap-back-turnout', 'roadmap-insist',
    '@110', 'attest-ticks', 'payment-rounds', 'outflow-part', 'reserve-rounds',
    '@130', 'work-share', 'service-share', 'service-amount', 'onboarding-share', 'onboarding-amount', 'work-ticks', 'review-share',
    '@170', 'trust-members', 'trust-seeds-least', 'trust-seeds-most', 'trust-audited', 'trust-notice-ticks', 'trust-vouches',
    'meetings-per-round',
    '@190', 'call-project-ticks', 'call-ballot-ticks', 'call-floor', 'grant-spend-limit', 'grant-minimum', 'grant-age-ticks',
    'grant-floor', 'grant-points', 'grants-supported',
    '@200', 'market', 'auction-rounds', 'order-ticks', 'reveal-ticks', 'trade-ticks', 'insider-ticks', 'seller-share',
    'buyer-share', 'barred-auctions', 'redemption', 'redemption-rounds',
    '@217', 'class-i', 'class-i-share', 'investor-share', 'return-cap', 'later-share', 'later-rounds',
    '@180', 'surplus-investors', 'surplus-patronage', 'surplus-equal', 'surplus-redemption', 'surplus-reinvested', 'surplus-rounds',
    '@215', 'assign-ticks',
  ),
  track: struct({
    track: word(...TRACKS),
    field: word(
      'draft-ticks', 'voting-ticks', 'approval-from', 'approval-to', 'support-from', 'support-to', 'confirm-ticks',
      'timelock-ticks', 'at-once-max',
    ),
  }),
  needs: struct({ class: word(...CLASSES), chamber: word('members', 'stewards') }),
});
const envelope = word(
  'operations', 'reserve', 'team', 'grants', 'participatory', 'juries', 'redemption', 'escrow', 'endowment',
);
const budget = struct({ treasury: u64, envelopes: list(struct({ envelope, amount: u64 })) });
const beneficiary = oneOf({ member: u32, outside: fixed(32) });
const spend = struct({ envelope, beneficiary, amount: u64 });
const mandate = struct({ leads: list(u32), per_round: u64, rounds: u32 });
const office = word('team', 'guardian', 'trustee', 'validator');
const seat = struct({ office, member: u32 });
const topic = word('moderation', 'data', 'product', 'money', 'grants', 'safety', 'craft', 'other');

const founding = struct({
  name: text, charter, moderation: list(moderationChange), data: list(dataItem), feed: list(feedChange), founder: publicKey, node: fixed(32),
});
const join = struct({ key: publicKey, invitation: option(struct({ key: fixed(32), signature: fixed(64) })) });
const unitRights = struct({ return_cap: u32, surplus_share: u32, redeem_rounds: u32, redeem_price: u32 });
const payload = oneOf({
  statement: unit,
  moderation: list(moderationChange),
  data: list(dataChange),
  charter: list(struct({ parameter, value: u64 })),
  existence: word('sale', 'merger', 'dissolution', 'hand-over-name', 'hand-over-data', 'hand-over-code'),
  budget,
  spend,
  mandate,
  appointment: seat,
  recall: seat,
  'another-pause': unit,
  '@12': unit,
  roadmap: u32,
  '@14': unit,
  feed: list(feedChange),
  stream: spend,
  'end-stream': u32,
  '@22': unit,
  'buy-shares': struct({ limit: u64, amount: u64 }),
  offer: struct({ price: u64, units: u64, least: u64, ticks: u32, rights: unitRights }),
  'amend-offer': struct({ offer: u32, rights: unitRights }),
});
const dated = struct({ key: fixed(32), expires_ms: u64 });

/** An act of moderation, as an appeal or a referral names it. */
const appeal = struct({
  act: fixed(32), rule: text, version: u32, step: word('label', 'warn', 'limit-reach', 'remove', 'suspend', 'expel'),
});

const skill = word('code', 'documents', 'translation', 'events', 'operations');
const workClass = word('@1', '1', '2', '3', '@5', '5', '@8', '8', '@13', '13');

const side = word('buy', 'sell');

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
  'sign-petition': u32,
  delegate: struct({ topic, to: list(u32) }),
  undelegate: topic,
  pause: unit,
  'answer-panel': struct({ proposal: u32, answer: word('no', 'yes') }),
  nominate: struct({ election: u32, text: fixed(32) }),
  'withdraw-nomination': u32,
  'sponsor-nomination': struct({ election: u32, nominee: u32 }),
  rank: struct({ election: u32, ranking: list(u32) }),
  resign: office,
  '@27': unit,
  'add-item': struct({ proposal: u32, text: fixed(32) }),
  'cost-item': struct({ proposal: u32, item: u16, cost: u64 }),
  'rank-items': struct({ proposal: u32, ranking: list(list(u16)) }),
  appeal,
  'appeal-further': u32,
  'seal-verdict': struct({ jury: u32, seal: fixed(32) }),
  'open-verdict': struct({
    jury: u32, salt: fixed(32), ruling: word('uphold', 'reverse'), ground: word('words', 'context', 'facts', 'precedent'),
  }),
  'step-aside': u32,
  'jury-duty': word('willing', 'declined'),
  'state-verdict': struct({ jury: u32, text: fixed(32) }),
  'sponsor-from-bench': struct({ jury: u32, proposal: u32 }),
  'challenge-decision': struct({
    proposal: u32, right: word('reasons', 'appeal', 'notice', 'pay', 'export', 'exit', 'secrecy', 'together'), grounds: fixed(32),
  }),
  'support-challenge': struct({ proposal: u32, number: u8 }),
  '@40': unit,
  'attest-income': struct({ income: word('gift', 'dues', 'fees', 'sales'), amount: u64, evidence: fixed(32) }),
  'attest-payment': struct({ transfer: u32, evidence: fixed(32) }),
  'confirm-transfer': u32,
  'refuse-transfer': u32,
  '@50': unit,
  'declare-skill': struct({ skill, declared: word('no', 'yes') }),
  'claim-work': struct({ skill, class: workClass, text: fixed(32) }),
  'attest-work': struct({ claim: u32, answer: oneOf({ no: unit, class: workClass }) }),
  'refer-act': struct({ member: u32, act: appeal }),
  '@60': unit,
  'answer-vouch': struct({ from: u32, answer: word('refused', 'accepted') }),
  'attest-person': struct({ person: u32, way: word('in-person', 'live') }),
  '@70': unit,
  'submit-project': struct({ call: u32, text: fixed(32), cost: u64, to: beneficiary }),
  'withdraw-project': struct({ call: u32, project: u16 }),
  'approve-projects': struct({ call: u32, projects: list(u16) }),
  'request-grant': struct({ text: fixed(32), amount: u64, to: beneficiary }),
  'withdraw-grant': u32,
  'support-grant': struct({ grant: u32, points: u8 }),
  '@80': unit,
  'seal-order': struct({ auction: u32, seal: fixed(32) }),
  'reveal-order': struct({ auction: u32, salt: fixed(32), side, limit: u64, amount: u64 }),
  'announce-order': struct({ side, amount: u64 }),
  'confirm-paid': u32,
  'claim-paid': struct({ trade: u32, evidence: fixed(32) }),
  'attest-paid': u32,
  redeem: struct({ amount: u64, need: word('wish', 'hardship') }),
  'withdraw-redemption': unit,
  'confirm-hardship': u32,
  '@90': unit,
  'assign-shares': struct({ to: u32, amount: u64 }),
  'call-back-shares': u32,
  subscribe: struct({ offer: u32, units: u64 }),
  'withdraw-subscription': u32,
  'attest-subscription': struct({ offer: u32, investor: u32, evidence: fixed(32) }),
  'answer-consent': struct({ proposal: u32, answer: word('refused', 'given') }),
  'name-observer': u32,
  'redeem-units': struct({ offer: u32, units: u64 }),
  '@180': unit,
  'name-unpaid': struct({ year: u32, members: list(u32) }),
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
 * The seal of a juror's verdict, out of what will be opened (docs/protocol/juries.md).
 * @param {Uint8Array} network
 * @param {number} jury
 * @param {number} member
 * @param {{salt: Uint8Array, ruling: string, ground: string}} verdict
 */
export const verdictSeal = (network, jury, member, { salt, ruling, ground }) =>
  sha256(concat(
    utf8('meent/verdict/v1'), network, encode(u32, jury), encode(u32, member), salt,
    Uint8Array.of(['uphold', 'reverse'].indexOf(ruling), ['words', 'context', 'facts', 'precedent'].indexOf(ground)),
  ));

/**
 * The seal of an order in an auction, out of what will be revealed (docs/protocol/market.md).
 * @param {Uint8Array} network
 * @param {number} auction
 * @param {number} member
 * @param {{salt: Uint8Array, side: string, limit: bigint, amount: bigint}} order
 */
export const orderSeal = (network, auction, member, { salt, side, limit, amount }) =>
  sha256(concat(
    utf8('meent/order/v1'), network, encode(u32, auction), encode(u32, member), salt,
    Uint8Array.of(['buy', 'sell'].indexOf(side)), encode(u64, limit), encode(u64, amount),
  ));

/**
 * What stands on the record for the words of a proposal, which are kept beside it.
 * @param {{title: string, summary: string, salt: string}} words
 */
export const textDigest = ({ title, summary, salt }) =>
  sha256(utf8('meent/text/v1'), utf8(salt), encode(u64, BigInt(utf8(title).length)), utf8(title), utf8(summary));
