//! Proposing: choosing a clause, editing it in place, seeing the difference.
//!
//! One address names one clause. `GET` shows it in a form; `POST` shows what would change, or the form
//! again with what is wrong. Nothing is kept here: the last page carries the payload to be signed.

mod choosing;
mod instruction;
mod recipe;

use std::collections::BTreeSet;

use domain::handle::Handle;
use ledger::Rejection;
use ledger::charter::{Charter, Parameter, ParameterChange};
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use ledger::operation::Payload;
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, Label, LabelDefault, ModerationChange, Rule,
    Step,
};

use self::instruction::Instruction;
use self::recipe::FeedPlace;
use super::changes::{effect_of, payment_outside};
use super::signer;
use crate::api::policy::{AUDIENCES, BASES, LABEL_DEFAULTS, of_word, parse_step, payload_text};
use crate::error::PageError;
use crate::handlers::{Form, Path};
use crate::pages::commons::propose::{self, Edit, EditView, PreviewView};
use crate::pages::commons::{Subject, paths};
use crate::text::moment::span;
use crate::text::refusal::rejection_text;
use crate::text::{Lang, parameter};
use crate::visit::{Html, Visit, answer};
use crate::{markdown, t};

/// What one address proposes to change.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Rule(Option<String>),
    Label(Option<String>),
    Threshold,
    Deadline,
    Juries,
    Moderators,
    Item(Category),
    More(Category),
    Feed(FeedPlace),
    Parameter(Parameter),
    Instruction(Instruction),
    Statement,
}

impl Place {
    fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["statement"] => Some(Self::Statement),
            ["moderation", "new-rule"] => Some(Self::Rule(None)),
            ["moderation", "new-label"] => Some(Self::Label(None)),
            ["moderation", "rule", id] => Some(Self::Rule(Some((*id).to_owned()))),
            ["moderation", "label", id] => Some(Self::Label(Some((*id).to_owned()))),
            ["moderation", "threshold"] => Some(Self::Threshold),
            ["moderation", "deadline"] => Some(Self::Deadline),
            ["moderation", "juries"] => Some(Self::Juries),
            ["moderation", "moderators"] => Some(Self::Moderators),
            ["charter", word] => Parameter::of_word(word).map(Self::Parameter),
            ["data", "more", word] => Category::of_word(word)
                .filter(|it| !it.is_needed_to_run())
                .map(Self::More),
            ["data", word] => Category::of_word(word)
                .filter(|it| !it.is_needed_to_run())
                .map(Self::Item),
            ["feed", rest @ ..] => FeedPlace::parse(rest).map(Self::Feed),
            [word] => Instruction::of_word(word).map(Self::Instruction),
            _ => None,
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::Statement => Subject::Statement,
            Self::Item(_) | Self::More(_) => Subject::Data,
            Self::Feed(_) => Subject::Feed,
            Self::Parameter(_) => Subject::Charter,
            Self::Instruction(it) => it.subject(),
            Self::Rule(_)
            | Self::Label(_)
            | Self::Threshold
            | Self::Deadline
            | Self::Juries
            | Self::Moderators => Subject::Moderation,
        }
    }
}

/// Fields of a form; a name may come more than once.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(it, _)| it == name)
            .map_or("", |(_, value)| value.trim())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(it, _)| it == name)
            .map(|(_, value)| value.trim())
    }

    fn lines(&self, name: &str) -> Vec<String> {
        self.get(name)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn has(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }
}

fn is_member(visit: &Visit) -> bool {
    visit
        .who
        .as_ref()
        .is_some_and(|who| who.standing == Standing::Member)
}

/// `GET /commons/propose`: what would you change?
pub async fn start(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let page = if is_member(&visit) {
        let template = visit.app().commons().charter.template;
        let offered = Instruction::offered(template).iter();
        let words: Vec<_> = offered.map(|it| it.word()).collect();
        propose::start(&shell, template, &words)
    } else {
        propose::not_yet(&shell)
    };
    Ok(answer(&shell, &page))
}

/// `GET /commons/propose/{*place}`: the clauses of a policy, or one of them in its form.
pub async fn show(visit: Visit, Path(place): Path<String>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    if !is_member(&visit) {
        return Ok(answer(&shell, &propose::not_yet(&shell)));
    }
    let page = match place.as_str() {
        "moderation" => choosing::moderation(&visit, &shell),
        "data" => choosing::data(&visit, &shell),
        "data/more" => choosing::more_data(&visit, &shell),
        "feed" => recipe::choose(&visit, &shell),
        "charter" => choosing::parameter(&visit, &shell),
        _ => {
            let parsed = Place::parse(&place).ok_or(PageError::NotFound)?;
            let edit = present(&visit, &parsed).await?;
            let view = EditView {
                action: action(&place),
                subject: parsed.subject(),
                edit,
                title: String::new(),
                reasons: String::new(),
                error: None,
            };
            propose::edit(&shell, &view)
        }
    };
    Ok(answer(&shell, &page))
}

fn action(place: &str) -> String {
    format!("{}/{place}", paths::PROPOSE)
}

/// A parameter in its form, with `typed` as its new value.
fn parameter_edit(lang: Lang, charter: &Charter, it: Parameter, typed: String) -> Edit {
    Edit::Parameter {
        name: parameter::name(lang, it),
        meaning: parameter::meaning(lang, it),
        now: parameter::value(lang, charter, it, it.get(charter)),
        hint: parameter::unit_hint(lang, it),
        typed,
    }
}

/// What stands in the form before anything is changed.
// long: one arm for each place that can be changed
async fn present(visit: &Visit, place: &Place) -> Result<Edit, PageError> {
    let commons = visit.app().commons();
    let policy = &commons.moderation;
    let labels = || policy.labels.iter().map(|it| it.value.id.clone()).collect();
    let empty_rule = || Rule {
        id: String::new(),
        title: String::new(),
        text: String::new(),
        examples: Vec::new(),
        ladder: vec![Step::Warn],
    };
    Ok(match place {
        Place::Statement => Edit::Statement,
        Place::Instruction(it) => it.edit(visit, &Fields(Vec::new())),
        Place::Rule(None) => Edit::Rule {
            rule: empty_rule(),
            is_new: true,
            labels: labels(),
        },
        Place::Rule(Some(id)) => {
            let rule = policy
                .find_rule(id)
                .ok_or(PageError::NotFound)?
                .value
                .clone();
            Edit::Rule {
                rule,
                is_new: false,
                labels: labels(),
            }
        }
        Place::Label(None) => Edit::Label {
            label: Label {
                id: String::new(),
                title: String::new(),
                default: LabelDefault::Show,
            },
            is_new: true,
        },
        Place::Label(Some(id)) => Edit::Label {
            label: policy
                .find_label(id)
                .ok_or(PageError::NotFound)?
                .value
                .clone(),
            is_new: false,
        },
        Place::Parameter(it) => {
            let value = it.get(&commons.charter).to_string();
            parameter_edit(visit.lang, &commons.charter, *it, value)
        }
        Place::Feed(it) => it.present(&commons.feed)?,
        Place::Threshold => Edit::Number {
            name: "threshold",
            value: policy.report_threshold.value.into(),
        },
        Place::Deadline => Edit::Number {
            name: "deadline",
            value: policy.deadline_ticks.value,
        },
        Place::Juries => Edit::Juries(policy.jury_sizes.value),
        Place::Moderators => {
            let people = super::faces(visit, policy.moderators.value.clone()).await?;
            Edit::Moderators(
                people
                    .values()
                    .map(|face| face.handle.clone())
                    .collect::<Vec<_>>()
                    .join("\n"),
            )
        }
        Place::Item(category) => Edit::Item {
            item: commons
                .data
                .find(*category)
                .ok_or(PageError::NotFound)?
                .value
                .clone(),
            removes: false,
        },
        Place::More(category) => {
            let now = commons.data.find(*category).map(|it| it.value.clone());
            let item = now.clone().unwrap_or_else(|| DataItem {
                category: *category,
                purpose: String::new(),
                basis: Basis::OptIn,
                retention_days: 30,
                audience: Audience::Oneself,
            });
            Edit::MoreItem { item, now }
        }
    })
}

/// `POST /commons/propose/{*place}`: what would change, or what is wrong.
pub async fn preview(
    visit: Visit,
    Path(place): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    if !is_member(&visit) {
        return Ok(answer(&shell, &propose::not_yet(&shell)));
    }
    let parsed = Place::parse(&place).ok_or(PageError::NotFound)?;
    let fields = instruction::with_payee_salt(&visit, Fields(sent)).await?;
    let (edit, payload) = read(&visit, &parsed, &fields).await?;
    let wrong = if fields.has("again") {
        Some(None)
    } else {
        fault(&visit, &payload, &fields).map(Some)
    };
    if let Some(error) = wrong {
        let view = EditView {
            action: action(&place),
            subject: parsed.subject(),
            edit,
            title: fields.get("title").to_owned(),
            reasons: fields.get("reasons").to_owned(),
            error,
        };
        return Ok(answer(&shell, &propose::edit(&shell, &view)));
    }
    let payload = payload.map_err(|_| PageError::Unreadable("the proposal"))?;
    let view = previewed(&visit, &place, &parsed, &fields, &payload).await?;
    Ok(answer(&shell, &propose::preview(&shell, &view)))
}

/// Why a form cannot become a proposal yet, in words.
type Wrong = (&'static str, String);

fn fault(visit: &Visit, payload: &Result<Payload, Wrong>, fields: &Fields) -> Option<String> {
    match payload {
        Ok(payload) => fault_of(visit, payload, fields.get("title"), fields.get("reasons")),
        Err((key, handle)) if handle.is_empty() => Some(t!(visit.lang, key).into_owned()),
        Err((key, handle)) => Some(t!(visit.lang, key, handle = handle.as_str()).into_owned()),
    }
}

/// Says in the visitor's words why this would not be accepted as a proposal.
pub(crate) fn fault_of(
    visit: &Visit,
    payload: &Payload,
    title: &str,
    reasons: &str,
) -> Option<String> {
    let words = |key: &'static str| Some(t!(visit.lang, key).into_owned());
    let is_long =
        |text: &str, most: u32| text.chars().count() > usize::try_from(most).unwrap_or(usize::MAX);
    if title.is_empty()
        || reasons.is_empty()
        || is_long(title, propose::TITLE_CHARS_MAX)
        || is_long(reasons, propose::REASONS_CHARS_MAX)
    {
        return words("propose-error-text");
    }
    let app = visit.app();
    let Ok(now_ms) = app.record.now_ms() else {
        return words("error-busy-text");
    };
    let tried = app
        .record
        .read(|state| ledger::apply::check_payload(state, now_ms, payload));
    match tried {
        Ok(Ok(())) => None,
        Ok(Err(Rejection::ChangesNothing | Rejection::ClauseNotFound)) => {
            words("propose-error-nothing")
        }
        Ok(Err(Rejection::UnknownLabel)) => words("propose-error-label"),
        Ok(Err(Rejection::CollectsMore | Rejection::CategoryNeededToRun)) => {
            words("propose-less-only")
        }
        Ok(Err(Rejection::PayloadOutOfBounds)) => words("propose-error-bounds"),
        Ok(Err(rejection)) => Some(rejection_text(visit.lang, rejection)),
        Err(_) => words("error-busy-text"),
    }
}

/// Reads the form: what is to stand in it again, and the payload it makes.
// long: one arm for each place that can be changed
async fn read(
    visit: &Visit,
    place: &Place,
    fields: &Fields,
) -> Result<(Edit, Result<Payload, Wrong>), PageError> {
    let plain = |key: &'static str| -> Wrong { (key, String::new()) };
    let one = |change: ModerationChange| Ok(Payload::Moderation(vec![change]));
    let commons = visit.app().commons();
    let policy = &commons.moderation;
    Ok(match place {
        Place::Statement => (Edit::Statement, Ok(Payload::Statement)),
        Place::Instruction(it) => (it.edit(visit, fields), it.read(visit, fields).await?),
        Place::Parameter(parameter) => {
            let typed = fields.get("value");
            let payload = typed.parse().map_err(|_| plain("propose-error-number"));
            let edit = parameter_edit(visit.lang, &commons.charter, *parameter, typed.to_owned());
            let change = |value| ParameterChange {
                parameter: *parameter,
                value,
            };
            (
                edit,
                payload.map(|value| Payload::Charter(vec![change(value)])),
            )
        }
        Place::Rule(known) => {
            let rule = read_rule(fields, known.as_deref());
            let payload = match known {
                Some(id) if fields.has("remove") => one(ModerationChange::RemoveRule(id.clone())),
                None if policy.find_rule(&rule.id).is_some() || !is_slug(&rule.id) => {
                    Err(plain("propose-error-id"))
                }
                _ if rule.ladder.is_empty() => Err(plain("propose-error-ladder")),
                _ => one(ModerationChange::PutRule(rule.clone())),
            };
            let labels = policy.labels.iter().map(|it| it.value.id.clone()).collect();
            (
                Edit::Rule {
                    rule,
                    is_new: known.is_none(),
                    labels,
                },
                payload,
            )
        }
        Place::Label(known) => {
            let label = read_label(fields, known.as_deref());
            let payload = match known {
                Some(id) if fields.has("remove") => one(ModerationChange::RemoveLabel(id.clone())),
                None if policy.find_label(&label.id).is_some() || !is_slug(&label.id) => {
                    Err(plain("propose-error-id"))
                }
                _ => one(ModerationChange::PutLabel(label.clone())),
            };
            (
                Edit::Label {
                    label,
                    is_new: known.is_none(),
                },
                payload,
            )
        }
        Place::Feed(it) => it.read(&commons.feed, fields),
        Place::Threshold => {
            let value: Option<u16> = fields.get("value").parse().ok();
            let payload = value
                .map(ModerationChange::ReportThreshold)
                .ok_or_else(|| plain("propose-error-number"))
                .and_then(one);
            (
                Edit::Number {
                    name: "threshold",
                    value: value.unwrap_or_default().into(),
                },
                payload,
            )
        }
        Place::Deadline => {
            let value: Option<u32> = fields.get("value").parse().ok();
            let payload = value
                .map(ModerationChange::DeadlineTicks)
                .ok_or_else(|| plain("propose-error-number"))
                .and_then(one);
            (
                Edit::Number {
                    name: "deadline",
                    value: value.unwrap_or_default(),
                },
                payload,
            )
        }
        Place::Juries => {
            let sizes = [1, 2, 3].map(|level| {
                fields
                    .get(&format!("jury_{level}"))
                    .parse::<u16>()
                    .unwrap_or(0)
            });
            (Edit::Juries(sizes), one(ModerationChange::JurySizes(sizes)))
        }
        Place::Moderators => {
            let named = find_members(visit, fields.lines("moderators")).await?;
            let payload = named.map(ModerationChange::Moderators).and_then(one);
            (
                Edit::Moderators(fields.get("moderators").to_owned()),
                payload,
            )
        }
        Place::Item(category) => {
            let item = read_item(fields, *category);
            let change = if fields.has("remove") {
                DataChange::Remove(*category)
            } else {
                DataChange::Put(item.clone())
            };
            (
                Edit::Item {
                    item,
                    removes: fields.has("remove"),
                },
                Ok(Payload::Data(vec![change])),
            )
        }
        Place::More(category) => {
            // Who did not say yes is never part of it, whatever was sent.
            let item = DataItem {
                basis: Basis::OptIn,
                ..read_item(fields, *category)
            };
            let now = commons.data.find(*category).map(|it| it.value.clone());
            let payload = if commons.data.covers_item(&item) {
                Err(plain("propose-more-is-not"))
            } else {
                Ok(Payload::Data(vec![DataChange::Put(item.clone())]))
            };
            (Edit::MoreItem { item, now }, payload)
        }
    })
}

fn is_slug(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn read_rule(fields: &Fields, known: Option<&str>) -> Rule {
    Rule {
        id: known.unwrap_or_else(|| fields.get("id")).to_owned(),
        title: fields.get("rule_title").to_owned(),
        text: fields.get("text").to_owned(),
        examples: fields.lines("examples"),
        ladder: fields.all("step").filter_map(parse_step).collect(),
    }
}

fn read_label(fields: &Fields, known: Option<&str>) -> Label {
    Label {
        id: known.unwrap_or_else(|| fields.get("id")).to_owned(),
        title: fields.get("label_title").to_owned(),
        default: of_word(&LABEL_DEFAULTS, fields.get("default")).unwrap_or(LabelDefault::Show),
    }
}

fn read_item(fields: &Fields, category: Category) -> DataItem {
    DataItem {
        category,
        purpose: fields.get("purpose").to_owned(),
        basis: of_word(&BASES, fields.get("basis")).unwrap_or(Basis::OptIn),
        retention_days: fields.get("days").parse().unwrap_or(0),
        audience: of_word(&AUDIENCES, fields.get("audience")).unwrap_or(Audience::Oneself),
    }
}

/// Finds the member of a handle, with or without its sign.
async fn find_member(visit: &Visit, typed: &str) -> Result<Result<MemberNumber, Wrong>, PageError> {
    let handle = typed.trim_start_matches('@');
    let found = match Handle::parse(handle) {
        Ok(handle) => {
            let mut reader = visit.app().store.read().await?;
            reader.find_number_of_handle(&handle).await?
        }
        Err(_) => None,
    };
    Ok(found.ok_or_else(|| ("propose-error-handle", handle.to_owned())))
}

/// Reads handles, one a line, into member numbers, ascending and each once.
async fn find_members(
    visit: &Visit,
    lines: Vec<String>,
) -> Result<Result<Vec<MemberNumber>, Wrong>, PageError> {
    let mut members = BTreeSet::new();
    for typed in lines {
        match find_member(visit, &typed).await? {
            Ok(member) => members.insert(member),
            Err(wrong) => return Ok(Err(wrong)),
        };
    }
    Ok(Ok(members.into_iter().collect()))
}

async fn previewed(
    visit: &Visit,
    place: &str,
    parsed: &Place,
    fields: &Fields,
    payload: &Payload,
) -> Result<PreviewView, PageError> {
    let mut effect = effect_of(visit, payload).await?;
    let payee = instruction::payee(fields);
    let named = payee
        .as_ref()
        .and_then(|payee| payment_outside(visit.lang, payload, &payee.name));
    if let Some(named) = named {
        effect.changes = vec![named];
    }
    Ok(PreviewView {
        payee: payee.map(|it| (it.name, it.salt)),
        subject: parsed.subject(),
        title: fields.get("title").to_owned(),
        reasons: fields.get("reasons").to_owned(),
        reasons_shown: maud::Render::render(&markdown::render(fields.get("reasons"))),
        changes: effect.changes,
        simulation: effect.simulation,
        payload: payload_text(payload),
        sponsors_needed: effect.sponsors_needed.into(),
        lengths: effect
            .lengths_ms
            .map(|length_ms| span(visit.lang, length_ms)),
        back: fields
            .0
            .iter()
            .filter(|(name, _)| name != "again")
            .cloned()
            .collect(),
        action: action(place),
        signer: signer(visit).await?,
        offer: super::deliberation::offer(visit, payload).await?,
    })
}
