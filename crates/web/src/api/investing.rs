//! Class I in JSON. Money is in minor units and units are whole, both as decimal texts; parts are basis points.

use app::Companion;
use app::investing::{ConsentView, InvestorRoom, OfferView, OwnPart};
use axum::Json;
use ledger::ids::{BasisPoints, MemberNumber, Money, ProposalId};
use ledger::investing::{Amendment, OfferStage, OfferTerms, Payment, UnitRights, Units};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::operation::names::people_of;
use crate::error::PageError;
use crate::t;
use crate::text::number::{count, euro};
use crate::visit::Visit;

/// What a unit gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitRightsJson {
    /// The most that it ever returns, of its price.
    return_cap: u32,
    /// The part of a year's surplus that all offered units together get.
    surplus_share: u32,
    /// Rounds after the issue before it can be redeemed.
    redeem_rounds: u32,
    /// What is paid for redeeming it, of its price; zero: it cannot be redeemed.
    redeem_price: u32,
}

/// What investors are offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfferTermsJson {
    /// What a unit costs, in minor units, as a decimal text.
    price: String,
    /// How many units are offered, as a decimal text.
    units: String,
    /// How many must come about, as a decimal text.
    least: String,
    /// For how many ticks it can be subscribed to.
    ticks: u32,
    /// What a unit gives.
    rights: UnitRightsJson,
}

/// Other rights for units that were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AmendmentJson {
    /// The decision that made the offer.
    offer: u32,
    /// What its units give from then on.
    rights: UnitRightsJson,
}

impl UnitRightsJson {
    fn parse(self) -> UnitRights {
        UnitRights {
            return_cap: BasisPoints(self.return_cap),
            surplus_share: BasisPoints(self.surplus_share),
            redeem_rounds: self.redeem_rounds,
            redeem_price: BasisPoints(self.redeem_price),
        }
    }
}

impl From<&UnitRights> for UnitRightsJson {
    fn from(it: &UnitRights) -> Self {
        Self {
            return_cap: it.return_cap.0,
            surplus_share: it.surplus_share.0,
            redeem_rounds: it.redeem_rounds,
            redeem_price: it.redeem_price.0,
        }
    }
}

impl OfferTermsJson {
    /// Reads them; `None` if a number is none.
    pub fn parse(&self) -> Option<OfferTerms> {
        Some(OfferTerms {
            price: Money(self.price.parse().ok()?),
            units: Units(self.units.parse().ok()?),
            least: Units(self.least.parse().ok()?),
            ticks: self.ticks,
            rights: self.rights.parse(),
        })
    }
}

impl From<&OfferTerms> for OfferTermsJson {
    fn from(it: &OfferTerms) -> Self {
        Self {
            price: it.price.to_string(),
            units: it.units.to_string(),
            least: it.least.to_string(),
            ticks: it.ticks,
            rights: (&it.rights).into(),
        }
    }
}

impl AmendmentJson {
    /// Reads it.
    pub fn parse(self) -> Amendment {
        Amendment {
            offer: ProposalId(self.offer),
            rights: self.rights.parse(),
        }
    }
}

impl From<&Amendment> for AmendmentJson {
    fn from(it: &Amendment) -> Self {
        Self {
            offer: it.offer.0,
            rights: (&it.rights).into(),
        }
    }
}

/// What the visitor has of an offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPartJson {
    /// Units subscribed to.
    subscribed: Option<String>,
    /// `awaited`, `attested` or `escrowed`.
    payment: Option<&'static str>,
    /// What they cost.
    costs: String,
    /// The most that the visitor can want.
    most: String,
    /// Units held.
    units: String,
    /// What they returned.
    returned: String,
    /// What they are to return and was not paid yet.
    due: String,
    /// What they can still return.
    left: String,
    /// Units that wait to be redeemed.
    asked: String,
    /// What of the payment goes back, for units that did not come about.
    refund: Option<String>,
    /// When it was made; nothing while it is owed.
    refunded_at_ms: Option<u64>,
}

/// An offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferJson {
    /// The decision that made it.
    offer: u32,
    /// What it is called.
    title: Option<String>,
    /// Its terms, the rights as they are now.
    terms: OfferTermsJson,
    /// `open`, `issued` or `failed`.
    stage: &'static str,
    /// Until when that is; since when it is over.
    until_ms: u64,
    /// Units that somebody wants, or wanted.
    subscribed: String,
    /// Units whose money came before it closed.
    escrowed: String,
    /// Units that somebody holds.
    outstanding: String,
    /// What was paid as return.
    returned: String,
    /// The most that the outstanding units ever return.
    cap: String,
    /// What the visitor has of it.
    own: Option<OwnPartJson>,
}

/// A proposal that moves terms of class I.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentJson {
    /// Which.
    proposal: u32,
    /// What it is called.
    title: Option<String>,
    /// Units that consent.
    given: String,
    /// Units that refuse.
    refused: String,
    /// All units that can answer.
    all: String,
    /// Whether it could be enacted as it stands.
    is_given: bool,
    /// The units that the visitor answers with.
    units: String,
    /// `given` or `refused`.
    answer: Option<&'static str>,
}

/// Class I.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassIJson {
    /// Whether units can be offered.
    is_open: bool,
    /// Units that somebody holds.
    outstanding: String,
    /// How many hold some.
    holders: u64,
    /// What investors have of all economic rights, rounded up.
    rights_bps: u32,
    /// The most that they may have.
    rights_most_bps: u32,
    /// The most of the class that one investor may have.
    investor_most_bps: u32,
    /// Units that a new offer could have.
    room: String,
    /// What goes to investors first when everything ends.
    claim: String,
    /// What units can be redeemed from now.
    pool: String,
    /// Member number of the observer.
    observer: Option<u32>,
    /// Every offer, the latest first.
    offers: Vec<OfferJson>,
    /// What consent is asked for.
    consents: Vec<ConsentJson>,
}

fn own(it: &OwnPart) -> OwnPartJson {
    let holding = it.holding.unwrap_or_default();
    OwnPartJson {
        subscribed: it.subscription.map(|it| it.units.to_string()),
        payment: it.subscription.map(|it| match it.payment {
            Payment::Awaited => "awaited",
            Payment::Attested(_) => "attested",
            Payment::Escrowed(_) => "escrowed",
        }),
        costs: it.costs.to_string(),
        most: it.most.to_string(),
        units: holding.units.to_string(),
        refund: it.refund.map(|it| it.amount.to_string()),
        refunded_at_ms: it.refund.and_then(|it| it.paid_ms),
        returned: holding.returned.to_string(),
        due: holding.due.to_string(),
        left: it.left.to_string(),
        asked: it.asked.to_string(),
    }
}

fn offer(it: &OfferView) -> OfferJson {
    let (stage, until_ms) = match it.offer.stage {
        OfferStage::Open { until_ms } => ("open", until_ms),
        OfferStage::Issued { at_ms } => ("issued", at_ms),
        OfferStage::Failed { at_ms } => ("failed", at_ms),
    };
    OfferJson {
        offer: it.id.0,
        title: it.title.clone(),
        terms: (&it.offer.terms).into(),
        stage,
        until_ms,
        subscribed: it.offer.subscribed().to_string(),
        escrowed: it.offer.escrowed().to_string(),
        outstanding: it.offer.outstanding().to_string(),
        returned: it.returned.to_string(),
        cap: it.cap.to_string(),
        own: it.own.as_ref().map(own),
    }
}

fn consent(it: &ConsentView) -> ConsentJson {
    ConsentJson {
        proposal: it.id.0,
        title: it.title.clone(),
        given: it.count.given.to_string(),
        refused: it.count.refused.to_string(),
        all: it.count.all.to_string(),
        is_given: it.count.is_given(),
        units: it.units.to_string(),
        answer: it.answer.map(ledger::investing::Consent::word),
    }
}

impl From<&InvestorRoom> for ClassIJson {
    fn from(it: &InvestorRoom) -> Self {
        Self {
            is_open: it.is_open(),
            outstanding: it.outstanding.to_string(),
            holders: it.holders,
            rights_bps: it.rights.0,
            rights_most_bps: it.charter.class_i_share.0,
            investor_most_bps: it.charter.investor_share.0,
            room: it.room.to_string(),
            claim: it.claim.to_string(),
            pool: it.pool.to_string(),
            observer: it.observer.map(|it| it.0),
            offers: it.offers.iter().map(offer).collect(),
            consents: it.consents.iter().map(consent).collect(),
        }
    }
}

/// Investors without a vote: offers, what came of them, and what their consent is asked for.
#[utoipa::path(get, path = "/api/meent/v1/class-i", tag = "earning", responses((status = 200, body = ClassIJson)))]
pub async fn show(visit: Visit) -> Result<Json<ClassIJson>, PageError> {
    let room = visit.app().investor_room(&visit.viewer()).await?;
    Ok(Json((&room).into()))
}

/// The title of a decision, for the sheet.
///
/// # Errors
///
/// [`PageError::App`] if there is no such decision.
pub async fn decision_named(visit: &Visit, id: ProposalId) -> Result<Value, PageError> {
    let view = visit.app().load_proposal(id, visit.member()).await?;
    let title = view.words.map(|it| it.title);
    Ok(json!({ "decisions": title.map(|title| json!({ id.0.to_string(): title })) }))
}

/// What a subscription is, for the sheet of who attests its money.
///
/// # Errors
///
/// [`PageError::App`] if there is none.
pub async fn subscription_named(
    visit: &Visit,
    (id, investor): (ProposalId, MemberNumber),
    companion: Option<&Companion>,
) -> Result<Value, PageError> {
    let (units, costs) = visit.app().load_subscription(id, investor)?;
    let mut names = decision_named(visit, id).await?;
    let title = match companion {
        Some(Companion::Words(words)) => Some(words.title.as_str()),
        _ => None,
    };
    let money = euro(visit.lang, i64::try_from(costs.0).unwrap_or(i64::MAX));
    let units = count(visit.lang, units.0);
    if let Value::Object(names) = &mut names {
        let subscription = t!(visit.lang, "subscription-is", units = units, money = money);
        names.insert("title".to_owned(), json!(title));
        names.insert("people".to_owned(), people_of(visit, &[investor]).await?);
        names.insert("subscription".to_owned(), json!(subscription));
    }
    Ok(names)
}
