//! The clauses of each document, to choose the one that is to change.

use ledger::charter::Parameter;
use ledger::policy::Category;

use super::action;
use crate::layout::{Page, Shell};
use crate::pages::commons::Subject;
use crate::pages::commons::propose::{self, Target};
use crate::text::moment::span;
use crate::text::parameter;
use crate::visit::Visit;
use crate::{links, t};

// long: a list of what can be changed, told once
pub(super) fn moderation(visit: &Visit, shell: &Shell) -> Page {
    let lang = visit.lang;
    let commons = visit.app().commons();
    let policy = &commons.moderation;
    let target = |place: String, title: String, text: String| Target {
        href: action(&format!("moderation/{place}")),
        title,
        text,
    };
    let mut targets: Vec<Target> = Vec::new();
    targets.extend(policy.rules.iter().map(|it| {
        target(
            format!("rule/{}", links::encode(&it.value.id)),
            it.value.title.clone(),
            it.value.text.clone(),
        )
    }));
    targets.extend(policy.labels.iter().map(|it| {
        let title = t!(lang, "step-label", label = it.value.title.as_str()).into_owned();
        target(
            format!("label/{}", links::encode(&it.value.id)),
            title,
            crate::pages::commons::policy::label_default(lang, it.value.default).into_owned(),
        )
    }));
    let practice = [
        (
            "threshold",
            "policy-threshold-name",
            t!(
                lang,
                "policy-threshold",
                count = policy.report_threshold.value
            ),
        ),
        (
            "deadline",
            "policy-deadline-name",
            t!(
                lang,
                "policy-deadline",
                length = span(lang, commons.charter.ticks_ms(policy.deadline_ticks.value))
            ),
        ),
        (
            "moderators",
            "policy-moderators-name",
            t!(
                lang,
                "policy-moderators",
                count = policy.moderators.value.len()
            ),
        ),
        (
            "juries",
            "policy-juries-name",
            t!(
                lang,
                "policy-juries",
                first = policy.jury_sizes.value[0],
                second = policy.jury_sizes.value[1],
                third = policy.jury_sizes.value[2]
            ),
        ),
    ];
    targets.extend(practice.into_iter().map(|(place, name, text)| {
        target(
            place.to_owned(),
            t!(lang, name).into_owned(),
            text.into_owned(),
        )
    }));
    let add = [
        ("propose-add-rule", "moderation/new-rule"),
        ("propose-add-label", "moderation/new-label"),
    ]
    .map(|(key, place)| (t!(lang, key).into_owned(), action(place)));
    propose::choose(shell, Subject::Moderation, &targets, &add)
}

pub(super) fn data(visit: &Visit, shell: &Shell) -> Page {
    let lang = visit.lang;
    let commons = visit.app().commons();
    let free = commons
        .data
        .items
        .iter()
        .filter(|it| !it.value.category.is_needed_to_run());
    let targets: Vec<Target> = free
        .map(|it| {
            let word = it.value.category.word();
            Target {
                href: action(&format!("data/{word}")),
                title: t!(lang, &format!("category-{word}")).into_owned(),
                text: propose::item_target(lang, &it.value),
            }
        })
        .collect();
    let more = (t!(lang, "propose-more").into_owned(), action("data/more"));
    propose::choose(shell, Subject::Data, &targets, &[more])
}

/// Every category that could be kept more of, with what is kept of it now.
pub(super) fn more_data(visit: &Visit, shell: &Shell) -> Page {
    let lang = visit.lang;
    let commons = visit.app().commons();
    let targets: Vec<Target> = Category::ALL
        .into_iter()
        .filter(|it| !it.is_needed_to_run())
        .map(|it| Target {
            href: action(&format!("data/more/{}", it.word())),
            title: t!(lang, &format!("category-{}", it.word())).into_owned(),
            text: match commons.data.find(it) {
                Some(clause) => propose::item_target(lang, &clause.value),
                None => t!(lang, "propose-more-not-now").into_owned(),
            },
        })
        .collect();
    propose::choose(shell, Subject::Data, &targets, &[])
}

/// Every number of the charter that has a use here, with its value and what it does.
pub(super) fn parameter(visit: &Visit, shell: &Shell) -> Page {
    let lang = visit.lang;
    let charter = &visit.app().commons().charter;
    let targets: Vec<Target> = Parameter::all()
        .filter(|it| parameter::is_shown(charter, *it))
        .map(|it| Target {
            href: action(&format!("charter/{}", it.word())),
            title: parameter::name(lang, it),
            text: t!(
                lang,
                "propose-parameter-now",
                meaning = parameter::meaning(lang, it),
                value = parameter::value(lang, charter, it, it.get(charter))
            )
            .into_owned(),
        })
        .collect();
    propose::choose(shell, Subject::Charter, &targets, &[])
}
