//! What holds for any ballots: no order of ballots decides, no weight is lost, every count ends.

use std::collections::BTreeMap;

use ledger::count::stv::{self, Rules};
use ledger::count::{BallotBox, Candidate, Lot, Outcome, Ranking, approval, runoff, schulze};
use proptest::prelude::*;

type Cast = (Vec<Vec<u16>>, u64);

/// Up to six candidates and forty ballots, with ties and unranked candidates.
fn elections() -> impl Strategy<Value = (u16, Vec<Cast>)> {
    (2_u16..7).prop_flat_map(|count| {
        let all: Vec<u16> = (0..count).collect();
        let order = Just(all).prop_shuffle();
        let cut = prop::collection::vec(any::<bool>(), usize::from(count));
        let ballot = (order, cut, 0..=usize::from(count), 1_u64..5);
        let ballot = ballot.prop_map(|(order, cut, length, weight)| {
            let mut groups: Vec<Vec<u16>> = Vec::new();
            for (place, candidate) in order.into_iter().take(length).enumerate() {
                match groups.last_mut() {
                    // One in four joins the group before.
                    Some(group) if cut[place] && candidate % 2 == 0 => group.push(candidate),
                    _ => groups.push(vec![candidate]),
                }
            }
            (groups, weight)
        });
        (Just(count), prop::collection::vec(ballot, 0..40))
    })
}

fn fill(count: u16, ballots: &[Cast]) -> BallotBox {
    let mut found = BallotBox::new(usize::from(count)).expect("candidates");
    for (groups, weight) in ballots {
        let groups = groups
            .iter()
            .map(|it| it.iter().copied().map(Candidate).collect());
        let ranking = Ranking::new(groups.collect()).expect("a ranking");
        found.cast(ranking, *weight).expect("a ballot");
    }
    found
}

/// Every rule for rankings, by name.
fn count_all(ballots: &BallotBox, seats: u16, lot: &Lot) -> Vec<(&'static str, Outcome)> {
    let batch = runoff::Rules {
        elimination: runoff::Elimination::SureLosersTogether,
        first_out: None,
    };
    let stv = |rules| stv::count(ballots, seats, rules, lot).expect("fewer seats than candidates");
    vec![
        ("schulze", schulze::count(ballots, seats).outcome),
        (
            "irv",
            runoff::count(ballots, &runoff::Rules::default(), lot),
        ),
        ("irv, batch", runoff::count(ballots, &batch, lot)),
        ("stv", stv(Rules::Commons)),
        ("stv-scottish", stv(Rules::Scottish)),
        ("approval", approval::count(ballots, seats)),
    ]
}

/// The widest path by trying all of them.
fn widest(
    preferred: &schulze::Pairwise,
    from: u16,
    to: u16,
    visited: &mut Vec<u16>,
    count: u16,
) -> u64 {
    let defeat = |a: u16, b: u16| {
        let (a, b) = (Candidate(a), Candidate(b));
        let wins = preferred.of(a, b);
        if wins > preferred.of(b, a) { wins } else { 0 }
    };
    let mut best = defeat(from, to);
    for through in 0..count {
        if through == to || visited.contains(&through) {
            continue;
        }
        visited.push(through);
        let rest = widest(preferred, through, to, visited, count);
        visited.pop();
        best = best.max(defeat(from, through).min(rest));
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Nor does it matter whether a weight comes at once or in parts.
    #[test]
    fn no_order_of_ballots_changes_an_outcome(
        (count, ballots) in elections(),
        seed in any::<prop::sample::Index>(),
        seats in 1_u16..3,
    ) {
        let lot = Lot::by_number(count);
        let mut parts: Vec<Cast> = Vec::new();
        for (groups, weight) in ballots.iter().rev() {
            parts.extend((0..*weight).map(|_| (groups.clone(), 1)));
        }
        if !parts.is_empty() {
            let middle = seed.index(parts.len());
            parts.rotate_left(middle);
        }
        let one = count_all(&fill(count, &ballots), seats, &lot);
        let other = count_all(&fill(count, &parts), seats, &lot);
        prop_assert_eq!(one, other);
    }

    /// Other numbers for the candidates give the same outcome under other numbers. (Our own STV
    /// breaks ties of a millionth of a vote by the order of papers, so it is not asked.)
    #[test]
    fn no_candidate_has_an_advantage_by_its_number((count, ballots) in elections(), turn in 1_u16..6) {
        let renamed = |it: u16| (it + turn) % count;
        let turned: Vec<Cast> = ballots
            .iter()
            .map(|(groups, weight)| {
                let groups = groups.iter().map(|it| it.iter().copied().map(renamed).collect());
                (groups.collect(), *weight)
            })
            .collect();
        let lot = Lot::drawn((0..count).map(renamed).map(Candidate));
        let one = count_all(&fill(count, &ballots), 1, &Lot::by_number(count));
        let other = count_all(&fill(count, &turned), 1, &lot);
        for ((rule, one), (_, other)) in one.into_iter().zip(other) {
            if rule == "stv" {
                continue;
            }
            let turn = |it: &Candidate| Candidate(renamed(it.0));
            let mut winners: Vec<Candidate> = one.winners.iter().map(turn).collect();
            let mut others = other.winners.clone();
            winners.sort();
            others.sort();
            prop_assert_eq!(winners, others, "{}", rule);
            let tallies = one.rounds.iter().map(|it| {
                it.tally.iter().map(|(it, votes)| (turn(it), *votes)).collect::<BTreeMap<_, _>>()
            });
            let others = other.rounds.iter().map(|it| it.tally.clone());
            prop_assert_eq!(tallies.collect::<Vec<_>>(), others.collect::<Vec<_>>(), "{}", rule);
        }
    }

    /// In every round of every transfer rule the votes, the exhausted papers and what the Scottish
    /// rules lose add up to the ballots; the commons lose nothing.
    #[test]
    fn no_weight_is_lost((count, ballots) in elections(), seats in 1_u16..3) {
        let ballots = fill(count, &ballots);
        for (rule, outcome) in count_all(&ballots, seats, &Lot::by_number(count)) {
            if rule == "schulze" || rule == "approval" {
                continue;
            }
            for round in &outcome.rounds {
                let votes: u64 = round.tally.values().sum();
                let all = votes + round.exhausted + round.lost;
                prop_assert_eq!(all, ballots.weight() * outcome.units_per_vote, "{}", rule);
                prop_assert!(round.lost == 0 || rule == "stv-scottish");
            }
        }
    }

    /// Every candidate has one place in the order, and a count has few rounds.
    #[test]
    fn every_count_ends_and_names_everybody_once((count, ballots) in elections(), seats in 1_u16..3) {
        for (rule, outcome) in count_all(&fill(count, &ballots), seats, &Lot::by_number(count)) {
            let mut named: Vec<Candidate> = outcome.order.concat();
            named.sort();
            prop_assert_eq!(named, Candidate::all(count).collect::<Vec<_>>(), "{}", rule);
            prop_assert!(outcome.rounds.len() <= usize::from(count) * 3, "{}", rule);
            let seats = if rule.starts_with("irv") { 1 } else { usize::from(seats) };
            let ties_may_stay = matches!(rule, "schulze" | "approval");
            prop_assert!(outcome.winners.len() == seats || ties_may_stay, "{}", rule);
            prop_assert!(outcome.winners.len() >= seats, "{}", rule);
        }
    }

    #[test]
    fn the_strongest_path_is_the_widest_of_all((count, ballots) in elections()) {
        let found = schulze::count(&fill(count, &ballots), 1);
        for from in 0..count {
            for to in (0..count).filter(|it| *it != from) {
                let expected = widest(&found.preferred, from, to, &mut vec![from], count);
                prop_assert_eq!(found.strongest.of(Candidate(from), Candidate(to)), expected);
            }
        }
    }

    /// Who is preferred to each other one by more than half wins under Schulze, alone.
    #[test]
    fn schulze_elects_whoever_beats_everybody((count, ballots) in elections()) {
        let found = schulze::count(&fill(count, &ballots), 1);
        let beats = |a: Candidate, b: Candidate| found.preferred.of(a, b) > found.preferred.of(b, a);
        let champion = Candidate::all(count)
            .find(|it| Candidate::all(count).all(|other| other == *it || beats(*it, other)));
        if let Some(champion) = champion {
            prop_assert_eq!(found.outcome.winners, vec![champion]);
        }
    }
}
