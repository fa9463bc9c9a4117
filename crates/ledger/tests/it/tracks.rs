//! Tracks, curves, chambers and what holds a decision (GOVERNANCE §2, §3), each at its exact edge.

use ledger::chamber::{self, Weights};
use ledger::charter::{Charter, Class, Curve, Moment, Template, TrackName, Tracks};
use ledger::ids::{BasisPoints, MemberNumber, MicroShares, RoundNumber};
use ledger::member::Grant;
use ledger::panel::PanelRules;
use ledger::proposal::{
    Carried, Count, Failure, MemberSet, Snapshot, StewardTally, StewardsSay, Tally,
};
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use crate::script::Network;

/// A cooperative of forty whose drafts open at once and whose floor is out of the way.
pub(crate) fn quick() -> Charter {
    let charter = Charter::of(Template::Cooperative);
    Charter {
        bootstrap_members: 100,
        support_floor: 0,
        sponsors_floor: 0,
        sponsored_max: 50,
        vesting_cliff_rounds: 0,
        vesting_parts: 1,
        steward_cap: BasisPoints(5_000),
        tracks: Tracks::each(|name| ledger::charter::Track {
            draft_ticks: 0,
            ..charter.tracks.get(name).clone()
        }),
        ..charter
    }
}

/// Founds [`quick`] with forty members: the founder and m0 to m38.
pub(crate) fn forty(charter: Charter) -> Network {
    let mut network = Network::found(charter);
    network.check("crowd 39");
    network
}

fn check(script: &str) {
    let mut network = forty(quick());
    network.check(script);
    network.replay();
}

/// The table of GOVERNANCE §3, as it stands there.
#[test]
fn the_tracks_are_those_of_the_table() {
    let table = "
        charter       672  0 0        1000 1000  168  720 2
        existence    1008  0 0        2500 2500  336 1440 1
        policy        504  5001 5001   200  200   72  168 10
        more-data     672  6000 6000   300  300  168  336 3
        strategy      504  0 0         100  100    0  168 1
        money-rules   672  6600 0     1000  300  168  336 5
        small-spend   336  6600 5001   400   50   48   24 50
        medium-spend  504  6600 5001   500  100   96   72 25
        large-spend   672  6600 5001  1000  200  168  168 10
        recall        336  5001 5001   500  500   24   72 1
        offices       504  5001 5001   200  200   72  168 5
    ";
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    for (row, name) in rows.zip(TrackName::ALL) {
        for template in [Template::Cooperative, Template::Network] {
            let charter = Charter::of(template);
            let it = charter.tracks.get(name);
            let said = [
                it.voting_ticks,
                it.approval.from.0,
                it.approval.to.0,
                it.support.from.0,
                it.support.to.0,
                it.confirm_ticks,
                it.timelock_ticks,
                u32::from(it.at_once_max),
            ];
            let said: Vec<String> = said.iter().map(ToString::to_string).collect();
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(words, [&[name.word().to_owned()], said.as_slice()].concat());
        }
        let circle = Charter::of(Template::Circle);
        let it = circle.tracks.get(name);
        assert_eq!(
            (it.voting_ticks, it.confirm_ticks, it.timelock_ticks),
            (72, 0, 24)
        );
        assert_eq!(it.support, Curve::fixed(2_000));
    }
}

/// Deliberation first, where the template says so (GOVERNANCE §3, §12).
#[test]
fn drafts_stand_where_the_template_deliberates() {
    let stands = |template| {
        let charter = Charter::of(template);
        let stands = TrackName::ALL
            .into_iter()
            .filter(|name| charter.tracks.get(*name).draft_ticks == 264)
            .map(TrackName::word);
        stands.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(stands(Template::Circle), "");
    assert_eq!(
        stands(Template::Cooperative),
        "charter existence money-rules"
    );
    assert_eq!(
        stands(Template::Network),
        "charter existence policy more-data strategy money-rules large-spend"
    );
}

/// The table of GOVERNANCE §2, and a circle's majority.
#[test]
fn the_needs_are_those_of_the_table() {
    let table = "A 6667 6000, B 7500 6667, C 5001 0, D+ 6000 0, D− 5001 0, E 5001 0, F 5001 5001, \
                 G 5001 0, H 5500 5500, J 5001 0,  5001 0";
    for (row, class) in table.split(", ").zip(Class::ALL) {
        let needs = Charter::of(Template::Network).classes.get(class);
        let said = format!(
            "{} {} {}",
            class.letter(),
            needs.members.0,
            needs.stewards.0
        );
        assert_eq!(said, row);
        let circle = Charter::of(Template::Circle).classes.get(class);
        assert_eq!(
            (circle.members, circle.stewards),
            (needs.members, BasisPoints(0))
        );
    }
}

#[test]
fn a_curve_is_met_exactly_where_the_line_runs() {
    let at = |since_ms| Moment {
        since_ms,
        length_ms: 336,
    };
    let curve = Curve::line(400, 50);
    // 1 of 40 is 250 bp: the line is there at 400 − 350·t/336 = 250, t = 144.
    assert!(!curve.is_met(1, 40, at(143)));
    assert!(curve.is_met(1, 40, at(144)));
    assert_eq!(curve.met_from(1, 40, at(0)), Some(144));
    assert_eq!(curve.met_from(1, 40, at(200)), Some(200));
    assert_eq!(curve.met_from(1, 201, at(0)), None);
    assert_eq!(curve.met_from(1, 200, at(0)), Some(336));
    assert_eq!(curve.met_from(0, 0, at(0)), None);
    // After the planned close it stays.
    assert!(curve.is_met(1, 200, at(10_000)));
    assert!(!curve.is_met(1, 201, at(10_000)));
    assert_eq!(curve.shown_at(at(1)), BasisPoints(399));
    assert_eq!(curve.shown_at(at(336)), BasisPoints(50));
    assert_eq!(
        Curve::fixed(5_001).raised(BasisPoints(500)),
        Curve::fixed(5_501)
    );
    assert_eq!(
        Curve::fixed(9_900).raised(BasisPoints(500)),
        Curve::fixed(10_000)
    );
    assert_eq!(
        Curve::line(6_600, 0).at_least(BasisPoints(5_001)),
        Curve::line(6_600, 5_001)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The first moment is the first: one earlier fails, and every later one passes.
    #[test]
    fn the_first_moment_of_a_curve_is_the_first(
        from in 0_u32..=10_000, fall in 0_u32..=10_000, part in 0_u64..500, whole in 0_u64..500,
        now in 0_u64..2_000, length_ms in 1_u64..2_000,
    ) {
        let curve = Curve::line(from, from.saturating_sub(fall));
        let at = |since_ms| Moment { since_ms, length_ms };
        let first = (now..=now.max(length_ms)).find(|ms| curve.is_met(part, whole, at(*ms)));
        prop_assert_eq!(curve.met_from(part, whole, at(now)), first);
    }
}

fn snapshot(approval: Curve, support: Curve, stewards: StewardsSay) -> Snapshot {
    let mut track = Charter::of(Template::Cooperative).tracks.policy;
    track.approval = approval;
    track.support = support;
    Snapshot {
        opened_ms: 0,
        length_ms: 1_000,
        confirm_ms: 0,
        swing_ms: 0,
        lock_ms: 0,
        track,
        veto: BasisPoints(3_334),
        electorate: 100_000,
        support_least: 25,
        panel: PanelRules::of(&quick(), Class::Moderation),
        stewards,
        weights: Weights::default(),
        readings: 1,
        carried_max: 0,
        delegations: ledger::proposal::Delegates::default(),
        voters: MemberSet::default(),
    }
}

/// The thresholds at their edges: yes, no, abstain and veto votes, and what fails them.
#[test]
fn thresholds_are_met_exactly() {
    let snapshot = snapshot(Curve::fixed(5_001), Curve::fixed(0), StewardsSay::Nothing);
    let most = u32::MAX;
    for (yes, no, abstain, veto, expected) in [
        (0, 0, 0, 0, Some(Failure::Support)),
        (24, 0, 0, 0, Some(Failure::Support)),
        (25, 0, 0, 0, None),
        (25, 24, 0, 0, None),
        (25, 25, 0, 0, Some(Failure::Approval)),
        // Exactly half is not enough, nor is less than 5,001 bp of very many.
        (5_000, 5_000, 0, 0, Some(Failure::Approval)),
        (5_001, 4_999, 0, 0, None),
        (50_009, 49_991, 0, 0, Some(Failure::Approval)),
        (50_010, 49_990, 0, 0, None),
        // Abstaining counts against the share of vetoes, and nowhere else.
        (6_666, 0, 0, 3_334, Some(Failure::Veto)),
        (6_667, 0, 0, 3_333, None),
        (6_666, 0, 1, 3_334, None),
        (2, 0, 0, 1, Some(Failure::Support)),
        (0, 0, 0, 1, Some(Failure::Veto)),
        (most, most, most, most, Some(Failure::Approval)),
        (most, 0, 0, 0, None),
    ] {
        let count = Count {
            direct: Tally {
                yes,
                no,
                abstain,
                veto,
            },
            ..Count::default()
        };
        assert_eq!(snapshot.failure(&count, 0), expected, "{count:?}");
    }
}

/// Votes that delegates carry count in the approval, and in neither support nor veto.
#[test]
fn carried_votes_count_in_the_approval_alone() {
    let snapshot = snapshot(Curve::fixed(6_000), Curve::fixed(1), StewardsSay::Nothing);
    let count = |yes, carried_yes, carried_no| Count {
        direct: Tally {
            yes,
            ..Tally::default()
        },
        carried: Carried {
            yes: carried_yes,
            no: carried_no,
            abstain: 9,
        },
        ..Count::default()
    };
    assert_eq!(
        snapshot.failure(&count(24, 60, 0), 0),
        Some(Failure::Support)
    );
    assert_eq!(snapshot.failure(&count(25, 35, 40), 0), None);
    assert_eq!(
        snapshot.failure(&count(25, 34, 40), 0),
        Some(Failure::Approval)
    );
}

#[test]
fn the_stewards_are_asked_at_their_edge() {
    let count = |yes, no| Count {
        direct: Tally {
            yes: 30,
            ..Tally::default()
        },
        stewards: StewardTally {
            yes,
            no,
            abstain: 1_000,
        },
        ..Count::default()
    };
    let agree = |bp| {
        snapshot(
            Curve::fixed(1),
            Curve::fixed(0),
            StewardsSay::Agree(BasisPoints(bp)),
        )
    };
    let veto = |bp| {
        snapshot(
            Curve::fixed(1),
            Curve::fixed(0),
            StewardsSay::Veto(BasisPoints(bp)),
        )
    };
    let no = Some(Failure::Stewards);
    for (least, yes, against, expected) in [
        (6_000, 6_000, 4_000, None),
        (6_000, 5_999, 4_001, no),
        (6_667, 6_667, 3_333, None),
        (6_667, 6_666, 3_334, no),
        (5_001, 1, 1, no),
        (5_500, 11, 9, None),
        (5_500, 10, 9, no),
        (5_500, 0, 0, no),
    ] {
        assert_eq!(agree(least).failure(&count(yes, against), 0), expected);
    }
    let stopped = Some(Failure::StewardsVeto);
    assert_eq!(veto(6_667).failure(&count(3_333, 6_667), 0), stopped);
    assert_eq!(veto(6_667).failure(&count(3_334, 6_666), 0), None);
    assert_eq!(veto(6_667).failure(&count(0, 0), 0), None);
}

/// Weights are whole roots of whole shares, capped once on the uncapped total.
#[test]
fn weights_are_capped_once() {
    assert_eq!(chamber::weight(MicroShares(999_999)), 0);
    assert_eq!(chamber::weight(MicroShares(1_000_000)), 1);
    assert_eq!(chamber::weight(MicroShares(3_999_999)), 1);
    assert_eq!(chamber::weight(MicroShares(4_000_000)), 2);
    assert_eq!(chamber::weight(MicroShares(1_000_000_000_000_000)), 31_622);
    let charter = Charter::of(Template::Network);
    let weigh = |weights: &[u32], people| {
        let mut voters = MemberSet::default();
        (1..=40).for_each(|it| voters.insert(MemberNumber(it)));
        let weights = Weights::capped(weights, &voters, people, &charter);
        let each: Vec<u32> = weights.iter().map(|it| it.1).collect();
        (each, weights.total)
    };
    // 20,000 / 4 = 5,000 bp of 100; then 20,000 / 400 = 50 bp, and never less than 50.
    assert_eq!(weigh(&[97, 1, 1, 1], 4), (vec![50, 1, 1, 1], 53));
    assert_eq!(weigh(&[900, 100], 400), (vec![5, 5], 10));
    assert_eq!(weigh(&[900, 100], 401), (vec![5, 5], 10));
    assert_eq!(weigh(&[900, 100], 399), (vec![5, 5], 10));
    assert_eq!(weigh(&[900, 100], 390), (vec![5, 5], 10));
    assert_eq!(weigh(&[900, 100], 380), (vec![5, 5], 10));
    assert_eq!(weigh(&[9_000, 1_000], 380), (vec![52, 52], 104));
    // Whoever weighs something keeps at least one; whoever weighs nothing is not there.
    assert_eq!(weigh(&[3, 0, 1], 1_000), (vec![1, 1], 2));
    assert_eq!(weigh(&[], 0), (vec![], 0));
}

/// The test that tries: somebody buys a great many shares, and weighs what they weighed before.
#[test]
fn bought_shares_weigh_nothing() {
    let weights_of = |bought| {
        let mut network = forty(quick());
        let earned = Grant {
            round: RoundNumber(0),
            amount: MicroShares(400_000_000),
        };
        network.check("wait 168");
        network.state.members[1].grants.push(earned);
        network.state.members[2].bought = MicroShares(bought);
        network.state.members[1].bought = MicroShares(bought);
        network.state.derive();
        network.check("m0 propose budget:1000:grants=1");
        let snapshot = network.state.proposals[0].snapshot.clone();
        snapshot.expect("it is open")
    };
    let (none, many) = (weights_of(0), weights_of(u64::MAX));
    assert_eq!(none, many, "votes and weights are those without");
    assert_eq!(many.weights.get(MemberNumber(2)), 10);
    assert_eq!(many.weights.get(MemberNumber(3)), 0);
    assert_eq!(many.electorate, 40);
}

/// A spend passes when both lines were met for 48 ticks without a break (t6).
#[test]
fn a_small_spend_passes_as_soon_as_it_held() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:grants:m38:1000
        class 2                      => G small-spend
        approval 2                   => 6600
        needed 2                     => 2
        first 2 vote 2 yes
        wait 47
        proposal 2                   => open
        wait 1
        proposal 2                   => timelock
        wait 23
        envelope grants              => 50000
        wait 1
        proposal 2                   => enacted
        envelope grants              => 49000
        treasury                     => 999000
        # One of forty is 250 bp: the line falls there at tick 144, so it passes at 192.
        m0 propose spend:grants:m37:900
        m1 vote 3 yes
        electorate 3                 => 40
        wait 143
        needed 3                     => 2
        wait 1
        needed 3                     => 1
        wait 47
        proposal 3                   => open
        wait 1
        proposal 3                   => timelock
        # Six of ten are 6,000 bp: at 126.08 ticks the line is there.
        m0 propose spend:grants:m36:900
        first 6 vote 4 yes
        m6 vote 4 no
        m7 vote 4 no
        m8 vote 4 no
        m9 vote 4 no
        wait 174
        proposal 4                   => open
        wait 1
        proposal 4                   => timelock
        ",
    );
    network.replay();
}

/// A break begins the time anew; what was not held for long enough at the close has failed.
#[test]
fn a_break_begins_the_confirm_time_anew() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:grants:m38:1000
        first 2 vote 2 yes
        wait 47
        m2 vote 2 no
        m3 vote 2 no
        wait 1
        proposal 2                   => open
        m2 vote 2 yes
        m3 vote 2 yes
        wait 47
        proposal 2                   => open
        wait 1
        proposal 2                   => timelock
        # t7: 504 ticks, 96 to hold. Met at 408 it passes with the close, at 409 it has failed.
        m0 propose spend:grants:m37:5000
        class 3                      => G medium-spend
        m0 propose spend:grants:m36:5000
        wait 408
        first 20 vote 3 yes
        wait 1
        first 20 vote 4 yes
        wait 94
        proposal 3                   => open
        wait 1
        proposal 3                   => timelock
        proposal 4                   => failed-unconfirmed
        ",
    );
    network.replay();
}

/// A turn in the last 48 ticks gives 48 more, and with them the time to hold.
#[test]
fn a_late_turn_extends_a_moving_vote_once() {
    let mut network = with_budget();
    network.check(
        "
        m0 propose spend:grants:m38:1000
        wait 300
        first 20 vote 2 yes
        wait 36
        proposal 2                   => open
        wait 11
        proposal 2                   => open
        wait 1
        proposal 2                   => timelock
        m0 propose spend:grants:m37:900
        wait 300
        m0 vote 3 yes
        m1 vote 3 no
        wait 84
        proposal 3                   => failed-approval
        ",
    );
    network.replay();
}

/// Founds a network whose budget is in force: a treasury of 1,000,000.
pub(crate) fn with_budget() -> Network {
    let mut network = forty(quick());
    network.check(
        "
        m0 propose budget:1000000:team=30000,grants=50000
        class 1                      => F money-rules
        first 39 vote 1 yes
        wait 167
        proposal 1                   => open
        wait 1
        proposal 1                   => timelock
        wait 335
        treasury                     => 0
        wait 1
        proposal 1                   => enacted
        treasury                     => 1000000
        frozen                       => false
        ",
    );
    network
}

/// What touches value needs both chambers: all members but the heaviest are not enough.
#[test]
fn the_stewards_must_agree_on_money() {
    let script = "
        wait 168
        settle 0 m0 400000000 m1 100000000
        m0 propose budget:1000:grants=1
        stewards 1                   => 0:0 of 25
        first 39 vote 1 yes
        m0 vote 1 no
        stewards 1                   => 10:15 of 25
        wait 671
        proposal 1                   => open
        wait 1
        proposal 1                   => failed-stewards
        m1 propose budget:1000:grants=1
        first 39 vote 2 no
        m0 vote 2 yes
        stewards 2                   => 15:10 of 25
        wait 672
        proposal 2                   => failed-support
        ";
    check(script);
}

/// A charter change passes twice, sixty days apart, then waits, and then nothing else is enacted
/// for a week.
#[test]
fn a_charter_change_is_read_twice() {
    check(
        "
        m0 propose charter:veto=4000
        class 1                      => A charter
        first 20 vote 1 yes
        first 10 vote 1 no
        wait 672
        proposal 1                   => failed-approval
        m1 propose charter:guardians=7
        first 39 vote 2 yes
        wait 671
        proposal 2                   => open
        wait 1
        proposal 2                   => between-readings
        wait 1439
        m0 vote 2 yes                => not-open
        proposal 2                   => between-readings
        wait 1
        proposal 2                   => open
        count 2                      => 0:0:0:0
        first 39 vote 2 yes
        wait 672
        proposal 2                   => confirming
        wait 168
        proposal 2                   => timelock
        wait 700
        m5 propose statement
        wait 19
        charter guardians            => 5
        wait 1
        proposal 2                   => enacted
        charter guardians            => 7
        frozen                       => true
        wait 167
        frozen                       => true
        wait 1
        frozen                       => false
        ",
    );
}

/// What falls due in the freeze is enacted at its end, and not a tick later.
#[test]
fn the_freeze_defers_and_loses_nothing() {
    check(
        "
        m0 propose appoint:guardian:m9
        class 1                      => J offices
        m1 propose rule
        m2 propose appoint:guardian:m10
        first 39 vote 1 yes
        first 39 vote 2 yes
        first 39 vote 3 yes
        wait 504
        wait 72
        proposal 2                   => timelock
        wait 168
        proposal 1                   => enacted
        holds m9 guardian            => true
        proposal 2                   => timelock
        wait 167
        policy                       => 1/1
        wait 1
        proposal 2                   => enacted
        policy                       => 2/1
        # The second appointment waited, too; it freezes in its turn.
        proposal 3                   => enacted
        holds m10 guardian           => true
        frozen                       => true
        ",
    );
}

/// Existence: a quarter of all members in person, active or not.
#[test]
fn existence_needs_a_quarter_of_all_members() {
    check(
        "
        m0 propose existence:sale
        class 1                      => B existence
        needed 1                     => 10
        first 9 vote 1 yes
        wait 1008
        proposal 1                   => failed-support
        m1 propose existence:merger
        first 10 vote 2 yes
        wait 1008
        proposal 2                   => confirming
        wait 336
        proposal 2                   => timelock
        wait 1440
        proposal 2                   => enacted
        # Everybody but ten has been away for thirteen weeks: the electorate shrinks, the quarter
        # of all members does not.
        wait 2184
        m0 propose statement
        m1 propose statement
        m2 propose statement
        m3 propose existence:sale
        electorate 6                 => 4
        needed 6                     => 10
        ",
    );
}

/// A retry within ninety days needs 500 bp more; a day later it does not.
#[test]
fn a_retry_needs_more() {
    check(
        "
        m0 propose rule
        first 10 vote 1 no
        wait 504
        proposal 1                   => failed-support
        m1 propose other-rule
        approval 2                   => 5501
        m2 propose no-spam-rule
        approval 3                   => 5001
        wait 2160
        m3 propose rule
        approval 4                   => 5501
        wait 504
        wait 1
        m3 propose forget-searches
        approval 5                   => 5001
        ",
    );
}

/// Each track has its own queue; the oldest that waits is next.
#[test]
fn every_track_has_its_own_room() {
    let mut charter = quick();
    charter.tracks.policy.at_once_max = 1;
    let mut network = forty(charter);
    network.check(
        "
        m0 propose statement
        m1 propose rule
        m2 propose statement
        m3 propose appoint:guardian:m9
        proposal 1                   => open
        proposal 2                   => draft
        proposal 3                   => draft
        proposal 4                   => open
        wait 504
        proposal 1                   => failed-support
        proposal 2                   => open
        proposal 3                   => draft
        wait 504
        proposal 3                   => open
        ",
    );
    network.replay();
}
