//! Payloads of the charter, of money and of offices in JSON. Amounts of 64 bits are texts, since
//! not every reader of JSON can hold them as numbers.

use ledger::charter::{Parameter, ParameterChange};
use ledger::ids::{Digest, MemberNumber, Money};
use ledger::office::Office;
use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Spend};
use serde::{Deserialize, Serialize};

/// A parameter with its new value.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ParameterChangeJson {
    /// Its word: `veto`, `policy.voting-ticks`, `ownership.stewards`.
    parameter: String,
    /// The value in its unit, as a decimal text.
    value: String,
}

/// The budget of a year.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BudgetJson {
    /// What the commons own, in minor units, as a decimal text.
    treasury: String,
    /// How much each envelope holds.
    envelopes: Vec<EnvelopeJson>,
}

/// An envelope with what it holds.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EnvelopeJson {
    /// Such as `grants`.
    envelope: String,
    /// In minor units, as a decimal text.
    amount: String,
}

/// A payment.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SpendJson {
    /// Such as `grants`.
    envelope: String,
    /// The member who is paid, by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<u32>,
    /// Or somebody outside: SHA-256 of salt and name, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    outside: Option<String>,
    /// In minor units, as a decimal text.
    amount: String,
}

/// A mandate.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MandateJson {
    /// Numbers of those who lead, ascending.
    leads: Vec<u32>,
    /// Money for each round, in minor units.
    per_round: u64,
    /// For how many rounds.
    rounds: u32,
}

/// Somebody and an office.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeatJson {
    /// `team`, `guardian`, `trustee` or `validator`.
    office: String,
    /// The member's number.
    member: u32,
}

fn money(text: &str) -> Option<Money> {
    text.parse().ok().map(Money)
}

fn envelope(word: &str) -> Option<Envelope> {
    Envelope::ALL.into_iter().find(|it| it.word() == word)
}

/// Reads a question of existence.
pub fn parse_existence(word: &str) -> Option<Existence> {
    Existence::ALL.into_iter().find(|it| it.word() == word)
}

impl From<&ParameterChange> for ParameterChangeJson {
    fn from(change: &ParameterChange) -> Self {
        Self {
            parameter: change.parameter.word(),
            value: change.value.to_string(),
        }
    }
}

impl ParameterChangeJson {
    /// Reads the change; nothing if a word is none.
    pub fn parse(&self) -> Option<ParameterChange> {
        Some(ParameterChange {
            parameter: Parameter::of_word(&self.parameter)?,
            value: self.value.parse().ok()?,
        })
    }
}

impl From<&Budget> for BudgetJson {
    fn from(budget: &Budget) -> Self {
        let one = |(envelope, amount): &(Envelope, Money)| EnvelopeJson {
            envelope: envelope.word().to_owned(),
            amount: amount.to_string(),
        };
        Self {
            treasury: budget.treasury.to_string(),
            envelopes: budget.envelopes.iter().map(one).collect(),
        }
    }
}

impl BudgetJson {
    /// Reads the budget; nothing if a word or a number is none.
    pub fn parse(&self) -> Option<Budget> {
        let one = |it: &EnvelopeJson| Some((envelope(&it.envelope)?, money(&it.amount)?));
        Some(Budget {
            treasury: money(&self.treasury)?,
            envelopes: self.envelopes.iter().map(one).collect::<Option<_>>()?,
        })
    }
}

impl From<&Spend> for SpendJson {
    fn from(spend: &Spend) -> Self {
        let (member, outside) = match spend.beneficiary {
            Beneficiary::Member(member) => (Some(member.0), None),
            Beneficiary::Outside(digest) => (None, Some(digest.to_string())),
        };
        Self {
            envelope: spend.envelope.word().to_owned(),
            member,
            outside,
            amount: spend.amount.to_string(),
        }
    }
}

impl SpendJson {
    /// Reads the payment; nothing if a word or a number is none, or not exactly one is paid.
    pub fn parse(&self) -> Option<Spend> {
        let beneficiary = match (self.member, &self.outside) {
            (Some(member), None) => Beneficiary::Member(MemberNumber(member)),
            (None, Some(digest)) => {
                let bytes = hex::decode(digest).ok()?;
                Beneficiary::Outside(Digest(bytes.try_into().ok()?))
            }
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(Spend {
            envelope: envelope(&self.envelope)?,
            beneficiary,
            amount: money(&self.amount)?,
        })
    }
}

impl From<&Mandate> for MandateJson {
    fn from(mandate: &Mandate) -> Self {
        Self {
            leads: mandate.leads.iter().map(|it| it.0).collect(),
            per_round: mandate.per_round.0,
            rounds: mandate.rounds,
        }
    }
}

impl MandateJson {
    /// Reads the mandate.
    pub fn parse(&self) -> Mandate {
        Mandate {
            leads: self.leads.iter().copied().map(MemberNumber).collect(),
            per_round: Money(self.per_round),
            rounds: self.rounds,
        }
    }
}

impl SeatJson {
    /// Writes somebody and an office.
    pub fn of(office: Office, member: MemberNumber) -> Self {
        Self {
            office: office.word().to_owned(),
            member: member.0,
        }
    }

    /// Reads them; nothing if there is no such office.
    pub fn parse(&self) -> Option<(Office, MemberNumber)> {
        let office = Office::ALL
            .into_iter()
            .find(|it| it.word() == self.office)?;
        Some((office, MemberNumber(self.member)))
    }
}
