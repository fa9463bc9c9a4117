//! The count, told round by round, and who came out of it.

use ledger::count::{Candidate, Outcome, Reason, Round};
use ledger::ids::MemberNumber;
use maud::{Markup, html};

use super::ElectionPage;
use crate::components::meter::bar;
use crate::components::person::{Face, FaceSize, face};
use crate::layout::Shell;
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::decimal;
use crate::{links, t};

/// A count with the names of those in it.
#[derive(Clone, Debug)]
pub struct Account {
    /// What happened.
    pub outcome: Outcome,
    /// Who was counted, by their place in it.
    pub people: Vec<(MemberNumber, Face)>,
    /// Ballots counted.
    pub ballots: u64,
    /// Seats counted for.
    pub seats: u64,
    /// The elected in order, then the runners-up, the best first.
    pub succession: Vec<MemberNumber>,
    /// Who took a seat, and until when they hold it, in Unix milliseconds; nothing: no more.
    pub seated: Vec<(MemberNumber, Option<u64>)>,
}

impl Account {
    fn face_of(&self, member: MemberNumber) -> Option<&Face> {
        let mut people = self.people.iter();
        people.find(|(it, _)| *it == member).map(|(_, face)| face)
    }

    fn name(&self, candidate: Candidate) -> String {
        let person = self.people.get(candidate.place());
        person
            .map(|(_, face)| face.name.clone())
            .unwrap_or_default()
    }

    fn names(&self, lang: Lang, candidates: &[Candidate]) -> String {
        let all: Vec<String> = candidates.iter().map(|it| self.name(*it)).collect();
        listed(lang, &all)
    }

    /// Units of a tally as votes, with two decimals where there are any.
    fn votes(&self, lang: Lang, units: u64) -> String {
        let per = self.outcome.units_per_vote.max(1);
        let shown = if units.is_multiple_of(per) { 0 } else { 2 };
        decimal(
            lang,
            i64::try_from(units).unwrap_or(i64::MAX),
            per.ilog10(),
            shown,
        )
    }
}

/// Names with commas between them and "and" before the last.
fn listed(lang: Lang, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => t!(
            lang,
            "account-and",
            names = before.join(", "),
            last = last.as_str()
        )
        .into_owned(),
    }
}

/// Who is elected, until when, and who comes next.
pub(super) fn result(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let Some(account) = &view.account else {
        return html! {};
    };
    let is_seated = !account.seated.is_empty();
    let elected: Vec<(MemberNumber, Option<u64>)> = if is_seated {
        account.seated.clone()
    } else {
        let first = account
            .succession
            .iter()
            .take(account.outcome.winners.len());
        first.map(|it| (*it, None)).collect()
    };
    let is_elected = |member: &MemberNumber| elected.iter().any(|(it, _)| it == member);
    let next: Vec<MemberNumber> = account
        .succession
        .iter()
        .copied()
        .filter(|it| !is_elected(it))
        .collect();
    html! {
        section class="sec" {
            h2 { (t!(lang, if is_seated { "election-in-office" } else { "election-elected" })) }
            ul class="candidates elected" {
                @for (member, until_ms) in &elected {
                    @if let Some(person) = account.face_of(*member) {
                        li {
                            div class="candidate" {
                                (face(person, FaceSize::Medium))
                                (name_link(person))
                                @if let Some(until_ms) = until_ms {
                                    span class="small quiet" { (t!(lang, "election-term", date = date(lang, *until_ms))) }
                                } @else if is_seated {
                                    span class="small quiet" { (t!(lang, "election-left-office")) }
                                }
                            }
                        }
                    }
                }
            }
            @if !next.is_empty() {
                h3 { (t!(lang, "election-runners-up")) }
                p class="small quiet" { (t!(lang, "election-runners-up-text")) }
                ol class="next" {
                    @for member in &next { @if let Some(person) = account.face_of(*member) { li { (name_link(person)) } } }
                }
            }
        }
    }
}

fn name_link(person: &Face) -> Markup {
    html! {
        @if person.handle.is_empty() { b { bdi { (person.name) } } } @else {
            a class="link" href=(links::profile(&person.handle)) { bdi { (person.name) } }
        }
    }
}

/// The count as a person can follow it.
pub(super) fn account(shell: &Shell, view: &ElectionPage) -> Markup {
    let lang = shell.lang;
    let Some(account) = &view.account else {
        return html! {};
    };
    let quota = account.votes(lang, account.outcome.quota.unwrap_or(0));
    html! {
        section class="sec" {
            h2 { (t!(lang, "account-title")) }
            p { (t!(lang, "account-how", ballots = account.ballots, seats = account.seats, quota = quota)) }
            @for (at, round) in account.outcome.rounds.iter().enumerate() {
                (round_part(lang, account, at + 1, round))
            }
            p class="small" {
                (t!(lang, "account-again")) " "
                a class="link" href={ "/api/meent/v1/elections/" (view.number) } { (t!(lang, "account-data")) }
            }
        }
    }
}

fn round_part(lang: Lang, account: &Account, number: usize, round: &Round) -> Markup {
    let most = round.tally.values().copied().max().unwrap_or(0).max(1);
    let share = |votes: u64| {
        let bps = u128::from(votes) * 10_000 / u128::from(most);
        u32::try_from(bps).unwrap_or(10_000)
    };
    let mut standing: Vec<(Candidate, u64)> = round.tally.iter().map(|it| (*it.0, *it.1)).collect();
    standing.sort_by_key(|(candidate, votes)| (std::cmp::Reverse(*votes), *candidate));
    html! {
        div class="count-round" {
            h3 { (t!(lang, "account-round", number = number)) }
            table class="tally" {
                caption class="vh" { (t!(lang, "account-round", number = number)) }
                thead class="vh" { tr { th scope="col" { (t!(lang, "account-candidate")) } th scope="col" { (t!(lang, "account-votes")) } } }
                tbody {
                    @for (candidate, votes) in &standing {
                        @let shown = account.votes(lang, *votes);
                        tr {
                            th scope="row" {
                                bdi { (account.name(*candidate)) }
                                (bar(share(*votes), None, &t!(lang, "account-bar", name = account.name(*candidate), votes = shown.as_str())))
                            }
                            td { (shown) }
                        }
                    }
                    @if round.exhausted > 0 {
                        tr { th scope="row" { (t!(lang, "account-exhausted")) } td { (account.votes(lang, round.exhausted)) } }
                    }
                }
            }
            ul class="next" { @for sentence in sentences(lang, account, round) { li { (sentence) } } }
        }
    }
}

fn sentences(lang: Lang, account: &Account, round: &Round) -> Vec<String> {
    let mut said = Vec::new();
    let number = |them: &[Candidate]| them.len() as u64;
    if !round.elected.is_empty() {
        let names = account.names(lang, &round.elected);
        let count = number(&round.elected);
        said.push(t!(lang, "account-elected", names = names, count = count));
    }
    if let Some(from) = round.surplus_of {
        let held = round.tally.get(&from).copied().unwrap_or(0);
        let over = held.saturating_sub(account.outcome.quota.unwrap_or(0));
        let (name, votes) = (account.name(from), account.votes(lang, over));
        said.push(t!(lang, "account-surplus", name = name, votes = votes));
    }
    if !round.eliminated.is_empty() {
        let names = account.names(lang, &round.eliminated);
        let count = number(&round.eliminated);
        said.push(t!(lang, "account-eliminated", names = names, count = count));
    }
    for tie in &round.ties {
        let among = account.names(lang, &tie.among);
        let taken = account.name(tie.taken);
        said.push(match tie.by {
            Reason::EarlierRound(round) => {
                t!(
                    lang,
                    "account-tie-earlier",
                    among = among,
                    taken = taken,
                    round = round
                )
            }
            Reason::Supporters | Reason::Lot => {
                t!(lang, "account-tie-lot", among = among, taken = taken)
            }
        });
    }
    said.into_iter().map(std::borrow::Cow::into_owned).collect()
}
