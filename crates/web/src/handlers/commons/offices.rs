//! Who holds which office, by which decision, until when; and what they tell everybody.

use std::sync::Arc;

use app::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::ids::OfficeReportId;
use ledger::ids::{MemberNumber, Money, ProposalId};
use ledger::office::{MandateInForce, Office, Seat};
use ledger::proposal::Stage;
use serde::Deserialize;
use store::office::OfficeReport;

use store::commons_words::{WordsId, WordsPlace};

use super::words::words_text;
use super::{faces, signer};
use crate::api::want::parse_office;
use crate::error::PageError;
use crate::handlers::{Form, From, Path, Query};
use crate::pages::commons::offices::{
    self, Drawn, MandateView, ModeratorsView, OfficePart, OfficesView, SeatLine, Written,
};
use crate::pages::commons::offices::{ReportCard, ReportPage};
use crate::text::refusal::refused_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

/// Reports shown on the page of offices; all of them have a page of their own.
const SHOWN: usize = 5;
/// Reports on one page of their list.
const LISTED_MAX: usize = 30;

/// The offices as the record has them now.
pub struct Offices {
    /// Seats that are held, by office and then by member.
    pub seats: Vec<Seat>,
    /// The core team's mandate, in force or lapsed.
    pub mandate: Option<MandateNow>,
    /// The end of a pause that lasts, in Unix milliseconds.
    pub paused_until_ms: Option<u64>,
    /// The decision by which the guardians may pause again without waiting.
    pub pause_permitted_by: Option<ProposalId>,
    /// Decisions on which a panel sits, and until when, in Unix milliseconds.
    pub panels: Vec<(ProposalId, u64)>,
}

/// A mandate with what follows from it now.
pub struct MandateNow {
    /// The mandate.
    pub mandate: MandateInForce,
    /// What the team may cost in a round now.
    pub budget: Money,
    /// When it gives nothing any more, in Unix milliseconds.
    pub nothing_from_ms: u64,
    /// Since when the team is a caretaker, in Unix milliseconds.
    pub caretaker_since_ms: Option<u64>,
    /// Whether it has ended.
    pub is_over: bool,
}

/// Reads who holds an office now.
///
/// # Errors
///
/// [`PageError::App`] if the record has stopped.
pub fn held(visit: &Visit) -> Result<Offices, PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let read = visit.app().record.read(|state| {
        let held = state.seats.iter().filter(|it| it.is_held(now_ms));
        let mut seats: Vec<Seat> = held.copied().collect();
        seats.sort_by_key(|it| (it.office, it.member));
        let charter = &state.charter;
        let lapse_ms = charter
            .round_ms()
            .saturating_mul(charter.lapse_rounds.into());
        let now = |mandate: &MandateInForce| MandateNow {
            budget: mandate.budget_at(charter, now_ms),
            nothing_from_ms: mandate.until_ms.saturating_add(lapse_ms),
            caretaker_since_ms: mandate.caretaker_since_ms(now_ms),
            is_over: mandate.until_ms <= now_ms,
            mandate: mandate.clone(),
        };
        let panels = state.proposals.iter().filter_map(|it| match it.stage {
            Stage::Panel { until_ms, .. } => Some((it.id, until_ms)),
            _ => None,
        });
        Offices {
            seats,
            mandate: state.mandate.as_ref().map(now),
            paused_until_ms: Some(state.pause.until_ms).filter(|until| now_ms < *until),
            pause_permitted_by: state.pause.permitted_by,
            panels: panels.collect(),
        }
    });
    Ok(read.map_err(AppError::from)?)
}

/// `GET /commons/offices`: every power of office on one page.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = view(&visit, None).await?;
    Ok(answer(&shell, &offices::offices(&shell, &view)))
}

/// What the page shows; `written` is a report that was refused.
async fn view(visit: &Visit, written: Option<Written>) -> Result<OfficesView, PageError> {
    let held = held(visit)?;
    let commons = Arc::clone(&visit.app().commons());
    let moderators = &commons.moderation.moderators;
    let seated = held.seats.iter().map(|it| it.member);
    let people = faces(
        visit,
        seated.chain(moderators.value.iter().copied()).collect(),
    )
    .await?;
    let face = |member: MemberNumber| people.get(&member.0).cloned();
    let line = |seat: &Seat| {
        Some(SeatLine {
            face: face(seat.member)?,
            since_ms: seat.since_ms,
            until_ms: seat.until_ms,
            by: seat.by,
            is_you: Some(seat.member) == visit.member(),
        })
    };
    let part = |office: Office| OfficePart {
        word: office.word(),
        seats: held
            .seats
            .iter()
            .filter(|it| it.office == office)
            .filter_map(line)
            .collect(),
    };
    let own = held
        .seats
        .iter()
        .find(|it| Some(it.member) == visit.member());
    let reports = visit
        .app()
        .list_office_reports(&visit.viewer(), None, SHOWN)
        .await?;
    Ok(OfficesView {
        offices: Office::ALL.map(part).into(),
        mandate: match &held.mandate {
            Some(it) => Some(mandate(visit, it).await?),
            None => None,
        },
        paused_until_ms: held.paused_until_ms,
        pause_permitted_by: held.pause_permitted_by.map(|it| it.0),
        moderators: ModeratorsView {
            faces: moderators.value.iter().filter_map(|it| face(*it)).collect(),
            since_ms: moderators.since_ms,
            by: moderators.adopted_by.0,
        },
        drawn: Drawn {
            panels: held
                .panels
                .iter()
                .map(|(id, until)| (id.0, *until))
                .collect(),
        },
        own_office: own.map(|it| it.office.word()),
        reports: cards(visit, &reports.rows).await?,
        written: written.unwrap_or_default(),
        signer: signer(visit).await?,
    })
}

async fn mandate(visit: &Visit, it: &MandateNow) -> Result<MandateView, PageError> {
    let by = it.mandate.by;
    let words = visit.app().load_proposal(by, None).await?.words;
    let cents = |it: Money| i64::try_from(it.0).unwrap_or(i64::MAX);
    Ok(MandateView {
        decision: by.0,
        title: words.as_ref().map_or_else(
            || t!(visit.lang, "week-untitled", number = by.0).into_owned(),
            |it| it.title.clone(),
        ),
        text: words.map(|it| markdown::render(&it.summary)),
        since_ms: it.mandate.since_ms,
        until_ms: it.mandate.until_ms,
        per_round: cents(it.mandate.per_round),
        budget: cents(it.budget),
        nothing_from_ms: it.nothing_from_ms,
        renewal_asked_ms: it.mandate.renewal_asked_ms,
        recalled_ms: it.mandate.recalled_ms,
        caretaker_since_ms: it.caretaker_since_ms,
        is_over: it.is_over,
    })
}

async fn cards(visit: &Visit, reports: &[OfficeReport]) -> Result<Vec<ReportCard>, PageError> {
    let people = faces(visit, reports.iter().map(|it| it.author).collect()).await?;
    let card = |it: &OfficeReport| ReportCard {
        id: it.id.to_string(),
        title: it.title.clone(),
        office: it.office.word(),
        author: people.get(&it.author.0).cloned(),
        at_ms: it.written_at_ms,
        mandate: it.mandate.map(|it| it.0),
    };
    Ok(reports.iter().map(card).collect())
}

/// `GET /commons/offices/reports`: everything that people in office told, newest first.
pub async fn reports(visit: Visit, Query(from): Query<From>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cursor = from.cursor()?;
    let page = visit
        .app()
        .list_office_reports(&visit.viewer(), cursor.as_ref(), LISTED_MAX)
        .await?;
    let listed = cards(&visit, &page.rows).await?;
    let older = present::older(page.next.as_ref(), "/commons/offices/reports");
    Ok(answer(
        &shell,
        &offices::reports(&shell, &listed, older.as_deref()),
    ))
}

fn parse_report(id: &str) -> Result<OfficeReportId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// `GET /commons/offices/reports/{report}`: one of them.
pub async fn report(visit: Visit, Path(id): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let id = parse_report(&id)?;
    let (loaded, marks) = visit.app().load_office_report(&visit.viewer(), id).await?;
    let words = WordsId::of(WordsPlace::OfficeReport(id));
    let card = cards(&visit, std::slice::from_ref(&loaded)).await?;
    let view = ReportPage {
        card: card.into_iter().next().ok_or(PageError::NotFound)?,
        text: markdown::render(&loaded.text),
        label: present::policy_label(&visit, marks.0, &marks.1),
        report: links::report_words(&words_text(words)),
        is_own: visit.member() == Some(loaded.author),
    };
    Ok(answer(&shell, &offices::report(&shell, &view)))
}

/// What somebody in office writes.
#[derive(Debug, Deserialize)]
pub struct ReportForm {
    office: String,
    title: String,
    text: String,
}

/// `POST /commons/offices/reports`: tells everybody; what is refused comes back with why.
pub async fn publish(visit: Visit, Form(form): Form<ReportForm>) -> Result<Response, PageError> {
    let (app, viewer) = (visit.app(), visit.viewer());
    let office = parse_office(&form.office)?;
    let published = app
        .publish_office_report(&viewer, office, &form.title, &form.text)
        .await;
    match published {
        Ok(id) => Ok(Redirect::to(&links::office_report(&id.to_string())).into_response()),
        Err(error @ (AppError::Refused(_) | AppError::Rejected(_))) => {
            let shell = visit.shell().await?;
            let written = Written {
                title: form.title,
                text: form.text,
                why: Some(refused_text(visit.lang, &error)),
            };
            let view = view(&visit, Some(written)).await?;
            let page = offices::offices(&shell, &view);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer(&shell, &page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /commons/offices/reports/{report}/delete`: takes one's own back.
pub async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Redirect, PageError> {
    let (id, viewer) = (parse_report(&id)?, visit.viewer());
    visit.app().delete_office_report(&viewer, id).await?;
    Ok(Redirect::to("/commons/offices/reports"))
}
