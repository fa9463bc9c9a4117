//! Writing what happens to claims of work, and what rounds owe beside content.

use super::{State, Timer, place};
use crate::change::Change;
use crate::ids::{ClaimId, MemberNumber, RoundNumber};
use crate::proposal::MemberSet;
use crate::sortition::Receipt;
use crate::work::{Claim, ClaimStage, Declared, Dues, Reviewer, Skill, WorkClass};

impl State {
    /// Returns the claim of this number.
    #[must_use]
    pub fn find_claim(&self, id: ClaimId) -> Option<&Claim> {
        self.work.claims.get(place(id.0)?)
    }

    fn claim_mut(&mut self, id: ClaimId) -> Option<&mut Claim> {
        self.work.claims.get_mut(place(id.0)?)
    }

    /// What the current round owes.
    pub(super) fn dues_mut(&mut self) -> &mut Dues {
        self.work.dues.entry(self.round).or_default()
    }

    /// Counts that `member` served once in the current round.
    pub(super) fn serve(&mut self, member: MemberNumber) {
        let times = self.dues_mut().service.entry(member).or_default();
        *times = times.saturating_add(1);
    }

    /// Drops what a settled round owed.
    pub(super) fn forget_dues(&mut self, round: RoundNumber) {
        self.work.dues.remove(&round);
    }

    // long: one arm per kind of change
    pub(super) fn write_work(&mut self, change: Change) {
        match change {
            Change::SkillDeclared {
                member,
                skill,
                declared,
            } => self.write_skill(member, skill, declared),
            Change::WorkClaimed { claim } => {
                let (id, stage) = (claim.id, claim.stage);
                self.work.claims.push(*claim);
                self.enter_claim(id, stage);
            }
            Change::ReviewersDrawn {
                claim,
                receipt,
                until_ms,
            } => self.write_reviewers(claim, *receipt, until_ms),
            Change::ReviewerReplaced {
                claim,
                member,
                by,
                since_ms,
            } => {
                if let Some(claim) = self.claim_mut(claim) {
                    claim.replace(member, by, since_ms);
                }
            }
            Change::WorkAttested {
                claim,
                member,
                answer,
            } => {
                let reviewer = self.claim_mut(claim).and_then(|it| it.reviewer_mut(member));
                if let Some(reviewer) = reviewer {
                    reviewer.answer = Some(answer);
                }
                self.serve(member);
            }
            Change::ClaimEnded {
                claim,
                at_ms,
                class,
            } => self.write_claim_ended(claim, at_ms, class),
            _ => {}
        }
    }

    fn write_skill(&mut self, member: MemberNumber, skill: Skill, declared: Declared) {
        let held = self.work.skills.entry((skill, member)).or_default();
        held.is_declared = declared == Declared::Yes;
        if !held.is_declared && held.attested == 0 {
            self.work.skills.remove(&(skill, member));
        }
    }

    fn write_reviewers(&mut self, id: ClaimId, receipt: Receipt, until_ms: u64) {
        let from_ms = self.time_ms;
        let Some(claim) = self.claim_mut(id) else {
            return;
        };
        claim
            .reviewers
            .extend(receipt.seated().into_iter().map(|member| Reviewer {
                member,
                since_ms: from_ms,
                is_replaced: false,
                answer: None,
            }));
        claim.receipt = Some(receipt);
        claim.candidates = MemberSet::default();
        self.enter_claim(id, ClaimStage::Reviewing { from_ms, until_ms });
    }

    /// An attested claim is paid by the round in which it was attested, and shows that its member has
    /// the skill.
    fn write_claim_ended(&mut self, id: ClaimId, at_ms: u64, class: Option<WorkClass>) {
        let round = self.round;
        let Some(claim) = self.claim_mut(id) else {
            return;
        };
        let (member, skill) = (claim.member, claim.skill);
        claim.round = class.map(|_| round);
        if let Some(class) = class {
            let held = self.work.skills.entry((skill, member)).or_default();
            held.attested = held.attested.saturating_add(1);
            let sum = self.dues_mut().work.entry(member).or_default();
            *sum = sum.saturating_add(class.weight());
        }
        self.enter_claim(id, ClaimStage::Over { at_ms, class });
    }

    /// Moves a claim to `stage`, its timers with it. Alternates are asked after each third of the time.
    fn enter_claim(&mut self, id: ClaimId, stage: ClaimStage) {
        self.timers.retain(|(_, timer)| !timer.is_of_claim(id));
        match stage {
            ClaimStage::Called { draws_ms } => {
                self.timers.insert((draws_ms, Timer::ReviewersDraw(id)));
            }
            ClaimStage::Reviewing { from_ms, until_ms } => {
                let third = until_ms.saturating_sub(from_ms) / 3;
                let stand_in = Timer::ReviewersStandIn(id);
                let first = from_ms.saturating_add(third);
                self.timers.insert((first, stand_in));
                self.timers.insert((first.saturating_add(third), stand_in));
                self.timers.insert((until_ms, Timer::ReviewEnds(id)));
            }
            ClaimStage::Over { .. } => {}
        }
        if let Some(claim) = self.claim_mut(id) {
            claim.stage = stage;
        }
    }
}

impl Timer {
    fn is_of_claim(&self, id: ClaimId) -> bool {
        matches!(
            self,
            Self::ReviewersDraw(it) | Self::ReviewersStandIn(it) | Self::ReviewEnds(it) if *it == id
        )
    }
}
