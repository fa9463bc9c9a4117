//! What stands around every handler: headers, the cross-site check, the request log.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::door::Door;
use crate::error::PageError;
use crate::session::{SESSION, cookie};

/// Nothing inline, nothing from elsewhere; `data:` only for the blurred ground of pictures.
const CONTENT_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Says whether an unsafe request may have been made by a page of ours.
///
/// Browsers send `Sec-Fetch-Site`, older ones at least `Origin`. A request with neither does not
/// come from a browser's page; it passes only if it carries no session that could be abused.
pub fn is_same_site(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin"), None) => true,
        (Some("same-origin"), Some(from)) | (None, Some(from)) => from == origin,
        (Some(_), _) => false,
        (None, None) => cookie(headers, SESSION).is_none(),
    }
}

/// Refuses unsafe requests from other sites.
pub async fn refuse_cross_site(State(door): State<Door>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_same_site(request.headers(), door.config.origin()) {
        next.run(request).await
    } else {
        PageError::CrossSite.into_response()
    }
}

/// Adds the headers every answer carries.
pub async fn add_headers(State(door): State<Door>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if door.config.public_url.starts_with("https://") {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

/// Logs method, route, status and time; never an address, a query, a cookie or content.
pub async fn log_request(request: Request, next: Next) -> Response {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)".to_owned(), |path| path.as_str().to_owned());
    let started = std::time::Instant::now();
    let response = next.run(request).await;
    tracing::debug!(
        http.method = %method,
        http.route = route,
        http.status = response.status().as_u16(),
        took_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        "a request was answered"
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[(&'static str, &'static str)], expected: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        assert_eq!(
            is_same_site(&headers, "https://lumen.example"),
            expected,
            "{lines:?}"
        );
    }

    #[test]
    fn only_our_own_pages_may_act() {
        check(
            &[
                ("sec-fetch-site", "same-origin"),
                ("origin", "https://lumen.example"),
            ],
            true,
        );
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("origin", "https://lumen.example")], true);
        check(
            &[
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://lumen.example"),
            ],
            false,
        );
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(
            &[
                ("sec-fetch-site", "same-origin"),
                ("origin", "https://evil.example"),
            ],
            false,
        );
        check(&[("origin", "https://evil.example")], false);
        check(&[("origin", "null")], false);
        check(&[], true);
        check(&[("cookie", "__Host-meent=x")], false);
    }
}
