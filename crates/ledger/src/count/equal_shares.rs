//! Method of Equal Shares: every voter has the same part of the budget to spend.
//!
//! With n voters and a budget B each has B/n. A project is affordable at the least ρ at which its
//! supporters, each paying ρ or all they have left, can pay for it together. The project with the
//! least ρ is funded and paid; then the next. When nothing is affordable any more, what is left of
//! the budget goes to the other projects by votes, while they fit (GOVERNANCE §7).
//!
//! This is the method with cardinality utilities and greedy completion of Peters, Pierczyński and
//! Skowron (2021). It is exact: balances are fractions over one common denominator of any size.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::ballot::{Candidate, Lot};
use super::budget::Budget;
use super::greedy;
use super::natural::Natural;
use super::outcome::{Outcome, Payment, Reason, Round, Tie};

/// Funds projects by equal shares, then by votes what still fits.
///
/// Equal ρ: more supporters, then the order of `lot`. Ends after as many rounds as projects.
#[must_use]
pub fn count(budget: &Budget, lot: &Lot) -> Outcome {
    let mut purse = Purse::open(budget);
    let mut open: Vec<Candidate> = budget.projects().collect();
    let mut rounds = Vec::new();
    let mut winners = Vec::new();
    loop {
        let by_balance = purse.poorest_first();
        let offers: Vec<Offer> = open
            .iter()
            .filter_map(|it| purse.offer(budget, *it, &by_balance))
            .collect();
        let Some((offer, ties)) = best(budget, &offers, lot) else {
            break;
        };
        let project = offer.project;
        rounds.push(Round {
            tally: open
                .iter()
                .map(|it| (*it, budget.supporters(*it)))
                .collect(),
            elected: vec![project],
            payment: Some(Payment::Shares {
                each_at_most_millionths: purse.millionths(offer),
                supporters: budget.supporters(project),
            }),
            ties,
            ..Round::default()
        });
        purse.pay(offer);
        open.retain(|it| *it != project);
        winners.push(project);
    }
    let spent = winners
        .iter()
        .fold(0_u64, |sum, it| sum.saturating_add(budget.cost(*it)));
    let mut left = budget.limit().saturating_sub(spent);
    let votes = |it| budget.supporters(it);
    let (completion, more) = greedy::fund(budget, open, &mut left, votes, lot);
    rounds.extend(completion);
    winners.extend(more);
    greedy::close(budget, winners, rounds, votes)
}

/// Voters who support the same projects, and so have the same balance.
struct Voters<'a> {
    supported: &'a [Candidate],
    count: u64,
    /// Numerator of the balance of each of them.
    balance: Natural,
}

struct Purse<'a> {
    voters: Vec<Voters<'a>>,
    /// For each project the places of its supporters in `voters`, marked.
    supports: BTreeMap<Candidate, Vec<bool>>,
    /// Common denominator of all balances.
    denominator: Natural,
}

/// The least ρ at which a project can be paid: `rest / payers`, over the common denominator.
struct Offer {
    project: Candidate,
    /// What those who can afford ρ pay together: a numerator.
    rest: Natural,
    /// How many they are.
    payers: u64,
}

impl<'a> Purse<'a> {
    fn open(budget: &'a Budget) -> Self {
        let share = Natural::from(budget.limit());
        let voters: Vec<Voters<'a>> = budget
            .voters()
            .map(|(supported, count)| Voters {
                supported,
                count,
                balance: share.clone(),
            })
            .collect();
        let marks = |project: Candidate| {
            let marks = voters
                .iter()
                .map(|it| it.supported.binary_search(&project).is_ok());
            (project, marks.collect())
        };
        let supports = budget.projects().map(marks).collect();
        Self {
            supports,
            voters,
            denominator: Natural::from(budget.voter_count()),
        }
    }

    fn poorest_first(&self) -> Vec<usize> {
        let mut places: Vec<(usize, &Natural)> = self
            .voters
            .iter()
            .enumerate()
            .map(|(place, it)| (place, &it.balance))
            .collect();
        places.sort_by(|one, other| one.1.cmp(other.1));
        places.into_iter().map(|(place, _)| place).collect()
    }

    /// Returns at which ρ the supporters can pay, if they can.
    fn offer(&self, budget: &Budget, project: Candidate, poorest_first: &[usize]) -> Option<Offer> {
        let marks = self.supports.get(&project)?;
        let mut payers = budget.supporters(project);
        let mut rest = self.denominator.times(budget.cost(project));
        for place in poorest_first {
            if marks.get(*place) != Some(&true) {
                continue;
            }
            let voters = self.voters.get(*place)?;
            // This one and all richer ones can pay equally: ρ is found.
            if voters.balance.times(payers) >= rest {
                return Some(Offer {
                    project,
                    rest,
                    payers,
                });
            }
            rest = rest.minus(&voters.balance.times(voters.count));
            payers = payers.saturating_sub(voters.count);
        }
        None
    }

    /// Charges the supporters ρ each, or all they have.
    fn pay(&mut self, offer: &Offer) {
        let (mut rest, mut payers) = (offer.rest.clone(), offer.payers);
        // A smaller denominator where the fraction can be reduced keeps the numbers short.
        let (_, remainder) = rest.split(payers);
        let common = greatest_common_divisor(payers, remainder);
        payers = payers.checked_div(common).unwrap_or(payers);
        rest = rest.split(common).0;
        let marks = self.supports.get(&offer.project);
        for (place, voters) in self.voters.iter_mut().enumerate() {
            voters.balance = voters.balance.times(payers);
            if marks.and_then(|it| it.get(place)) == Some(&true) {
                voters.balance = voters.balance.minus(&rest);
            }
        }
        self.denominator = self.denominator.times(payers);
    }

    /// ρ in millionths of a minor unit, rounded down.
    fn millionths(&self, offer: &Offer) -> u64 {
        let divisor = self.denominator.times(offer.payers);
        offer.rest.times(1_000_000).quotient(&divisor)
    }
}

/// Returns the offer with the least ρ, and the tie if it was one.
fn best<'a>(budget: &Budget, offers: &'a [Offer], lot: &Lot) -> Option<(&'a Offer, Vec<Tie>)> {
    let by_price = |one: &&Offer, other: &&Offer| price(one, other);
    let least = offers.iter().min_by(by_price)?;
    let tied: Vec<&Offer> = offers
        .iter()
        .filter(|it| price(it, least) == Ordering::Equal)
        .collect();
    let claim = |it: &&&Offer| {
        (
            Reverse(budget.supporters(it.project)),
            lot.place(it.project),
        )
    };
    let taken = *tied.iter().min_by_key(claim)?;
    if tied.len() == 1 {
        return Some((taken, Vec::new()));
    }
    let most = budget.supporters(taken.project);
    let as_many = tied
        .iter()
        .filter(|it| budget.supporters(it.project) == most);
    let by = if as_many.count() > 1 {
        Reason::Lot
    } else {
        Reason::Supporters
    };
    let tie = Tie {
        among: tied.iter().map(|it| it.project).collect(),
        taken: taken.project,
        by,
    };
    Some((taken, vec![tie]))
}

/// Compares two ρ by cross-multiplication.
fn price(one: &Offer, other: &Offer) -> Ordering {
    one.rest
        .times(other.payers)
        .cmp(&other.rest.times(one.payers))
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}
