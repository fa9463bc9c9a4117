//! People: faces, bylines, lists.

use maud::{Markup, html};

use crate::links;

/// What is shown of a person wherever they appear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// Handle without `@`.
    pub handle: String,
    /// Name as they write it.
    pub name: String,
    /// Address of their picture, at least 192 px square; `None` shows their initial.
    pub picture: Option<String>,
}

/// How large a face is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceSize {
    /// 24 px.
    Tiny,
    /// 32 px.
    Small,
    /// 44 px.
    Medium,
    /// 96 px.
    Large,
}

impl FaceSize {
    fn class(self) -> &'static str {
        match self {
            Self::Tiny => "av xs",
            Self::Small => "av s",
            Self::Medium => "av",
            Self::Large => "av l",
        }
    }

    fn pixels(self) -> u32 {
        match self {
            Self::Tiny => 24,
            Self::Small => 32,
            Self::Medium => 44,
            Self::Large => 96,
        }
    }
}

/// Number of tints an initial may stand on; each is a class in `components.css`.
const TINTS: u32 = 12;

/// Draws a face. It is decoration: the name must stand beside it.
pub fn face(face: &Face, size: FaceSize) -> Markup {
    let pixels = size.pixels();
    html! {
        @match &face.picture {
            Some(url) => {
                img class=(size.class()) src=(url) width=(pixels) height=(pixels) alt="" loading="lazy" decoding="async";
            }
            None => {
                span class={ (size.class()) " tint-" (tint(&face.handle)) } aria-hidden="true" { (initial(face)) }
            }
        }
    }
}

/// A tint that stays with a handle: FNV-1a, folded.
fn tint(handle: &str) -> u32 {
    handle.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    }) % TINTS
}

fn initial(face: &Face) -> String {
    let source = if face.name.trim().is_empty() {
        &face.handle
    } else {
        &face.name
    };
    source
        .chars()
        .find(|c| c.is_alphanumeric())
        .map_or_else(|| "·".to_owned(), |c| c.to_uppercase().to_string())
}

/// A byline: face, name, and a small line such as "Sunday · for everyone".
pub fn byline(person: &Face, small: &Markup) -> Markup {
    html! {
        div class="by" {
            (face(person, FaceSize::Medium))
            div class="who" {
                a href=(links::profile(&person.handle)) { b { bdi { (person.name) } } }
                small { (small) }
            }
        }
    }
}

/// One row of a list of people.
pub struct PersonRow {
    /// The person.
    pub face: Face,
    /// Their sentence, already plain text; may be empty.
    pub note: String,
    /// What can be done here, such as a follow button.
    pub act: Option<Markup>,
}

/// A list of people, with one act each.
pub fn people(rows: &[PersonRow]) -> Markup {
    html! {
        ul class="people" {
            @for row in rows {
                li {
                    (face(&row.face, FaceSize::Medium))
                    div class="who" {
                        a href=(links::profile(&row.face.handle)) {
                            b { bdi { (row.face.name) } }
                            small { "@" (row.face.handle) }
                        }
                        @if !row.note.is_empty() { p { (row.note) } }
                    }
                    @if let Some(act) = &row.act { (act) }
                }
            }
        }
    }
}
