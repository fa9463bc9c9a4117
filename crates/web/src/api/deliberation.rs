//! Deliberations: drafts, their versions, what is said about them, the map.
//!
//! Nobody's opinions are told to anybody else. The map names no one.

use app::deliberation::adding::{Anchor, Convinces, Resolved, Side};
use app::deliberation::{Consent, DeliberationView, DrawnMap, NewVersion};
use axum::Json;
use axum::http::StatusCode;
use domain::deliberation::ContributionKind;
use ledger::count::opinion::Opinion;
use ledger::operation::Payload;
use ledger::policy::Category;
use serde::{Deserialize, Serialize};
use store::collected::Choice;
use store::contribution::Contribution;
use store::deliberation::{Deliberation, DraftVersion};
use store::opinion::opinion_word;
use utoipa::ToSchema;

use super::Body;
use super::list::FromQuery;
use super::policy::PayloadJson;
use super::view::{List, MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::commons::deliberation::{parse_contribution, parse_deliberation};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// A draft as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftJson {
    /// Opaque id.
    id: String,
    /// The question of the latest version.
    title: String,
    /// Who brought it.
    author: Option<MemberJson>,
    /// `drafting`, `opinions`, `frozen` or `closed`.
    stage: &'static str,
    /// Number of the latest version, from 1.
    version: u32,
    /// When it began.
    started_at_ms: u64,
    /// When opinions were asked.
    opened_at_ms: Option<u64>,
    /// When its text became final.
    frozen_at_ms: Option<u64>,
    /// When its author took it back.
    closed_at_ms: Option<u64>,
}

impl DraftJson {
    async fn of(visit: &Visit, it: &Deliberation) -> Result<Self, PageError> {
        Ok(Self {
            id: it.id.to_string(),
            title: it.title.clone(),
            author: member(visit, it.author).await?,
            stage: it.stage.word(),
            version: it.version,
            started_at_ms: it.started_at_ms,
            opened_at_ms: it.opened_at_ms,
            frozen_at_ms: it.frozen_at_ms,
            closed_at_ms: it.closed_at_ms,
        })
    }
}

/// A version of a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionJson {
    /// Its number, from 1.
    number: u32,
    /// The question.
    title: String,
    /// The text, as typed.
    text: String,
    /// What it would change; nothing if this version of the software cannot read it.
    payload: Option<PayloadJson>,
    /// What it changes against the one before, in its author's words; may be blank.
    note: String,
    /// When.
    written_at_ms: u64,
}

impl From<&DraftVersion> for VersionJson {
    fn from(it: &DraftVersion) -> Self {
        Self {
            number: it.version,
            title: it.title.clone(),
            text: it.text.clone(),
            payload: app::deliberation::payload_of(&it.payload).map(|it| (&it).into()),
            note: it.note.clone(),
            written_at_ms: it.written_at_ms,
        }
    }
}

/// Something that was added to a deliberation.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidJson {
    /// Opaque id.
    id: String,
    /// `comment`, `statement`, `case-for`, `case-against` or `cost-note`.
    kind: &'static str,
    /// The comment that it answers.
    parent: Option<String>,
    /// The version that it was written at.
    version: u32,
    /// The paragraph of that version, from 1; 0 is the whole.
    paragraph: u32,
    /// Who wrote it; nothing for statements, which are judged by their words, and where words are gone.
    author: Option<MemberJson>,
    /// What it says; nothing where its words are gone.
    text: Option<String>,
    /// When.
    written_at_ms: u64,
    /// When the draft's author called it settled.
    resolved_at_ms: Option<u64>,
    /// What the visitor said to a statement: `agree`, `pass` or `disagree`.
    own_answer: Option<&'static str>,
    /// Whether the visitor finds a case convincing.
    own_mark: bool,
    /// How many a case convinces, when the map was drawn.
    convinces: u32,
}

impl SaidJson {
    async fn of(
        visit: &Visit,
        view: &DeliberationView,
        it: &Contribution,
    ) -> Result<Self, PageError> {
        let author = match it.author() {
            Some(author) if it.kind != ContributionKind::Statement => member(visit, author).await?,
            _ => None,
        };
        let answer = view.own_answers.get(&it.id);
        Ok(Self {
            id: it.id.to_string(),
            kind: it.kind.word(),
            parent: it.parent.map(|it| it.to_string()),
            version: it.version,
            paragraph: it.paragraph,
            author,
            text: it.words.as_ref().map(|it| it.text.clone()),
            written_at_ms: it.written_at_ms,
            resolved_at_ms: it.resolved_at_ms,
            own_answer: answer.map(|it| opinion_word(*it)),
            own_mark: view.own_marks.contains(&it.id),
            convinces: view
                .map
                .as_ref()
                .map_or(0, |(map, _)| map.convinced_by(it.id)),
        })
    }
}

/// A deliberation with everything that is said in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeliberationJson {
    /// As a list shows it.
    #[serde(flatten)]
    draft: DraftJson,
    /// Every version, oldest first.
    versions: Vec<VersionJson>,
    /// Comments, cases and the note on costs, oldest first; cases with the strongest first.
    said: Vec<SaidJson>,
    /// Statements in the visitor's own order: random, and the same at every visit.
    statements: Vec<SaidJson>,
    /// From when on opinions can be asked.
    opens_from_ms: u64,
    /// From when on the text can be made final; nothing before opinions are asked.
    freezes_from_ms: Option<u64>,
    /// Number of the decision that has its words.
    filed_as: Option<u32>,
    /// Whether the visitor may take part.
    may_take_part: bool,
    /// Whether the visitor's opinions are kept: `given`, `asked` or `not-permitted`.
    consent: &'static str,
}

impl DeliberationJson {
    async fn of(visit: &Visit, view: &DeliberationView) -> Result<Self, PageError> {
        let mut said = Vec::new();
        let cases = [Side::For, Side::Against].map(|side| view.cases(side));
        let others = view.contributions.iter().filter(|it| match it.kind {
            ContributionKind::Comment | ContributionKind::CostNote => true,
            ContributionKind::Statement
            | ContributionKind::CaseFor
            | ContributionKind::CaseAgainst => false,
        });
        for it in cases.into_iter().flatten().chain(others) {
            said.push(SaidJson::of(visit, view, it).await?);
        }
        let mut statements = Vec::new();
        for it in view.statements_for(visit.member()) {
            statements.push(SaidJson::of(visit, view, it).await?);
        }
        Ok(Self {
            draft: DraftJson::of(visit, &view.deliberation).await?,
            versions: view.versions.iter().map(Into::into).collect(),
            said,
            statements,
            opens_from_ms: view.opens_from_ms(),
            freezes_from_ms: view.freezes_from_ms(),
            filed_as: view.filed.map(|it| it.proposal.0),
            may_take_part: view.may_take_part,
            consent: match view.consent {
                Consent::Given => "given",
                Consent::Asked => "asked",
                Consent::NotPermitted => "not-permitted",
            },
        })
    }
}

/// What a group said to a statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct StanceJson {
    /// The statement.
    statement: String,
    /// How many agree.
    agrees: u32,
    /// How many disagree.
    disagrees: u32,
    /// How many answered.
    seen: u32,
}

/// A statement that sets a group apart.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypicalJson {
    /// The statement.
    statement: String,
    /// Whether the group agrees with it more than others, or disagrees more.
    agrees: bool,
}

/// People who think alike.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionGroupJson {
    /// How many they are.
    people: u32,
    /// What they said; nothing for a group too small to tell without telling who they are.
    stances: Vec<StanceJson>,
    /// What sets them apart, the strongest first.
    typical: Vec<TypicalJson>,
}

/// People at one place of the picture.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceJson {
    /// From the left, 0 to 100.
    x: u32,
    /// From the top, 0 to 100.
    y: u32,
    /// Place of their group in the list, from 0.
    group: u32,
    /// How many stand there.
    people: u32,
}

/// Where people stand. Nobody is named.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct MapJson {
    /// When it was drawn; nothing if it was not.
    drawn_at_ms: Option<u64>,
    /// How many people answered.
    people: u32,
    /// How many answers they gave.
    answers: u32,
    /// Groups, the largest first; none while too few have answered.
    groups: Vec<OpinionGroupJson>,
    /// Statements that every group leans to agree with, the most agreed first.
    bridging: Vec<String>,
    /// Where people are in the picture; those near each other answered alike.
    places: Vec<PlaceJson>,
    /// Which part of all differences the picture keeps, in basis points.
    kept_bps: u32,
}

impl MapJson {
    fn of(map: &DrawnMap, drawn_at_ms: u64) -> Self {
        let group = |it: &app::deliberation::map::DrawnGroup| OpinionGroupJson {
            people: it.people,
            stances: it
                .stances
                .iter()
                .map(|it| StanceJson {
                    statement: it.statement.clone(),
                    agrees: it.agrees,
                    disagrees: it.disagrees,
                    seen: it.seen,
                })
                .collect(),
            typical: it
                .typical
                .iter()
                .map(|it| TypicalJson {
                    statement: it.statement.clone(),
                    agrees: it.agrees,
                })
                .collect(),
        };
        let place = |it: &app::deliberation::map::Dot| PlaceJson {
            x: it.x,
            y: it.y,
            group: it.group,
            people: it.people,
        };
        Self {
            drawn_at_ms: Some(drawn_at_ms),
            people: map.people,
            answers: map.answers,
            groups: map.groups.iter().map(group).collect(),
            bridging: map.bridging.clone(),
            places: map.dots.iter().map(place).collect(),
            kept_bps: map.kept_bp,
        }
    }
}

/// A version that somebody writes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct VersionWant {
    /// The question, at most 160 characters.
    title: String,
    /// The text, at most 8,000 characters.
    text: String,
    /// What it would change; nothing for a statement, or for what the draft would change already.
    payload: Option<PayloadJson>,
    /// What it changes against the one before, at most 200 characters.
    #[serde(default)]
    note: String,
    /// The version that is replaced; the latest if absent. Of no use for a first version.
    #[serde(default)]
    version: u32,
}

impl VersionWant {
    fn read(self, otherwise: Option<Payload>) -> Result<NewVersion, PageError> {
        let unreadable = PageError::Unreadable("the payload of a proposal");
        let payload = match self.payload {
            Some(payload) => payload.parse().ok_or(unreadable)?,
            None => otherwise.unwrap_or(Payload::Statement),
        };
        Ok(NewVersion {
            title: self.title,
            text: self.text,
            payload,
            note: self.note,
        })
    }
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeJson {
    /// Opaque id.
    id: String,
}

fn made(id: &impl ToString) -> (StatusCode, Json<MadeJson>) {
    (StatusCode::CREATED, Json(MadeJson { id: id.to_string() }))
}

type Made = Result<(StatusCode, Json<MadeJson>), PageError>;
type Done = Result<StatusCode, PageError>;

/// Drafts that are talked through, latest first.
#[utoipa::path(get, path = "/api/meent/v1/deliberations", tag = "deliberations", params(FromQuery), responses((status = 200, body = List<DraftJson>), (status = 400, body = Problem)))]
pub async fn list(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<DraftJson>>, PageError> {
    let cursor = from.cursor()?;
    let viewer = visit.viewer();
    let page = visit
        .app()
        .list_deliberations(&viewer, cursor.as_ref())
        .await?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for it in &page.rows {
        rows.push(DraftJson::of(&visit, it).await?);
    }
    Ok(Json(List {
        rows,
        next: page.next.map(|it| it.to_string()),
    }))
}

/// Begins with a draft.
#[utoipa::path(post, path = "/api/meent/v1/deliberations", tag = "deliberations", request_body = VersionWant, responses((status = 201, body = MadeJson), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(visit: Visit, Body(want): Body<VersionWant>) -> Made {
    let version = want.read(None)?;
    let viewer = visit.viewer();
    Ok(made(
        &visit.app().start_deliberation(&viewer, &version).await?,
    ))
}

/// A draft with everything that is said about it.
#[utoipa::path(get, path = "/api/meent/v1/deliberations/{deliberation}", tag = "deliberations", params(("deliberation" = String, Path)), responses((status = 200, body = DeliberationJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Json<DeliberationJson>, PageError> {
    let id = parse_deliberation(&id)?;
    let view = visit.app().load_deliberation(&visit.viewer(), id).await?;
    Ok(Json(DeliberationJson::of(&visit, &view).await?))
}

/// Where people stand. Empty while too few have answered.
#[utoipa::path(get, path = "/api/meent/v1/deliberations/{deliberation}/map", tag = "deliberations", params(("deliberation" = String, Path)), responses((status = 200, body = MapJson), (status = 404, body = Problem)))]
pub async fn map(visit: Visit, Path(id): Path<String>) -> Result<Json<MapJson>, PageError> {
    let id = parse_deliberation(&id)?;
    let view = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let drawn = view.map.as_ref().map(|(map, at)| MapJson::of(map, *at));
    Ok(Json(drawn.unwrap_or_default()))
}

/// Writes a new version of a draft of the visitor's.
#[utoipa::path(post, path = "/api/meent/v1/deliberations/{deliberation}/versions", tag = "deliberations", params(("deliberation" = String, Path)), request_body = VersionWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn revise(visit: Visit, Path(id): Path<String>, Body(want): Body<VersionWant>) -> Done {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    let loaded = visit.app().load_deliberation(&viewer, id).await?;
    let seen = if want.version == 0 {
        loaded.deliberation.version
    } else {
        want.version
    };
    let version = want.read(loaded.payload)?;
    visit
        .app()
        .revise_draft(&viewer, id, seen, &version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a draft is to go.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StageWant {
    /// Ask everybody's opinion.
    Opinions,
    /// Make the text final.
    Frozen,
    /// Take it back.
    Closed,
}

/// The next step of a draft of the visitor's.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StepWant {
    /// Where it is to go.
    stage: StageWant,
}

/// Takes a draft of the visitor's to its next step. Filing is an operation: `propose` with the id of
/// the deliberation.
#[utoipa::path(put, path = "/api/meent/v1/deliberations/{deliberation}/stage", tag = "deliberations", params(("deliberation" = String, Path)), request_body = StepWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn step(visit: Visit, Path(id): Path<String>, Body(want): Body<StepWant>) -> Done {
    let (id, viewer, app) = (parse_deliberation(&id)?, visit.viewer(), visit.app());
    match want.stage {
        StageWant::Opinions => app.open_deliberation(&viewer, id).await?,
        StageWant::Frozen => app.freeze_draft(&viewer, id).await?,
        StageWant::Closed => app.close_deliberation(&viewer, id).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A comment that somebody writes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DraftCommentWant {
    /// What it says, at most 3,000 characters.
    text: String,
    /// The version that its author saw; of no use for an answer.
    #[serde(default)]
    version: u32,
    /// The paragraph, from 1; 0 is the whole.
    #[serde(default)]
    paragraph: u32,
    /// The comment that it answers.
    parent: Option<String>,
}

/// Comments on a draft.
#[utoipa::path(post, path = "/api/meent/v1/deliberations/{deliberation}/comments", tag = "deliberations", params(("deliberation" = String, Path)), request_body = DraftCommentWant, responses((status = 201, body = MadeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn comment(
    visit: Visit,
    Path(id): Path<String>,
    Body(want): Body<DraftCommentWant>,
) -> Made {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    let anchor = match &want.parent {
        Some(parent) => Anchor::Answer(parse_contribution(parent)?),
        None => Anchor::Paragraph {
            version: want.version,
            paragraph: want.paragraph,
        },
    };
    let said = visit.app().comment_on_draft(&viewer, id, anchor, want.text);
    Ok(made(&said.await?))
}

/// Words that somebody adds.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WordsWant {
    /// What they say.
    text: String,
}

/// Adds a statement of at most 140 characters.
#[utoipa::path(post, path = "/api/meent/v1/deliberations/{deliberation}/statements", tag = "deliberations", params(("deliberation" = String, Path)), request_body = WordsWant, responses((status = 201, body = MadeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn state(visit: Visit, Path(id): Path<String>, Body(want): Body<WordsWant>) -> Made {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    Ok(made(&visit.app().state(&viewer, id, &want.text).await?))
}

/// For or against.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SideWant {
    /// For it.
    For,
    /// Against it.
    Against,
}

/// A case that somebody makes.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CaseWant {
    /// Which side.
    side: SideWant,
    /// What it says, at most 1,000 characters.
    text: String,
}

/// Makes the visitor's case for or against, one of each.
#[utoipa::path(post, path = "/api/meent/v1/deliberations/{deliberation}/cases", tag = "deliberations", params(("deliberation" = String, Path)), request_body = CaseWant, responses((status = 201, body = MadeJson), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn make_case(visit: Visit, Path(id): Path<String>, Body(want): Body<CaseWant>) -> Made {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    let side = match want.side {
        SideWant::For => Side::For,
        SideWant::Against => Side::Against,
    };
    let made_case = visit.app().make_case(&viewer, id, side, &want.text);
    Ok(made(&made_case.await?))
}

/// Writes the team's note on costs; for the team in office.
#[utoipa::path(put, path = "/api/meent/v1/deliberations/{deliberation}/cost", tag = "deliberations", params(("deliberation" = String, Path)), request_body = WordsWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn note_costs(visit: Visit, Path(id): Path<String>, Body(want): Body<WordsWant>) -> Done {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    visit.app().note_costs(&viewer, id, &want.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Agrees to have one's opinions kept, in all deliberations; `PUT …/me/privacy/opinions` takes it
/// back.
#[utoipa::path(put, path = "/api/meent/v1/deliberations/{deliberation}/consent", tag = "deliberations", params(("deliberation" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn agree(visit: Visit, Path(id): Path<String>) -> Done {
    let (id, viewer) = (parse_deliberation(&id)?, visit.viewer());
    visit.app().load_deliberation(&viewer, id).await?;
    let agreed = visit
        .app()
        .choose_data(&viewer, Category::Opinions, Choice::Yes);
    agreed.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What somebody says to a statement.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OpinionWant {
    /// Yes.
    Agree,
    /// Neither.
    Pass,
    /// No.
    Disagree,
}

/// The visitor's answer to a statement.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AnswerWant {
    /// What they say.
    opinion: OpinionWant,
}

/// Answers a statement, in place of what was answered before.
#[utoipa::path(put, path = "/api/meent/v1/contributions/{contribution}/answer", tag = "deliberations", params(("contribution" = String, Path)), request_body = AnswerWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn answer(visit: Visit, Path(id): Path<String>, Body(want): Body<AnswerWant>) -> Done {
    let opinion = match want.opinion {
        OpinionWant::Agree => Opinion::Agree,
        OpinionWant::Pass => Opinion::Pass,
        OpinionWant::Disagree => Opinion::Disagree,
    };
    keep_answer(&visit, &id, Some(opinion)).await
}

/// Takes an answer back.
#[utoipa::path(delete, path = "/api/meent/v1/contributions/{contribution}/answer", tag = "deliberations", params(("contribution" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn take_back(visit: Visit, Path(id): Path<String>) -> Done {
    keep_answer(&visit, &id, None).await
}

async fn keep_answer(visit: &Visit, id: &str, opinion: Option<Opinion>) -> Done {
    let (id, viewer) = (parse_contribution(id)?, visit.viewer());
    visit.app().answer_statement(&viewer, id, opinion).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finds a case convincing.
#[utoipa::path(put, path = "/api/meent/v1/contributions/{contribution}/mark", tag = "deliberations", params(("contribution" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn mark(visit: Visit, Path(id): Path<String>) -> Done {
    keep_mark(&visit, &id, Convinces::Yes).await
}

/// Finds a case convincing no longer.
#[utoipa::path(delete, path = "/api/meent/v1/contributions/{contribution}/mark", tag = "deliberations", params(("contribution" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn unmark(visit: Visit, Path(id): Path<String>) -> Done {
    keep_mark(&visit, &id, Convinces::No).await
}

async fn keep_mark(visit: &Visit, id: &str, convinces: Convinces) -> Done {
    let (id, viewer) = (parse_contribution(id)?, visit.viewer());
    visit.app().mark_case(&viewer, id, convinces).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a comment is settled.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SettledWant {
    /// It is.
    settled: bool,
}

/// Calls a comment on a draft of the visitor's settled, or open again.
#[utoipa::path(put, path = "/api/meent/v1/contributions/{contribution}/settled", tag = "deliberations", params(("contribution" = String, Path)), request_body = SettledWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn settle(visit: Visit, Path(id): Path<String>, Body(want): Body<SettledWant>) -> Done {
    let (id, viewer) = (parse_contribution(&id)?, visit.viewer());
    let is_resolved = if want.settled {
        Resolved::Yes
    } else {
        Resolved::No
    };
    visit
        .app()
        .resolve_comment(&viewer, id, is_resolved)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes what the visitor added.
#[utoipa::path(delete, path = "/api/meent/v1/contributions/{contribution}", tag = "deliberations", params(("contribution" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Done {
    let (id, viewer) = (parse_contribution(&id)?, visit.viewer());
    visit.app().delete_contribution(&viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
