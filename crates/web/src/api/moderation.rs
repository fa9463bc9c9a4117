//! Moderation: reports, the queue, actions by the ladder, statements of reasons, the public log.
//!
//! Nothing here names a moderator, or who reported.

use axum::Json;
use axum::http::StatusCode;
use domain::ids::{CommentId, ContributionId, DeliberationId, PostId};
use domain::visibility::Viewpoint;
use ledger::ids::MemberNumber;
use ledger::policy::ModerationPolicy;
use serde::{Deserialize, Serialize};
use store::action::Action;
use store::appreciation::Subject;
use utoipa::ToSchema;

use super::Body;
use super::list::FromQuery;
use super::policy::{RuleJson, step_word};
use super::view::{List, MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::commons::moderation::{
    cases, count_actions, count_waiting, deadline_ms, options, parse_subject, rule_title,
    statement_view, work,
};
use crate::handlers::commons::words::parse_words;
use crate::handlers::{Path, Query};
use crate::pages::commons::moderation::{CaseLine, CaseOption, Work};
use crate::visit::Visit;

fn me(visit: &Visit) -> Result<MemberNumber, PageError> {
    visit.member().ok_or(PageError::SignIn)
}

/// An action in the public log.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionJson {
    /// Opaque id.
    id: String,
    /// When.
    acted_at_ms: u64,
    /// The rule it cites.
    rule_id: String,
    /// The title of the rule, if it is still in force; else its id.
    rule_title: String,
    /// Version of the policy then in force.
    policy_version: u32,
    /// What was done: `warn`, `limit-reach`, `remove`, `expel`, `label:<id>` or `suspend:<days>`.
    step: String,
}

impl ActionJson {
    fn of(policy: &ModerationPolicy, action: &Action) -> Self {
        Self {
            id: action.id.to_string(),
            acted_at_ms: action.acted_at_ms,
            rule_id: action.rule_id.clone(),
            rule_title: rule_title(policy, &action.rule_id),
            policy_version: action.rule_version,
            step: step_word(&action.step),
        }
    }
}

/// What was done, for everyone to see.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModerationLogJson {
    /// How many actions the last four weeks saw.
    actions_in_four_weeks: u64,
    /// Works that wait for a decision; only for moderators.
    waiting: Option<u64>,
    /// Latest first.
    actions: List<ActionJson>,
}

/// The public log of moderation.
#[utoipa::path(get, path = "/api/meent/v1/moderation", tag = "moderation", params(FromQuery), responses((status = 200, body = ModerationLogJson), (status = 400, body = Problem)))]
pub async fn log(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<ModerationLogJson>, PageError> {
    let page = visit
        .app()
        .list_moderation_log(from.cursor()?.as_ref())
        .await?;
    let commons = visit.app().commons();
    let row = |action: &Action| ActionJson::of(&commons.moderation, action);
    Ok(Json(ModerationLogJson {
        actions_in_four_weeks: count_actions(&visit).await?,
        waiting: count_waiting(&visit).await?,
        actions: List {
            rows: page.rows.iter().map(row).collect(),
            next: page.next.map(|it| it.to_string()),
        },
    }))
}

/// A work as moderation shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedWorkJson {
    /// Path of its page.
    url: String,
    /// Its title or first words.
    title: String,
    /// Text of it, shortened.
    excerpt: String,
    /// Path of its first picture.
    picture: Option<String>,
    /// When it was published.
    created_at_ms: u64,
}

impl From<Work> for ReportedWorkJson {
    fn from(work: Work) -> Self {
        Self {
            url: work.href,
            title: work.title,
            excerpt: work.excerpt,
            picture: work.picture.map(|(url, ..)| url),
            created_at_ms: work.posted_ms,
        }
    }
}

/// Why somebody got what they got from moderation.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementJson {
    /// The action.
    action: ActionJson,
    /// Whom it concerns.
    author: Option<MemberJson>,
    /// The work; nothing where its author cannot see it any more.
    work: Option<ReportedWorkJson>,
    /// The rule as it stood.
    rule: RuleJson,
    /// The decision that adopted it; 0 for the founding.
    adopted_by: u32,
    /// Which finding against the author under this rule it was, from 1.
    finding: u64,
    /// Until when it holds, if it ends.
    until_ms: Option<u64>,
    /// What the moderator wrote.
    reasons: String,
}

/// The statement of reasons for an action, for the author it concerns and for moderators.
#[utoipa::path(get, path = "/api/meent/v1/moderation/actions/{action}", tag = "moderation", params(("action" = String, Path)), responses((status = 200, body = StatementJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn statement(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<StatementJson>, PageError> {
    let (action, view) = statement_view(&visit, &id).await?;
    Ok(Json(StatementJson {
        action: ActionJson::of(&visit.app().commons().moderation, &action),
        author: member(&visit, action.author).await?,
        work: view.work.map(Into::into),
        rule: (&view.rule).into(),
        adopted_by: view.adopted_by,
        finding: view.finding,
        until_ms: view.until_ms,
        reasons: view.reason,
    }))
}

/// What somebody tells the jury of a case that others brought.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TellWant {
    /// At most 2,000 characters; the last ones count.
    words: String,
}

/// Tells the jury one's own side, where others brought an act against one before it.
#[utoipa::path(post, path = "/api/meent/v1/moderation/actions/{action}/words", tag = "moderation", params(("action" = String, Path)), request_body = TellWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn tell(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<TellWant>,
) -> Result<StatusCode, PageError> {
    let action = id.parse().map_err(|_| PageError::NotFound)?;
    let member = me(&visit)?;
    visit.app().tell_jury(member, action, &sent.words).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A report.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReportWant {
    /// Id of the rule that may be broken.
    rule: String,
    /// What the reporter says about it.
    #[serde(default)]
    note: String,
}

/// A report was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportedJson {
    /// By when it is to be answered.
    answer_by_ms: u64,
}

async fn send(
    visit: &Visit,
    subject: Subject,
    sent: &ReportWant,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    let app = visit.app();
    app.report(me(visit)?, subject, &sent.rule, &sent.note)
        .await?;
    let answer_by_ms = app.clock.now_ms().saturating_add(deadline_ms(visit));
    Ok((StatusCode::CREATED, Json(ReportedJson { answer_by_ms })))
}

/// Reports a post under a rule in force.
#[utoipa::path(post, path = "/api/meent/v1/posts/{post}/report", tag = "moderation", params(("post" = String, Path)), request_body = ReportWant, responses((status = 201, body = ReportedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn report_post(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ReportWant>,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    let post: PostId = id.parse().map_err(|_| PageError::NotFound)?;
    send(&visit, Subject::Post(post), &sent).await
}

/// Reports a comment under a rule in force.
#[utoipa::path(post, path = "/api/meent/v1/comments/{comment}/report", tag = "moderation", params(("comment" = String, Path)), request_body = ReportWant, responses((status = 201, body = ReportedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn report_comment(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ReportWant>,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    let comment: CommentId = id.parse().map_err(|_| PageError::NotFound)?;
    send(&visit, Subject::Comment(comment), &sent).await
}

/// Reports a draft under a rule in force.
#[utoipa::path(post, path = "/api/meent/v1/deliberations/{deliberation}/report", tag = "moderation", params(("deliberation" = String, Path)), request_body = ReportWant, responses((status = 201, body = ReportedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn report_draft(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ReportWant>,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    let draft: DeliberationId = id.parse().map_err(|_| PageError::NotFound)?;
    send(&visit, Subject::Draft(draft), &sent).await
}

/// Reports something that was added to a deliberation under a rule in force.
#[utoipa::path(post, path = "/api/meent/v1/contributions/{contribution}/report", tag = "moderation", params(("contribution" = String, Path)), request_body = ReportWant, responses((status = 201, body = ReportedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn report_contribution(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ReportWant>,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    let said: ContributionId = id.parse().map_err(|_| PageError::NotFound)?;
    send(&visit, Subject::Contribution(said), &sent).await
}

/// Reports words of the commons under a rule in force: `election-3-17` for what member 17 says in election
/// 3, `report-` and its id for a report from office, `jury-5` for the statement of a jury.
#[utoipa::path(post, path = "/api/meent/v1/words/{words}/report", tag = "moderation", params(("words" = String, Path)), request_body = ReportWant, responses((status = 201, body = ReportedJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn report_words(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ReportWant>,
) -> Result<(StatusCode, Json<ReportedJson>), PageError> {
    send(&visit, Subject::Words(parse_words(&id)?), &sent).await
}

/// A rule that reports cited.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitedJson {
    /// Its title.
    rule_title: String,
    /// How often.
    reports: u64,
}

/// A work that waits for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingJson {
    /// Its id in the queue: a post's; a comment's behind `c-`, a draft's behind `draft-`, that of
    /// something said about one behind `said-`.
    id: String,
    /// The work.
    work: ReportedWorkJson,
    /// Rules that reports cited.
    cited: Vec<CitedJson>,
    /// By when it is to be answered.
    due_at_ms: u64,
    /// Whether its reach is limited until then.
    is_limited: bool,
}

impl From<CaseLine> for WaitingJson {
    fn from(line: CaseLine) -> Self {
        let cited = |(rule_title, reports)| CitedJson {
            rule_title,
            reports,
        };
        Self {
            id: line.id,
            work: line.work.into(),
            cited: line.cited.into_iter().map(cited).collect(),
            due_at_ms: line.due_ms,
            is_limited: line.is_limited,
        }
    }
}

/// What waits for a decision, longest first.
#[utoipa::path(get, path = "/api/meent/v1/moderation/queue", tag = "moderation", params(FromQuery), responses((status = 200, body = List<WaitingJson>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn queue(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<WaitingJson>>, PageError> {
    let page = cases(&visit, from.cursor()?.as_ref()).await?;
    Ok(Json(List {
        rows: page.rows.into_iter().map(Into::into).collect(),
        next: page.next.map(|it| it.to_string()),
    }))
}

/// A report, without who made it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportJson {
    /// The rule it cites.
    rule_id: String,
    /// Its title.
    rule_title: String,
    /// What the reporter wrote.
    note: String,
    /// When.
    reported_at_ms: u64,
}

/// A rule in force, and the only step that its ladder gives the author now.
#[derive(Debug, Serialize, ToSchema)]
pub struct OptionJson {
    /// The rule.
    rule: RuleJson,
    /// Findings against the author under it so far.
    findings: u64,
    /// What follows.
    step: String,
}

impl From<&CaseOption> for OptionJson {
    fn from(option: &CaseOption) -> Self {
        Self {
            rule: (&option.rule).into(),
            findings: option.findings,
            step: step_word(&option.step),
        }
    }
}

/// One case with what may be done about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseJson {
    /// Its id in the queue.
    id: String,
    /// The work.
    work: ReportedWorkJson,
    /// Its open reports.
    reports: Vec<ReportJson>,
    /// What may be done.
    options: Vec<OptionJson>,
}

/// One case.
#[utoipa::path(get, path = "/api/meent/v1/moderation/queue/{subject}", tag = "moderation", params(("subject" = String, Path, description = "A post's id; a comment's behind `c-`, a draft's behind `draft-`, that of something said about one behind `said-`")), responses((status = 200, body = CaseJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn case(visit: Visit, Path(id): Path<String>) -> Result<Json<CaseJson>, PageError> {
    let (moderator, subject) = (me(&visit)?, parse_subject(&id)?);
    let case = visit.app().load_case(moderator, subject).await?;
    let reported = work(&visit, Viewpoint::Moderator(moderator), subject)
        .await?
        .ok_or(PageError::NotFound)?;
    let commons = visit.app().commons();
    let report = |it: &store::report::Report| ReportJson {
        rule_id: it.rule_id.clone(),
        rule_title: rule_title(&commons.moderation, &it.rule_id),
        note: it.words.as_str().to_owned(),
        reported_at_ms: it.reported_at_ms,
    };
    Ok(Json(CaseJson {
        id,
        work: reported.into(),
        reports: case.reports.iter().map(report).collect(),
        options: options(&visit, &case)
            .await?
            .iter()
            .map(Into::into)
            .collect(),
    }))
}

/// What a moderator decides. The step is the ladder's.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ActWant {
    /// Id of the rule that is broken.
    rule: String,
    /// What the author is told beyond the rule; 1 to 2,000 characters.
    reason: String,
}

/// Applies a rule in force, at the step that its ladder gives.
#[utoipa::path(post, path = "/api/meent/v1/moderation/queue/{subject}/act", tag = "moderation", params(("subject" = String, Path)), request_body = ActWant, responses((status = 200, body = ActionJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn act(
    visit: Visit,
    Path(id): Path<String>,
    Body(sent): Body<ActWant>,
) -> Result<Json<ActionJson>, PageError> {
    let action = visit
        .app()
        .act_by_ladder(me(&visit)?, parse_subject(&id)?, &sent.rule, &sent.reason)
        .await?;
    Ok(Json(ActionJson::of(
        &visit.app().commons().moderation,
        &action,
    )))
}

/// Finds that no rule was broken.
#[utoipa::path(post, path = "/api/meent/v1/moderation/queue/{subject}/dismiss", tag = "moderation", params(("subject" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn dismiss(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, PageError> {
    visit
        .app()
        .dismiss(me(&visit)?, parse_subject(&id)?)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
