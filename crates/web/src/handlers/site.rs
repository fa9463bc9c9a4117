//! What belongs to the site itself: language, theme, `/design`, robots, health.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Form;
use crate::error::PageError;
use crate::layout::Theme;
use crate::session::{self, set_preference};
use crate::text::Lang;
use crate::visit::{Html, Visit, answer, language_of};
use crate::{assets, links, pages};

/// A choice of language or theme, and where it was made.
#[derive(Debug, Deserialize)]
pub struct Preference {
    lang: Option<String>,
    theme: Option<String>,
    #[serde(rename = "return")]
    back: Option<String>,
}

impl Preference {
    fn respond(&self, cookie: HeaderValue) -> Response {
        let back = links::own_path(self.back.as_deref().unwrap_or(links::HOME));
        ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
    }
}

/// `POST /language`: reads in another language from now on.
pub async fn language(visit: Visit, Form(form): Form<Preference>) -> Result<Response, PageError> {
    let lang = form
        .lang
        .as_deref()
        .and_then(Lang::find)
        .ok_or(PageError::Unreadable("the language"))?;
    if visit.member().is_some() {
        visit
            .app()
            .update_language(&visit.viewer(), language_of(lang))
            .await?;
    }
    Ok(form.respond(set_preference(session::LANGUAGE, lang.tag())))
}

/// `POST /theme`: light, dark, or as the system says.
pub async fn theme(visit: Visit, Form(form): Form<Preference>) -> Result<Response, PageError> {
    use domain::profile::Theme as Stored;
    let theme = Theme::parse(form.theme.as_deref().unwrap_or_default());
    if visit.member().is_some() {
        let stored = match theme {
            Theme::System => Stored::System,
            Theme::Light => Stored::Light,
            Theme::Dark => Stored::Dark,
        };
        visit.app().update_theme(&visit.viewer(), stored).await?;
    }
    Ok(form.respond(set_preference(
        session::THEME,
        theme.attribute().unwrap_or("system"),
    )))
}

/// `GET /design`: every component, in development and in a demo network.
pub async fn design(visit: Visit) -> Result<Html, PageError> {
    if !visit.door.config.design && !visit.door.config.demo {
        return Err(PageError::NotFound);
    }
    let shell = visit.shell().await?;
    Ok(answer(&shell, &pages::design::show(&shell)))
}

/// `GET /healthz`: whether the record and the database answer.
pub async fn health(visit: Visit) -> Result<Response, PageError> {
    visit.app().record.now_ms().map_err(app::AppError::from)?;
    visit.app().store.read().await?.projected_upto().await?;
    Ok((StatusCode::OK, "ok\n").into_response())
}

/// `GET /robots.txt`: public pages may be found; lists that only repeat them need not.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /search\nDisallow: /notifications\nDisallow: /bookmarks\nDisallow: /you\nDisallow: /create\nDisallow: /offline/\nDisallow: /api/\n"
}

/// `GET /favicon.ico`: where browsers look first.
pub async fn favicon(visit: Visit) -> Result<Redirect, PageError> {
    let hue = visit.network().await?.accent_hue;
    Ok(Redirect::temporary(&assets::icon_url(hue)))
}
