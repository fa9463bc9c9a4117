//! Writing what happens to cases and juries, and the timers that go with them.

use super::{State, Timer, place};
use crate::change::{Change, RightsChange};
use crate::ids::{CaseId, EntryIndex, JuryId, MemberNumber, RoundNumber};
use crate::jury::{Case, Duty, Juror, Jury, JuryStage, Matter, Outcome, Seat};
use crate::proposal::MemberSet;
use crate::sortition::{Beacon, Draw, Purpose, Receipt};

impl State {
    /// Returns the case of this number.
    #[must_use]
    pub fn find_case(&self, id: CaseId) -> Option<&Case> {
        self.justice.cases.get(place(id.0)?)
    }

    /// Returns the jury of this number.
    #[must_use]
    pub fn find_jury(&self, id: JuryId) -> Option<&Jury> {
        self.justice.juries.get(place(id.0)?)
    }

    /// Returns the draw of `jury` by the root of the log so far: twice as many alternates as seats.
    #[must_use]
    pub fn draw_of(&self, jury: &Jury) -> Draw {
        Draw {
            purpose: Purpose::Jury,
            id: jury.id.0.into(),
            beacon: Beacon {
                index: EntryIndex(self.log.size()),
                hash: self.log.root(),
            },
            seats: jury.seats,
            alternates_each: 2,
        }
    }

    fn case_mut(&mut self, id: CaseId) -> Option<&mut Case> {
        self.justice.cases.get_mut(place(id.0)?)
    }

    fn jury_mut(&mut self, id: JuryId) -> Option<&mut Jury> {
        self.justice.juries.get_mut(place(id.0)?)
    }

    pub(super) fn write_rights(&mut self, change: RightsChange) {
        match change {
            RightsChange::Challenged {
                proposal,
                challenge,
            } => {
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.challenges.push(*challenge);
                }
            }
            RightsChange::ChallengeSupported {
                proposal,
                number,
                member,
            } => {
                let proposal = self.proposal_mut(proposal);
                if let Some(challenge) = proposal.and_then(|it| it.challenge_mut(number)) {
                    challenge.supporters.insert(member);
                }
            }
        }
    }

    pub(super) fn write_case(&mut self, change: Change) {
        match change {
            Change::CaseFiled { case } => {
                if let Matter::Decision {
                    proposal, number, ..
                } = case.matter
                    && let Some(proposal) = self.proposal_mut(proposal)
                    && let Some(challenge) = proposal.challenge_mut(number)
                {
                    challenge.case = Some(case.id);
                }
                self.justice.cases.push(*case);
            }
            Change::CaseRaised { case, level } => {
                if let Some(case) = self.case_mut(case) {
                    case.level = level;
                    case.appeal_until_ms = None;
                }
            }
            Change::CaseRuled {
                case,
                ruling,
                until_ms,
            } => {
                if let Some(case) = self.case_mut(case) {
                    case.ruling = ruling;
                    case.appeal_until_ms = Some(until_ms);
                }
            }
            Change::RuleCompared { rule, agreement } => {
                self.justice.rules.insert(rule, agreement);
            }
            Change::DutySet { member, duty } => match duty {
                Duty::Willing => {
                    self.justice.declined.remove(&member);
                }
                Duty::Declined => {
                    self.justice.declined.insert(member);
                }
            },
            _ => {}
        }
    }

    // long: one arm per kind of change
    pub(super) fn write_jury(&mut self, change: Change) {
        match change {
            Change::JuryCalled { jury } => {
                let (id, stage) = (jury.id, jury.stage);
                if let Some(case) = self.case_mut(jury.case) {
                    case.juries.push(id);
                }
                self.justice.juries.push(*jury);
                self.enter_jury(id, stage);
            }
            Change::JuryDrawn {
                jury,
                receipt,
                until_ms,
            } => self.write_drawn(jury, *receipt, until_ms),
            Change::JurorReplaced {
                jury,
                member,
                seat,
                by,
                since_ms,
            } => {
                if seat == Seat::Absent {
                    let until = self.round.0.saturating_add(self.charter.jury_rest_rounds);
                    self.rest(member, RoundNumber(until));
                }
                if let Some(jury) = self.jury_mut(jury) {
                    jury.replace(member, seat, by, since_ms);
                }
            }
            Change::VerdictSealed { jury, member, seal } => {
                let juror = self.jury_mut(jury).and_then(|it| it.juror_mut(member));
                if let Some(juror) = juror {
                    juror.seal = Some(seal);
                }
            }
            Change::JuryOpens { jury, until_ms } => {
                self.enter_jury(jury, JuryStage::Opening { until_ms });
            }
            Change::VerdictOpened {
                jury,
                member,
                ruling,
                ground,
            } => {
                let juror = self.jury_mut(jury).and_then(|it| it.juror_mut(member));
                if let Some(juror) = juror {
                    juror.opened = Some((ruling, ground));
                }
            }
            Change::JuryEnded {
                jury,
                at_ms,
                outcome,
                rests_until,
                pay,
            } => self.write_ended(jury, at_ms, outcome, rests_until, pay),
            Change::BenchSponsored {
                jury,
                member,
                proposal,
            } => {
                let jury = self.jury_mut(jury);
                let juror = jury.and_then(|it| it.jurors.iter_mut().find(|it| it.member == member));
                if let Some(juror) = juror {
                    juror.sponsors = Some(proposal);
                }
            }
            Change::VerdictStated { jury, member, text } => {
                if let Some(jury) = self.jury_mut(jury) {
                    jury.statement = Some((member, text));
                }
            }
            _ => {}
        }
    }

    fn write_drawn(&mut self, id: JuryId, receipt: Receipt, until_ms: u64) {
        let from_ms = self.time_ms;
        let Some(jury) = self.jury_mut(id) else {
            return;
        };
        for part in &receipt.parts {
            let seats = usize::try_from(part.seats).unwrap_or(usize::MAX);
            let seated = part.drawn.iter().take(seats);
            jury.jurors.extend(seated.map(|drawn| Juror {
                member: drawn.member,
                stratum: part.stratum,
                since_ms: from_ms,
                seat: Seat::Sitting,
                seal: None,
                opened: None,
                sponsors: None,
            }));
        }
        jury.receipt = Some(receipt);
        jury.candidates = MemberSet::default();
        self.enter_jury(id, JuryStage::Sealing { from_ms, until_ms });
    }

    /// Everybody who sat rests, also those who did not open what they sealed; who did is credited.
    fn write_ended(
        &mut self,
        id: JuryId,
        at_ms: u64,
        outcome: Outcome,
        rests_until: RoundNumber,
        pay: u32,
    ) {
        let Some(jury) = self.jury_mut(id) else {
            return;
        };
        jury.candidates = MemberSet::default();
        let sat: Vec<(MemberNumber, bool)> = jury
            .sitting()
            .map(|it| (it.member, it.opened.is_some()))
            .collect();
        for (member, has_ruled) in sat {
            self.rest(member, rests_until);
            if has_ruled {
                self.serve(member);
            }
            if has_ruled && pay > 0 {
                let credited = self.justice.credited.entry(member).or_default();
                *credited = credited.saturating_add(pay.into());
            }
        }
        self.enter_jury(id, JuryStage::Over { at_ms, outcome });
    }

    fn rest(&mut self, member: MemberNumber, until: RoundNumber) {
        let rests = self.justice.resting.entry(member).or_default();
        *rests = (*rests).max(until);
    }

    /// Moves a jury to `stage`, its timers with it. Alternates stand in after each third of the time
    /// to seal; with the last third verdicts are over.
    fn enter_jury(&mut self, id: JuryId, stage: JuryStage) {
        self.timers.retain(|(_, timer)| !timer.is_of_jury(id));
        match stage {
            JuryStage::Called { draws_ms } => {
                self.timers.insert((draws_ms, Timer::JuryDraws(id)));
            }
            JuryStage::Sealing { from_ms, until_ms } => {
                let third = until_ms.saturating_sub(from_ms) / 3;
                let stands_in = Timer::AlternatesStandIn(id);
                let first = from_ms.saturating_add(third);
                self.timers.insert((first, stands_in));
                self.timers.insert((first.saturating_add(third), stands_in));
                self.timers.insert((until_ms, Timer::SealingEnds(id)));
            }
            JuryStage::Opening { until_ms } => {
                self.timers.insert((until_ms, Timer::JuryEnds(id)));
            }
            JuryStage::Over { .. } => {}
        }
        if let Some(jury) = self.jury_mut(id) {
            jury.stage = stage;
        }
    }
}

impl Timer {
    fn is_of_jury(&self, id: JuryId) -> bool {
        match self {
            Self::JuryDraws(it)
            | Self::AlternatesStandIn(it)
            | Self::SealingEnds(it)
            | Self::JuryEnds(it) => *it == id,
            Self::RoundCloses(_)
            | Self::VotePasses(_)
            | Self::VoteCloses(_)
            | Self::ConfirmEnds(_)
            | Self::TimelockEnds(_)
            | Self::DraftMatures(_)
            | Self::DraftExpires(_)
            | Self::ReadingOpens(_)
            | Self::PanelDraws(_)
            | Self::PanelEnds(_)
            | Self::NominationsClose(_)
            | Self::ElectionCounts(_)
            | Self::SeatsTaken(_)
            | Self::RenewalAsked(_)
            | Self::MandateLapses(_)
            | Self::TransferEnds(_)
            | Self::OrdersReveal(_)
            | Self::AuctionClears(_)
            | Self::TradeLapses(_)
            | Self::OfferCloses(_)
            | Self::AttestationEnds(_)
            | Self::ReviewersDraw(_)
            | Self::ReviewersStandIn(_)
            | Self::ReviewEnds(_)
            | Self::TrustDraws(_)
            | Self::TrustNoticeEnds(_)
            | Self::CallCloses(_)
            | Self::AssignmentEnds(_)
            | Self::GrantsLooked => false,
        }
    }
}
