//! From a figure of the books to the transfers that it is made of, each with the decision that allows it.

use app::payments::{Listed, Party, TransferFilter, Which};
use app::transparency::Quarter;
use ledger::books::Year;
use ledger::ids::{ProposalId, TransferId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::statement::account_name;
use super::treasury::{cents, lines};
use crate::error::PageError;
use crate::handlers::Query;
use crate::pages::commons::payments::{self, Choice, PaymentsView};
use crate::text::Lang;
use crate::visit::{Html, Visit, answer};
use crate::{links, t};

/// Transfers on one page.
const LISTED_MAX: usize = 25;

/// What is asked for; everything that is given must hold, and what is empty is not.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct PaymentsQuery {
    /// One side is this and not the other: the word of an account, `treasury` or `outside`.
    pub account: String,
    /// Where it is taken from, by the same words.
    pub from: String,
    /// Where it goes.
    pub to: String,
    /// The quarter, counted from 1; stands for both below.
    #[param(value_type = u32)]
    pub quarter: String,
    /// The first quarter.
    #[param(value_type = u32)]
    pub since: String,
    /// The last one; 0 is before all of them.
    #[param(value_type = u32)]
    pub until: String,
    /// The decision that it rests on.
    #[param(value_type = u32)]
    pub decision: String,
    /// The year, from 1, of whose surplus it is.
    #[param(value_type = u32)]
    pub surplus: String,
    /// `moved`: happened, in the period in which it did, as without it; `counted`: income and costs by the
    /// quarter in which the guard counts them; `open`: promised, or said by one person.
    pub which: String,
    /// Only transfers with a smaller number.
    #[param(value_type = u32)]
    pub before: String,
}

fn number(typed: &str) -> Result<Option<u32>, PageError> {
    if typed.is_empty() {
        return Ok(None);
    }
    let read = typed.parse().map(Some);
    read.map_err(|_| PageError::Unreadable("a number"))
}

fn party(word: &str) -> Result<Option<Party>, PageError> {
    if word.is_empty() {
        return Ok(None);
    }
    let found = Party::of_word(word).map(Some);
    found.ok_or(PageError::Unreadable("an account"))
}

impl PaymentsQuery {
    /// Reads what is asked for.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for a word or a number that is none.
    pub fn filter(&self) -> Result<TransferFilter, PageError> {
        let quarter = number(&self.quarter)?;
        let year = number(&self.surplus)?;
        let year = year.map(|it| it.checked_sub(1).map(Year));
        Ok(TransferFilter {
            account: party(&self.account)?,
            from: party(&self.from)?,
            to: party(&self.to)?,
            since: number(&self.since)?.or(quarter),
            until: number(&self.until)?.or(quarter),
            decision: number(&self.decision)?.map(ProposalId),
            surplus: year
                .map(|it| it.ok_or(PageError::Unreadable("a year")))
                .transpose()?,
            which: match self.which.as_str() {
                "" => Which::default(),
                word => Which::of_word(word).ok_or(PageError::Unreadable("which"))?,
            },
        })
    }

    /// Reads where the list goes on.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for a number that is none.
    pub fn before(&self) -> Result<Option<TransferId>, PageError> {
        Ok(number(&self.before)?.map(TransferId))
    }

    /// Everything that is asked for, as an address takes it.
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("account", &self.account),
            ("from", &self.from),
            ("to", &self.to),
            ("quarter", &self.quarter),
            ("since", &self.since),
            ("until", &self.until),
            ("decision", &self.decision),
            ("surplus", &self.surplus),
            ("which", &self.which),
        ];
        let given = all.into_iter().filter(|it| !it.1.is_empty());
        given.map(|it| (it.0, it.1.as_str())).collect()
    }
}

fn party_name(lang: Lang, party: Party) -> String {
    match party {
        Party::Treasury => t!(lang, "payments-treasury").into_owned(),
        Party::Outside => t!(lang, "payments-outside").into_owned(),
        Party::Account(account) => account_name(lang, account),
    }
}

/// What is asked for, in words, one part after the other.
fn said(lang: Lang, filter: &TransferFilter) -> Vec<String> {
    let name = |party| party_name(lang, party);
    let mut said = Vec::new();
    if let Some(party) = filter.account {
        said.push(t!(lang, "payments-of", account = name(party)).into_owned());
    }
    if let Some(party) = filter.from {
        said.push(t!(lang, "payments-from", account = name(party)).into_owned());
    }
    if let Some(party) = filter.to {
        said.push(t!(lang, "payments-to", account = name(party)).into_owned());
    }
    match (filter.since, filter.until) {
        (Some(since), Some(until)) if since == until => {
            said.push(t!(lang, "payments-quarter", number = since).into_owned());
        }
        (since, until) => {
            said.extend(since.map(|it| t!(lang, "payments-since", number = it).into_owned()));
            said.extend(until.map(|it| t!(lang, "payments-until", number = it).into_owned()));
        }
    }
    if let Some(decision) = filter.decision {
        said.push(t!(lang, "payments-decision", number = decision.0).into_owned());
    }
    if let Some(year) = filter.surplus {
        said.push(t!(lang, "surplus-of", year = year.0.saturating_add(1)).into_owned());
    }
    said.push(t!(lang, &format!("payments-which-{}", filter.which.word())).into_owned());
    said
}

fn accounts(lang: Lang, chosen: Option<Party>) -> Vec<Choice> {
    let choice = |party: Party| Choice {
        value: party.word().to_owned(),
        name: party_name(lang, party),
        is_chosen: chosen == Some(party),
    };
    Party::all().map(choice).collect()
}

fn periods(lang: Lang, quarters: &[Quarter], chosen: Option<u32>) -> Vec<Choice> {
    let choice = |it: &Quarter| Choice {
        value: it.number.to_string(),
        name: t!(lang, "payments-quarter", number = it.number).into_owned(),
        is_chosen: chosen == Some(it.number),
    };
    quarters.iter().map(choice).collect()
}

fn kinds(lang: Lang, chosen: Which) -> Vec<Choice> {
    let choice = |which: Which| Choice {
        value: which.word().to_owned(),
        name: t!(lang, &format!("payments-which-{}", which.word())).into_owned(),
        is_chosen: chosen == which,
    };
    Which::ALL.map(choice).into()
}

/// `GET /commons/treasury/transfers`: what a figure is made of.
pub async fn show(visit: Visit, Query(asked): Query<PaymentsQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let (app, lang) = (visit.app(), visit.lang);
    let filter = asked.filter()?;
    let found: Listed = app.list_transfers_of(&filter, asked.before()?, LISTED_MAX)?;
    let quarter = filter.since.filter(|it| filter.until == Some(*it));
    let older = found.next.map(|next| {
        let next = next.to_string();
        let mut pairs = asked.pairs();
        pairs.push(("before", &next));
        links::payments(&pairs)
    });
    let view = PaymentsView {
        said: said(lang, &filter),
        count: found.count,
        amount: cents(found.amount),
        sides: filter
            .account
            .map(|_| (cents(found.came), cents(found.went))),
        transfers: lines(&visit, &found.transfers).await?,
        older,
        accounts: accounts(lang, filter.account),
        periods: periods(lang, &app.list_quarters()?, quarter),
        kinds: kinds(lang, filter.which),
    };
    Ok(answer(&shell, &payments::payments(&shell, &view)))
}
