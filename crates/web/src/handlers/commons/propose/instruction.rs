//! Decisions that instruct people: money, offices, the network as a whole. Each is one form.

use app::companion::Payee;
use ledger::charter::Template;
use ledger::ids::{BasisPoints, MicroShares, Money, ProposalId};
use ledger::investing::{Amendment, OfferTerms, UnitRights, Units};
use ledger::market::trading::Opened;
use ledger::office::Office;
use ledger::payload::{
    Beneficiary, Budget, Envelope, Existence, Mandate, Payload, Purchase, Spend,
};

use super::{Fields, Wrong, find_member, find_members};
use crate::error::PageError;
use crate::pages::commons::Subject;
use crate::pages::commons::propose::{Edit, Input, InputKind};
use crate::t;
use crate::text::Lang;
use crate::text::number::{cents, micro_shares, price_typed};
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
    BuyShares,
    Offer,
    AmendOffer,
    Budget,
    Existence,
    AnotherPause,
    Roadmap,
}

impl Instruction {
    /// Every one, in the order in which they are offered.
    pub(super) const ALL: [Self; 13] = [
        Self::Roadmap,
        Self::Appointment,
        Self::Recall,
        Self::Mandate,
        Self::Spend,
        Self::Stream,
        Self::EndStream,
        Self::BuyShares,
        Self::Offer,
        Self::AmendOffer,
        Self::Budget,
        Self::Existence,
        Self::AnotherPause,
    ];

    /// Those that a circle of friends is offered, in the same order. It has no team, and no guardians
    /// who pause; their forms are there for whoever looks for them.
    const OF_A_CIRCLE: [Self; 6] = [
        Self::Roadmap,
        Self::Budget,
        Self::Spend,
        Self::Appointment,
        Self::Recall,
        Self::Existence,
    ];

    /// Those that a network founded by `template` is offered.
    pub(super) fn offered(template: Template) -> &'static [Self] {
        match template {
            Template::Circle => &Self::OF_A_CIRCLE,
            Template::Cooperative | Template::Network => &Self::ALL,
        }
    }

    /// The permanent word of its payload, which is also its address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Recall => "recall",
            Self::Mandate => "mandate",
            Self::Spend => "spend",
            Self::Stream => "stream",
            Self::EndStream => "end-stream",
            Self::BuyShares => "buy-shares",
            Self::Offer => "offer",
            Self::AmendOffer => "amend-offer",
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
            Self::BuyShares => Subject::BuyShares,
            Self::Offer | Self::AmendOffer => Subject::Offer,
            Self::Budget => Subject::Budget,
            Self::Existence => Subject::Existence,
            Self::AnotherPause => Subject::AnotherPause,
            Self::Roadmap => Subject::Roadmap,
        }
    }

    fn title(self, template: Template) -> &'static str {
        match self {
            Self::Appointment if template == Template::Circle => "propose-circle-appointment",
            Self::Recall if template == Template::Circle => "propose-circle-recall",
            Self::Spend if template == Template::Circle => "propose-circle-spend",
            Self::Budget if template == Template::Circle => "propose-circle-budget",
            Self::Existence if template == Template::Circle => "propose-circle-existence",
            Self::Roadmap if template == Template::Circle => "propose-circle-roadmap",
            Self::Appointment => "propose-appointment",
            Self::Recall => "propose-recall",
            Self::Mandate => "propose-mandate",
            Self::Spend => "propose-spend",
            Self::Stream => "propose-stream",
            Self::EndStream => "propose-end-stream",
            Self::BuyShares => "propose-buy-shares",
            Self::Offer => "propose-offer",
            Self::AmendOffer => "propose-amend-offer",
            Self::Budget => "propose-budget",
            Self::Existence => "propose-existence",
            Self::AnotherPause => "propose-another-pause",
            Self::Roadmap => "propose-roadmap",
        }
    }

    /// Its form with what was typed.
    pub(super) fn edit(self, visit: &Visit, typed: &Fields) -> Edit {
        let (lang, template) = (visit.lang, visit.app().commons().charter.template);
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
            Self::BuyShares => vec![
                input("shares", InputKind::Number),
                input("limit", InputKind::Money),
            ],
            Self::Offer => vec![
                input("unit-price", InputKind::Money),
                input("units", InputKind::Number),
                input("least", InputKind::Number),
                input("open-days", InputKind::Number),
                input("return-cap", InputKind::Number),
                input("surplus-share", InputKind::Number),
                input("redeem-rounds", InputKind::Number),
                input("redeem-price", InputKind::Number),
            ],
            Self::AmendOffer => vec![
                input("offer", InputKind::Number),
                input("return-cap", InputKind::Number),
                input("surplus-share", InputKind::Number),
                input("redeem-rounds", InputKind::Number),
                input("redeem-price", InputKind::Number),
            ],
            Self::Spend | Self::Stream => vec![
                input(
                    "envelope",
                    choice(lang, "envelope", envelopes(template), Envelope::word),
                ),
                input("member", InputKind::TextOrNothing),
                input("outside", InputKind::NameOrNothing),
                input("amount", InputKind::Money),
            ],
            Self::Budget if typed.0.is_empty() => budget_inputs(visit, &held(visit)),
            Self::Budget => budget_inputs(visit, typed),
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
            title: self.title(template),
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
            Self::BuyShares => {
                let amount = micro_shares(typed.get("shares")).map(MicroShares);
                amount.ok_or_else(wrong_number).and_then(|amount| {
                    let limit = price_typed(typed.get("limit")).ok_or_else(wrong_number)?;
                    Ok(Payload::BuyShares(Purchase { limit, amount }))
                })
            }
            Self::Offer => read_offer(typed).map(Payload::Offer),
            Self::AmendOffer => read_rights(typed).and_then(|rights| {
                let offer = ProposalId(whole(typed, "offer")?);
                Ok(Payload::AmendOffer(Amendment { offer, rights }))
            }),
            Self::Spend | Self::Stream => {
                let beneficiary = read_beneficiary(visit, typed).await?;
                let envelope = of_word(&Envelope::ALL, Envelope::word, typed.get("envelope"));
                envelope.and_then(|envelope| {
                    let spend = Spend {
                        envelope,
                        beneficiary: beneficiary?,
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

/// What money of a network founded by `template` can be put aside for.
fn envelopes(template: Template) -> &'static [Envelope] {
    match template {
        Template::Circle => &[
            Envelope::Operations,
            Envelope::Reserve,
            Envelope::Grants,
            Envelope::Participatory,
            Envelope::Redemption,
        ],
        Template::Cooperative | Template::Network => &Envelope::ALL,
    }
}

/// A budget that changes nothing, to begin from: what the books hold free, envelope by envelope.
fn held(visit: &Visit) -> Fields {
    let Ok(books) = visit.app().treasury(&visit.viewer()) else {
        return Fields(Vec::new());
    };
    let field = |name: &str, money: Money| (name.to_owned(), typed_money(money));
    let purposes = books.purposes.iter();
    let envelopes = purposes.map(|it| field(it.envelope.word(), it.balance.free()));
    let fields = std::iter::once(field("treasury", books.available)).chain(envelopes);
    Fields(fields.filter(|(_, amount)| amount != "0").collect())
}

/// An amount as one would type it: "1200" or "12.50".
fn typed_money(money: Money) -> String {
    match (money.0 / 100, money.0 % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// The envelopes of a budget: a circle's are few, and with them those that hold something, since a budget
/// that does not name them takes it away, and the investors' where there can be some.
fn budget_envelopes(visit: &Visit) -> Vec<Envelope> {
    let charter = &visit.app().commons().charter;
    let offered = envelopes(charter.template);
    let books = visit.app().treasury(&visit.viewer());
    let purposes = books.map_or_else(|_| Vec::new(), |it| it.purposes);
    let holds = |envelope: Envelope| {
        let mut full = purposes.iter().filter(|it| it.balance.free().0 > 0);
        full.any(|it| it.envelope == envelope)
    };
    let mut all = Envelope::ALL.to_vec();
    all.retain(|it| {
        let invests = *it == Envelope::Escrow && charter.class_i == Opened::Open;
        offered.contains(it) || invests || holds(*it)
    });
    all
}

/// The treasury, and an amount for each envelope; an empty one holds nothing.
fn budget_inputs(visit: &Visit, typed: &Fields) -> Vec<Input> {
    let lang = visit.lang;
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
    let envelopes = budget_envelopes(visit).into_iter().map(envelope);
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

/// Reads who is paid: a member or somebody outside, not both.
async fn read_beneficiary(
    visit: &Visit,
    typed: &Fields,
) -> Result<Result<Beneficiary, Wrong>, PageError> {
    let member = typed.get("member");
    Ok(match (member.is_empty(), payee(typed)) {
        (true, Some(payee)) if payee.name.chars().count() > PAYEE_CHARS_MAX => {
            Err(("propose-error-payee", String::new()))
        }
        (true, Some(payee)) => Ok(Beneficiary::Outside(payee.digest())),
        (false, None) => find_member(visit, member).await?.map(Beneficiary::Member),
        (true, None) | (false, Some(_)) => Err(("propose-error-payee", String::new())),
    })
}

/// Longest name of somebody outside, in characters.
const PAYEE_CHARS_MAX: usize = 160;

/// Who is paid outside, as the form says.
pub(super) fn payee(typed: &Fields) -> Option<Payee> {
    let (name, salt) = (typed.get("outside"), typed.get("payee_salt"));
    (!name.is_empty()).then(|| Payee {
        name: name.to_owned(),
        salt: salt.to_owned(),
    })
}

/// Adds the salt of whom the form pays outside: the payload will hold the digest of both.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub(super) async fn with_payee_salt(visit: &Visit, typed: Fields) -> Result<Fields, PageError> {
    let mut fields = typed.0;
    fields.retain(|(name, _)| name != "payee_salt");
    let mut typed = Fields(fields);
    if let Some(payee) = payee(&typed) {
        let payee = visit.app().salt_payee(&payee.name).await?;
        typed.0.push(("payee_salt".to_owned(), payee.salt));
    }
    Ok(typed)
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

/// Reads a whole number.
fn whole<T: std::str::FromStr>(typed: &Fields, name: &str) -> Result<T, Wrong> {
    let number = typed.get(name).trim().parse();
    number.map_err(|_| ("propose-error-number", String::new()))
}

/// Reads whole percents.
fn percent(typed: &Fields, name: &str) -> Result<BasisPoints, Wrong> {
    let percent: u32 = whole(typed, name)?;
    Ok(BasisPoints(percent.saturating_mul(100)))
}

fn read_rights(typed: &Fields) -> Result<UnitRights, Wrong> {
    Ok(UnitRights {
        return_cap: percent(typed, "return-cap")?,
        surplus_share: percent(typed, "surplus-share")?,
        redeem_rounds: whole(typed, "redeem-rounds")?,
        redeem_price: percent(typed, "redeem-price")?,
    })
}

fn read_offer(typed: &Fields) -> Result<OfferTerms, Wrong> {
    let days: u32 = whole(typed, "open-days")?;
    Ok(OfferTerms {
        price: money(typed.get("unit-price"))?,
        units: Units(whole(typed, "units")?),
        least: Units(whole(typed, "least")?),
        ticks: days.saturating_mul(24),
        rights: read_rights(typed)?,
    })
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
