//! Decisions that somebody says contradict the bill of rights, as pages show them (ADR-0033). Who may
//! challenge, and what a jury makes of it, is the ledger's.

use ledger::Body;
use ledger::apply::check_challenge;
use ledger::challenge::{Challenge, ChallengeNumber, Right};
use ledger::ids::{MemberNumber, ProposalId};
use ledger::jury::{Case, Matter, Ruling};
use ledger::proposal::Proposal;
use store::Tx;
use store::action::Action;
use store::notification::NotificationKind as Kind;

use crate::App;
use crate::companion::Companion;
use crate::error::{AppError, Result};
use crate::work::check_claim;

/// What a jury judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// An act of moderation.
    Act(Box<Action>),
    /// A decision, and by which right it is challenged.
    Decision(ProposalId, Right),
}

/// A challenge with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeView {
    /// Its place among those of the decision.
    pub number: ChallengeNumber,
    /// What the record says of it.
    pub challenge: Challenge,
    /// What it says in one line; nothing once it was erased.
    pub title: Option<String>,
    /// Why.
    pub words: String,
    /// What a jury ruled; nothing before.
    pub ruling: Option<Ruling>,
    /// Whether the viewer may support it.
    pub may_support: bool,
}

/// The challenges of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Challenges {
    /// They, in order.
    pub all: Vec<ChallengeView>,
    /// Whether the viewer may bring one.
    pub may_challenge: bool,
    /// Whether the viewer stands behind one.
    pub supports: bool,
}

impl App {
    /// Makes a challenge ready to be signed.
    ///
    /// # Errors
    ///
    /// [`crate::Refusal::Text`] for a title or words that are none or too long.
    pub fn word_challenge(
        &self,
        proposal: ProposalId,
        right: Right,
        (title, words): (&str, &str),
    ) -> Result<(Body, Companion)> {
        let words = self.salt_words(title, words);
        check_claim(&words.title, &words.summary)?;
        let body = Body::ChallengeDecision {
            proposal,
            right,
            grounds: words.digest(),
        };
        Ok((body, Companion::Words(words)))
    }

    /// Loads the challenges of a decision with their words, as `viewer` sees them.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Record`] or [`AppError::Store`].
    pub async fn load_challenges(
        &self,
        id: ProposalId,
        viewer: Option<MemberNumber>,
    ) -> Result<Challenges> {
        let now_ms = self.record.now_ms()?;
        let found = self.record.read(|state| {
            let proposal = state.find_proposal(id)?;
            let may_challenge =
                viewer.is_some_and(|it| check_challenge(state, id, it, now_ms).is_ok());
            let ruled = |case: &Case| case.appeal_until_ms.map(|_| case.ruling);
            let all = proposal.challenges.iter().zip(1_u8..);
            let all = all.map(|(challenge, number)| ChallengeView {
                number: ChallengeNumber(number),
                challenge: challenge.clone(),
                title: None,
                words: String::new(),
                ruling: challenge
                    .case
                    .and_then(|it| state.find_case(it).and_then(ruled)),
                // Eight are the most; who may bring one may support one, too.
                may_support: viewer.is_some_and(|it| {
                    challenge.case.is_none()
                        && ledger::apply::check_support(state, id, it, now_ms).is_ok()
                }),
            });
            Some(Challenges {
                supports: viewer.is_some_and(|it| proposal.supports_challenge(it)),
                all: all.collect(),
                may_challenge,
            })
        })?;
        let mut challenges = found.ok_or(AppError::NotFound)?;
        for it in &mut challenges.all {
            let words = self.find_words(it.challenge.grounds).await?;
            (it.title, it.words) = words.map_or((None, String::new()), |it| (Some(it.0), it.1));
        }
        Ok(challenges)
    }

    /// Loads what a case is about, and what who brought it says.
    pub(crate) async fn load_judged(&self, case: &Case) -> Result<(Judged, String)> {
        match &case.matter {
            Matter::Act(_) | Matter::Referral(_) => {
                let mut reader = self.store.read().await?;
                let appeal = reader.find_appeal(case.id).await?;
                let appeal = appeal.ok_or(AppError::NotFound)?;
                let action = reader.find_action(appeal.action).await?;
                let action = action.ok_or(AppError::NotFound)?;
                Ok((Judged::Act(Box::new(action)), appeal.words))
            }
            Matter::Decision {
                proposal,
                number,
                right,
            } => {
                let grounds = self.record.read(|state| {
                    let challenge = state.find_proposal(*proposal)?.find_challenge(*number)?;
                    Some(challenge.grounds)
                })?;
                let words = match grounds {
                    Some(grounds) => self.find_words(grounds).await?,
                    None => None,
                };
                let said = |(title, words): (String, String)| match words.is_empty() {
                    true => title,
                    false => format!("{title}\n\n{words}"),
                };
                let words = words.map(said).unwrap_or_default();
                Ok((Judged::Decision(*proposal, *right), words))
            }
        }
    }

    /// Tells who wrote a decision that a jury hears it.
    pub(crate) async fn announce_challenge(
        &self,
        tx: &mut Tx,
        case: &Case,
        time_ms: u64,
    ) -> Result<()> {
        let Matter::Decision { proposal, .. } = case.matter else {
            return Ok(());
        };
        if let Some(author) = self.author_of(proposal)? {
            let number = proposal.to_string();
            self.notify(tx, author, Kind::DecisionChallenged, number, time_ms)
                .await?;
        }
        Ok(())
    }

    /// Tells both sides what a jury made of a challenge.
    pub(crate) async fn announce_challenge_ruled(
        &self,
        tx: &mut Tx,
        case: &Case,
        ruling: Ruling,
        time_ms: u64,
    ) -> Result<()> {
        let Matter::Decision { proposal, .. } = case.matter else {
            return Ok(());
        };
        let author = self.author_of(proposal)?;
        let detail = format!("{} {}", case.id, ruling.word());
        let others = author.filter(|it| *it != case.appellant);
        for member in [Some(case.appellant), others].into_iter().flatten() {
            self.notify(tx, member, Kind::ChallengeRuled, detail.clone(), time_ms)
                .await?;
        }
        Ok(())
    }

    fn author_of(&self, id: ProposalId) -> Result<Option<MemberNumber>> {
        let author = |it: &Proposal| it.author;
        Ok(self
            .record
            .read(|state| state.find_proposal(id).map(author))?)
    }
}
