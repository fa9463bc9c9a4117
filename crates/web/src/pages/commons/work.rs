//! What I earned and why, line by line, and what I still have to give.

use std::collections::{BTreeMap, BTreeSet};

use ledger::charter::Earning;
use ledger::ids::MicroShares;
use ledger::round::{EarningRules, WorkIndex};
use ledger::score::{Alternative, EndorsementShare, Explanation, PartName, Rule};
use maud::{Markup, html};

use super::claims::{self, Desk};
use super::later::{self, LaterView, Waits};
use super::{Tabbed, commons_tabs, paths, shares, shares_said};
use crate::chart::{Counting, counting};
use crate::components::furniture::{Tone, eyebrow, link_button, older};
use crate::components::meter::bar;
use crate::components::state::empty;
use crate::layout::{Page, Place, Shell};
use crate::pages::signing;
use crate::text::Lang;
use crate::text::moment::{date_near, deadline};
use crate::text::number::{count, decimal};
use crate::{links, t};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct WorkView {
    /// Credits of appreciation left this round, in thousandths.
    pub credits_left: u32,
    /// Credits of a round, in thousandths.
    pub credits_round: u32,
    /// When the round closes, in milliseconds.
    pub closes_ms: u64,
    /// Works appreciated in this round.
    pub given_to: u64,
    /// Settled rounds in which I earned something, newest first.
    pub rounds: Vec<EarnedRound>,
    /// The way to older rounds.
    pub older: Option<String>,
    /// Claims of work.
    pub desk: Desk,
}

/// What one round brought.
#[derive(Clone, Debug)]
pub struct EarnedRound {
    /// Its number.
    pub round: u32,
    /// When it began and closed, in milliseconds.
    pub span_ms: (u64, u64),
    /// Micro-shares.
    pub amount: u64,
    /// Works that were appreciated.
    pub works: u64,
    /// People who appreciated them.
    pub people: u64,
    /// Of the amount, what work and service for the place gave.
    pub beside: u64,
    /// Of the amount, what earlier rounds had set aside.
    pub later: u64,
}

/// Returns the page.
pub fn work(shell: &Shell, view: &WorkView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Work))
        div class="tabbed-head" { h1 { (t!(lang, "work-title")) } p class="ask" { (t!(lang, "work-ask")) } }
        (to_give(shell, view))
        (claims::desk(shell, &view.desk))
        section class="sec" {
            h2 { (t!(lang, "work-earned")) }
            @if view.rounds.is_empty() {
                (empty(&t!(lang, "work-empty-title"), &t!(lang, "work-empty"), &[link_button(&t!(lang, "nav-create"), links::CREATE, Tone::Primary)]))
            } @else {
                ul class="rows earn" { @for round in &view.rounds { li { (round_row(shell, round)) } } }
                (older(&t!(lang, "work-older"), view.older.as_deref()))
            }
        }
        (signing::sheet(shell, &view.desk.signer))
    };
    Page::new(t!(lang, "work-title"), Place::Commons, body).script(signing::SCRIPTS[0])
}

fn credits(shell: &Shell, milli: u32) -> String {
    decimal(
        shell.lang,
        milli.into(),
        3,
        u32::from(!milli.is_multiple_of(1_000)),
    )
}

fn round_note(shell: &Shell, round: &EarnedRound) -> String {
    let lang = shell.lang;
    let appreciated = (round.people > 0).then(|| {
        t!(
            lang,
            "work-round-note",
            works = round.works,
            people = round.people
        )
    });
    let beside = (round.beside > 0).then(|| {
        t!(
            lang,
            "work-round-beside",
            amount = shares(lang, round.beside)
        )
    });
    let later =
        (round.later > 0).then(|| t!(lang, "work-round-later", amount = shares(lang, round.later)));
    let notes: Vec<_> = appreciated.into_iter().chain(beside).chain(later).collect();
    if notes.is_empty() {
        return t!(lang, "work-round-even").into_owned();
    }
    notes.join(" · ")
}

fn to_give(shell: &Shell, view: &WorkView) -> Markup {
    let lang = shell.lang;
    let left_bps = u64::from(view.credits_left) * 10_000 / u64::from(view.credits_round.max(1));
    let label = t!(
        lang,
        "work-credits-label",
        left = credits(shell, view.credits_left),
        all = credits(shell, view.credits_round)
    );
    html! {
        section class="sec first" {
            h2 { (t!(lang, "work-credits", left = credits(shell, view.credits_left), all = credits(shell, view.credits_round))) }
            p { (t!(lang, "work-credits-until", when = deadline(lang, view.closes_ms, shell.now_ms), count = view.given_to)) }
            (bar(u32::try_from(left_bps).unwrap_or(10_000), None, &label))
            div class="btnrow after" { (link_button(&t!(lang, "work-give"), links::EXPLORE, Tone::Normal)) (link_button(&t!(lang, "work-compare"), paths::COMPARE, Tone::Normal)) }
        }
    }
}

fn round_row(shell: &Shell, round: &EarnedRound) -> Markup {
    let lang = shell.lang;
    html! {
        span {
            (t!(lang, "work-round", from = date_near(lang, round.span_ms.0, shell.now_ms), until = date_near(lang, round.span_ms.1, shell.now_ms)))
            // Where everybody active gets an even part, nobody in particular made the amount.
            small { (round_note(shell, round)) }
        }
        a class="link how tap" href=(format!("{}/{}", paths::WORK, round.round)) { (t!(lang, "work-how")) span class="vh" { " " (t!(lang, "work-how-round", round = round.round)) } }
        span class="amt" { (shares_said(lang, round.amount)) }
    }
}

/// How one round's amount came about.
#[derive(Clone, Debug)]
pub struct WhyView {
    /// When the round began and closed, in milliseconds.
    pub span_ms: (u64, u64),
    /// What the ledger computed.
    pub explanation: Explanation,
    /// Titles and addresses of the member's works, by their place in the round file.
    pub works: Vec<(WorkIndex, WorkName)>,
    /// When it begins to vest and when it is all vested, in milliseconds.
    pub vests_ms: (u64, u64),
    /// The numbers of the charter that it was shared out by.
    pub rules: EarningRules,
    /// What there was to give beside content; nothing where everybody gets the same.
    pub pots: Vec<(PartName, MicroShares)>,
    /// What it set aside of the part for works; nothing if nothing waits.
    pub waits: Option<Waits>,
    /// What earlier rounds had set aside until its close, as far as it is the member's.
    pub later: Vec<LaterView>,
    /// SHA-256 of the round file in hex.
    pub file: String,
    /// Where the settlement stands on the record.
    pub entry: Option<u64>,
}

/// One work as people know it.
#[derive(Clone, Debug)]
pub struct WorkName {
    /// Its title or first words.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// Returns the page that explains one amount.
pub fn why(shell: &Shell, view: &WhyView) -> Page {
    let lang = shell.lang;
    let it = &view.explanation;
    let span = t!(
        lang,
        "work-round",
        from = date_near(lang, view.span_ms.0, shell.now_ms),
        until = date_near(lang, view.span_ms.1, shell.now_ms)
    );
    let title = t!(lang, "why-title", amount = shares(lang, it.total().0));
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "why-eyebrow", round = it.round.0), &span]))
            h1 { (title) }
            @if it.total().0 > 0 {
                p class="ask" { (t!(lang, "why-vesting", from = date_near(lang, view.vests_ms.0, shell.now_ms), until = date_near(lang, view.vests_ms.1, shell.now_ms))) }
            }
        }
        @if !it.beside.is_empty() { (beside_part(shell, it)) }
        section class="sec first why" {
            h2 { (t!(lang, if it.beside.is_empty() { "why-counted" } else { "why-counted-works" })) }
            @match (it.rule.counts(), it.method) {
                (false, _) => p class="lead" { (rule_words(shell, it.rule)) },
                (true, Earning::Equal) => p class="lead" { (t!(lang, "why-equal", pot = shares(lang, it.issuance.part.0), makers = it.issuance.contributors, amount = shares(lang, it.amount.0))) },
                (true, Earning::Score) => (scored_part(shell, it)),
            }
        }
        @if !it.alternatives.is_empty() { (what_if(shell, it)) }
        (works_part(shell, view))
        (later::sections(shell, view))
        (pot_part(shell, view))
        (check_part(shell, view))
    };
    Page::new(title, Place::Commons, body)
}

/// What the round gave beside content, and of what it follows.
fn beside_part(shell: &Shell, it: &Explanation) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first why" {
            h2 { (t!(lang, "why-beside")) }
            ul class="rows" {
                @for share in &it.beside {
                    li {
                        span {
                            (t!(lang, &format!("why-part-{}", share.part.word())))
                            small {
                                @match share.part {
                                    PartName::Work => (t!(lang, "why-part-work-note", own = share.count, all = share.count_total, pot = shares(lang, share.whole.0))),
                                    PartName::Service => (t!(lang, "why-part-service-note", count = share.count)),
                                    PartName::Onboarding => (t!(lang, "why-part-onboarding-note")),
                                    PartName::Review => (t!(lang, "why-part-review-note", own = share.count, all = share.count_total, pot = shares(lang, share.whole.0))),
                                }
                                @if share.due.is_some_and(|due| due > share.amount) { " " (t!(lang, "why-part-short", due = shares(lang, share.due.map_or(0, |it| it.0)))) }
                                @if let Some(more) = share.one_more().filter(|it| it.0 > 0) { " " (t!(lang, "why-part-more", amount = shares(lang, more.0))) }
                            }
                        }
                        span class="amt" { (shares_said(lang, share.amount.0)) }
                    }
                }
            }
        }
    }
}

/// Returns what the rules say on a contribution, in words.
pub(super) fn rule_words(shell: &Shell, rule: Rule) -> std::borrow::Cow<'static, str> {
    let lang = shell.lang;
    match rule {
        Rule::Counts | Rule::CountsInSmallNetwork => t!(lang, "why-rule-counts"),
        Rule::NoContribution => t!(lang, "why-rule-none"),
        Rule::TooFewEndorsers { endorsers } => t!(lang, "why-rule-few", count = endorsers),
        Rule::OneCluster => t!(lang, "why-rule-one-cluster"),
        Rule::MayNotEarn => t!(lang, "why-rule-standing"),
        Rule::FraudFound => t!(lang, "why-rule-fraud"),
    }
}

fn milli(shell: &Shell, value: u64) -> String {
    let value = i64::try_from(value).unwrap_or(i64::MAX);
    decimal(shell.lang, value, 3, u32::from(value % 1_000 != 0))
}

/// Credits on their way: given, after the discounts, of the best works alone; in thousandths.
struct Credits {
    given: u64,
    discounted: u64,
    counted: u64,
}

impl Credits {
    fn of(it: &Explanation) -> Self {
        let sum =
            |of: &dyn Fn(&EndorsementShare) -> u64| -> u64 { it.endorsements.iter().map(of).sum() };
        Self {
            given: sum(&|share| share.credits.0.into()),
            discounted: sum(&|share| share.discounted.0.into()),
            counted: sum(&|share| {
                if share.is_counted {
                    share.discounted.0.into()
                } else {
                    0
                }
            }),
        }
    }
}

fn scored_part(shell: &Shell, it: &Explanation) -> Markup {
    let lang = shell.lang;
    let percent = share_percent(shell, it);
    html! {
        p { (t!(lang, "why-counted-sentence")) }
        (credits_chart(shell, it))
        (clusters(shell, it))
        @if it.quality.seen > 0 { p class="after" { (t!(lang, "why-reviewed", wins = it.quality.wins, seen = it.quality.seen, percent = decimal(lang, i64::from(it.quality.factor()) * 1_000 / 65_536, 1, 0))) } }
        p class="sum" {
            (t!(lang, "why-sum", points = points(shell, it.score.into()), all = points(shell, it.score_total), makers = it.issuance.contributors, percent = percent.as_str()))
            " " b { (t!(lang, "why-sum-shares", pot = shares(lang, it.issuance.part.0), amount = shares(lang, it.in_proportion.0))) }
            @if it.cut.0 > 0 { " " (t!(lang, "why-cut", cut = shares(lang, it.cut.0), cap = decimal(lang, it.cap_share.0.into(), 2, 1))) }
            @if it.surplus.0 > 0 { " " (t!(lang, "why-surplus", surplus = shares(lang, it.surplus.0))) }
        }
    }
}

/// Draws credits on their way from what was given to what counts.
pub(super) fn credits_chart(shell: &Shell, it: &Explanation) -> Markup {
    let lang = shell.lang;
    let Credits {
        given,
        discounted,
        counted,
    } = Credits::of(it);
    let people = it
        .endorsements
        .iter()
        .map(|share| share.endorser)
        .collect::<BTreeSet<_>>()
        .len();
    let words = [
        t!(lang, "why-step-given", people = people),
        t!(lang, "why-step-repeat"),
        t!(lang, "why-step-best"),
        t!(lang, "why-step-left"),
    ];
    let all = |amount: u64| t!(lang, "why-credits", amount = milli(shell, amount)).into_owned();
    let minus = |amount: u64| {
        if amount == 0 {
            "0".to_owned()
        } else {
            format!("− {}", milli(shell, amount))
        }
    };
    let amounts = [
        all(given),
        minus(given - discounted),
        minus(discounted - counted),
        all(counted),
    ];
    let spans = [
        (given, given),
        (given, discounted),
        (discounted, counted),
        (counted, counted),
    ];
    let steps: Vec<Counting<'_>> = words
        .iter()
        .zip(&amounts)
        .zip(spans)
        .map(|((words, amount), (before, after))| Counting {
            words,
            amount,
            before,
            after,
        })
        .collect();
    let label = t!(
        lang,
        "why-chart",
        given = milli(shell, given),
        left = milli(shell, counted)
    );
    counting(&label, &steps)
}

/// Returns a score in points: 65,536 is one, the root of one credit from a full member.
pub(super) fn points(shell: &Shell, score: u128) -> String {
    let tenths = score.saturating_mul(10) / 65_536;
    decimal(shell.lang, i64::try_from(tenths).unwrap_or(i64::MAX), 1, 1)
}

fn share_percent(shell: &Shell, it: &Explanation) -> String {
    let ppm = u128::from(it.score).saturating_mul(1_000_000) / it.score_total.max(1);
    decimal(shell.lang, i64::try_from(ppm).unwrap_or(i64::MAX), 4, 2)
}

/// Lists the circles that appreciation came from, by size.
pub(super) fn clusters(shell: &Shell, it: &Explanation) -> Markup {
    let lang = shell.lang;
    // Circles of the same size are told together: how many, and what they came to.
    let mut by_size: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for share in &it.clusters {
        let (circles, amount) = by_size.entry(share.endorsements).or_default();
        *circles += 1;
        *amount += share.amount.0;
    }
    html! {
        h3 class="mh after" { (t!(lang, "why-circles", count = it.clusters.len())) span { (t!(lang, "why-circles-sentence")) } }
        ul class="rows small-rows" {
            @for (size, (circles, amount)) in by_size.iter().rev() {
                li { span { (t!(lang, "why-circle", circles = *circles, count = *size)) } span class="amt" { (shares_said(lang, *amount)) } }
            }
        }
    }
}

fn what_if(shell: &Shell, it: &Explanation) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(shell.lang, "what-if-title")) }
            (alternatives(shell, it))
        }
    }
}

/// Lists what would have made it more.
pub(super) fn alternatives(shell: &Shell, it: &Explanation) -> Markup {
    let lang = shell.lang;
    let words = |alternative: Alternative| match alternative {
        Alternative::EndorserOfAnotherCluster => t!(lang, "what-if-another"),
        Alternative::EndorserOfSameCluster => t!(lang, "what-if-same"),
        Alternative::NoRepeats => t!(lang, "what-if-repeats"),
        Alternative::NoMutuality => t!(lang, "what-if-mutual"),
        Alternative::EveryWorkCounted => t!(lang, "what-if-works"),
        Alternative::NoCap => t!(lang, "what-if-cap"),
        Alternative::RuleWaived => t!(lang, "what-if-rule"),
        Alternative::MayEarn => t!(lang, "what-if-standing"),
    };
    html! { ul class="rows" { @for what in &it.alternatives { li { span { (words(what.alternative)) } span class="amt" { "+ " (shares_said(lang, what.adds.0)) } } } } }
}

fn works_part(shell: &Shell, view: &WhyView) -> Markup {
    html! {
        @if !view.explanation.works.is_empty() {
            section class="sec" {
                h2 { (t!(shell.lang, "why-works")) }
                (named(shell, &view.explanation, &view.works))
            }
        }
    }
}

/// Lists works by name, with what was given to each.
pub(super) fn named(shell: &Shell, it: &Explanation, names: &[(WorkIndex, WorkName)]) -> Markup {
    let lang = shell.lang;
    let of_work = |work: WorkIndex| {
        it.endorsements
            .iter()
            .filter(move |share| share.work == work)
    };
    html! {
        ul class="rows" {
            @for work in &it.works {
                @let name = names.iter().find(|(index, _)| *index == work.work).map(|(_, name)| name);
                li {
                    span {
                        @match name { Some(name) => a class="link" href=(name.href) { (name.title) }, None => span class="quiet" { (t!(lang, "why-work-gone")) } }
                        small { (t!(lang, "why-work-people", count = of_work(work.work).count())) @if !work.is_counted { " · " (t!(lang, "why-work-not-counted")) } }
                    }
                    span class="amt" { (t!(lang, "why-credits", amount = milli(shell, of_work(work.work).map(|share| u64::from(share.credits.0)).sum()))) }
                }
            }
        }
    }
}

/// What the charter gives for each maker: a whole number as such, or two places.
fn quota(lang: Lang, each: MicroShares) -> String {
    let places = if each.0.is_multiple_of(MicroShares::SHARE.0) {
        0
    } else {
        2
    };
    decimal(lang, i64::try_from(each.0).unwrap_or(i64::MAX), 6, places)
}

fn pot_part(shell: &Shell, view: &WhyView) -> Markup {
    let lang = shell.lang;
    let it = &view.explanation;
    let issuance = &it.issuance;
    html! {
        section class="sec" {
            h2 { (t!(lang, "why-pot")) }
            p { (t!(lang, "why-pot-sentence")) }
            ul class="rows small-rows" {
                li { span { (t!(lang, "why-pot-pool", divisor = view.rules.issuance_divisor)) small { (t!(lang, "why-pot-pool-note")) } } span class="amt" { (shares_said(lang, issuance.by_pool.0)) } }
                li { span { (t!(lang, "why-pot-activity", count = issuance.contributors, quota = quota(lang, view.rules.quota_per_active))) small { (t!(lang, "why-pot-activity-note")) } } span class="amt" { (shares_said(lang, issuance.by_activity.0)) } }
                li { span { (t!(lang, "why-pot-part")) small { (t!(lang, "why-pot-part-note")) } } span class="amt" { (shares_said(lang, issuance.part.0)) } }
                @if let Some(it) = &view.waits { (later::waits(shell, it)) }
                @for (part, whole) in &view.pots {
                    li { span { (t!(lang, &format!("why-pot-{}", part.word()))) small { (t!(lang, &format!("why-pot-{}-note", part.word()))) } } span class="amt" { (shares_said(lang, whole.0)) } }
                }
            }
        }
    }
}

fn check_part(shell: &Shell, view: &WhyView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" {
            h2 { (t!(lang, "why-check")) }
            p { (t!(lang, "why-check-sentence")) }
            div class="slip" {
                dl {
                    dt { (t!(lang, "why-file")) } dd class="exact" { (view.file) }
                    @if let Some(entry) = view.entry {
                        dt { (t!(lang, "receipt-place")) } dd { a class="link" href=(format!("{}/entries/{entry}", paths::RECORD)) { (t!(lang, "record-entry", index = count(lang, entry))) } }
                    }
                }
            }
            div class="btnrow" {
                (link_button(&t!(lang, "why-download"), &format!("/record/rounds/{}.zst", view.file), Tone::Normal))
                (link_button(&t!(lang, "why-rules"), "/commons/people#earning", Tone::Plain))
            }
        }
    }
}
