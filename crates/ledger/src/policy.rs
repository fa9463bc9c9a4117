//! Policies: typed, versioned documents that the server reads its behaviour from.
//!
//! A policy is changed clause by clause, and each clause remembers the decision that adopted it.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::ids::ProposalId;

pub mod data;
pub mod feed;
pub mod moderation;

pub use data::{Audience, Basis, Category, DataChange, DataItem, DataPolicy};
pub use feed::{Fact, Factor, FeedChange, FeedPolicy, Filter, NEWEST, Recipe};
pub use moderation::{Label, LabelDefault, ModerationChange, ModerationPolicy, Rule, Step};

/// A value of a policy with the decision that put it there.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Clause<T> {
    /// What the clause says.
    pub value: T,
    /// The proposal that adopted it; zero for the founding.
    pub adopted_by: ProposalId,
    /// When it came into force, in milliseconds.
    pub since_ms: u64,
}

impl<T> Clause<T> {
    /// Makes a clause adopted by `adopted_by` at `since_ms`.
    pub fn new(value: T, adopted_by: ProposalId, since_ms: u64) -> Self {
        Self {
            value,
            adopted_by,
            since_ms,
        }
    }
}

/// Why a change of a policy cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyFault {
    /// A text, list or number is outside its bounds.
    OutOfBounds,
    /// The clause to remove is not there.
    NoSuchClause,
    /// The change would leave the policy as it is.
    ChangesNothing,
    /// A rule's ladder names a label that the policy does not have.
    UnknownLabel,
    /// The platform cannot run without this category.
    NeededToRun,
    /// Newest first stays as it is, for whoever chooses it.
    NewestStays,
    /// No recipe of the policy has this id.
    UnknownRecipe,
}

pub(crate) fn is_slug(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

pub(crate) fn is_text(text: &str, bytes_max: usize) -> bool {
    !text.trim().is_empty() && text.len() <= bytes_max
}

fn set<T: Clone + PartialEq>(clause: &mut Clause<T>, value: &T, by: ProposalId, time_ms: u64) {
    if clause.value != *value {
        *clause = Clause::new(value.clone(), by, time_ms);
    }
}

/// Puts `value` in its place by id; a clause that already says the same keeps its decision.
fn put<T: Clone + PartialEq>(
    clauses: &mut Vec<Clause<T>>,
    value: &T,
    id: impl Fn(&T) -> &String,
    by: ProposalId,
    time_ms: u64,
) {
    match clauses.binary_search_by(|clause| id(&clause.value).cmp(id(value))) {
        Ok(at) => {
            if let Some(clause) = clauses.get_mut(at) {
                set(clause, value, by, time_ms);
            }
        }
        Err(at) => clauses.insert(at, Clause::new(value.clone(), by, time_ms)),
    }
}

fn remove<T>(clauses: &mut Vec<Clause<T>>, is_it: impl Fn(&T) -> bool) -> Result<(), PolicyFault> {
    let before = clauses.len();
    clauses.retain(|clause| !is_it(&clause.value));
    if clauses.len() == before {
        Err(PolicyFault::NoSuchClause)
    } else {
        Ok(())
    }
}
