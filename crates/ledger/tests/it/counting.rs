//! The other ways to count: examples with known outcomes, and what holds for any ballots.

use ledger::count::stv::{self, COMMONS_UNITS, Rules, StvFault};
use ledger::count::{
    BallotBox, BallotFault, Candidate, Lot, Outcome, Ranking, Reason, approval, runoff, schulze,
};

mod budgets;
mod opinions;
mod properties;

/// Reads `weight: A>B=C>D` lines; candidates are the letters from A.
fn cast(candidates: usize, ballots: &str) -> BallotBox {
    let mut found = BallotBox::new(candidates).expect("few candidates");
    for line in ballots.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (weight, order) = line.split_once(':').expect("weight: order");
        let groups = order.split('>').map(|group| letters(group, '='));
        let ranking = Ranking::new(groups.collect()).expect("a ranking");
        found
            .cast(ranking, weight.trim().parse().expect("a number"))
            .expect("a ballot");
    }
    found
}

fn letters(text: &str, separator: char) -> Vec<Candidate> {
    let letters = text
        .split(separator)
        .filter_map(|it| it.trim().bytes().next());
    letters.map(|it| Candidate(u16::from(it - b'A'))).collect()
}

fn named(candidates: &[Candidate]) -> String {
    let letter = |it: &Candidate| char::from(b'A' + u8::try_from(it.0).expect("a letter"));
    candidates.iter().map(letter).collect()
}

fn order(outcome: &Outcome) -> String {
    let groups: Vec<String> = outcome.order.iter().map(|it| named(it)).collect();
    groups.join(">")
}

/// The votes of a round as `A 4, B 2`, in votes.
fn tally(outcome: &Outcome, round: usize) -> String {
    let votes = outcome.rounds[round].tally.iter();
    let said = votes.map(|(it, votes)| {
        let whole = votes / outcome.units_per_vote;
        let rest = votes % outcome.units_per_vote;
        let digits = outcome.units_per_vote.ilog10() as usize;
        let rest = if rest == 0 {
            String::new()
        } else {
            format!(".{rest:0>digits$}")
        };
        format!("{} {whole}{rest}", named(&[*it]))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The example of Schulze's own paper: 45 voters, five candidates.
#[test]
fn schulze_orders_the_example_of_its_paper() {
    let ballots = cast(
        5,
        "5: A>C>B>E>D
         5: A>D>E>C>B
         8: B>E>D>A>C
         3: C>A>B>E>D
         7: C>A>E>B>D
         2: C>B>A>D>E
         7: D>C>E>B>A
         8: E>B>A>D>C",
    );
    let found = schulze::count(&ballots, 1);
    assert_eq!(order(&found.outcome), "E>A>C>B>D");
    assert_eq!(found.preferred.of(Candidate(0), Candidate(1)), 20);
    assert_eq!(found.strongest.of(Candidate(0), Candidate(1)), 28);
    assert_eq!(named(&found.outcome.winners), "E");
}

#[test]
fn schulze_leaves_a_tie_a_tie_and_puts_the_unranked_last() {
    let ballots = cast(4, "3: A=B\n3: B=A>C");
    let outcome = schulze::count(&ballots, 1).outcome;
    assert_eq!(order(&outcome), "AB>C>D");
    assert_eq!(named(&outcome.winners), "AB");
    assert!(outcome.is_tied_for(1));
    // Nobody has said anything: all are alike.
    let blank = schulze::count(&cast(3, ""), 2).outcome;
    assert_eq!(order(&blank), "ABC");
}

#[test]
fn a_runoff_passes_papers_on_until_one_has_more_than_half() {
    // Tennessee chooses its capital: Memphis, Nashville, Chattanooga, Knoxville.
    let ballots = cast(4, "42: A>B>C>D\n26: B>C>D>A\n15: C>D>B>A\n17: D>C>B>A");
    let outcome = runoff::count(&ballots, &runoff::Rules::default(), &Lot::by_number(4));
    assert_eq!(tally(&outcome, 1), "A 42, B 26, D 32");
    assert_eq!(tally(&outcome, 2), "A 42, D 58");
    assert_eq!(order(&outcome), "D>A>B>C");
}

#[test]
fn sure_losers_leave_together() {
    let ballots = cast(5, "40: A\n30: B\n9: C>B\n5: D>B\n3: E>B");
    let rules = runoff::Rules {
        elimination: runoff::Elimination::SureLosersTogether,
        first_out: None,
    };
    let outcome = runoff::count(&ballots, &rules, &Lot::by_number(5));
    assert_eq!(named(&outcome.rounds[0].eliminated), "EDC");
    assert_eq!(order(&outcome), "B>A>C>D>E");
    let rules = runoff::Rules {
        first_out: Some(Candidate(1)),
        ..rules
    };
    let outcome = runoff::count(&ballots, &rules, &Lot::by_number(5));
    assert_eq!(named(&outcome.rounds[0].eliminated), "B");
}

/// Several on one rank are no preference: the paper counts for nobody from there on.
#[test]
fn a_tie_on_a_paper_exhausts_it() {
    let ballots = cast(3, "4: A>B=C\n3: B\n3: C>B=A");
    let lot = Lot::drawn([Candidate(2), Candidate(1), Candidate(0)]);
    let outcome = runoff::count(&ballots, &runoff::Rules::default(), &lot);
    // B and C are tied for the last place; C is the luckier.
    assert_eq!(named(&outcome.rounds[0].eliminated), "B");
    assert_eq!(outcome.rounds[0].ties[0].by, Reason::Lot);
    assert_eq!(outcome.rounds[1].exhausted, 3);
    assert_eq!(named(&outcome.winners), "A");
}

/// 22 valid papers, 3 seats: the quota is 6, A has 4 above it, and all of hers are worth 4/10.
#[test]
fn a_surplus_is_divided_to_the_last_unit() {
    let ballots = cast(5, "7: A>B\n3: A>C\n5: D\n4: E>D\n2: B\n1: C");
    let count = |rules| stv::count(&ballots, 3, rules, &Lot::by_number(5)).expect("seats");
    let ours = count(Rules::Commons);
    assert_eq!(ours.quota, Some(6 * COMMONS_UNITS));
    assert_eq!(tally(&ours, 1), "A 6, B 4.800000, C 2.200000, D 5, E 4");
    let scottish = count(Rules::Scottish);
    assert_eq!(tally(&scottish, 1), "A 6, B 4.80000, C 2.20000, D 5, E 4");
    assert_eq!(named(&ours.winners), named(&scottish.winners));
    // A third of a vote each: ours gives the left unit away, the Scottish rules lose it.
    let ballots = cast(4, "1: A>B\n1: A>C\n1: A>D");
    let thirds = |rules| stv::count(&ballots, 2, rules, &Lot::by_number(4)).expect("seats");
    assert_eq!(
        tally(&thirds(Rules::Commons), 1),
        "A 2, B 0.333334, C 0.333333, D 0.333333"
    );
    let scottish = thirds(Rules::Scottish);
    assert_eq!(tally(&scottish, 1), "A 2, B 0.33333, C 0.33333, D 0.33333");
    assert_eq!(scottish.rounds[1].lost, 1);
}

/// Who had fewer votes in the most recent round that tells the tied apart goes first.
#[test]
fn an_earlier_round_breaks_a_tie_before_the_lot() {
    let ballots = cast(4, "5: A\n3: B\n2: C\n1: D>C");
    let unlucky_b = Lot::drawn([0, 2, 3, 1].map(Candidate));
    let outcome = stv::count(&ballots, 2, Rules::Scottish, &unlucky_b).expect("seats");
    // B and C have 3 each in round 3; in round 2 C had 2.
    let round = outcome
        .rounds
        .iter()
        .find(|it| !it.ties.is_empty())
        .expect("a tie");
    assert_eq!(named(&round.ties[0].among), "BC");
    assert_eq!(round.ties[0].by, Reason::EarlierRound(2));
    assert_eq!(named(&round.eliminated), "C");
}

#[test]
fn as_many_candidates_as_seats_are_elected_without_transfers() {
    let ballots = cast(2, "9: A>B\n1: B");
    let outcome = stv::count(&ballots, 2, Rules::Scottish, &Lot::by_number(2)).expect("seats");
    assert_eq!(outcome.rounds.len(), 1);
    assert_eq!(named(&outcome.winners), "AB");
    let too_many = stv::count(&ballots, 3, Rules::Commons, &Lot::by_number(2));
    let fault = StvFault::TooManySeats {
        seats: 3,
        candidates: 2,
    };
    assert_eq!(too_many, Err(fault));
    let none = stv::count(&ballots, 0, Rules::Commons, &Lot::by_number(2));
    assert_eq!(none, Err(StvFault::NoSeats));
}

#[test]
fn approvals_are_counted_at_any_rank_and_ties_stay() {
    let ballots = cast(4, "3: A=B\n2: B>C\n3: C\n1:");
    let outcome = approval::count(&ballots, 1);
    assert_eq!(order(&outcome), "BC>A>D");
    assert_eq!(named(&outcome.winners), "BC");
    assert_eq!(outcome.rounds[0].exhausted, 1);
}

#[test]
fn a_ballot_that_is_none_is_refused_and_changes_nothing() {
    let twice = Ranking::strict([Candidate(1), Candidate(1)]);
    assert_eq!(twice, Err(BallotFault::NamedTwice(Candidate(1))));
    let mut ballots = cast(2, "1: A");
    let before = ballots.clone();
    let stranger = Ranking::strict([Candidate(2)]).expect("a ranking");
    let fault = BallotFault::UnknownCandidate(Candidate(2));
    assert_eq!(ballots.cast(stranger, 1), Err(fault));
    let heavy = Ranking::strict([Candidate(0)]).expect("a ranking");
    assert_eq!(ballots.cast(heavy, u64::MAX), Err(BallotFault::TooHeavy));
    assert_eq!(ballots, before);
    assert_eq!(BallotBox::new(0), Err(BallotFault::NoCandidates));
    assert_eq!(
        BallotBox::new(5_000),
        Err(BallotFault::TooManyCandidates(5_000))
    );
}
