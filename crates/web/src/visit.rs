//! One visit: who asks, in which language and theme, and the shell of the page they get.
//!
//! The extractor asks nobody; only [`Visit::shell`] reads, and only for answers that are pages.

use std::sync::Arc;

use app::{App, Viewer};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::profile::Language;
use ledger::ids::MemberNumber;

use crate::access::{Asked, Who, identify};
use crate::components::week::WeekEntry;
use crate::door::Door;
use crate::error::PageError;
use crate::layout::{Network, Page, Shell, Theme, Visitor, page};
use crate::recent::{Known, Summons};
use crate::session::{LANGUAGE, THEME, cookie};
use crate::text::Lang;
use crate::{links, present, t, week};

/// One visit.
#[derive(Clone)]
pub struct Visit {
    /// The door it came through.
    pub door: Door,
    /// Who asks; `None` without a session.
    pub who: Option<Arc<Who>>,
    /// Language of the answer.
    pub lang: Lang,
    /// Theme of the answer.
    pub theme: Theme,
    /// Path and query.
    pub path: String,
}

impl FromRequestParts<Door> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, PageError> {
        let who = parts
            .extensions
            .get::<Asked>()
            .cloned()
            .unwrap_or_default()
            .0;
        Ok(Self::new(door, who, &parts.headers, &parts.uri))
    }
}

impl Visit {
    fn new(door: &Door, who: Option<Arc<Who>>, headers: &HeaderMap, uri: &Uri) -> Self {
        let lang = lang_of(headers);
        let theme = cookie(headers, THEME).map(Theme::parse).unwrap_or_default();
        let path = uri
            .path_and_query()
            .map_or(links::HOME, |path| path.as_str())
            .to_owned();
        Self {
            door: door.clone(),
            who,
            lang,
            theme,
            path,
        }
    }

    /// The application.
    pub fn app(&self) -> &App {
        &self.door.app
    }

    /// Who is signed in, if anyone.
    pub fn member(&self) -> Option<MemberNumber> {
        self.who.as_ref().map(|who| who.member)
    }

    /// The visitor as use cases know them.
    pub fn viewer(&self) -> Viewer {
        let language = language_of(self.lang);
        match &self.who {
            None => Viewer::Anonymous { language },
            Some(who) => Viewer::Member {
                number: who.member,
                standing: who.standing,
                language,
            },
        }
    }

    /// Reads what the shell of a page shows.
    ///
    /// # Errors
    ///
    /// [`PageError::App`] if the database or the record failed.
    pub async fn shell(&self) -> Result<Shell, PageError> {
        let network = self.network().await?;
        let who = self.who.as_deref();
        let visitor = match who {
            Some(who) => Some(self.visitor(who).await?),
            None => None,
        };
        let week = week::entries(self, who).await?;
        let frames = match (who, &visitor) {
            (Some(who), Some(visitor)) => {
                let drawn_for = (self.lang, network.clone(), visitor.clone());
                self.door.recent.frames(who.member, drawn_for)
            }
            // Their frame leads back to this very page.
            _ => Arc::default(),
        };
        Ok(Shell {
            frames,
            lang: self.lang,
            theme: self.theme,
            network,
            visitor,
            week,
            path: self.path.clone(),
            now_ms: self.app().clock.now_ms(),
        })
    }

    /// The shell of a page that must show nobody's own things: browsers keep it for whoever comes next.
    ///
    /// # Errors
    ///
    /// [`PageError::App`] if the database failed.
    pub async fn shell_of_nobody(&self) -> Result<Shell, PageError> {
        Ok(Shell {
            lang: self.lang,
            theme: self.theme,
            network: self.network().await?,
            visitor: None,
            week: Vec::new(),
            path: links::HOME.to_owned(),
            frames: Arc::default(),
            now_ms: self.app().clock.now_ms(),
        })
    }

    /// Reads what the shell shows of the network.
    ///
    /// # Errors
    ///
    /// [`PageError::App`] if the database failed.
    pub async fn network(&self) -> Result<Network, PageError> {
        let commons = self.app().commons();
        let name = if commons.name.is_empty() {
            "Meent".to_owned()
        } else {
            commons.name.clone()
        };
        Ok(Network {
            name,
            sentence: String::new(),
            accent_hue: self.door.accent_hue().await?,
            public_url: self.door.config.public_url.clone(),
            demo: self.door.config.demo,
            id: if self.app().is_founded() {
                commons.network.to_string()
            } else {
                String::new()
            },
        })
    }

    /// What the shell shows of a member, read at most every few seconds.
    ///
    /// # Errors
    ///
    /// [`PageError::SignIn`] if they are gone; [`PageError::App`] if the database failed.
    pub async fn known(&self, member: MemberNumber) -> Result<Known, PageError> {
        if let Some(known) = self.door.recent.member(member) {
            return Ok(known);
        }
        let mut reader = self.app().store.read().await?;
        let row = reader.find_member(member).await?.ok_or(PageError::SignIn)?;
        let unread = reader.count_unread_notifications(member).await?;
        let appreciated = reader
            .count_appreciations_of_member(self.app().commons().round, member)
            .await?;
        drop(reader);
        let asked = self.app().list_asked(member).await?;
        let juries = self.app().list_own_juries(member)?;
        let known = Known {
            member: row,
            unread,
            appreciated,
            asked,
            summons: juries.iter().filter_map(Summons::of).collect(),
        };
        self.door.recent.keep_member(member, known.clone());
        Ok(known)
    }

    async fn visitor(&self, who: &Who) -> Result<Visitor, PageError> {
        let known = self.known(who.member).await?;
        let (held, all) = self
            .app()
            .record
            .read(|state| {
                let held = state
                    .find_member(who.member)
                    .map(ledger::member::Member::earned)
                    .unwrap_or_default();
                (held, state.issued)
            })
            .map_err(app::AppError::from)?;
        let line = match present::shares_line(self.lang, held, all) {
            line if line.is_empty() => t!(self.lang, standing_key(who)).into_owned(),
            line => line,
        };
        let face = present::face(self.lang, &known.member.card);
        Ok(Visitor {
            face,
            line,
            unread: known.unread,
            following: known.member.following_count,
        })
    }
}

fn standing_key(who: &Who) -> &'static str {
    use ledger::member::Standing;
    match who.standing {
        Standing::Guest => "level-guest",
        Standing::Associate => "level-associate",
        Standing::Member => "level-member",
    }
}

/// The language to answer in: as chosen, else as the browser asks.
pub fn lang_of(headers: &HeaderMap) -> Lang {
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    cookie(headers, LANGUAGE)
        .and_then(Lang::find)
        .or_else(|| accepted.map(Lang::negotiate))
        .unwrap_or_default()
}

/// The language as the domain names it.
pub fn language_of(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Nl => Language::Dutch,
    }
}

/// Puts a page into its shell.
pub fn answer(shell: &Shell, content: &Page) -> Html {
    Html(page(shell, content).into_string())
}

/// A whole document. Pages may hold what is meant for one person, so no cache keeps them.
pub struct Html(pub String);

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        (
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "private, no-cache"),
            ],
            self.0,
        )
            .into_response()
    }
}

/// The shell of an error page: as much of it as can still be read.
pub async fn shell_for_error(door: &Door, headers: &HeaderMap, uri: &Uri) -> Shell {
    let who = identify(door, headers).await.ok().flatten().map(Arc::new);
    let visit = Visit::new(door, who, headers, uri);
    match visit.shell().await {
        Ok(shell) => shell,
        Err(_) => Shell {
            lang: visit.lang,
            theme: visit.theme,
            network: Network {
                name: "Meent".to_owned(),
                sentence: String::new(),
                accent_hue: 254,
                public_url: door.config.public_url.clone(),
                demo: door.config.demo,
                id: String::new(),
            },
            visitor: None,
            week: Vec::<WeekEntry>::new(),
            path: visit.path,
            frames: Arc::default(),
            now_ms: door.app.clock.now_ms(),
        },
    }
}
