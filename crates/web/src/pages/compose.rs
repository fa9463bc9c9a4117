//! The composer: text, up to ten photographs with their words, a draft that survives.
//!
//! Without a script it is one form with a file field and one line of description a photograph. With
//! `js/compose.js` each photograph gets its place, its progress and its own description field, and
//! uploads start at once and resume where they stopped.

use maud::{Markup, html};

use crate::components::furniture::{Tone, link_button, submit};
use crate::components::icon::{Icon, icon, icon_small};
use crate::components::picture::{Picture, Room, Urgency, picture};
use crate::components::state::{Failure, failure};
use crate::layout::{Page, Panel, Place, Shell};
use crate::{links, t};

/// A photograph that already arrived, in the order of the post.
#[derive(Clone, Debug, Default)]
pub struct PlacedPhoto {
    /// Hash it is stored under, as hex.
    pub hash: String,
    /// The picture as shown in the composer.
    pub picture: Picture,
    /// Its description so far.
    pub alt: String,
}

/// What the composer holds when it opens.
#[derive(Clone, Debug, Default)]
pub struct ComposeView {
    /// The words so far.
    pub text: String,
    /// Photographs that arrived.
    pub photos: Vec<PlacedPhoto>,
    /// The post being edited, as (handle, id); `None` for a new one.
    pub editing: Option<(String, String)>,
    /// Why the last try was refused, in words.
    pub problem: Option<String>,
    /// When the draft shown was kept: "Monday 09:12"; `None` without one.
    pub draft_from: Option<String>,
    /// The most photographs in one post.
    pub photos_max: usize,
    /// The longest text in characters.
    pub text_length_max: usize,
    /// What a file field should offer.
    pub accept: &'static str,
    /// The largest photograph taken, in bytes.
    pub photo_bytes_max: u64,
}

/// The composer, for a new post or for editing one.
pub fn show(shell: &Shell, view: &ComposeView) -> Page {
    let lang = shell.lang;
    let (title, action) = match &view.editing {
        Some((handle, id)) => (
            t!(lang, "compose-edit-title"),
            links::post_part(handle, id, "edit"),
        ),
        None => (t!(lang, "compose-title"), links::CREATE.to_owned()),
    };
    let cancel = view.editing.as_ref().map_or_else(
        || links::HOME.to_owned(),
        |(handle, id)| links::post(handle, id),
    );
    let body = html! {
        div class="compose" {
            (crate::components::furniture::masthead(&title, &html! { span class="small quiet" { (t!(lang, "compose-for")) } }))
            @if let Some(problem) = &view.problem {
                (failure(lang, &Failure {
                    title: &t!(lang, "compose-error-title"),
                    sentence: problem,
                    kept: &t!(lang, "compose-error-kept"),
                    missing: "",
                    buttons: &[],
                    reference: "",
                }))
            }
            @if let Some(from) = &view.draft_from { (draft_note(shell, from)) }
            form class="form" method="post" action=(action) enctype="multipart/form-data" data-compose="" data-editing=[view.editing.as_ref().map(|(_, id)| id)]
                data-photos-max=(view.photos_max) data-photo-bytes-max=(view.photo_bytes_max) {
                (words(shell, view))
                (photos(shell, view))
                div class="btnrow compose-acts" {
                    (submit(&if view.editing.is_some() { t!(lang, "compose-save") } else { t!(lang, "compose-publish") }, Tone::Primary))
                    @if view.editing.is_none() {
                        button class="btn" type="submit" formaction="/create/draft" formnovalidate { (t!(lang, "compose-keep")) }
                    }
                    (link_button(&t!(lang, "compose-cancel"), &cancel, Tone::Plain))
                    span class="small quiet draft-state" role="status" data-draft-state="" data-kept=(t!(lang, "compose-draft-kept")) {}
                }
            }
            (photo_template(shell))
        }
    };
    Page::new(title, Place::Create, body)
        .panel(Panel::Week)
        .script("js/compose.js")
}

fn draft_note(shell: &Shell, from: &str) -> Markup {
    html! {
        div class="flash draft-note" role="status" {
            (icon_small(Icon::Clock))
            span { (t!(shell.lang, "compose-draft-found", date = from)) }
            form method="post" action="/create/discard" { button class="btn plain" type="submit" { (t!(shell.lang, "compose-discard")) } }
        }
    }
}

fn words(shell: &Shell, view: &ComposeView) -> Markup {
    html! {
        div class="field" {
            label for="text" { (t!(shell.lang, "compose-text")) }
            textarea class="input words" id="text" name="text" rows="6" maxlength=(view.text_length_max) aria-describedby="text-hint" { "\n" (view.text) }
            span class="hint" id="text-hint" { (t!(shell.lang, "compose-text-hint")) }
        }
    }
}

fn photos(shell: &Shell, view: &ComposeView) -> Markup {
    let lang = shell.lang;
    html! {
        fieldset class="photos" {
            legend { (t!(lang, "compose-photos")) }
            ol class="placed" data-placed="" {
                @for (index, photo) in view.photos.iter().enumerate() { (placed(shell, index, photo)) }
            }
            div class="drop" data-drop="" {
                (icon(Icon::Picture))
                label class="btn" for="photos" { (icon_small(Icon::Plus)) (t!(lang, "compose-choose")) }
                input class="vh" type="file" id="photos" name="photos" multiple accept=(view.accept) aria-describedby="photos-hint";
                span class="small quiet needs-js" { (t!(lang, "compose-drop")) }
            }
            p class="hint" id="photos-hint" { (t!(lang, "compose-photos-hint", count = view.photos_max)) }
            div class="field without-js" {
                label for="alts" { (t!(lang, "compose-alts")) }
                textarea class="input" id="alts" name="alts" rows="3" aria-describedby="alts-hint" {}
                span class="hint" id="alts-hint" { (t!(lang, "compose-alts-hint")) }
            }
        }
    }
}

fn placed(shell: &Shell, index: usize, photo: &PlacedPhoto) -> Markup {
    let lang = shell.lang;
    let id = format!("alt-{index}");
    html! {
        li class="photo" data-photo="" data-state="ready" {
            div class="photo-view" { (picture(&photo.picture, Room::Grid, Urgency::First)) }
            div class="photo-words" {
                input type="hidden" name="photo" value=(photo.hash);
                div class="field" {
                    label for=(id) { (t!(lang, "compose-alt")) }
                    textarea class="input" id=(id) name="alt" rows="2" maxlength="1500" { "\n" (photo.alt) }
                }
                (photo_acts(shell))
            }
        }
    }
}

fn photo_acts(shell: &Shell) -> Markup {
    let lang = shell.lang;
    let act = |name: &str, drawn: Icon, key: &str| {
        html! { button class="icon-btn" type="button" data-act=(name) aria-label=(t!(lang, key)) { (icon_small(drawn)) } }
    };
    html! {
        div class="photo-acts needs-js" {
            (act("earlier", Icon::Up, "compose-earlier"))
            (act("later", Icon::Down, "compose-later"))
            (act("remove", Icon::Cross, "compose-remove"))
        }
    }
}

/// What the script clones for each photograph that is chosen.
fn photo_template(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        template id="photo-template" data-too-many=(t!(lang, "compose-too-many", count = domain::media::PHOTOS_MAX))
            data-of=(t!(lang, "compose-of")) data-waiting=(t!(lang, "compose-waiting")) data-sending=(t!(lang, "compose-uploading"))
            data-preparing=(t!(lang, "compose-preparing")) data-ready=(t!(lang, "compose-ready")) data-failed=(t!(lang, "compose-failed")) {
            li class="photo" data-photo="" data-state="waiting" {
                div class="photo-view" { canvas width="320" height="320" {} }
                div class="photo-words" {
                    input type="hidden" name="photo" disabled;
                    div class="field" {
                        label { (t!(lang, "compose-alt")) }
                        textarea class="input" name="alt" rows="2" maxlength="1500" placeholder=(t!(lang, "compose-alt-hint")) {}
                    }
                    p class="small photo-state num" role="status" data-state-words="" {}
                    progress max="1000" value="0" {}
                    button class="btn" type="button" data-act="retry" hidden { (t!(lang, "compose-retry")) }
                    (photo_acts(shell))
                }
            }
        }
    }
}
