//! The feed policy as a document: each recipe with what it weighs and the decision behind it, and the
//! form in which one is proposed.

use ledger::policy::{Fact, Factor, Filter, Recipe};
use maud::{Markup, html};

use super::policy::{Standing, adopted, clause_class, contested, document_head, propose_part};
use super::{Tabbed, commons_tabs, paths};
use crate::components::form::{Choice, Field, FieldKind, check, choices, field};
use crate::layout::{Page, Panel, Place, Shell};
use crate::text::Lang;
use crate::text::moment::span;
use crate::text::number::{count, regroup};
use crate::{links, t};

/// Milliseconds of an hour.
const HOUR_MS: u64 = 60 * 60 * 1000;

/// The feed policy as the page shows it.
#[derive(Clone, Debug)]
pub struct FeedView {
    /// Its version.
    pub version: u32,
    /// In force since, in milliseconds.
    pub since_ms: u64,
    /// Recipes in order of id.
    pub recipes: Vec<Standing<Recipe>>,
    /// Id of the recipe that orders the feed of whoever chose none.
    pub default: Standing<String>,
    /// Id of the recipe that the visitor chose, if they did.
    pub chosen: Option<String>,
}

/// Returns the feed policy.
pub fn feed(shell: &Shell, view: &FeedView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Policies))
        (document_head(shell, "feed-policy", paths::FEED, view.version, view.since_ms))
        div class="doc" {
            (default_section(shell, view))
            @for (number, recipe) in view.recipes.iter().enumerate() { (recipe_section(shell, number + 1, recipe, view)) }
            section id="never" {
                h2 { span {} (t!(lang, "feed-never")) }
                p class="quiet doc-note" { (t!(lang, "feed-never-sentence")) " " (t!(lang, "feed-never-list")) }
                ul class="never" { @for fact in Fact::ALL { li { (t!(lang, &format!("counted-{}", fact.word()))) } } }
            }
        }
        (propose_part(shell, &format!("{}/feed", paths::PROPOSE)))
    };
    Page::new(t!(lang, "feed-policy-title"), Place::Commons, body)
        .description(t!(lang, "feed-policy-ask"))
        .canonical(paths::FEED)
        .panel(Panel::Own {
            markup: contents(shell, view),
            keep: false,
        })
}

fn contents(shell: &Shell, view: &FeedView) -> Markup {
    let lang = shell.lang;
    html! {
        h2 { (t!(lang, "policy-contents")) }
        ul class="toc" {
            li { a href="#default" { span {} (t!(lang, "feed-default")) } }
            @for (index, recipe) in view.recipes.iter().enumerate() {
                li { a href=(format!("#{}", recipe.value.id)) { span { (index + 1) } (recipe.value.title) } }
            }
        }
    }
}

fn default_section(shell: &Shell, view: &FeedView) -> Markup {
    let lang = shell.lang;
    let titled = |id: &str| {
        let found = view.recipes.iter().find(|it| it.value.id == id);
        found.map_or_else(|| id.to_owned(), |it| it.value.title.clone())
    };
    html! {
        section id="default" {
            h2 { span {} (t!(lang, "feed-default")) }
            div class=(clause_class(&view.default)) {
                div {
                    p class="x" { (t!(lang, "feed-default-line", recipe = titled(&view.default.value))) }
                    p class="then" { (t!(lang, "feed-default-choice")) }
                    (contested(lang, view.default.contested_by))
                    a class="link small tap" href=(format!("{}/feed/default", paths::PROPOSE)) { (t!(lang, "feed-default-edit")) }
                }
                (adopted(shell, &view.default))
            }
            @if shell.signed_in() {
                p class="small" {
                    @match &view.chosen {
                        Some(id) => { (t!(lang, "feed-you-chose", recipe = titled(id))) " " }
                        None => { (t!(lang, "feed-you-did-not-choose")) " " }
                    }
                    a class="link tap" href=(links::READING) { (t!(lang, "feed-choose-link")) }
                }
            }
        }
    }
}

fn recipe_section(
    shell: &Shell,
    number: usize,
    recipe: &Standing<Recipe>,
    view: &FeedView,
) -> Markup {
    let lang = shell.lang;
    let value = &recipe.value;
    let edit = format!(
        "{}/feed/recipe/{}",
        paths::PROPOSE,
        links::encode(&value.id)
    );
    html! {
        section id=(value.id) {
            h2 { span { (number) } (value.title) }
            div class=(clause_class(recipe)) {
                div {
                    p class="x" { (value.text) }
                    ul class="reasons small" { @for line in clauses(lang, value) { li { (line) } } }
                    @if view.default.value == value.id { p class="then" { (t!(lang, "feed-is-default")) } }
                    (contested(lang, recipe.contested_by))
                    a class="link small tap" href=(edit) { (t!(lang, "policy-edit")) span class="vh" { ": " (value.title) } }
                }
                (adopted(shell, recipe))
            }
        }
    }
}

/// Points with their sign: `+10`, `−3`.
pub fn signed(lang: Lang, points: i64) -> String {
    let plain = regroup(lang, &points.to_string());
    if points > 0 {
        format!("+{plain}")
    } else {
        plain
    }
}

/// What a factor gives: "+10 points for each member who appreciated it, 100 at most".
pub fn factor_words(lang: Lang, factor: &Factor) -> String {
    let points = signed(lang, factor.points.into());
    let fact = t!(lang, &format!("fact-{}", factor.fact.word()));
    let most = count(lang, factor.at_most.into());
    if is_yes_or_no(factor.fact) {
        t!(lang, "recipe-factor-once", points = points, fact = fact).into_owned()
    } else {
        t!(
            lang,
            "recipe-factor",
            points = points,
            fact = fact,
            most = most
        )
        .into_owned()
    }
}

/// Says whether the fact is there or not, rather than a number.
pub fn is_yes_or_no(fact: Fact) -> bool {
    match fact {
        Fact::Appreciations
        | Fact::Comments
        | Fact::Reposts
        | Fact::HoursOld
        | Fact::Photographs => false,
        Fact::FollowsMaker | Fact::Reposted | Fact::OwnWork | Fact::AppreciatedByReader => true,
    }
}

/// What a recipe does, line by line, in plain words.
pub fn clauses(lang: Lang, recipe: &Recipe) -> Vec<String> {
    if recipe.is_newest() {
        return vec![t!(lang, "recipe-by-time").into_owned()];
    }
    let length = span(lang, u64::from(recipe.window_hours) * HOUR_MS);
    let mut lines = vec![t!(lang, "recipe-window", length = length).into_owned()];
    let filters = recipe.filters.iter();
    lines.extend(filters.map(|it| t!(lang, &format!("filter-{}", it.word())).into_owned()));
    lines.extend(recipe.factors.iter().map(|it| factor_words(lang, it)));
    if recipe.factors.is_empty() {
        lines.push(t!(lang, "recipe-no-factors").into_owned());
    }
    lines
}

/// The lines of a recipe, as versions of it are compared.
pub fn recipe_lines(lang: Lang, recipe: &Recipe) -> Vec<String> {
    let mut lines = vec![recipe.title.clone(), recipe.text.clone()];
    lines.extend(clauses(lang, recipe));
    lines
}

/// The fields in which a recipe is written. Newest first can only be worded.
pub fn recipe_fields(lang: Lang, recipe: &Recipe, is_new: bool) -> Markup {
    let [id, id_hint, title, text, hours, hours_hint] = [
        "propose-field-id",
        "propose-field-id-hint",
        "recipe-field-title",
        "recipe-field-text",
        "recipe-field-hours",
        "recipe-field-hours-hint",
    ]
    .map(|key| t!(lang, key));
    let window = match recipe.window_hours {
        0 => String::new(),
        hours => hours.to_string(),
    };
    html! {
        @if is_new { (field(&Field { value: &recipe.id, hint: &id_hint, required: true, length_max: Some(32), ..Field::text("id", &id) })) }
        (field(&Field { value: &recipe.title, required: true, length_max: Some(120), ..Field::text("recipe_title", &title) }))
        (field(&Field { value: &recipe.text, required: true, length_max: Some(1_000), kind: FieldKind::Lines(3), ..Field::text("text", &text) }))
        @if !recipe.is_newest() || is_new {
            (field(&Field { value: &window, hint: &hours_hint, required: true, kind: FieldKind::Number, ..Field::text("hours", &hours) }))
            fieldset class="choices" {
                legend { (t!(lang, "recipe-field-filters")) }
                @for filter in Filter::ALL {
                    (check(filter.word(), &t!(lang, &format!("filter-{}", filter.word())), "", recipe.filters.contains(&filter)))
                }
            }
            fieldset class="choices" {
                legend { (t!(lang, "recipe-field-factors")) }
                p class="hint" { (t!(lang, "recipe-field-factors-hint")) }
                @for fact in Fact::ALL { (factor_fields(lang, recipe, fact)) }
            }
            @if !is_new { (check("remove", &t!(lang, "recipe-remove"), "", false)) }
        }
    }
}

fn factor_fields(lang: Lang, recipe: &Recipe, fact: Fact) -> Markup {
    let stands = recipe.factors.iter().find(|it| it.fact == fact);
    let points = stands.map_or_else(String::new, |it| it.points.to_string());
    let most = stands.map_or_else(String::new, |it| it.at_most.to_string());
    let what = t!(lang, &format!("counted-{}", fact.word()));
    let (points_name, most_name) = (
        format!("points-{}", fact.word()),
        format!("most-{}", fact.word()),
    );
    let points_label = t!(lang, "recipe-field-points", fact = what.as_ref());
    let most_label = t!(lang, "recipe-field-most", fact = what.as_ref());
    html! {
        div class="pair" {
            (field(&Field { value: &points, kind: FieldKind::Number, ..Field::text(&points_name, &points_label) }))
            @if !is_yes_or_no(fact) {
                (field(&Field { value: &most, kind: FieldKind::Number, ..Field::text(&most_name, &most_label) }))
            }
        }
    }
}

/// The question which recipe is to be the default.
pub fn default_fields(lang: Lang, recipes: &[(String, String)], chosen: &str) -> Markup {
    let entries: Vec<Choice<'_>> = recipes
        .iter()
        .map(|(id, title)| Choice {
            value: id,
            label: title,
            note: "",
            chosen: id == chosen,
        })
        .collect();
    choices("default", &t!(lang, "feed-default"), &entries)
}
