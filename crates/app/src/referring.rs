//! Acts that those who moderate bring before a jury which may find fraud, what whoever is accused tells
//! it, and whom a finding is told to (ADR-0035). What is found, and what it takes, is the ledger's.

use domain::ids::ActionId;
use domain::text::Reasons;
use ledger::apply::check_refer;
use ledger::change::Change;
use ledger::ids::{MemberNumber, RoundNumber};
use ledger::jury::{Appeal, Case, JuryStage, Matter};
use ledger::{Body, Rejection};
use store::Tx;
use store::action::Action;
use store::notification::NotificationKind as Kind;

use crate::App;
use crate::companion::Companion;
use crate::error::{AppError, Refusal, Result};
use crate::justice::{appeal_against, digest_of_act};

/// What a voucher lost by a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Until when they cannot vouch, in milliseconds.
    pub vouching_until_ms: u64,
    /// Until when they cannot vote, in milliseconds; nothing if they can.
    pub vote_until_ms: Option<u64>,
}

impl App {
    /// Makes the referral of an act ready to be signed by somebody who may act at level 0.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such act, or it cannot be referred by them.
    pub async fn word_referral(
        &self,
        member: MemberNumber,
        id: ActionId,
    ) -> Result<(Body, Companion)> {
        let action = self.load_referable(member, id).await?;
        let salt = self.salt();
        let body = Body::ReferAct {
            member: action.author,
            act: appeal_against(&action, digest_of_act(&salt, id)),
        };
        let companion = Companion::Appeal {
            action: id.to_string(),
            words: String::new(),
            salt,
        };
        Ok((body, companion))
    }

    /// Checks that no jury was asked about an act yet: another salt makes another digest, so that the
    /// ledger cannot tell.
    pub(crate) async fn check_unheard(&self, id: ActionId) -> Result<()> {
        match self.find_case_against(id).await? {
            Some(_) => Err(AppError::Rejected(Rejection::AppealedAlready)),
            None => Ok(()),
        }
    }

    /// Says whether `member` may bring `action` before a jury: as the ledger will, and only once.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`], [`AppError::Record`].
    pub async fn may_refer(&self, member: MemberNumber, action: &Action) -> Result<bool> {
        let rule = action.rule_id.as_str();
        let may = self
            .record
            .read(|state| check_refer(state, member, action.author, rule).is_ok())?;
        Ok(may && self.find_case_against(action.id).await?.is_none())
    }

    /// Says whether `companion` belongs to the referral by `member` of an act against `of`.
    pub(crate) async fn is_referral(
        &self,
        member: MemberNumber,
        (of, act): (MemberNumber, &Appeal),
        companion: &Companion,
    ) -> Result<bool> {
        let Companion::Appeal {
            action,
            words,
            salt,
        } = companion
        else {
            return Ok(false);
        };
        let id = action.parse().map_err(|_| AppError::NotFound)?;
        let action = self.load_referable(member, id).await?;
        let is_of_act = *act == appeal_against(&action, digest_of_act(salt, id));
        Ok(words.is_empty() && action.author == of && is_of_act)
    }

    async fn load_referable(&self, member: MemberNumber, id: ActionId) -> Result<Action> {
        let found = self.store.read().await?.find_action(id).await?;
        let action = found.ok_or(AppError::NotFound)?;
        if self.may_refer(member, &action).await? {
            Ok(action)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Says whether whoever `case` is about may still tell its jury their side: it was brought by others,
    /// and no verdict is opened yet.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn may_tell_jury(&self, case: &Case) -> Result<bool> {
        let last = case.juries.last().copied();
        let stage = self.record.read(|state| {
            let jury = last.and_then(|it| state.find_jury(it));
            jury.map(|it| it.stage)
        })?;
        let waits = matches!(
            stage,
            Some(JuryStage::Called { .. } | JuryStage::Sealing { .. })
        );
        Ok(waits && matches!(case.matter, Matter::Referral(_)))
    }

    /// Tells the jury of a case that others brought one's own side; the last words count.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for somebody else's act, or when the jury opens its verdicts;
    /// [`Refusal::Text`] for words over 2,000 characters.
    pub async fn tell_jury(&self, member: MemberNumber, id: ActionId, words: &str) -> Result<()> {
        self.load_own_action(member, id).await?;
        let words = Reasons::parse(words.trim().to_owned()).map_err(|_| Refusal::Text("appeal"))?;
        let case = self.find_case_against(id).await?;
        let case = case.ok_or(AppError::NotFound)?;
        if !self.may_tell_jury(&case)? {
            return Err(AppError::NotFound);
        }
        let mut tx = self.store.begin().await?;
        tx.update_appeal_words(case.id, words.as_str()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns what a finding took from `member`, in micro-shares; zero for most.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn taken_from(&self, member: MemberNumber) -> Result<u64> {
        Ok(self
            .record
            .read(|state| state.work.taken.get(&member).map_or(0, |it| it.0))?)
    }

    /// Returns what `member` has lost for now by having vouched for a fake account.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn lost_by_vouching(&self, member: MemberNumber) -> Result<Option<Lost>> {
        let closes_ms = self.commons().round_closes_ms;
        Ok(self.record.read(|state| {
            let sanction = state.work.sanctions.get(&member)?;
            // The next round begins when the one that runs closes.
            let begins_ms = |round: RoundNumber| {
                let rounds = round.0.checked_sub(state.round.0).filter(|it| *it > 0)?;
                let whole = u64::from(rounds.saturating_sub(1));
                let round_ms = state.charter.round_ms();
                Some(closes_ms.saturating_add(whole.saturating_mul(round_ms)))
            };
            Some(Lost {
                vouching_until_ms: begins_ms(sanction.vouches_from)?,
                vote_until_ms: begins_ms(sanction.votes_from),
            })
        })?)
    }

    /// Tells whoever an act was taken against that a jury hears about fraud.
    pub(crate) async fn announce_referral(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        body: &Body,
        changes: &[Change],
    ) -> Result<()> {
        let Body::ReferAct { member, .. } = body else {
            return Ok(());
        };
        let case = changes.iter().find_map(|it| match it {
            Change::CaseFiled { case } => Some(case.id),
            _ => None,
        });
        let Some(case) = case else {
            return Ok(());
        };
        if let Some(appeal) = tx.find_appeal(case).await? {
            let action = appeal.action.to_string();
            self.notify(tx, *member, Kind::CaseReferred, action, time_ms)
                .await?;
        }
        Ok(())
    }

    /// Tells those whom a finding costs something.
    pub(crate) async fn announce_finding(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &Change,
    ) -> Result<()> {
        match change {
            Change::SharesReturned { member, .. } => {
                // One notice for all the rounds of a finding.
                let at = time_ms.to_string();
                if !tx.has_notification(*member, Kind::SharesTaken, &at).await? {
                    self.notify(tx, *member, Kind::SharesTaken, at, time_ms)
                        .await?;
                }
            }
            Change::VoucherSanctioned { member, sanction } => {
                let what = if sanction.votes_from > sanction.found {
                    "vote"
                } else {
                    "vouching"
                };
                self.notify(tx, *member, Kind::VouchingLost, what.to_owned(), time_ms)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }
}
