//! Arbitrary people doing arbitrary things, most of them wrong.
//!
//! Whatever is accepted replays to the same root, whatever is rejected changes nothing, and the
//! state stays consistent with itself after every entry.

use std::collections::BTreeMap;

use ledger::State;
use ledger::authenticator::CommandLineKey;
use ledger::charter::{Charter, Curve, Template, Track, TrackName, Tracks};
use ledger::delegation::Topic;
use ledger::election::Election;
use ledger::entry::Act;
use ledger::ids::{
    BasisPoints, Digest, ElectionId, KeyNumber, MemberNumber, MicroShares, NetworkId, ProposalId,
    RoundNumber,
};
use ledger::member::KeyKind;
use ledger::office::Office;
use ledger::operation::{
    Body, Choice, InvitationProof, Join, Operation, Propose, SignedOperation, invitation_hash,
};
use ledger::panel::PanelAnswer;
use ledger::proposal::{Stage, Tally};
use ledger::signature::Signature;
use ledger::state::Timer;
use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::strategy::Strategy;

use crate::script::{Network, founding, result_of};

/// One thing that somebody does: what, who, to whom, how, and what is wrong with it.
type Move = [u8; 5];

const PAYLOADS: [&str; 36] = [
    "roadmap:0",
    "statement",
    "rule",
    "same-rule",
    "no-rule",
    "no-spam-rule",
    "nothing",
    "bad-label",
    "forget-searches",
    "forget-posts",
    "shorter",
    "longer",
    "second-moderates",
    "originals",
    "originals-of-all",
    "charter:veto=4000",
    "charter:policy.voting-ticks=12",
    "charter:quota-per-active=400000000",
    "charter:veto=20000",
    "existence:sale",
    "budget:100000:team=40000,grants=50000,participatory=10000",
    "spend:grants:2:90",
    "spend:grants:3:400",
    "spend:team:2:1900",
    "spend:team:outside:50000",
    "mandate:2+3:4",
    "appoint:guardian:4",
    "appoint:guardian:5",
    "appoint:trustee:3",
    "recall:guardian:4",
    "recall:team:2",
    "another-pause",
    "feed-put",
    "feed-put-and-default",
    "feed-remove-other",
    "feed-default-newest",
];

/// A network in which everything happens within days.
fn hasty(template: Template) -> Charter {
    Charter {
        round_ticks: 24,
        bootstrap_members: 5,
        vouches_needed: 2,
        associate_ticks: 10,
        active_rounds_needed: 1,
        vouches_open_max: 3,
        vouches_per_round: 2,
        vouch_release_rounds: 2,
        invitation_ticks_max: 40,
        keys_max: 3,
        key_delay_ticks: 4,
        session_ticks_max: 30,
        sponsored_max: 2,
        draft_ticks_max: 40,
        electorate_rounds: 2,
        support_floor: 2,
        late_swing_ticks: 8,
        delegate_lock_ticks: 4,
        readings_apart_ticks: 6,
        petition_share: BasisPoints(100),
        petition_ticks: 2,
        recall_ticks: 12,
        freeze_ticks: 9,
        retry_ticks: 30,
        splitting_ticks: 40,
        notice_ticks: 8,
        delegation_rounds: 2,
        carried_floor: 1,
        panel_turnout: BasisPoints(6_000),
        panel_seats: 3,
        panel_ticks: 6,
        panel_answers: 1,
        panel_more_ticks: 8,
        guardians: 3,
        guardians_needed: 2,
        pause_ticks_max: 6,
        pause_apart_ticks: 12,
        term_rounds: 3,
        elections_from: 2,
        nomination_ticks: 24,
        ballot_ticks: 24,
        taking_ticks: 3,
        trustees: 1,
        roadmap_item_ticks: 4,
        roadmap_cost_ticks: 1,
        call_project_ticks: 16,
        call_ballot_ticks: 16,
        grant_age_ticks: 6,
        vesting_cliff_rounds: 0,
        vesting_parts: 1,
        tracks: Tracks::each(|name| Track {
            draft_ticks: 3,
            voting_ticks: 16,
            approval: match name {
                TrackName::SmallSpend | TrackName::MoneyRules => Curve::line(8_000, 5_001),
                _ => Curve::fixed(0),
            },
            support: match name {
                TrackName::SmallSpend | TrackName::MoneyRules => Curve::line(5_000, 1_000),
                _ => Curve::fixed(1_000),
            },
            confirm_ticks: 2,
            timelock_ticks: 5,
            at_once_max: 2,
        }),
        ..Charter::of(template)
    }
}

/// A network with every private key that was ever made in it.
struct Town {
    network: Network,
    keys: BTreeMap<(MemberNumber, KeyNumber), CommandLineKey>,
    links: Vec<([u8; 32], CommandLineKey)>,
    accepted: u32,
}

impl Town {
    fn found(template: Template) -> Self {
        let network = Network::found(hasty(template));
        let founder = network.people["founder"].2.clone();
        Self {
            network,
            keys: BTreeMap::from([((MemberNumber(1), KeyNumber(0)), founder)]),
            links: Vec::new(),
            accepted: 1,
        }
    }

    /// A member number, most often of the first few; now and then one that nobody has.
    fn somebody(&self, byte: u8) -> MemberNumber {
        let count = u32::try_from(self.network.state.members.len()).expect("few members");
        let end = if byte < 192 {
            count.min(6) + 1
        } else {
            count + 2
        };
        MemberNumber(u32::from(byte) % end)
    }

    fn some_proposal(&self, byte: u8) -> ProposalId {
        let count = u32::try_from(self.network.state.proposals.len()).expect("few proposals");
        // The newest ones are where something can still happen.
        ProposalId((count + 1).saturating_sub(u32::from(byte) % 4))
    }

    /// One of the newest elections, and what somebody does in it.
    fn some_election(&self, whom: u8, how: u8) -> Body {
        let count = u32::try_from(self.network.state.elections.len()).expect("few elections");
        let election = ElectionId((count + 1).saturating_sub(u32::from(whom) % 5));
        let found = self.network.state.find_election(election);
        let stands = found.and_then(|it| it.nominations.keys().next_back());
        match how % 8 {
            0 | 1 => Body::Nominate {
                election,
                text: Digest([how; 32]),
            },
            2 if whom.is_multiple_of(3) => Body::WithdrawNomination(election),
            2..=4 => Body::SponsorNomination {
                election,
                nominee: stands.copied().unwrap_or_else(|| self.somebody(whom / 5)),
            },
            _ => Body::Rank {
                election,
                ranking: match how / 8 % 3 {
                    0 => vec![self.somebody(whom / 5)],
                    1 => (1..=3).map(MemberNumber).collect(),
                    // Whoever stands, the last first.
                    _ => {
                        let sponsored = found.map(Election::sponsored).unwrap_or_default();
                        sponsored.into_iter().rev().collect()
                    }
                },
            },
        }
    }

    fn some_link(&self, byte: u8) -> Option<([u8; 32], CommandLineKey)> {
        let place = usize::from(byte).checked_rem(self.links.len())?;
        self.links.get(place).cloned()
    }

    fn play(&mut self, it: Move) {
        let [what, who, whom, how, fault] = it;
        match what % 27 {
            0 | 1 => self.join(whom, how, fault),
            2 => self.network.wait(u32::from(how) % 20),
            3 => self.network.wait(u32::from(how) % 4),
            4 => self.submit(Act::Tick),
            5 => self.settle(who, whom, how),
            _ => {
                let member = self.somebody(who);
                let (body, key) = self.body(what % 27, member, whom, how);
                self.sign(member, body, key, how, fault);
            }
        }
        check_state(&self.network.state);
    }

    /// Makes a body, and the private key that it brings, if any.
    fn body(
        &mut self,
        what: u8,
        member: MemberNumber,
        whom: u8,
        how: u8,
    ) -> (Body, Option<CommandLineKey>) {
        let key = self.network.new_key();
        let public = Network::bytes_of(&key);
        let ticks = self.network.state.charter.ticks_ms(u32::from(how) % 50);
        let expires_ms = self.network.time_ms + ticks;
        let body = match what {
            6 if how == 0 => Body::Leave,
            6 | 7 => Body::Vouch(self.somebody(whom)),
            8 => Body::WithdrawVouch(self.somebody(whom)),
            9 if whom.is_multiple_of(4) => {
                // A key that somebody holds, or that is none.
                let held = self.keys.get(&(self.somebody(how), KeyNumber(0)));
                let point = [if whom.is_multiple_of(8) { 0 } else { 4 }; 65];
                Body::AddKey(held.map_or(
                    ledger::key::PublicKey::P256 {
                        point,
                        rp_id: "lumen.example".to_owned(),
                    },
                    CommandLineKey::public_key,
                ))
            }
            9 => return (Body::AddKey(key.public_key()), Some(key)),
            10 => Body::RemoveKey(KeyNumber(u32::from(how) % 5)),
            11 => {
                let session = Body::GrantSession {
                    key: public,
                    expires_ms,
                };
                return (session, Some(key));
            }
            12 if how.is_multiple_of(4) => Body::RevokeSessions,
            12 | 13 => {
                self.links.push((public, key));
                Body::Invite {
                    key: public,
                    expires_ms,
                }
            }
            14 => Body::WithdrawInvitation {
                key: self.some_link(whom).map_or([1; 32], |link| link.0),
            },
            // Changes of rules most often, so that some of them live to be enacted.
            15 | 16 => {
                let rules = ["rule", "no-rule", "second-moderates"];
                let all = if what == 15 { &rules[..] } else { &PAYLOADS };
                let payload = self.network.payload(all[usize::from(whom) % all.len()]);
                let text = Digest([how; 32]);
                Body::Propose(Propose { payload, text })
            }
            17 => Body::WithdrawProposal(self.some_proposal(whom)),
            18 if how.is_multiple_of(3) => Body::SignPetition(self.some_proposal(whom)),
            18 => Body::Sponsor(self.some_proposal(whom)),
            24 if how.is_multiple_of(2) => crate::ranking::somehow(&self.network.state, whom, how),
            24 if how.is_multiple_of(5) => crate::calling::somehow(&self.network.state, whom, how),
            25 if how.is_multiple_of(5) => crate::granting::somehow(&self.network.state, whom, how),
            24..=26 => self.some_election(whom, how),
            23 if whom.is_multiple_of(2) => {
                crate::books::somehow(&self.network.state, whom / 2, how)
            }
            20 if how.is_multiple_of(4) => Body::Pause,
            21 if how.is_multiple_of(9) => {
                Body::Resign([Office::Team, Office::Guardian][usize::from(whom) % 2])
            }
            21 if how.is_multiple_of(2) => Body::AnswerPanel {
                proposal: self.some_proposal(whom),
                answer: if how.is_multiple_of(4) {
                    PanelAnswer::No
                } else {
                    PanelAnswer::Yes
                },
            },
            20 if how.is_multiple_of(3) => Body::Undelegate(Topic::ALL[usize::from(whom) % 8]),
            20 => Body::Delegate {
                topic: Topic::ALL[usize::from(whom) % 8],
                to: vec![self.somebody(how), self.somebody(how.wrapping_mul(7))],
            },
            19 if how == 0 => {
                let charter = Charter::of(Template::Circle);
                Body::Found(Box::new(founding(charter, &key)))
            }
            _ => Body::Vote {
                proposal: self.some_proposal(whom),
                choice: match (u32::from(how) + member.0) % 7 {
                    0..=3 => Choice::Yes,
                    4 => Choice::No,
                    5 => Choice::Abstain,
                    _ => Choice::NoWithVeto,
                },
            },
        };
        (body, None)
    }

    /// Signs with one of the member's keys; `fault` below 32 makes something wrong.
    fn sign(
        &mut self,
        member: MemberNumber,
        body: Body,
        brings: Option<CommandLineKey>,
        how: u8,
        fault: u8,
    ) {
        let state = &self.network.state;
        let held: Vec<KeyNumber> = state
            .find_member(member)
            .map(|it| it.keys.iter().map(|key| key.number).collect())
            .unwrap_or_default();
        let number = usize::from(how)
            .checked_rem(held.len())
            .map_or(KeyNumber(0), |place| held[place]);
        let next_key = state.find_member(member).map(|it| it.next_key);
        let next = state.find_member(member).map_or(1, |it| it.next_sequence);
        let time_ms = self.network.time_ms;
        let mut operation = Operation {
            network: state.network,
            member,
            sequence: next,
            expires_ms: time_ms + u64::from(how),
            body,
        };
        match fault {
            0..=3 => operation.sequence = next.saturating_sub(u64::from(fault)),
            4..=7 => operation.sequence = next + u64::from(fault),
            8..=11 => operation.network = NetworkId([fault; 32]),
            12..=15 => operation.expires_ms = time_ms - 1,
            16..=19 => operation.expires_ms = time_ms + 3_600_001,
            20..=23 => operation.member = self.somebody(how),
            _ => {}
        }
        let stray = CommandLineKey::from_seed(&[255; 32]);
        let key = self.keys.get(&(member, number)).unwrap_or(&stray);
        let key = if (24..=27).contains(&fault) {
            &stray
        } else {
            key
        };
        let signature = key.sign(number, &operation.signing_hash().0);
        if (28..=31).contains(&fault) {
            operation.expires_ms += 1;
        }
        let before = self.network.entries.len();
        self.submit(Act::Operation(Box::new(SignedOperation {
            operation,
            signature,
        })));
        if self.network.entries.len() > before
            && let (Some(key), Some(number)) = (brings, next_key)
        {
            self.keys.insert((member, number), key);
        }
    }

    fn join(&mut self, whom: u8, how: u8, fault: u8) {
        let key = self.network.new_key();
        let network = self.network.state.network;
        let invitation = self
            .some_link(whom)
            .filter(|_| how > 32)
            .map(|(public, link)| {
                let hash = invitation_hash(network, &key.public_key());
                match link.sign(KeyNumber(0), &hash.0) {
                    Signature::Ed25519 { mut bytes, .. } => {
                        bytes[0] ^= u8::from(fault < 8);
                        InvitationProof {
                            key: public,
                            signature: bytes,
                        }
                    }
                    Signature::WebAuthn { .. } => unreachable!("links are Ed25519"),
                }
            });
        let number = self.network.state.members.len() + 1;
        let operation = Operation {
            network,
            member: MemberNumber(u32::from(fault == 8)),
            sequence: 1 + u64::from(fault == 9),
            expires_ms: self.network.time_ms,
            body: Body::Join(Join {
                key: key.public_key(),
                invitation,
            }),
        };
        let signature = key.sign(
            KeyNumber(u32::from(fault == 10)),
            &operation.signing_hash().0,
        );
        self.submit(Act::Operation(Box::new(SignedOperation {
            operation,
            signature,
        })));
        if self.network.state.members.len() == number {
            let member = MemberNumber(u32::try_from(number).expect("few members"));
            self.keys.insert((member, KeyNumber(0)), key);
        }
    }

    /// Settles some round for one or two people with a sum that may be too much.
    fn settle(&mut self, who: u8, whom: u8, how: u8) {
        let round = RoundNumber(self.network.state.settled.0 + u32::from(how % 8 == 7));
        let most = 1 << (u32::from(how) % 34);
        let earned: BTreeMap<MemberNumber, MicroShares> = [(who, most), (whom, most / 2)]
            .into_iter()
            .map(|(byte, amount)| (self.somebody(byte), MicroShares(amount)))
            .collect();
        let result = result_of(round, earned.into_iter().collect());
        let act = Act::SettleRound {
            round,
            file: Digest([how; 32]),
            result: result.digest(),
        };
        let accepted = self.network.submit(act, Some(result)).is_ok();
        self.accepted += u32::from(accepted);
    }

    /// Submits; [`Network::submit`] checks that deciding changes nothing.
    fn submit(&mut self, act: Act) {
        let accepted = self.network.submit(act, None).is_ok();
        self.accepted += u32::from(accepted);
    }
}

/// What holds between the parts of a state, whatever happened.
fn check_state(state: &State) {
    crate::assigning::check_conserved(state);
    assert_eq!(
        state.pool.0 + state.issued.0,
        state.charter.contribution_pool.0
    );
    assert!(state.settled <= state.round);
    check_keys(state);
    check_vouches(state);
    check_proposals(state);
    check_timers(state);
}

fn check_keys(state: &State) {
    let mut owned = 0;
    for (number, member) in state.numbered_members() {
        for held in &member.keys {
            assert_eq!(state.key_owners.get(&held.key), Some(&number));
            assert!(held.number < member.next_key);
        }
        let first = member
            .keys
            .iter()
            .filter(|it| it.number == KeyNumber(0))
            .count();
        owned += member.keys.len() - first + 1;
        let sessions = member
            .keys
            .iter()
            .filter(|it| it.kind != KeyKind::Full)
            .count();
        assert!(sessions <= 16);
        assert!(member.full_keys() <= usize::from(state.charter.keys_max));
        assert_eq!(
            member.full_keys() == 0,
            member.left_ms.is_some(),
            "nobody is locked out"
        );
    }
    assert_eq!(
        owned,
        state.key_owners.len(),
        "held keys, and the first of everybody"
    );
}

fn check_vouches(state: &State) {
    for (number, member) in state.numbered_members() {
        assert!(member.vouches_open() <= usize::from(state.charter.vouches_open_max));
        let charged = state
            .invitations
            .values()
            .filter(|it| it.by == number && !it.is_free)
            .count();
        assert_eq!(charged, usize::from(member.invitations));
        for vouch in &member.vouches {
            let person = state
                .find_member(vouch.to)
                .expect("somebody is vouched for");
            assert!(person.vouched_by.contains(&number));
            assert_ne!(vouch.to, number);
        }
        assert!(member.vouched_by.is_sorted_by(|a, b| a < b));
    }
}

fn check_proposals(state: &State) {
    let mut sponsored: BTreeMap<MemberNumber, u16> = BTreeMap::new();
    let mut open: BTreeMap<TrackName, u16> = BTreeMap::new();
    for proposal in &state.proposals {
        if proposal.is_live() {
            for sponsor in &proposal.sponsors {
                *sponsored.entry(*sponsor).or_default() += 1;
            }
        }
        if proposal.is_open() {
            let insists = proposal.ranked.as_ref().is_some_and(|it| it.is_insisting);
            if proposal.petitioned_ms.is_none() && !insists {
                *open.entry(proposal.track).or_default() += 1;
            }
            let tally = proposal
                .ballots
                .iter()
                .fold(Tally::default(), |tally, it| tally.with(None, it.1.choice));
            assert_eq!(tally, proposal.tally);
            let snapshot = proposal.snapshot.as_ref().expect("an open vote");
            let voters = state
                .numbered_members()
                .filter(|(number, _)| snapshot.voters.contains(*number))
                .count();
            assert_eq!(voters, usize::try_from(snapshot.electorate).expect("few"));
            let count = proposal.count();
            let counted = count.direct.votes() + count.carried.votes();
            assert!(counted <= u64::from(snapshot.electorate));
            let weight = count.stewards.sides() + count.stewards.abstain;
            assert!(weight <= snapshot.weights.total);
        } else if !matches!(proposal.stage, Stage::Panel { .. }) {
            assert!(proposal.ballots.is_empty());
        }
    }
    for (track, count) in open {
        assert!(count <= state.charter.tracks.get(track).at_once_max);
    }
    for (number, member) in state.numbered_members() {
        let count = sponsored.get(&number).copied().unwrap_or(0);
        assert_eq!(member.sponsored, count);
        assert!(count <= state.charter.sponsored_max);
    }
}

/// Every timer lies ahead, and every live proposal has the ones of its stage and no other.
fn check_timers(state: &State) {
    assert!(
        state
            .next_timer_ms()
            .is_some_and(|due_ms| due_ms > state.time_ms)
    );
    let mut expected = crate::electing::check_state(state);
    expected.extend(crate::books::check_state(state));
    expected.extend(crate::calling::check_state(state));
    expected.extend(crate::granting::check_state(state));
    expected.extend(crate::assigning::timers(state));
    for proposal in &state.proposals {
        let id = proposal.id;
        match proposal.stage {
            Stage::Draft {
                opens_ms,
                expires_ms,
            } => {
                if opens_ms > state.time_ms {
                    expected.insert((opens_ms, Timer::DraftMatures(id)));
                }
                if expires_ms > state.time_ms {
                    expected.insert((expires_ms, Timer::DraftExpires(id)));
                } else {
                    assert!(
                        proposal.is_sponsored() || proposal.petitioned_ms.is_some(),
                        "only a draft that waits for room outlives its time"
                    );
                }
            }
            Stage::Open { closes_ms } => {
                expected.insert((closes_ms, Timer::VoteCloses(id)));
                let passes_ms = proposal.passes_ms();
                expected.extend(passes_ms.map(|at_ms| (at_ms, Timer::VotePasses(id))));
            }
            Stage::BetweenReadings { opens_ms } => {
                if opens_ms > state.time_ms {
                    expected.insert((opens_ms, Timer::ReadingOpens(id)));
                }
            }
            Stage::Panel { draws_ms, until_ms } => {
                if draws_ms > state.time_ms {
                    expected.insert((draws_ms, Timer::PanelDraws(id)));
                }
                expected.insert((until_ms, Timer::PanelEnds(id)));
            }
            Stage::Confirming { until_ms } => {
                expected.insert((until_ms, Timer::ConfirmEnds(id)));
            }
            Stage::Timelock { until_ms } => {
                expected.insert((until_ms, Timer::TimelockEnds(id)));
            }
            Stage::Enacted | Stage::Failed(_) | Stage::Withdrawn => {}
        }
    }
    let rounds = state
        .timers
        .iter()
        .filter(|(_, timer)| *timer == Timer::RoundCloses(state.round));
    expected.extend(rounds.copied());
    assert_eq!(expected, state.timers);
    let closes = state
        .timers
        .iter()
        .filter(|(_, it)| matches!(it, Timer::RoundCloses(_)));
    assert_eq!(closes.count(), 1);
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    proptest::collection::vec(any::<Move>(), 1..160)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_accepted_sequence_replays_and_no_rejected_act_changes_anything(
        template in proptest::sample::select(vec![Template::Circle, Template::Cooperative, Template::Network]),
        moves in moves(),
    ) {
        let mut town = Town::found(template);
        for it in moves {
            town.play(it);
        }
        town.network.replay();
    }
}

/// A long life in one network: most stages are reached, and everything still holds.
#[test]
fn a_long_life_reaches_every_stage() {
    let mut town = Town::found(Template::Network);
    let mut draw = crate::bytes::Draw::new(7);
    for _ in 0..3_000 {
        let mut it = Move::default();
        it.fill_with(|| draw.byte());
        town.play(it);
    }
    town.network.replay();
    let state = &town.network.state;
    let reached = |is_it: fn(&Stage) -> bool| {
        let stages = || state.proposals.iter().flat_map(|it| &it.history);
        stages().any(|(stage, _)| is_it(stage))
    };
    assert!(town.accepted > 200, "{} accepted", town.accepted);
    assert!(reached(|stage| matches!(stage, Stage::Withdrawn)));
    assert!(reached(|stage| matches!(stage, Stage::Failed(_))));
    assert!(reached(|stage| matches!(stage, Stage::Confirming { .. })));
    assert!(state.proposals.iter().any(|it| it.petitioned_ms.is_some()));
    assert!(
        town.network
            .entries
            .iter()
            .any(|(entry, _)| match &entry.act {
                Act::Operation(signed) => matches!(signed.operation.body, Body::Delegate { .. }),
                Act::Tick | Act::SettleRound { .. } => false,
            })
    );
    assert!(reached(|stage| matches!(stage, Stage::Enacted)));
    assert!(reached(|stage| matches!(stage, Stage::Panel { .. })));
    assert!(state.settled.0 > 1, "{} rounds settled", state.settled);
    assert!(state.moderation.version > 1);
}
