//! Policies and payloads in JSON: the same words as on the pages, `{"kind": …}` for each change.

use ledger::ids::{MemberNumber, ProposalId, Quarter};
use ledger::operation::Payload;
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, Label, LabelDefault, ModerationChange, Rule,
    Step,
};
use serde::{Deserialize, Serialize};

use super::auction::PurchaseJson;
use super::feed::FeedChangeJson;
use super::investing::{AmendmentJson, OfferTermsJson};
use super::payload::{self, BudgetJson, MandateJson, ParameterChangeJson, SeatJson, SpendJson};
use crate::error::PageError;

/// What a proposal changes.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", content = "changes", rename_all = "lowercase")]
pub enum PayloadJson {
    /// Nothing.
    Statement,
    /// Clauses of the moderation policy.
    Moderation(Vec<ModerationChangeJson>),
    /// Items of the data policy.
    Data(Vec<DataChangeJson>),
    /// Parameters of the charter.
    Charter(Vec<ParameterChangeJson>),
    /// A question of existence: `sale`, `merger`, `dissolution`, `hand-over-name`,
    /// `hand-over-data` or `hand-over-code`.
    Existence(String),
    /// The budget of the year.
    Budget(BudgetJson),
    /// A payment.
    Spend(SpendJson),
    /// So much each round, until it is ended.
    Stream(SpendJson),
    /// Ends the stream that this decision began.
    #[serde(rename = "end-stream")]
    EndStream(u32),
    /// The commons buy shares in the next auction and take them back.
    #[serde(rename = "buy-shares")]
    BuyShares(PurchaseJson),
    /// Units for investors, with their terms.
    Offer(OfferTermsJson),
    /// Other rights for units that were issued.
    #[serde(rename = "amend-offer")]
    AmendOffer(AmendmentJson),
    /// The core team's mandate.
    Mandate(MandateJson),
    /// Somebody takes an office.
    Appointment(SeatJson),
    /// Somebody is sent from an office.
    Recall(SeatJson),
    /// The guardians may pause once more.
    #[serde(rename = "another-pause")]
    AnotherPause,
    /// The ranked roadmap of a quarter, by its number from 0.
    Roadmap(u32),
    /// Clauses of the feed policy.
    Feed(Vec<FeedChangeJson>),
}

/// A change of the moderation policy.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum ModerationChangeJson {
    /// Add or replace a rule.
    PutRule(RuleJson),
    /// Remove the rule of this id.
    RemoveRule(String),
    /// Add or replace a label.
    PutLabel(LabelJson),
    /// Remove the label of this id.
    RemoveLabel(String),
    /// Reporters that limit reach.
    ReportThreshold(u16),
    /// Ticks to answer a report.
    DeadlineTicks(u32),
    /// Member numbers of those who may act.
    Moderators(Vec<u32>),
    /// Jurors at levels 1, 2 and 3.
    JurySizes([u16; 3]),
}

/// A rule.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RuleJson {
    id: String,
    title: String,
    text: String,
    examples: Vec<String>,
    /// `warn`, `limit-reach`, `remove`, `expel`, `label:<id>` or `suspend:<days>`.
    ladder: Vec<String>,
}

/// A label.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LabelJson {
    id: String,
    title: String,
    /// `show`, `cover` or `hide`.
    default: String,
}

/// A change of the data policy.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum DataChangeJson {
    /// Permit, or replace.
    Put(DataItemJson),
    /// No longer permit the category.
    Remove(String),
}

/// An item of the data policy.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DataItemJson {
    category: String,
    purpose: String,
    /// `needed`, `opt-out` or `opt-in`.
    basis: String,
    /// 0: as long as the account.
    retention_days: u16,
    /// `everyone`, `members`, `offices` or `oneself`.
    audience: String,
}

/// Writes a step as one word.
pub fn step_word(step: &Step) -> String {
    match step {
        Step::Label(id) => format!("label:{id}"),
        Step::Warn => "warn".to_owned(),
        Step::LimitReach => "limit-reach".to_owned(),
        Step::Remove => "remove".to_owned(),
        Step::Suspend(days) => format!("suspend:{days}"),
        Step::Expel => "expel".to_owned(),
    }
}

/// Reads what [`step_word`] writes.
pub fn parse_step(word: &str) -> Option<Step> {
    match word.split_once(':') {
        Some(("label", id)) => Some(Step::Label(id.to_owned())),
        Some(("suspend", days)) => days.parse().ok().map(Step::Suspend),
        Some(_) => None,
        None => match word {
            "warn" => Some(Step::Warn),
            "limit-reach" => Some(Step::LimitReach),
            "remove" => Some(Step::Remove),
            "expel" => Some(Step::Expel),
            _ => None,
        },
    }
}

/// Words of the three defaults of a label.
pub const LABEL_DEFAULTS: [(&str, LabelDefault); 3] = [
    ("show", LabelDefault::Show),
    ("cover", LabelDefault::Cover),
    ("hide", LabelDefault::Hide),
];
/// Words of the grounds.
pub const BASES: [(&str, Basis); 3] = [
    ("needed", Basis::Needed),
    ("opt-out", Basis::OptOut),
    ("opt-in", Basis::OptIn),
];
/// Words of the audiences.
pub const AUDIENCES: [(&str, Audience); 4] = [
    ("everyone", Audience::Everyone),
    ("members", Audience::Members),
    ("offices", Audience::Offices),
    ("oneself", Audience::Oneself),
];

/// Finds the value of a word.
pub fn of_word<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words
        .iter()
        .find(|(it, _)| *it == word)
        .map(|(_, value)| *value)
}

/// Finds the word of a value.
pub fn word_of<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> String {
    words
        .iter()
        .find(|(_, it)| it == value)
        .map_or("", |(word, _)| word)
        .to_owned()
}

impl From<&Rule> for RuleJson {
    fn from(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            text: rule.text.clone(),
            examples: rule.examples.clone(),
            ladder: rule.ladder.iter().map(step_word).collect(),
        }
    }
}

impl From<&DataItem> for DataItemJson {
    fn from(item: &DataItem) -> Self {
        Self {
            category: item.category.word().to_owned(),
            purpose: item.purpose.clone(),
            basis: word_of(&BASES, &item.basis),
            retention_days: item.retention_days,
            audience: word_of(&AUDIENCES, &item.audience),
        }
    }
}

impl From<&Label> for LabelJson {
    fn from(label: &Label) -> Self {
        Self {
            id: label.id.clone(),
            title: label.title.clone(),
            default: word_of(&LABEL_DEFAULTS, &label.default),
        }
    }
}

impl From<&DataChange> for DataChangeJson {
    fn from(change: &DataChange) -> Self {
        match change {
            DataChange::Put(item) => Self::Put(item.into()),
            DataChange::Remove(category) => Self::Remove(category.word().to_owned()),
        }
    }
}

impl From<&ModerationChange> for ModerationChangeJson {
    fn from(change: &ModerationChange) -> Self {
        match change {
            ModerationChange::PutRule(rule) => Self::PutRule(rule.into()),
            ModerationChange::RemoveRule(id) => Self::RemoveRule(id.clone()),
            ModerationChange::PutLabel(label) => Self::PutLabel(label.into()),
            ModerationChange::RemoveLabel(id) => Self::RemoveLabel(id.clone()),
            ModerationChange::ReportThreshold(count) => Self::ReportThreshold(*count),
            ModerationChange::DeadlineTicks(ticks) => Self::DeadlineTicks(*ticks),
            ModerationChange::Moderators(members) => {
                Self::Moderators(members.iter().map(|member| member.0).collect())
            }
            ModerationChange::JurySizes(sizes) => Self::JurySizes(*sizes),
        }
    }
}

impl From<&Payload> for PayloadJson {
    fn from(payload: &Payload) -> Self {
        match payload {
            Payload::Statement => Self::Statement,
            Payload::Moderation(changes) => {
                Self::Moderation(changes.iter().map(Into::into).collect())
            }
            Payload::Data(changes) => Self::Data(changes.iter().map(Into::into).collect()),
            Payload::Charter(changes) => Self::Charter(changes.iter().map(Into::into).collect()),
            Payload::Existence(matter) => Self::Existence(matter.word().to_owned()),
            Payload::Budget(budget) => Self::Budget(budget.into()),
            Payload::Spend(spend) => Self::Spend(spend.into()),
            Payload::Stream(spend) => Self::Stream(spend.into()),
            Payload::EndStream(stream) => Self::EndStream(stream.0),
            Payload::BuyShares(it) => Self::BuyShares(it.into()),
            Payload::Offer(it) => Self::Offer(it.into()),
            Payload::AmendOffer(it) => Self::AmendOffer(it.into()),
            Payload::Mandate(mandate) => Self::Mandate(mandate.into()),
            Payload::Appointment { office, member } => {
                Self::Appointment(SeatJson::of(*office, *member))
            }
            Payload::Recall { office, member } => Self::Recall(SeatJson::of(*office, *member)),
            Payload::AnotherPause => Self::AnotherPause,
            Payload::Roadmap(quarter) => Self::Roadmap(quarter.0),
            Payload::Feed(changes) => Self::Feed(changes.iter().map(Into::into).collect()),
        }
    }
}

impl RuleJson {
    fn parse(self) -> Option<Rule> {
        let ladder = self
            .ladder
            .iter()
            .map(|word| parse_step(word))
            .collect::<Option<_>>()?;
        Some(Rule {
            id: self.id,
            title: self.title,
            text: self.text,
            examples: self.examples,
            ladder,
        })
    }
}

impl ModerationChangeJson {
    fn parse(self) -> Option<ModerationChange> {
        Some(match self {
            Self::PutRule(rule) => ModerationChange::PutRule(rule.parse()?),
            Self::RemoveRule(id) => ModerationChange::RemoveRule(id),
            Self::PutLabel(label) => {
                let default = of_word(&LABEL_DEFAULTS, &label.default)?;
                ModerationChange::PutLabel(Label {
                    id: label.id,
                    title: label.title,
                    default,
                })
            }
            Self::RemoveLabel(id) => ModerationChange::RemoveLabel(id),
            Self::ReportThreshold(count) => ModerationChange::ReportThreshold(count),
            Self::DeadlineTicks(ticks) => ModerationChange::DeadlineTicks(ticks),
            Self::Moderators(members) => {
                ModerationChange::Moderators(members.into_iter().map(MemberNumber).collect())
            }
            Self::JurySizes(sizes) => ModerationChange::JurySizes(sizes),
        })
    }
}

impl DataChangeJson {
    fn parse(self) -> Option<DataChange> {
        Some(match self {
            Self::Remove(word) => DataChange::Remove(Category::of_word(&word)?),
            Self::Put(item) => DataChange::Put(DataItem {
                category: Category::of_word(&item.category)?,
                purpose: item.purpose,
                basis: of_word(&BASES, &item.basis)?,
                retention_days: item.retention_days,
                audience: of_word(&AUDIENCES, &item.audience)?,
            }),
        })
    }
}

impl PayloadJson {
    /// Reads what it says; nothing if a word is none.
    pub fn parse(self) -> Option<Payload> {
        match self {
            Self::Statement => Some(Payload::Statement),
            Self::Moderation(changes) => changes
                .into_iter()
                .map(ModerationChangeJson::parse)
                .collect::<Option<_>>()
                .map(Payload::Moderation),
            Self::Data(changes) => changes
                .into_iter()
                .map(DataChangeJson::parse)
                .collect::<Option<_>>()
                .map(Payload::Data),
            Self::Charter(changes) => changes
                .iter()
                .map(ParameterChangeJson::parse)
                .collect::<Option<_>>()
                .map(Payload::Charter),
            Self::Existence(word) => payload::parse_existence(&word).map(Payload::Existence),
            Self::Budget(budget) => budget.parse().map(Payload::Budget),
            Self::Spend(spend) => spend.parse().map(Payload::Spend),
            Self::Stream(spend) => spend.parse().map(Payload::Stream),
            Self::EndStream(stream) => Some(Payload::EndStream(ProposalId(stream))),
            Self::BuyShares(it) => it.parse().map(Payload::BuyShares),
            Self::Offer(it) => it.parse().map(Payload::Offer),
            Self::AmendOffer(it) => Some(Payload::AmendOffer(it.parse())),
            Self::Mandate(mandate) => Some(Payload::Mandate(mandate.parse())),
            Self::Appointment(seat) => seat
                .parse()
                .map(|(office, member)| Payload::Appointment { office, member }),
            Self::Recall(seat) => seat
                .parse()
                .map(|(office, member)| Payload::Recall { office, member }),
            Self::AnotherPause => Some(Payload::AnotherPause),
            Self::Roadmap(quarter) => Some(Payload::Roadmap(Quarter(quarter))),
            Self::Feed(changes) => changes
                .into_iter()
                .map(FeedChangeJson::parse)
                .collect::<Option<_>>()
                .map(Payload::Feed),
        }
    }
}

/// Reads a payload from its JSON text.
///
/// # Errors
///
/// [`PageError::Unreadable`].
pub fn parse_payload(text: &str) -> Result<Payload, PageError> {
    let json: Option<PayloadJson> = serde_json::from_str(text).ok();
    json.and_then(PayloadJson::parse)
        .ok_or(PageError::Unreadable("the payload of a proposal"))
}

/// Writes a payload as its JSON text.
pub fn payload_text(payload: &Payload) -> String {
    serde_json::to_string(&PayloadJson::from(payload)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::charter::{Parameter, ParameterChange};
    use ledger::ids::Money;
    use ledger::office::Office;
    use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Spend};

    // long: one payload of every kind
    fn unit_rights() -> ledger::investing::UnitRights {
        ledger::investing::UnitRights {
            return_cap: ledger::ids::BasisPoints(30_000),
            surplus_share: ledger::ids::BasisPoints(1_500),
            redeem_rounds: 104,
            redeem_price: ledger::ids::BasisPoints(10_000),
        }
    }

    // long: one payload of each kind
    #[test]
    fn a_payload_returns_from_its_json() {
        let rule = Rule {
            id: "honest-pictures".into(),
            title: "Honest pictures".into(),
            text: "Say what is made by a machine.".into(),
            examples: vec!["A face that nobody has.".into()],
            ladder: vec![
                Step::Label("machine-made".into()),
                Step::Warn,
                Step::Suspend(7),
                Step::Expel,
            ],
        };
        let item = DataItem {
            category: Category::Bookmarks,
            purpose: "To find it again.".into(),
            basis: Basis::OptIn,
            retention_days: 30,
            audience: Audience::Oneself,
        };
        for payload in [
            Payload::Statement,
            Payload::Moderation(vec![
                ModerationChange::PutRule(rule),
                ModerationChange::RemoveRule("spam".into()),
                ModerationChange::PutLabel(Label {
                    id: "nude".into(),
                    title: "Nude".into(),
                    default: LabelDefault::Cover,
                }),
                ModerationChange::ReportThreshold(3),
                ModerationChange::Moderators(vec![MemberNumber(1)]),
                ModerationChange::JurySizes([7, 21, 41]),
            ]),
            Payload::Data(vec![
                DataChange::Put(item),
                DataChange::Remove(Category::Drafts),
            ]),
            Payload::Charter(vec![ParameterChange {
                parameter: Parameter::of_word("small-spend.support-to").expect("a parameter"),
                value: u64::MAX,
            }]),
            Payload::Existence(Existence::HandOverCode),
            Payload::Budget(Budget {
                treasury: Money(u64::MAX),
                envelopes: vec![(Envelope::Grants, Money(5))],
            }),
            Payload::Spend(Spend {
                envelope: Envelope::Team,
                beneficiary: Beneficiary::Member(MemberNumber(4)),
                amount: Money(12),
            }),
            Payload::Spend(Spend {
                envelope: Envelope::Team,
                beneficiary: Beneficiary::Outside(ledger::ids::Digest([7; 32])),
                amount: Money(12),
            }),
            Payload::Stream(Spend {
                envelope: Envelope::Operations,
                beneficiary: Beneficiary::Member(MemberNumber(4)),
                amount: Money(12),
            }),
            Payload::EndStream(ProposalId(3)),
            Payload::BuyShares(ledger::payload::Purchase {
                limit: ledger::ids::Price(120),
                amount: ledger::ids::MicroShares(2_000_000),
            }),
            Payload::Offer(ledger::investing::OfferTerms {
                price: Money(1_000),
                units: ledger::investing::Units(u64::MAX),
                least: ledger::investing::Units(5),
                ticks: 336,
                rights: unit_rights(),
            }),
            Payload::AmendOffer(ledger::investing::Amendment {
                offer: ProposalId(3),
                rights: unit_rights(),
            }),
            Payload::Mandate(Mandate {
                leads: vec![MemberNumber(2), MemberNumber(3)],
                per_round: Money(9),
                rounds: 52,
            }),
            Payload::Appointment {
                office: Office::Guardian,
                member: MemberNumber(8),
            },
            Payload::Recall {
                office: Office::Validator,
                member: MemberNumber(8),
            },
            Payload::AnotherPause,
            Payload::Roadmap(Quarter(4)),
            Payload::Feed(domain::founding::first_feed(
                domain::profile::Language::Dutch,
            )),
            Payload::Feed(vec![
                ledger::policy::FeedChange::RemoveRecipe("talk".into()),
                ledger::policy::FeedChange::Default("newest".into()),
            ]),
        ] {
            assert_eq!(
                parse_payload(&payload_text(&payload)).expect("readable"),
                payload
            );
        }
    }

    #[test]
    fn what_is_no_payload_is_unreadable() {
        for text in [
            "",
            "{}",
            r#"{"kind":"money"}"#,
            r#"{"kind":"data","changes":[{"kind":"remove","value":"shoes"}]}"#,
        ] {
            assert!(parse_payload(text).is_err(), "{text}");
        }
    }
}
