//! Writing invitations and vouches.

use super::State;
use crate::change::Change;
use crate::member::Vouch;

impl State {
    pub(super) fn write_invitation(&mut self, change: Change) {
        match change {
            Change::Invited { key, invitation } => {
                if !invitation.is_free
                    && let Some(member) = self.member_mut(invitation.by)
                {
                    let round = invitation.round;
                    member.invitations = member.invitations.saturating_add(1);
                    member.vouched_in =
                        Some((round, member.vouched_in_round(round).saturating_add(1)));
                }
                self.invitations.insert(key, invitation);
            }
            Change::InvitationClosed {
                key,
                invitation,
                used_by: _,
            } => {
                self.invitations.remove(&key);
                if !invitation.is_free
                    && let Some(member) = self.member_mut(invitation.by)
                {
                    member.invitations = member.invitations.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    pub(super) fn write_vouch(&mut self, change: &Change) {
        match *change {
            Change::Vouched {
                from,
                to,
                charged,
                since,
                made_associate_ms,
            } => {
                if let Some(voucher) = self.member_mut(from) {
                    voucher.vouches.push(Vouch { to, round: since });
                    if let Some(round) = charged {
                        voucher.vouched_in =
                            Some((round, voucher.vouched_in_round(round).saturating_add(1)));
                    }
                }
                if let Some(person) = self.member_mut(to) {
                    if let Err(at) = person.vouched_by.binary_search(&from) {
                        person.vouched_by.insert(at, from);
                    }
                    person.associate_since_ms = person.associate_since_ms.or(made_associate_ms);
                }
                self.mark(to);
            }
            Change::VouchWithdrawn {
                from,
                to,
                is_unmade,
            } => {
                self.trust.answers.remove(&(to, from));
                if let Some(voucher) = self.member_mut(from) {
                    voucher.vouches.retain(|vouch| vouch.to != to);
                }
                if let Some(person) = self.member_mut(to) {
                    person.vouched_by.retain(|voucher| *voucher != from);
                    if is_unmade {
                        person.associate_since_ms = None;
                    }
                }
                self.mark(to);
            }
            _ => {}
        }
    }
}
