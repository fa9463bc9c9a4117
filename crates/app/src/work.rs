//! Claims of work and their reviews (ADR-0021).
//!
//! The record holds numbers and a digest; the words of a claim are kept with those of proposals, under
//! that digest, and are erased with them.

use ledger::Body;
use ledger::change::Change;
use ledger::ids::{ClaimId, MemberNumber};
use ledger::work::{Claim, ClaimStage, Skill, SkillHeld, WorkClass};
use store::Tx;
use store::notification::NotificationKind as Kind;

use crate::App;
use crate::companion::Companion;
use crate::error::{AppError, Refusal, Result};
use crate::viewer::Viewer;

/// Claims that one answer lists.
const LISTED_MAX: usize = 50;

/// A claim with its words, as far as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimView {
    /// The claim.
    pub claim: Claim,
    /// What was done, in a line; empty once erased.
    pub title: String,
    /// What it is and where to see it.
    pub words: String,
}

/// What the page of work shows of claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkDesk {
    /// Claims that wait for the viewer's word.
    pub to_review: Vec<ClaimView>,
    /// The viewer's own, the latest first.
    pub own: Vec<ClaimView>,
    /// The viewer's skills.
    pub skills: Vec<(Skill, SkillHeld)>,
}

impl App {
    /// Makes a claim ready to be signed.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] for a title that is empty or over 160 characters, or words over 2,000.
    pub fn word_claim(
        &self,
        skill: Skill,
        class: WorkClass,
        title: &str,
        words: &str,
    ) -> Result<(Body, Companion)> {
        let words = self.salt_words(title, words);
        check_claim(&words.title, &words.summary)?;
        let body = Body::ClaimWork {
            skill,
            class,
            text: words.digest(),
        };
        Ok((body, Companion::Words(words)))
    }

    /// Loads what the page of work shows a member of claims.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_work_desk(&self, member: MemberNumber) -> Result<WorkDesk> {
        let (to_review, own, skills) = self.record.read(|state| {
            let work = &state.work;
            let waits = |it: &&Claim| {
                matches!(it.stage, ClaimStage::Reviewing { .. })
                    && it
                        .find_reviewer(member)
                        .is_some_and(|it| it.answer.is_none())
            };
            let to_review: Vec<Claim> = work.claims.iter().filter(waits).cloned().collect();
            let own = work.claims.iter().rev().filter(|it| it.member == member);
            let own: Vec<Claim> = own.take(LISTED_MAX).cloned().collect();
            let held = |skill| work.skills.get(&(skill, member)).copied();
            let skills: Vec<(Skill, SkillHeld)> = Skill::ALL
                .into_iter()
                .map(|skill| (skill, held(skill).unwrap_or_default()))
                .collect();
            (to_review, own, skills)
        })?;
        Ok(WorkDesk {
            to_review: self.with_words(to_review).await?,
            own: self.with_words(own).await?,
            skills,
        })
    }

    /// Loads a claim for somebody who is signed in.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such claim, or the viewer is not signed in.
    pub async fn load_claim(&self, viewer: &Viewer, id: ClaimId) -> Result<ClaimView> {
        viewer.number().ok_or(AppError::NotFound)?;
        let claim = self.record.read(|state| state.find_claim(id).cloned())?;
        let claim = claim.ok_or(AppError::NotFound)?;
        let mut claims = self.with_words(vec![claim]).await?;
        claims.pop().ok_or(AppError::NotFound)
    }

    async fn with_words(&self, claims: Vec<Claim>) -> Result<Vec<ClaimView>> {
        let mut reader = self.store.read().await?;
        let mut views = Vec::with_capacity(claims.len());
        for claim in claims {
            let found = reader.find_proposal_text(&claim.text.0).await?;
            let (title, words) = found.map_or_else(Default::default, |it| (it.title, it.summary));
            views.push(ClaimView {
                claim,
                title,
                words,
            });
        }
        Ok(views)
    }

    /// Tells members what a change about claims means for them.
    pub(crate) async fn announce_work(
        &self,
        tx: &mut Tx,
        time_ms: u64,
        change: &Change,
    ) -> Result<()> {
        match change {
            Change::ReviewersDrawn { claim, receipt, .. } => {
                for member in receipt.seated() {
                    self.notify(tx, member, Kind::ReviewAsked, claim.to_string(), time_ms)
                        .await?;
                }
            }
            Change::ReviewerReplaced {
                claim,
                by: Some(member),
                ..
            } => {
                self.notify(tx, *member, Kind::ReviewAsked, claim.to_string(), time_ms)
                    .await?;
            }
            Change::ClaimEnded { claim, class, .. } => {
                let claimant = self
                    .record
                    .read(|state| state.find_claim(*claim).map(|it| it.member))?;
                if let Some(member) = claimant {
                    let class = class.map_or_else(|| "no".to_owned(), |it| it.weight().to_string());
                    let detail = format!("{claim} {class}");
                    self.notify(tx, member, Kind::ClaimEnded, detail, time_ms)
                        .await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Checks the words of a claim.
pub(crate) fn check_claim(title: &str, words: &str) -> Result<()> {
    let title = title.trim();
    let is_short = title.chars().count() <= 160 && words.chars().count() <= 2_000;
    if title.is_empty() || !is_short {
        return Err(Refusal::Text("claim").into());
    }
    Ok(())
}
