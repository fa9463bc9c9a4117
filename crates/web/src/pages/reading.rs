//! How a member reads: the recipe of their feed, labels and labellers, and why a post is there.

use domain::feed::Weighed;
use ledger::policy::{Filter, LabelDefault, Recipe};
use maud::{Markup, html};

use super::commons::feed::{clauses, factor_words, is_yes_or_no, signed};
use super::commons::paths;
use super::you::{Tabbed, you_tabs};
use crate::api::policy::{LABEL_DEFAULTS, word_of};
use crate::components::form::{Choice, Field, check, choices, field};
use crate::components::furniture::{Tone, eyebrow, flash, submit};
use crate::components::person::Face;
use crate::layout::{Page, Place, Shell};
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::count;
use crate::{links, t};

/// A recipe that can be chosen.
#[derive(Clone, Debug)]
pub struct RecipeChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub text: String,
}

/// What the chooser of a recipe shows.
#[derive(Clone, Debug)]
pub struct RecipeView {
    /// In the order of the policy.
    pub recipes: Vec<RecipeChoice>,
    /// Id of the one in use.
    pub current: String,
    /// Id of the one that the members voted.
    pub default: String,
    /// Whether the visitor chose one.
    pub is_chosen: bool,
    /// What they chose and was voted away since.
    pub gone: Option<String>,
}

impl RecipeView {
    fn title_of(&self, id: &str) -> String {
        let found = self.recipes.iter().find(|it| it.id == id);
        found.map_or_else(|| id.to_owned(), |it| it.title.clone())
    }
}

/// The line on home that says by which recipe, and lets another be chosen. It is short, since it is on
/// the page that is asked for most.
pub fn recipe_line(shell: &Shell, view: &RecipeView) -> Markup {
    let lang = shell.lang;
    html! {
        form class="recipe-line" method="post" action=(links::READING_RECIPE) {
            label { span { (t!(lang, "home-order")) }
                select class="input" name="recipe" {
                    option value="" selected[!view.is_chosen] { (t!(lang, "home-order-voted", recipe = view.title_of(&view.default))) }
                    @for it in &view.recipes { option value=(it.id) selected[view.is_chosen && it.id == view.current] { (it.title) } }
                }
            }
            button class="btn" type="submit" { (t!(lang, "home-order-set")) }
            @if let Some(gone) = &view.gone { p class="small quiet" { (t!(lang, "recipe-gone", recipe = gone.as_str())) } }
        }
    }
}

/// The form that chooses a recipe, and returns to `back`.
pub fn recipe_form(shell: &Shell, view: &RecipeView, back: &str) -> Markup {
    let lang = shell.lang;
    let voted = t!(lang, "recipe-voted", recipe = view.title_of(&view.default));
    let follow = t!(lang, "recipe-voted-note");
    let default = Choice {
        value: "",
        label: &voted,
        note: &follow,
        chosen: !view.is_chosen,
    };
    let own = view.recipes.iter().map(|it| Choice {
        value: &it.id,
        label: &it.title,
        note: &it.text,
        chosen: view.is_chosen && it.id == view.current,
    });
    let entries: Vec<Choice<'_>> = std::iter::once(default).chain(own).collect();
    html! {
        form class="form" method="post" action=(links::READING_RECIPE) {
            input type="hidden" name="return" value=(back);
            (choices("recipe", &t!(lang, "recipe-question"), &entries))
            div class="btnrow" {
                (submit(&t!(lang, "recipe-set"), Tone::Normal))
                a class="btn plain" href=(paths::FEED) { (t!(lang, "recipe-what-they-do")) }
            }
        }
    }
}

/// A label about which the visitor has a choice.
#[derive(Clone, Debug)]
pub struct LabelLine {
    /// Its id.
    pub label: String,
    /// What it says.
    pub title: String,
    /// What it does by default.
    pub default: LabelDefault,
    /// What the visitor chose.
    pub chosen: Option<LabelDefault>,
}

/// A labeller whose labels can be seen.
#[derive(Clone, Debug)]
pub struct LabellerLine {
    /// Who.
    pub face: Face,
    /// How many see their labels.
    pub subscribers: u64,
    /// Whether the visitor does.
    pub is_subscribed: bool,
    /// What they offer.
    pub labels: Vec<LabelLine>,
}

/// A label that the visitor offers.
#[derive(Clone, Debug)]
pub struct OwnLabel {
    /// Its id.
    pub label: String,
    /// What it says.
    pub title: String,
    /// What it does for subscribers.
    pub default: LabelDefault,
}

/// The page of reading.
#[derive(Clone, Debug)]
pub struct ReadingView {
    /// The recipe of the feed.
    pub recipe: RecipeView,
    /// The policy's labels.
    pub policy: Vec<LabelLine>,
    /// Labellers.
    pub labellers: Vec<LabellerLine>,
    /// What the visitor offers.
    pub own: Vec<OwnLabel>,
    /// What was wrong with the last form.
    pub error: Option<String>,
    /// Whether the last form was kept.
    pub saved: bool,
}

/// Returns the page on which one chooses how to read.
pub fn reading(shell: &Shell, view: &ReadingView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (you_tabs(lang, Tabbed::Reading))
        div class="tabbed-head" { h1 { (t!(lang, "reading-title")) } p class="ask" { (t!(lang, "reading-ask")) } }
        @if view.saved { (flash(&t!(lang, "settings-saved"))) }
        @if let Some(error) = &view.error { p class="flash-error" role="alert" { (error) } }
        section class="sec first" {
            h2 { (t!(lang, "reading-order")) }
            @if let Some(gone) = &view.recipe.gone { p class="small quiet" { (t!(lang, "recipe-gone", recipe = gone.as_str())) } }
            (recipe_form(shell, &view.recipe, links::READING))
        }
        section class="sec" id="labels" {
            h2 { (t!(lang, "reading-labels")) }
            p { (t!(lang, "reading-labels-sentence")) }
            @if view.policy.is_empty() { p class="quiet" { (t!(lang, "policy-no-labels")) } }
            @for line in &view.policy { (label_form(lang, line, "")) }
        }
        section class="sec" id="labellers" {
            h2 { (t!(lang, "reading-labellers")) }
            p { (t!(lang, "reading-labellers-sentence")) }
            @if view.labellers.is_empty() { p class="quiet" { (t!(lang, "reading-no-labellers")) } }
            @for line in &view.labellers { (labeller_part(shell, line)) }
        }
        (own_labels(shell, &view.own))
    };
    Page::new(t!(lang, "reading-title"), Place::You, body)
}

fn does_words(lang: Lang, does: LabelDefault) -> std::borrow::Cow<'static, str> {
    t!(
        lang,
        &format!("label-does-{}", word_of(&LABEL_DEFAULTS, &does))
    )
}

/// One label with its three ways, and the way back to the default.
fn label_form(lang: Lang, line: &LabelLine, labeller: &str) -> Markup {
    let as_voted = t!(
        lang,
        "label-as-default",
        does = does_words(lang, line.default)
    );
    html! {
        form class="form inline-form" method="post" action=(links::READING_LABEL) {
            input type="hidden" name="labeller" value=(labeller);
            input type="hidden" name="label" value=(line.label);
            label {
                span { (line.title) }
                select class="input" name="choice" {
                    option value="" selected[line.chosen.is_none()] { (as_voted) }
                    @for (word, does) in LABEL_DEFAULTS {
                        option value=(word) selected[line.chosen == Some(does)] { (does_words(lang, does)) }
                    }
                }
            }
            button class="btn" type="submit" { (t!(lang, "label-set")) span class="vh" { ": " (line.title) } }
        }
    }
}

fn labeller_part(shell: &Shell, line: &LabellerLine) -> Markup {
    let lang = shell.lang;
    let name = html! { a class="link" href=(links::profile(&line.face.handle)) { bdi { (line.face.name) } } };
    html! {
        div class="labeller" {
            h3 { (name) }
            p class="small quiet" { (t!(lang, "labeller-subscribers", count = line.subscribers)) }
            form class="act-form" method="post" action=(links::READING_LABELLER) {
                input type="hidden" name="labeller" value=(line.face.handle);
                button class="btn" type="submit" name="on" value=(if line.is_subscribed { "no" } else { "yes" }) aria-pressed=(line.is_subscribed) {
                    (t!(lang, if line.is_subscribed { "labeller-unsubscribe" } else { "labeller-subscribe" }))
                    span class="vh" { ": " (line.face.name) }
                }
            }
            @if line.is_subscribed {
                @for label in &line.labels { (label_form(lang, label, &line.face.handle)) }
            } @else {
                ul class="next" { @for label in &line.labels { li { (label.title) " " span class="small quiet" { (does_words(lang, label.default)) } } } }
            }
        }
    }
}

fn own_labels(shell: &Shell, own: &[OwnLabel]) -> Markup {
    let lang = shell.lang;
    let [id, id_hint, title] = [
        "propose-field-id",
        "propose-field-id-hint",
        "own-label-title",
    ]
    .map(|key| t!(lang, key));
    html! {
        section class="sec" id="own" {
            h2 { (t!(lang, "own-labels")) }
            p { (t!(lang, "own-labels-sentence")) }
            @for label in own {
                form class="form inline-form" method="post" action=(links::READING_OWN) {
                    input type="hidden" name="id" value=(label.label);
                    input type="hidden" name="remove" value="yes";
                    span { b { (label.title) } " " span class="small quiet" { (does_words(lang, label.default)) } }
                    button class="btn" type="submit" { (t!(lang, "own-label-remove")) span class="vh" { ": " (label.title) } }
                }
            }
            form class="form" method="post" action=(links::READING_OWN) {
                (field(&Field { hint: &id_hint, required: true, length_max: Some(32), ..Field::text("id", &id) }))
                (field(&Field { required: true, length_max: Some(120), ..Field::text("title", &title) }))
                (does_choices(lang))
                div { (submit(&t!(lang, "own-label-offer"), Tone::Normal)) }
            }
        }
    }
}

fn does_choices(lang: Lang) -> Markup {
    let words = LABEL_DEFAULTS.map(|(word, does)| (word, does_words(lang, does)));
    let entries: Vec<Choice<'_>> = words
        .iter()
        .map(|(word, label)| Choice {
            value: word,
            label,
            note: "",
            chosen: *word == "show",
        })
        .collect();
    choices("choice", &t!(lang, "own-label-does"), &entries)
}

/// Where a post stands in the visitor's feed, and how that came about.
#[derive(Clone, Debug)]
pub struct OrderView {
    /// The recipe.
    pub recipe: Recipe,
    /// Version of the feed policy.
    pub version: u32,
    /// The decision behind the recipe; 0 for the founding.
    pub adopted_by: u32,
    /// Since when it says so.
    pub since_ms: u64,
    /// Whether the visitor chose it.
    pub is_chosen: bool,
    /// What each factor gives.
    pub weighed: Vec<Weighed>,
    /// Their sum.
    pub points: i64,
    /// What leaves the post out.
    pub left_out: Option<Filter>,
    /// Its place, among how many.
    pub place: Option<(usize, usize)>,
}

/// Why the visitor sees a post.
#[derive(Clone, Debug)]
pub struct WhyView {
    /// Its maker.
    pub author: Face,
    /// Its id.
    pub id: String,
    /// The beginning of its text.
    pub excerpt: String,
    /// When it was published.
    pub published_ms: u64,
    /// Whether it is the visitor's own.
    pub is_own: bool,
    /// Since when the visitor follows its maker.
    pub follows_since_ms: Option<u64>,
    /// Who reposted it, of those they follow.
    pub reposted_by: Vec<Face>,
    /// Its tags, for everybody.
    pub tags: Vec<String>,
    /// Whether it stands in explore.
    pub in_explore: bool,
    /// Where it stands in their feed.
    pub order: Option<OrderView>,
    /// Labels: what each says, whose it is (nothing: the policy's), and what it does.
    pub labels: Vec<(String, Option<String>, LabelDefault)>,
}

/// Returns the page that says why.
pub fn why(shell: &Shell, view: &WhyView) -> Page {
    let lang = shell.lang;
    let person = |face: &Face| html! { a class="link" href=(links::profile(&face.handle)) { bdi { (face.name) } } };
    let said = |key: &str, name: Markup| crate::text::rich(lang, key, &[], &[("name", name)]);
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "seen-eyebrow"), &view.author.name]))
            h1 { (t!(lang, "seen-title")) }
            p class="ask" { a class="link" href=(links::post(&view.author.handle, &view.id)) { (view.excerpt) } }
        }
        section class="sec first" {
            h2 { (t!(lang, "seen-here")) }
            ul class="reasons" {
                @if view.is_own { li { (t!(lang, "seen-own")) } }
                @if let Some(since) = view.follows_since_ms {
                    li { (said("seen-follow", person(&view.author))) " " span class="small quiet" { (t!(lang, "seen-since", date = date(lang, since))) } }
                }
                @for face in &view.reposted_by { li { (said("seen-repost", person(face))) } }
                @for tag in &view.tags {
                    li { (said("seen-tag", html! { a class="link" href=(links::tag(tag)) { "#" (tag) } })) }
                }
                @if view.in_explore { li { (said("seen-explore", html! { a class="link" href=(links::EXPLORE) { (t!(lang, "seen-explore-name")) } })) } }
            }
            p class="small quiet" { (t!(lang, "seen-nobody-pays")) }
        }
        @if let Some(order) = &view.order { (order_part(shell, view, order)) }
        @if !view.labels.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "reading-labels")) }
                ul class="reasons" {
                    @for (title, by, does) in &view.labels {
                        li {
                            b { (title) } " "
                            span class="small quiet" {
                                @match by {
                                    None => (t!(lang, "seen-label-policy")),
                                    Some(handle) => (t!(lang, "seen-label-of", handle = handle.as_str())),
                                }
                                " " (does_words(lang, *does))
                            }
                        }
                    }
                }
                p class="small" { a class="link tap" href=(links::READING) { (t!(lang, "seen-labels-choose")) } }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "feed-never")) }
            p { (t!(lang, "feed-never-sentence")) }
        }
    };
    Page::new(t!(lang, "seen-title"), Place::Home, body)
}

fn order_part(shell: &Shell, view: &WhyView, order: &OrderView) -> Markup {
    let lang = shell.lang;
    let recipe = &order.recipe;
    let name =
        html! { a class="link" href=(format!("{}#{}", paths::FEED, recipe.id)) { (recipe.title) } };
    html! {
        section class="sec" {
            h2 { (t!(lang, "seen-place")) }
            p {
                (crate::text::rich(lang, if order.is_chosen { "seen-recipe-chosen" } else { "seen-recipe-voted" }, &[], &[("name", name)])) " "
                span class="small quiet" {
                    (t!(lang, "policy-version", version = order.version, date = date(lang, order.since_ms))) " · "
                    @if order.adopted_by == 0 { (t!(lang, "policy-founding")) }
                    @else { a class="link" href=(links::decision(order.adopted_by.into())) { (t!(lang, "decision-number", number = order.adopted_by)) } }
                }
            }
            @if recipe.is_newest() {
                p { (t!(lang, "seen-by-time", date = date(lang, view.published_ms))) }
            } @else {
                @if let Some(filter) = order.left_out {
                    p { (t!(lang, "seen-left-out", filter = t!(lang, &format!("filter-{}", filter.word())))) }
                }
                @match order.place {
                    Some((place, of)) => p { (t!(lang, "seen-place-of", place = place, count = of)) },
                    None if order.left_out.is_none() => p { (t!(lang, "seen-older")) },
                    None => {},
                }
                (points_table(lang, order))
                details { summary { (t!(lang, "seen-whole-recipe")) } ul class="reasons small" { @for line in clauses(lang, recipe) { li { (line) } } } }
            }
            p class="small" { a class="link tap" href=(links::READING) { (t!(lang, "feed-choose-link")) } }
        }
    }
}

fn points_table(lang: Lang, order: &OrderView) -> Markup {
    html! {
        @if order.weighed.is_empty() {
            p { (t!(lang, "recipe-no-factors")) }
        } @else {
            table class="points" {
                caption class="vh" { (t!(lang, "seen-points")) }
                thead { tr { th scope="col" { (t!(lang, "seen-factor")) } th scope="col" { (t!(lang, "seen-counted")) } th scope="col" { (t!(lang, "seen-points")) } } }
                tbody {
                    @for it in &order.weighed {
                        tr {
                            th scope="row" { (factor_words(lang, &it.factor)) }
                            td {
                                @if is_yes_or_no(it.factor.fact) { (t!(lang, if it.count > 0 { "seen-yes" } else { "seen-no" })) }
                                @else if it.counted < it.count { (t!(lang, "seen-counted-of", counted = it.counted, count = it.count)) }
                                @else { (count(lang, it.count)) }
                            }
                            td { (signed(lang, it.points)) }
                        }
                    }
                    tr class="sum" { th scope="row" colspan="2" { (t!(lang, "seen-sum")) } td { (signed(lang, order.points)) } }
                }
            }
        }
    }
}

/// Returns the page on which the visitor puts their own labels on a post.
pub fn mark(
    shell: &Shell,
    author: &Face,
    id: &str,
    excerpt: &str,
    labels: &[(OwnLabel, bool)],
) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "own-labels"), &author.name]))
            h1 { (t!(lang, "mark-title")) }
            p class="ask" { a class="link" href=(links::post(&author.handle, id)) { (excerpt) } }
        }
        @if labels.is_empty() {
            p { (t!(lang, "mark-none")) " " a class="link tap" href=(format!("{}#own", links::READING)) { (t!(lang, "own-label-offer")) } }
        } @else {
            form class="form" method="post" action=(links::post_part(&author.handle, id, "labels")) {
                fieldset class="choices" {
                    legend { (t!(lang, "mark-question")) }
                    @for (label, is_on) in labels { (check(&label.label, &label.title, &does_words(lang, label.default), *is_on)) }
                }
                p class="small quiet" { (t!(lang, "own-labels-sentence")) }
                div { (submit(&t!(lang, "mark-set"), Tone::Primary)) }
            }
        }
    };
    Page::new(t!(lang, "mark-title"), Place::Home, body)
}
