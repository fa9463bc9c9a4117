//! The commons' books as others read them: the statement of a stretch of time, and files for Beancount,
//! ledger-cli and spreadsheets.
//!
//! Only what was captured is in them: what is decided and not paid yet has not happened. Nothing in them
//! names anybody but by member number, and no word in them was written by a member, except the
//! network's name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ledger::books::{Account, Cause, IncomeKind, Transfer, TransferStage};
use ledger::ids::Money;
use ledger::payload::{Beneficiary, Envelope};

#[cfg(test)]
mod tests;

/// The currency that the files name: the one that pages show.
const CURRENCY: &str = "EUR";
const DAY_MS: u64 = 86_400_000;

/// What happened between two moments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// What each account of the treasury held at the beginning; only what is above zero.
    pub before: BTreeMap<Account, Money>,
    /// What came in, by kind.
    pub income: BTreeMap<IncomeKind, Money>,
    /// What the first budget entered as there before.
    pub opening: Money,
    /// What investors paid for units; some of it may have gone back.
    pub capital: Money,
    /// What was paid, by envelope.
    pub costs: BTreeMap<Envelope, Money>,
    /// What members were paid of a surplus: no cost.
    pub surplus_paid: Money,
    /// What each account of the treasury held at the end; only what is above zero.
    pub after: BTreeMap<Account, Money>,
    /// Everything that was captured in between, in order of time.
    pub transfers: Vec<Transfer>,
}

/// Returns when a transfer was captured, in milliseconds.
fn captured_ms(transfer: &Transfer) -> Option<u64> {
    match transfer.stage {
        TransferStage::Captured { at_ms, .. } => Some(at_ms),
        TransferStage::Waiting | TransferStage::Pending { .. } | TransferStage::Voided { .. } => {
            None
        }
    }
}

/// Returns what was captured, in order of time and then of number, with the time in milliseconds.
fn in_order(transfers: &[Transfer]) -> Vec<(u64, &Transfer)> {
    let captured = transfers
        .iter()
        .filter_map(|it| Some((captured_ms(it)?, it)));
    let mut all: Vec<(u64, &Transfer)> = captured.collect();
    all.sort_by_key(|(at_ms, it)| (*at_ms, it.id));
    all
}

/// Adds a transfer to the accounts of the treasury that it moves.
fn move_between(held: &mut BTreeMap<Account, Money>, it: &Transfer) {
    if it.debit.is_of_treasury() {
        let from = held.entry(it.debit).or_default();
        from.0 = from.0.saturating_sub(it.amount.0);
    }
    if it.credit.is_of_treasury() {
        let to = held.entry(it.credit).or_default();
        to.0 = to.0.saturating_add(it.amount.0);
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, Money>, key: K, amount: Money) {
    let sum = sums.entry(key).or_default();
    sum.0 = sum.0.saturating_add(amount.0);
}

impl Statement {
    /// Makes the statement of `from_ms` until before `until_ms` out of all transfers.
    #[must_use]
    pub fn of(transfers: &[Transfer], from_ms: u64, until_ms: u64) -> Self {
        let mut statement = Self::default();
        let mut held = BTreeMap::new();
        for (at_ms, it) in in_order(transfers) {
            if at_ms >= until_ms {
                break;
            }
            move_between(&mut held, it);
            if at_ms < from_ms {
                statement.before.clone_from(&held);
                continue;
            }
            match (it.debit, it.credit) {
                (Account::Source(kind), _) => add(&mut statement.income, kind, it.amount),
                (Account::Investors, _) => {
                    statement.capital.0 = statement.capital.0.saturating_add(it.amount.0);
                }
                (Account::Opening, _) => {
                    statement.opening.0 = statement.opening.0.saturating_add(it.amount.0);
                }
                (Account::Envelope(envelope), Account::Payees) => {
                    add(&mut statement.costs, envelope, it.amount);
                }
                (Account::Income, Account::Payees) => {
                    statement.surplus_paid.0 = statement.surplus_paid.0.saturating_add(it.amount.0);
                }
                _ => {}
            }
            statement.transfers.push(it.clone());
        }
        statement.after = held;
        statement.before.retain(|_, it| it.0 > 0);
        statement.after.retain(|_, it| it.0 > 0);
        statement
    }
}

/// Returns the day of `at_ms` as `2026-11-28`, in UTC (the civil calendar, after Hinnant's
/// `days_from_civil` turned round).
#[must_use]
pub fn day(at_ms: u64) -> String {
    let days = at_ms / DAY_MS + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// An amount with two decimals and no grouping: `1234.05`.
fn plain(amount: Money) -> String {
    format!("{}.{:02}", amount.0 / 100, amount.0 % 100)
}

/// `operations` as `Operations`: names of accounts begin with a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// What both programs call an account. Costs are named after the envelope that paid them.
fn account(of: Account, payer: Account) -> String {
    match of {
        Account::Envelope(envelope) => format!("Assets:Treasury:{}", capital(envelope.word())),
        Account::Income => "Assets:Treasury:Unassigned".to_owned(),
        Account::Source(kind) => format!("Income:{}", capital(kind.word())),
        Account::Opening => "Equity:Opening-Balances".to_owned(),
        Account::Payees if payer == Account::Income => "Equity:Surplus".to_owned(),
        Account::Payees => format!("Expenses:{}", capital(payer.word())),
        // Capital, that may go back.
        Account::Investors => "Equity:Class-I".to_owned(),
    }
}

fn narration(it: &Transfer) -> String {
    match it.cause {
        Cause::Income(kind) => capital(kind.word()),
        Cause::Budget(proposal) => format!("Budget, decision {proposal}"),
        Cause::Spend { proposal, .. } => format!("Payment, decision {proposal}"),
        Cause::Stream { proposal, .. } => format!("Payment of a round, decision {proposal}"),
        Cause::Project { call, project, .. } => {
            format!("Payment, budget vote {call}, project {project}")
        }
        Cause::Grant { grant, .. } => format!("Payment, grant {grant}"),
        Cause::Surplus(year) => format!("Surplus of year {}", year.0.saturating_add(1)),
        Cause::Mandate(proposal) => format!("Core team, decision {proposal}"),
        Cause::Redemption { proposal, .. } => format!("Shares taken back, decision {proposal}"),
        Cause::Subscription { offer, .. } => format!("Subscription, offer {offer}"),
        Cause::Investment(offer) => format!("Units issued, offer {offer}"),
        Cause::Refund { offer, .. } => format!("Subscription returned, offer {offer}"),
        Cause::UnitReturn { offer, .. } => format!("Return of units, offer {offer}"),
        Cause::UnitRedemption { offer, .. } => format!("Units redeemed, offer {offer}"),
    }
}

/// Returns what one line of a file may hold of a name.
fn one_line(name: &str) -> String {
    let allowed = |it: char| !it.is_control() && it != '"' && it != '\\';
    name.chars().filter(|it| allowed(*it)).collect()
}

/// Names and values that stand with a transfer in every file.
fn facts(it: &Transfer) -> Vec<(&'static str, String)> {
    let mut facts = vec![("transfer", it.id.to_string())];
    facts.extend(it.cause.decision().map(|it| ("decision", it.to_string())));
    if let Some(Beneficiary::Member(member)) = it.cause.beneficiary() {
        facts.push(("member", member.to_string()));
    }
    if let Some(said) = it.attested {
        facts.push(("attested-by", said.by.to_string()));
        facts.push(("evidence", said.evidence.to_string()));
    }
    if let TransferStage::Captured { by: Some(by), .. } = it.stage {
        facts.push(("confirmed-by", by.to_string()));
    }
    facts
}

/// The day after the last transfer, and what the treasury's accounts then hold, zero included.
fn closing(transfers: &[Transfer]) -> Option<(String, BTreeMap<Account, Money>)> {
    let order = in_order(transfers);
    let (last_ms, _) = order.last()?;
    let mut held = BTreeMap::new();
    for (_, it) in &order {
        move_between(&mut held, it);
    }
    Some((day(last_ms.saturating_add(DAY_MS)), held))
}

/// Returns the whole books as a Beancount file: every account, every transfer with its decision, and at
/// the end what each account must hold, which Beancount checks.
#[must_use]
pub fn beancount(network: &str, transfers: &[Transfer]) -> String {
    let order = in_order(transfers);
    let mut text = format!(
        "option \"title\" \"{}\"\noption \"operating_currency\" \"{CURRENCY}\"\n\n",
        one_line(network)
    );
    let mut opened: BTreeMap<String, String> = BTreeMap::new();
    for (at_ms, it) in &order {
        for side in [account(it.debit, it.debit), account(it.credit, it.debit)] {
            opened.entry(side).or_insert_with(|| day(*at_ms));
        }
    }
    // Writing to a string cannot fail.
    for (name, since) in &opened {
        let _ = writeln!(text, "{since} open {name} {CURRENCY}");
    }
    for (at_ms, it) in &order {
        let _ = writeln!(text, "\n{} * \"{}\"", day(*at_ms), narration(it));
        for (name, value) in facts(it) {
            let _ = writeln!(text, "  {name}: \"{value}\"");
        }
        let (from, to) = (account(it.debit, it.debit), account(it.credit, it.debit));
        let amount = plain(it.amount);
        let _ = writeln!(
            text,
            "  {to}  {amount} {CURRENCY}\n  {from}  -{amount} {CURRENCY}"
        );
    }
    if let Some((date, held)) = closing(transfers) {
        text.push('\n');
        for (of, amount) in held {
            let _ = writeln!(
                text,
                "{date} balance {} {} {CURRENCY}",
                account(of, of),
                plain(amount)
            );
        }
    }
    text
}

/// Returns the whole books as a journal for ledger-cli and hledger, with the same checks at the end.
#[must_use]
pub fn ledger_cli(network: &str, transfers: &[Transfer]) -> String {
    let mut text = format!("; {}\n", one_line(network));
    for (at_ms, it) in in_order(transfers) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{} * {}", day(at_ms), narration(it));
        for (name, value) in facts(it) {
            let _ = writeln!(text, "    ; {name}: {value}");
        }
        let (from, to) = (account(it.debit, it.debit), account(it.credit, it.debit));
        let amount = plain(it.amount);
        let _ = writeln!(
            text,
            "    {to}  {amount} {CURRENCY}\n    {from}  -{amount} {CURRENCY}"
        );
    }
    if let Some((date, held)) = closing(transfers) {
        let _ = writeln!(text, "\n{date} * What the accounts hold");
        for (of, amount) in held {
            let _ = writeln!(
                text,
                "    {}  0.00 {CURRENCY} = {} {CURRENCY}",
                account(of, of),
                plain(amount)
            );
        }
    }
    text
}

/// Returns transfers as CSV (RFC 4180), the first line naming the columns.
#[must_use]
pub fn csv(transfers: &[Transfer]) -> String {
    let mut text = String::from(
        "date,transfer,from,to,amount,currency,decision,member,attested_by,confirmed_by,evidence\r\n",
    );
    for (at_ms, it) in in_order(transfers) {
        let facts: BTreeMap<&str, String> = facts(it).into_iter().collect();
        let fact = |name: &str| facts.get(name).cloned().unwrap_or_default();
        let cells = [
            day(at_ms),
            fact("transfer"),
            it.debit.word().to_owned(),
            it.credit.word().to_owned(),
            plain(it.amount),
            CURRENCY.to_owned(),
            fact("decision"),
            fact("member"),
            fact("attested-by"),
            fact("confirmed-by"),
            fact("evidence"),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}
