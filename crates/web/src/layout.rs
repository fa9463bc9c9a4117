//! The page shell: rail, centre column, panel, the phone's top and bottom bar.
//!
//! A page hands over a [`Page`] and its [`Shell`] (who looks, in which language and theme, at which
//! network); [`page`] returns the whole document. The shell holds ready strings only: nothing here
//! asks the application anything. No element carries an inline style or script, since the content
//! policy allows none.

use std::sync::{Arc, OnceLock};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::components::icon::{Icon, icon, icon_small, mark, sprite};
use crate::components::person::{Face, FaceSize, face};
use crate::components::week::{WeekEntry, week};
use crate::handlers::install::{PAPER_DARK, PAPER_LIGHT};
use crate::pages::signing::record_words;
use crate::text::Lang;
use crate::text::number::count;
use crate::{assets, links, t};

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follows the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of the `data-theme` attribute, or `None` to follow the system.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Reads what [`Theme::attribute`] writes; anything else follows the system.
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// What a visitor sees of the network they stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Name, as founded.
    pub name: String,
    /// One sentence: what is made here.
    pub sentence: String,
    /// Hue of the accent colour in degrees, 0 to 359.
    pub accent_hue: u16,
    /// Address of the site without a slash at the end, such as `https://lumen.example`.
    pub public_url: String,
    /// True for a demo network, which is marked on every page.
    pub demo: bool,
    /// The network's id in hexadecimal; empty before the founding.
    pub id: String,
}

/// The signed-in member, as the rail shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Name, handle and picture.
    pub face: Face,
    /// One line below the name, such as "1,204 shares · 0.8 %".
    pub line: String,
    /// Notifications not yet seen.
    pub unread: u64,
    /// How many people they follow.
    pub following: u64,
}

/// Everything the shell needs to know about one visit.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Language of the page.
    pub lang: Lang,
    /// Theme of the page.
    pub theme: Theme,
    /// The network.
    pub network: Network,
    /// Who looks; `None` without a session.
    pub visitor: Option<Visitor>,
    /// The entries of the "This week in the commons" panel.
    pub week: Vec<WeekEntry>,
    /// The path and query of this page, for "return to" fields.
    pub path: String,
    /// The present, in Unix milliseconds.
    pub now_ms: u64,
    /// What was drawn for this visitor before; empty for one who comes for the first time.
    pub frames: Arc<Frames>,
}

impl Shell {
    /// True when someone is signed in.
    pub fn signed_in(&self) -> bool {
        self.visitor.is_some()
    }

    /// Returns `path` with the site's address in front.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.network.public_url)
    }
}

/// The place in the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Home.
    Home,
    /// Explore, tags, search, other people.
    Explore,
    /// Notifications.
    Notifications,
    /// Bookmarks.
    Bookmarks,
    /// The commons.
    Commons,
    /// The visitor's own pages.
    You,
    /// The composer.
    Create,
    /// None of them.
    Elsewhere,
}

impl Place {
    const COUNT: usize = Self::Elsewhere as usize + 1;
}

/// What stands around the column on every page of one place.
#[derive(Debug)]
struct Frame {
    top: String,
    rail: String,
    bottom: String,
}

/// The frames of one visitor, drawn once each: the same on every page they open.
#[derive(Debug, Default)]
pub struct Frames([OnceLock<Frame>; Place::COUNT]);

impl Frames {
    fn at(&self, place: Place, draw: impl FnOnce() -> Frame) -> &Frame {
        let kept = self.0.get(place as usize);
        kept.expect("there is one for each place").get_or_init(draw)
    }
}

/// What stands right of the centre column.
pub enum Panel {
    /// "This week in the commons".
    Week,
    /// Something the page brings, replacing the week. `keep` leaves it below the text on small
    /// screens instead of hiding it.
    Own {
        /// The markup.
        markup: Markup,
        /// Whether it stays on small screens.
        keep: bool,
    },
    /// Nothing: the centre column may use the room (`wide`).
    None,
}

/// One page to be put into the shell.
pub struct Page {
    /// Title without the network's name.
    pub title: String,
    /// One or two sentences for link previews; may be empty.
    pub description: String,
    /// Absolute address and alternative text of a preview picture.
    pub image: Option<(String, String)>,
    /// Path of this page's lasting address; `None` keeps it out of search engines.
    pub canonical: Option<String>,
    /// Feed for readers: title and path.
    pub feed: Option<(String, String)>,
    /// Where in the navigation it belongs.
    pub place: Place,
    /// The right column.
    pub panel: Panel,
    /// Scripts by their name in `assets/`, besides `js/enhance.js` which every page loads.
    pub scripts: Vec<&'static str>,
    /// True for the page that stands in without a connection: it asks nothing of the server.
    pub offline: bool,
    /// The centre column.
    pub body: Markup,
}

impl Page {
    /// A page with a title, a place and a body; everything else by default.
    pub fn new(title: impl Into<String>, place: Place, body: Markup) -> Self {
        Self {
            title: title.into(),
            description: String::new(),
            image: None,
            canonical: None,
            feed: None,
            place,
            panel: Panel::Week,
            scripts: Vec::new(),
            offline: false,
            body,
        }
    }

    /// Sets the description shown in link previews.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Sets the lasting address.
    #[must_use]
    pub fn canonical(mut self, path: impl Into<String>) -> Self {
        self.canonical = Some(path.into());
        self
    }

    /// Sets the preview picture.
    #[must_use]
    pub fn image(mut self, absolute_url: impl Into<String>, alt: impl Into<String>) -> Self {
        self.image = Some((absolute_url.into(), alt.into()));
        self
    }

    /// Announces a feed.
    #[must_use]
    pub fn feed(mut self, title: impl Into<String>, path: impl Into<String>) -> Self {
        self.feed = Some((title.into(), path.into()));
        self
    }

    /// Replaces the right column.
    #[must_use]
    pub fn panel(mut self, panel: Panel) -> Self {
        self.panel = panel;
        self
    }

    /// Adds a script, such as `js/compose.js`.
    #[must_use]
    pub fn script(mut self, path: &'static str) -> Self {
        self.scripts.push(path);
        self
    }
}

/// Returns the whole document.
pub fn page(shell: &Shell, page: &Page) -> Markup {
    let frame = shell.frames.at(page.place, || frame(shell, page.place));
    html! {
        (DOCTYPE)
        html lang=(shell.lang.tag()) data-theme=[shell.theme.attribute()] {
            (head(shell, page))
            body {
                (PreEscaped(&frame.top))
                div class=(shell_class(&page.panel)) {
                    (PreEscaped(&frame.rail))
                    main class="centre" id="main" tabindex="-1" { (page.body) }
                    (panel(shell, &page.panel))
                }
                (PreEscaped(&frame.bottom))
            }
        }
    }
}

fn frame(shell: &Shell, place: Place) -> Frame {
    let top = html! {
        a class="skip" href="#main" { (t!(shell.lang, "shell-skip")) }
        @if shell.network.demo { (demo_bar(shell)) }
        (top_bar(shell))
    };
    let bottom = html! {
        (bottom_bar(shell, place))
        (record_words(shell.lang, &shell.network.id, shell.network.demo))
        (sprite())
    };
    Frame {
        top: top.into_string(),
        rail: rail(shell, place).into_string(),
        bottom: bottom.into_string(),
    }
}

/// Returns a document without navigation: signing in, the founding conversation, juries.
pub fn bare_page(shell: &Shell, page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(shell.lang.tag()) data-theme=[shell.theme.attribute()] {
            (head(shell, page))
            body class="bare" {
                a class="skip" href="#main" { (t!(shell.lang, "shell-skip")) }
                @if shell.network.demo && !page.offline { (demo_bar(shell)) }
                header class="bare-head" {
                    (brand(shell))
                    @if !page.offline { (preferences(shell)) }
                }
                main id="main" class="bare-main" tabindex="-1" { (page.body) }
                (sprite())
            }
        }
    }
}

fn shell_class(panel: &Panel) -> &'static str {
    match panel {
        Panel::Week | Panel::Own { .. } => "shell",
        Panel::None => "shell wide",
    }
}

fn head(shell: &Shell, page: &Page) -> Markup {
    let network = &shell.network;
    let title = if page.title.is_empty() {
        network.name.clone()
    } else {
        format!("{} · {}", page.title, network.name)
    };
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            title { (title) }
            @if !page.description.is_empty() { meta name="description" content=(page.description); }
            link rel="preload" href=(assets::url("fonts/commissioner.woff2")) as="font" type="font/woff2" crossorigin;
            link rel="preload" href=(assets::url("fonts/petrona.woff2")) as="font" type="font/woff2" crossorigin;
            link rel="stylesheet" href=(assets::url("style.css"));
            link rel="stylesheet" href=(assets::accent_url(network.accent_hue));
            link rel="icon" href=(assets::icon_url(network.accent_hue)) type="image/svg+xml";
            @if !page.offline {
                link rel="apple-touch-icon" href=(assets::url("icon-192.png"));
                link rel="manifest" href="/manifest.webmanifest";
            }
            @for (scheme, paper) in [("light", PAPER_LIGHT), ("dark", PAPER_DARK)] {
                meta name="theme-color" media={ "(prefers-color-scheme: " (scheme) ")" } content=(paper);
            }
            meta name="color-scheme" content="light dark";
            (open_graph(shell, page))
            @if let Some((title, path)) = &page.feed {
                link rel="alternate" type="application/rss+xml" title=(title) href=(path);
            }
            script type="module" src=(assets::url("js/enhance.js")) {}
            @if !page.offline { script type="module" src=(assets::url("js/record.js")) {} }
            @for script in &page.scripts { script type="module" src=(assets::url(script)) {} }
        }
    }
}

fn open_graph(shell: &Shell, page: &Page) -> Markup {
    let network = &shell.network;
    html! {
        meta property="og:site_name" content=(network.name);
        meta property="og:title" content=(if page.title.is_empty() { &network.name } else { &page.title });
        meta property="og:type" content=(if page.image.is_some() { "article" } else { "website" });
        meta property="og:locale" content=(shell.lang.og_locale());
        @if !page.description.is_empty() { meta property="og:description" content=(page.description); }
        @if let Some((url, alt)) = &page.image {
            meta property="og:image" content=(url);
            meta property="og:image:alt" content=(alt);
            meta name="twitter:card" content="summary_large_image";
        }
        @match &page.canonical {
            Some(path) => {
                link rel="canonical" href=(shell.absolute(path));
                meta property="og:url" content=(shell.absolute(path));
            }
            None => { meta name="robots" content="noindex"; }
        }
    }
}

fn brand(shell: &Shell) -> Markup {
    html! {
        a class="brand" href=(links::HOME) aria-label=(t!(shell.lang, "shell-brand", name = shell.network.name.as_str())) {
            (mark()) span { (shell.network.name) }
        }
    }
}

fn demo_bar(shell: &Shell) -> Markup {
    html! {
        aside class="demo-bar" aria-label=(t!(shell.lang, "demo-label")) {
            b { (t!(shell.lang, "demo-label")) }
            span { (t!(shell.lang, "demo-sentence")) }
            a class="link tap" href="/demo" { (t!(shell.lang, "demo-open")) }
        }
    }
}

fn notifications_label(shell: &Shell) -> String {
    let unread = shell.visitor.as_ref().map_or(0, |visitor| visitor.unread);
    if unread == 0 {
        t!(shell.lang, "nav-notifications").into_owned()
    } else {
        t!(shell.lang, "nav-notifications-unread", count = unread).into_owned()
    }
}

fn top_bar(shell: &Shell) -> Markup {
    html! {
        header class="topbar" {
            (brand(shell))
            span class="topbar-end" {
                a class="icon-btn" href=(links::SEARCH) aria-label=(t!(shell.lang, "nav-search")) { (icon(Icon::Search)) }
                @if shell.signed_in() {
                    a class="icon-btn" href=(links::NOTIFICATIONS) aria-label=(notifications_label(shell)) {
                        (icon(Icon::Bell))
                        @if unread(shell) > 0 { span class="unread" aria-hidden="true" { (short_count(shell)) } }
                    }
                } @else {
                    a class="btn primary" href=(links::sign_in_then(&shell.path)) { (t!(shell.lang, "nav-sign-in")) }
                }
            }
        }
    }
}

fn unread(shell: &Shell) -> u64 {
    shell.visitor.as_ref().map_or(0, |visitor| visitor.unread)
}

fn short_count(shell: &Shell) -> String {
    match unread(shell) {
        0..100 => count(shell.lang, unread(shell)),
        _ => "99+".to_owned(),
    }
}

fn rail_link(
    shell: &Shell,
    current: Place,
    place: Place,
    href: &str,
    drawn: Icon,
    key: &str,
) -> Markup {
    html! {
        a href=(href) aria-current=[(current == place).then_some("page")] {
            (icon(drawn)) span { (t!(shell.lang, key)) }
        }
    }
}

fn rail(shell: &Shell, current: Place) -> Markup {
    let lang = shell.lang;
    html! {
        header class="rail" {
            (brand(shell))
            nav class="nav" aria-label=(shell.network.name) {
                (rail_link(shell, current, Place::Home, links::HOME, Icon::Home, "nav-home"))
                (rail_link(shell, current, Place::Explore, links::EXPLORE, Icon::Explore, "nav-explore"))
                @if shell.signed_in() {
                    a href=(links::NOTIFICATIONS) aria-current=[(current == Place::Notifications).then_some("page")] {
                        (icon(Icon::Bell)) span { (t!(lang, "nav-notifications")) }
                        @if unread(shell) > 0 {
                            span class="n" { (short_count(shell)) span class="vh" { " " (t!(lang, "nav-unread")) } }
                        }
                    }
                    (rail_link(shell, current, Place::Bookmarks, links::BOOKMARKS, Icon::Ribbon, "nav-bookmarks"))
                }
                (rail_link(shell, current, Place::Commons, links::COMMONS, Icon::Commons, "nav-commons"))
                @if shell.signed_in() { (rail_link(shell, current, Place::You, links::YOU, Icon::You, "nav-you")) }
            }
            @match &shell.visitor {
                Some(visitor) => {
                    a class="btn primary wide" href=(links::CREATE) aria-current=[(current == Place::Create).then_some("page")] {
                        (icon_small(Icon::Plus)) span { (t!(lang, "nav-create")) }
                    }
                    a class="me" href=(links::profile(&visitor.face.handle)) {
                        (face(&visitor.face, FaceSize::Medium))
                        div { b { (visitor.face.name) } small { (visitor.line) } }
                    }
                }
                None => {
                    a class="btn primary wide" href=(links::sign_in_then(&shell.path)) {
                        (icon_small(Icon::Key)) span { (t!(lang, "nav-sign-in")) }
                    }
                    (preferences(shell))
                }
            }
        }
    }
}

/// Language and theme, as small forms that return to the page they stand on.
pub fn preferences(shell: &Shell) -> Markup {
    html! {
        div class="prefs" {
            form method="post" action=(links::LANGUAGE) {
                input type="hidden" name="return" value=(shell.path);
                @for lang in Lang::ALL.into_iter().filter(|lang| *lang != shell.lang) {
                    button class="btn plain" name="lang" value=(lang.tag()) lang=(lang.tag()) { (lang.own_name()) }
                }
            }
        }
    }
}

fn panel(shell: &Shell, panel: &Panel) -> Markup {
    html! {
        @match panel {
            Panel::Week => {
                aside class="panel" aria-label=(t!(shell.lang, "week-title")) tabindex="0" { (week(shell)) (record_check()) }
            }
            Panel::Own { markup, keep } => {
                aside class=(if *keep { "panel keep" } else { "panel" }) aria-label=(t!(shell.lang, "shell-aside")) { (markup) (record_check()) }
            }
            Panel::None => {}
        }
    }
}

/// Where `js/record.js` quietly says what this browser found on the record.
fn record_check() -> Markup {
    html! { p class="record-check caption" data-record-check="" hidden {} }
}

fn bottom_bar(shell: &Shell, current: Place) -> Markup {
    let lang = shell.lang;
    let entry = |place: Place, href: &str, drawn: Icon, key: &str| {
        html! {
            a href=(href) aria-current=[(current == place).then_some("page")] { (icon(drawn)) (t!(lang, key)) }
        }
    };
    html! {
        nav class="bottombar" aria-label=(t!(lang, "shell-menu", name = shell.network.name.as_str())) {
            (entry(Place::Home, links::HOME, Icon::Home, "nav-home"))
            (entry(Place::Explore, links::EXPLORE, Icon::Explore, "nav-explore"))
            a href=(links::CREATE) class="new" aria-label=(t!(lang, "nav-create")) { i { (icon(Icon::Plus)) } }
            (entry(Place::Commons, links::COMMONS, Icon::Commons, "nav-commons"))
            (entry(Place::You, links::YOU, Icon::You, "nav-you"))
        }
    }
}
