//! Writing what happens to grants, and the timer that looks at them.

use super::{State, Timer, place};
use crate::change::GrantChange;
use crate::grant::{COURSE_MAX, CourseStep, Grant, GrantMoment, GrantStage};
use crate::ids::{GrantId, MemberNumber};

impl State {
    /// Returns the tick that `time_ms` is in, counted from the founding.
    #[must_use]
    pub fn tick_of(&self, time_ms: u64) -> u64 {
        let since = time_ms.saturating_sub(self.founded_ms);
        since.checked_div(self.charter.tick_ms).unwrap_or(0)
    }

    /// Returns when `tick` begins, in milliseconds.
    #[must_use]
    pub fn tick_ms(&self, tick: u64) -> u64 {
        let since = self.charter.tick_ms.saturating_mul(tick);
        self.founded_ms.saturating_add(since)
    }

    /// Returns what grants are held against at `time_ms`.
    #[must_use]
    pub fn grant_moment(&self, time_ms: u64) -> GrantMoment {
        use crate::books::Account;
        use crate::payload::Envelope;
        let charter = &self.charter;
        GrantMoment {
            pool: self.books.free(Account::Envelope(Envelope::Grants)),
            points: GrantMoment::points(
                self.grants.points_given(),
                self.count_members(time_ms),
                charter.grant_points.into(),
                charter.grant_floor.0,
            ),
        }
    }

    fn grant_mut(&mut self, id: GrantId) -> Option<&mut Grant> {
        self.grants.grants.get_mut(place(id.0)?)
    }

    pub(super) fn write_grant(&mut self, change: GrantChange) {
        let time_ms = self.time_ms;
        match change {
            GrantChange::Requested { grant } => {
                self.grants.open.insert(grant.id);
                self.grants.grants.push(*grant);
            }
            GrantChange::Withdrawn { grant } => {
                self.end_grant(grant, GrantStage::Withdrawn { at_ms: time_ms }, time_ms);
            }
            GrantChange::Supported {
                grant,
                member,
                points,
            } => self.write_support(grant, member, points),
            GrantChange::SupportLost { member } => self.lose_support(member),
            GrantChange::Looked { at_ms, next_ms } => {
                let tick = self.tick_of(at_ms);
                for id in self.grants.open.clone() {
                    if let Some(grant) = self.grant_mut(id) {
                        grant.bring_to(tick);
                    }
                }
                self.set_look(next_ms);
            }
            GrantChange::Passed { grant, at_ms } => {
                self.end_grant(grant, GrantStage::Passed { at_ms }, at_ms);
            }
            GrantChange::Voided { grant, at_ms } => {
                self.end_grant(grant, GrantStage::Void { at_ms }, at_ms);
            }
        }
    }

    fn end_grant(&mut self, id: GrantId, stage: GrantStage, at_ms: u64) {
        let tick = self.tick_of(at_ms);
        if let Some(grant) = self.grant_mut(id) {
            grant.bring_to(tick);
            grant.stage = stage;
        }
        self.grants.open.remove(&id);
        self.look_soon();
    }

    fn write_support(&mut self, id: GrantId, member: MemberNumber, points: u8) {
        let tick = self.tick_of(self.time_ms);
        let mut given = self.grants.given_by(member);
        let before = self.grants.given_to(member, id);
        given.retain(|it| it.0 != id);
        if points > 0 {
            given.push((id, points));
        }
        if given.is_empty() {
            self.grants.given.remove(&member);
        } else {
            self.grants.given.insert(member, given);
        }
        if let Some(grant) = self.grant_mut(id) {
            grant.change(tick, before, points);
        }
        self.look_soon();
    }

    /// Takes back what somebody who leaves asked for and supported.
    pub(super) fn leave_grants(&mut self, member: MemberNumber) {
        let time_ms = self.time_ms;
        let own = self.grants.open().filter(|it| it.author == member);
        for id in own.map(|it| it.id).collect::<Vec<_>>() {
            self.end_grant(id, GrantStage::Withdrawn { at_ms: time_ms }, time_ms);
        }
        self.lose_support(member);
        self.look_soon();
    }

    /// Takes all support of somebody away who is no member any more.
    pub(super) fn lose_support(&mut self, member: MemberNumber) {
        let tick = self.tick_of(self.time_ms);
        for (id, points) in self.grants.given_by(member) {
            if let Some(grant) = self.grant_mut(id) {
                grant.change(tick, points, 0);
            }
        }
        if self.grants.given.remove(&member).is_some() {
            self.look_soon();
        }
    }

    /// Has open grants looked at when the next tick begins: what they are held against has changed.
    pub(super) fn look_soon(&mut self) {
        let has_any = self
            .grants
            .open()
            .any(|it| it.points > 0 || it.conviction > 0);
        let next = self.tick_of(self.time_ms).saturating_add(1);
        let due_ms = self.tick_ms(next);
        let is_sooner = self.grants.look_ms.is_none_or(|it| it > due_ms);
        if has_any && is_sooner {
            self.set_look(Some(due_ms));
        }
    }

    fn set_look(&mut self, due_ms: Option<u64>) {
        if let Some(before) = self.grants.look_ms {
            self.timers.remove(&(before, Timer::GrantsLooked));
        }
        self.grants.look_ms = due_ms;
        self.timers
            .extend(due_ms.map(|it| (it, Timer::GrantsLooked)));
    }
}

impl Grant {
    /// Brings its conviction up to `tick`.
    fn bring_to(&mut self, tick: u64) {
        self.conviction = self.conviction_at(tick);
        self.tick = self.tick.max(tick);
    }

    /// A member's points go from `before` to `after`.
    fn change(&mut self, tick: u64, before: u8, after: u8) {
        self.bring_to(tick);
        self.points = self
            .points
            .saturating_sub(before.into())
            .saturating_add(after.into());
        self.backers = self
            .backers
            .saturating_sub(u32::from(before > 0))
            .saturating_add(u32::from(after > 0));
        let step = CourseStep {
            tick: self.tick,
            conviction: self.conviction,
            points: self.points,
        };
        match self.course.last_mut() {
            Some(last) if last.tick == step.tick => *last = step,
            _ => self.course.push(step),
        }
        if self.course.len() > COURSE_MAX {
            self.course.remove(0);
        }
    }
}
