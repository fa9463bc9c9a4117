//! What members add to a deliberation, and what they think of it.

use domain::deliberation::{
    self as rules, CASES_MAX, COMMENTS_MAX, COMMENTS_PER_MEMBER_MAX, ContributionKind,
    STATEMENTS_MAX, STATEMENTS_PER_MEMBER_MAX, Stage, fold_statement, paragraphs,
};
use domain::ids::{ContributionId, DeliberationId};
use domain::text::{CaseText, CommentText, CostNote, StatementText};
use ledger::count::opinion::Opinion;
use ledger::ids::MemberNumber;
use ledger::office::Office;
use ledger::policy::Category;
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::contribution::{Contribution, NewContribution};
use store::deliberation::Deliberation;
use store::notification::NotificationKind;
use store::opinion::{Answer, Mark};

use super::{DeliberationView, is_settled, refused};
use crate::error::{AppError, Refusal, Result};
use crate::jobs::{HOUR_MS, Job};
use crate::notice::Notice;
use crate::{App, Viewer};

/// For or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// For it.
    For,
    /// Against it.
    Against,
}

impl Side {
    /// Returns the kind of its cases.
    #[must_use]
    pub fn kind(self) -> ContributionKind {
        match self {
            Self::For => ContributionKind::CaseFor,
            Self::Against => ContributionKind::CaseAgainst,
        }
    }

    /// Returns the stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
        }
    }

    /// Returns the side of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::For, Self::Against]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// On a paragraph of a version, from 1; 0 is the whole.
    Paragraph {
        /// The version that its author saw.
        version: u32,
        /// The paragraph.
        paragraph: u32,
    },
    /// Below another comment.
    Answer(ContributionId),
}

impl DeliberationView {
    /// Lists the statements that the viewer may read, in the order that is theirs: random, and the
    /// same at every visit.
    #[must_use]
    pub fn statements_for(&self, member: Option<MemberNumber>) -> Vec<&Contribution> {
        let is_statement =
            |it: &&Contribution| it.kind == ContributionKind::Statement && it.words.is_some();
        let mut statements: Vec<_> = self.contributions.iter().filter(is_statement).collect();
        let number = member.map_or(0, |it| it.0);
        statements.sort_by_cached_key(|it| -> [u8; 32] {
            Sha256::new()
                .chain_update(b"meent/statements/v1")
                .chain_update(it.deliberation.as_bytes())
                .chain_update(number.to_le_bytes())
                .chain_update(it.id.as_bytes())
                .finalize()
                .into()
        });
        statements
    }

    /// Returns the next statement that the viewer has said nothing to.
    #[must_use]
    pub fn next_statement_for(&self, member: MemberNumber) -> Option<&Contribution> {
        let mut statements = self.statements_for(Some(member)).into_iter();
        statements.find(|it| !self.own_answers.contains_key(&it.id))
    }

    /// Lists the cases of a side that the viewer may read: the one that most convinces across groups
    /// first, by the map as drawn, then by age.
    #[must_use]
    pub fn cases(&self, side: Side) -> Vec<&Contribution> {
        let is_case = |it: &&Contribution| it.kind == side.kind() && it.words.is_some();
        let mut cases: Vec<_> = self.contributions.iter().filter(is_case).collect();
        let rank = |it: &Contribution| self.map.as_ref().and_then(|(map, _)| map.rank_of(it.id));
        cases.sort_by_key(|it| (rank(it).unwrap_or(usize::MAX), it.id));
        cases
    }

    /// Returns the team's latest note on costs that the viewer may read.
    #[must_use]
    pub fn cost_note(&self) -> Option<&Contribution> {
        let mut latest = self.contributions.iter().rev();
        latest.find(|it| it.kind == ContributionKind::CostNote && it.words.is_some())
    }
}

impl App {
    /// Comments on a draft. The draft's author and whom it answers read it beside the text.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if the text is frozen, there is no such
    /// paragraph, or there are as many comments as there can be.
    pub async fn comment_on_draft(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
        anchor: Anchor,
        text: String,
    ) -> Result<ContributionId> {
        let text = CommentText::parse(text).map_err(rules::Refusal::from);
        let text = text.map_err(Refusal::from)?;
        let (mut tx, it, author) = self.begin_adding(viewer, id).await?;
        if !it.stage.is_editable() {
            return Err(refused(rules::Refusal::Stage));
        }
        let said = self.list_said(&mut tx, id).await?;
        let own = count(&said, ContributionKind::Comment, Some(author));
        if own >= COMMENTS_PER_MEMBER_MAX
            || count(&said, ContributionKind::Comment, None) >= COMMENTS_MAX
        {
            return Err(refused(rules::Refusal::TooMany));
        }
        let mut answered = None;
        let (parent, version, paragraph) = match anchor {
            Anchor::Answer(parent) => {
                let found = said.iter().find(|it| it.id == parent);
                let found = found
                    .filter(|it| it.kind == ContributionKind::Comment && it.words.is_some())
                    .ok_or(AppError::NotFound)?;
                answered = found.author();
                // One level: an answer to an answer stands beside it.
                let first = found.parent.unwrap_or(found.id);
                (Some(first), found.version, found.paragraph)
            }
            Anchor::Paragraph { version, paragraph } => {
                let seen = tx.find_draft_version(id, version).await?;
                let seen = seen.ok_or(refused(rules::Refusal::NoSuchParagraph))?;
                let last = paragraphs(&seen.text).len();
                if usize::try_from(paragraph).unwrap_or(usize::MAX) > last {
                    return Err(refused(rules::Refusal::NoSuchParagraph));
                }
                (None, version, paragraph)
            }
        };
        let new = NewContribution {
            parent,
            version,
            paragraph,
            ..self.new_contribution(&it, author, ContributionKind::Comment, text.as_str())
        };
        tx.insert_contribution(&new).await?;
        let detail = format!("{id} {}", new.id);
        self.tell_of_comment(&mut tx, author, answered, it.author, detail)
            .await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Tells whom a comment answers, and the draft's author, once each.
    async fn tell_of_comment(
        &self,
        tx: &mut Tx,
        by: MemberNumber,
        answered: Option<MemberNumber>,
        author: MemberNumber,
        detail: String,
    ) -> Result<()> {
        let told = answered.map(|it| (it, NotificationKind::DraftAnswered));
        let author = (author, NotificationKind::DraftCommented);
        let author = (answered != Some(author.0)).then_some(author);
        for (member, kind) in told.into_iter().chain(author) {
            let notice = Notice {
                actor: Some(by),
                detail: Some(detail.clone()),
                ..Notice::default()
            };
            self.tell(tx, member, kind, notice).await?;
        }
        Ok(())
    }

    /// Calls a comment on a draft of the viewer's settled, or open again.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if the draft is not the viewer's.
    pub async fn resolve_comment(
        &self,
        viewer: &Viewer,
        comment: ContributionId,
        is_resolved: Resolved,
    ) -> Result<DeliberationId> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let (it, deliberation) = self.find_contribution(&mut tx, viewer, comment).await?;
        if it.kind != ContributionKind::Comment || it.parent.is_some() {
            return Err(AppError::NotFound);
        }
        if deliberation.author != member {
            return Err(refused(rules::Refusal::NotTheAuthor));
        }
        let at_ms = (is_resolved == Resolved::Yes).then(|| self.clock.now_ms());
        tx.resolve_contribution(comment, at_ms).await?;
        tx.commit().await?;
        Ok(deliberation.id)
    }

    /// Adds a statement, for everybody to answer.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if opinions are not asked now, the same
    /// statement is there, or the viewer added as many as one can.
    pub async fn state(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
        text: &str,
    ) -> Result<ContributionId> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = StatementText::parse(text).map_err(rules::Refusal::from);
        let text = text.map_err(Refusal::from)?;
        let (mut tx, it, author) = self.begin_adding(viewer, id).await?;
        if it.stage != Stage::Opinions {
            return Err(refused(rules::Refusal::Stage));
        }
        let said = self.list_said(&mut tx, id).await?;
        let kind = ContributionKind::Statement;
        if count(&said, kind, Some(author)) >= STATEMENTS_PER_MEMBER_MAX
            || count(&said, kind, None) >= STATEMENTS_MAX
        {
            return Err(refused(rules::Refusal::TooMany));
        }
        let folded = fold_statement(text.as_str());
        let mut statements = said.iter().filter(|it| it.kind == kind);
        let is_same = |it: &Contribution| {
            let words = it.words.as_ref();
            words.is_some_and(|words| fold_statement(&words.text) == folded)
        };
        if statements.any(is_same) {
            return Err(refused(rules::Refusal::Repeated));
        }
        let new = self.new_contribution(&it, author, kind, text.as_str());
        tx.insert_contribution(&new).await?;
        self.note_change(&mut tx, id).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Keeps what the viewer says to a statement; nothing takes back what they said.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::DataPolicy`] without their yes to keeping opinions;
    /// [`Refusal::Deliberation`] if opinions are not asked now.
    pub async fn answer_statement(
        &self,
        viewer: &Viewer,
        statement: ContributionId,
        opinion: Option<Opinion>,
    ) -> Result<DeliberationId> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let (it, deliberation) = self.find_contribution(&mut tx, viewer, statement).await?;
        if it.kind != ContributionKind::Statement {
            return Err(AppError::NotFound);
        }
        self.check_participant(&mut tx, member).await?;
        if deliberation.stage != Stage::Opinions {
            return Err(refused(rules::Refusal::Stage));
        }
        let now_ms = self.clock.now_ms();
        match opinion {
            Some(opinion) => {
                let collector = self.collector();
                collector
                    .require(&mut tx, Category::Opinions, member)
                    .await?;
                let answer = Answer {
                    statement,
                    deliberation: deliberation.id,
                    opinion,
                    answered_at_ms: now_ms,
                };
                tx.save_opinion(member, &answer).await?;
            }
            None => tx.delete_opinion(member, statement).await?,
        }
        self.note_change(&mut tx, deliberation.id).await?;
        tx.commit().await?;
        Ok(deliberation.id)
    }

    /// Adds the viewer's case for or against, one of each.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] if no cases are taken now, or the viewer
    /// wrote one.
    pub async fn make_case(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
        side: Side,
        text: &str,
    ) -> Result<ContributionId> {
        let text = CaseText::parse(text.trim().to_owned()).map_err(rules::Refusal::from);
        let text = text.map_err(Refusal::from)?;
        let (mut tx, it, author) = self.begin_adding(viewer, id).await?;
        self.check_takes_cases(&it)?;
        let said = self.list_said(&mut tx, id).await?;
        let all = [Side::For, Side::Against].map(|it| count(&said, it.kind(), None));
        if count(&said, side.kind(), Some(author)) > 0 || all.iter().sum::<usize>() >= CASES_MAX {
            return Err(refused(rules::Refusal::TooMany));
        }
        let new = self.new_contribution(&it, author, side.kind(), text.as_str());
        tx.insert_contribution(&new).await?;
        self.note_change(&mut tx, id).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Keeps that the viewer finds a case convincing, or no longer.
    ///
    /// # Errors
    ///
    /// As [`App::answer_statement`]; one's own case is refused.
    pub async fn mark_case(
        &self,
        viewer: &Viewer,
        case: ContributionId,
        convinces: Convinces,
    ) -> Result<DeliberationId> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let (it, deliberation) = self.find_contribution(&mut tx, viewer, case).await?;
        let kinds = [Side::For, Side::Against].map(Side::kind);
        if !kinds.contains(&it.kind) {
            return Err(AppError::NotFound);
        }
        self.check_participant(&mut tx, member).await?;
        self.check_takes_cases(&deliberation)?;
        if it.author() == Some(member) {
            return Err(refused(rules::Refusal::OwnWords));
        }
        let now_ms = self.clock.now_ms();
        match convinces {
            Convinces::Yes => {
                let collector = self.collector();
                collector
                    .require(&mut tx, Category::Opinions, member)
                    .await?;
                let mark = Mark {
                    case,
                    deliberation: deliberation.id,
                    marked_at_ms: now_ms,
                };
                tx.save_mark(member, &mark).await?;
            }
            Convinces::No => tx.delete_mark(member, case).await?,
        }
        self.note_change(&mut tx, deliberation.id).await?;
        tx.commit().await?;
        Ok(deliberation.id)
    }

    /// Writes the team's note on what the draft would cost; a later one takes its place.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`Refusal::Deliberation`] for who is not in the team in office, or
    /// if no notes are taken now.
    pub async fn note_costs(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
        text: &str,
    ) -> Result<ContributionId> {
        let text = CostNote::parse(text.trim().to_owned()).map_err(rules::Refusal::from);
        let text = text.map_err(Refusal::from)?;
        let (mut tx, it, author) = self.begin_adding(viewer, id).await?;
        self.check_takes_cases(&it)?;
        let now_ms = self.clock.now_ms();
        let holds = |state: &ledger::state::State| state.holds(author, Office::Team, now_ms);
        if !self.record.read(holds)? {
            return Err(refused(rules::Refusal::NotInOffice));
        }
        self.check_no_caretaker()?;
        let said = self.list_said(&mut tx, id).await?;
        for before in said
            .iter()
            .filter(|it| it.kind == ContributionKind::CostNote)
        {
            tx.delete_contribution(before, now_ms).await?;
        }
        let new = self.new_contribution(&it, author, ContributionKind::CostNote, text.as_str());
        tx.insert_contribution(&new).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Deletes what the viewer added to a deliberation. Answers to a comment remain.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it is not the viewer's.
    pub async fn delete_contribution(
        &self,
        viewer: &Viewer,
        id: ContributionId,
    ) -> Result<DeliberationId> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let (it, deliberation) = self.find_contribution(&mut tx, viewer, id).await?;
        if it.author() != Some(member) {
            return Err(AppError::NotFound);
        }
        let now_ms = self.clock.now_ms();
        tx.delete_contribution(&it, now_ms).await?;
        self.note_change(&mut tx, deliberation.id).await?;
        tx.commit().await?;
        Ok(deliberation.id)
    }

    /// Loads a contribution with what of it the viewer may see.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it, or its deliberation, is not there for the viewer.
    pub async fn load_contribution(
        &self,
        viewer: &Viewer,
        id: ContributionId,
    ) -> Result<Contribution> {
        let mut tx = self.store.begin().await?;
        Ok(self.find_contribution(&mut tx, viewer, id).await?.0)
    }

    /// Has the map drawn anew at the next full hour.
    async fn note_change(&self, tx: &mut Tx, id: DeliberationId) -> Result<()> {
        tx.count_map_change(id).await?;
        let now_ms = self.clock.now_ms();
        let hour_ms = now_ms
            .saturating_sub(now_ms % HOUR_MS)
            .saturating_add(HOUR_MS);
        self.enqueue(tx, &Job::DrawMaps, hour_ms).await
    }

    async fn begin_adding(
        &self,
        viewer: &Viewer,
        id: DeliberationId,
    ) -> Result<(Tx, Deliberation, MemberNumber)> {
        let author = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        let it = self.find_deliberation(&mut tx, viewer, id).await?;
        self.check_participant(&mut tx, author).await?;
        Ok((tx, it, author))
    }

    /// Lists what is there, for rules: with the eyes that see everything.
    async fn list_said(&self, tx: &mut Tx, id: DeliberationId) -> Result<Vec<Contribution>> {
        let viewpoint = domain::visibility::Viewpoint::Moderator(MemberNumber(0));
        Ok(tx.list_contributions_visible_to(viewpoint, id).await?)
    }

    async fn find_contribution(
        &self,
        tx: &mut Tx,
        viewer: &Viewer,
        id: ContributionId,
    ) -> Result<(Contribution, Deliberation)> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let found = tx.find_contribution_visible_to(viewpoint, id).await?;
        let it = found
            .filter(|it| it.words.is_some())
            .ok_or(AppError::NotFound)?;
        let deliberation = self.find_deliberation(tx, viewer, it.deliberation).await?;
        Ok((it, deliberation))
    }

    fn check_takes_cases(&self, it: &Deliberation) -> Result<()> {
        if it.stage.takes_cases() && !is_settled(it, self.find_filed(it)?) {
            Ok(())
        } else {
            Err(refused(rules::Refusal::Stage))
        }
    }

    fn new_contribution<'a>(
        &self,
        it: &Deliberation,
        author: MemberNumber,
        kind: ContributionKind,
        text: &'a str,
    ) -> NewContribution<'a> {
        let at_ms = self.clock.now_ms();
        NewContribution {
            id: ContributionId::new(at_ms, self.entropy.bits()),
            deliberation: it.id,
            kind,
            author,
            parent: None,
            version: it.version,
            paragraph: 0,
            text,
            at_ms,
        }
    }
}

/// Whether a comment is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// It is.
    Yes,
    /// It is open.
    No,
}

/// Whether a case convinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convinces {
    /// It does.
    Yes,
    /// It does not, or no longer.
    No,
}

/// Counts what was added of a kind, by one author if one is named. Deleted words count for nobody.
fn count(said: &[Contribution], kind: ContributionKind, by: Option<MemberNumber>) -> usize {
    let is_counted =
        |it: &&Contribution| it.kind == kind && by.is_none_or(|author| it.author() == Some(author));
    said.iter().filter(is_counted).count()
}
