//! Pictures: true aspect ratio, sources for the column, a blurred ground while they load.

use std::sync::Arc;

use maud::{Markup, html};

/// One picture as a page shows it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Address of the variant shown by default.
    pub src: String,
    /// All variants with their widths (`/media/… 640w, …`); may be empty.
    pub srcset: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows, in the maker's words; may be empty.
    pub alt: String,
    /// A tiny picture as a data address, shown until the real one is there.
    pub blur: Option<Arc<str>>,
    /// Where it leads.
    pub href: String,
}

/// Where a picture stands, which decides the variant a browser asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The whole centre column.
    Column,
    /// Half of it.
    Half,
    /// A place in a grid of works.
    Grid,
}

impl Room {
    fn sizes(self) -> &'static str {
        match self {
            Self::Column => "(max-width: 719px) 100vw, 640px",
            Self::Half => "(max-width: 719px) 50vw, 320px",
            Self::Grid => "(max-width: 719px) 50vw, 420px",
        }
    }
}

/// Whether a picture is among the first seen, or may wait until it comes near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Load at once: it opens the page.
    First,
    /// Load when it comes near.
    Later,
}

/// Draws a picture on its blurred ground.
pub fn picture(shown: &Picture, room: Room, urgency: Urgency) -> Markup {
    let loading = match urgency {
        Urgency::First => None,
        Urgency::Later => Some("lazy"),
    };
    let priority = match urgency {
        Urgency::First => Some("high"),
        Urgency::Later => None,
    };
    let srcset = (!shown.srcset.is_empty()).then_some(shown.srcset.as_str());
    html! {
        span class="pic" {
            @if let Some(blur) = &shown.blur {
                img class="blur" src=(blur) width=(shown.width) height=(shown.height) alt="" aria-hidden="true";
            }
            img src=(shown.src) srcset=[srcset] sizes=[srcset.map(|_| room.sizes())] width=(shown.width) height=(shown.height)
                alt=(shown.alt) loading=[loading] fetchpriority=[priority] decoding="async";
        }
    }
}

/// The most pictures an album shows before it says "+ 3 more".
const ALBUM_SHOWN: usize = 3;

/// Draws the pictures of a post: one alone in its own shape, several as an album.
pub fn work(pictures: &[Picture], more: &str, urgency: Urgency) -> Markup {
    html! {
        @match pictures {
            [] => {}
            [only] => {
                figure class="work bleed" { a class="pic-link" href=(only.href) { (picture(only, Room::Column, urgency)) } }
            }
            [first, second] => {
                div class="bleed" {
                    div class="album two" { (place(first, "", urgency)) (place(second, "", urgency)) }
                }
            }
            several => {
                div class="bleed" {
                    div class="album" {
                        @for (index, shown) in several.iter().take(ALBUM_SHOWN).enumerate() {
                            (place(shown, if index + 1 == ALBUM_SHOWN && several.len() > ALBUM_SHOWN { more } else { "" }, urgency))
                        }
                    }
                }
            }
        }
    }
}

fn place(shown: &Picture, more: &str, urgency: Urgency) -> Markup {
    html! {
        a href=(shown.href) {
            (picture(shown, Room::Half, urgency))
            @if !more.is_empty() { span class="more" { (more) } }
        }
    }
}

/// All pictures of a post below each other, each in its own shape, for its own page.
pub fn hanging(pictures: &[Picture]) -> Markup {
    html! {
        div class="hanging" {
            @for (index, shown) in pictures.iter().enumerate() {
                figure class="work bleed" id={ "p-" (index + 1) } {
                    (picture(shown, Room::Column, if index == 0 { Urgency::First } else { Urgency::Later }))
                    @if !shown.alt.is_empty() {
                        figcaption class="alt" { details { summary { "ALT" } p { (shown.alt) } } }
                    }
                }
            }
        }
    }
}
