//! Moderation at level 0: reports, the queue, actions, and the log that everybody can read.
//!
//! Nobody can act outside the policy in force: an action cites a rule and takes the step that the
//! rule's ladder gives for this author's history, whoever acts (GOVERNANCE §4).

use domain::ids::{ActionId, ReportId};
use domain::moderation::{
    Consequence, DAY_MS, Refusal as Moderation, decide_action, find_reach_pending_review, find_step,
};
use domain::text::Reasons;
use domain::visibility::{Reach, Viewpoint};
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use ledger::policy::Step;
use store::action::Action;
use store::appreciation::Subject;
use store::comment::CommentContent;
use store::notification::NotificationKind as Kind;
use store::report::{NewReport, Report, ReportState, ReportedWork};
use store::{Cursor, Page, Reader, Tx};

use crate::App;
use crate::error::{AppError, Refusal, Result};

/// A reported work on the moderator's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The work.
    pub subject: Subject,
    /// Whose it is.
    pub author: MemberNumber,
    /// The open reports; who made them is not shown.
    pub reports: Vec<Report>,
    /// What each reported rule's ladder gives this author next, by rule id.
    pub steps: Vec<(String, Step)>,
    /// What was done to the work before.
    pub actions: Vec<Action>,
}

/// The decision of a moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The work.
    pub subject: Subject,
    /// The rule it cites.
    pub rule_id: String,
    /// The step it takes.
    pub step: Step,
    /// What the author is told beyond the rule; 1 to 2,000 characters.
    pub reasons: String,
}

impl App {
    /// Says whether `member` may act at level 0 under the policy in force.
    #[must_use]
    pub fn is_moderator(&self, member: MemberNumber) -> bool {
        self.commons().moderation.is_moderator(member)
    }

    /// Reports a work under a rule in force, once per reporter, work and rule.
    ///
    /// At the policy's threshold of distinct members the work reaches followers only, until
    /// somebody has looked.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the reporter cannot see the work;
    /// [`Moderation::NoSuchRule`]; [`Refusal::Text`] for words over 2,000 characters.
    pub async fn report(
        &self,
        reporter: MemberNumber,
        subject: Subject,
        rule_id: &str,
        words: &str,
    ) -> Result<()> {
        let commons = self.commons();
        if commons.moderation.find_rule(rule_id).is_none() {
            return Err(Refusal::Moderation(Moderation::NoSuchRule {
                rule_id: rule_id.to_owned(),
            })
            .into());
        }
        let words = Reasons::parse(words.trim().to_owned()).map_err(|_| Refusal::Text("report"))?;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let author = find_author(&mut tx, Viewpoint::Member(reporter), subject).await?;
        tx.insert_report(&NewReport {
            id: ReportId::new(now_ms, self.entropy.bits()),
            reporter,
            subject,
            author,
            rule_id: rule_id.to_owned(),
            words,
            reported_at_ms: now_ms,
        })
        .await?;
        let reporters = tx.list_reporters(subject).await?;
        let trusted = self.record.read(|state| {
            let is_member = |it: &&MemberNumber| state.standing(**it, now_ms) == Standing::Member;
            reporters.iter().filter(is_member).count()
        })?;
        let pending = find_reach_pending_review(
            &commons.moderation,
            u64::try_from(trusted).unwrap_or(u64::MAX),
        );
        if pending == Reach::Followers && marks_of(&mut tx, subject).await?.0 == Reach::Everyone {
            set_reach(&mut tx, subject, Reach::Followers).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lists the works that wait for a decision, longest waiting first.
    ///
    /// # Errors
    ///
    /// [`Moderation::NotAModerator`]; [`AppError::Store`].
    pub async fn list_reported_works(
        &self,
        moderator: MemberNumber,
        cursor: Option<&Cursor>,
    ) -> Result<Page<ReportedWork>> {
        self.check_moderator(moderator)?;
        Ok(self
            .store
            .read()
            .await?
            .list_reported_works(cursor, store::PAGE_ROWS)
            .await?)
    }

    /// Loads one reported work with what may be done about it.
    ///
    /// # Errors
    ///
    /// [`Moderation::NotAModerator`]; [`AppError::NotFound`].
    pub async fn load_case(&self, moderator: MemberNumber, subject: Subject) -> Result<Case> {
        self.check_moderator(moderator)?;
        let mut reader = self.store.read().await?;
        let author = find_author(&mut reader, Viewpoint::Moderator(moderator), subject).await?;
        let reports = reader.list_reports_of(subject).await?;
        let commons = self.commons();
        let mut steps = Vec::new();
        for rule in &commons.moderation.rules {
            let findings = reader.count_findings(author, &rule.value.id).await?;
            let findings = usize::try_from(findings).unwrap_or(usize::MAX);
            if let Ok(step) = find_step(&commons.moderation, &rule.value.id, findings) {
                steps.push((rule.value.id.clone(), step.clone()));
            }
        }
        let actions = reader.list_actions_on(subject).await?;
        Ok(Case {
            subject,
            author,
            reports,
            steps,
            actions,
        })
    }

    /// Acts on a work: a rule in force, the ladder's step for this author, reasons. Refused for
    /// everyone otherwise.
    ///
    /// # Errors
    ///
    /// [`Moderation`] with why; [`AppError::NotFound`]; nothing was done.
    // long: load, decide, record and announce of one action read best in one piece
    pub async fn act(&self, moderator: MemberNumber, decision: Decision) -> Result<Action> {
        self.check_moderator(moderator)?;
        let reasons = Reasons::parse(decision.reasons).map_err(|_| Refusal::Text("reasons"))?;
        let commons = self.commons();
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let author =
            find_author(&mut tx, Viewpoint::Moderator(moderator), decision.subject).await?;
        if author == moderator {
            return Err(Refusal::Moderation(Moderation::OwnWork).into());
        }
        let before = tx.list_actions_on(decision.subject).await?;
        if before
            .iter()
            .any(|action| action.rule_id == decision.rule_id)
        {
            return Err(Refusal::Moderation(Moderation::AlreadyDecided).into());
        }
        let findings = tx.count_findings(author, &decision.rule_id).await?;
        let findings = usize::try_from(findings).unwrap_or(usize::MAX);
        let consequence = decide_action(
            &commons.moderation,
            &decision.rule_id,
            findings,
            &decision.step,
        )
        .map_err(Refusal::Moderation)?;
        let adopted_by = commons
            .moderation
            .find_rule(&decision.rule_id)
            .map(|rule| rule.adopted_by);
        let until_ms = consequence
            .suspended_days
            .map(|days| now_ms.saturating_add(u64::from(days).saturating_mul(DAY_MS)));
        let action = Action {
            id: ActionId::new(now_ms, self.entropy.bits()),
            subject: decision.subject,
            author,
            rule_id: decision.rule_id,
            rule_version: commons.moderation.version,
            adopted_by: adopted_by.unwrap_or_default(),
            step: decision.step,
            reasons,
            acted_at_ms: now_ms,
            until_ms,
            reversed_at_ms: None,
        };
        tx.insert_action(&action, moderator).await?;
        carry_out(&mut tx, &action, &consequence, now_ms).await?;
        let reporters = tx.list_reporters(action.subject).await?;
        tx.close_reports(action.subject, ReportState::Upheld, now_ms)
            .await?;
        self.notify(
            &mut tx,
            author,
            Kind::Moderated,
            action.id.to_string(),
            now_ms,
        )
        .await?;
        for reporter in reporters {
            self.notify(
                &mut tx,
                reporter,
                Kind::ReportDecided,
                "upheld".to_owned(),
                now_ms,
            )
            .await?;
        }
        tx.commit().await?;
        self.refresh_withheld().await?;
        Ok(action)
    }

    /// Acts on a work under `rule_id` at the step that its ladder gives this author now: the step is
    /// the ladder's, never the moderator's.
    ///
    /// # Errors
    ///
    /// As [`App::act`].
    pub async fn act_by_ladder(
        &self,
        moderator: MemberNumber,
        subject: Subject,
        rule_id: &str,
        reasons: &str,
    ) -> Result<Action> {
        let case = self.load_case(moderator, subject).await?;
        let step = case
            .steps
            .into_iter()
            .find(|(rule, _)| rule == rule_id)
            .map(|(_, step)| step)
            .ok_or_else(|| {
                Refusal::Moderation(Moderation::NoSuchRule {
                    rule_id: rule_id.to_owned(),
                })
            })?;
        let decision = Decision {
            subject,
            rule_id: rule_id.to_owned(),
            step,
            reasons: reasons.trim().to_owned(),
        };
        self.act(moderator, decision).await
    }

    /// Finds a reported work to be in order: its reports are closed and its reach is restored.
    ///
    /// # Errors
    ///
    /// [`Moderation::NotAModerator`] or [`Moderation::OwnWork`]; [`AppError::NotFound`].
    pub async fn dismiss(&self, moderator: MemberNumber, subject: Subject) -> Result<()> {
        self.check_moderator(moderator)?;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        let author = find_author(&mut tx, Viewpoint::Moderator(moderator), subject).await?;
        if author == moderator {
            return Err(Refusal::Moderation(Moderation::OwnWork).into());
        }
        let reporters = tx.list_reporters(subject).await?;
        tx.close_reports(subject, ReportState::Dismissed, now_ms)
            .await?;
        let acts = tx.list_actions_on(subject).await?;
        if acts.iter().all(|it| it.reversed_at_ms.is_some()) {
            set_reach(&mut tx, subject, Reach::Everyone).await?;
        }
        for reporter in reporters {
            self.notify(
                &mut tx,
                reporter,
                Kind::ReportDecided,
                "dismissed".to_owned(),
                now_ms,
            )
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Loads the statement of reasons for an action, for the author it was taken against and for
    /// moderators.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], also for everybody else.
    pub async fn load_statement(&self, viewer: MemberNumber, id: ActionId) -> Result<Action> {
        let action = self
            .store
            .read()
            .await?
            .find_action(id)
            .await?
            .ok_or(AppError::NotFound)?;
        if action.author == viewer || self.is_moderator(viewer) {
            Ok(action)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Lists every action, latest first: rule, step and time, for anyone. Pages show neither author
    /// nor moderator.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_moderation_log(&self, cursor: Option<&Cursor>) -> Result<Page<Action>> {
        Ok(self
            .store
            .read()
            .await?
            .list_actions(cursor, store::PAGE_ROWS)
            .await?)
    }

    fn check_moderator(&self, member: MemberNumber) -> Result<()> {
        if self.is_moderator(member) {
            Ok(())
        } else {
            Err(Refusal::Moderation(Moderation::NotAModerator).into())
        }
    }
}

async fn find_author(
    reader: &mut Reader,
    viewpoint: Viewpoint,
    subject: Subject,
) -> Result<MemberNumber> {
    let author = match subject {
        Subject::Post(id) => reader
            .find_post_visible_to(viewpoint, id)
            .await?
            .map(|post| post.author.number),
        Subject::Comment(id) => {
            let comment = reader.find_comment_visible_to(viewpoint, id).await?;
            comment.and_then(|it| it.author())
        }
        Subject::Draft(id) => {
            let draft = reader.find_deliberation_visible_to(viewpoint, id).await?;
            draft.map(|it| it.author)
        }
        Subject::Contribution(id) => {
            let it = reader.find_contribution_visible_to(viewpoint, id).await?;
            it.and_then(|it| it.author())
        }
        Subject::Words(id) => {
            let it = reader.find_commons_words_visible_to(viewpoint, id).await?;
            it.map(|it| it.author)
        }
    };
    author.ok_or(AppError::NotFound)
}

/// Returns how far a work reaches and what labels it carries, whoever may see it.
pub(crate) async fn marks_of(
    reader: &mut Reader,
    subject: Subject,
) -> Result<(Reach, Vec<String>)> {
    let viewpoint = Viewpoint::Moderator(MemberNumber(0));
    let marks = match subject {
        Subject::Post(id) => reader
            .find_post_visible_to(viewpoint, id)
            .await?
            .map(|post| (post.reach, post.labels.clone())),
        Subject::Comment(id) => {
            let comment = reader.find_comment_visible_to(viewpoint, id).await?;
            comment.and_then(|it| match it.content {
                CommentContent::Here { reach, labels, .. } => Some((reach, labels)),
                CommentContent::Deleted | CommentContent::TakenDown => None,
            })
        }
        Subject::Draft(id) => {
            let draft = reader.find_deliberation_visible_to(viewpoint, id).await?;
            draft.map(|it| (it.reach, it.labels))
        }
        Subject::Contribution(id) => {
            let it = reader.find_contribution_visible_to(viewpoint, id).await?;
            it.and_then(|it| it.words).map(|it| (it.reach, it.labels))
        }
        Subject::Words(id) => {
            let it = reader.find_commons_words_visible_to(viewpoint, id).await?;
            it.map(|it| (it.reach, it.labels))
        }
    };
    marks.ok_or(AppError::NotFound)
}

pub(crate) async fn set_reach(tx: &mut Tx, subject: Subject, reach: Reach) -> Result<()> {
    match subject {
        Subject::Post(id) => tx.update_post_reach(id, reach).await?,
        Subject::Comment(id) => tx.update_comment_reach(id, reach).await?,
        Subject::Draft(id) => tx.update_deliberation_reach(id, reach).await?,
        Subject::Contribution(id) => tx.update_contribution_reach(id, reach).await?,
        Subject::Words(id) => tx.update_commons_words_reach(id, reach).await?,
    }
    Ok(())
}

/// Returns the reach that takes most away; everybody's for none.
pub(crate) fn gravest(reaches: impl IntoIterator<Item = Reach>) -> Reach {
    let severity = |it: &Reach| match it {
        Reach::Everyone => 0,
        Reach::Followers => 1,
        Reach::Nobody => 2,
    };
    let gravest = reaches.into_iter().max_by_key(severity);
    gravest.unwrap_or_default()
}

async fn carry_out(
    tx: &mut Tx,
    action: &Action,
    consequence: &Consequence,
    now_ms: u64,
) -> Result<()> {
    // A limit until somebody has looked is over; what an earlier act took is not given back by a
    // milder one.
    let acts = tx.list_actions_on(action.subject).await?;
    let standing = acts.iter().filter(|it| it.reversed_at_ms.is_none());
    let before = gravest(standing.map(|it| Consequence::of(&it.step).reach));
    set_reach(tx, action.subject, gravest([before, consequence.reach])).await?;
    if let Some(label) = &consequence.label {
        add_label(tx, action.subject, label).await?;
    }
    if let Some(until_ms) = action.until_ms {
        tx.suspend_member(action.author, until_ms).await?;
    }
    if consequence.expulsion.is_some() {
        tx.expel_member(action.author, now_ms).await?;
    }
    Ok(())
}

pub(crate) async fn add_label(tx: &mut Tx, subject: Subject, label: &str) -> Result<()> {
    let (_, mut labels) = marks_of(tx, subject).await?;
    if labels.iter().any(|it| it == label) {
        return Ok(());
    }
    labels.push(label.to_owned());
    set_labels(tx, subject, &labels).await
}

pub(crate) async fn set_labels(tx: &mut Tx, subject: Subject, labels: &[String]) -> Result<()> {
    match subject {
        Subject::Post(id) => tx.update_post_labels(id, labels).await?,
        Subject::Comment(id) => tx.update_comment_labels(id, labels).await?,
        Subject::Draft(id) => tx.update_deliberation_labels(id, labels).await?,
        Subject::Contribution(id) => tx.update_contribution_labels(id, labels).await?,
        Subject::Words(id) => tx.update_commons_words_labels(id, labels).await?,
    }
    Ok(())
}
