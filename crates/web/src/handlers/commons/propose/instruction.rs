//! Decisions that instruct people: money, offices, the network as a whole. Each is one form.

use ledger::ids::{Money, ProposalId};
use ledger::office::Office;
use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Payload, Spend};

use super::{Fields, Wrong, find_member, find_members};
use crate::error::PageError;
use crate::pages::commons::Subject;
use crate::pages::commons::propose::{Edit, Input, InputKind};
use crate::t;
use crate::text::Lang;
use crate::text::number::cents;
use crate::visit::Visit;

/// What is instructed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    Appointment,
    Recall,
    Mandate,
    Spend,
    Stream,
    EndStream,
    Budget,
    Existence,
    AnotherPause,
    Roadmap,
}

impl Instruction {
    /// Every one, in the order in which they are offered.
    pub(super) const ALL: [Self; 10] = [
        Self::Roadmap,
        Self::Appointment,
        Self::Recall,
        Self::Mandate,
        Self::Spend,
        Self::Stream,
        Self::EndStream,
        Self::Budget,
        Self::Existence,
        Self::AnotherPause,
    ];

    /// The permanent word of its payload, which is also its address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Recall => "recall",
            Self::Mandate => "mandate",
            Self::Spend => "spend",
            Self::Stream => "stream",
            Self::EndStream => "end-stream",
            Self::Budget => "budget",
            Self::Existence => "existence",
            Self::AnotherPause => "another-pause",
            Self::Roadmap => "roadmap",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    pub(super) fn subject(self) -> Subject {
        match self {
            Self::Appointment => Subject::Appointment,
            Self::Recall => Subject::Recall,
            Self::Mandate => Subject::Mandate,
            Self::Spend => Subject::Spend,
            Self::Stream | Self::EndStream => Subject::Stream,
            Self::Budget => Subject::Budget,
            Self::Existence => Subject::Existence,
            Self::AnotherPause => Subject::AnotherPause,
            Self::Roadmap => Subject::Roadmap,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Appointment => "propose-appointment",
            Self::Recall => "propose-recall",
            Self::Mandate => "propose-mandate",
            Self::Spend => "propose-spend",
            Self::Stream => "propose-stream",
            Self::EndStream => "propose-end-stream",
            Self::Budget => "propose-budget",
            Self::Existence => "propose-existence",
            Self::AnotherPause => "propose-another-pause",
            Self::Roadmap => "propose-roadmap",
        }
    }

    /// Its form with what was typed.
    pub(super) fn edit(self, lang: Lang, typed: &Fields) -> Edit {
        let input = |name: &str, kind: InputKind| Input {
            name: name.to_owned(),
            label: t!(lang, &format!("propose-field-{name}")).into_owned(),
            kind,
            value: typed.get(name).to_owned(),
        };
        let office = || input("office", choice(lang, "office", &Office::ALL, Office::word));
        let inputs = match self {
            Self::Appointment | Self::Recall => vec![office(), input("member", InputKind::Text)],
            Self::Mandate => vec![
                input("leads", InputKind::Lines),
                input("per-round", InputKind::Money),
                input("rounds", InputKind::Number),
            ],
            Self::EndStream => vec![input("stream", InputKind::Number)],
            Self::Spend | Self::Stream => vec![
                input(
                    "envelope",
                    choice(lang, "envelope", &Envelope::ALL, Envelope::word),
                ),
                input("member", InputKind::Text),
                input("amount", InputKind::Money),
            ],
            Self::Budget => budget_inputs(lang, typed),
            Self::Existence => vec![input(
                "existence",
                choice(lang, "existence", &Existence::ALL, Existence::word),
            )],
            Self::AnotherPause => Vec::new(),
            Self::Roadmap => vec![input(
                "quarter",
                choice(lang, "quarter", &QUARTERS, |word| word),
            )],
        };
        Edit::Instruction {
            title: self.title(),
            inputs,
        }
    }

    /// Reads the form.
    ///
    /// # Errors
    ///
    /// [`PageError::App`] if the database failed.
    pub(super) async fn read(
        self,
        visit: &Visit,
        typed: &Fields,
    ) -> Result<Result<Payload, Wrong>, PageError> {
        Ok(match self {
            Self::Appointment | Self::Recall => {
                let member = find_member(visit, typed.get("member")).await?;
                let office = of_word(&Office::ALL, Office::word, typed.get("office"));
                office.and_then(|office| {
                    let member = member?;
                    Ok(if self == Self::Recall {
                        Payload::Recall { office, member }
                    } else {
                        Payload::Appointment { office, member }
                    })
                })
            }
            Self::Mandate => read_mandate(visit, typed).await?.map(Payload::Mandate),
            Self::EndStream => typed
                .get("stream")
                .parse()
                .map(|it| Payload::EndStream(ProposalId(it)))
                .map_err(|_| ("propose-error-number", String::new())),
            Self::Spend | Self::Stream => {
                let member = find_member(visit, typed.get("member")).await?;
                let envelope = of_word(&Envelope::ALL, Envelope::word, typed.get("envelope"));
                envelope.and_then(|envelope| {
                    let spend = Spend {
                        envelope,
                        beneficiary: Beneficiary::Member(member?),
                        amount: money(typed.get("amount"))?,
                    };
                    Ok(if self == Self::Stream {
                        Payload::Stream(spend)
                    } else {
                        Payload::Spend(spend)
                    })
                })
            }
            Self::Budget => read_budget(typed).map(Payload::Budget),
            Self::Existence => of_word(&Existence::ALL, Existence::word, typed.get("existence"))
                .map(Payload::Existence),
            Self::AnotherPause => Ok(Payload::AnotherPause),
            Self::Roadmap => {
                let quarter = visit.app().roadmaps()?.quarter;
                match of_word(&QUARTERS, |word| word, typed.get("quarter")) {
                    Ok("current") => Ok(Payload::Roadmap(quarter)),
                    Ok(_) => Ok(Payload::Roadmap(quarter.next())),
                    Err(wrong) => Err(wrong),
                }
            }
        })
    }
}

/// The quarters that a roadmap can be made for.
const QUARTERS: [&str; 2] = ["next", "current"];

/// The words of a closed list, to choose one.
fn choice<T: Copy>(lang: Lang, area: &str, all: &[T], word: fn(T) -> &'static str) -> InputKind {
    let named = |it: &T| {
        let word = word(*it);
        (word, t!(lang, &format!("{area}-{word}")).into_owned())
    };
    InputKind::Choice(all.iter().map(named).collect())
}

/// The treasury, and an amount for each envelope; an empty one holds nothing.
fn budget_inputs(lang: Lang, typed: &Fields) -> Vec<Input> {
    let envelope = |it: Envelope| Input {
        name: it.word().to_owned(),
        label: t!(lang, &format!("envelope-{}", it.word())).into_owned(),
        kind: InputKind::MoneyOrNothing,
        value: typed.get(it.word()).to_owned(),
    };
    let treasury = Input {
        name: "treasury".to_owned(),
        label: t!(lang, "propose-field-treasury").into_owned(),
        kind: InputKind::Money,
        value: typed.get("treasury").to_owned(),
    };
    let envelopes = Envelope::ALL.into_iter().map(envelope);
    std::iter::once(treasury).chain(envelopes).collect()
}

fn wrong_number() -> Wrong {
    ("propose-error-money", String::new())
}

fn money(typed: &str) -> Result<Money, Wrong> {
    cents(typed).map(Money).ok_or_else(wrong_number)
}

fn of_word<T: Copy>(all: &[T], word: fn(T) -> &'static str, typed: &str) -> Result<T, Wrong> {
    let found = all.iter().find(|it| word(**it) == typed).copied();
    found.ok_or(("propose-error-choice", String::new()))
}

async fn read_mandate(visit: &Visit, typed: &Fields) -> Result<Result<Mandate, Wrong>, PageError> {
    let leads = find_members(visit, typed.lines("leads")).await?;
    let rounds = typed.get("rounds").parse();
    Ok(leads.and_then(|leads| {
        Ok(Mandate {
            leads,
            per_round: money(typed.get("per-round"))?,
            rounds: rounds.map_err(|_| ("propose-error-number", String::new()))?,
        })
    }))
}

fn read_budget(typed: &Fields) -> Result<Budget, Wrong> {
    let filled = Envelope::ALL
        .into_iter()
        .map(|it| (it, typed.get(it.word())))
        .filter(|(_, typed)| !typed.is_empty());
    Ok(Budget {
        treasury: money(typed.get("treasury"))?,
        envelopes: filled
            .map(|(it, typed)| Ok((it, money(typed)?)))
            .collect::<Result<_, Wrong>>()?,
    })
}
