//! The fields of an item of the data policy: to keep less of it, or more of those who say yes.

use ledger::policy::DataItem;
use maud::{Markup, html};

use crate::components::form::{Choice, Field, FieldKind, choices, field};
use crate::pages::commons::policy::terms;
use crate::t;
use crate::text::Lang;

/// Grounds, widest first.
const BASES: [(&str, &str); 3] = [
    ("needed", "basis-needed"),
    ("opt-out", "basis-opt-out"),
    ("opt-in", "basis-opt-in"),
];

/// Who sees it, widest first.
const AUDIENCES: [(&str, &str); 4] = [
    ("everyone", "audience-everyone"),
    ("members", "audience-members"),
    ("offices", "audience-offices"),
    ("oneself", "audience-oneself"),
];

/// An item that is to be kept less of: more needs a decision of another class.
pub(super) fn item_fields(lang: Lang, item: &DataItem, removes: bool) -> Markup {
    let (basis, audience) = (item.basis as usize, item.audience as usize);
    html! {
        input type="hidden" name="category" value=(item.category.word());
        div class="in-place" {
            h2 { (t!(lang, &format!("category-{}", item.category.word()))) }
            label class="choice" { input type="checkbox" name="remove" value="yes" checked[removes]; span { b { (t!(lang, "propose-remove-item")) } small { (t!(lang, "propose-remove-item-note")) } } }
            // What it is kept for is fixed: data kept for something else is another decision.
            div class="field" { b { (t!(lang, "propose-field-purpose")) } p class="serif" { (item.purpose) } }
            input type="hidden" name="purpose" value=(item.purpose);
            (days_field(lang, item))
            (list(lang, "basis", "propose-basis", BASES.get(basis..).unwrap_or_default(), 0))
            (list(lang, "audience", "propose-audience", AUDIENCES.get(audience..).unwrap_or_default(), 0))
            p class="small quiet" { (t!(lang, "propose-less-only")) }
        }
    }
}

/// An item that more is to be kept of: its purpose is written anew, and who does not say yes is out.
pub(super) fn more_fields(lang: Lang, item: &DataItem, now: Option<&DataItem>) -> Markup {
    let (purpose, hint) = (
        t!(lang, "propose-field-purpose"),
        t!(lang, "propose-field-purpose-hint"),
    );
    html! {
        div class="in-place" {
            h2 { (t!(lang, &format!("category-{}", item.category.word()))) }
            p { @match now {
                Some(now) => (t!(lang, "propose-more-now", terms = terms(lang, now))),
                None => (t!(lang, "propose-more-not-now")),
            } }
            (field(&Field { value: &item.purpose, hint: &hint, required: true, length_max: Some(500), kind: FieldKind::Lines(3), ..Field::text("purpose", &purpose) }))
            (days_field(lang, item))
            (list(lang, "audience", "propose-audience", &AUDIENCES, item.audience as usize))
            p { (t!(lang, "propose-more-opt-in")) }
        }
    }
}

fn days_field(lang: Lang, item: &DataItem) -> Markup {
    let (label, hint) = (
        t!(lang, "propose-field-days"),
        t!(lang, "propose-field-days-hint"),
    );
    let days = if item.retention_days == 0 {
        String::new()
    } else {
        item.retention_days.to_string()
    };
    field(&Field {
        value: &days,
        hint: &hint,
        kind: FieldKind::Number,
        ..Field::text("days", &label)
    })
}

fn list(
    lang: Lang,
    name: &str,
    question: &'static str,
    words: &[(&'static str, &'static str)],
    chosen: usize,
) -> Markup {
    let labels: Vec<_> = words.iter().map(|(_, key)| t!(lang, key)).collect();
    let entries: Vec<Choice<'_>> = words
        .iter()
        .zip(&labels)
        .enumerate()
        .map(|(at, ((value, _), label))| Choice {
            value,
            label,
            note: "",
            chosen: at == chosen,
        })
        .collect();
    choices(name, &t!(lang, question), &entries)
}
