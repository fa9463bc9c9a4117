//! Writing what happens to calls for projects, and the timer that goes with them.

use std::collections::BTreeMap;

use super::{State, Timer, place};
use crate::call::{Call, CallStage};
use crate::change::CallChange;
use crate::ids::CallId;
use crate::proposal::MemberSet;

impl State {
    /// Returns the call of this number.
    #[must_use]
    pub fn find_call(&self, id: CallId) -> Option<&Call> {
        self.calls.get(place(id.0)?)
    }

    fn call_mut(&mut self, id: CallId) -> Option<&mut Call> {
        self.calls.get_mut(place(id.0)?)
    }

    // long: one arm per kind of change
    pub(super) fn write_call(&mut self, change: CallChange) {
        let time_ms = self.time_ms;
        match change {
            CallChange::Called { call } => {
                let (id, stage) = (call.id, call.stage);
                self.calls.push(*call);
                self.enter_call(id, stage);
            }
            CallChange::Submitted { call, project } => {
                if let Some(it) = self.call_mut(call) {
                    it.projects.push(project);
                }
            }
            CallChange::Withdrawn { call, project } => {
                let number = usize::from(project.0);
                let projects = self.call_mut(call).map(|it| &mut it.projects);
                let at = number.checked_sub(1);
                if let Some(it) = projects.zip(at).and_then(|(all, at)| all.get_mut(at)) {
                    it.withdrawn_ms = Some(time_ms);
                }
            }
            CallChange::Opened {
                call,
                poll,
                closes_ms,
            } => {
                if let Some(it) = self.call_mut(call) {
                    it.poll = Some(*poll);
                }
                self.enter_call(call, CallStage::Voting { closes_ms });
            }
            CallChange::Approved {
                call,
                member,
                projects,
            } => {
                if let Some(poll) = self.call_mut(call).and_then(|it| it.poll.as_mut()) {
                    poll.ballots.insert(member, projects);
                }
            }
            CallChange::Counted {
                call,
                counted,
                at_ms,
            } => {
                if let Some(it) = self.call_mut(call) {
                    it.counted = Some(*counted);
                }
                self.enter_call(call, CallStage::Counted { at_ms });
            }
            CallChange::Entered { call, stage } => self.enter_call(call, stage),
        }
    }

    /// Enters a stage, sets its timer, and drops who voted how once that was counted.
    fn enter_call(&mut self, id: CallId, stage: CallStage) {
        self.timers
            .retain(|(_, timer)| *timer != Timer::CallCloses(id));
        let Some(call) = self.call_mut(id) else {
            return;
        };
        call.stage = stage;
        match stage {
            CallStage::Collecting { closes_ms } | CallStage::Voting { closes_ms } => {
                self.timers.insert((closes_ms, Timer::CallCloses(id)));
            }
            CallStage::Counted { .. } | CallStage::Void { .. } => {
                if let Some(poll) = &mut call.poll {
                    poll.voters = MemberSet::default();
                    poll.ballots = BTreeMap::new();
                }
            }
        }
    }
}
