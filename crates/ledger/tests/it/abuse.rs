//! What somebody might try: each row once stood for a hole, or shows that there is none.

use ledger::Rejection;
use ledger::apply::decide;
use ledger::charter::{Charter, Template};
use ledger::entry::{Act, Entry};
use ledger::ids::{Digest, KeyNumber, MemberNumber, MicroShares, NetworkId, RoundNumber};
use ledger::operation::{
    BYTES_MAX, Body, DecodeFault, Operation, Payload, Propose, SignedOperation,
};
use ledger::policy::{ModerationChange, Rule, Step};
use ledger::round::RoundResult;
use ledger::signature::Signature;
use ledger::{State, authenticator::CommandLineKey};

use crate::script::{Network, check, founding};

/// Whoever leaves within the life of their join cannot be made a member again by resending it.
#[test]
fn a_join_makes_one_member_only() {
    check(
        Template::Network,
        "
        join ana
        ana leave
        rejoin ana                   => key-in-use
        join ben
        ben add-key spare
        ben revoke-sessions
        rejoin ben                   => key-in-use
        ",
    );
}

/// Who comes back after a long absence and opens a vote with their first act is in it.
#[test]
fn whoever_opens_the_vote_may_vote() {
    check(
        Template::Circle,
        "
        crowd 3
        wait 2352
        m0 propose statement
        proposal 1                   => open
        electorate 1                 => 1
        m0 vote 1 yes
        m1 vote 1 yes                => not-in-electorate
        ",
    );
}

/// A draft that has its sponsors waits for room as long as it takes: only drafts that lack
/// sponsors fail for want of them.
#[test]
fn a_sponsored_draft_does_not_fail_for_want_of_sponsors() {
    let mut charter = Charter::of(Template::Circle);
    charter.tracks.policy.at_once_max = 1;
    charter.tracks.policy.voting_ticks = 1_000;
    charter.draft_ticks_max = 500;
    let mut network = Network::found(charter);
    network.check(
        "
        crowd 3
        m0 propose statement
        proposal 1                   => open
        m1 propose statement
        proposal 2                   => draft
        wait 999
        proposal 1                   => open
        proposal 2                   => draft
        wait 1
        proposal 1                   => failed-support
        proposal 2                   => open
        ",
    );
}

/// An invitation that nobody used gives its vouch back when the round closes.
#[test]
fn an_expired_invitation_frees_its_vouch() {
    let mut charter = Charter::of(Template::Cooperative);
    charter.bootstrap_members = 1;
    charter.vouches_open_max = 1;
    let mut network = Network::found(charter);
    network.check(
        "
        founder invite link
        founder invite other         => vouch-limit
        wait 168
        join ana with link           => invitation-not-found
        founder withdraw-invitation link => invitation-not-found
        founder invite other
        join ana with other
        founder invite third         => vouch-limit
        ",
    );
}

#[test]
fn invitations_work_once_for_whoever_holds_their_secret() {
    check(
        Template::Cooperative,
        "
        crowd 20
        m0 invite link
        m1 withdraw-invitation link  => invitation-not-found
        m0 withdraw-invitation link
        join ana with link           => invitation-not-found
        m0 invite next               => vouch-round-limit
        m1 invite link
        wait 24
        join ana with link
        join ben with link           => invitation-not-found
        m1 withdraw-invitation link  => invitation-not-found
        m2 invite late
        wait 25
        join ben with late           => invitation-expired
        m3 invite gone
        m3 leave
        join ben with gone           => invitation-not-found
        ",
    );
}

#[test]
fn a_session_key_casts_ballots_and_nothing_else_until_its_end() {
    check(
        Template::Circle,
        "
        crowd 3
        m0 propose statement
        m0 grant browser 721         => session-too-long
        m0 grant browser 0           => session-too-long
        m0 grant browser 10
        browser vote 1 yes
        browser vouch m1             => session-may-not
        browser leave                => session-may-not
        browser grant more 5         => session-may-not
        browser revoke-sessions      => session-may-not
        wait 10
        browser vote 1 no            => session-expired
        m0 grant again 10
        browser vote 1 no            => key-not-found
        m0 revoke-sessions
        again vote 1 no              => key-not-found
        ",
    );
}

/// Sixteen sessions at once; those that are over make room.
#[test]
fn sessions_are_bounded() {
    let mut network = Network::found(Charter::of(Template::Circle));
    for index in 0..16 {
        network.check(&format!("founder grant s{index} 5"));
    }
    network.check(
        "
        founder grant more 5         => too-many-keys
        wait 5
        founder grant more 5
        ",
    );
    assert_eq!(network.state.members[0].keys.len(), 2);
}

#[test]
fn an_added_key_waits_and_a_pending_one_can_be_stopped() {
    check(
        Template::Cooperative,
        "
        founder add-key spare
        spare vouch founder          => key-not-in-force
        wait 23
        spare remove-key 0           => key-not-in-force
        founder remove-key 1
        wait 1
        spare remove-key 0           => key-not-found
        founder add-key k2
        founder add-key k3
        founder add-key k4
        founder add-key k5
        founder add-key k6
        founder add-key k7
        founder add-key k8
        founder add-key k9           => too-many-keys
        ",
    );
}

/// Leaving ends keys, invitations and ballots to come; what was done stays done.
#[test]
fn whoever_leaves_is_gone_and_their_drafts_are_not() {
    check(
        Template::Circle,
        "
        crowd 11
        m0 propose statement
        m0 leave
        m0 vote 1 yes                => member-left
        m1 withdraw 1                => not-the-author
        m1 sponsor 1
        proposal 1                   => open
        m1 vote 1 yes
        m1 leave
        count 1                      => 1:0:0:0
        m1 vote 1 no                 => member-left
        m2 vouch m1                  => member-left
        wait 72
        proposal 1                   => failed-support
        ",
    );
}

/// Nobody who is not here becomes a moderator.
#[test]
fn moderators_are_members_who_are_here() {
    check(
        Template::Circle,
        "
        crowd 3
        m1 propose stranger-moderates => member-not-found
        m0 leave
        m1 propose second-moderates  => member-left
        ",
    );
    let network = Network::found(Charter::of(Template::Circle));
    let key = CommandLineKey::from_seed(&[7; 32]);
    let found = |moderators: Vec<u32>| {
        let mut founding = founding(network.state.charter.clone(), &key);
        let moderators = moderators.into_iter().map(MemberNumber).collect();
        founding
            .moderation
            .push(ModerationChange::Moderators(moderators));
        let act = signed(
            &key,
            NetworkId::default(),
            1,
            1,
            Body::Found(Box::new(founding)),
        );
        decide(&State::empty(), 1, &act, None).map(|_| ())
    };
    assert_eq!(found(vec![1]), Ok(()));
    assert_eq!(found(vec![1, 2]), Err(Rejection::FoundingUnsound));
}

/// A vouch for somebody who has enough already does not make them an associate again.
#[test]
fn only_the_deciding_vouch_makes_an_associate() {
    let mut charter = Charter::of(Template::Network);
    charter.vouches_needed = 1;
    charter.bootstrap_members = 3;
    let mut network = Network::found(charter);
    network.check(
        "
        join ana
        join ben
        join cas
        standing cas                 => guest
        ana vouch cas
        ben vouch cas
        ",
    );
    let mut state = State::empty();
    let mut made = Vec::new();
    for (entry, result) in &network.entries {
        let effects = decide(&state, entry.time_ms, &entry.act, result.as_ref()).expect("accepted");
        made.extend(effects.changes.iter().filter_map(|change| match change {
            ledger::Change::Vouched {
                made_associate_ms, ..
            } => Some(made_associate_ms.is_some()),
            _ => None,
        }));
        state.commit(entry, effects);
    }
    assert_eq!(made, [true, false]);
}

/// The bound of an operation holds inside a signed one and inside an entry.
#[test]
fn an_operation_is_never_larger_than_its_bound() {
    let mut network = Network::found(Charter::of(Template::Circle));
    let rule = |index: usize, bytes: usize| {
        ModerationChange::PutRule(Rule {
            id: format!("rule-{index}"),
            title: "A rule".to_owned(),
            text: "x".repeat(bytes),
            examples: vec!["y".repeat(500); 8],
            ladder: vec![Step::Warn],
        })
    };
    let body = |count: usize, bytes: usize| {
        let changes = (0..count).map(|index| rule(index, bytes)).collect();
        Body::Propose(Propose {
            payload: Payload::Moderation(changes),
            text: Digest([0; 32]),
        })
    };
    let (_, _, key) = network.people["founder"].clone();
    let act = signed(
        &key,
        network.state.network,
        network.time_ms,
        2,
        body(9, 4_000),
    );
    let Act::Operation(operation) = &act else {
        unreachable!("an operation was signed")
    };
    assert!(operation.operation.to_bytes().len() > BYTES_MAX);
    assert_eq!(
        SignedOperation::from_bytes(&operation.to_bytes()).err(),
        Some(DecodeFault::TooLarge)
    );
    let entry = Entry {
        index: network.state.entries,
        time_ms: network.time_ms,
        act: act.clone(),
    };
    assert_eq!(
        Entry::from_bytes(&entry.to_bytes()).err(),
        Some(DecodeFault::TooLarge)
    );
    assert_eq!(network.submit(act, None), Err(Rejection::Malformed));
    assert_eq!(network.sign("founder", body(7, 4_000)), Ok(()));
}

/// The founding is bound like every other operation.
#[test]
fn a_founding_is_signed_with_its_own_key_for_one_tick() {
    let key = CommandLineKey::from_seed(&[7; 32]);
    let founding = founding(Charter::of(Template::Circle), &key);
    let body = Body::Found(Box::new(founding.clone()));
    let decide_at =
        |time_ms: u64, act: &Act| decide(&State::empty(), time_ms, act, None).map(|_| ());
    let act = signed(&key, NetworkId::default(), 3_600_001, 1, body);
    assert_eq!(decide_at(0, &act), Err(Rejection::ExpiresTooFar));
    assert_eq!(decide_at(1, &act), Ok(()));
    assert_eq!(decide_at(3_600_002, &act), Err(Rejection::Expired));
    let Act::Operation(mut other) = act else {
        unreachable!("an operation was signed")
    };
    if let Signature::Ed25519 { key, .. } = &mut other.signature {
        *key = KeyNumber(5);
    }
    assert_eq!(
        decide_at(1, &Act::Operation(other)),
        Err(Rejection::Malformed)
    );
}

#[test]
fn a_charter_without_vouches_or_with_an_empty_vote_is_unsound() {
    let sound = Charter::of(Template::Cooperative);
    assert!(sound.is_sound());
    for spoil in [
        (|it| it.vouches_needed = 0) as fn(&mut Charter),
        |it| it.tick_ms = 0,
        |it| it.round_ticks = 0,
        |it| it.tracks.policy.voting_ticks = 0,
        |it| it.tracks.policy.at_once_max = 0,
        |it| it.tracks.policy.approval.from.0 = 10_001,
        |it| it.issuance_divisor = 0,
        |it| it.contribution_pool = MicroShares(u64::MAX),
        |it| it.veto.0 = 0,
        |it| it.electorate_rounds = 65,
    ] {
        let mut charter = sound.clone();
        spoil(&mut charter);
        assert!(!charter.is_sound(), "{charter:?}");
    }
}

/// A result says what it adds up to, names nobody for nothing, and stays under the quota.
#[test]
fn a_result_must_add_up() {
    let mut network = Network::found(Charter::of(Template::Cooperative));
    network.check("crowd 3\nwait 168");
    let result = |earned: &[(u32, u64)], issued: u64| RoundResult {
        round: RoundNumber(0),
        earned: earned
            .iter()
            .map(|(member, amount)| (MemberNumber(*member), MicroShares(*amount)))
            .collect(),
        active: earned
            .iter()
            .map(|(member, _)| MemberNumber(*member))
            .collect(),
        issued: MicroShares(issued),
        stays_in_pool: MicroShares(0),
        later: ledger::round::LaterResult::default(),
    };
    for (result, expected) in [
        (
            result(&[(1, 5), (2, 6)], 10),
            Err(Rejection::ResultMismatch),
        ),
        (result(&[(1, 5), (2, 0)], 5), Err(Rejection::ResultMismatch)),
        (
            result(&[(1, 5), (1, 5)], 10),
            Err(Rejection::ResultMismatch),
        ),
        (
            result(&[(2, 5), (1, 5)], 10),
            Err(Rejection::ResultMismatch),
        ),
        (
            result(&[(1, u64::MAX), (2, u64::MAX)], 0),
            Err(Rejection::IssuesTooMuch),
        ),
        (
            result(&[(1, 500_000_001)], 500_000_001),
            Err(Rejection::IssuesTooMuch),
        ),
        (result(&[(9, 5)], 5), Err(Rejection::EarnerNotFound)),
        (result(&[(1, 500_000_000)], 500_000_000), Ok(())),
    ] {
        let act = Act::SettleRound {
            round: RoundNumber(0),
            file: Digest([1; 32]),
            result: result.digest(),
        };
        let told = format!("{result:?}");
        assert_eq!(network.submit(act, Some(result)), expected, "{told}");
    }
    assert_eq!(network.state.issued, MicroShares(500_000_000));
    network.replay();
}

/// Signs as member 1 with key 0, to expire at `expires_ms`.
fn signed(
    key: &CommandLineKey,
    network: NetworkId,
    expires_ms: u64,
    sequence: u64,
    body: Body,
) -> Act {
    let operation = Operation {
        network,
        member: MemberNumber(1),
        sequence,
        expires_ms,
        body,
    };
    let signature = key.sign(KeyNumber(0), &operation.signing_hash().0);
    Act::Operation(Box::new(SignedOperation {
        operation,
        signature,
    }))
}
