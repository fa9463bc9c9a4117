//! Name, about, picture, language and theme.

use domain::text::About;
use maud::{Markup, html};

use super::{Tabbed, you_tabs};
use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::components::furniture::{Tone, flash, link_button, submit};
use crate::components::person::{Face, FaceSize, face};
use crate::layout::{Page, Place, Shell, Theme};
use crate::text::Lang;
use crate::text::number::count;
use crate::{links, t};

/// What stands in the form.
#[derive(Clone, Debug)]
pub struct SettingsView {
    /// Name, handle and picture.
    pub face: Face,
    /// About, as written.
    pub about: String,
    /// What was wrong with the last attempt, by field name.
    pub errors: Vec<(String, String)>,
    /// Whether the last attempt was kept.
    pub saved: bool,
    /// Other pages of the member's profile.
    pub member_number: u32,
}

/// Returns the page.
pub fn settings(shell: &Shell, view: &SettingsView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (you_tabs(lang, Tabbed::Settings))
        div class="tabbed-head" { h1 { (t!(lang, "settings-title")) } }
        @if view.saved { (flash(&t!(lang, "settings-saved"))) }
        section class="sec first" {
            h2 { (t!(lang, "settings-profile")) }
            p { (t!(lang, "settings-profile-sentence", number = view.member_number)) }
            (profile_form(shell, view))
        }
        section class="sec" {
            h2 { (t!(lang, "settings-language")) }
            (language_form(shell))
        }
        section class="sec" {
            h2 { (t!(lang, "settings-theme")) }
            (theme_form(shell))
        }
        section class="sec" {
            h2 { (t!(lang, "settings-out")) }
            form method="post" action=(links::SIGN_OUT) { (submit(&t!(lang, "settings-sign-out"), Tone::Normal)) }
        }
    };
    Page::new(t!(lang, "settings-title"), Place::You, body)
}

fn profile_form(shell: &Shell, view: &SettingsView) -> Markup {
    let lang = shell.lang;
    let error = |name: &str| {
        view.errors
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, words)| words.as_str())
    };
    let about_max = u32::try_from(About::CHARACTERS_MAX).unwrap_or(u32::MAX);
    let about_hint = t!(
        lang,
        "settings-about-hint",
        max = count(lang, about_max.into())
    );
    let [name, about, handle, handle_hint] = [
        "settings-name",
        "settings-about",
        "settings-handle",
        "settings-handle-hint",
    ]
    .map(|key| t!(lang, key));
    html! {
        form class="form" method="post" action="/you" enctype="multipart/form-data" {
            div class="by portrait" {
                (face(&view.face, FaceSize::Large))
                div class="field" {
                    label for="picture" { (t!(lang, "settings-picture")) }
                    input class="input" type="file" id="picture" name="picture" accept="image/jpeg,image/png,image/webp,image/gif,image/heic,image/avif";
                    @if let Some(words) = error("picture") { span class="error" { (words) } }
                    span class="hint" { (t!(lang, "settings-picture-hint")) }
                }
            }
            (field(&Field { value: &view.face.name, error: error("display_name"), length_max: Some(60), autocomplete: "name", ..Field::text("display_name", &name) }))
            (field(&Field { value: &view.face.handle, hint: &handle_hint, error: error("handle"), required: true, length_max: Some(30), autocomplete: "username", ..Field::text("handle", &handle) }))
            (field(&Field { value: &view.about, hint: &about_hint, error: error("about"), length_max: Some(about_max), kind: FieldKind::Lines(5), ..Field::text("about", &about) }))
            div class="btnrow" { (submit(&t!(lang, "settings-save"), Tone::Primary)) (link_button(&t!(lang, "settings-look"), &links::profile(&view.face.handle), Tone::Plain)) }
        }
    }
}

fn language_form(shell: &Shell) -> Markup {
    let lang = shell.lang;
    let entries: Vec<Choice<'_>> = Lang::ALL
        .into_iter()
        .map(|it| Choice {
            value: it.tag(),
            label: it.own_name(),
            note: "",
            chosen: it == lang,
        })
        .collect();
    html! {
        form class="form" method="post" action=(links::LANGUAGE) {
            input type="hidden" name="return" value=(shell.path);
            (choices("lang", &t!(lang, "settings-language-question"), &entries))
            div { (submit(&t!(lang, "settings-language-set"), Tone::Normal)) }
        }
    }
}

fn theme_form(shell: &Shell) -> Markup {
    let lang = shell.lang;
    let labels = ["theme-system", "theme-light", "theme-dark"].map(|key| t!(lang, key));
    let themes = [
        ("system", Theme::System),
        ("light", Theme::Light),
        ("dark", Theme::Dark),
    ];
    let entries: Vec<Choice<'_>> = themes
        .iter()
        .zip(&labels)
        .map(|((value, theme), label)| Choice {
            value,
            label,
            note: "",
            chosen: shell.theme == *theme,
        })
        .collect();
    html! {
        form class="form" method="post" action=(links::THEME) {
            input type="hidden" name="return" value=(shell.path);
            (choices("theme", &t!(lang, "settings-theme-question"), &entries))
            div { (submit(&t!(lang, "settings-theme-set"), Tone::Normal)) }
        }
    }
}
