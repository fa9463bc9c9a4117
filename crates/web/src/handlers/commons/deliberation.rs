//! Talking a draft through: reading it. What changes something is in [`acts`].

use std::collections::BTreeMap;

use app::AppError;
use app::deliberation::adding::Side;
use app::deliberation::map::PEOPLE_MIN;
use app::deliberation::{DeliberationView, DrawnMap, Waits, payload_of};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::deliberation::{
    ContributionKind, STATEMENTS_PER_MEMBER_MAX, Stage, find_paragraph, paragraphs,
};
use domain::ids::{ContributionId, DeliberationId};
use ledger::charter::Template;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::member::Standing;
use ledger::office::Office;
use ledger::operation::Payload;
use serde::Deserialize;
use store::contribution::Contribution;
use store::deliberation::Deliberation;
use store::opinion::opinion_word;

use super::changes::{Before, changes, effect_of};
use super::{faces, signer};
use crate::api::policy::payload_text;
use crate::components::map::MapDot;
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::{From, Path, Query};
use crate::pages::commons::Subject;
use crate::pages::commons::decision::Talked;
use crate::pages::commons::deliberation::opinions::{
    self, CaseView, GroupView, OpinionsView, SideView, StatementLine, StatementPage,
};
use crate::pages::commons::deliberation::{
    self as pages, DraftCard, DraftView, EditView, FileView, ListView, Note, Paragraph, Refused,
    VersionView, Way, You,
};
use crate::pages::commons::diff::{Line, lines};
use crate::pages::commons::propose::Offer;
use crate::pages::commons::simulation::SimulationView;
use crate::text::moment::span;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present};

pub mod acts;

/// Reads the id of a deliberation in an address.
///
/// # Errors
///
/// [`PageError::NotFound`] for a text that is none.
pub fn parse_deliberation(id: &str) -> Result<DeliberationId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// Reads the id of a contribution in an address.
///
/// # Errors
///
/// [`PageError::NotFound`] for a text that is none.
pub fn parse_contribution(id: &str) -> Result<ContributionId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

type Faces = BTreeMap<u32, Face>;

fn face_of(people: &Faces, member: MemberNumber) -> Option<Face> {
    let face = people.get(&member.0).cloned();
    face.filter(|it| !it.handle.is_empty())
}

fn subject_of(payload: Option<&Payload>) -> Subject {
    payload.map_or(Subject::Statement, Subject::of)
}

/// Puts drafts on cards, with who brought them.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn cards(visit: &Visit, drafts: &[Deliberation]) -> Result<Vec<DraftCard>, PageError> {
    let people = faces(visit, drafts.iter().map(|it| it.author).collect()).await?;
    let card = |it: &Deliberation| {
        let payload = payload_of(&it.payload);
        let entered = [it.closed_at_ms, it.frozen_at_ms, it.opened_at_ms];
        DraftCard {
            id: it.id.to_string(),
            title: it.title.clone(),
            subject: subject_of(payload.as_ref()),
            author: face_of(&people, it.author),
            stage: it.stage,
            since_ms: entered
                .into_iter()
                .flatten()
                .next()
                .unwrap_or(it.started_at_ms),
        }
    };
    Ok(drafts.iter().map(card).collect())
}

/// `GET /commons/deliberations`: what is being talked through.
pub async fn list(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let cursor = from.cursor()?;
    let shell = visit.shell().await?;
    let view = list_view(&visit, cursor.as_ref(), None).await?;
    Ok(answer(&shell, &pages::list(&shell, &view)))
}

async fn list_view(
    visit: &Visit,
    cursor: Option<&store::Cursor>,
    typed: Option<(String, String, String)>,
) -> Result<ListView, PageError> {
    let page = visit
        .app()
        .list_deliberations(&visit.viewer(), cursor)
        .await?;
    let who = visit.who.as_ref();
    Ok(ListView {
        drafts: cards(visit, &page.rows).await?,
        older: present::older(page.next.as_ref(), links::DELIBERATIONS),
        may_begin: who.is_some_and(|it| it.standing == Standing::Member),
        typed,
    })
}

/// `GET /commons/deliberations/{deliberation}`: the draft with what is said about it.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, PageError> {
    page_of(&visit, parse_deliberation(&id)?, None).await
}

/// The page of a draft; with what was refused, if something was.
pub(super) async fn page_of(
    visit: &Visit,
    id: DeliberationId,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let view = draft_view(visit, &loaded, refused).await?;
    Ok((status, answer(&shell, &pages::show(&shell, &view))).into_response())
}

async fn draft_view(
    visit: &Visit,
    it: &DeliberationView,
    refused: Option<Refused>,
) -> Result<DraftView, PageError> {
    let mut members: Vec<MemberNumber> = it
        .contributions
        .iter()
        .filter_map(Contribution::author)
        .collect();
    members.push(it.deliberation.author);
    let people = faces(visit, members).await?;
    let text = it.latest().map(|it| it.text.clone()).unwrap_or_default();
    let (by_paragraph, whole, past) = notes(visit, it, &people, &paragraphs(&text));
    let split = paragraphs(&text);
    let drawn = split.iter().zip(1..).map(|(text, number)| Paragraph {
        number,
        body: maud::Render::render(&markdown::render(text)),
        notes: by_paragraph.get(&number).cloned().unwrap_or_default(),
    });
    let now_ms = visit.app().clock.now_ms();
    let has_team = visit.app().record.read(|state| {
        let mut seats = state.seats.iter();
        seats.any(|it| it.office == Office::Team && it.is_held(now_ms))
    });
    let draft = &it.deliberation;
    Ok(DraftView {
        id: draft.id.to_string(),
        title: draft.title.clone(),
        subject: subject_of(it.payload.as_ref()),
        author: face_of(&people, draft.author),
        label: present::policy_label(visit, draft.reach, &draft.labels),
        way: way_of(it),
        version: draft.version,
        written_ms: it
            .latest()
            .map_or(draft.started_at_ms, |it| it.written_at_ms),
        changes: changes_of(visit, it.payload.as_ref()).await?,
        simulation: match &it.payload {
            Some(payload) => super::simulation::of_payload(visit, payload).await?,
            None => SimulationView::default(),
        },
        paragraphs: drawn.collect(),
        notes: whole,
        past,
        opinions: opinions_of(it),
        cases: cases_of(it, &people, visit.member()),
        cost: cost_of(it, &people),
        has_team: has_team.map_err(AppError::from)?,
        you: You {
            signed_in: visit.member().is_some(),
            may_take_part: it.may_take_part,
            is_author: it.is_author,
            is_team: it.is_team,
            consent: it.consent,
            kept_days: it.kept_days,
            refused,
        },
    })
}

fn way_of(it: &DeliberationView) -> Way {
    Way {
        stage: it.deliberation.stage,
        started_ms: it.deliberation.started_at_ms,
        opens_from_ms: it.opens_from_ms(),
        opened_ms: it.deliberation.opened_at_ms,
        freezes_from_ms: it.freezes_from_ms(),
        frozen_ms: it.deliberation.frozen_at_ms,
        filed: it.filed.map(|it| (it.proposal.0, it.is_draft)),
    }
}

async fn changes_of(
    visit: &Visit,
    payload: Option<&Payload>,
) -> Result<Vec<crate::pages::commons::diff::ClauseChange>, PageError> {
    let Some(payload) = payload else {
        return Ok(Vec::new());
    };
    let commons = visit.app().commons();
    let before = Before {
        moderation: commons.moderation.clone(),
        data: commons.data.clone(),
        feed: commons.feed.clone(),
        charter: commons.charter.clone(),
    };
    changes(visit, payload, &before).await
}

/// Comments by the paragraph of the latest version that they are on, those on the whole, and those
/// whose paragraph is gone.
fn notes(
    visit: &Visit,
    it: &DeliberationView,
    people: &Faces,
    now: &[String],
) -> (BTreeMap<u32, Vec<Note>>, Vec<Note>, Vec<Note>) {
    let comments = || {
        let all = it.contributions.iter();
        all.filter(|it| it.kind == ContributionKind::Comment)
    };
    let note = |said: &Contribution| Note {
        id: said.id.to_string(),
        author: said.words.as_ref().map(|words| {
            let face = people.get(&words.author.0).cloned();
            face.unwrap_or_default()
        }),
        at_ms: said.written_at_ms,
        body: said
            .words
            .as_ref()
            .map_or_else(maud::Markup::default, |it| {
                maud::Render::render(&markdown::render(&it.text))
            }),
        label: said
            .words
            .as_ref()
            .and_then(|it| present::policy_label(visit, it.reach, &it.labels)),
        resolved: said.resolved_at_ms.is_some(),
        mine: visit.member().is_some() && said.author() == visit.member(),
        version: said.version,
        quote: None,
        answers: Vec::new(),
    };
    let (mut placed, mut whole, mut past) = (BTreeMap::new(), Vec::new(), Vec::new());
    for said in comments().filter(|it| it.parent.is_none()) {
        let mut shown = note(said);
        let answers = comments().filter(|it| it.parent == Some(said.id));
        shown.answers = answers.map(note).collect();
        let version = it.versions.iter().find(|it| it.version == said.version);
        let before = version.map(|it| paragraphs(&it.text)).unwrap_or_default();
        match find_paragraph(&before, said.paragraph, now) {
            Some(0) => whole.push(shown),
            Some(number) => placed.entry(number).or_insert_with(Vec::new).push(shown),
            None => {
                let place = usize::try_from(said.paragraph).unwrap_or(0).checked_sub(1);
                let quote = place.and_then(|it| before.get(it));
                shown.quote = quote.map(|it| markdown::plain(it, 160));
                past.push(shown);
            }
        }
    }
    (placed, whole, past)
}

/// What people think, as the map was drawn.
pub fn opinions_of(it: &DeliberationView) -> OpinionsView {
    let statements = it.statements_for(None);
    let empty = DrawnMap::default();
    let (map, drawn_ms) = match &it.map {
        Some((map, at)) => (map, Some(*at)),
        None => (&empty, None),
    };
    let texts: BTreeMap<String, &str> = statements
        .iter()
        .filter_map(|it| Some((it.id.to_string(), it.words.as_ref()?.text.as_str())))
        .collect();
    let line = |id: &String| {
        let text = texts.get(id)?;
        let stance = |group: &app::deliberation::map::DrawnGroup| {
            let found = group.stances.iter().find(|it| it.statement == *id)?;
            Some((
                found.agrees.into(),
                found.disagrees.into(),
                found.seen.into(),
            ))
        };
        Some(StatementLine {
            id: id.clone(),
            text: (*text).to_owned(),
            stances: map.groups.iter().map(stance).collect(),
        })
    };
    let group = |it: &app::deliberation::map::DrawnGroup| GroupView {
        people: it.people.into(),
        is_told: !it.stances.is_empty(),
        typical: it
            .typical
            .iter()
            .filter_map(|it| Some(((*texts.get(&it.statement)?).to_owned(), it.agrees)))
            .collect(),
    };
    let dot = |it: &app::deliberation::map::Dot| MapDot {
        x: it.x,
        y: it.y,
        group: usize::try_from(it.group).unwrap_or(0),
        people: it.people,
    };
    let others = texts.keys().filter(|it| !map.bridging.contains(it));
    let answered = statements
        .iter()
        .filter(|said| it.own_answers.contains_key(&said.id));
    OpinionsView {
        statements: statements.len() as u64,
        answered: answered.count() as u64,
        people: map.people.into(),
        drawn_ms,
        people_min: PEOPLE_MIN as u64,
        groups: map.groups.iter().map(group).collect(),
        dots: map.dots.iter().map(dot).collect(),
        own_place: map.place_of(&it.own_answers),
        kept_bps: map.kept_bp.into(),
        bridging: map.bridging.iter().filter_map(line).collect(),
        others: others.filter_map(line).collect(),
    }
}

/// The cases of both sides, the strongest first.
pub fn cases_of(
    it: &DeliberationView,
    people: &Faces,
    member: Option<MemberNumber>,
) -> [SideView; 2] {
    [Side::For, Side::Against].map(|side| {
        let cases = it.cases(side);
        let is_own = |said: &&Contribution| member.is_some() && said.author() == member;
        let case = |said: &&Contribution| {
            let words = said.words.as_ref()?;
            let convinces = it.map.as_ref().map(|(map, _)| map.convinced_by(said.id));
            Some(CaseView {
                id: said.id.to_string(),
                author: people.get(&words.author.0).cloned().unwrap_or_default(),
                text: words.text.clone(),
                convinces: convinces.unwrap_or(0).into(),
                marked: it.own_marks.contains(&said.id),
                mine: is_own(said),
            })
        };
        SideView {
            has_own: cases.iter().any(is_own),
            cases: cases.iter().filter_map(case).collect(),
        }
    })
}

/// The team's note on costs, with who wrote it.
pub fn cost_of(it: &DeliberationView, people: &Faces) -> Option<(Option<Face>, maud::Markup)> {
    let words = it.cost_note()?.words.as_ref()?;
    let text = maud::Render::render(&markdown::render(&words.text));
    Some((face_of(people, words.author), text))
}

/// How a decision was talked through, if it was.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn talked(visit: &Visit, id: ProposalId) -> Result<Option<Talked>, PageError> {
    let found = visit
        .app()
        .find_deliberation_of(&visit.viewer(), id)
        .await?;
    let Some(it) = found else {
        return Ok(None);
    };
    let members = it.contributions.iter().filter_map(Contribution::author);
    let people = faces(visit, members.collect()).await?;
    Ok(Some(Talked {
        id: it.deliberation.id.to_string(),
        opinions: opinions_of(&it),
        cases: cases_of(&it, &people, visit.member()),
        cost: cost_of(&it, &people),
    }))
}

/// What a preview offers for talking a draft through first; nothing where nobody has asked for it.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn offer(visit: &Visit, payload: &Payload) -> Result<Option<Offer>, PageError> {
    let mut reader = visit.app().store.read().await?;
    let is_used = reader.count_deliberations().await? > 0;
    if visit.app().commons().charter.template == Template::Circle && !is_used {
        return Ok(None);
    }
    let own = match visit.member() {
        Some(member) => reader.list_own_deliberations(member).await?,
        None => Vec::new(),
    };
    let editable = own.into_iter().filter(|it| it.stage.is_editable());
    Ok(Some(Offer {
        asked: visit.app().deliberation_waits(payload)? != Waits::default(),
        own: editable.map(|it| (it.id.to_string(), it.title)).collect(),
    }))
}

/// `GET /commons/deliberations/{deliberation}/versions`: every version, latest first.
pub async fn versions(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = parse_deliberation(&id)?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let mut shown = Vec::new();
    let (mut title, mut text, mut payload) = (Vec::new(), Vec::new(), None);
    for it in &loaded.versions {
        let (next_title, next_text) = (vec![it.title.clone()], paragraphs(&it.text));
        shown.push(VersionView {
            number: it.version,
            at_ms: it.written_at_ms,
            note: it.note.clone(),
            // The first version stands as it is: nothing was there before.
            title: match it.version {
                1 => next_title.iter().cloned().map(Line::Kept).collect(),
                _ if title == next_title => Vec::new(),
                _ => lines(&title, &next_title),
            },
            text: match it.version {
                1 => next_text.iter().cloned().map(Line::Kept).collect(),
                _ => lines(&text, &next_text),
            },
            payload_changed: payload.is_some_and(|before| before != &it.payload),
        });
        (title, text, payload) = (next_title, next_text, Some(&it.payload));
    }
    shown.reverse();
    let title = &loaded.deliberation.title;
    Ok(answer(
        &shell,
        &pages::versions(&shell, &id.to_string(), title, &shown),
    ))
}

/// `GET /commons/deliberations/{deliberation}/edit`: the form for a new version.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = parse_deliberation(&id)?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    if !loaded.is_author || !loaded.deliberation.stage.is_editable() {
        return Err(PageError::NotFound);
    }
    let latest = loaded.latest().ok_or(PageError::NotFound)?;
    let view = EditView {
        id: id.to_string(),
        version: latest.version,
        title: latest.title.clone(),
        text: latest.text.clone(),
        note: String::new(),
        error: None,
    };
    Ok(answer(&shell, &pages::edit(&shell, &view)))
}

/// Which statement is looked at.
#[derive(Debug, Default, Deserialize)]
pub struct StatementQuery {
    statement: Option<String>,
}

/// `GET /commons/deliberations/{deliberation}/statements`: one statement, and three answers.
pub async fn statements(
    visit: Visit,
    Path(id): Path<String>,
    Query(query): Query<StatementQuery>,
) -> Result<Response, PageError> {
    let chosen = query
        .statement
        .as_deref()
        .map(parse_contribution)
        .transpose()?;
    statements_page(&visit, parse_deliberation(&id)?, chosen, None).await
}

pub(super) async fn statements_page(
    visit: &Visit,
    id: DeliberationId,
    chosen: Option<ContributionId>,
    refused: Option<Refused>,
) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let all = loaded.statements_for(visit.member());
    let next = match (chosen, visit.member()) {
        (Some(chosen), _) => all.iter().copied().find(|it| it.id == chosen),
        (None, Some(member)) => loaded.next_statement_for(member),
        (None, None) => all.first().copied(),
    };
    let words = |it: &Contribution| {
        it.words
            .as_ref()
            .map(|it| it.text.clone())
            .unwrap_or_default()
    };
    let said = |it: &Contribution| loaded.own_answers.get(&it.id).map(|it| opinion_word(*it));
    let answered: Vec<_> = all
        .iter()
        .filter_map(|it| Some((it.id.to_string(), words(it), said(it)?)))
        .collect();
    let own = all.iter().filter(|it| it.author() == visit.member());
    let may_add = STATEMENTS_PER_MEMBER_MAX.saturating_sub(own.count());
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let only_reads = !loaded.may_take_part || loaded.deliberation.stage != Stage::Opinions;
    let view = StatementPage {
        all: if only_reads {
            all.iter().map(|it| words(it)).collect()
        } else {
            Vec::new()
        },
        id: id.to_string(),
        title: loaded.deliberation.title.clone(),
        stage: loaded.deliberation.stage,
        current: next.map(|it| (it.id.to_string(), words(it), said(it))),
        counts: (all.len() as u64, answered.len() as u64),
        answered,
        may_add: may_add as u64,
        may_take_part: loaded.may_take_part,
        signed_in: visit.member().is_some(),
        consent: loaded.consent,
        kept_days: loaded.kept_days,
        refused,
    };
    Ok((status, answer(&shell, &opinions::statements(&shell, &view))).into_response())
}

/// `GET /commons/deliberations/{deliberation}/map`: the map with the table behind it.
pub async fn map(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = parse_deliberation(&id)?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let shown = opinions_of(&loaded);
    let title = &loaded.deliberation.title;
    let page = opinions::map_page(&shell, &id.to_string(), title, &shown);
    Ok(answer(&shell, &page))
}

/// `GET /commons/deliberations/{deliberation}/file`: the final text, to be signed.
pub async fn file(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = parse_deliberation(&id)?;
    let loaded = visit.app().load_deliberation(&visit.viewer(), id).await?;
    let is_ready =
        loaded.is_author && loaded.deliberation.stage == Stage::Frozen && loaded.filed.is_none();
    let (Some(payload), Some(latest), true) = (&loaded.payload, loaded.latest(), is_ready) else {
        return Err(PageError::NotFound);
    };
    let effect = effect_of(&visit, payload).await?;
    let view = FileView {
        id: id.to_string(),
        title: latest.title.clone(),
        text: latest.text.clone(),
        shown: maud::Render::render(&markdown::render(&latest.text)),
        changes: effect.changes,
        simulation: effect.simulation,
        payload: payload_text(payload),
        sponsors_needed: effect.sponsors_needed.into(),
        lengths: effect.lengths_ms.map(|it| span(visit.lang, it)),
        stands: (effect.stands_ms > 0).then(|| span(visit.lang, effect.stands_ms)),
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &pages::file(&shell, &view)))
}
