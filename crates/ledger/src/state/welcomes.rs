//! Writing bonuses for newcomers, rounds of moderation, and what findings of fraud take back.

use super::State;
use crate::change::Change;
use crate::ids::{MemberNumber, MicroShares, RoundNumber};
use crate::work::Welcome;

/// Rounds for which it is remembered who got a bonus for whom.
const WELCOME_ROUNDS: u32 = 104;

impl State {
    pub(super) fn write_welcome(&mut self, change: Change) {
        match change {
            Change::Welcomed {
                newcomer,
                vouchers,
                bonus,
            } => self.write_welcomed(newcomer, vouchers, bonus),
            Change::Moderated { member } => self.serve(member),
            Change::SharesReturned {
                member,
                round,
                amount,
                vested,
            } => self.write_returned(member, round, amount, vested),
            Change::VoucherSanctioned { member, sanction } => {
                self.work.sanctions.insert(member, sanction);
            }
            Change::LaterLost { member } => {
                self.later.barred.insert(member, self.round);
            }
            _ => {}
        }
    }

    fn write_welcomed(
        &mut self,
        newcomer: MemberNumber,
        vouchers: Vec<MemberNumber>,
        bonus: MicroShares,
    ) {
        let round = self.round;
        if let Some(member) = self.member_mut(newcomer) {
            member.member_since = member.member_since.or(Some(round));
        }
        for voucher in vouchers.iter().filter(|_| bonus.0 > 0) {
            let due = self.dues_mut().onboarding.entry(*voucher).or_default();
            due.0 = due.0.saturating_add(bonus.0);
        }
        let welcome = self.work.welcomed.entry(newcomer).or_insert(Welcome {
            round,
            vouchers: Vec::new(),
            bonuses: Vec::new(),
        });
        welcome.vouchers = vouchers;
        welcome.bonuses.push((round, bonus));
        let before = round.0.saturating_sub(WELCOME_ROUNDS);
        self.work.welcomed.retain(|_, it| it.round.0 >= before);
    }

    /// What was vested of the grant stays for good; what neither vested nor went back vests on.
    fn write_returned(
        &mut self,
        number: MemberNumber,
        round: RoundNumber,
        amount: MicroShares,
        vested: MicroShares,
    ) {
        let Some(member) = self.member_mut(number) else {
            return;
        };
        let Some(grant) = member.grants.iter_mut().find(|it| it.round == round) else {
            return;
        };
        grant.amount.0 = grant
            .amount
            .0
            .saturating_sub(amount.0)
            .saturating_sub(vested.0);
        member.kept.0 = member.kept.0.saturating_add(vested.0);
        member.grants.retain(|it| it.amount.0 > 0);
        self.pool.0 = self.pool.0.saturating_add(amount.0);
        self.issued.0 = self.issued.0.saturating_sub(amount.0);
        self.work.returned.0 = self.work.returned.0.saturating_add(amount.0);
        let taken = self.work.taken.entry(number).or_default();
        taken.0 = taken.0.saturating_add(amount.0);
        self.weigh(number);
    }
}
