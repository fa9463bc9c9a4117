// What an operation says, as one sentence and a list of fields, out of its decoded bytes alone.
//
// `known` are names for numbers that the bytes hold (a decision's title, a person's name); they come
// from the page and stand beside the number, never instead of it.

import { toHex } from './bytes.js';
import { count, moment } from './words.js';

/**
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Words
 * @typedef {{place: string, member: string, decisions?: Record<string, string>, people?: Record<string, string>, keys?: Record<string, string>, items?: Record<string, string>, projects?: Record<string, string>, grants?: Record<string, string>, payee?: string, verdict?: {ruling: string, ground: string}, order?: {side: string, limit: bigint, amount: bigint}, trade?: string, subscription?: string, parameters?: Record<string, string>, title?: string, before?: string, transfer?: string, time?: string, assignment?: {to: number, amount: string}}} Known
 * @typedef {{sentence: string, fields: [string, string][]}} Description
 */

/** @param {Uint8Array} bytes a fingerprint short enough to compare by eye */
export const fingerprint = (bytes) => (toHex(bytes.slice(0, 8)).match(/.{4}/g) ?? []).join(' ');

/**
 * @param {import('./operation.js').Operation} operation
 * @param {Known} known
 * @param {Words} words
 * @returns {Description}
 */
export function describe(operation, known, words) {
  const { kind, value } = operation.body;
  const parts = PARTS[kind](value, known, words);
  const sentence = words(parts.say ?? `say-${kind}`, { member: known.member, place: known.place, ...parts.values });
  return { sentence, fields: parts.fields ?? [] };
}

/** @param {number} number @param {Known} known @param {Words} words */
function decision(number, known, words) {
  const title = known.decisions?.[String(number)];
  return title ? words('decision-titled', { number, title }) : words('decision', { number });
}

/** @param {any} value an act of moderation, as it stands on the record @param {Words} words @returns {[string, string][]} */
const act = (value, words) => [
  [words('field-rule'), value.rule],
  [words('field-version'), String(value.version)],
  [words('field-step'), words(['label', 'suspend'].includes(value.step) ? `step-kind-${value.step}` : `step-${value.step}`)],
  [words('field-act'), fingerprint(value.act)],
  [words('field-seen-by'), words('seen-by-everyone')],
];

/** @param {number} number @param {Known} known @param {Words} words */
function person(number, known, words) {
  const name = known.people?.[String(number)];
  return name ? words('person-named', { number, name }) : words('person', { number });
}

/** @param {Uint8Array} digest @param {Known} known @param {Words} words */
function outside(digest, known, words) {
  const name = known.payee;
  return name ? words('outside-named', { name, digest: fingerprint(digest) }) : words('outside', { digest: fingerprint(digest) });
}

/** @param {number} number @param {Known} known @param {Words} words */
function item(number, known, words) {
  const title = known.items?.[String(number)];
  return title ? words('item-titled', { number, title }) : words('item', { number });
}

/** @param {number} number @param {Known} known @param {Words} words */
function project(number, known, words) {
  const title = known.projects?.[String(number)];
  return title ? words('project-titled', { number, title }) : words('project', { number });
}

/** @param {number} number @param {Known} known @param {Words} words */
function grant(number, known, words) {
  const title = known.grants?.[String(number)];
  return title ? words('grant-titled', { number, title }) : words('grant', { number });
}

/** Who is paid. @param {{kind: string, value: any}} to @param {Known} known @param {Words} words */
const paid = (to, known, words) => (to.kind === 'member' ? person(to.value, known, words) : outside(to.value, known, words));

/** @param {{kind: string, value: any}} key @param {Words} words */
function keyKind(key, words) {
  return key.kind === 'p256' ? words('key-p256', { host: key.value.rp_id }) : words('key-ed25519');
}

/** @param {{kind: string, value: any}} key */
const keyFingerprint = (key) => fingerprint(key.kind === 'p256' ? key.value.point.slice(1) : key.value);

/** @param {{kind: string, value: any}} step @param {Words} words */
function step(step, words) {
  if (step.kind === 'label') return words('step-label', { label: step.value });
  if (step.kind === 'suspend') return words('step-suspend', { days: step.value });
  return words(`step-${step.kind}`);
}

/** @param {{kind: string, value: any}} change @param {Words} words @returns {[string, string][]} */
function moderationChange({ kind, value }, words) {
  if (kind === 'put-rule') {
    const then = value.ladder.map((/** @type {any} */ it) => step(it, words)).join(', ');
    const examples = value.examples.map((/** @type {string} */ it) => `\n– ${it}`).join('');
    return [[words('change-put-rule', { id: value.id }), `${value.title}\n${value.text}${examples}\n${words('then', { steps: then })}`]];
  }
  if (kind === 'put-label') return [[words('change-put-label', { id: value.id }), `${value.title}\n${words(`label-${value.default}`)}`]];
  const text = Array.isArray(value) ? value.map((it) => count(it)).join(', ') : String(value);
  return [[words(`change-${kind}`), text]];
}

/** @param {{kind: string, value: any}} change @param {Words} words @returns {[string, string][]} */
function dataChange({ kind, value }, words) {
  if (kind === 'remove') return [[words('change-remove-data'), words(`category-${value}`)]];
  const days = value.retention_days === 0 ? words('kept-with-account') : words('kept-days', { days: value.retention_days });
  const terms = [words(`basis-${value.basis}`), days, words(`audience-${value.audience}`)].join(', ');
  return [[words('change-put-data', { category: words(`category-${value.category}`) }), `${value.purpose}\n${terms}`]];
}

/** @param {{fact: string, points: number, at_most: number}} factor @param {Words} words */
function factor({ fact, points, at_most }, words) {
  return words('recipe-factor', { points: points > 0 ? `+${count(points)}` : count(points), fact: words(`counted-${fact}`), most: count(at_most) });
}

/** @param {{kind: string, value: any}} change @param {Words} words @returns {[string, string][]} */
function feedChange({ kind, value }, words) {
  if (kind !== 'put-recipe') return [[words(`change-${kind}`), value]];
  const lines = [
    value.title,
    value.text,
    ...(value.window_hours > 0 ? [words('recipe-window', { hours: value.window_hours })] : []),
    ...value.filters.map((/** @type {string} */ it) => words(`filter-${it}`)),
    ...value.factors.map((/** @type {any} */ it) => factor(it, words)),
  ];
  return [[words('change-put-recipe', { id: value.id }), lines.join('\n')]];
}

/** @param {any} parameter its permanent word: `veto`, `policy.voting-ticks`, `ownership.stewards` */
function parameterWord({ kind, value }) {
  if (kind === 'rule') return value;
  return kind === 'track' ? `${value.track}.${value.field}` : `${value.class}.${value.chamber}`;
}

/** @param {any} change @param {Known} known @returns {[string, string][]} */
function parameterChange({ parameter, value }, known) {
  const word = parameterWord(parameter);
  const name = known.parameters?.[word];
  return [[name ? `${name} (${word})` : word, String(value)]];
}

/** @param {bigint} amount in minor units */
const money = (amount) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

/** @param {bigint} limit in millionths of a minor unit */
const price = (limit) => `${limit / 100_000_000n}.${String(limit % 100_000_000n).padStart(8, '0').replace(/0{1,6}$/, '')}`;

/** @param {any} value @param {Known} known @param {Words} words @param {string} amount @returns {[string, string][]} */
function paying(value, known, words, amount) {
  const { kind, value: whom } = value.beneficiary;
  return [
    [words(amount), money(value.amount)],
    [words('field-from'), words(`envelope-${value.envelope}`)],
    [words('field-to'), kind === 'member' ? person(whom, known, words) : outside(whom, known, words)],
  ];
}

/** @param {any} it @param {Words} words @returns {[string, string][]} */
const unitRights = (it, words) => [
  [words('field-return-cap'), percent(it.return_cap)],
  [words('field-surplus-share'), percent(it.surplus_share)],
  [words('field-redeem-rounds'), String(it.redeem_rounds)],
  [words('field-redeem-price'), percent(it.redeem_price)],
];

/** @param {number} points basis points */
const percent = (points) => `${points / 100} %`;

/** @type {Record<string, (value: any, known: Known, words: Words) => [string, string][]>} */
const CHANGES = {
  statement: () => [],
  moderation: (value, known, words) => value.flatMap((/** @type {any} */ it) => moderationChange(it, words)),
  data: (value, known, words) => value.flatMap((/** @type {any} */ it) => dataChange(it, words)),
  feed: (value, known, words) => value.flatMap((/** @type {any} */ it) => feedChange(it, words)),
  charter: (value, known) => value.flatMap((/** @type {any} */ it) => parameterChange(it, known)),
  existence: (value, known, words) => [[words('field-existence'), words(`existence-${value}`)]],
  budget: (value, known, words) => [
    [words('field-treasury'), money(value.treasury)],
    ...value.envelopes.map((/** @type {any} */ it) => [words(`envelope-${it.envelope}`), money(it.amount)]),
  ],
  spend: (value, known, words) => paying(value, known, words, 'field-amount'),
  stream: (value, known, words) => paying(value, known, words, 'field-per-round'),
  'end-stream': (value, known, words) => [[words('field-stream'), decision(value, known, words)]],
  'buy-shares': (value, known, words) => [[words('field-shares'), shares(value.amount)], [words('field-limit-buy'), price(value.limit)]],
  offer: (value, known, words) => [
    [words('field-units'), String(value.units)],
    [words('field-price'), money(value.price)],
    [words('field-least'), String(value.least)],
    [words('field-open-for'), words('hours', { count: value.ticks })],
    ...unitRights(value.rights, words),
  ],
  'amend-offer': (value, known, words) => [[words('field-offer'), decision(value.offer, known, words)], ...unitRights(value.rights, words)],
  mandate: (value, known, words) => [
    [words('field-leads'), value.leads.map((/** @type {number} */ it) => person(it, known, words)).join(', ')],
    [words('field-per-round'), money(value.per_round)],
    [words('field-rounds'), String(value.rounds)],
  ],
  appointment: (value, known, words) => [[words(`office-${value.office}`), person(value.member, known, words)]],
  recall: (value, known, words) => [[words(`office-${value.office}`), person(value.member, known, words)]],
  'another-pause': () => [],
  roadmap: (value, known, words) => [[words('field-quarter'), String(value + 1)]],
};

/** @param {{ruling: string, ground: string}} it @param {Words} words @returns {[string, string][]} */
const verdict = (it, words) => [
  [words('field-ruling'), words(`ruling-${it.ruling}`)],
  [words('field-ground'), words(`ground-${it.ground}`)],
];

/** @param {number} number @param {Known} known @param {Words} words @returns {[string, string][]} */
const transfer = (number, known, words) => [
  [words('field-transfer'), String(number)],
  ...(known.transfer ? [/** @type {[string, string]} */ ([words('field-transfer-is'), known.transfer])] : []),
];

/** @param {Uint8Array} evidence @param {Known} known @param {Words} words @returns {[string, string][]} */
const document = (evidence, known, words) => [
  ...(known.title ? [/** @type {[string, string]} */ ([words('field-document'), known.title])] : []),
  [words('field-text'), fingerprint(evidence)],
  [words('field-seen-by'), words('document-hides')],
];

/** @param {bigint} micro in millionths */
const shares = (micro) => `${micro / 1_000_000n}${micro % 1_000_000n === 0n ? '' : `.${String(micro % 1_000_000n).padStart(6, '0').replace(/0+$/, '')}`}`;

/** @param {{side: string, limit: bigint, amount: bigint}} it @param {Words} words @returns {[string, string][]} */
const order = ({ side, limit, amount }, words) => [
  [words('field-side'), words(`side-${side}`)],
  [words('field-shares'), shares(amount)],
  [words(`field-limit-${side}`), price(limit)],
];

/** @param {number} number @param {Known} known @param {Words} words @returns {[string, string][]} */
const trade = (number, known, words) => [
  [words('field-trade'), String(number)],
  ...(known.trade ? [/** @type {[string, string]} */ ([words('field-trade-is'), known.trade])] : []),
];

/** @param {string} say @param {(value: any, known: Known, words: Words) => any} of */
const aboutDecision = (say) => (/** @type {number} */ value, /** @type {Known} */ known, /** @type {Words} */ words) => ({
  say,
  values: { decision: decision(value, known, words) },
  fields: [[words('field-decision'), decision(value, known, words)]],
});

/** @param {string} say */
const aboutPerson = (say) => (/** @type {number} */ value, /** @type {Known} */ known, /** @type {Words} */ words) => ({
  say,
  values: { person: person(value, known, words) },
  fields: [[words('field-person'), person(value, known, words)]],
});

/** @type {Record<string, (value: any, known: Known, words: Words) => {say?: string, values?: Record<string, string | number>, fields?: [string, string][]}>} */
const PARTS = {
  found: (value, known, words) => ({
    values: { name: value.name },
    fields: [
      [words('field-name'), value.name],
      [words('field-template'), words(`template-${value.charter.template}`)],
      [words('field-rules'), value.moderation.filter((/** @type {any} */ it) => it.kind === 'put-rule').map((/** @type {any} */ it) => it.value.title).join('\n')],
      [words('field-data'), value.data.map((/** @type {any} */ it) => words(`category-${it.category}`)).join(', ')],
      [words('field-feed'), value.feed.filter((/** @type {any} */ it) => it.kind === 'put-recipe').map((/** @type {any} */ it) => it.value.title).join('\n')],
      [words('field-key'), `${keyKind(value.founder, words)}\n${keyFingerprint(value.founder)}`],
      [words('field-node'), fingerprint(value.node)],
    ],
  }),
  join: (value, known, words) => ({
    fields: [
      [words('field-key'), `${keyKind(value.key, words)}\n${keyFingerprint(value.key)}`],
      [words('field-invitation'), value.invitation ? fingerprint(value.invitation.key) : words('invitation-none')],
    ],
  }),
  leave: () => ({}),
  'add-key': (value, known, words) => ({ fields: [[words('field-key'), keyKind(value, words)], [words('field-fingerprint'), keyFingerprint(value)]] }),
  'remove-key': (value, known, words) => ({
    values: { key: known.keys?.[String(value)] ?? words('key-number', { number: value }) },
    fields: [[words('field-key'), `${known.keys?.[String(value)] ?? ''} ${words('key-number', { number: value })}`.trim()]],
  }),
  'grant-session': (value, known, words) => ({
    values: { until: moment(Number(value.expires_ms)) },
    fields: [[words('field-until'), moment(Number(value.expires_ms))], [words('field-fingerprint'), fingerprint(value.key)]],
  }),
  'revoke-sessions': () => ({}),
  invite: (value, known, words) => ({
    values: { until: moment(Number(value.expires_ms)) },
    fields: [[words('field-until'), moment(Number(value.expires_ms))], [words('field-fingerprint'), fingerprint(value.key)]],
  }),
  'withdraw-invitation': (value, known, words) => ({ fields: [[words('field-fingerprint'), fingerprint(value.key)]] }),
  vouch: aboutPerson('say-vouch'),
  'withdraw-vouch': aboutPerson('say-withdraw-vouch'),
  'answer-vouch': (value, known, words) => aboutPerson(`say-answer-vouch-${value.answer}`)(value.from, known, words),
  'attest-person': (value, known, words) => aboutPerson(`say-attest-person-${value.way}`)(value.person, known, words),
  propose: (value, known, words) => ({
    say: `say-propose-${value.payload.kind}`,
    values: { title: known.title ?? '' },
    fields: [...(known.title ? [/** @type {[string, string]} */ ([words('field-title'), known.title])] : []), ...CHANGES[value.payload.kind](value.payload.value, known, words), [words('field-text'), fingerprint(value.text)]],
  }),
  'withdraw-proposal': aboutDecision('say-withdraw-proposal'),
  sponsor: aboutDecision('say-sponsor'),
  'sign-petition': aboutDecision('say-sign-petition'),
  delegate: (value, known, words) => {
    const people = value.to.map((/** @type {number} */ it) => person(it, known, words));
    return {
      values: { topic: words(`topic-${value.topic}`) },
      fields: [
        [words('field-topic'), words(`topic-${value.topic}`)],
        ...people.map((/** @type {string} */ it, /** @type {number} */ at) => [words('field-delegate', { number: at + 1 }), it]),
      ],
    };
  },
  undelegate: (value, known, words) => ({
    values: { topic: words(`topic-${value}`) },
    fields: [[words('field-topic'), words(`topic-${value}`)]],
  }),
  pause: () => ({}),
  nominate: (value, known, words) => ({
    values: { election: value.election },
    fields: [[words('field-election'), String(value.election)], [words('field-text'), fingerprint(value.text)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'withdraw-nomination': (value, known, words) => ({
    values: { election: value },
    fields: [[words('field-election'), String(value)]],
  }),
  'sponsor-nomination': (value, known, words) => ({
    values: { election: value.election, person: person(value.nominee, known, words) },
    fields: [
      [words('field-election'), String(value.election)],
      [words('field-person'), person(value.nominee, known, words)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  rank: (value, known, words) => ({
    values: { election: value.election },
    fields: [
      [words('field-election'), String(value.election)],
      ...value.ranking.map((/** @type {number} */ it, /** @type {number} */ at) => [words('field-delegate', { number: at + 1 }), person(it, known, words)]),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  resign: (value, known, words) => ({
    values: { office: words(`office-${value}`) },
    fields: [[words('field-office'), words(`office-${value}`)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'add-item': (value, known, words) => ({
    values: { decision: decision(value.proposal, known, words), title: known.title ?? '' },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      ...(known.title ? [/** @type {[string, string]} */ ([words('field-title'), known.title])] : []),
      [words('field-text'), fingerprint(value.text)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'cost-item': (value, known, words) => ({
    values: { decision: decision(value.proposal, known, words), item: item(value.item, known, words) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-item'), item(value.item, known, words)],
      [words('field-amount'), money(value.cost)],
    ],
  }),
  'rank-items': (value, known, words) => ({
    values: { decision: decision(value.proposal, known, words) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      ...value.ranking.map((/** @type {number[]} */ group, /** @type {number} */ at) => [
        words('field-delegate', { number: at + 1 }),
        group.map((it) => item(it, known, words)).join('\n'),
      ]),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  appeal: (value, known, words) => ({ values: { rule: value.rule }, fields: act(value, words) }),
  'refer-act': (value, known, words) => ({
    values: { person: person(value.member, known, words), rule: value.act.rule },
    fields: [[words('field-person'), person(value.member, known, words)], ...act(value.act, words)],
  }),
  'appeal-further': (value, known, words) => ({
    values: { case: value },
    fields: [[words('field-case'), String(value)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'seal-verdict': (value, known, words) => ({
    say: known.verdict ? `say-seal-verdict-${known.verdict.ruling}` : 'say-seal-verdict',
    values: { jury: value.jury },
    fields: [
      [words('field-jury'), String(value.jury)],
      ...(known.verdict ? verdict(known.verdict, words) : []),
      [words('field-seal'), fingerprint(value.seal)],
      [words('field-seen-by'), words('seal-hides')],
    ],
  }),
  'open-verdict': (value, known, words) => ({
    say: `say-open-verdict-${value.ruling}`,
    values: { jury: value.jury },
    fields: [
      [words('field-jury'), String(value.jury)],
      ...verdict(value, words),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'step-aside': (value, known, words) => ({
    values: { jury: value },
    fields: [[words('field-jury'), String(value)]],
  }),
  'jury-duty': (value, known, words) => ({
    say: `say-jury-duty-${value}`,
    fields: [[words('field-duty'), words(`duty-${value}`)]],
  }),
  'state-verdict': (value, known, words) => ({
    values: { jury: value.jury },
    fields: [[words('field-jury'), String(value.jury)], [words('field-text'), fingerprint(value.text)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'sponsor-from-bench': (value, known, words) => ({
    values: { jury: value.jury, decision: decision(value.proposal, known, words) },
    fields: [[words('field-jury'), String(value.jury)], [words('field-decision'), decision(value.proposal, known, words)]],
  }),
  'challenge-decision': (value, known, words) => ({
    values: { decision: decision(value.proposal, known, words), right: words(`right-${value.right}`) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-right'), words(`right-${value.right}`)],
      ...document(value.grounds, known, words),
    ],
  }),
  'support-challenge': (value, known, words) => ({
    values: { decision: decision(value.proposal, known, words) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-challenge'), String(value.number)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'attest-income': (value, known, words) => ({
    values: { amount: money(value.amount), source: words(`income-${value.income}`) },
    fields: [
      [words('field-amount'), money(value.amount)],
      [words('field-source'), words(`income-${value.income}`)],
      ...document(value.evidence, known, words),
    ],
  }),
  'attest-payment': (value, known, words) => ({
    values: { transfer: value.transfer },
    fields: [...transfer(value.transfer, known, words), ...document(value.evidence, known, words)],
  }),
  'confirm-transfer': (value, known, words) => ({
    values: { transfer: value },
    fields: [...transfer(value, known, words), [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'refuse-transfer': (value, known, words) => ({
    values: { transfer: value },
    fields: [...transfer(value, known, words), [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'declare-skill': (value, known, words) => ({
    say: `say-declare-skill-${value.declared}`,
    values: { skill: words(`skill-${value.skill}`) },
    fields: [[words('field-skill'), words(`skill-${value.skill}`)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'claim-work': (value, known, words) => ({
    values: { title: known.title ?? '' },
    fields: [
      [words('field-skill'), words(`skill-${value.skill}`)],
      [words('field-class'), value.class],
      [words('field-text'), fingerprint(value.text)],
    ],
  }),
  'attest-work': (value, known, words) => ({
    say: value.answer.kind === 'no' ? 'say-attest-work-no' : 'say-attest-work-class',
    values: { claim: value.claim, class: value.answer.value ?? '' },
    fields: [
      [words('field-claim'), String(value.claim)],
      [words('field-class'), value.answer.kind === 'no' ? words('class-no') : value.answer.value],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'submit-project': (value, known, words) => ({
    values: { call: value.call, title: known.title ?? '', amount: money(value.cost) },
    fields: [
      [words('field-call'), String(value.call)],
      ...(known.title ? [/** @type {[string, string]} */ ([words('field-title'), known.title])] : []),
      [words('field-amount'), money(value.cost)],
      [words('field-to'), paid(value.to, known, words)],
      [words('field-text'), fingerprint(value.text)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'request-grant': (value, known, words) => ({
    values: { title: known.title ?? '', amount: money(value.amount) },
    fields: [
      ...(known.title ? [/** @type {[string, string]} */ ([words('field-title'), known.title])] : []),
      [words('field-amount'), money(value.amount)],
      [words('field-to'), paid(value.to, known, words)],
      [words('field-text'), fingerprint(value.text)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'withdraw-grant': (value, known, words) => ({
    values: { grant: grant(value, known, words) },
    fields: [[words('field-grant'), grant(value, known, words)]],
  }),
  'support-grant': (value, known, words) => ({
    say: value.points > 0 ? 'say-support-grant' : 'say-support-none',
    values: { grant: grant(value.grant, known, words), count: value.points },
    fields: [
      [words('field-grant'), grant(value.grant, known, words)],
      [words('field-points'), String(value.points)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'withdraw-project': (value, known, words) => ({
    values: { call: value.call, project: project(value.project, known, words) },
    fields: [[words('field-call'), String(value.call)], [words('field-project'), project(value.project, known, words)]],
  }),
  'approve-projects': (value, known, words) => ({
    say: value.projects.length > 0 ? 'say-approve-projects' : 'say-approve-none',
    values: { call: value.call },
    fields: [
      [words('field-call'), String(value.call)],
      ...value.projects.map((/** @type {number} */ it) => [words('field-project'), project(it, known, words)]),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'seal-order': (value, known, words) => ({
    say: known.order ? `say-seal-order-${known.order.side}` : 'say-seal-order',
    values: { auction: value.auction },
    fields: [
      [words('field-auction'), String(value.auction)],
      ...(known.order ? order(known.order, words) : []),
      [words('field-seal'), fingerprint(value.seal)],
      [words('field-seen-by'), words('order-hides')],
    ],
  }),
  'reveal-order': (value, known, words) => ({
    say: `say-reveal-order-${value.side}`,
    values: { auction: value.auction },
    fields: [[words('field-auction'), String(value.auction)], ...order(value, words), [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'announce-order': (value, known, words) => ({
    say: `say-announce-order-${value.side}`,
    fields: [[words('field-side'), words(`side-${value.side}`)], [words('field-shares'), shares(value.amount)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'confirm-paid': (value, known, words) => ({
    values: { trade: value },
    fields: [...trade(value, known, words), [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'claim-paid': (value, known, words) => ({
    values: { trade: value.trade },
    fields: [...trade(value.trade, known, words), ...document(value.evidence, known, words)],
  }),
  'attest-paid': (value, known, words) => ({
    values: { trade: value },
    fields: [...trade(value, known, words), [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  redeem: (value, known, words) => ({
    say: `say-redeem-${value.need}`,
    values: { amount: shares(value.amount) },
    fields: [[words('field-shares'), shares(value.amount)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'withdraw-redemption': () => ({}),
  'confirm-hardship': aboutPerson('say-confirm-hardship'),
  'assign-shares': (value, known, words) => ({
    values: { person: person(value.to, known, words), amount: shares(value.amount) },
    fields: [
      [words('field-person'), person(value.to, known, words)],
      [words('field-shares'), shares(value.amount)],
      ...(known.time ? [/** @type {[string, string]} */ ([words('field-call-back'), known.time])] : []),
      [words('field-seen-by'), words('seen-by-everyone')],
      ['', words('shares-voteless')],
    ],
  }),
  'call-back-shares': (value, known, words) => ({
    values: { assignment: value },
    fields: [
      [words('field-assignment'), String(value)],
      ...(known.assignment
        ? [[words('field-person'), person(known.assignment.to, known, words)], [words('field-shares'), shares(BigInt(known.assignment.amount))]]
        : []),
    ],
  }),
  'name-observer': aboutPerson('say-name-observer'),
  subscribe: (value, known, words) => ({
    values: { offer: value.offer, units: String(value.units) },
    fields: [[words('field-offer'), decision(value.offer, known, words)], [words('field-units'), String(value.units)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'withdraw-subscription': (value, known, words) => ({
    values: { offer: value },
    fields: [[words('field-offer'), decision(value, known, words)]],
  }),
  'attest-subscription': (value, known, words) => ({
    values: { offer: value.offer, person: person(value.investor, known, words) },
    fields: [
      [words('field-offer'), decision(value.offer, known, words)],
      [words('field-person'), person(value.investor, known, words)],
      ...(known.subscription ? [/** @type {[string, string]} */ ([words('field-subscription-is'), known.subscription])] : []),
      ...document(value.evidence, known, words),
    ],
  }),
  'answer-consent': (value, known, words) => ({
    say: `say-consent-${value.answer}`,
    values: { decision: decision(value.proposal, known, words) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-answer'), words(`consent-${value.answer}`)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'redeem-units': (value, known, words) => ({
    say: value.units > 0n ? 'say-redeem-units' : 'say-redeem-no-units',
    values: { offer: value.offer, units: String(value.units) },
    fields: [[words('field-offer'), decision(value.offer, known, words)], [words('field-units'), String(value.units)], [words('field-seen-by'), words('seen-by-everyone')]],
  }),
  'name-unpaid': (value, known, words) => ({
    say: value.members.length > 0 ? 'say-name-unpaid' : 'say-name-none-unpaid',
    values: { year: value.year + 1 },
    fields: [
      [words('field-year'), String(value.year + 1)],
      ...value.members.map((/** @type {number} */ it) => [words('field-person'), person(it, known, words)]),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  'answer-panel': (value, known, words) => ({
    say: `say-answer-panel-${value.answer}`,
    values: { decision: decision(value.proposal, known, words) },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-answer'), words(`answer-${value.answer}`)],
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
  vote: (value, known, words) => ({
    say: `say-vote-${value.choice}`,
    values: { decision: decision(value.proposal, known, words), title: known.decisions?.[String(value.proposal)] ?? '' },
    fields: [
      [words('field-decision'), decision(value.proposal, known, words)],
      [words('field-vote'), words(`choice-${value.choice}`)],
      ...(known.before ? [/** @type {[string, string]} */ ([words('field-before'), words(`choice-${known.before}`)])] : []),
      [words('field-seen-by'), words('seen-by-everyone')],
    ],
  }),
};

/** Every kind of operation that can be described. */
export const KINDS = Object.keys(PARTS);
