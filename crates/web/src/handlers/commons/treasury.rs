//! The commons' books: what is there, what came and went, which decision each payment rests on, and who
//! said that it was made.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use app::treasury::{QuarterFlow, Treasury};
use app::{AppError, companion::Words};
use ledger::books::{Account, Cause, Transfer, TransferStage, VoidReason};
use ledger::ids::{MemberNumber, Money, ProposalId, TransferId};
use ledger::payload::Beneficiary;
use serde::Deserialize;

use super::{budgets, faces, grants, signer, surplus};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::{Path, Query};
use crate::pages::commons::treasury::{
    self, FlowLine, FlowView, LineState, PurposeLine, QuarterLine, Said, StreamLine, TransferLine,
    TransferPage, TreasuryView,
};
use crate::text::Lang;
use crate::text::number::euro;
use crate::visit::{Html, Visit, answer};
use crate::{links, t};

/// Transfers of the past on one page.
const LISTED_MAX: usize = 25;

/// Where the list of the past goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    before: Option<u32>,
}

/// Cents as pages take them.
pub fn cents(amount: Money) -> i64 {
    i64::try_from(amount.0).unwrap_or(i64::MAX)
}

/// `GET /commons/treasury`: the books on one page.
pub async fn show(visit: Visit, Query(from): Query<Before>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let app = visit.app();
    let books = app.treasury(&visit.viewer())?;
    let (past, next) = app.list_transfers(from.before.map(TransferId), LISTED_MAX)?;
    let quarters = app.list_quarters()?;
    let dates = |number: u32| {
        let found = quarters.iter().find(|it| it.number == number + 1);
        found.map_or((0, 0), |it| (it.from_ms, it.until_ms))
    };
    let line = |it: &QuarterFlow| QuarterLine {
        number: it.quarter.0 + 1,
        dates: dates(it.quarter.0),
        income: cents(it.flow.income),
        outflow: cents(it.flow.outflow),
    };
    let shown = shown_quarter(&books);
    let view = TreasuryView {
        total: cents(books.total),
        available: cents(books.available),
        unassigned: cents(books.unassigned),
        purposes: books
            .purposes
            .iter()
            .filter(|it| it.given.0 > 0 || it.balance.standing().0 > 0)
            .map(|it| PurposeLine {
                word: it.envelope.word(),
                free: cents(it.balance.free()),
                held: cents(it.balance.held),
                given: cents(it.given),
            })
            .collect(),
        budget: books.budget.map(|it| (it.by.0, it.since_ms)),
        reserve_needed: cents(books.reserve_needed),
        runway_rounds: books.runway_rounds(),
        round_cost: cents(books.round_cost),
        outflow_limit: cents(books.outflow_limit),
        flow: shown.map(|it| flow(visit.lang, it, line(it))),
        quarters: books.quarters.iter().map(line).collect(),
        unconfirmed: lines(&visit, &books.unconfirmed).await?,
        due: lines(&visit, &books.due).await?,
        past: lines(&visit, &past).await?,
        older: next.map(|it| format!("{}?before={it}", links::TREASURY)),
        is_first_page: from.before.is_none(),
        streams: streams(&visit, &books).await?,
        surpluses: surplus::lines(&visit)?,
        keeps: books.keeps,
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &treasury::treasury(&shell, &view)))
}

/// The team's pay, then the streams.
async fn streams(visit: &Visit, books: &Treasury) -> Result<Vec<StreamLine>, PageError> {
    let lang = visit.lang;
    let paid = books
        .streams
        .iter()
        .filter_map(|it| match it.spend.beneficiary {
            Beneficiary::Member(member) => Some(member),
            Beneficiary::Outside(_) => None,
        });
    let people = faces(visit, paid.collect()).await?;
    let mut lines = Vec::new();
    if let Some((amount, by, until_ms)) = books.team {
        lines.push(StreamLine {
            name: t!(lang, "treasury-team").into_owned(),
            purpose: "team",
            amount: cents(amount),
            decision: (by.0, title(visit, by).await?),
            until_ms: Some(until_ms),
        });
    }
    for it in &books.streams {
        lines.push(StreamLine {
            name: payee(lang, it.spend.beneficiary, &people),
            purpose: it.spend.envelope.word(),
            amount: cents(it.spend.amount),
            decision: (it.by.0, title(visit, it.by).await?),
            until_ms: None,
        });
    }
    Ok(lines)
}

/// The latest quarter in which something moved.
fn shown_quarter(books: &Treasury) -> Option<&QuarterFlow> {
    let mut all = books.quarters.iter();
    all.find(|it| it.flow.income.0 > 0 || it.flow.outflow.0 > 0 || it.surplus.0 > 0)
}

/// Puts what a quarter saw into bands; what fills the difference is named.
fn flow(lang: Lang, it: &QuarterFlow, quarter: QuarterLine) -> FlowView {
    let number = quarter.number.to_string();
    let way = |from, to| {
        let counted = ("which", "counted");
        links::payments(&[("from", from), ("to", to), ("quarter", &number), counted])
    };
    let sources = it.sources.iter().map(|(kind, amount)| FlowLine {
        name: t!(lang, &format!("income-{}", kind.word())).into_owned(),
        amount: amount.0,
        href: way(kind.word(), "treasury"),
    });
    let uses = it.uses.iter().map(|(envelope, amount)| FlowLine {
        name: t!(lang, &format!("envelope-{}", envelope.word())).into_owned(),
        amount: amount.0,
        href: way(envelope.word(), "payees"),
    });
    let to_members = Some(it.surplus).filter(|it| it.0 > 0);
    let uses = uses.chain(to_members.map(|amount| FlowLine {
        name: t!(lang, "statement-surplus").into_owned(),
        amount: amount.0,
        href: links::payments(&[("from", "income"), ("to", "payees"), ("quarter", &number)]),
    }));
    FlowView {
        quarter,
        sources: sources.collect(),
        uses: uses.collect(),
    }
}

/// Transfers with names for their numbers.
pub(super) async fn lines(
    visit: &Visit,
    transfers: &[Transfer],
) -> Result<Vec<TransferLine>, PageError> {
    let mut members: Vec<MemberNumber> = Vec::new();
    for it in transfers {
        members.extend(it.attested.map(|it| it.by));
        if let Some(Beneficiary::Member(member)) = it.cause.beneficiary() {
            members.push(member);
        }
        if let Cause::Subscription { by, .. } = it.cause {
            members.push(by);
        }
        if let TransferStage::Captured { by, .. } = it.stage {
            members.extend(by);
        }
    }
    let people = faces(visit, members).await?;
    let mut known: BTreeMap<u32, String> = BTreeMap::new();
    let mut lines = Vec::with_capacity(transfers.len());
    for it in transfers {
        let basis = basis(visit, it.cause, &mut known).await?;
        lines.push(line(visit.lang, it, &people, basis));
    }
    Ok(lines)
}

/// What allows a transfer: its address, and what it is called. `known` are titles of decisions.
async fn basis(
    visit: &Visit,
    cause: Cause,
    known: &mut BTreeMap<u32, String>,
) -> Result<Option<(String, String)>, PageError> {
    if let Cause::Project { call, project, .. } = cause {
        return Ok(Some(budgets::basis(visit, call, project).await?));
    }
    if let Cause::Grant { grant, .. } = cause {
        return Ok(Some(grants::basis(visit, grant).await?));
    }
    if let Cause::Surplus(year) = cause {
        let number = year.0.saturating_add(1);
        let words = t!(visit.lang, "surplus-by-charter", year = number);
        return Ok(Some((links::surplus(number), words.into_owned())));
    }
    let Some(decision) = cause.decision() else {
        return Ok(None);
    };
    let title = match known.entry(decision.0) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(unknown) => unknown.insert(title(visit, decision).await?),
    };
    let title = title.as_str();
    let number = decision.0;
    let words = t!(
        visit.lang,
        "treasury-by-decision",
        number = number,
        title = title
    );
    Ok(Some((links::decision(number.into()), words.into_owned())))
}

async fn title(visit: &Visit, decision: ProposalId) -> Result<String, PageError> {
    let words = visit.app().load_proposal(decision, None).await?.words;
    Ok(words.map_or_else(
        || t!(visit.lang, "week-untitled", number = decision.0).into_owned(),
        |it| it.title,
    ))
}

fn line(
    lang: Lang,
    it: &Transfer,
    people: &BTreeMap<u32, Face>,
    basis: Option<(String, String)>,
) -> TransferLine {
    let face = |member: MemberNumber| people.get(&member.0).cloned();
    TransferLine {
        id: it.id.0,
        name: name(lang, it, people),
        purpose: match it.debit {
            Account::Envelope(envelope) => Some(envelope.word()),
            _ => None,
        },
        amount: cents(it.amount),
        since_ms: it.since_ms,
        is_payment: it.is_payment(),
        basis,
        attested: it.attested.map(|said| Said {
            by: face(said.by),
            at_ms: said.at_ms,
        }),
        confirmed: match it.stage {
            TransferStage::Captured { by, at_ms } => Some(Said {
                by: by.and_then(face),
                at_ms,
            }),
            _ => None,
        },
        state: state(it),
    }
}

fn name(lang: Lang, it: &Transfer, people: &BTreeMap<u32, Face>) -> String {
    match (it.cause, it.cause.beneficiary()) {
        (Cause::Income(kind), _) => t!(lang, &format!("income-{}", kind.word())).into_owned(),
        (Cause::Refund { offer, to }, _) => {
            let name = payee(lang, Beneficiary::Member(to), people);
            t!(lang, "treasury-refund", name = name, offer = offer.0).into_owned()
        }
        (Cause::UnitReturn { offer, to }, _) => {
            let name = payee(lang, Beneficiary::Member(to), people);
            t!(lang, "treasury-unit-return", name = name, offer = offer.0).into_owned()
        }
        (Cause::UnitRedemption { offer, to }, _) => {
            let name = payee(lang, Beneficiary::Member(to), people);
            t!(
                lang,
                "treasury-unit-redemption",
                name = name,
                offer = offer.0
            )
            .into_owned()
        }
        (Cause::Redemption { to, .. }, _) => {
            let name = payee(lang, Beneficiary::Member(to), people);
            t!(lang, "treasury-redemption", name = name).into_owned()
        }
        (_, Some(payee_of)) => payee(lang, payee_of, people),
        (Cause::Surplus(year), None) => {
            t!(lang, "surplus-members", year = year.0.saturating_add(1)).into_owned()
        }
        (Cause::Mandate(_), None) => t!(lang, "treasury-team").into_owned(),
        (Cause::Subscription { by, .. }, None) => payee(lang, Beneficiary::Member(by), people),
        (Cause::Investment(offer), None) => {
            t!(lang, "treasury-investment", offer = offer.0).into_owned()
        }
        (_, None) => t!(lang, "treasury-moved").into_owned(),
    }
}

fn payee(lang: Lang, it: Beneficiary, people: &BTreeMap<u32, Face>) -> String {
    match it {
        Beneficiary::Member(member) => people.get(&member.0).map_or_else(
            || t!(lang, "sheet-person", number = member.0).into_owned(),
            |it| it.name.clone(),
        ),
        Beneficiary::Outside(_) => t!(lang, "change-spend-outside").into_owned(),
    }
}

fn state(it: &Transfer) -> LineState {
    match it.stage {
        TransferStage::Waiting => LineState::Waiting,
        TransferStage::Pending { until_ms } => match it.attested {
            Some(said) => LineState::Attested {
                until_ms: said.until_ms,
            },
            None => LineState::Due { until_ms },
        },
        TransferStage::Captured { at_ms, .. } => LineState::Captured { at_ms },
        TransferStage::Voided { why, at_ms } => LineState::Voided {
            at_ms,
            word: match why {
                VoidReason::Withdrawn => "withdrawn",
                VoidReason::Refused(_) => "refused",
                VoidReason::Expired => "expired",
            },
        },
    }
}

fn find(visit: &Visit, id: TransferId) -> Result<Transfer, PageError> {
    let found = visit
        .app()
        .record
        .read(|state| state.books.find(id).cloned());
    found.map_err(AppError::from)?.ok_or(PageError::NotFound)
}

/// `GET /commons/treasury/transfers/{transfer}`: one of them, with what may be done about it.
pub async fn transfer(visit: Visit, Path(id): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let found = find(&visit, TransferId(id))?;
    let keeps = visit.app().treasury(&visit.viewer())?.keeps;
    let own = visit.member();
    let line = lines(&visit, std::slice::from_ref(&found)).await?;
    let attested_by = found.attested.map(|it| it.by);
    let evidence = match found.attested {
        Some(it) => {
            visit
                .app()
                .load_evidence(&visit.viewer(), it.evidence)
                .await?
        }
        None => None,
    };
    let is_for_own = own.is_some_and(|member| found.is_for(member));
    let is_pending = matches!(found.stage, TransferStage::Pending { .. });
    let view = TransferPage {
        line: line.into_iter().next().ok_or(PageError::NotFound)?,
        digest: found.attested.map(|it| it.evidence.to_string()),
        evidence: evidence.map(|it: Words| (it.title, it.summary)),
        may_attest: keeps
            && found.is_payment()
            && is_pending
            && found.attested.is_none()
            && !is_for_own,
        may_confirm: keeps
            && is_pending
            && attested_by.is_some()
            && attested_by != own
            && !is_for_own,
        may_refuse: keeps && is_pending && attested_by.is_some(),
        is_own_word: attested_by.is_some() && attested_by == own,
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &treasury::transfer(&shell, &view)))
}

/// What the sheet says a transfer is: amount, of what or to whom, and its document if the reader may know
/// it.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn sheet_words(visit: &Visit, id: TransferId) -> Result<Option<String>, PageError> {
    let found = match find(visit, id) {
        Ok(found) => found,
        // The ledger says no to it.
        Err(PageError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let line = lines(visit, std::slice::from_ref(&found)).await?;
    let document = match found.attested {
        Some(it) => {
            visit
                .app()
                .load_evidence(&visit.viewer(), it.evidence)
                .await?
        }
        None => None,
    };
    Ok(line.into_iter().next().map(|it| {
        let amount = euro(visit.lang, it.amount);
        let mut words = format!("{amount}, {}", it.name);
        if let Some((_, basis)) = it.basis {
            words.push_str(&format!("\n{basis}"));
        }
        if let Some(document) = document {
            words.push_str(&format!("\n{}", document.title));
        }
        words
    }))
}
