//! Everything a page fetches besides pictures: one stylesheet, fonts, scripts, marks.
//!
//! Files of `assets/` are embedded at build time. Their addresses carry a hash of the content, so
//! they may be cached for ever; text is compressed once, at the first request of the process. All
//! of `css/*.css` is served as one sheet, in the order tokens, components, then by name, so a page
//! needs one request. Nothing here depends on who asks.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// What makes the shell that a browser keeps for times without a connection, besides the accent.
pub const SHELL: &[&str] = &[
    "style.css",
    "fonts/commissioner.woff2",
    "fonts/petrona.woff2",
    "js/enhance.js",
    "js/offline.js",
    "js/words.js",
];

/// How long a hashed address may be kept: a year, and never asked again.
pub const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

struct Asset {
    kind: &'static str,
    plain: Vec<u8>,
    gzip: Option<Vec<u8>>,
    etag: HeaderValue,
}

struct Assets {
    fonts_hash: String,
    build_hash: String,
    by_path: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

impl Assets {
    fn load() -> Self {
        let is_font = |path: &str| path.starts_with("fonts/");
        let fonts_hash = hash(FILES.iter().filter(|(path, _)| is_font(path)));
        let build_hash = hash(FILES.iter());
        let mut by_path = HashMap::new();
        for (path, content) in FILES {
            if !path.starts_with("css/") {
                let group = if is_font(path) {
                    &fonts_hash
                } else {
                    &build_hash
                };
                by_path.insert(
                    format!("{group}/{path}"),
                    Asset::new(path, content.to_vec()),
                );
            }
        }
        let sheet = sheet(&fonts_hash);
        by_path.insert(
            format!("{build_hash}/style.css"),
            Asset::new("style.css", sheet.into_bytes()),
        );
        Self {
            fonts_hash,
            build_hash,
            by_path,
        }
    }
}

impl Asset {
    fn new(path: &str, plain: Vec<u8>) -> Self {
        let kind = kind_of(path);
        let compressible = ![".woff2", ".png", ".webp"]
            .iter()
            .any(|packed| path.ends_with(packed));
        let gzip = compressible
            .then(|| gzip(&plain))
            .filter(|packed| packed.len() < plain.len());
        let digest = blake3::hash(&plain).to_hex();
        let etag = HeaderValue::try_from(format!("\"{}\"", &digest[..20]))
            .unwrap_or_else(|_| HeaderValue::from_static("\"0\""));
        Self {
            kind,
            plain,
            gzip,
            etag,
        }
    }
}

fn hash<'a>(files: impl Iterator<Item = &'a (&'static str, &'static [u8])>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, content) in files {
        hasher.update(path.as_bytes());
        hasher.update(&[0]);
        hasher.update(content);
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

/// Joins the stylesheets: tokens first, components next, the rest by name.
fn sheet(fonts_hash: &str) -> String {
    let mut parts: Vec<_> = FILES
        .iter()
        .filter(|(path, _)| path.starts_with("css/"))
        .collect();
    parts.sort_by_key(|(path, _)| match *path {
        "css/tokens.css" => (0, *path),
        "css/components.css" => (1, *path),
        other => (2, other),
    });
    let mut sheet = String::new();
    for (_, content) in parts {
        sheet.push_str(&String::from_utf8_lossy(content));
        sheet.push('\n');
    }
    sheet.replace("url(fonts/", &format!("url(/assets/{fonts_hash}/fonts/"))
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to a `Vec` cannot fail; an empty result is filtered out by the caller's size check.
    if encoder.write_all(plain).is_err() {
        return plain.to_vec();
    }
    encoder.finish().unwrap_or_else(|_| plain.to_vec())
}

/// Returns the address of an embedded file, such as `js/enhance.js` or `style.css`.
pub fn url(path: &str) -> String {
    let group = if path.starts_with("fonts/") {
        &ASSETS.fonts_hash
    } else {
        &ASSETS.build_hash
    };
    format!("/assets/{group}/{path}")
}

/// Returns what changes whenever any embedded file does.
pub fn build_hash() -> &'static str {
    &ASSETS.build_hash
}

/// Returns the compressed size of an embedded file in bytes, or `None` if there is none of that name.
pub fn transfer_size_bytes(path: &str) -> Option<usize> {
    let asset = ASSETS.by_path.get(url(path).strip_prefix("/assets/")?)?;
    Some(asset.gzip.as_ref().unwrap_or(&asset.plain).len())
}

/// Names of the embedded scripts, as [`url`] takes them.
pub fn scripts() -> impl Iterator<Item = &'static str> {
    FILES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| path.ends_with(".js"))
}

/// The stylesheets as they are written, as `(path, source)`.
pub fn stylesheets() -> impl Iterator<Item = (&'static str, String)> {
    FILES
        .iter()
        .filter(|(path, _)| path.starts_with("css/"))
        .map(|(path, content)| (*path, String::from_utf8_lossy(content).into_owned()))
}

/// The text of an embedded file, as it is written.
pub fn text_of(path: &str) -> Option<&'static str> {
    let (_, content) = FILES.iter().find(|(known, _)| *known == path)?;
    std::str::from_utf8(content).ok()
}

/// `GET /assets/{*path}`: one embedded file, immutable.
pub async fn show(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match ASSETS.by_path.get(&path) {
        Some(asset) => respond(asset, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn respond(asset: &Asset, headers: &HeaderMap) -> Response {
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == asset.etag.as_bytes());
    let common = [
        (header::CACHE_CONTROL, IMMUTABLE),
        (header::ETAG, asset.etag.clone()),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
    ];
    if unchanged {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let takes_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    match &asset.gzip {
        Some(packed) if takes_gzip => {
            (common, [(header::CONTENT_ENCODING, "gzip")], packed.clone()).into_response()
        }
        _ => (common, asset.plain.clone()).into_response(),
    }
}

/// `GET /accent/{hue}.css` and `/accent/{hue}.svg`: what gives the network its colour, one rule for the
/// pages and the mark for tabs and first screens.
///
/// The content policy allows no inline style, so the one number a network chooses comes as a sheet.
/// `hue` is in degrees, 0 to 359; anything else is 404.
pub async fn accent(Path(file): Path<String>) -> Response {
    let (hue, kind) = file.split_once('.').unwrap_or_default();
    let hue = hue.parse::<u16>().ok().filter(|hue| *hue < 360);
    let (content, kind) = match (hue, kind) {
        (Some(hue), "css") => (format!(":root{{--accent-h:{hue}}}"), "text/css"),
        (Some(hue), "svg") => (icon(hue), "image/svg+xml"),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    (
        [
            (header::CACHE_CONTROL, IMMUTABLE),
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        ],
        content,
    )
        .into_response()
}

/// The mark in the network's colour: light enough for dark tabs, dark enough for light ones.
fn icon(hue: u16) -> String {
    let drawn = text_of("icon.svg").unwrap_or_default();
    drawn.replace("#1f4f86", &format!("oklch(.55 .105 {hue})"))
}

/// Returns the address of the network's mark in the accent of `hue` degrees.
pub fn icon_url(hue: u16) -> String {
    format!("/accent/{}.svg", hue % 360)
}

/// Returns the address of the sheet that sets the accent to `hue` degrees.
pub fn accent_url(hue: u16) -> String {
    format!("/accent/{}.css", hue % 360)
}
