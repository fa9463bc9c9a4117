import assert from 'node:assert/strict';
import test from 'node:test';
import { KINDS, describe } from '../../assets/js/describe.js';
import { fill } from '../../assets/js/words.js';

const key = { kind: 'p256', value: { point: new Uint8Array(65).fill(4), rp_id: 'lumen.example' } };
const bytes32 = new Uint8Array(32);
const rule = { id: 'kind', title: 'Kindness', text: 'Do not threaten.', examples: ['One.'], ladder: [{ kind: 'warn', value: null }, { kind: 'suspend', value: 7 }] };
const item = { category: 'addresses', purpose: 'To stop abuse.', basis: 'needed', retention_days: 7, audience: 'offices' };
const recipe = {
  id: 'talk', title: 'Conversations', text: 'What people talk about.', window_hours: 72, filters: ['no-reposts'],
  factors: [{ fact: 'comments', points: 10, at_most: 50 }, { fact: 'hours-old', points: -1, at_most: 72 }],
};
const VALUES = {
  found: { name: 'Lumen', charter: { template: 'circle' }, moderation: [{ kind: 'put-rule', value: rule }], data: [item], feed: [{ kind: 'put-recipe', value: recipe }], founder: key, node: bytes32 },
  join: { key, invitation: null },
  leave: null,
  'add-key': key,
  'remove-key': 1,
  'grant-session': { key: bytes32, expires_ms: 1_795_000_000_000n },
  'revoke-sessions': null,
  invite: { key: bytes32, expires_ms: 1_795_000_000_000n },
  'withdraw-invitation': { key: bytes32 },
  vouch: 7,
  'withdraw-vouch': 7,
  propose: { payload: { kind: 'moderation', value: [{ kind: 'put-rule', value: rule }, { kind: 'jury-sizes', value: [7, 21, 41] }] }, text: bytes32 },
  'withdraw-proposal': 41,
  sponsor: 41,
  vote: { proposal: 41, choice: 'no' },
  'sign-petition': 41,
  delegate: { topic: 'grants', to: [7, 9] },
  undelegate: 'grants',
  pause: null,
  'answer-panel': { proposal: 7, answer: 'no' },
  nominate: { election: 3, text: bytes32 },
  'withdraw-nomination': 3,
  'sponsor-nomination': { election: 3, nominee: 7 },
  rank: { election: 3, ranking: [8, 7] },
  resign: 'team',
  'add-item': { proposal: 41, text: bytes32 },
  'cost-item': { proposal: 41, item: 2, cost: 12_050n },
  'rank-items': { proposal: 41, ranking: [[2], [1, 3]] },
  appeal: { act: bytes32, rule: 'kindness', version: 2, step: 'remove' },
  'appeal-further': 4,
  'refer-act': { member: 7, act: { act: bytes32, rule: 'fraud', version: 2, step: 'limit-reach' } },
  'seal-verdict': { jury: 5, seal: bytes32 },
  'open-verdict': { jury: 5, salt: bytes32, ruling: 'reverse', ground: 'context' },
  'step-aside': 5,
  'jury-duty': 'declined',
  'state-verdict': { jury: 5, text: bytes32 },
  'sponsor-from-bench': { jury: 5, proposal: 41 },
  'challenge-decision': { proposal: 41, right: 'together', grounds: bytes32 },
  'support-challenge': { proposal: 41, number: 1 },
  'attest-income': { income: 'gift', amount: 6_000n, evidence: bytes32 },
  'attest-payment': { transfer: 4, evidence: bytes32 },
  'confirm-transfer': 4,
  'refuse-transfer': 4,
  'declare-skill': { skill: 'code', declared: 'yes' },
  'claim-work': { skill: 'events', class: '5', text: bytes32 },
  'seal-order': { auction: 3, seal: bytes32 },
  'reveal-order': { auction: 3, salt: bytes32, side: 'sell', limit: 250_000_000n, amount: 12_500_000n },
  'announce-order': { side: 'buy', amount: 7_000_000n },
  'confirm-paid': 5,
  'claim-paid': { trade: 5, evidence: bytes32 },
  'attest-paid': 5,
  redeem: { amount: 3_000_000n, need: 'hardship' },
  'withdraw-redemption': null,
  'confirm-hardship': 9,
  subscribe: { offer: 41, units: 200n },
  'withdraw-subscription': 41,
  'attest-subscription': { offer: 41, investor: 7, evidence: bytes32 },
  'answer-consent': { proposal: 41, answer: 'given' },
  'name-observer': 7,
  'redeem-units': { offer: 41, units: 50n },
  'name-unpaid': { year: 0, members: [7, 9] },
  'attest-work': { claim: 4, answer: { kind: 'class', value: '8' } },
  'answer-vouch': { from: 7, answer: 'accepted' },
  'attest-person': { person: 7, way: 'in-person' },
  'submit-project': { call: 2, text: bytes32, cost: 12_050n, to: { kind: 'member', value: 7 } },
  'withdraw-project': { call: 2, project: 1 },
  'request-grant': { text: bytes32, amount: 12_050n, to: { kind: 'outside', value: bytes32 } },
  'withdraw-grant': 3,
  'support-grant': { grant: 3, points: 40 },
  'approve-projects': { call: 2, projects: [1, 3] },
  'assign-shares': { to: 7, amount: 12_500_000n },
  'call-back-shares': 3,
};
const PAYLOADS = {
  statement: [null, []],
  data: [[{ kind: 'put', value: item }], ['To stop abuse.', 'kept-days(7)']],
  charter: [[{ parameter: { kind: 'track', value: { track: 'policy', field: 'voting-ticks' } }, value: 12n }], ['Time to vote (policy.voting-ticks)', '12']],
  existence: ['merger', ['existence-merger']],
  budget: [{ treasury: 123_405n, envelopes: [{ envelope: 'grants', amount: 5n }] }, ['1234.05', 'envelope-grants', '0.05']],
  spend: [{ envelope: 'team', beneficiary: { kind: 'member', value: 7 }, amount: 250n }, ['2.50', 'envelope-team', 'person-named(7|Noor)']],
  'buy-shares': [{ limit: 1_250_000n, amount: 1_500_000n }, ['1.5', '0.0125']],
  offer: [
    { price: 1_050n, units: 1_000n, least: 500n, ticks: 336, rights: { return_cap: 25_000, surplus_share: 1_550, redeem_rounds: 104, redeem_price: 10_000 } },
    ['10.50', '1000', '500', 'hours(336)', '250 %', '15.5 %', '104', '100 %'],
  ],
  'amend-offer': [
    { offer: 41, rights: { return_cap: 30_000, surplus_share: 3_000, redeem_rounds: 0, redeem_price: 0 } },
    ['300 %', '30 %', '0 %'],
  ],
  mandate: [{ leads: [7, 8], per_round: 100n, rounds: 52 }, ['person-named(7|Noor), person(8)', '1.00', '52']],
  appointment: [{ office: 'guardian', member: 7 }, ['office-guardian', 'person-named(7|Noor)']],
  recall: [{ office: 'guardian', member: 8 }, ['office-guardian', 'person(8)']],
  'another-pause': [null, []],
  roadmap: [3, ['field-quarter', '4']],
  feed: [[{ kind: 'put-recipe', value: recipe }, { kind: 'remove-recipe', value: 'old' }, { kind: 'default', value: 'talk' }], [
    'change-put-recipe(talk)', 'Conversations', 'recipe-window(72)', 'filter-no-reposts', 'recipe-factor(+10|counted-comments|50)',
    'recipe-factor(-1|counted-hours-old|72)', 'change-remove-recipe', 'old', 'change-default',
  ]],
};
const known = { place: 'Lumen', member: 'Joost', decisions: { 41: 'A label?' }, people: { 7: 'Noor' }, items: { 2: 'Captions' }, title: 'A kinder rule' };
/** Echoes the key with its values, so that a test sees what would be said. */
const words = (name, values = {}) => (Object.keys(values).length > 0 ? `${name}(${Object.values(values).join('|')})` : name);

test('every kind of operation has a sentence that names the one who signs', () => {
  assert.deepEqual([...KINDS].sort(), Object.keys(VALUES).sort());
  for (const kind of KINDS) {
    const { sentence } = describe({ body: { kind, value: VALUES[kind] } }, known, words);
    assert.match(sentence, /^say-/, kind);
    assert.match(sentence, /Joost/, kind);
  }
});

test('shares are said with no more decimals than they have, and whom they go to', () => {
  const { sentence } = describe({ body: { kind: 'assign-shares', value: VALUES['assign-shares'] } }, known, words);
  assert.equal(sentence, 'say-assign-shares(Joost|Lumen|person-named(7|Noor)|12.5)');
});

test('a ranking is said in its order, each place with its number', () => {
  const { fields } = describe({ body: { kind: 'rank', value: VALUES.rank } }, known, words);
  assert.deepEqual(fields.slice(0, 3), [['field-election', '3'], ['field-delegate(1)', 'person(8)'], ['field-delegate(2)', 'person-named(7|Noor)']]);
});

test('items are ranked in groups, each with its number and its title', () => {
  const { fields } = describe({ body: { kind: 'rank-items', value: VALUES['rank-items'] } }, known, words);
  assert.deepEqual(fields.slice(1, 3), [['field-delegate(1)', 'item-titled(2|Captions)'], ['field-delegate(2)', 'item(1)\nitem(3)']]);
  const { fields: cost } = describe({ body: { kind: 'cost-item', value: VALUES['cost-item'] } }, known, words);
  assert.deepEqual(cost.slice(1), [['field-item', 'item-titled(2|Captions)'], ['field-amount', '120.50']]);
});

test('a number is never replaced by its name', () => {
  const { fields } = describe({ body: { kind: 'vote', value: VALUES.vote } }, known, words);
  assert.deepEqual(fields[0], ['field-decision', 'decision-titled(41|A label?)']);
  const { fields: people } = describe({ body: { kind: 'vouch', value: 7 } }, { ...known, people: {} }, words);
  assert.deepEqual(people[0], ['field-person', 'person(7)']);
});

test('a proposal shows every clause it changes', () => {
  const { fields } = describe({ body: { kind: 'propose', value: VALUES.propose } }, known, words);
  const text = fields.flat().join('\n');
  for (const part of ['Kindness', 'Do not threaten.', 'One.', 'step-warn', 'step-suspend(7)', 'change-jury-sizes', '7, 21, 41']) assert.ok(text.includes(part), part);
});

test('a proposal of every kind has its sentence and shows what it changes', () => {
  const named = { ...known, parameters: { 'policy.voting-ticks': 'Time to vote' } };
  for (const [kind, [value, parts]] of Object.entries(PAYLOADS)) {
    const { sentence, fields } = describe({ body: { kind: 'propose', value: { payload: { kind, value }, text: bytes32 } } }, named, words);
    assert.ok(sentence.startsWith(`say-propose-${kind}(`), kind);
    const text = fields.flat().join('\n');
    for (const part of parts) assert.ok(text.includes(part), `${kind}: ${part}`);
  }
});

test('delegates are named in their order', () => {
  const { fields } = describe({ body: { kind: 'delegate', value: VALUES.delegate } }, known, words);
  assert.deepEqual(fields, [['field-topic', 'topic-grants'], ['field-delegate(1)', 'person-named(7|Noor)'], ['field-delegate(2)', 'person(9)']]);
});

test('a sentence is filled by name and leaves unknown names alone', () => {
  assert.equal(fill('{a} and {b}', { a: 'one' }), 'one and {b}');
});
