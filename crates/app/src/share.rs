//! What one member holds and what stands behind it, over time.

use ledger::State;
use ledger::ids::{MemberNumber, MicroShares, RoundNumber};
use ledger::member::Member;
use ledger::value::BookValue;

use crate::App;
use crate::error::{AppError, Result};

/// One moment of a holding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When, in milliseconds.
    pub at_ms: u64,
    /// What stood behind all shares.
    pub value: BookValue,
    /// What the member held, vested or not.
    pub held: MicroShares,
}

/// What stands behind a member's shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// At each close of a round since the member joined, oldest first.
    pub closes: Vec<Moment>,
    /// Now, after the last entry.
    pub now: Moment,
}

impl App {
    /// Reads what stands behind the shares of `member`.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] or [`AppError::Record`].
    pub fn what_stands_behind(&self, member: MemberNumber) -> Result<Standing> {
        let standing = self.record.read(|state| {
            let person = state.find_member(member)?;
            Some(standing(state, person))
        })?;
        standing.ok_or(AppError::NotFound)
    }
}

fn standing(state: &State, person: &Member) -> Standing {
    let since = state.values.iter();
    let since = since.filter(|mark| mark.at_ms >= person.joined_ms);
    Standing {
        closes: since
            .map(|mark| Moment {
                at_ms: mark.at_ms,
                value: mark.value,
                held: held_at_close(person, mark.round),
            })
            .collect(),
        now: Moment {
            at_ms: state.time_ms,
            value: BookValue::of(state),
            held: person.earned(),
        },
    }
}

/// A round's shares are credited after it closed, so that they are there at the next close.
fn held_at_close(person: &Member, round: RoundNumber) -> MicroShares {
    let before = person.grants.iter().filter(|grant| grant.round < round);
    MicroShares(before.fold(person.kept.0, |sum, grant| {
        sum.saturating_add(grant.amount.0)
    }))
}

#[cfg(test)]
mod tests {
    use ledger::key::PublicKey;
    use ledger::member::Grant;

    use super::*;

    #[test]
    fn what_a_round_gave_is_held_from_the_next_close_on() {
        let mut person = Member::joined(PublicKey::Ed25519([1; 32]), false, 0);
        person.kept = MicroShares(5);
        person.grants = [(0, 10), (2, 30)]
            .map(|(round, amount)| Grant {
                round: RoundNumber(round),
                amount: MicroShares(amount),
            })
            .into();
        let held: Vec<u64> = (0..4)
            .map(|round| held_at_close(&person, RoundNumber(round)).0)
            .collect();
        assert_eq!(held, [5, 15, 15, 45]);
        assert_eq!(person.earned(), MicroShares(45));
    }
}
