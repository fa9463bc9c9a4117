//! The line icons, 24 by 24, drawn with the current colour.

use std::sync::LazyLock;

use maud::{Markup, PreEscaped, html};

/// An icon by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The house: home.
    Home,
    /// The compass: explore.
    Explore,
    /// The bell: notifications.
    Bell,
    /// The layered globe: the commons.
    Commons,
    /// A person: you.
    You,
    /// A plus: create, add.
    Plus,
    /// A seedling: appreciate.
    Sprout,
    /// A speech balloon: comments.
    Talk,
    /// Two arrows: repost.
    Repost,
    /// A ribbon: bookmark.
    Ribbon,
    /// Three dots: more.
    More,
    /// A check: done, agreed, verified.
    Check,
    /// A pen: edit, propose a change.
    Pen,
    /// A picture.
    Picture,
    /// A lock: not allowed.
    Lock,
    /// A crossed cloud: offline.
    Offline,
    /// A globe: another network.
    Globe,
    /// Waves from a point: a feed for readers.
    Feed,
    /// A looking glass: search.
    Search,
    /// A flag: report.
    Flag,
    /// A bin: delete.
    Bin,
    /// A clock: time, history.
    Clock,
    /// A key: passkey.
    Key,
    /// Scales: juries and rules.
    Scales,
    /// Two bars: pause.
    Pause,
    /// A cross: close, remove.
    Cross,
    /// An arrow up: move before.
    Up,
    /// An arrow down: move after.
    Down,
    /// A play triangle: let the clock run.
    Play,
    /// A link.
    Link,
    /// An exclamation mark in a circle: take care.
    Care,
}

impl Icon {
    /// All of them, in order of their numbers in the sprite.
    const ALL: [Self; 31] = [
        Self::Home,
        Self::Explore,
        Self::Bell,
        Self::Commons,
        Self::You,
        Self::Plus,
        Self::Sprout,
        Self::Talk,
        Self::Repost,
        Self::Ribbon,
        Self::More,
        Self::Check,
        Self::Pen,
        Self::Picture,
        Self::Lock,
        Self::Offline,
        Self::Globe,
        Self::Feed,
        Self::Search,
        Self::Flag,
        Self::Bin,
        Self::Clock,
        Self::Key,
        Self::Scales,
        Self::Pause,
        Self::Cross,
        Self::Up,
        Self::Down,
        Self::Play,
        Self::Link,
        Self::Care,
    ];

    // long: a table, which reads best in one piece
    fn id_and_shapes(self) -> (&'static str, &'static str) {
        match self {
            Self::Home => (
                "i-home",
                r#"<path d="M4 11.2 12 4.5l8 6.7V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>"#,
            ),
            Self::Explore => (
                "i-explore",
                r#"<circle cx="12" cy="12" r="8.2"/><path d="m15.4 8.6-2 4.8-4.8 2 2-4.8z"/>"#,
            ),
            Self::Bell => (
                "i-bell",
                r#"<path d="M6.2 10.3a5.8 5.8 0 0 1 11.6 0c0 4.6 1.9 5.9 1.9 5.9H4.3s1.9-1.3 1.9-5.9zM10 19.2a2.2 2.2 0 0 0 4 0"/>"#,
            ),
            Self::Commons => (
                "i-commons",
                r#"<circle cx="12" cy="12" r="8.2"/><path d="M4.4 14.8c3.6-2.6 11.6-2.6 15.2 0M7 18.4c2.4-1.7 7.6-1.7 10 0M3.9 11c4.3-2.9 11.9-2.9 16.2 0"/>"#,
            ),
            Self::You => (
                "i-you",
                r#"<circle cx="12" cy="8.6" r="3.9"/><path d="M4.8 19.8c1-3.6 3.8-5.3 7.2-5.3s6.2 1.7 7.2 5.3"/>"#,
            ),
            Self::Plus => ("i-plus", r#"<path d="M12 5v14M5 12h14"/>"#),
            Self::Sprout => (
                "i-sprout",
                r#"<path d="M12 20v-8.5M12 13.5C12 9 15 6 20 5.5c.2 5.2-2.8 8-8 8zM12 16.5c0-3.4-2.2-5.7-6.6-6 0 4 2.4 6 6.6 6z"/>"#,
            ),
            Self::Talk => (
                "i-talk",
                r#"<path d="M4.5 5.5h15v10.5H11l-4 3.5v-3.5H4.5z"/>"#,
            ),
            Self::Repost => (
                "i-repost",
                r#"<path d="M5 13V9.5A2.5 2.5 0 0 1 7.5 7H18m-3-3 3 3-3 3M19 11v3.5a2.5 2.5 0 0 1-2.5 2.5H6m3 3-3-3 3-3"/>"#,
            ),
            Self::Ribbon => ("i-ribbon", r#"<path d="M7 4.5h10v15l-5-3.8-5 3.8z"/>"#),
            Self::More => (
                "i-more",
                r#"<circle cx="5.5" cy="12" r=".8" fill="currentColor"/><circle cx="12" cy="12" r=".8" fill="currentColor"/><circle cx="18.5" cy="12" r=".8" fill="currentColor"/>"#,
            ),
            Self::Check => ("i-check", r#"<path d="m5.5 12.5 4.2 4.2L18.5 7.5"/>"#),
            Self::Pen => (
                "i-pen",
                r#"<path d="m5 19 .8-3.6L16.2 5l2.8 2.8L8.6 18.2z"/>"#,
            ),
            Self::Picture => (
                "i-picture",
                r#"<path d="M4 5.5h16v13H4zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4"/><circle cx="15.5" cy="9.5" r="1.3"/>"#,
            ),
            Self::Lock => (
                "i-lock",
                r#"<path d="M6 11h12v8.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>"#,
            ),
            Self::Offline => (
                "i-offline",
                r#"<path d="M7 18.5h9.5a3.8 3.8 0 0 0 .6-7.5A5.5 5.5 0 0 0 6.6 10 4.3 4.3 0 0 0 7 18.5zM4 4l16 16.5"/>"#,
            ),
            Self::Globe => (
                "i-globe",
                r#"<circle cx="12" cy="12" r="8.2"/><path d="M3.8 12h16.4M12 3.8c5 5 5 11.4 0 16.4M12 3.8c-5 5-5 11.4 0 16.4"/>"#,
            ),
            Self::Feed => (
                "i-feed",
                r#"<path d="M5 5.5A13.5 13.5 0 0 1 18.5 19M5 11a8 8 0 0 1 8 8"/><circle cx="6.2" cy="17.8" r="1.2" fill="currentColor"/>"#,
            ),
            Self::Search => (
                "i-search",
                r#"<circle cx="10.8" cy="10.8" r="6.2"/><path d="m15.4 15.4 4.4 4.4"/>"#,
            ),
            Self::Flag => (
                "i-flag",
                r#"<path d="M6 20V4.5M6 5.2c3.2-1.6 5.6 1.6 8.4.6 1.2-.4 2.3-.9 3.6-.9v8.4c-3.2 0-4.3 1.6-7 .9-2-.5-3.2-1-5-.2"/>"#,
            ),
            Self::Bin => (
                "i-bin",
                r#"<path d="M5 7h14M9.5 7V4.8h5V7M6.8 7l.8 12.5h8.8L17.2 7M10.4 10.5v5.5M13.6 10.5v5.5"/>"#,
            ),
            Self::Clock => (
                "i-clock",
                r#"<circle cx="12" cy="12" r="8.2"/><path d="M12 7.2V12l3.2 2.2"/>"#,
            ),
            Self::Key => (
                "i-key",
                r#"<circle cx="8.2" cy="15.8" r="3.6"/><path d="m10.8 13.2 8-8M15.5 8.5l2.6 2.6"/>"#,
            ),
            Self::Scales => (
                "i-scales",
                r#"<path d="M12 4v16M8 20h8M5 7.5h14M5 7.5l-2.2 6h4.4zM19 7.5l-2.2 6h4.4z"/>"#,
            ),
            Self::Pause => ("i-pause", r#"<path d="M8 6v12M16 6v12"/>"#),
            Self::Cross => ("i-cross", r#"<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>"#),
            Self::Up => ("i-up", r#"<path d="M12 19V5.5M6.5 11 12 5.5l5.5 5.5"/>"#),
            Self::Down => ("i-down", r#"<path d="M12 5v13.5M6.5 13l5.5 5.5 5.5-5.5"/>"#),
            Self::Play => ("i-play", r#"<path d="M8 5.5v13l10.5-6.5z"/>"#),
            Self::Link => (
                "i-link",
                r#"<path d="M10 14a3.8 3.8 0 0 0 5.6.2l3-3a3.9 3.9 0 0 0-5.5-5.5l-1.3 1.3M14 10a3.8 3.8 0 0 0-5.6-.2l-3 3a3.9 3.9 0 0 0 5.5 5.5l1.3-1.3"/>"#,
            ),
            Self::Care => (
                "i-care",
                r#"<circle cx="12" cy="12" r="8.2"/><path d="M12 7.5v5.5M12 16.2v.1"/>"#,
            ),
        }
    }
}

/// The drawings themselves, once a page; what [`icon`] puts down refers to them. A list shows the
/// same seven at every post, which would otherwise be a third of its bytes.
pub fn sprite() -> Markup {
    static SPRITE: LazyLock<String> = LazyLock::new(|| {
        let all = Icon::ALL.map(Icon::id_and_shapes);
        let sprite = html! {
            svg class="sprite" aria-hidden="true" {
                @for (id, shapes) in all { symbol id=(id) viewBox="0 0 24 24" { (PreEscaped(shapes)) } }
            }
        };
        sprite.into_string()
    });
    PreEscaped(SPRITE.clone())
}

/// Draws an icon at 24 px. It says nothing to a screen reader: a word must stand beside it.
pub fn icon(icon: Icon) -> Markup {
    html! { svg class="i" aria-hidden="true" { use href={ "#" (icon.id_and_shapes().0) } {} } }
}

/// Draws an icon at 20 px, for buttons and lines of small text.
pub fn icon_small(icon: Icon) -> Markup {
    html! { svg class="i i-s" aria-hidden="true" { use href={ "#" (icon.id_and_shapes().0) } {} } }
}

/// The network's mark: a low sun over water, in the accent colour.
pub fn mark() -> Markup {
    html! {
        svg viewBox="0 0 26 26" aria-hidden="true" {
            (PreEscaped(concat!(
                r#"<circle cx="13" cy="13" r="12" fill="none" stroke="currentColor" stroke-width="1.8"/>"#,
                r#"<path d="M1.2 15.5C7 10.8 19 10.8 24.8 15.5A12 12 0 0 1 1.2 15.5z" fill="currentColor"/>"#,
                r#"<circle cx="13" cy="8" r="2.1" fill="currentColor"/>"#
            )))
        }
    }
}
