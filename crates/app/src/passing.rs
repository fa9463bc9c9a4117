//! Passing shares on (ADR-0029): what one member can, what is on its way, and who is told.

use ledger::apply::{assign_ticks, assignable, unearned_max};
use ledger::assignment::{Assignment, AssignmentStage};
use ledger::change::AssigningChange;
use ledger::ids::{AssignmentId, MemberNumber, MicroShares};
use store::Tx;
use store::notification::NotificationKind;

use crate::App;
use crate::error::Result;
use crate::notice::Notice;

/// Assignments of one member that are read, the latest.
const ASSIGNMENTS_MAX: usize = 50;

/// What one member can pass on and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passing {
    /// For how long they could call back what they pass on now, in milliseconds; zero: nobody can pass
    /// anything on.
    pub time_ms: u64,
    /// The most that they can pass on now.
    pub free: MicroShares,
    /// What they hold without having earned it.
    pub unearned: MicroShares,
    /// The most that one member can hold so.
    pub unearned_max: MicroShares,
    /// What they passed on and were passed, the latest first, fifty at most.
    pub assignments: Vec<Assignment>,
}

impl App {
    /// Reads what `member` can pass on, and what they passed on and were passed.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn passing(&self, member: MemberNumber) -> Result<Passing> {
        let now_ms = self.record.now_ms()?;
        Ok(self.record.read(|state| {
            let all = state.assignments.iter().rev();
            let own = all.filter(|it| it.from == member || it.to == member);
            let found = state.find_member(member);
            Passing {
                time_ms: state.charter.ticks_ms(assign_ticks(state, member, now_ms)),
                free: assignable(state, member),
                unearned: found.map_or(MicroShares(0), |it| it.bought),
                unearned_max: unearned_max(state),
                assignments: own.take(ASSIGNMENTS_MAX).copied().collect(),
            }
        })?)
    }

    /// Finds an assignment, for whoever signs something about it.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn find_assignment(&self, id: AssignmentId) -> Result<Option<Assignment>> {
        Ok(self
            .record
            .read(|state| state.find_assignment(id).copied())?)
    }

    /// Tells both sides of an assignment where it stands; who called it back knows.
    pub(crate) async fn announce_assigning(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &AssigningChange,
    ) -> Result<()> {
        let found = match change {
            AssigningChange::Assigned(assignment) => Some((*assignment, assignment.stage)),
            AssigningChange::Ended { assignment, stage } => {
                let found = self.find_assignment(*assignment)?;
                found.map(|it| (it, *stage))
            }
        };
        let Some((assignment, stage)) = found else {
            return Ok(());
        };
        let sides = [
            (assignment.from, assignment.to, "from"),
            (assignment.to, assignment.from, "to"),
        ];
        let is_told =
            |side: &str| side == "to" || !matches!(stage, AssignmentStage::CalledBack { .. });
        for (member, other, side) in sides.into_iter().filter(|it| is_told(it.2)) {
            let notice = Notice {
                actor: Some(other),
                detail: Some(format!("{side}-{}", stage.word())),
                ..Notice::default()
            };
            let kind = NotificationKind::SharesAssigned;
            self.tell_at(tx, member, kind, notice, time_ms).await?;
        }
        Ok(())
    }
}
