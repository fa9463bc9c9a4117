//! Writing who knows whom, who was met, and who is below the trust cut.

use std::collections::BTreeMap;

use super::{State, Timer};
use crate::change::TrustChange;
use crate::ids::MemberNumber;
use crate::trust::{MEETINGS, Meeting, Ranking, TrustNotice};

impl State {
    /// Says whether `member` was met by those whose word counts: two verified members, or everybody
    /// at the beginning.
    #[must_use]
    pub fn is_verified(&self, member: MemberNumber) -> bool {
        let found = self.find_member(member);
        found.is_some_and(|it| it.left_ms.is_none() && it.is_bootstrap)
            || self.trust.met_by(member).len() >= MEETINGS
    }

    /// Says whether a trust cut is drawn each quarter, once there are enough members.
    #[must_use]
    pub fn has_trust_cut(&self) -> bool {
        self.charter.trust_members > 0
    }

    // long: one arm per kind of change
    pub(super) fn write_trust(&mut self, change: TrustChange) {
        match change {
            TrustChange::VouchAnswered { from, to, answer } => {
                self.trust.answers.insert((to, from), answer);
            }
            TrustChange::PersonMet { member, meeting } => self.write_met(member, meeting),
            TrustChange::VerificationLost { member } => {
                self.trust.meetings.remove(&member);
            }
            TrustChange::TiesFrozen { frozen } => {
                let timer = Timer::TrustDraws(frozen.quarter);
                self.timers.insert((frozen.draws_ms, timer));
                self.trust.frozen = Some(*frozen);
            }
            TrustChange::Ranked {
                ranking,
                below,
                until_ms,
            } => self.write_ranked(*ranking, &below, until_ms),
            TrustChange::VouchCounted { member, from } => {
                if let Some(notice) = self.trust.notices.get_mut(&member)
                    && let Err(at) = notice.vouchers.binary_search(&from)
                {
                    notice.vouchers.insert(at, from);
                }
            }
            TrustChange::Lifted { member } => {
                self.trust.notices.remove(&member);
                self.set_below(member, false);
            }
            TrustChange::Fell { members } => {
                for member in members {
                    self.set_below(member, true);
                }
            }
            TrustChange::Ended => {
                for member in core::mem::take(&mut self.trust.notices).into_keys() {
                    self.set_below(member, false);
                }
                self.trust.rankings.clear();
                self.trust.frozen = None;
                self.timers.retain(|(_, timer)| !timer.is_of_trust());
            }
        }
    }

    fn write_met(&mut self, member: MemberNumber, meeting: Meeting) {
        let round = self.round;
        self.trust.meetings.entry(member).or_default().push(meeting);
        let count = self.trust.met_in.entry(meeting.by).or_default();
        if count.0 != round {
            *count = (round, 0);
        }
        count.1 = count.1.saturating_add(1);
    }

    /// Who was below before and is again stays what they are: their time is over already.
    fn write_ranked(&mut self, ranking: Ranking, below: &[MemberNumber], until_ms: u64) {
        self.timers
            .insert((until_ms, Timer::TrustNoticeEnds(ranking.quarter)));
        self.trust.frozen = None;
        self.trust.rankings.push(ranking);
        let settled = self.settled;
        self.trust.drop_before(settled);
        let notices: BTreeMap<_, _> = below
            .iter()
            .map(|member| {
                let vouchers = Vec::new();
                (*member, TrustNotice { until_ms, vouchers })
            })
            .collect();
        let before = core::mem::replace(&mut self.trust.notices, notices);
        for member in before.into_keys() {
            if !self.trust.notices.contains_key(&member) {
                self.set_below(member, false);
            }
        }
    }

    fn set_below(&mut self, number: MemberNumber, is_below: bool) {
        if let Some(member) = self.member_mut(number) {
            member.is_below_cut = is_below;
        }
        self.mark(number);
    }
}

impl Timer {
    fn is_of_trust(&self) -> bool {
        matches!(self, Self::TrustDraws(_) | Self::TrustNoticeEnds(_))
    }
}
