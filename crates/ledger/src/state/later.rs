//! Writing what a settled round gave, what waits of it, and what became of what waited.

use super::{Roll, State};
use crate::ids::{Digest, MemberNumber, MicroShares, RoundNumber};
use crate::later::Waiting;
use crate::member::Grant;
use crate::round::{LaterResult, SetAside};

impl State {
    pub(super) fn write_round_settled(
        &mut self,
        round: RoundNumber,
        file: Digest,
        earned: &[(MemberNumber, MicroShares)],
        active: &[MemberNumber],
        later: &LaterResult,
    ) {
        self.take_due(round, later);
        let ago = self.round.0.saturating_sub(round.0);
        let bit = 1_u64.checked_shl(ago).unwrap_or(0);
        for number in active {
            if let Some(member) = self.member_mut(*number) {
                member.active_rounds |= bit;
            }
        }
        for (number, amount) in earned {
            if let Some(member) = self.member_mut(*number) {
                member.grants.push(Grant {
                    round,
                    amount: *amount,
                });
                self.pool.0 = self.pool.0.saturating_sub(amount.0);
                self.issued.0 = self.issued.0.saturating_add(amount.0);
            }
        }
        self.forget_dues(round);
        self.settled = RoundNumber(round.0.saturating_add(1));
        self.set_aside(round, file, later);
        self.trust.drop_before(self.settled);
        self.roll = Roll::of(&self.members, &self.charter, self.round);
    }

    /// Puts what is due at the settlement of `round` into the pool, from which what was earned of it is
    /// credited then.
    fn take_due(&mut self, round: RoundNumber, later: &LaterResult) {
        let due = later.paid.0.saturating_add(later.returned.0);
        self.pool.0 = self.pool.0.saturating_add(due);
        self.later.waiting.retain(|it| it.due > round);
    }

    /// Sets aside what waits of `round`, and keeps the digest of its file.
    fn set_aside(&mut self, round: RoundNumber, file: Digest, later: &LaterResult) {
        self.pool.0 = self.pool.0.saturating_sub(later.set_aside.0);
        if later.set_aside.0 > 0 {
            self.later.waiting.push(Waiting {
                aside: SetAside {
                    round,
                    amount: later.set_aside,
                    at_once: later.at_once,
                    score_total: later.score_total,
                    authors: later.authors,
                },
                due: RoundNumber(round.0.saturating_add(self.charter.later_rounds)),
            });
        }
        self.later.files.insert(round, file);
        self.later.forget(self.settled);
    }
}
