//! Shared budgets: examples, an own plain Method of Equal Shares, and what holds for any budget.

use ledger::count::{Budget, Candidate, Lot, Outcome, Payment, Reason, equal_shares, greedy};
use proptest::prelude::*;

/// Opens a budget and casts `count: A B` lines.
fn open(limit: u64, costs: &[u64], ballots: &str) -> Budget {
    let mut budget = Budget::new(limit, costs.to_vec()).expect("projects");
    for line in ballots.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (count, projects) = line.split_once(':').expect("count: projects");
        let projects = super::letters(projects.trim(), ' ');
        let support: Vec<(Candidate, u64)> = projects.into_iter().map(|it| (it, 1)).collect();
        budget
            .cast(&support, count.parse().expect("a number"))
            .expect("a ballot");
    }
    budget
}

fn shares(budget: &Budget) -> Outcome {
    let count = u16::try_from(budget.projects().count()).expect("few projects");
    equal_shares::count(budget, &Lot::by_number(count))
}

/// Half of the voters want A and B, the other half C: by votes alone, C would get nothing.
#[test]
fn every_half_decides_on_half_of_the_budget() {
    let budget = open(100, &[50, 50, 50], "5: A B\n5: C");
    assert_eq!(
        super::named(&greedy::count(&budget, &Lot::by_number(3)).winners),
        "AB"
    );
    let outcome = shares(&budget);
    assert_eq!(super::named(&outcome.winners), "AC");
    assert_eq!(outcome.cost, 100);
    let Some(Payment::Shares {
        each_at_most_millionths,
        supporters,
    }) = outcome.rounds[0].payment
    else {
        panic!("A is paid by its supporters");
    };
    assert_eq!((each_at_most_millionths, supporters), (10_000_000, 5));
    // With six and five voters, C's have 500/11 = 45.45 together, too little: A is bought at 50/6 each,
    // and the rest goes by votes.
    let outcome = shares(&open(100, &[50, 50, 50], "6: A B\n5: C"));
    assert_eq!(super::named(&outcome.winners), "AB");
    assert_eq!(outcome.rounds[1].payment, Some(Payment::Remainder));
}

#[test]
fn equal_prices_go_to_more_supporters_and_then_to_the_lot() {
    let budget = open(40, &[10, 20, 10], "1: A\n2: B\n1: C");
    let outcome = shares(&budget);
    // Each would cost its supporters 10.
    assert_eq!(outcome.rounds[0].ties[0].by, Reason::Supporters);
    assert_eq!(super::named(&outcome.winners), "BAC");
    assert_eq!(outcome.rounds[1].ties[0].by, Reason::Lot);
}

#[test]
fn greedy_passes_over_what_does_not_fit() {
    let budget = open(100, &[90, 20, 10], "3: A\n2: B\n1: C");
    let outcome = greedy::count(&budget, &Lot::by_number(3));
    assert_eq!(super::named(&outcome.winners), "AC");
    assert_eq!(
        outcome.rounds[1].payment,
        Some(Payment::DoesNotFit { left: 10 })
    );
    assert_eq!(outcome.cost, 100);
}

#[test]
fn too_few_points_bar_a_project_from_being_funded_greedily() {
    let budget = open(100, &[90, 20, 10], "3: A\n2: B\n1: C").with_points_min(2);
    let outcome = greedy::count(&budget, &Lot::by_number(3));
    assert_eq!(super::named(&outcome.winners), "A");
    let last = outcome.rounds.last().and_then(|it| it.payment);
    assert_eq!(last, Some(Payment::BelowMinimum { points_min: 2 }));
}

/// A project nobody can pay, one without supporters and one that costs nothing.
#[test]
fn the_edges_of_a_budget() {
    let budget = open(10, &[11, 5, 0], "2: A");
    let outcome = shares(&budget);
    assert_eq!(super::named(&outcome.winners), "BC");
    let nobody = open(10, &[4], "");
    assert_eq!(super::named(&shares(&nobody).winners), "A");
    let nothing = open(0, &[4], "3: A");
    assert!(shares(&nothing).winners.is_empty());
}

/// A fraction that is never rounded; small elections keep it within 128 bits.
#[derive(Clone, Copy, Debug)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(top: i128, bottom: i128) -> Self {
        let mut divisor = (top.abs(), bottom);
        while divisor.1 != 0 {
            divisor = (divisor.1, divisor.0 % divisor.1);
        }
        Self(top / divisor.0.max(1), bottom / divisor.0.max(1))
    }

    fn less(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn plus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    fn is_below(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }

    fn smaller(self, other: Self) -> Self {
        if other.is_below(self) { other } else { self }
    }
}

/// The rule as GOVERNANCE §7 says it, voter by voter; returns the projects in order of purchase.
fn plainly(limit: u64, costs: &[u64], voters: &[Vec<usize>]) -> Vec<usize> {
    let count = i128::try_from(voters.len()).expect("few voters");
    let mut balances = vec![Fraction::new(i128::from(limit), count.max(1)); voters.len()];
    let mut bought: Vec<usize> = Vec::new();
    loop {
        let mut best: Option<(Fraction, usize, usize)> = None;
        for (project, cost) in costs
            .iter()
            .enumerate()
            .filter(|(it, _)| !bought.contains(it))
        {
            let likes = |voter: &usize| voters[*voter].contains(&project);
            let supporters: Vec<usize> = (0..voters.len()).filter(likes).collect();
            let cost = Fraction::new(i128::from(*cost), 1);
            // ρ is either what somebody has left, or an equal part of what the poorer leave unpaid.
            let paid = |rho: Fraction| {
                let shares = supporters.iter().map(|it| balances[*it].smaller(rho));
                shares.fold(Fraction::new(0, 1), Fraction::plus)
            };
            let mut candidates: Vec<Fraction> = supporters.iter().map(|it| balances[*it]).collect();
            for able in 1..=supporters.len() {
                let mut sorted: Vec<Fraction> = supporters.iter().map(|it| balances[*it]).collect();
                sorted.sort_by(|one, other| (one.0 * other.1).cmp(&(other.0 * one.1)));
                let poor = &sorted[..supporters.len() - able];
                let rest = poor.iter().fold(cost, |rest, it| rest.less(*it));
                candidates.push(Fraction::new(
                    rest.0,
                    rest.1 * i128::try_from(able).expect("few"),
                ));
            }
            let enough = candidates
                .into_iter()
                .filter(|it| it.0 >= 0 && !paid(*it).is_below(cost));
            let Some(rho) = enough.reduce(Fraction::smaller) else {
                continue;
            };
            let is_better = best.is_none_or(|(least, most, _)| {
                rho.is_below(least) || (!least.is_below(rho) && supporters.len() > most)
            });
            if is_better {
                best = Some((rho, supporters.len(), project));
            }
        }
        let Some((rho, _, project)) = best else {
            return bought;
        };
        for (voter, balance) in balances.iter_mut().enumerate() {
            if voters[voter].contains(&project) {
                *balance = balance.less(balance.smaller(rho));
            }
        }
        bought.push(project);
    }
}

fn budgets() -> impl Strategy<Value = (u64, Vec<u64>, Vec<Vec<usize>>)> {
    let costs = prop::collection::vec(1_u64..40, 1..6);
    costs.prop_flat_map(|costs| {
        let all: Vec<usize> = (0..costs.len()).collect();
        let ballot = prop::sample::subsequence(all.clone(), 0..=all.len());
        (1_u64..100, Just(costs), prop::collection::vec(ballot, 1..8))
    })
}

fn fill(limit: u64, costs: &[u64], voters: &[Vec<usize>]) -> Budget {
    let mut budget = Budget::new(limit, costs.to_vec()).expect("projects");
    for projects in voters {
        let number = |it: &usize| Candidate(u16::try_from(*it).expect("few"));
        let support: Vec<(Candidate, u64)> = projects.iter().map(|it| (number(it), 1)).collect();
        budget.cast(&support, 1).expect("a ballot");
    }
    budget
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_shares_agree_with_the_rule_said_plainly((limit, costs, voters) in budgets()) {
        let outcome = shares(&fill(limit, &costs, &voters));
        let bought = outcome.rounds.iter().filter(|it| matches!(it.payment, Some(Payment::Shares { .. })));
        let bought: Vec<usize> = bought.map(|it| it.elected[0].place()).collect();
        prop_assert_eq!(bought, plainly(limit, &costs, &voters));
    }

    /// No order of ballots decides, nothing is overspent, nothing that fits is left out.
    #[test]
    fn a_budget_is_never_overspent((limit, costs, voters) in budgets()) {
        let budget = fill(limit, &costs, &voters);
        let mut backwards = voters.clone();
        backwards.reverse();
        prop_assert_eq!(shares(&budget), shares(&fill(limit, &costs, &backwards)));
        let lot = Lot::by_number(u16::try_from(costs.len()).expect("few"));
        for outcome in [shares(&budget), greedy::count(&budget, &lot)] {
            let spent: u64 = outcome.winners.iter().map(|it| budget.cost(*it)).sum();
            prop_assert_eq!(spent, outcome.cost);
            prop_assert!(spent <= limit);
            prop_assert!(outcome.rounds.len() <= 2 * costs.len());
            let left = limit - spent;
            let mut out = budget.projects().filter(|it| !outcome.winners.contains(it));
            prop_assert!(out.all(|it| budget.cost(it) > left));
        }
    }
}
