//! What a count says: the elected, the order, and the rounds that led there.

use std::collections::BTreeMap;

use super::ballot::Candidate;

/// The result of a count with its account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The elected, or the projects that are funded, in the order in which it happened. A tie that
    /// the rule does not break leaves more than there are seats.
    pub winners: Vec<Candidate>,
    /// All candidates from the best to the worst; who is in one group is tied.
    pub order: Vec<Vec<Candidate>>,
    /// What happened, in order.
    pub rounds: Vec<Round>,
    /// How many units of the tallies are one vote: 1, or a power of ten.
    pub units_per_vote: u64,
    /// What a candidate needs, in units, where the rule has a quota.
    pub quota: Option<u64>,
    /// What the funded projects cost together, in minor units of money; 0 where nothing costs.
    pub cost: u64,
}

/// One round: the votes as they stand, then what follows from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The votes of everybody who is still counted, in units.
    pub tally: BTreeMap<Candidate, u64>,
    /// Weight of the ballots that count for nobody any more, in units.
    pub exhausted: u64,
    /// What cutting off decimals has lost so far, in units; only the Scottish rules lose any.
    pub lost: u64,
    /// Who is elected, or funded, on these votes.
    pub elected: Vec<Candidate>,
    /// Who leaves the count on these votes.
    pub eliminated: Vec<Candidate>,
    /// Whose votes above the quota are passed on after this round.
    pub surplus_of: Option<Candidate>,
    /// What the supporters of a project pay for it.
    pub payment: Option<Payment>,
    /// The ties that had to be broken in this round.
    pub ties: Vec<Tie>,
}

/// How a project was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payment {
    /// By equal shares: nobody pays more than this, in millionths of a minor unit, rounded down.
    Shares {
        /// The largest share of one supporter.
        each_at_most_millionths: u64,
        /// How many voters support it.
        supporters: u64,
    },
    /// From what is left of the budget, because it has the most votes of what still fits.
    Remainder,
    /// It does not fit into what is left, in minor units.
    DoesNotFit {
        /// What is left of the budget.
        left: u64,
    },
    /// It has fewer points than a project must have.
    BelowMinimum {
        /// The points it must have.
        points_min: u64,
    },
}

/// Several with equal claims, of whom the rule had to take one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Who was tied, by number.
    pub among: Vec<Candidate>,
    /// Who was taken: for the seat, the transfer, the purchase or the exclusion.
    pub taken: Candidate,
    /// What decided.
    pub by: Reason,
}

/// What breaks a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The votes of an earlier round, counted from 1.
    EarlierRound(u32),
    /// The number of supporters.
    Supporters,
    /// The lot that was drawn before the count.
    Lot,
}

impl Outcome {
    /// Returns whether the last place among the winners is shared by more than there are seats.
    #[must_use]
    pub fn is_tied_for(&self, seats: u16) -> bool {
        self.winners.len() > usize::from(seats)
    }
}

/// Takes whole groups from the front of `order` until `seats` are filled; the group in which the
/// last seat falls is taken whole.
#[must_use]
pub(super) fn first_groups(order: &[Vec<Candidate>], seats: u16) -> Vec<Candidate> {
    let mut winners = Vec::new();
    for group in order {
        if winners.len() >= usize::from(seats) {
            break;
        }
        winners.extend(group.iter().copied());
    }
    winners
}

/// Groups candidates by their votes, the most first.
#[must_use]
pub(super) fn by_votes(tally: impl IntoIterator<Item = (Candidate, u64)>) -> Vec<Vec<Candidate>> {
    let mut groups: BTreeMap<std::cmp::Reverse<u64>, Vec<Candidate>> = BTreeMap::new();
    for (candidate, votes) in tally {
        groups
            .entry(std::cmp::Reverse(votes))
            .or_default()
            .push(candidate);
    }
    groups.into_values().collect()
}
