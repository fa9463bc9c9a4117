//! What one member holds and what stands behind it, over time.

use ledger::State;
use ledger::assignment::AssignmentStage;
use ledger::ids::{MemberNumber, MicroShares, RoundNumber};
use ledger::member::Member;
use ledger::value::BookValue;
use store::trade::{TradeEnd, TradeRow};

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
    /// [`AppError::NotFound`], [`AppError::Record`] or [`AppError::Store`].
    pub async fn what_stands_behind(&self, member: MemberNumber) -> Result<Standing> {
        let mut reader = self.store.read().await?;
        let traded = reader.list_trades_settled(member).await?;
        let standing = self.record.read(|state| {
            let person = state.find_member(member)?;
            Some(standing(state, (member, person), &traded))
        })?;
        standing.ok_or(AppError::NotFound)
    }
}

fn standing(
    state: &State,
    (member, person): (MemberNumber, &Member),
    traded: &[TradeRow],
) -> Standing {
    let moves = moves(state, member, traded);
    let since = state.values.iter();
    let since = since.filter(|mark| mark.at_ms >= person.joined_ms);
    Standing {
        closes: since
            .map(|mark| Moment {
                at_ms: mark.at_ms,
                value: mark.value,
                held: after_moves(held_at_close(person, mark.round), &moves, mark.at_ms),
            })
            .collect(),
        now: Moment {
            at_ms: state.time_ms,
            value: BookValue::of(state),
            held: MicroShares(person.earned().0.saturating_add(person.bought.0)),
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

/// Shares that came to a member or went from them, otherwise than by a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    /// When, in milliseconds.
    at_ms: u64,
    /// What came.
    came: u64,
    /// What went.
    went: u64,
}

/// Everything that was passed on or traded. What the commons took back is not among it: the state does not
/// keep when. The state lets go of trades that are over, so that they come from the tables.
fn moves(state: &State, member: MemberNumber, traded: &[TradeRow]) -> Vec<Move> {
    let passed = state.assignments.iter().filter_map(|it| match it.stage {
        AssignmentStage::Passed { at_ms } => Some((at_ms, it.from, it.to, it.amount.0)),
        AssignmentStage::Waiting { .. }
        | AssignmentStage::CalledBack { .. }
        | AssignmentStage::Returned { .. } => None,
    });
    let traded = traded.iter().filter_map(|it| match it.end? {
        (TradeEnd::Seller | TradeEnd::Office(..), at_ms) => {
            Some((at_ms, it.seller, it.buyer, it.amount.0))
        }
        (TradeEnd::Lapsed, _) => None,
    });
    let of = |(at_ms, from, to, amount): (u64, MemberNumber, MemberNumber, u64)| Move {
        at_ms,
        came: if to == member { amount } else { 0 },
        went: if from == member { amount } else { 0 },
    };
    let all = passed.chain(traded).map(of);
    all.filter(|it| it.came != it.went).collect()
}

/// What `earned` was at `at_ms` with what had come, and without what had gone.
fn after_moves(earned: MicroShares, moves: &[Move], at_ms: u64) -> MicroShares {
    let past = || moves.iter().filter(|it| it.at_ms <= at_ms);
    let came = past().fold(earned.0, |sum, it| sum.saturating_add(it.came));
    MicroShares(past().fold(came, |sum, it| sum.saturating_sub(it.went)))
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

    #[test]
    fn what_moved_is_gone_and_there_from_its_millisecond_on() {
        let moves = [(20, 0, 3), (30, 12, 0)].map(|(at_ms, came, went)| Move { at_ms, came, went });
        let held = |at_ms| after_moves(MicroShares(9), &moves, at_ms).0;
        assert_eq!([19, 20, 29, 30].map(held), [9, 6, 6, 18]);
    }
}
