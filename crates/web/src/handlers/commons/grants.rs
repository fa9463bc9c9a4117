//! Grants: the list, and one of them.

use app::grant::{GrantDesk, GrantView};
use ledger::ids::{GrantId, MemberNumber};
use ledger::payload::Beneficiary;

use super::treasury::cents;
use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::Path;
use crate::pages::commons::grants::{self, GrantLine, GrantPage, GrantsPage, You};
use crate::text::refusal::rejection_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, t};

fn line(it: &GrantView) -> GrantLine {
    GrantLine {
        number: it.grant.id.0,
        title: it.title.clone(),
        amount: cents(it.grant.amount),
        stage: it.grant.stage,
        points: it.grant.points,
        backers: it.grant.backers.into(),
        weight: it.weight,
        needed: it.needed,
        more: it.more,
        passes_ms: it.passes_ms,
        own: it.own,
    }
}

async fn you(visit: &Visit, desk: &GrantDesk) -> Result<You, PageError> {
    Ok(You {
        is_member: visit.member().is_some(),
        may_give: desk.may_give,
        left: desk.left.into(),
        points: desk.points.into(),
        cannot_ask: desk.cannot_ask.map(|it| rejection_text(visit.lang, it)),
        signer: signer(visit).await?,
    })
}

/// `GET /commons/grants`: what members ask for, and what came of it.
pub async fn list(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let desk = visit.app().list_grants(&visit.viewer()).await?;
    let view = GrantsPage {
        pool: cents(desk.pool),
        most: cents(desk.most),
        open: desk.open.iter().map(line).collect(),
        over: desk.over.iter().map(line).collect(),
        you: you(&visit, &desk).await?,
    };
    Ok(answer(&shell, &grants::grants(&shell, &view)))
}

/// `GET /commons/grants/{number}`: one of them.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let viewer = visit.viewer();
    let (loaded, desk) = visit.app().load_grant(GrantId(number), &viewer).await?;
    let grant = &loaded.grant;
    let paid = match grant.to {
        Beneficiary::Member(member) => member,
        Beneficiary::Outside(_) => grant.author,
    };
    let people = faces(&visit, vec![grant.author, paid]).await?;
    let face = |member: MemberNumber| {
        let unknown = || Face {
            name: t!(visit.lang, "sheet-person", number = member.0).into_owned(),
            ..Face::default()
        };
        people.get(&member.0).cloned().unwrap_or_else(unknown)
    };
    let view = GrantPage {
        line: line(&loaded),
        words: markdown::render(&loaded.words),
        author: face(grant.author),
        payee: match (grant.to, &loaded.payee) {
            (Beneficiary::Member(member), _) => face(member).name,
            (Beneficiary::Outside(_), Some(name)) => name.clone(),
            (Beneficiary::Outside(_), None) => t!(visit.lang, "change-spend-outside").into_owned(),
        },
        since_ms: grant.since_ms,
        old_enough_ms: loaded.old_enough_ms,
        course: loaded.course.clone(),
        transfer: loaded.transfer.map(|it| it.0),
        is_own: visit.member() == Some(grant.author),
        you: you(&visit, &desk).await?,
    };
    Ok(answer(&shell, &grants::grant(&shell, &view)))
}

/// What the treasury says of a payment that passed as a grant.
///
/// # Errors
///
/// [`PageError::App`].
pub async fn basis(visit: &Visit, grant: GrantId) -> Result<(String, String), PageError> {
    let title = visit.app().find_grant_title(grant).await?;
    let untitled = || t!(visit.lang, "grant-untitled", number = grant.0).into_owned();
    let title = title.unwrap_or_else(untitled);
    let words = t!(
        visit.lang,
        "treasury-by-grant",
        number = grant.0,
        title = title
    );
    Ok((links::grant(grant.0.into()), words.into_owned()))
}
