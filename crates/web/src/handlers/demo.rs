//! The demo's own page. Its routes exist in demo mode only.

use app::AppError;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::ids::MemberNumber;
use ledger::jury::JuryStage;
use serde::Deserialize;
use store::Cursor;
use store::card::MemberCard;

use super::commons::people::standing;
use super::{Form, Query};
use crate::api::operation::start_session;
use crate::error::PageError;
use crate::pages::demo::{self, DemoPerson, DemoView};
use crate::session::set_session;
use crate::text::moment::deadline;
use crate::visit::{Html, Visit, answer};
use crate::{links, present, t};

const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;

/// What is looked for, and what the clock's last move did.
#[derive(Debug, Default, Deserialize)]
pub struct DemoQuery {
    q: Option<String>,
    from: Option<String>,
    moved: Option<u64>,
}

/// `GET /demo`: step in as anyone, move the clock.
pub async fn show(visit: Visit, Query(query): Query<DemoQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cursor: Option<Cursor> = query
        .from
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| PageError::NotFound)?;
    let typed = query.q.clone().unwrap_or_default();
    let mut reader = visit.app().store.read().await?;
    let listed = if typed.trim().is_empty() {
        reader
            .list_members(cursor.as_ref(), store::PAGE_ROWS)
            .await?
    } else {
        reader
            .search_members(typed.trim(), cursor.as_ref(), store::PAGE_ROWS)
            .await?
    };
    let mut cards = listed.rows;
    let summoned = summoned(&visit)?;
    if typed.trim().is_empty() && cursor.is_none() {
        // Something waits for them, so they come first.
        let mut first = Vec::new();
        for member in &summoned {
            first.extend(reader.find_member_card(*member).await?);
        }
        cards.retain(|it| !summoned.contains(&it.number));
        cards.splice(0..0, first);
    }
    drop(reader);
    let base = if typed.is_empty() {
        "/demo".to_owned()
    } else {
        format!("/demo?q={}", links::encode(&typed))
    };
    let moved = query.moved.map(|events| {
        t!(
            visit.lang,
            "demo-moved",
            when = deadline(visit.lang, shell.now_ms, shell.now_ms),
            events = events
        )
        .into_owned()
    });
    let view = DemoView {
        now_ms: shell.now_ms,
        round: visit.app().commons().round.0,
        people: people(&visit, &cards, &summoned)?,
        query: typed,
        older: present::older(listed.next.as_ref(), &base),
        moved,
    };
    Ok(answer(&shell, &demo::demo(&shell, &view)))
}

/// Lists whom a jury waits for, at most as many as a first one seats.
fn summoned(visit: &Visit) -> Result<Vec<MemberNumber>, PageError> {
    const SHOWN: usize = 7;
    let summoned = visit.app().record.read(|state| {
        let juries = state.justice.juries.iter().rev();
        let sealing = juries.filter(|it| matches!(it.stage, JuryStage::Sealing { .. }));
        let waiting = sealing.flat_map(|jury| jury.sitting().filter(|it| it.seal.is_none()));
        waiting.map(|it| it.member).take(SHOWN).collect()
    });
    Ok(summoned.map_err(AppError::from)?)
}

fn people(
    visit: &Visit,
    cards: &[MemberCard],
    summoned: &[MemberNumber],
) -> Result<Vec<DemoPerson>, PageError> {
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let levels = visit
        .app()
        .record
        .read(|state| {
            cards
                .iter()
                .map(|card| state.standing(card.number, now_ms))
                .collect::<Vec<_>>()
        })
        .map_err(AppError::from)?;
    let role = |member: MemberNumber| {
        let mut roles = Vec::new();
        if member == MemberNumber(1) {
            roles.push(t!(visit.lang, "demo-role-founder"));
        }
        if visit.app().is_moderator(member) {
            roles.push(t!(visit.lang, "demo-role-moderator"));
        }
        if summoned.contains(&member) {
            roles.push(t!(visit.lang, "demo-role-juror"));
        }
        roles.join(", ")
    };
    let shown = cards
        .iter()
        .zip(levels)
        .filter(|(card, _)| card.handle.is_some());
    Ok(shown
        .map(|(card, level)| DemoPerson {
            face: present::face(visit.lang, card),
            number: card.number.0,
            standing: standing(level),
            role: role(card.number),
        })
        .collect())
}

/// Whom to be.
#[derive(Debug, Deserialize)]
pub struct StepInForm {
    member: u32,
}

/// `POST /demo/step-in`: a session of that member.
pub async fn step_in(visit: Visit, Form(form): Form<StepInForm>) -> Result<Response, PageError> {
    visit.app().demo()?;
    let member = MemberNumber(form.member);
    let found = visit.app().store.read().await?.find_member(member).await?;
    found
        .filter(|it| it.erased_at_ms.is_none())
        .ok_or(PageError::NotFound)?;
    let cookie = set_session(start_session(&visit, member).await?);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::HOME)).into_response())
}

/// How far to move the clock.
#[derive(Debug, Deserialize)]
pub struct ClockForm {
    by: String,
}

/// `POST /demo/clock`: moves the clock and does what falls due.
pub async fn clock(visit: Visit, Form(form): Form<ClockForm>) -> Result<Redirect, PageError> {
    let app = visit.app();
    let step_ms = match form.by.as_str() {
        "hour" => HOUR_MS,
        "day" => DAY_MS,
        "three-days" => 3 * DAY_MS,
        "week" => 7 * DAY_MS,
        "next" => {
            let now_ms = app.clock.now_ms();
            let due_ms = app
                .record
                .read(ledger::state::State::next_timer_ms)
                .map_err(AppError::from)?;
            due_ms.map_or(HOUR_MS, |due_ms| due_ms.saturating_sub(now_ms))
        }
        _ => return Err(PageError::Unreadable("the step of the clock")),
    };
    let before = app.record.entries();
    app.move_demo_clock(step_ms).await?;
    Ok(Redirect::to(&format!(
        "/demo?moved={}",
        app.record.entries() - before
    )))
}
