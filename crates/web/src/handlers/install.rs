//! What a device keeps of the site: the manifest for its first screen, the service worker, and the
//! page that stands in when there is no connection. None of it depends on who asks.

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Path;
use crate::error::PageError;
use crate::layout::bare_page;
use crate::text::Lang;
use crate::visit::{Html, Visit};
use crate::{assets, links, pages, t};

/// Light paper, as `--paper` of `tokens.css` comes out in sRGB.
pub const PAPER_LIGHT: &str = "#f8f5f0";
/// Dark paper, likewise.
pub const PAPER_DARK: &str = "#1a1714";

/// Where the offline page of each language is.
fn offline_path(lang: Lang) -> String {
    format!("/offline/{}", lang.tag())
}

/// `GET /manifest.webmanifest`: what a phone needs to put the site on its first screen, and to offer
/// it when something is shared.
pub async fn manifest(visit: Visit) -> Result<Response, PageError> {
    let network = visit.network().await?;
    let raster = |file: &str, size: &str, purpose: &str| json!({ "src": assets::url(file), "sizes": size, "type": "image/png", "purpose": purpose });
    let shortcut = |key: &str, url: &str| json!({ "name": t!(visit.lang, key), "url": url });
    let body = json!({
        "name": network.name,
        "short_name": network.name,
        "id": "/",
        "start_url": links::HOME,
        "scope": "/",
        "lang": visit.lang.tag(),
        "display": "standalone",
        "background_color": PAPER_LIGHT,
        "theme_color": PAPER_LIGHT,
        "icons": [
            { "src": assets::icon_url(network.accent_hue), "sizes": "any", "type": "image/svg+xml", "purpose": "any" },
            raster("icon-192.png", "192x192", "any"),
            raster("icon-512.png", "512x512", "any"),
            raster("icon-512-maskable.png", "512x512", "maskable"),
        ],
        "shortcuts": [shortcut("nav-create", links::CREATE), shortcut("nav-commons", links::COMMONS)],
        "share_target": {
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{ "name": "photos", "accept": ["image/*"] }],
            },
        },
    });
    Ok((
        [(header::CONTENT_TYPE, "application/manifest+json")],
        Json(body).into_response(),
    )
        .into_response())
}

/// `GET /service-worker.js`: the worker, told which files make the shell of this build.
///
/// It changes with every build and with the network's colour, so browsers notice; nobody keeps it.
pub async fn service_worker(visit: Visit) -> Result<Response, PageError> {
    let hue = visit.network().await?.accent_hue;
    let mut shell: Vec<String> = assets::SHELL.iter().map(|path| assets::url(path)).collect();
    shell.extend([assets::accent_url(hue), assets::icon_url(hue)]);
    shell.extend(Lang::ALL.map(offline_path));
    let offline: serde_json::Map<_, _> = Lang::ALL
        .map(|lang| (lang.tag().to_owned(), offline_path(lang).into()))
        .into_iter()
        .collect();
    let told = json!({
        "version": format!("{}-{hue}", assets::build_hash()),
        "shell": shell,
        "offline": offline,
    });
    let source = assets::text_of("js/service-worker.js").unwrap_or_default();
    Ok((
        [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        format!("self.meent = {told};\n{source}"),
    )
        .into_response())
}

/// `GET /offline/{lang}`: the page that stands in when there is no connection. Browsers keep it, so
/// it shows nobody's name, whoever asks.
pub async fn offline(visit: Visit, Path(tag): Path<String>) -> Result<Html, PageError> {
    let lang = Lang::find(&tag).ok_or(PageError::NotFound)?;
    let shell = Visit {
        lang,
        theme: crate::layout::Theme::System,
        who: None,
        ..visit
    }
    .shell_of_nobody()
    .await?;
    Ok(Html(
        bare_page(&shell, &pages::offline::show(&shell)).into_string(),
    ))
}
