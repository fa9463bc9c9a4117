//! Who may use a route. Each route names one rule in the router's table; this module knows what the
//! rules mean, and the guard that stands before every handler applies them.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::ids::MemberNumber;
use ledger::member::Standing;

use crate::door::Door;
use crate::error::PageError;
use crate::limit::{Asker, client_address};
use crate::links;
use crate::session::{Token, token};

/// The network's founder is the first on the record.
const FOUNDER: MemberNumber = MemberNumber(1);

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone, signed in or not.
    Anyone,
    /// Everyone with a session.
    Guest,
    /// Associates and members.
    Associate,
    /// Members.
    Member,
    /// Members whom the moderation policy names as moderators.
    Moderator,
    /// The founder.
    Founder,
    /// Everyone, but only in a demo network.
    DemoOnly,
}

impl Access {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::Anyone,
        Self::Guest,
        Self::Associate,
        Self::Member,
        Self::Moderator,
        Self::Founder,
        Self::DemoOnly,
    ];

    /// Decides whether `who` may pass.
    ///
    /// # Errors
    ///
    /// [`PageError::SignIn`] if a session could help; [`PageError::Forbidden`] if standing or office
    /// is missing; [`PageError::NotFound`] for what exists only in a demo.
    pub fn check(self, who: Option<&Who>, demo: bool) -> Result<(), PageError> {
        let needs = |holds: fn(&Who) -> bool| match who {
            None => Err(PageError::SignIn),
            Some(who) if holds(who) => Ok(()),
            Some(_) => Err(PageError::Forbidden(self)),
        };
        match self {
            Self::Anyone => Ok(()),
            Self::Guest => needs(|_| true),
            Self::Associate => needs(|who| who.standing >= Standing::Associate),
            Self::Member => needs(|who| who.standing >= Standing::Member),
            Self::Moderator => needs(|who| who.is_moderator),
            Self::Founder => needs(|who| who.member == FOUNDER),
            Self::DemoOnly if demo => Ok(()),
            Self::DemoOnly => Err(PageError::NotFound),
        }
    }
}

/// Who makes a request.
#[derive(Clone, Debug)]
pub struct Who {
    /// Their number for life.
    pub member: MemberNumber,
    /// How they stand in the commons now.
    pub standing: Standing,
    /// Whether the moderation policy in force names them.
    pub is_moderator: bool,
    /// Their session's secret, to end it.
    pub token: Token,
}

/// The rule of a route with the door it belongs to, as the guard gets them.
#[derive(Clone)]
pub struct Guard {
    /// The door.
    pub door: Door,
    /// The rule.
    pub access: Access,
}

/// Finds out who asks; a session that is unknown or over is none.
///
/// # Errors
///
/// [`PageError::App`] if the database or the record failed.
pub async fn identify(
    door: &Door,
    headers: &axum::http::HeaderMap,
) -> Result<Option<Who>, PageError> {
    let Some(token) = token(headers) else {
        return Ok(None);
    };
    let digest = token.digest();
    let member = match door.recent.session(&digest) {
        Some(member) => member,
        None => {
            let Some(session) = door.app.store.read().await?.find_session(&digest).await? else {
                return Ok(None);
            };
            door.recent.keep_session(digest, session.member);
            session.member
        }
    };
    let now_ms = door.app.clock.now_ms();
    let standing = door
        .app
        .record
        .read(|state| state.standing(member, now_ms))
        .map_err(app::AppError::from)?;
    let is_moderator = door.app.commons().moderation.is_moderator(member);
    Ok(Some(Who {
        member,
        standing,
        is_moderator,
        token,
    }))
}

/// Stands before every handler: counts the request, finds out who asks, applies the rule.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let who = match identify(&guard.door, &parts.headers).await {
        Ok(who) => who,
        Err(error) => return error.into_response(),
    };
    let asker = match &who {
        Some(who) => Asker::Member(who.member),
        None => Asker::Address(client_address(&parts, &guard.door.config.trusted_proxies)),
    };
    if let Err(seconds) = guard.door.limits.count(asker, &parts.method) {
        return PageError::TooFast { seconds }.into_response();
    }
    match guard.access.check(who.as_ref(), guard.door.config.demo) {
        Ok(()) => {}
        Err(PageError::SignIn)
            if parts.method.is_safe() && !parts.uri.path().starts_with(links::API) =>
        {
            let here = parts
                .uri
                .path_and_query()
                .map_or(links::HOME, |here| here.as_str());
            return Redirect::to(&links::sign_in_then(here)).into_response();
        }
        Err(error) => return error.into_response(),
    }
    if let Some(who) = &who {
        note_visit(&guard.door, who, &parts).await;
    }
    let acting = (!parts.method.is_safe())
        .then(|| who.as_ref().map(|who| who.member))
        .flatten();
    parts.extensions.insert(Asked(who.map(Arc::new)));
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some(member) = acting {
        guard.door.recent.forget(member);
    }
    response
}

/// Tells the collector where a member comes from; it keeps what the data policy in force permits,
/// which is nothing unless members decided otherwise. A page does not fail for it.
async fn note_visit(door: &Door, who: &Who, parts: &axum::http::request::Parts) {
    let agent = parts
        .headers
        .get(axum::http::header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    let visit = app::collector::Visit {
        address: Some(client_address(parts, &door.config.trusted_proxies).to_string()),
        user_agent: agent.map(|text| text.chars().take(200).collect()),
    };
    let viewer = app::Viewer::Member {
        number: who.member,
        standing: who.standing,
        language: Default::default(),
    };
    if let Err(error) = door.app.note_visit(&viewer, &visit).await {
        tracing::warn!(error.cause = %error, "a visit could not be noted");
    }
}

/// What the guard found out, in the request's extensions.
#[derive(Clone, Debug, Default)]
pub struct Asked(pub Option<Arc<Who>>);
