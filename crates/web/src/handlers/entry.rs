//! Signing in, and joining by an invitation link.

use app::AppError;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::charter::Joining;
use ledger::ids::MemberNumber;
use serde::Deserialize;

use super::commons::{faces, signer};
use super::{Path, Query};
use crate::error::PageError;
use crate::layout::bare_page;
use crate::links;
use crate::pages::entry::{self, JoinView};
use crate::pages::{founding, signing};
use crate::visit::{Html, Visit, answer};

/// Where to go after.
#[derive(Debug, Default, Deserialize)]
pub struct BackQuery {
    #[serde(rename = "return")]
    back: Option<String>,
}

/// `GET /sign-in`.
pub async fn sign_in(visit: Visit, Query(query): Query<BackQuery>) -> Result<Response, PageError> {
    if !visit.app().is_founded() {
        return Ok(Redirect::to(founding::PATH).into_response());
    }
    let back = links::own_path(query.back.as_deref().unwrap_or(links::HOME));
    if visit.member().is_some() {
        return Ok(Redirect::to(back).into_response());
    }
    let shell = visit.shell().await?;
    let is_open = visit.app().commons().charter.joining == Joining::Open;
    Ok(
        Html(bare_page(&shell, &entry::sign_in(&shell, back, is_open)).into_string())
            .into_response(),
    )
}

/// `GET /join`: for places that anyone may join.
pub async fn join(visit: Visit) -> Result<Response, PageError> {
    if visit.app().commons().charter.joining != Joining::Open {
        return Ok(Redirect::to(links::SIGN_IN).into_response());
    }
    join_page(&visit, None, None, None).await
}

/// `GET /join/{key}`: by an invitation, whose secret stands behind the `#` and never comes here.
pub async fn join_by_invitation(
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let bytes: Option<[u8; 32]> = URL_SAFE_NO_PAD
        .decode(&key)
        .ok()
        .and_then(|bytes| bytes.try_into().ok());
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let found = visit
        .app()
        .record
        .read(|state| {
            bytes.and_then(|key| state.invitations.get(&key).map(|it| (it.by, it.expires_ms)))
        })
        .map_err(AppError::from)?;
    match found.filter(|(_, expires_ms)| *expires_ms > now_ms) {
        Some((by, expires_ms)) => join_page(&visit, Some(key), Some(by), Some(expires_ms)).await,
        None => {
            let shell = visit.shell().await?;
            Ok(Html(bare_page(&shell, &entry::used(&shell)).into_string()).into_response())
        }
    }
}

async fn join_page(
    visit: &Visit,
    invitation: Option<String>,
    by: Option<MemberNumber>,
    expires_ms: Option<u64>,
) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let inviter = match by {
        Some(by) => faces(visit, vec![by]).await?.remove(&by.0),
        None => None,
    };
    let mut signer = signer(visit).await?;
    signer.member = 0;
    let members = visit.app().store.read().await?.count_members().await?;
    let view = JoinView {
        invitation,
        inviter,
        expires_ms,
        members,
        signer,
    };
    Ok(Html(bare_page(&shell, &entry::join(&shell, &view)).into_string()).into_response())
}

/// `POST /sign-in` and `POST /join` without a script.
pub async fn without_script(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    Ok(answer(
        &shell,
        &signing::script_needed(&shell, links::SIGN_IN),
    ))
}
