//! Writing what decisions do to charter and offices.

use super::{Provenance, Roll, State, Timer};
use crate::change::Change;
use crate::charter::Parameter;
use crate::ids::ProposalId;
use crate::office::{GivenBy, Office};

impl State {
    pub(super) fn provenance(&self, by: ProposalId) -> Provenance {
        Provenance {
            by,
            since_ms: self.time_ms,
        }
    }

    pub(super) fn write_adopted(&mut self, change: Change) {
        match change {
            Change::CharterAdopted {
                proposal,
                charter,
                version,
            } => {
                let now = self.provenance(proposal);
                let changed =
                    Parameter::all().filter(|it| it.get(&self.charter) != it.get(&charter));
                let changed: Vec<Parameter> = changed.collect();
                self.parameters
                    .extend(changed.into_iter().map(|parameter| (parameter, now)));
                self.charter = *charter;
                self.look_soon();
                self.charter_version = version;
                // Another charter may let shares vest otherwise.
                self.roll = Roll::of(&self.members, &self.charter, self.round);
            }
            Change::BudgetAdopted { proposal, .. } => {
                self.budget = Some(self.provenance(proposal));
            }
            _ => {}
        }
    }

    pub(super) fn write_office(&mut self, change: Change) {
        match change {
            Change::MandateGiven { mandate } => {
                self.seats.retain(|seat| seat.office != Office::Team);
                let is_old = |timer: &Timer| {
                    matches!(timer, Timer::RenewalAsked(_) | Timer::MandateLapses(_))
                };
                self.timers.retain(|(_, timer)| !is_old(timer));
                let notice_ms = self
                    .charter
                    .round_ms()
                    .saturating_mul(self.charter.renewal_rounds.into());
                let asked_ms = mandate.until_ms.saturating_sub(notice_ms);
                let (by, until_ms) = (mandate.by, mandate.until_ms);
                self.timers
                    .insert((asked_ms.max(mandate.since_ms), Timer::RenewalAsked(by)));
                self.timers.insert((until_ms, Timer::MandateLapses(by)));
                self.mandate = Some(mandate);
            }
            Change::SeatTaken { seat } => {
                let time_ms = self.time_ms;
                // Nobody is in two places of one office, and whose term is over makes room.
                self.seats.retain(|it| {
                    it.office != seat.office || (it.member != seat.member && it.is_held(time_ms))
                });
                self.seats.push(seat);
                if let GivenBy::Election(id) = seat.by {
                    self.write_seated(id, seat.member);
                }
            }
            Change::SeatLost { office, member } => {
                self.seats
                    .retain(|it| (it.office, it.member) != (office, member));
                self.pause.signatures.remove(&member);
            }
            Change::RenewalAsked { .. } => {
                let time_ms = self.time_ms;
                if let Some(mandate) = &mut self.mandate {
                    mandate.renewal_asked_ms = Some(time_ms);
                }
            }
            Change::MandateRecalled { .. } => {
                let time_ms = self.time_ms;
                if let Some(mandate) = &mut self.mandate {
                    mandate.recalled_ms.get_or_insert(time_ms);
                }
            }
            Change::PausePermitted { proposal } => self.pause.permitted_by = Some(proposal),
            Change::Frozen { until_ms } => self.frozen_until_ms = until_ms,
            Change::PauseSigned { member } => {
                let time_ms = self.time_ms;
                self.pause.signatures.insert(member, time_ms);
            }
            Change::Paused { until_ms } => {
                self.pause.signatures.clear();
                self.pause.until_ms = until_ms;
                self.pause.permitted_by = None;
            }
            _ => {}
        }
    }
}
