//! Reports, the queue, actions by the ladder, statements of reasons, the public log.

use app::AppError;
use app::moderation::Case;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::ContributionId;
use domain::visibility::Viewpoint;
use ledger::ids::MemberNumber;
use ledger::jury::Matter;
use ledger::policy::{ModerationPolicy, Rule, Step};
use serde::Deserialize;
use store::action::Action;
use store::appreciation::Subject;
use store::card::PostCard;
use store::comment::CommentContent;
use store::{Cursor, Page, Reader};

use super::faces;
use super::words::{parse_words, words_text, words_work};
use crate::error::PageError;
use crate::handlers::{Form, From, Path, Query};
use crate::pages::commons::moderation::{
    self, Appealed, CaseLine, CaseOption, CaseView, LogLine, LogView, ReportView, StatementView,
    Undone, Work,
};
use crate::pages::commons::paths;
use crate::text::refusal::refused_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

/// Longest excerpt of a work, in characters.
pub(super) const EXCERPT_CHARACTERS: usize = 240;
/// Four weeks in milliseconds: what the counts of the log cover.
const MONTH_MS: u64 = 28 * 24 * 60 * 60 * 1000;
/// Actions that are looked through for the counts.
const COUNTED_PAGES_MAX: usize = 20;

fn me(visit: &Visit) -> Result<MemberNumber, PageError> {
    visit.member().ok_or(PageError::SignIn)
}

/// A work by its id in an address: a post's, a comment's behind `c-`, a draft's behind `draft-`, that
/// of something added to a deliberation behind `said-`, and words of the commons as
/// [`parse_words`] reads them behind `words-`.
///
/// # Errors
///
/// [`PageError::NotFound`] for a text that is none.
pub fn parse_subject(text: &str) -> Result<Subject, PageError> {
    let subject = if let Some(id) = text.strip_prefix("c-") {
        id.parse().map(Subject::Comment)
    } else if let Some(id) = text.strip_prefix("draft-") {
        id.parse().map(Subject::Draft)
    } else if let Some(id) = text.strip_prefix("said-") {
        id.parse().map(Subject::Contribution)
    } else if let Some(id) = text.strip_prefix("words-") {
        return parse_words(id).map(Subject::Words);
    } else {
        text.parse().map(Subject::Post)
    };
    subject.map_err(|_| PageError::NotFound)
}

/// Writes what [`parse_subject`] reads.
pub fn subject_text(subject: Subject) -> String {
    match subject {
        Subject::Post(id) => id.to_string(),
        Subject::Comment(id) => format!("c-{id}"),
        Subject::Draft(id) => format!("draft-{id}"),
        Subject::Contribution(id) => format!("said-{id}"),
        Subject::Words(id) => format!("words-{}", words_text(id)),
    }
}

fn post_work(visit: &Visit, card: &PostCard) -> Work {
    let handle = present::face(visit.lang, &card.author).handle;
    let href = links::post(&handle, &card.id.to_string());
    let (title, body) = markdown::split_title(card.text.as_str());
    let excerpt = markdown::plain(body, EXCERPT_CHARACTERS);
    let title = title.unwrap_or_else(|| markdown::plain(body, 60));
    let title = if title.is_empty() {
        t!(visit.lang, "work-untitled").into_owned()
    } else {
        title
    };
    let picture = card.photos.first().map(|photo| {
        let drawn = present::picture(&photo.photo, photo.alt_text.as_str(), &href);
        (drawn.src, drawn.width, drawn.height, drawn.alt)
    });
    Work {
        href,
        excerpt: if excerpt == title {
            String::new()
        } else {
            excerpt
        },
        title,
        picture,
        posted_ms: card.created_at_ms,
    }
}

/// Something that was added to a deliberation as a work.
async fn said_work(
    visit: &Visit,
    reader: &mut Reader,
    viewpoint: Viewpoint,
    id: ContributionId,
) -> Result<Option<Work>, PageError> {
    let found = reader.find_contribution_visible_to(viewpoint, id).await?;
    Ok(found.and_then(|it| {
        let words = it.words?;
        let title = t!(visit.lang, &format!("deliberation-said-{}", it.kind.word()));
        let deliberation = it.deliberation.to_string();
        Some(Work {
            href: links::contribution(&deliberation, &id.to_string()),
            title: title.into_owned(),
            excerpt: markdown::plain(&words.text, EXCERPT_CHARACTERS),
            picture: None,
            posted_ms: it.written_at_ms,
        })
    }))
}

/// Loads a work with the eyes of `viewpoint`; `None` when it is gone.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn work(
    visit: &Visit,
    viewpoint: Viewpoint,
    subject: Subject,
) -> Result<Option<Work>, PageError> {
    let mut reader = visit.app().store.read().await?;
    Ok(match subject {
        Subject::Post(id) => reader
            .find_post_visible_to(viewpoint, id)
            .await?
            .map(|card| post_work(visit, &card)),
        Subject::Comment(id) => {
            let Some(comment) = reader.find_comment_visible_to(viewpoint, id).await? else {
                return Ok(None);
            };
            match &comment.content {
                CommentContent::Here { text, .. } => {
                    let post = reader
                        .find_post_visible_to(viewpoint, comment.post_id)
                        .await?;
                    let href = post.map(|card| {
                        links::comment(
                            &present::face(visit.lang, &card.author).handle,
                            &card.id.to_string(),
                            &comment.id.to_string(),
                        )
                    });
                    let title = t!(visit.lang, "moderation-comment").into_owned();
                    Some(Work {
                        href: href.unwrap_or_default(),
                        title,
                        excerpt: markdown::plain(text.as_str(), EXCERPT_CHARACTERS),
                        picture: None,
                        posted_ms: comment.created_at_ms,
                    })
                }
                CommentContent::Deleted | CommentContent::TakenDown => None,
            }
        }
        Subject::Draft(id) => {
            let Some(draft) = reader.find_deliberation_visible_to(viewpoint, id).await? else {
                return Ok(None);
            };
            let version = reader.find_draft_version(id, draft.version).await?;
            let text = version.map(|it| it.text).unwrap_or_default();
            Some(Work {
                href: links::deliberation(&id.to_string()),
                title: draft.title,
                excerpt: markdown::plain(&text, EXCERPT_CHARACTERS),
                picture: None,
                posted_ms: draft.started_at_ms,
            })
        }
        Subject::Contribution(id) => said_work(visit, &mut reader, viewpoint, id).await?,
        Subject::Words(id) => words_work(visit, &mut reader, viewpoint, id).await?,
    })
}

/// With whose eyes the visitor reads.
pub(crate) fn viewpoint(visit: &Visit) -> Viewpoint {
    visit.viewer().viewpoint(&visit.app().commons())
}

// ---- reporting ----

fn rules(policy: &ModerationPolicy) -> Vec<Rule> {
    policy
        .rules
        .iter()
        .map(|clause| clause.value.clone())
        .collect()
}

/// `GET /@{handle}/{post}/report`: what is wrong with this?
pub async fn report(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html, PageError> {
    report_form(&visit, parse_subject(&id)?, None).await
}

/// `GET /comments/{comment}/report`: the same for a comment.
pub async fn report_comment(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    report_form(&visit, parse_subject(&format!("c-{id}"))?, None).await
}

/// `GET /commons/deliberations/{deliberation}/report`: the same for a draft.
pub async fn report_draft(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    report_form(&visit, parse_subject(&format!("draft-{id}"))?, None).await
}

/// `GET /commons/contributions/{contribution}/report`: the same for what was added to one.
pub async fn report_contribution(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    report_form(&visit, parse_subject(&format!("said-{id}"))?, None).await
}

pub(super) async fn report_form(
    visit: &Visit,
    subject: Subject,
    error: Option<String>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let reported = work(visit, viewpoint(visit), subject)
        .await?
        .ok_or(PageError::NotFound)?;
    let view = ReportView {
        work: reported,
        rules: rules(&visit.app().commons().moderation),
        action: visit.path.clone(),
        error,
    };
    Ok(answer(&shell, &moderation::report(&shell, &view)))
}

/// A report as its form sends it.
#[derive(Debug, Deserialize)]
pub struct ReportForm {
    #[serde(default)]
    rule: String,
    #[serde(default)]
    note: String,
}

/// `POST /@{handle}/{post}/report`.
pub async fn send(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    Form(form): Form<ReportForm>,
) -> Result<Html, PageError> {
    send_report(&visit, parse_subject(&id)?, &form).await
}

/// `POST /comments/{comment}/report`.
pub async fn send_comment(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Html, PageError> {
    send_report(&visit, parse_subject(&format!("c-{id}"))?, &form).await
}

/// `POST /commons/deliberations/{deliberation}/report`.
pub async fn send_draft(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Html, PageError> {
    send_report(&visit, parse_subject(&format!("draft-{id}"))?, &form).await
}

/// `POST /commons/contributions/{contribution}/report`.
pub async fn send_contribution(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Html, PageError> {
    send_report(&visit, parse_subject(&format!("said-{id}"))?, &form).await
}

pub(super) async fn send_report(
    visit: &Visit,
    subject: Subject,
    form: &ReportForm,
) -> Result<Html, PageError> {
    let reported = work(visit, viewpoint(visit), subject)
        .await?
        .ok_or(PageError::NotFound)?;
    match visit
        .app()
        .report(me(visit)?, subject, &form.rule, &form.note)
        .await
    {
        Ok(()) => {
            let shell = visit.shell().await?;
            let until_ms = shell.now_ms.saturating_add(deadline_ms(visit));
            Ok(answer(
                &shell,
                &moderation::reported(&shell, &reported.href, until_ms),
            ))
        }
        Err(error @ AppError::Refused(_)) => {
            report_form(visit, subject, Some(refused_text(visit.lang, &error))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// How long an answer to a report may take, in milliseconds.
pub fn deadline_ms(visit: &Visit) -> u64 {
    let commons = visit.app().commons();
    commons
        .charter
        .ticks_ms(commons.moderation.deadline_ticks.value)
}

// ---- the public log ----

/// `GET /commons/moderation`: what was done, for everyone to see.
pub async fn log(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cursor = from.cursor()?;
    let page = visit.app().list_moderation_log(cursor.as_ref()).await?;
    let commons = visit.app().commons();
    let line = |action: &Action| LogLine {
        id: action.id.to_string(),
        at_ms: action.acted_at_ms,
        rule: (
            action.rule_id.clone(),
            rule_title(&commons.moderation, &action.rule_id),
            action.rule_version,
        ),
        step: action.step.clone(),
    };
    let view = LogView {
        actions: count_actions(&visit).await?,
        lines: page.rows.iter().map(line).collect(),
        older: present::older(page.next.as_ref(), paths::MODERATION),
        waiting: count_waiting(&visit).await?,
    };
    Ok(answer(&shell, &moderation::log(&shell, &view)))
}

/// Works that wait for a decision; nothing for whoever is no moderator.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn count_waiting(visit: &Visit) -> Result<Option<u64>, PageError> {
    if !visit.who.as_ref().is_some_and(|who| who.is_moderator) {
        return Ok(None);
    }
    let mut reader = visit.app().store.read().await?;
    Ok(Some(reader.count_reported_works().await?))
}

/// The title of a rule in force, or its id.
pub fn rule_title(policy: &ModerationPolicy, id: &str) -> String {
    policy
        .find_rule(id)
        .map_or_else(|| id.to_owned(), |rule| rule.value.title.clone())
}

/// Actions of the last four weeks.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn count_actions(visit: &Visit) -> Result<u64, PageError> {
    let since_ms = visit.app().clock.now_ms().saturating_sub(MONTH_MS);
    let (mut count, mut cursor) = (0, None);
    for _ in 0..COUNTED_PAGES_MAX {
        let page = visit.app().list_moderation_log(cursor.as_ref()).await?;
        let recent = page
            .rows
            .iter()
            .filter(|action| action.acted_at_ms >= since_ms)
            .count();
        count += recent as u64;
        cursor = page.next;
        if recent < page.rows.len() || cursor.is_none() {
            break;
        }
    }
    Ok(count)
}

// ---- the queue ----

/// `GET /commons/moderation/queue`: what waits, longest first.
pub async fn queue(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let mut waiting = cases(&visit, from.cursor()?.as_ref()).await?;
    for case in &mut waiting.rows {
        case.work.href = format!("{}/queue/{}", paths::MODERATION, case.id);
    }
    let next = present::older(
        waiting.next.as_ref(),
        &format!("{}/queue", paths::MODERATION),
    );
    Ok(answer(
        &shell,
        &moderation::queue(&shell, &waiting.rows, next.as_deref()),
    ))
}

/// Lists what waits for a decision, longest first. A work that is gone is left out.
///
/// # Errors
///
/// [`PageError::App`] if the visitor is no moderator, or the database failed.
pub async fn cases(visit: &Visit, cursor: Option<&Cursor>) -> Result<Page<CaseLine>, PageError> {
    let moderator = me(visit)?;
    let waiting = visit.app().list_reported_works(moderator, cursor).await?;
    let commons = visit.app().commons();
    let mut rows = Vec::new();
    for row in &waiting.rows {
        let Some(reported) = work(visit, Viewpoint::Moderator(moderator), row.subject).await?
        else {
            continue;
        };
        let case = visit.app().load_case(moderator, row.subject).await?;
        rows.push(CaseLine {
            id: subject_text(row.subject),
            cited: cited(&commons.moderation, &case),
            work: reported,
            due_ms: row.since_ms.saturating_add(deadline_ms(visit)),
            is_limited: row.reporter_count >= commons.moderation.report_threshold.value.into(),
        });
    }
    Ok(Page {
        rows,
        next: waiting.next,
    })
}

fn cited(policy: &ModerationPolicy, case: &Case) -> Vec<(String, u64)> {
    let mut cited: Vec<(String, u64)> = Vec::new();
    for report in &case.reports {
        let title = rule_title(policy, &report.rule_id);
        match cited.iter_mut().find(|(known, _)| *known == title) {
            Some((_, times)) => *times += 1,
            None => cited.push((title, 1)),
        }
    }
    cited
}

/// `GET /commons/moderation/queue/{subject}`: one case.
pub async fn case(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    case_page(&visit, &id, None).await
}

async fn case_page(visit: &Visit, id: &str, error: Option<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let moderator = me(visit)?;
    let subject = parse_subject(id)?;
    let case = visit.app().load_case(moderator, subject).await?;
    let commons = visit.app().commons();
    let reported = work(visit, Viewpoint::Moderator(moderator), subject)
        .await?
        .ok_or(PageError::NotFound)?;
    let options = options(visit, &case).await?;
    let reports = case
        .reports
        .iter()
        .map(|it| {
            (
                rule_title(&commons.moderation, &it.rule_id),
                it.words.as_str().to_owned(),
            )
        })
        .collect();
    let view = CaseView {
        id: id.to_owned(),
        work: reported,
        reports,
        options,
        error,
    };
    Ok(answer(&shell, &moderation::case(&shell, &view)))
}

/// Reads each rule in force with the one step that its ladder gives the author of `case` now.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn options(visit: &Visit, case: &Case) -> Result<Vec<CaseOption>, PageError> {
    let commons = visit.app().commons();
    let mut options = Vec::new();
    let mut reader = visit.app().store.read().await?;
    for (rule_id, step) in &case.steps {
        let Some(rule) = commons.moderation.find_rule(rule_id) else {
            continue;
        };
        let findings = reader.count_findings(case.author, rule_id).await?;
        options.push(CaseOption {
            rule: rule.value.clone(),
            findings,
            step: step.clone(),
        });
    }
    Ok(options)
}

/// A decision as its form sends it.
#[derive(Debug, Deserialize)]
pub struct CaseForm {
    #[serde(default)]
    rule: String,
    #[serde(default)]
    reason: String,
}

/// `POST /commons/moderation/queue/{subject}/act`: applies a rule in force, at the ladder's step.
pub async fn act(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<CaseForm>,
) -> Result<Response, PageError> {
    let moderator = me(&visit)?;
    let subject = parse_subject(&id)?;
    let acted = visit
        .app()
        .act_by_ladder(moderator, subject, &form.rule, &form.reason)
        .await;
    match acted {
        // Whether it was fraud is for a jury to say: the next page asks for it.
        Ok(action) if ledger::apply::is_of_fraud(&action.rule_id) => {
            let href = links::moderation_action(&action.id.to_string());
            Ok(Redirect::to(&href).into_response())
        }
        Ok(_) => Ok(Redirect::to(paths::MODERATION).into_response()),
        Err(error @ AppError::Refused(_)) => {
            Ok(
                case_page(&visit, &id, Some(refused_text(visit.lang, &error)))
                    .await?
                    .into_response(),
            )
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /commons/moderation/queue/{subject}/dismiss`: no rule was broken.
pub async fn dismiss(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    visit
        .app()
        .dismiss(me(&visit)?, parse_subject(&id)?)
        .await?;
    Ok(Redirect::to(&format!("{}/queue", paths::MODERATION)).into_response())
}

/// `GET /commons/moderation/{action}`: the statement of reasons, for the author it concerns.
pub async fn statement(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let (_, view) = statement_view(&visit, &id).await?;
    let signer = super::signer(&visit).await?;
    Ok(answer(
        &shell,
        &moderation::statement(&shell, &view, &signer),
    ))
}

/// How far an appeal against `action` is, for `member`.
async fn appealed(
    visit: &Visit,
    member: MemberNumber,
    action: &Action,
) -> Result<Appealed, PageError> {
    let undone = if action.reversed_at_ms.is_some() {
        Undone::Yes
    } else {
        Undone::No
    };
    let app = visit.app();
    let [first, second, _] = app.commons().moderation.jury_sizes.value;
    let id = action.id.to_string();
    Ok(match app.find_case_against(action.id).await? {
        Some(case) if matches!(case.matter, Matter::Referral(_)) => {
            let may_tell = action.author == member && app.may_tell_jury(&case)?;
            let mut reader = app.store.read().await?;
            let appeal = reader.find_appeal(case.id).await?;
            let said = appeal.map(|it| it.words).filter(|_| may_tell);
            Appealed::Referred(id, case.id.0, undone, said)
        }
        Some(case) => Appealed::Case(case.id.0, undone),
        None if action.author == member => Appealed::Open(id, first.into()),
        None if app.may_refer(member, action).await? => Appealed::MayRefer(id, second.into()),
        None => Appealed::NotYours,
    })
}

/// What somebody tells the jury of a case that others brought.
#[derive(Debug, Deserialize)]
pub struct TellForm {
    #[serde(default)]
    words: String,
}

/// `POST /commons/moderation/{action}/words`: tells the jury one's own side.
pub async fn tell(
    visit: Visit,
    Path(id): Path<String>,
    Form(form): Form<TellForm>,
) -> Result<Redirect, PageError> {
    let action = id.parse().map_err(|_| PageError::NotFound)?;
    let member = me(&visit)?;
    visit.app().tell_jury(member, action, &form.words).await?;
    Ok(Redirect::to(&links::moderation_action(&id)))
}

/// Reads the statement of reasons for an action, for the author it concerns and for moderators.
///
/// # Errors
///
/// [`PageError::NotFound`], also for everybody else; [`PageError::App`] if the database failed.
pub async fn statement_view(visit: &Visit, id: &str) -> Result<(Action, StatementView), PageError> {
    let member = me(visit)?;
    let action = visit
        .app()
        .load_statement(member, id.parse().map_err(|_| PageError::NotFound)?)
        .await?;
    let versions = visit.app().list_moderation_versions().await?;
    let policy = versions
        .iter()
        .find(|it| it.version == action.rule_version)
        .map(|it| &it.policy);
    let rule = policy
        .and_then(|policy| policy.find_rule(&action.rule_id))
        .ok_or(PageError::NotFound)?
        .value
        .clone();
    let mut reader = visit.app().store.read().await?;
    let against = reader.list_actions_against(action.author).await?;
    drop(reader);
    let same = against
        .iter()
        .filter(|it| it.rule_id == action.rule_id && it.acted_at_ms <= action.acted_at_ms)
        .filter(|it| it.id == action.id || it.reversed_at_ms.is_none())
        .count();
    let author = faces(visit, vec![action.author])
        .await?
        .remove(&action.author.0)
        .unwrap_or_default();
    let mut own_work = work(visit, Viewpoint::Member(action.author), action.subject).await?;
    // Its photographs are served to nobody while it is down.
    let is_down = !matches!(action.step, Step::Label(_) | Step::Warn | Step::LimitReach);
    if let Some(work) = own_work.as_mut().filter(|_| is_down) {
        work.picture = work
            .picture
            .take()
            .filter(|_| action.reversed_at_ms.is_some());
    }
    let view = StatementView {
        work: own_work,
        rule,
        version: action.rule_version,
        adopted_by: action.adopted_by.0,
        step: action.step.clone(),
        finding: same.max(1) as u64,
        until_ms: action.until_ms,
        at_ms: action.acted_at_ms,
        reason: action.reasons.as_str().to_owned(),
        author,
        is_own: action.author == member,
        appeal: appealed(visit, member, &action).await?,
    };
    Ok((action, view))
}
