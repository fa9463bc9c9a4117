//! The investors of a demo: people from outside who come for an offer that the members decided, sign for
//! units, pay, and name who observes for them.

use anyhow::Result;
use app::{App, Companion};
use ledger::Body;
use ledger::apply::subscribes_at_most;
use ledger::books::TransferStage;
use ledger::ids::{MemberNumber, ProposalId, TransferId};
use ledger::investing::{OfferStage, Payment, Units};

use super::dice::Dice;
use super::people::{self, submit};
use super::treasury::keepers;

/// How many people of a network invest in it.
const INVESTORS: usize = 9;

/// Investors under way.
pub(super) struct Investing {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
    has_observer: bool,
}

/// A subscription whose money one in office can say to have come.
struct Awaited {
    offer: ProposalId,
    investor: MemberNumber,
}

impl Investing {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x696e_7665_7374)),
            has_observer: false,
        }
    }

    /// Lives through a week of an offer, if there is one; returns how many signed for units.
    pub(super) async fn live(&mut self, app: &App) -> Result<usize> {
        let offers: Vec<(ProposalId, OfferStage, usize)> = app.record.read(|state| {
            let offers = state.investing.offers.iter();
            offers
                .map(|(id, it)| (*id, it.stage, it.subscriptions.len()))
                .collect()
        })?;
        let mut signed = 0;
        for (offer, stage, count) in offers {
            match stage {
                OfferStage::Open { .. } if count < INVESTORS => {
                    signed += self.subscribe(app, offer).await?;
                }
                OfferStage::Open { .. } => {}
                OfferStage::Issued { .. } if !self.has_observer => {
                    self.has_observer = true;
                    name_observer(app).await?;
                }
                OfferStage::Issued { .. } | OfferStage::Failed { .. } => {}
            }
        }
        keep(app).await?;
        Ok(signed)
    }

    /// Some of those who came last, who have hardly earned anything, put money in.
    async fn subscribe(&mut self, app: &App, offer: ProposalId) -> Result<usize> {
        let (people, wanted) = app.record.read(|state| {
            let all = state.members.len();
            let people = (all.saturating_sub(60)..all).map(people::number);
            let people = people.filter(|it| {
                state
                    .find_member(*it)
                    .is_some_and(|it| it.left_ms.is_none())
            });
            let most = people.map(|it| (it, subscribes_at_most(state, offer, it)));
            let wanted = state
                .investing
                .offers
                .get(&offer)
                .map_or(0, |it| it.terms.units.0);
            (most.filter(|it| it.1.0 > 0).collect::<Vec<_>>(), wanted)
        })?;
        let mut people = people;
        self.dice.shuffle(&mut people);
        let mut acts = Vec::new();
        for (member, most) in people.into_iter().take(4) {
            let seventh = (wanted / 7).max(1);
            let units = seventh + u64::try_from(self.dice.below(4)).unwrap_or(0) * (seventh / 8);
            let units = Units(units.min(most.0));
            acts.push((member, Body::Subscribe { offer, units }, None));
        }
        submit(app, acts).await
    }
}

/// Those who keep the books say whose money came; a second one confirms it as they confirm all money.
async fn keep(app: &App) -> Result<()> {
    let keepers = keepers(app)?;
    let awaited = app.record.read(|state| {
        let mut awaited = Vec::new();
        for (offer, it) in state.investing.offers.iter().filter(|it| it.1.is_open()) {
            for (investor, subscription) in &it.subscriptions {
                if subscription.payment == Payment::Awaited {
                    awaited.push(Awaited {
                        offer: *offer,
                        investor: *investor,
                    });
                }
            }
        }
        awaited
    })?;
    let mut said = Vec::new();
    for Awaited { offer, investor } in awaited {
        let Some(by) = keepers.iter().find(|it| **it != investor) else {
            continue;
        };
        let words = app.salt_words("Bank statement, the escrow account", "");
        let evidence = words.digest();
        let body = Body::AttestSubscription {
            offer,
            investor,
            evidence,
        };
        said.push((*by, body, Some(Companion::Words(words))));
    }
    submit(app, said).await?;
    let attested: Vec<(TransferId, MemberNumber, MemberNumber)> = app.record.read(|state| {
        let offers = state.investing.offers.values();
        let all = offers.flat_map(|it| &it.subscriptions);
        all.filter_map(|(investor, it)| {
            let Payment::Attested(id) = it.payment else {
                return None;
            };
            let found = state.books.find(id)?;
            let is_pending = matches!(found.stage, TransferStage::Pending { .. });
            is_pending.then_some((id, found.attested?.by, *investor))
        })
        .collect()
    })?;
    let mut second = Vec::new();
    for (id, by, investor) in attested {
        let other = keepers.iter().find(|it| **it != by && **it != investor);
        second.extend(other.map(|it| (*it, Body::ConfirmTransfer(id), None)));
    }
    submit(app, second).await.map(drop)
}

/// Most of them name the same one, who reads and decides nothing.
async fn name_observer(app: &App) -> Result<()> {
    let holders: Vec<MemberNumber> = app
        .record
        .read(|state| state.investing.held().into_keys().collect())?;
    let Some(observer) = holders.first().copied() else {
        return Ok(());
    };
    let acts = holders.iter().skip(1);
    let acts = acts.map(|it| (*it, Body::NameObserver(observer), None));
    submit(app, acts.collect()).await.map(drop)
}
