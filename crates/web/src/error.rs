//! The one place where an error becomes a status and a page, or JSON.
//!
//! A handler returns a [`PageError`]; its response carries only the status and, in its extensions,
//! the error itself. [`dress`] stands outside of everything and turns that into a designed page in
//! the visitor's language, or into JSON below the API's address. Internal text never leaves; it is
//! logged here, once.

use std::sync::Arc;

use app::{AppError, Refusal};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use media::MediaError;
use serde::Serialize;

use crate::access::Access;
use crate::components::furniture::{Tone, link_button};
use crate::components::state::{Failure, Forbidden, failure, forbidden};
use crate::door::Door;
use crate::layout::{Page, Place, Shell, page};
use crate::text::Lang;
use crate::text::number;
use crate::text::refusal::{refusal_text, refused_text, rejection_text};
use crate::{links, t, visit};

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Not there, or not for the visitor to know.
    #[error("not found")]
    NotFound,
    /// Only for people with a session.
    #[error("a session is needed")]
    SignIn,
    /// The route's rule says no.
    #[error("not allowed: {0:?} is needed")]
    Forbidden(Access),
    /// The browser says the request came from another site.
    #[error("sent from another site")]
    CrossSite,
    /// Too many requests.
    #[error("asked too often; {seconds} s to wait")]
    TooFast {
        /// Seconds until the next one passes.
        seconds: u64,
    },
    /// The body is larger than the route takes.
    #[error("a body is larger than {bytes_max} bytes")]
    TooLarge {
        /// What it takes.
        bytes_max: u64,
    },
    /// The body or query cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(&'static str),
    /// The application said no, or failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// A handler panicked; a bug.
    #[error("a handler panicked")]
    Panic,
}

impl From<store::Error> for PageError {
    fn from(error: store::Error) -> Self {
        Self::App(AppError::Store(error))
    }
}

impl PageError {
    /// Returns the status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::App(AppError::NotFound) => StatusCode::NOT_FOUND,
            Self::SignIn
            | Self::App(AppError::SignInNeeded | AppError::Refused(Refusal::SignIn)) => {
                StatusCode::UNAUTHORIZED
            }
            Self::Forbidden(_)
            | Self::CrossSite
            | Self::App(AppError::Refused(Refusal::Standing)) => StatusCode::FORBIDDEN,
            Self::TooFast { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable(_) | Self::App(AppError::Malformed(_)) => StatusCode::BAD_REQUEST,
            Self::App(
                AppError::Refused(_)
                | AppError::Rejected(_)
                | AppError::Media(MediaError::Refused(_)),
            ) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::App(AppError::Conflict) => StatusCode::CONFLICT,
            Self::App(AppError::Busy | AppError::Record(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::App(
                AppError::Store(_)
                | AppError::Media(_)
                | AppError::File { .. }
                | AppError::Internal(_),
            )
            | Self::Panic => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the permanent code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound | Self::App(AppError::NotFound) => "not-found",
            Self::SignIn | Self::App(AppError::SignInNeeded) => "sign-in-needed",
            Self::Forbidden(_) => "forbidden",
            Self::CrossSite => "cross-site",
            Self::TooFast { .. } => "too-fast",
            Self::TooLarge { .. } => "too-large",
            Self::Unreadable(_) => "unreadable",
            Self::App(AppError::Malformed(_)) => "malformed",
            Self::App(AppError::Refused(refusal)) => refusal.code(),
            Self::App(AppError::Rejected(rejection)) => rejection.word(),
            Self::App(AppError::Media(MediaError::Refused(refusal))) => refusal.code(),
            Self::App(AppError::Conflict) => "conflict",
            Self::App(AppError::Busy) => "busy",
            Self::App(AppError::Record(_)) => "record-stopped",
            Self::App(
                AppError::Store(_)
                | AppError::Media(_)
                | AppError::File { .. }
                | AppError::Internal(_),
            )
            | Self::Panic => "internal",
        }
    }

    /// Returns the rule that said no, for pages that show it beside a form.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::App(AppError::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooFast { seconds } = self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}

/// An error on its way out, in the response's extensions.
#[derive(Clone, Debug)]
struct Failed(Arc<PageError>);

/// Turns an error into a page or JSON. Answers that are none pass unchanged.
pub async fn dress(State(door): State<Door>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    // Whose page it is and in which language; the rest of the headers no error page asks for.
    let asked = [header::COOKIE, header::ACCEPT_LANGUAGE].map(|name| {
        let values: Vec<_> = request.headers().get_all(&name).iter().cloned().collect();
        (name, values)
    });
    let mut response = next.run(request).await;
    let error = match response.extensions_mut().remove::<Failed>() {
        Some(Failed(error)) => error,
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => return response,
        None => return response,
    };
    let mut headers = HeaderMap::new();
    for (name, values) in asked {
        for value in values {
            headers.append(name.clone(), value);
        }
    }
    let status = error.status();
    let reference = log(&error, &status);
    let mut dressed = if uri.path().starts_with("/api/") {
        (
            status,
            Json(Problem {
                code: error.code(),
                message: error_message(visit::lang_of(&headers), &error),
            }),
        )
            .into_response()
    } else {
        let shell = visit::shell_for_error(&door, &headers, &uri).await;
        (
            status,
            page(&shell, &error_page(&shell, &error, &reference)),
        )
            .into_response_html()
    };
    if let Some(wait) = response.headers_mut().remove(header::RETRY_AFTER) {
        dressed.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    dressed
}

/// JSON of an error.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Permanent code.
    pub code: &'static str,
    /// The same in words, in the visitor's language where a rule said no.
    pub message: String,
}

fn error_message(lang: Lang, error: &PageError) -> String {
    match error {
        PageError::App(error) => refused_text(lang, error),
        other => other.to_string(),
    }
}

/// Logs what is ours to repair, and returns what a visitor may mention.
fn log(error: &PageError, status: &StatusCode) -> String {
    if !status.is_server_error() {
        return String::new();
    }
    let number: u32 = rand::random();
    let reference = format!("{:04X}-{:04X}", number >> 16, number & 0xffff);
    let mut cause = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        cause.push_str(": ");
        cause.push_str(&inner.to_string());
        source = inner.source();
    }
    tracing::error!(error.reference = %reference, error.cause = %cause, "a request failed");
    reference
}

/// The designed page of an error.
// long: one arm per kind of error
fn error_page(shell: &Shell, error: &PageError, reference: &str) -> Page {
    let lang = shell.lang;
    let home = link_button(&t!(lang, "error-to-home"), links::HOME, Tone::Normal);
    match error {
        PageError::NotFound | PageError::App(AppError::NotFound) => state_page(
            &t!(lang, "error-not-found-title"),
            &crate::components::state::empty(
                &t!(lang, "error-not-found-title"),
                &t!(lang, "error-not-found-text"),
                &[
                    link_button(&t!(lang, "error-to-explore"), links::EXPLORE, Tone::Primary),
                    home,
                ],
            ),
        ),
        PageError::SignIn | PageError::App(AppError::SignInNeeded) => refused(
            &t!(lang, "error-sign-in-title"),
            &t!(lang, "error-sign-in-text"),
            "",
            &[link_button(
                &t!(lang, "nav-sign-in"),
                &links::sign_in_then(&shell.path),
                Tone::Primary,
            )],
        ),
        PageError::Forbidden(access) => forbidden_page(shell, *access),
        PageError::CrossSite => refused(
            &t!(lang, "error-cross-site-title"),
            &t!(lang, "error-cross-site-text"),
            "",
            &[home],
        ),
        PageError::TooFast { seconds } => refused(
            &t!(lang, "error-too-fast-title"),
            &t!(lang, "error-too-fast-text", seconds = *seconds),
            "",
            &[home],
        ),
        PageError::TooLarge { bytes_max } => refused(
            &t!(lang, "error-too-large-title"),
            &t!(
                lang,
                "error-too-large-text",
                size = number::size(lang, *bytes_max)
            ),
            "",
            &[home],
        ),
        PageError::Unreadable(_) | PageError::App(AppError::Malformed(_) | AppError::Conflict) => {
            refused(
                &t!(lang, "error-form-title"),
                &t!(lang, "error-form-text"),
                "",
                &[home],
            )
        }
        PageError::App(AppError::Refused(refusal)) => refused(
            &t!(lang, "error-refused-title"),
            &refusal_text(lang, refusal),
            &t!(lang, "error-forbidden-rule"),
            &[home],
        ),
        PageError::App(error @ AppError::Media(MediaError::Refused(_))) => refused(
            &t!(lang, "error-refused-title"),
            &refused_text(lang, error),
            "",
            &[home],
        ),
        PageError::App(AppError::Rejected(rejection)) => refused(
            &t!(lang, "error-refused-title"),
            &rejection_text(lang, *rejection),
            &t!(lang, "error-forbidden-rule"),
            &[home],
        ),
        PageError::App(AppError::Busy | AppError::Record(_)) => failed(
            shell,
            &t!(lang, "error-busy-title"),
            &t!(lang, "error-busy-text"),
            reference,
        ),
        PageError::App(
            AppError::Store(_) | AppError::Media(_) | AppError::File { .. } | AppError::Internal(_),
        )
        | PageError::Panic => failed(
            shell,
            &t!(lang, "error-failed-title"),
            &t!(lang, "error-failed-text"),
            reference,
        ),
    }
}

fn state_page(title: &str, body: &Markup) -> Page {
    Page::new(
        title,
        Place::Elsewhere,
        html! { h1 class="vh" { (title) } (body) },
    )
}

fn refused(title: &str, sentence: &str, note: &str, buttons: &[Markup]) -> Page {
    let shown = Forbidden {
        title,
        sentence,
        rule: None,
        still: "",
        buttons,
        note,
    };
    state_page(title, &forbidden(&shown))
}

fn failed(shell: &Shell, title: &str, sentence: &str, reference: &str) -> Page {
    let lang = shell.lang;
    let again = link_button(&t!(lang, "error-try-again"), &shell.path, Tone::Primary);
    let home = link_button(&t!(lang, "error-to-home"), links::HOME, Tone::Normal);
    let kept = t!(lang, "error-failed-kept");
    state_page(
        title,
        &failure(
            lang,
            &Failure {
                title,
                sentence,
                kept: &kept,
                missing: "",
                buttons: &[again, home],
                reference,
            },
        ),
    )
}

fn forbidden_page(shell: &Shell, access: Access) -> Page {
    let lang = shell.lang;
    let sentence = match access {
        Access::Anyone | Access::Guest => t!(lang, "error-forbidden-guest"),
        Access::Associate => t!(lang, "error-forbidden-associate"),
        Access::Member => t!(lang, "error-forbidden-member"),
        Access::Moderator => t!(lang, "error-forbidden-moderator"),
        Access::Founder => t!(lang, "error-forbidden-founder"),
        Access::DemoOnly => t!(lang, "error-forbidden-demo"),
    };
    refused(
        &t!(lang, "error-forbidden-title"),
        &sentence,
        &t!(lang, "error-forbidden-rule"),
        &[
            link_button(
                &t!(lang, "error-forbidden-standing"),
                "/commons/people",
                Tone::Primary,
            ),
            link_button(
                &t!(lang, "error-forbidden-read"),
                "/commons/policies",
                Tone::Normal,
            ),
        ],
    )
}

/// Markup as an HTML answer.
pub trait HtmlAnswer {
    /// Turns status and markup into an answer.
    fn into_response_html(self) -> Response;
}

impl HtmlAnswer for (StatusCode, Markup) {
    fn into_response_html(self) -> Response {
        let html = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        )];
        (self.0, html, self.1.into_string()).into_response()
    }
}
