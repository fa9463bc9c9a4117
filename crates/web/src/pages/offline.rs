//! The page that stands in when there is no connection. It asks nothing of the server: what it shows
//! is filled in by `js/offline.js` from what this device keeps.

use maud::html;

use crate::components::icon::{Icon, icon};
use crate::layout::{Page, Panel, Place, Shell};
use crate::t;
use crate::text::Lang;

/// What the script says, by its key there.
const WORDS: &[(&str, &str)] = &[
    ("comment", "offline-comment"),
    ("comment-edit", "offline-comment-edit"),
    ("post-edit", "offline-post-edit"),
    ("kept", "compose-draft-kept"),
];

/// The page. Which of its two leads is shown depends on whether a form was on its way.
pub fn show(shell: &Shell) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="offline" data-offline="" data-unsent="no" {
            div class="head" {
                p class="offline-sign" { (icon(Icon::Offline)) }
                h1 { (t!(lang, "offline-title")) }
                p class="lead quiet" data-when-read="" { (t!(lang, "offline-read")) }
                p class="lead quiet" data-when-unsent="" hidden { (t!(lang, "offline-unsent")) }
                div class="btnrow" { a class="btn primary" href="" { (t!(lang, "error-try-again")) } }
            }
            section class="sec" {
                h2 { (t!(lang, "offline-write")) }
                div class="field" {
                    label for="text" { (t!(lang, "compose-text")) }
                    textarea class="input words" id="text" rows="5" maxlength=(domain::text::PostText::CHARACTERS_MAX) aria-describedby="text-hint" {}
                    span class="hint" id="text-hint" { (t!(lang, "offline-write-hint")) }
                    span class="small quiet draft-state" role="status" data-draft-state="" {}
                }
            }
            section class="sec" hidden {
                h2 { (t!(lang, "offline-kept")) }
                p class="quiet" { (t!(lang, "offline-kept-lead")) }
                ul class="rows" data-kept="" {}
            }
            template id="offline-words" data-words=(words(lang)) {}
        }
    };
    let mut page = Page::new(t!(lang, "offline-title"), Place::Elsewhere, body)
        .panel(Panel::None)
        .script("js/offline.js");
    page.offline = true;
    page
}

fn words(lang: Lang) -> String {
    let mut words: serde_json::Map<String, serde_json::Value> = WORDS
        .iter()
        .map(|(key, message)| ((*key).to_owned(), t!(lang, message).into_owned().into()))
        .collect();
    words.insert(
        "cut".to_owned(),
        t!(lang, "offline-cut", words = "{words}")
            .into_owned()
            .into(),
    );
    serde_json::Value::Object(words).to_string()
}
