//! Deliberation: talking a draft through before it is filed (GOVERNANCE §3, ADR-0013).
//!
//! Everything here is platform: texts are published words like posts, and what a member thinks of
//! them is kept under the category `opinions`, with their explicit yes. The record gets the digest
//! of the final words, when somebody files them; that is how a decision finds its deliberation.
//!
//! What is added is in [`adding`], the map in [`map`], which draws it from everybody's answers.

use std::collections::{BTreeMap, BTreeSet};

use domain::deliberation::{
    self as rules, DRAFTING_TICKS, OPEN_PER_MEMBER_MAX, OPINIONS_TICKS, Stage, VERSIONS_MAX,
};
use domain::ids::{ContributionId, DeliberationId};
use ledger::count::opinion::Opinion;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::member::Standing;
use ledger::office::Office;
use ledger::operation::{Payload, Propose};
use ledger::policy::Category;
use ledger::proposal::Stage as ProposalStage;
use store::contribution::Contribution;
use store::deliberation::{Deliberation, DraftVersion};
use store::{Cursor, Page, Reader, Tx};

use crate::companion::Words;
use crate::error::{AppError, Refusal, Result};
use crate::publish::check_right;
use crate::{App, Companion, Viewer};

pub mod adding;
pub mod map;

pub use map::DrawnMap;

/// How long the steps of a deliberation last at least, in milliseconds; zero where its class needs
/// none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// From the first version until opinions can be asked.
    pub drafting_ms: u64,
    /// From there until the text can be frozen.
    pub opinions_ms: u64,
}

/// Whether a member's opinions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// They said yes, or the policy leaves no choice.
    Given,
    /// They have not been asked, or said no.
    Asked,
    /// The data policy in force does not permit keeping opinions.
    NotPermitted,
}

/// The proposal that has the words of a deliberation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Its number.
    pub proposal: ProposalId,
    /// Whether it still waits for its vote.
    pub is_draft: bool,
}

/// What the words of a version are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The question, at most 160 characters.
    pub title: String,
    /// Why, at most 8,000 characters of Markdown.
    pub text: String,
    /// What it would change.
    pub payload: Payload,
    /// What it changes against the version before, at most 200 characters; may be blank.
    pub note: String,
}

/// A deliberation with everything that is said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliberationView {
    /// Itself.
    pub deliberation: Deliberation,
    /// What the latest version would change; nothing if this version of the software cannot read it.
    pub payload: Option<Payload>,
    /// Every version, oldest first; at least one.
    pub versions: Vec<DraftVersion>,
    /// What was added, oldest first.
    pub contributions: Vec<Contribution>,
    /// What the viewer said to statements.
    pub own_answers: BTreeMap<ContributionId, Opinion>,
    /// Which cases the viewer found convincing.
    pub own_marks: BTreeSet<ContributionId>,
    /// The map as it was last drawn, and when, in milliseconds.
    pub map: Option<(DrawnMap, u64)>,
    /// The proposal that has its words.
    pub filed: Option<Filed>,
    /// How long its steps last at least.
    pub waits: Waits,
    /// Whether the viewer may take part: a member in good standing.
    pub may_take_part: bool,
    /// Whether the viewer is in the team in office, and it is no caretaker.
    pub is_team: bool,
    /// Whether the viewer brought it.
    pub is_author: bool,
    /// Whether the viewer's opinions are kept.
    pub consent: Consent,
    /// Until when opinions given now are kept, in days; zero: as long as the account.
    pub kept_days: u16,
}

impl DeliberationView {
    /// Returns the latest version.
    #[must_use]
    pub fn latest(&self) -> Option<&DraftVersion> {
        self.versions.last()
    }

    /// Returns from when on opinions can be asked, in milliseconds.
    #[must_use]
    pub fn opens_from_ms(&self) -> u64 {
        let started_ms = self.deliberation.started_at_ms;
        started_ms.saturating_add(self.waits.drafting_ms)
    }

    /// Returns from when on the text can be frozen, in milliseconds; nothing before opinions are
    /// asked.
    #[must_use]
    pub fn freezes_from_ms(&self) -> Option<u64> {
        let opened_ms = self.deliberation.opened_at_ms?;
        Some(opened_ms.saturating_add(self.waits.opinions_ms))
    }

    /// Says whether nothing can change in it any more: it was taken back, or is voted on.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        is_settled(&self.deliberation, self.filed)
    }
}

/// Says whether nothing can change in a deliberation any more.
fn is_settled(it: &Deliberation, filed: Option<Filed>) -> bool {
    it.stage == Stage::Closed || filed.is_some_and(|it| !it.is_draft)
}

/// Writes a payload as a version keeps it.
fn payload_bytes(payload: &Payload) -> Result<Vec<u8>> {
    borsh::to_vec(payload).map_err(|_| AppError::Internal("a payload has bytes"))
}

/// Reads the payload that a version keeps; nothing if this version of the software cannot.
#[must_use]
pub fn payload_of(bytes: &[u8]) -> Option<Payload> {
    borsh::from_slice(bytes).ok()
}

impl App {
    /// Begins a deliberation on a draft.
    ///
    /// # Errors
    ///
    /// [`Refusal::Standing`] for who is no member; [`AppError::Rejected`] if the payload could not
    /// be proposed; [`Refusal::Deliberation`] if a text is out of bounds or the viewer has as many
    /// drafts as there can be.
    pub async fn start_deliberation(
        &self,
        viewer: &Viewer,
        version: &NewVersion,
    ) -> Result<DeliberationId> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let first = self.check_draft_version(version, 1, now_ms)?;
        let mut tx = self.store.begin().await?;
        self.check_participant(&mut tx, author).await?;
        if tx.count_open_deliberations_of(author).await? >= OPEN_PER_MEMBER_MAX {
            return Err(refused(rules::Refusal::TooMany));
        }
        let id = DeliberationId::new(now_ms, self.entropy.bits());
        tx.insert_deliberation(id, author, &first).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes the next version of a draft of the viewer's; `seen` is the version that they changed.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if they are not its author, the text is
    /// frozen, was changed since, or would not change.
    pub async fn revise_draft(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
        seen: u32,
        version: &NewVersion,
    ) -> Result<u32> {
        let author = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let it = self.find_own_draft(&mut tx, viewer, id).await?;
        self.check_participant(&mut tx, author).await?;
        if !it.stage.is_editable() {
            return Err(refused(rules::Refusal::Stage));
        }
        if it.version != seen {
            return Err(refused(rules::Refusal::NewerVersion));
        }
        if it.version >= VERSIONS_MAX {
            return Err(refused(rules::Refusal::TooMany));
        }
        let next = self.check_draft_version(version, it.version.saturating_add(1), now_ms)?;
        let before = tx.find_draft_version(id, it.version).await?;
        if before.is_some_and(|it| {
            (&it.title, &it.text, &it.payload) == (&next.title, &next.text, &next.payload)
        }) {
            return Err(refused(rules::Refusal::Unchanged));
        }
        tx.write_draft_version(id, &next).await?;
        tx.commit().await?;
        Ok(next.version)
    }

    /// Asks everybody for opinions on a draft of the viewer's.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if they are not its author, or it has not
    /// been open for comments as long as its class asks for.
    pub async fn open_deliberation(&self, viewer: &Viewer, id: DeliberationId) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let it = self.find_own_draft(&mut tx, viewer, id).await?;
        if it.stage != Stage::Drafting {
            return Err(refused(rules::Refusal::Stage));
        }
        let wait_ms = self.waits_of(&it.payload)?.drafting_ms;
        check_time(it.started_at_ms.saturating_add(wait_ms), now_ms)?;
        tx.open_deliberation(id, now_ms).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes the text of a draft of the viewer's final, so that it can be filed, and draws the map.
    ///
    /// # Errors
    ///
    /// As [`App::open_deliberation`].
    pub async fn freeze_draft(&self, viewer: &Viewer, id: DeliberationId) -> Result<()> {
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let it = self.find_own_draft(&mut tx, viewer, id).await?;
        let (Stage::Opinions, Some(opened_ms)) = (it.stage, it.opened_at_ms) else {
            return Err(refused(rules::Refusal::Stage));
        };
        let wait_ms = self.waits_of(&it.payload)?.opinions_ms;
        check_time(opened_ms.saturating_add(wait_ms), now_ms)?;
        let last = tx.find_draft_version(id, it.version).await?;
        let last = last.ok_or(AppError::Internal("a draft has its latest version"))?;
        let payload = payload_of(&last.payload).ok_or(AppError::Internal("a payload is read"))?;
        let (propose, companion) = self.word_proposal(payload, &last.title, &last.text);
        let Companion::Words(words) = companion else {
            return Err(AppError::Internal("a proposal is worded by words"));
        };
        tx.freeze_deliberation(id, &words.salt, propose.text, now_ms)
            .await?;
        tx.commit().await?;
        self.draw_map(id).await
    }

    /// Takes a draft of the viewer's back. What was said stays readable.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if they are not its author or it was filed.
    pub async fn close_deliberation(&self, viewer: &Viewer, id: DeliberationId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let it = self.find_own_draft(&mut tx, viewer, id).await?;
        if it.stage == Stage::Closed || self.find_filed(&it)?.is_some() {
            return Err(refused(rules::Refusal::Stage));
        }
        tx.close_deliberation(id, self.clock.now_ms()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns the operation that files a frozen draft of the viewer's, with its words.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if they are not its author, or it is not
    /// frozen or was filed.
    pub async fn file_draft(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
    ) -> Result<(Propose, Companion)> {
        let mut tx = self.store.begin().await?;
        let it = self.find_own_draft(&mut tx, viewer, id).await?;
        let (Stage::Frozen, Some((salt, digest))) = (it.stage, &it.text) else {
            return Err(refused(rules::Refusal::Stage));
        };
        if self.find_filed(&it)?.is_some() {
            return Err(refused(rules::Refusal::Stage));
        }
        let last = tx.find_draft_version(id, it.version).await?;
        let last = last.ok_or(AppError::Internal("a draft has its latest version"))?;
        let payload = payload_of(&last.payload).ok_or(AppError::Internal("a payload is read"))?;
        let words = Words {
            title: last.title,
            summary: last.text,
            salt: salt.clone(),
            payee: None,
        };
        let text = words.digest();
        if text != *digest {
            return Err(AppError::Internal("final words have their digest"));
        }
        Ok((Propose { payload, text }, Companion::Words(words)))
    }

    /// Lists the deliberations, latest first, without those that were taken back.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_deliberations(
        &self,
        viewer: &Viewer,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Deliberation>> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        Ok(reader
            .list_deliberations_visible_to(viewpoint, cursor, store::PAGE_ROWS)
            .await?)
    }

    /// Loads a deliberation with everything that is said in it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it is not there for the viewer.
    pub async fn load_deliberation(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
    ) -> Result<DeliberationView> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let deliberation = reader
            .find_deliberation_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        self.view_of(&mut reader, viewer, deliberation).await
    }

    /// Finds the deliberation from which a proposal came: the one whose final words it names.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such proposal.
    pub async fn find_deliberation_of(
        &self,
        viewer: &Viewer,
        proposal: ProposalId,
    ) -> Result<Option<DeliberationView>> {
        let text = self
            .record
            .read(|state| state.find_proposal(proposal).map(|it| it.text))?
            .ok_or(AppError::NotFound)?;
        let viewpoint = viewer.viewpoint(&self.commons());
        let mut reader = self.store.read().await?;
        let found = reader
            .find_deliberation_of_text_visible_to(viewpoint, text)
            .await?;
        match found {
            Some(found) => Ok(Some(self.view_of(&mut reader, viewer, found).await?)),
            None => Ok(None),
        }
    }

    async fn view_of(
        &self,
        reader: &mut Reader,
        viewer: &Viewer,
        deliberation: Deliberation,
    ) -> Result<DeliberationView> {
        let commons = self.commons();
        let (id, member) = (deliberation.id, viewer.number());
        let versions = reader.list_draft_versions(id).await?;
        let contributions = reader
            .list_contributions_visible_to(viewer.viewpoint(&commons), id)
            .await?;
        let (mut own_answers, mut own_marks) = (BTreeMap::new(), BTreeSet::new());
        let mut consent = Consent::Asked;
        let clause = commons.data.find(Category::Opinions).map(|it| &it.value);
        if let Some(member) = member {
            let answers = reader.list_opinions_of(id, member).await?;
            own_answers.extend(answers.iter().map(|it| (it.statement, it.opinion)));
            let marks = reader.list_own_marks(member, OWN_MARKS_MAX).await?;
            own_marks.extend(
                marks
                    .iter()
                    .filter(|it| it.deliberation == id)
                    .map(|it| it.case),
            );
            let collector = self.collector();
            let kept = collector.permits(reader, Category::Opinions, member);
            if kept.await?.is_some() {
                consent = Consent::Given;
            }
        }
        if clause.is_none() {
            consent = Consent::NotPermitted;
        }
        let map = reader.find_map(id).await?;
        let map = map.and_then(|(json, at)| Some((serde_json::from_str(&json).ok()?, at)));
        let now_ms = self.clock.now_ms();
        let (may_take_part, is_team) = self.record.read(|state| {
            let is_member = |it: MemberNumber| state.standing(it, now_ms) == Standing::Member;
            (
                member.is_some_and(is_member),
                state.caretaker_since_ms(now_ms).is_none()
                    && member.is_some_and(|it| state.holds(it, Office::Team, now_ms)),
            )
        })?;
        Ok(DeliberationView {
            payload: payload_of(&deliberation.payload),
            versions,
            contributions,
            own_answers,
            own_marks,
            map,
            filed: self.find_filed(&deliberation)?,
            waits: self.waits_of(&deliberation.payload)?,
            may_take_part,
            is_team,
            is_author: member == Some(deliberation.author),
            consent,
            kept_days: clause.map_or(0, |it| it.retention_days),
            deliberation,
        })
    }

    /// Returns how long the steps of a deliberation on `payload` last at least: those of GOVERNANCE
    /// §3 where the charter in force has a draft of its class wait, nothing elsewhere.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn deliberation_waits(&self, payload: &Payload) -> Result<Waits> {
        let now_ms = self.record.now_ms()?;
        Ok(self.record.read(|state| {
            let (_, track) = ledger::apply::classify(state, now_ms, payload);
            if state.charter.tracks.get(track).draft_ticks == 0 {
                return Waits::default();
            }
            Waits {
                drafting_ms: state.charter.ticks_ms(DRAFTING_TICKS),
                opinions_ms: state.charter.ticks_ms(OPINIONS_TICKS),
            }
        })?)
    }

    fn waits_of(&self, payload: &[u8]) -> Result<Waits> {
        payload_of(payload).map_or(Ok(Waits::default()), |it| self.deliberation_waits(&it))
    }

    /// Finds the latest proposal that has the final words of a deliberation.
    fn find_filed(&self, it: &Deliberation) -> Result<Option<Filed>> {
        let Some((_, digest)) = &it.text else {
            return Ok(None);
        };
        Ok(self.record.read(|state| {
            let mut latest = state.proposals.iter().rev();
            let found = latest.find(|proposal| proposal.text == *digest)?;
            Some(Filed {
                proposal: found.id,
                is_draft: matches!(found.stage, ProposalStage::Draft { .. }),
            })
        })?)
    }

    fn check_draft_version(
        &self,
        new: &NewVersion,
        version: u32,
        now_ms: u64,
    ) -> Result<DraftVersion> {
        // Forms send CRLF and documents keep LF; what is signed must be what is shown.
        let text = new.text.replace("\r\n", "\n");
        let (title, text, note) = (new.title.trim(), text.trim(), new.note.trim());
        rules::check_version(title, text, note).map_err(Refusal::from)?;
        self.record
            .read(|state| ledger::apply::check_payload(state, now_ms, &new.payload))?
            .map_err(AppError::Rejected)?;
        Ok(DraftVersion {
            version,
            title: title.to_owned(),
            text: text.to_owned(),
            payload: payload_bytes(&new.payload)?,
            note: note.to_owned(),
            written_at_ms: now_ms,
        })
    }

    /// Makes sure that `member` may take part: a member of the commons whom nobody has suspended.
    async fn check_participant(&self, tx: &mut Tx, member: MemberNumber) -> Result<()> {
        let now_ms = self.clock.now_ms();
        check_right(tx, member, now_ms).await?;
        let standing = self.record.read(|state| state.standing(member, now_ms))?;
        if standing == Standing::Member {
            Ok(())
        } else {
            Err(Refusal::Standing.into())
        }
    }

    async fn find_deliberation(
        &self,
        reader: &mut Reader,
        viewer: &Viewer,
        id: DeliberationId,
    ) -> Result<Deliberation> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let found = reader.find_deliberation_visible_to(viewpoint, id).await?;
        found.ok_or(AppError::NotFound)
    }

    async fn find_own_draft(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        id: DeliberationId,
    ) -> Result<Deliberation> {
        let member = viewer.signed_in()?;
        let it = self.find_deliberation(tx, viewer, id).await?;
        if it.author == member {
            Ok(it)
        } else {
            Err(refused(rules::Refusal::NotTheAuthor))
        }
    }
}

/// Marks of one member that are looked through for a page.
const OWN_MARKS_MAX: usize = 5_000;

fn refused(refusal: rules::Refusal) -> AppError {
    Refusal::Deliberation(refusal).into()
}

fn check_time(from_ms: u64, now_ms: u64) -> Result<()> {
    if now_ms < from_ms {
        return Err(refused(rules::Refusal::TooEarly(from_ms)));
    }
    Ok(())
}
