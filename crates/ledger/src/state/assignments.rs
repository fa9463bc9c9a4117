//! Writing what happens to shares that are passed on.

use super::{State, Timer, place};
use crate::assignment::AssignmentStage;
use crate::change::AssigningChange;
use crate::ids::{MemberNumber, MicroShares};

impl State {
    pub(super) fn write_assigning(&mut self, change: AssigningChange) {
        match change {
            AssigningChange::Assigned(assignment) => {
                if let AssignmentStage::Waiting { until_ms } = assignment.stage {
                    let ends = Timer::AssignmentEnds(assignment.id);
                    self.timers.insert((until_ms, ends));
                }
                self.assignments.push(assignment);
            }
            AssigningChange::Ended { assignment, stage } => {
                let found = place(assignment.0).and_then(|at| self.assignments.get_mut(at));
                let Some(it) = found else {
                    return;
                };
                it.stage = stage;
                let (from, to, amount) = (it.from, it.to, it.amount);
                self.timers
                    .retain(|(_, timer)| *timer != Timer::AssignmentEnds(assignment));
                if matches!(stage, AssignmentStage::Passed { .. }) {
                    self.move_shares(from, to, amount);
                }
            }
        }
    }

    /// Moves shares: those that `from` did not earn first, so that what weighs in a vote goes last. With
    /// `to` all of them are shares that were not earned, whatever they were before.
    pub(super) fn move_shares(
        &mut self,
        from: MemberNumber,
        to: MemberNumber,
        amount: MicroShares,
    ) {
        if let Some(member) = self.member_mut(from) {
            let bought = member.bought.min(amount);
            member.bought.0 = member.bought.0.saturating_sub(bought.0);
            let earned = amount.0.saturating_sub(bought.0);
            member.parted.0 = member.parted.0.saturating_add(earned);
        }
        if let Some(member) = self.member_mut(to) {
            member.bought.0 = member.bought.0.saturating_add(amount.0);
        }
        self.weigh(from);
    }
}
