//! What a payload changes, clause by clause, against the policy it meets.

use std::collections::BTreeMap;

use app::AppError;
use ledger::charter::{Charter, ParameterChange};
use ledger::ids::{MemberNumber, Money};
use ledger::office::Office;
use ledger::operation::Payload;
use ledger::payload::{Beneficiary, Budget, Mandate, Purchase, Spend};
use ledger::policy::{
    DataChange, DataPolicy, FeedChange, FeedPolicy, ModerationChange, ModerationPolicy,
};

use crate::components::person::Face;
use crate::error::PageError;
use crate::links;
use crate::pages::commons::diff::{ClauseChange, lines};
use crate::pages::commons::feed::recipe_lines;
use crate::pages::commons::paths;
use crate::pages::commons::policy::{item_lines, label_lines, rule_lines};
use crate::pages::commons::shares_said;
use crate::pages::commons::simulation::SimulationView;
use crate::t;
use crate::text::Lang;
use crate::text::moment::span;
use crate::text::number::{euro, price};
use crate::text::parameter;
use crate::visit::Visit;

/// The policies that a payload meets.
pub struct Before {
    /// The moderation policy.
    pub moderation: ModerationPolicy,
    /// The data policy.
    pub data: DataPolicy,
    /// The feed policy.
    pub feed: FeedPolicy,
    /// The charter.
    pub charter: Charter,
}

/// Compares a payload with the policies it meets.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn changes(
    visit: &Visit,
    payload: &Payload,
    before: &Before,
) -> Result<Vec<ClauseChange>, PageError> {
    let charter = visit.app().commons().charter.clone();
    let members = people_named(payload, &before.moderation);
    let faces = super::faces(visit, members).await?;
    let mut changes = compare(visit.lang, &charter, payload, before, &faces);
    if let Payload::Spend(spend) | Payload::Stream(spend) = payload
        && let Beneficiary::Outside(payee) = spend.beneficiary
        && let Some(name) = visit.app().find_payee_name(payee).await?
        && let Some(named) = payment_outside(visit.lang, payload, &name)
    {
        changes = vec![named];
    }
    Ok(changes)
}

/// A payment, or one of each round, to somebody outside whose name is known; `None` for any other
/// payload.
pub(crate) fn payment_outside(lang: Lang, payload: &Payload, name: &str) -> Option<ClauseChange> {
    let who = t!(lang, "change-spend-outside-named", name = name);
    match payload {
        Payload::Spend(spend) => Some(payment(lang, spend, &who, "change-spend-line")),
        Payload::Stream(spend) => Some(payment(lang, spend, &who, "change-stream-line")),
        _ => None,
    }
}

/// What a proposal would do, and how long that takes.
pub(crate) struct Effect {
    /// Clause by clause, against the policy in force.
    pub(crate) changes: Vec<ClauseChange>,
    /// Sponsors it will need.
    pub(crate) sponsors_needed: u32,
    /// How long the vote, the challenge and the wait take, in milliseconds.
    pub(crate) lengths_ms: [u64; 3],
    /// How long it stands before the vote at least, in milliseconds.
    pub(crate) stands_ms: u64,
    /// What it would do, run against last month's facts.
    pub(crate) simulation: SimulationView,
}

/// Compares `payload` with the policies in force.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub(crate) async fn effect_of(visit: &Visit, payload: &Payload) -> Result<Effect, PageError> {
    let commons = visit.app().commons();
    let charter = &commons.charter;
    let now_ms = visit.app().record.now_ms().map_err(AppError::from)?;
    let members = visit
        .app()
        .record
        .read(|state| state.count_members(now_ms))
        .map_err(AppError::from)?;
    let before = Before {
        moderation: commons.moderation.clone(),
        data: commons.data.clone(),
        feed: commons.feed.clone(),
        charter: charter.clone(),
    };
    let (_, track) = visit
        .app()
        .record
        .read(|state| ledger::apply::classify(state, now_ms, payload))
        .map_err(AppError::from)?;
    let track = charter.tracks.get(track);
    let ticks = [
        track.voting_ticks,
        track.confirm_ticks,
        track.timelock_ticks,
    ];
    Ok(Effect {
        changes: changes(visit, payload, &before).await?,
        sponsors_needed: charter.sponsors_needed(members),
        lengths_ms: ticks.map(|ticks| charter.ticks_ms(ticks)),
        stands_ms: charter.ticks_ms(track.draft_ticks),
        simulation: super::simulation::of_payload(visit, payload).await?,
    })
}

fn people_named(payload: &Payload, before: &ModerationPolicy) -> Vec<MemberNumber> {
    let changes = match payload {
        Payload::Moderation(changes) => changes,
        Payload::Spend(spend) | Payload::Stream(spend) => {
            return match spend.beneficiary {
                Beneficiary::Member(member) => vec![member],
                Beneficiary::Outside(_) => Vec::new(),
            };
        }
        Payload::Mandate(mandate) => return mandate.leads.clone(),
        Payload::Appointment { member, .. } | Payload::Recall { member, .. } => {
            return vec![*member];
        }
        Payload::Statement
        | Payload::AnotherPause
        | Payload::EndStream(_)
        | Payload::BuyShares(_)
        | Payload::Offer(_)
        | Payload::AmendOffer(_)
        | Payload::Data(_)
        | Payload::Feed(_)
        | Payload::Charter(_)
        | Payload::Existence(_)
        | Payload::Budget(_)
        | Payload::Roadmap(_) => return Vec::new(),
    };
    let new = changes.iter().filter_map(|change| match change {
        ModerationChange::Moderators(members) => Some(members.clone()),
        _ => None,
    });
    new.flatten()
        .chain(before.moderators.value.iter().copied())
        .collect()
}

/// What the commons are to buy.
fn purchase_line(lang: Lang, it: &Purchase) -> ClauseChange {
    let limit = price(lang, it.limit);
    let amount = shares_said(lang, it.amount.0);
    plain(
        t!(lang, "change-buy-shares"),
        &[t!(
            lang,
            "change-buy-shares-line",
            amount = amount,
            limit = limit
        )
        .into_owned()],
    )
}

// long: one arm for each kind of payload
fn compare(
    lang: Lang,
    charter: &Charter,
    payload: &Payload,
    before: &Before,
    faces: &BTreeMap<u32, Face>,
) -> Vec<ClauseChange> {
    match payload {
        Payload::Statement => Vec::new(),
        Payload::Moderation(list) => list
            .iter()
            .map(|change| moderation_change(lang, charter, change, &before.moderation, faces))
            .collect(),
        Payload::Data(list) => list
            .iter()
            .map(|change| data_change(lang, change, &before.data))
            .collect(),
        Payload::Feed(list) => list
            .iter()
            .map(|change| feed_change(lang, change, &before.feed))
            .collect(),
        Payload::Charter(list) => list
            .iter()
            .map(|change| parameter_change(lang, change, &before.charter))
            .collect(),
        Payload::Existence(matter) => vec![plain(
            t!(lang, &format!("existence-{}", matter.word())),
            &[t!(lang, "change-existence-line").into_owned()],
        )],
        Payload::Budget(budget) => budget_lines(lang, budget),
        Payload::Spend(spend) => vec![spend_line(lang, spend, faces, "change-spend-line")],
        Payload::Stream(spend) => vec![spend_line(lang, spend, faces, "change-stream-line")],
        Payload::EndStream(stream) => vec![ClauseChange {
            title: t!(lang, "change-end-stream").into_owned(),
            href: Some(links::decision(stream.0.into())),
            lines: lines(
                &[],
                &[t!(lang, "change-end-stream-line", number = stream.0).into_owned()],
            ),
        }],
        Payload::BuyShares(it) => vec![purchase_line(lang, it)],
        Payload::Offer(terms) => vec![super::investors::offer_change(lang, charter, terms)],
        Payload::AmendOffer(it) => vec![super::investors::amendment_change(lang, charter, it)],
        Payload::Mandate(mandate) => vec![mandate_lines(lang, mandate, faces)],
        Payload::Appointment { office, member } => vec![ClauseChange {
            title: office_name(lang, *office),
            href: None,
            lines: lines(&[], &[handle_of(faces, *member)]),
        }],
        Payload::Recall { office, member } => vec![ClauseChange {
            title: office_name(lang, *office),
            href: None,
            lines: lines(&[handle_of(faces, *member)], &[]),
        }],
        Payload::AnotherPause => vec![plain(
            t!(lang, "subject-another-pause"),
            &[t!(lang, "change-another-pause").into_owned()],
        )],
        Payload::Roadmap(quarter) => vec![plain(
            t!(lang, "subject-roadmap"),
            &[t!(lang, "change-roadmap", quarter = quarter.0 + 1).into_owned()],
        )],
    }
}

fn plain(title: std::borrow::Cow<'static, str>, new: &[String]) -> ClauseChange {
    ClauseChange {
        title: title.into_owned(),
        href: None,
        lines: lines(&[], new),
    }
}

fn handle_of(faces: &BTreeMap<u32, Face>, member: MemberNumber) -> String {
    faces
        .get(&member.0)
        .map_or_else(|| member.0.to_string(), |face| format!("@{}", face.handle))
}

fn office_name(lang: Lang, office: Office) -> String {
    t!(lang, &format!("office-{}", office.word())).into_owned()
}

fn money(lang: Lang, amount: Money) -> String {
    euro(lang, i64::try_from(amount.0).unwrap_or(i64::MAX))
}

/// A number of the charter that changes, as lines to read.
pub fn parameter_change(lang: Lang, change: &ParameterChange, before: &Charter) -> ClauseChange {
    let value = |it: u64| vec![parameter::value(lang, before, change.parameter, it)];
    ClauseChange {
        title: parameter::name(lang, change.parameter),
        href: None,
        lines: lines(&value(change.parameter.get(before)), &value(change.value)),
    }
}

fn budget_lines(lang: Lang, budget: &Budget) -> Vec<ClauseChange> {
    let whole = t!(
        lang,
        "change-treasury-line",
        amount = money(lang, budget.treasury)
    );
    let whole = plain(t!(lang, "change-treasury"), &[whole.into_owned()]);
    let envelopes = budget.envelopes.iter().map(|(envelope, amount)| {
        let title = t!(lang, &format!("envelope-{}", envelope.word()));
        plain(title, &[money(lang, *amount)])
    });
    core::iter::once(whole).chain(envelopes).collect()
}

fn spend_line(lang: Lang, spend: &Spend, faces: &BTreeMap<u32, Face>, key: &str) -> ClauseChange {
    let who = match spend.beneficiary {
        Beneficiary::Member(member) => handle_of(faces, member),
        Beneficiary::Outside(_) => t!(lang, "change-spend-outside").into_owned(),
    };
    payment(lang, spend, &who, key)
}

fn payment(lang: Lang, spend: &Spend, who: &str, key: &str) -> ClauseChange {
    let envelope = t!(lang, &format!("envelope-{}", spend.envelope.word()));
    let line = t!(lang, key, amount = money(lang, spend.amount), who = who);
    plain(
        t!(lang, "change-spend", envelope = envelope),
        &[line.into_owned()],
    )
}

fn mandate_lines(lang: Lang, mandate: &Mandate, faces: &BTreeMap<u32, Face>) -> ClauseChange {
    let leads = mandate.leads.iter().map(|it| handle_of(faces, *it));
    let leads = leads.collect::<Vec<_>>().join(", ");
    let terms = t!(
        lang,
        "change-mandate-terms",
        amount = money(lang, mandate.per_round),
        weeks = mandate.rounds
    );
    plain(
        t!(lang, "change-mandate"),
        &[
            t!(lang, "change-mandate-leads", who = leads).into_owned(),
            terms.into_owned(),
        ],
    )
}

// long: one arm for each kind of change, in the order of the protocol
fn moderation_change(
    lang: Lang,
    charter: &Charter,
    change: &ModerationChange,
    policy: &ModerationPolicy,
    faces: &BTreeMap<u32, Face>,
) -> ClauseChange {
    let one = |text: String| vec![text];
    let hours = |ticks: u32| {
        t!(
            lang,
            "policy-deadline",
            length = span(lang, charter.ticks_ms(ticks))
        )
        .into_owned()
    };
    let juries = |sizes: [u16; 3]| {
        t!(
            lang,
            "policy-juries",
            first = sizes[0],
            second = sizes[1],
            third = sizes[2]
        )
        .into_owned()
    };
    let names = |members: &[MemberNumber]| -> Vec<String> {
        members
            .iter()
            .map(|member| {
                faces
                    .get(&member.0)
                    .map_or_else(|| member.0.to_string(), |face| format!("@{}", face.handle))
            })
            .collect()
    };
    let (title, anchor, old, new) = match change {
        ModerationChange::PutRule(rule) => {
            let old = policy
                .find_rule(&rule.id)
                .map(|clause| rule_lines(lang, &clause.value))
                .unwrap_or_default();
            (
                rule.title.clone(),
                rule.id.clone(),
                old,
                rule_lines(lang, rule),
            )
        }
        ModerationChange::RemoveRule(id) => {
            let clause = policy.find_rule(id);
            let title = clause.map_or_else(|| id.clone(), |clause| clause.value.title.clone());
            (
                title,
                id.clone(),
                clause
                    .map(|clause| rule_lines(lang, &clause.value))
                    .unwrap_or_default(),
                Vec::new(),
            )
        }
        ModerationChange::PutLabel(label) => {
            let old = policy
                .find_label(&label.id)
                .map(|clause| label_lines(lang, &clause.value))
                .unwrap_or_default();
            (
                t!(lang, "step-label", label = label.title.as_str()).into_owned(),
                "labels".to_owned(),
                old,
                label_lines(lang, label),
            )
        }
        ModerationChange::RemoveLabel(id) => {
            let old = policy
                .find_label(id)
                .map(|clause| label_lines(lang, &clause.value))
                .unwrap_or_default();
            (
                t!(lang, "step-label", label = id.as_str()).into_owned(),
                "labels".to_owned(),
                old,
                Vec::new(),
            )
        }
        ModerationChange::ReportThreshold(count) => {
            let words = |count: u16| t!(lang, "policy-threshold", count = count).into_owned();
            (
                t!(lang, "policy-threshold-name").into_owned(),
                "practice".to_owned(),
                one(words(policy.report_threshold.value)),
                one(words(*count)),
            )
        }
        ModerationChange::DeadlineTicks(ticks) => (
            t!(lang, "policy-deadline-name").into_owned(),
            "practice".to_owned(),
            one(hours(policy.deadline_ticks.value)),
            one(hours(*ticks)),
        ),
        ModerationChange::Moderators(members) => (
            t!(lang, "policy-moderators-name").into_owned(),
            "practice".to_owned(),
            names(&policy.moderators.value),
            names(members),
        ),
        ModerationChange::JurySizes(sizes) => (
            t!(lang, "policy-juries-name").into_owned(),
            "practice".to_owned(),
            one(juries(policy.jury_sizes.value)),
            one(juries(*sizes)),
        ),
    };
    ClauseChange {
        title,
        href: Some(format!("{}#{anchor}", paths::MODERATION_POLICY)),
        lines: lines(&old, &new),
    }
}

fn data_change(lang: Lang, change: &DataChange, policy: &DataPolicy) -> ClauseChange {
    let (category, new) = match change {
        DataChange::Put(item) => (item.category, item_lines(lang, item)),
        DataChange::Remove(category) => (*category, Vec::new()),
    };
    let old = policy
        .find(category)
        .map(|clause| item_lines(lang, &clause.value))
        .unwrap_or_default();
    ClauseChange {
        title: t!(lang, &format!("category-{}", category.word())).into_owned(),
        href: Some(format!("{}#{}", paths::DATA_POLICY, category.word())),
        lines: lines(&old, &new),
    }
}

/// Every clause of two versions of the moderation policy that differs, as lines to read.
pub fn between_moderation(
    visit: &Visit,
    old: &ModerationPolicy,
    new: &ModerationPolicy,
    faces: &BTreeMap<u32, Face>,
) -> Vec<ClauseChange> {
    let charter = &visit.app().commons().charter;
    moderation_changes(old, new)
        .iter()
        .map(|change| moderation_change(visit.lang, charter, change, old, faces))
        .collect()
}

/// Every clause of two versions of the moderation policy that differs, as if it had been changed one by one.
pub fn moderation_changes(old: &ModerationPolicy, new: &ModerationPolicy) -> Vec<ModerationChange> {
    let mut list: Vec<ModerationChange> = Vec::new();
    let changed = new.rules.iter().filter(|rule| {
        old.find_rule(&rule.value.id)
            .is_none_or(|before| before.value != rule.value)
    });
    list.extend(changed.map(|rule| ModerationChange::PutRule(rule.value.clone())));
    list.extend(
        old.rules
            .iter()
            .filter(|rule| new.find_rule(&rule.value.id).is_none())
            .map(|rule| ModerationChange::RemoveRule(rule.value.id.clone())),
    );
    let changed = new.labels.iter().filter(|label| {
        old.find_label(&label.value.id)
            .is_none_or(|before| before.value != label.value)
    });
    list.extend(changed.map(|label| ModerationChange::PutLabel(label.value.clone())));
    list.extend(
        old.labels
            .iter()
            .filter(|label| new.find_label(&label.value.id).is_none())
            .map(|label| ModerationChange::RemoveLabel(label.value.id.clone())),
    );
    if old.report_threshold.value != new.report_threshold.value {
        list.push(ModerationChange::ReportThreshold(
            new.report_threshold.value,
        ));
    }
    if old.deadline_ticks.value != new.deadline_ticks.value {
        list.push(ModerationChange::DeadlineTicks(new.deadline_ticks.value));
    }
    if old.moderators.value != new.moderators.value {
        list.push(ModerationChange::Moderators(new.moderators.value.clone()));
    }
    if old.jury_sizes.value != new.jury_sizes.value {
        list.push(ModerationChange::JurySizes(new.jury_sizes.value));
    }
    list
}

/// Every item of two versions of the data policy that differs, as lines to read.
pub fn between_data(lang: Lang, old: &DataPolicy, new: &DataPolicy) -> Vec<ClauseChange> {
    data_changes(old, new)
        .iter()
        .map(|change| data_change(lang, change, old))
        .collect()
}

/// Every item of two versions of the data policy that differs, as if it had been changed one by one.
pub fn data_changes(old: &DataPolicy, new: &DataPolicy) -> Vec<DataChange> {
    let put = new
        .items
        .iter()
        .filter(|item| {
            old.find(item.value.category)
                .is_none_or(|before| before.value != item.value)
        })
        .map(|item| DataChange::Put(item.value.clone()));
    let removed = old
        .items
        .iter()
        .filter(|item| new.find(item.value.category).is_none())
        .map(|item| DataChange::Remove(item.value.category));
    put.chain(removed).collect()
}

fn feed_change(lang: Lang, change: &FeedChange, policy: &FeedPolicy) -> ClauseChange {
    let titled = |id: &String| {
        let found = policy.find(id).map(|it| it.value.title.clone());
        vec![found.unwrap_or_else(|| id.clone())]
    };
    let stands = |id: &String| {
        let found = policy.find(id).map(|it| recipe_lines(lang, &it.value));
        found.unwrap_or_default()
    };
    let (title, anchor, old, new) = match change {
        FeedChange::PutRecipe(recipe) => (
            recipe.title.clone(),
            recipe.id.as_str(),
            stands(&recipe.id),
            recipe_lines(lang, recipe),
        ),
        FeedChange::RemoveRecipe(id) => (titled(id).concat(), id.as_str(), stands(id), Vec::new()),
        FeedChange::Default(id) => (
            t!(lang, "feed-default").into_owned(),
            "default",
            titled(&policy.default.value),
            titled(id),
        ),
    };
    ClauseChange {
        title,
        href: Some(format!("{}#{anchor}", paths::FEED)),
        lines: lines(&old, &new),
    }
}

/// Every clause of two versions of the feed policy that differs, as lines to read.
pub fn between_feed(lang: Lang, old: &FeedPolicy, new: &FeedPolicy) -> Vec<ClauseChange> {
    feed_changes(old, new)
        .iter()
        .map(|change| feed_change(lang, change, old))
        .collect()
}

/// Every clause of two versions of the feed policy that differs, as if it had been changed one by one.
pub fn feed_changes(old: &FeedPolicy, new: &FeedPolicy) -> Vec<FeedChange> {
    let is_new = |id: &str| new.find(id).is_some();
    let put = new
        .recipes
        .iter()
        .filter(|it| {
            old.find(&it.value.id)
                .is_none_or(|before| before.value != it.value)
        })
        .map(|it| FeedChange::PutRecipe(it.value.clone()));
    let removed = old
        .recipes
        .iter()
        .filter(|it| !is_new(&it.value.id))
        .map(|it| FeedChange::RemoveRecipe(it.value.id.clone()));
    let default = (old.default.value != new.default.value)
        .then(|| FeedChange::Default(new.default.value.clone()));
    put.chain(removed).chain(default).collect()
}
