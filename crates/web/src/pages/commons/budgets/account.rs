//! The count of a budget vote by the Method of Equal Shares, told round by round.

use ledger::count::{Candidate, Outcome, Payment, Reason, Round};
use maud::{Markup, html};

use super::BudgetPage;
use crate::components::meter::bar;
use crate::layout::Shell;
use crate::t;
use crate::text::Lang;
use crate::text::number::euro;

/// A count with the names of what was counted.
#[derive(Clone, Debug)]
pub struct Account {
    /// What happened.
    pub outcome: Outcome,
    /// What was counted, by its place in it: what it is called, and cents.
    pub projects: Vec<(String, i64)>,
    /// Ballots counted.
    pub ballots: u64,
    /// Cents that were divided.
    pub pool: i64,
}

impl Account {
    fn name(&self, project: Candidate) -> &str {
        let it = self.projects.get(project.place());
        it.map_or("", |it| it.0.as_str())
    }

    fn cost(&self, project: Candidate) -> i64 {
        self.projects.get(project.place()).map_or(0, |it| it.1)
    }

    fn names(&self, projects: &[Candidate]) -> String {
        let all: Vec<&str> = projects.iter().map(|it| self.name(*it)).collect();
        all.join(", ")
    }
}

/// Millionths of a cent as an amount, rounded down to whole cents.
fn share(lang: Lang, millionths: u64) -> String {
    let cents = i64::try_from(millionths / 1_000_000);
    euro(lang, cents.unwrap_or(i64::MAX))
}

/// The count as a person can follow it.
pub(super) fn account(shell: &Shell, view: &BudgetPage) -> Markup {
    let lang = shell.lang;
    let Some(account) = &view.account else {
        return html! {};
    };
    let pool = u64::try_from(account.pool).unwrap_or(0);
    let each = (u128::from(pool) * 1_000_000).checked_div(u128::from(account.ballots));
    let each = share(
        lang,
        each.map_or(0, |it| u64::try_from(it).unwrap_or(u64::MAX)),
    );
    html! {
        section class="sec" {
            h2 { (t!(lang, "budget-account")) }
            p { (t!(lang, "budget-account-begin", ballots = account.ballots, pool = euro(lang, account.pool), each = each)) }
            p { (t!(lang, "budget-how")) }
            @for (at, round) in account.outcome.rounds.iter().enumerate() { (round_part(lang, account, at + 1, round)) }
            p class="small" {
                (t!(lang, "budget-account-again")) " "
                a class="link" href={ "/api/meent/v1/budgets/" (view.number) } { (t!(lang, "budget-account-data")) }
            }
        }
    }
}

fn round_part(lang: Lang, account: &Account, number: usize, round: &Round) -> Markup {
    let of = |votes: u64| {
        let bps = (u128::from(votes) * 10_000).checked_div(u128::from(account.ballots));
        u32::try_from(bps.unwrap_or(0)).unwrap_or(10_000)
    };
    let mut standing: Vec<(Candidate, u64)> = round.tally.iter().map(|it| (*it.0, *it.1)).collect();
    standing.sort_by_key(|(project, votes)| (std::cmp::Reverse(*votes), *project));
    let title = t!(lang, "budget-round", number = number);
    html! {
        div class="count-round" {
            h3 { (title) }
            ul class="next" { @for sentence in sentences(lang, account, round) { li { (sentence) } } }
            details {
                summary { (t!(lang, "budget-round-table")) span class="vh" { ": " (title) } }
                table class="tally" {
                    caption class="vh" { (title) }
                    thead class="vh" { tr { th scope="col" { (t!(lang, "budget-column-project")) } th scope="col" { (t!(lang, "budget-column-supporters")) } } }
                    tbody {
                        @for (project, votes) in &standing {
                            tr {
                                th scope="row" {
                                    bdi { (account.name(*project)) } ", " (euro(lang, account.cost(*project)))
                                    (bar(of(*votes), None, &t!(lang, "budget-bar", name = account.name(*project), count = *votes)))
                                }
                                td { (votes) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn sentences(lang: Lang, account: &Account, round: &Round) -> Vec<String> {
    let mut said = Vec::new();
    let concerned = round.elected.iter().chain(&round.eliminated).next();
    let name = concerned.map_or("", |it| account.name(*it));
    let cost = euro(lang, concerned.map_or(0, |it| account.cost(*it)));
    match round.payment {
        Some(Payment::Shares {
            each_at_most_millionths,
            supporters,
        }) => {
            let each = share(lang, each_at_most_millionths);
            let said_of = t!(
                lang,
                "budget-round-shares",
                name = name,
                cost = cost,
                count = supporters,
                each = each
            );
            said.push(said_of);
        }
        Some(Payment::Remainder) => {
            said.push(t!(lang, "budget-round-remainder", name = name, cost = cost));
        }
        Some(Payment::DoesNotFit { left }) => {
            let left = euro(lang, i64::try_from(left).unwrap_or(i64::MAX));
            said.push(t!(
                lang,
                "budget-round-too-large",
                name = name,
                cost = cost,
                left = left
            ));
        }
        Some(Payment::BelowMinimum { .. }) | None => {}
    }
    for tie in &round.ties {
        let among = account.names(&tie.among);
        let taken = account.name(tie.taken);
        said.push(match tie.by {
            Reason::Supporters => {
                t!(lang, "budget-tie-supporters", among = among, taken = taken)
            }
            Reason::EarlierRound(_) | Reason::Lot => {
                t!(lang, "budget-tie-number", among = among, taken = taken)
            }
        });
    }
    said.into_iter().map(std::borrow::Cow::into_owned).collect()
}
