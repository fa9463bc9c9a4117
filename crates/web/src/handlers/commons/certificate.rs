//! A certificate of one's own shares: as a PDF, and as the JSON that anybody checks.

use app::certificate::{Certified, to_json};
use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::certificate::{Paragraph, Style, pdf};
use crate::error::PageError;
use crate::handlers::Query;
use crate::pages::commons::{shares, shares_said};
use crate::present;
use crate::t;
use crate::text::moment::date;
use crate::text::number::count;
use crate::visit::Visit;

/// Rounds that the page lists; the file beside it has them all.
const ROUNDS_LISTED: usize = 24;

/// Whether the name is to stand on it.
#[derive(Debug, serde::Deserialize)]
pub struct NameQuery {
    name: Option<String>,
}

async fn certified(visit: &Visit) -> Result<Certified, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    Ok(visit.app().certify(member).await?)
}

/// `GET /commons/shares/certificate`: a page to print, with the proof attached to it.
pub async fn page(visit: Visit, Query(query): Query<NameQuery>) -> Result<Response, PageError> {
    let certified = certified(&visit).await?;
    let name = match query.name {
        Some(_) => Some(name(&visit).await?),
        None => None,
    };
    let title = t!(
        visit.lang,
        "certificate-title",
        place = certified.name.as_str()
    );
    let proof = to_json(&certified.certificate).to_string();
    let paragraphs = paragraphs(&visit, &certified, &title, name.as_deref());
    let made = pdf(visit.lang.tag(), &title, &paragraphs, proof.as_bytes());
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"shares.pdf\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, made).into_response())
}

/// `GET /commons/shares/proof`: what the page has attached, alone.
pub async fn proof(visit: Visit) -> Result<Response, PageError> {
    let certified = certified(&visit).await?;
    let headers = [
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"proof.json\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, Json(to_json(&certified.certificate))).into_response())
}

async fn name(visit: &Visit) -> Result<String, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    let mut reader = visit.app().store.read().await?;
    let card = reader.find_member_card(member).await?;
    let card = card.ok_or(PageError::NotFound)?;
    Ok(present::face(visit.lang, &card).name)
}

fn paragraphs(
    visit: &Visit,
    certified: &Certified,
    title: &str,
    name: Option<&str>,
) -> Vec<Paragraph> {
    let lang = visit.lang;
    let of = |style: Style, words: &str| Paragraph {
        style,
        words: words.to_owned(),
    };
    let number = certified.certificate.member.0;
    let who = match name {
        Some(name) => t!(lang, "certificate-who-named", name = name, number = number),
        None => t!(lang, "certificate-who", number = number),
    };
    let day = date(lang, certified.at_ms);
    let holds = t!(
        lang,
        "certificate-holds",
        date = day,
        held = shares_said(lang, certified.held.0),
        vested = shares(lang, certified.vested.0),
        issued = shares(lang, certified.issued.0)
    );
    let latest = certified.credits.iter().rev().take(ROUNDS_LISTED);
    let rounds: Vec<String> = latest
        .map(|(round, amount)| {
            t!(
                lang,
                "certificate-round",
                round = round.0,
                amount = shares(lang, amount.0)
            )
            .into_owned()
        })
        .collect();
    let size = count(lang, certified.size);
    let checkpoint = certified.certificate.checkpoint.lines().collect::<Vec<_>>();
    vec![
        of(Style::Title, title),
        of(Style::Text, &who),
        of(Style::Text, &holds),
        of(Style::Text, &t!(lang, "certificate-votes")),
        of(Style::Text, &t!(lang, "certificate-proves", size = size)),
        of(Style::Text, &t!(lang, "certificate-limits")),
        of(Style::Text, &t!(lang, "certificate-check")),
        of(Style::Small, &rounds.join("; ")),
        of(Style::Small, &checkpoint.join(" ")),
    ]
}
