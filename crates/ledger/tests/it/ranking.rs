//! The ranked roadmap of a quarter (GOVERNANCE §2 E, §3; ADR-0017): items, costs, rankings, the count,
//! the stewards' sending back and the members' insisting, each at its edges.

use ledger::State;
use ledger::charter::{Charter, Template};
use ledger::ids::{Digest, MemberNumber, Money, ProposalId, Quarter};
use ledger::operation::{Body, Payload};
use ledger::proposal::Proposal;
use ledger::roadmap::{self, ItemNumber, ItemRanking, RankedVote, SendBackRules};
use proptest::prelude::{any, prop_assert_eq, proptest};

use crate::script::Network;
use crate::tracks::{forty, quick};

/// Reads the number of a quarter.
pub(crate) fn payload(quarter: &str) -> Payload {
    Payload::Roadmap(Quarter(quarter.parse().expect("a quarter")))
}

/// What somebody does with the newest roadmap, if there is one.
pub(crate) fn somehow(state: &State, whom: u8, how: u8) -> Body {
    let newest = state.proposals.iter().rev().find(|it| it.ranked.is_some());
    let proposal = newest.map_or(ProposalId(1), |it| it.id);
    let (one, two) = (ItemNumber(u16::from(whom) % 4), ItemNumber(2));
    let ranking = match how % 3 {
        0 => vec![vec![one], vec![two]],
        _ => vec![vec![one, two]],
    };
    match how / 2 % 5 {
        0 | 1 => Body::AddItem {
            proposal,
            text: Digest([how; 32]),
        },
        2 => Body::CostItem {
            proposal,
            item: one,
            cost: Money(how.into()),
        },
        _ => Body::RankItems { proposal, ranking },
    }
}

/// Reads `item 1`, `cost 1 2 500` and `order 1 3>1=2`.
pub(crate) fn body(words: &[&str]) -> Body {
    let proposal = |id: &str| ProposalId(id.parse().expect("a proposal number"));
    match words {
        ["item", id] => Body::AddItem {
            proposal: proposal(id),
            text: Digest([6; 32]),
        },
        ["cost", id, item, cost] => Body::CostItem {
            proposal: proposal(id),
            item: ItemNumber(item.parse().expect("an item")),
            cost: Money(cost.parse().expect("an amount")),
        },
        ["order", id, order] => Body::RankItems {
            proposal: proposal(id),
            ranking: read(order),
        },
        other => panic!("no such line: {other:?}"),
    }
}

fn read(order: &str) -> ItemRanking {
    let item = |it: &str| ItemNumber(it.parse().expect("an item"));
    let group = |it: &str| match it {
        "-" => Vec::new(),
        items => items.split('=').map(item).collect(),
    };
    order.split('>').map(group).collect()
}

/// Writes the order of a count as a script reads it; `-` before the count.
pub(crate) fn order_of(proposal: &Proposal) -> String {
    let ranked = proposal.ranked.as_ref().expect("a roadmap");
    let group = |group: &Vec<ItemNumber>| {
        let items: Vec<String> = group.iter().map(|it| it.0.to_string()).collect();
        items.join("=")
    };
    let groups: Vec<String> = ranked.order.iter().map(group).collect();
    if groups.is_empty() {
        "-".to_owned()
    } else {
        groups.join(">")
    }
}

fn check(network: &mut Network, script: &str) {
    network.check(script);
    network.replay();
}

/// Forty members, three items, the vote open.
fn ballot(charter: Charter) -> Network {
    let mut network = forty(charter);
    network.check(
        "
        m0 propose roadmap:0
        class 1                      => E strategy
        m0 item 1
        m1 item 1
        m2 item 1
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        wait 239
        proposal 1                   => draft
        wait 1
        proposal 1                   => open
        ",
    );
    network
}

#[test]
fn items_come_first_and_then_their_costs() {
    let mut network = forty(quick());
    check(
        &mut network,
        "
        m0 propose roadmap:2         => payload-out-of-bounds
        m0 propose roadmap:0
        m1 propose roadmap:0         => roadmap-underway
        m1 propose roadmap:1
        m0 propose statement
        m0 item 3                    => not-a-ranking
        m0 item 9                    => proposal-not-found
        m0 item 1
        m0 item 1
        m0 item 1
        m0 item 1                    => items-full
        m0 cost 1 1 500              => not-on-team
        m0 order 1 1                 => not-open
        m0 withdraw 1
        m0 propose roadmap:0
        m0 item 4
        m1 item 4
        m0 withdraw 4                => items-of-others
        wait 167
        m2 item 4
        wait 1
        m2 item 4                    => items-closed
        ",
    );
}

#[test]
fn the_core_team_says_what_an_item_costs_until_the_ballots_open() {
    let mut network = forty(quick());
    check(
        &mut network,
        "
        m0 propose mandate:m5:52
        all vote 1 yes
        wait 744
        holds m5 team                => true
        m0 propose roadmap:0
        m0 item 2
        m1 item 2
        m4 cost 2 1 500              => not-on-team
        m5 cost 2 3 500              => item-not-found
        m5 cost 2 0 500              => item-not-found
        m5 cost 2 1 9223372036854775808 => payload-out-of-bounds
        m5 cost 2 1 500
        m5 cost 2 1 600
        m1 sponsor 2
        m2 sponsor 2
        m3 sponsor 2
        wait 239
        m5 cost 2 2 0
        wait 1
        proposal 2                   => open
        m5 cost 2 2 100              => not-a-draft
        ",
    );
    let ranked = network.state.proposals[1].ranked.as_ref().expect("ranked");
    let costs: Vec<_> = ranked.items.iter().map(|it| it.cost).collect();
    assert_eq!(costs, [Some(Money(600)), Some(Money(0))]);
}

/// One item is nothing to rank, however many sponsors want it.
#[test]
fn a_roadmap_of_one_item_fails_when_it_could_open() {
    let mut network = forty(quick());
    check(
        &mut network,
        "
        m0 propose roadmap:0
        m0 item 1
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        wait 240
        proposal 1                   => failed-toofewitems
        m1 propose roadmap:0
        ",
    );
}

/// Items without sponsors wait for them; a petition does not cut the time for items.
#[test]
fn sponsors_may_come_after_the_items() {
    let mut network = forty(Charter {
        petition_ticks: 1,
        sponsors_floor: 4,
        ..quick()
    });
    check(
        &mut network,
        "
        m0 propose roadmap:0
        m0 item 1
        m1 item 1
        wait 240
        proposal 1                   => draft
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        proposal 1                   => open
        m0 propose roadmap:1
        m0 petition 2
        m1 petition 2
        proposal 2                   => draft
        m0 item 2
        m1 item 2
        wait 239
        proposal 2                   => draft
        wait 1
        proposal 2                   => open
        ",
    );
}

#[test]
fn rankings_are_counted_and_the_order_comes_into_force() {
    let mut network = ballot(quick());
    check(
        &mut network,
        "
        m0 vote 1 yes                => ranking-asked
        m0 order 1 -                 => ranking-unsound
        m0 order 1 1>-               => ranking-unsound
        m0 order 1 1>1               => ranking-unsound
        m0 order 1 1=4               => ranking-unsound
        m0 order 1 0                 => ranking-unsound
        m0 order 1 1>2>3
        m1 order 1 2>3=1
        m2 order 1 3>2
        m3 order 1 1
        m3 order 1 2>1
        count 1                      => 4:0:0:0
        ranked 1                     => -
        wait 504
        ranked 1                     => 2>1>3
        proposal 1                   => timelock
        m0 order 1 1                 => not-open
        wait 167
        proposal 1                   => timelock
        wait 1
        proposal 1                   => enacted
        m4 propose roadmap:0
        ",
    );
    assert_eq!(
        network.state.roadmaps[&Quarter(0)].by,
        ProposalId(1),
        "the roadmap in force"
    );
    let ranked = network.state.proposals[0].ranked.as_ref().expect("ranked");
    assert!(ranked.ballots.is_empty(), "who ranked how is dropped");
    assert_eq!(ranked.papers.iter().map(|it| it.1).sum::<u64>(), 4);
    let account = ranked.account().expect("counted");
    assert_eq!(roadmap::order(&account), ranked.order);
    let (one, two) = (ledger::count::Candidate(0), ledger::count::Candidate(1));
    assert_eq!(account.preferred.of(one, two), 1);
    assert_eq!(account.preferred.of(two, one), 3);
}

/// What nothing tells apart stays tied.
#[test]
fn ties_are_shown_as_ties() {
    let mut network = ballot(quick());
    check(
        &mut network,
        "
        m0 order 1 1>2>3
        m1 order 1 2>1>3
        wait 504
        ranked 1                     => 1=2>3
        ",
    );
}

/// A hundredth of the electorate, here of 300: three ballots are enough, two are not.
#[test]
fn too_few_rankings_decide_nothing() {
    for (ballots, outcome) in [(2, "failed-support"), (3, "timelock")] {
        let mut network = Network::found(Charter {
            bootstrap_members: 400,
            ..quick()
        });
        network.check(
            "
            crowd 299
            m0 propose roadmap:0
            m0 item 1
            m1 item 1
            ",
        );
        for sponsor in 1..30 {
            network.check(&format!("m{sponsor} sponsor 1"));
        }
        network.check("wait 240\n electorate 1 => 300");
        for voter in 0..ballots {
            network.check(&format!("m{voter} order 1 1>2"));
        }
        network.check(&format!(
            "wait 504\n proposal 1 => {outcome}\n ranked 1 => 1>2"
        ));
    }
}

/// Whoever casts no ballot counts through their delegate, in the order and not in the support.
#[test]
fn a_delegates_ranking_counts_for_those_it_carries() {
    let mut network = forty(quick());
    check(
        &mut network,
        "
        m7 delegate product m0
        m8 delegate product m0
        m9 delegate product m0
        m0 propose roadmap:0
        m0 item 1
        m1 item 1
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        wait 240
        m0 order 1 1>2
        m1 order 1 2>1
        m2 order 1 2>1
        m9 order 1 2>1
        count 1                      => 4:0:0:0
        carried 1                    => 2:0:0
        wait 456
        m0 order 1 2>1               => ballot-locked
        wait 48
        ranked 1                     => 1=2
        ",
    );
}

/// Weights 3 for m0, 1 each for m1 and m2, 5 in all: m0's three fifths are not two thirds, with m1
/// four fifths are; one fifth of the weight is enough turnout, m1's alone.
#[test]
fn the_stewards_send_back_at_their_edge() {
    let earned = "
        wait 168
        settle 0 m0 9000000 m1 1000000 m2 1000000
        ";
    let waits = "
        m0 propose roadmap:0
        m0 item 1
        m1 item 1
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        wait 240
        m0 order 1 1>2
        wait 504
        proposal 1                   => timelock
        m5 vote 1 no                 => not-in-electorate
        ";
    let charter = Charter {
        steward_cap: ledger::ids::BasisPoints(10_000),
        ..quick()
    };
    for (said, outcome) in [
        ("", "enacted"),
        ("m0 vote 1 no\n m1 vote 1 yes\n m2 vote 1 yes", "enacted"),
        ("m0 vote 1 no\n m1 vote 1 no\n m2 vote 1 yes", "open"),
        ("m0 vote 1 yes\n m1 vote 1 no", "enacted"),
        ("m1 vote 1 no", "open"),
        ("m1 vote 1 no\n m1 vote 1 abstain", "enacted"),
        ("m1 vote 1 no\n m0 vote 1 abstain", "open"),
        ("m1 vote 1 no\n m1 vote 1 yes", "enacted"),
        ("m1 vote 1 veto", "open"),
    ] {
        let mut network = forty(charter.clone());
        network.check(earned);
        network.check(waits);
        network.check(said);
        network.check("wait 167\n proposal 1 => timelock");
        network.check(&format!("wait 1\n proposal 1 => {outcome}"));
        network.replay();
    }
    // A fifth of the weight is one of five; where 2,001 bp are asked it is too little.
    let mut network = forty(Charter {
        roadmap_back_turnout: ledger::ids::BasisPoints(2_001),
        ..charter
    });
    network.check(earned);
    network.check(waits);
    network.check("m1 vote 1 no\n wait 168\n proposal 1 => enacted");
}

/// Six in ten insist, one vote less does not; what they insisted on cannot go back again.
#[test]
fn the_members_insist_at_their_edge() {
    for (yes, no, outcome) in [(24, 16, "timelock"), (23, 16, "failed-approval")] {
        let mut network = forty(quick());
        network.check(
            "
            wait 168
            settle 0 m0 9000000
            m0 propose roadmap:0
            m0 item 1
            m1 item 1
            m1 sponsor 1
            m2 sponsor 1
            m3 sponsor 1
            wait 240
            m0 order 1 2>1
            wait 504
            m0 vote 1 no
            wait 168
            proposal 1               => open
            m0 order 1 1>2           => not-a-ranking
            count 1                  => 0:0:0:0
            approval 1               => 6000
            ",
        );
        network.check("all vote 1 no");
        let mut names: Vec<String> = network.people.keys().cloned().collect();
        names.sort();
        for name in names.iter().take(yes) {
            network.check(&format!("{name} vote 1 yes"));
        }
        for name in names.iter().skip(yes + no) {
            network.check(&format!("{name} vote 1 abstain"));
        }
        network.check("wait 503\n proposal 1 => open\n wait 1");
        network.check(&format!("proposal 1 => {outcome}\n ranked 1 => 2>1"));
        if outcome == "timelock" {
            network.check(
                "m0 vote 1 no => not-open\n wait 167\n proposal 1 => timelock\n wait 1\n proposal 1 => enacted",
            );
        }
        network.replay();
    }
}

/// A panel that blocks makes all say yes or no to the order.
#[test]
fn a_blocked_roadmap_goes_on_as_a_question() {
    let mut network = ballot(Charter {
        panel_turnout: ledger::ids::BasisPoints(1_000),
        panel_seats: 40,
        panel_answers: 1,
        ..quick()
    });
    check(
        &mut network,
        "
        m0 order 1 3>2>1
        m1 order 1 3>2>1
        m2 order 1 1
        wait 504
        proposal 1                   => panel
        ranked 1                     => 3>2>1
        wait 1
        panel 1                      => 40 seats, 0:0
        m9 answer 1 no
        wait 120
        proposal 1                   => open
        count 1                      => 0:0:0:0
        m0 order 1 1                 => not-a-ranking
        first 20 vote 1 yes
        wait 672
        proposal 1                   => timelock
        wait 168
        proposal 1                   => enacted
        ranked 1                     => 3>2>1
        ",
    );
}

/// Friends have a day for the costs and no chamber that could send anything back.
#[test]
fn a_circle_ranks_within_a_week() {
    let mut network = Network::found(Charter::of(Template::Circle));
    network.check("crowd 9\n m0 propose roadmap:0\n m0 item 1\n m1 item 1\n wait 72");
    check(
        &mut network,
        "
        proposal 1                   => open
        m0 order 1 2>1
        m1 order 1 2>1
        wait 72
        proposal 1                   => timelock
        m0 vote 1 no                 => not-open
        wait 24
        proposal 1                   => enacted
        ranked 1                     => 2>1
        ",
    );
}

/// A quarter that is over needs no roadmap.
#[test]
fn a_roadmap_that_comes_too_late_is_a_conflict() {
    let mut network = forty(quick());
    check(
        &mut network,
        "
        wait 1512
        m0 propose roadmap:0
        m0 item 1
        m1 item 1
        m1 sponsor 1
        m2 sponsor 1
        m3 sponsor 1
        wait 240
        m0 order 1 1
        wait 672
        proposal 1                   => failed-conflict
        m0 propose roadmap:0         => payload-out-of-bounds
        m0 propose roadmap:1
        ",
    );
}

fn ranked(items: u16, ballots: &[(MemberNumber, ItemRanking)]) -> RankedVote {
    let mut ranked = RankedVote::begun(0, SendBackRules::default());
    for _ in 0..items {
        ranked.items.push(roadmap::Item {
            author: MemberNumber(1),
            text: Digest([0; 32]),
            added_ms: 0,
            cost: None,
        });
    }
    for (member, ranking) in ballots {
        assert!(ranked.is_ballot(ranking));
        ranked.ballots.insert(*member, ranking.clone());
    }
    ranked
}

proptest! {
    /// In whatever order ballots come, and however a voter writes what they hold equal, the count is
    /// the same.
    #[test]
    fn the_order_of_arrival_changes_nothing(
        levels in proptest::collection::vec(any::<[u8; 5]>(), 1..30),
        turn in any::<usize>(),
    ) {
        let ballots: Vec<(MemberNumber, ItemRanking)> = (1_u32..)
            .zip(&levels)
            .map(|(number, levels)| {
                let mut groups = std::collections::BTreeMap::<u8, Vec<ItemNumber>>::new();
                for (item, level) in (1_u16..).zip(levels) {
                    groups.entry(level % 4).or_default().push(ItemNumber(item));
                }
                (MemberNumber(number), groups.into_values().collect())
            })
            .collect();
        let mut turned = ballots.clone();
        let middle = turn % turned.len();
        turned.rotate_left(middle);
        for (_, ranking) in &mut turned {
            for group in ranking.iter_mut() {
                group.reverse();
            }
        }
        let none = std::collections::BTreeMap::new();
        let (one, other) = (ranked(5, &ballots).papers(&none), ranked(5, &turned).papers(&none));
        prop_assert_eq!(&one, &other);
        let (one, other) = (roadmap::count(5, &one), roadmap::count(5, &other));
        prop_assert_eq!(one, other);
    }

    /// Each voter sees all items once, in an order of their own.
    #[test]
    fn everybody_sees_all_items_in_an_order_of_their_own(voter in any::<u32>()) {
        let ranked = ranked(12, &[]);
        let mut order = ranked.order_for(ProposalId(1), MemberNumber(voter));
        prop_assert_eq!(&order, &ranked.order_for(ProposalId(1), MemberNumber(voter)));
        order.sort();
        let all: Vec<ItemNumber> = (1..=12).map(ItemNumber).collect();
        prop_assert_eq!(order, all);
    }
}
