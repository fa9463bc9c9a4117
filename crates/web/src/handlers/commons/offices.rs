//! Who holds which office, by which decision, until when.

use std::sync::Arc;

use app::AppError;
use ledger::ids::MemberNumber;
use ledger::office::{MandateInForce, Office, Seat};

use super::faces;
use crate::error::PageError;
use crate::pages::commons::offices::{self, OfficePart, OfficesView, SeatLine};
use crate::visit::{Html, Visit, answer};

/// The offices as the record has them now.
pub struct Offices {
    /// Seats that are held, by office and then by member.
    pub seats: Vec<Seat>,
    /// The core team's mandate, if one is in force.
    pub mandate: Option<MandateInForce>,
    /// The end of a pause that lasts, in Unix milliseconds.
    pub paused_until_ms: Option<u64>,
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
        let mandate = state.mandate.clone();
        Offices {
            seats,
            mandate: mandate.filter(|it| now_ms < it.until_ms),
            paused_until_ms: Some(state.pause.until_ms).filter(|until| now_ms < *until),
        }
    });
    Ok(read.map_err(AppError::from)?)
}

/// `GET /commons/offices`: every power of office on one page.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let held = held(&visit)?;
    let commons = Arc::clone(&visit.app().commons());
    let moderators = &commons.moderation.moderators.value;
    let seated = held.seats.iter().map(|it| it.member);
    let people = faces(&visit, seated.chain(moderators.iter().copied()).collect()).await?;
    let face = |member: MemberNumber| people.get(&member.0).cloned();
    let line = |seat: &Seat| {
        Some(SeatLine {
            face: face(seat.member)?,
            since_ms: seat.since_ms,
            until_ms: seat.until_ms,
            by: seat.by,
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
    let view = OfficesView {
        offices: Office::ALL.map(part).into(),
        mandate: held.mandate.as_ref().map(|it| {
            (
                i64::try_from(it.per_round.0).unwrap_or(i64::MAX),
                it.until_ms,
            )
        }),
        paused_until_ms: held.paused_until_ms,
        moderators: moderators.iter().filter_map(|it| face(*it)).collect(),
    };
    Ok(answer(&shell, &offices::offices(&shell, &view)))
}
