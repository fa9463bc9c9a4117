//! The session cookie and the two small preference cookies.
//!
//! `__Host-meent` holds 32 random bytes; the table holds their hash. The prefix makes browsers insist
//! on `Secure`, `Path=/` and no `Domain`. Language and theme are plain words, readable by anyone.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// Name of the session cookie.
pub const SESSION: &str = "__Host-meent";
/// Name of the cookie that holds the chosen language.
pub const LANGUAGE: &str = "meent-lang";
/// Name of the cookie that holds the chosen theme.
pub const THEME: &str = "meent-theme";

/// Seconds a session cookie is kept by the browser: 90 days.
const SESSION_SECONDS: u32 = 90 * 24 * 60 * 60;
/// Seconds a preference is kept: a year.
const PREFERENCE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A session's secret. It is never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token(pub [u8; 32]);

impl Token {
    /// Makes a new secret.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// Returns what the table holds: the secret's SHA-256.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Returns the value of a cookie, if the browser sent it.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// Returns the session's secret, if the browser sent a well-formed one.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie(headers, SESSION)?).ok()?;
    Some(Token(bytes.try_into().ok()?))
}

/// The header that hands a session to the browser.
pub fn set_session(token: Token) -> HeaderValue {
    let value = URL_SAFE_NO_PAD.encode(token.0);
    header_value(format!(
        "{SESSION}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={SESSION_SECONDS}"
    ))
}

/// The header that takes a session from the browser.
pub fn clear_session() -> HeaderValue {
    header_value(format!(
        "{SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    ))
}

/// The header that keeps a preference; `word` must be one of ours, not a visitor's text.
pub fn set_preference(name: &str, word: &str) -> HeaderValue {
    header_value(format!(
        "{name}={word}; Path=/; Secure; SameSite=Lax; Max-Age={PREFERENCE_SECONDS}"
    ))
}

fn header_value(text: String) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_returns_from_its_cookie() {
        let token_sent = Token([7; 32]);
        let set = set_session(token_sent);
        let pair = set
            .to_str()
            .expect("plain text")
            .split(';')
            .next()
            .expect("a pair")
            .to_owned();
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::try_from(format!("a=b; {pair}; c=d")).expect("plain text"),
        );
        assert_eq!(token(&headers), Some(token_sent));
        assert_eq!(cookie(&headers, "c"), Some("d"));
        assert_eq!(cookie(&headers, "missing"), None);
    }

    #[test]
    fn damaged_cookies_are_no_session() {
        for value in ["", "!", "AAAA", &"A".repeat(100)] {
            let mut headers = HeaderMap::new();
            headers.append(
                header::COOKIE,
                HeaderValue::try_from(format!("{SESSION}={value}")).expect("plain text"),
            );
            assert_eq!(token(&headers), None, "{value}");
        }
    }
}
