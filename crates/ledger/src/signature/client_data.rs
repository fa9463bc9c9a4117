//! The browser's half of a WebAuthn assertion: `clientDataJSON`, WebAuthn §5.8.1.
//!
//! Only the four members that decide are kept. A name that occurs twice refuses the whole object,
//! known or not: two readers that differ on which one counts would differ on the operation.

use crate::key::is_host;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeSet;

/// The members of `clientDataJSON` that decide.
#[derive(Debug)]
pub(super) struct ClientData {
    /// `type`: which ceremony.
    pub(super) ceremony: String,
    /// `challenge`, base64url without padding, as sent.
    pub(super) challenge: String,
    /// `origin` of the page that asked.
    pub(super) origin: String,
    /// `crossOrigin`; absent means false.
    pub(super) cross_origin: bool,
}

impl ClientData {
    /// Reads one JSON object that fills `json`; `None` if it is anything else.
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        // As text, so that bytes which are no UTF-8 are refused in the values we skip as well.
        serde_json::from_str(core::str::from_utf8(json).ok()?).ok()
    }
}

impl<'de> serde::Deserialize<'de> for ClientData {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ClientDataVisitor)
    }
}

struct ClientDataVisitor;

impl<'de> Visitor<'de> for ClientDataVisitor {
    type Value = ClientData;

    fn expecting(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ClientData, A::Error> {
        let (mut ceremony, mut challenge, mut origin, mut cross_origin) = (None, None, None, false);
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "type" => ceremony = Some(map.next_value()?),
                "challenge" => challenge = Some(map.next_value()?),
                "origin" => origin = Some(map.next_value()?),
                "crossOrigin" => cross_origin = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if !seen.insert(name) {
                return Err(A::Error::custom("a name occurs twice"));
            }
        }
        Ok(ClientData {
            ceremony: ceremony.ok_or_else(|| A::Error::missing_field("type"))?,
            challenge: challenge.ok_or_else(|| A::Error::missing_field("challenge"))?,
            origin: origin.ok_or_else(|| A::Error::missing_field("origin"))?,
            cross_origin,
        })
    }
}

/// Encodes a signing hash as a browser spells it in `challenge`: base64url, no padding, 43 characters.
pub(crate) fn encode_challenge(signing_hash: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(signing_hash)
}

/// Tells whether `origin` is a page of the host `rp_id`: `https://` that host or one under it, any
/// port; for the rp id `localhost` also plain `http://localhost`, which browsers hold trustworthy.
pub(super) fn is_origin_of(origin: &str, rp_id: &str) -> bool {
    if let Some(authority) = origin.strip_prefix("https://") {
        return host_of(authority).is_some_and(|host| is_at_or_under(host, rp_id));
    }
    let Some(authority) = origin.strip_prefix("http://") else {
        return false;
    };
    rp_id == "localhost" && host_of(authority) == Some("localhost")
}

fn is_at_or_under(host: &str, rp_id: &str) -> bool {
    let prefix = host.strip_suffix(rp_id);
    prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('.'))
}

/// The host of `host` or `host:port`; `None` for anything else an authority or a path could hold.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let port_fits = port.is_none_or(|port| {
        // A browser prints ports without sign or leading zero.
        !port.starts_with(['0', '+']) && port.parse::<u16>().is_ok()
    });
    (port_fits && is_host(host)).then_some(host)
}
