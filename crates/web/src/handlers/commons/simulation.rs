//! Runs a proposal against last month's facts and says what came out.

use app::simulation::{Cases, Erased, Simulation};
use ledger::charter::TrackName;
use ledger::ids::{Money, ProposalId};
use ledger::operation::Payload;
use ledger::policy::Step;
use ledger::proposal::{Failure, Proposal};
use ledger::score::Issuance;
use ledger::simulation::{PastVote, Purse};

use crate::error::PageError;
use crate::pages::commons::simulation::SimulationView;
use crate::pages::commons::{failure_words, shares};
use crate::t;
use crate::text::Lang;
use crate::text::number::euro;
use crate::text::refusal::rejection_text;
use crate::visit::Visit;

/// Says what a live proposal would do; nothing of one that is over.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn of_proposal(visit: &Visit, proposal: &Proposal) -> Result<SimulationView, PageError> {
    if proposal.is_live() {
        of_payload(visit, &proposal.payload).await
    } else {
        Ok(SimulationView::default())
    }
}

/// Says what `payload` would do.
///
/// # Errors
///
/// As [`of_proposal`].
pub async fn of_payload(visit: &Visit, payload: &Payload) -> Result<SimulationView, PageError> {
    if let Payload::Statement | Payload::Existence(_) | Payload::Roadmap(_) = payload {
        return Ok(SimulationView::default());
    }
    let found = visit.app().simulate(payload).await?;
    said(visit, &found).await
}

async fn said(visit: &Visit, found: &Simulation) -> Result<SimulationView, PageError> {
    let lang = visit.lang;
    let mut view = SimulationView::default();
    if let Some(rejection) = found.rejection {
        let why = rejection_text(lang, rejection);
        let words = t!(lang, "simulation-rejected", why = why);
        view.findings.push(words.into_owned());
    }
    if let Some(cases) = &found.moderation {
        view.findings.extend(case_words(lang, cases));
        view.unknown
            .push(t!(lang, "simulation-unknown-cases").into_owned());
    }
    for it in &found.data {
        view.findings.push(erased_words(lang, it));
    }
    if !found.data.is_empty() {
        view.unknown
            .push(t!(lang, "simulation-unknown-data").into_owned());
    }
    if let Some(votes) = &found.votes {
        view.findings.extend(vote_words(visit, votes).await?);
        view.unknown
            .push(t!(lang, "simulation-unknown-votes").into_owned());
    }
    if let Some((before, after)) = &found.issuance {
        view.findings.push(issuance_words(lang, before, after));
        view.unknown
            .push(t!(lang, "simulation-unknown-issuance").into_owned());
    }
    if let Some((before, after, _, track)) = &found.money {
        view.findings.extend(money_words(lang, before, after));
        view.findings.extend(tier_words(lang, *track));
    }
    Ok(view)
}

fn case_words(lang: Lang, cases: &Cases) -> Vec<String> {
    let mut words = Vec::new();
    if cases.decided == 0 {
        words.push(t!(lang, "simulation-no-cases").into_owned());
    } else {
        words.push(
            t!(
                lang,
                "simulation-cases",
                count = cases.decided,
                same = cases.same
            )
            .into_owned(),
        );
    }
    for (rule, count) in &cases.not_possible {
        let rule = rule.as_str();
        words.push(t!(lang, "simulation-not-possible", count = *count, rule = rule).into_owned());
    }
    for ((rule, was, would), count) in &cases.other {
        words.push(
            t!(
                lang,
                "simulation-other-step",
                count = *count,
                rule = rule.as_str(),
                was = step_words(lang, was),
                would = step_words(lang, would)
            )
            .into_owned(),
        );
    }
    if cases.reported > 0 {
        words.push(
            t!(
                lang,
                "simulation-reports",
                count = cases.reported,
                limited = cases.limited,
                would = cases.would_limit
            )
            .into_owned(),
        );
    }
    words
}

fn step_words(lang: Lang, step: &Step) -> String {
    crate::pages::commons::policy::step_words(lang, step)
}

fn erased_words(lang: Lang, it: &Erased) -> String {
    let category = t!(lang, &format!("category-{}", it.category.word())).into_owned();
    let days = |days: Option<u16>| match days {
        None => t!(lang, "simulation-days-none"),
        Some(0) => t!(lang, "simulation-days-account"),
        Some(days) => t!(lang, "simulation-days", count = days),
    };
    let stays = it.kept.items.saturating_sub(it.gone.items);
    t!(
        lang,
        "simulation-erased",
        category = category,
        before = days(it.days.0),
        after = days(it.days.1),
        items = it.gone.items,
        people = it.gone.people,
        stays = stays
    )
    .into_owned()
}

async fn vote_words(visit: &Visit, votes: &[PastVote]) -> Result<Vec<String>, PageError> {
    let lang = visit.lang;
    if votes.is_empty() {
        return Ok(vec![t!(lang, "simulation-no-votes").into_owned()]);
    }
    let turned: Vec<&PastVote> = votes.iter().filter(|it| it.is_turned()).collect();
    let summary = t!(
        lang,
        "simulation-votes",
        count = votes.len(),
        turned = turned.len()
    );
    let mut words = vec![summary.into_owned()];
    for it in turned {
        let title = title(visit, it.proposal).await?;
        let line = match (it.before, it.after) {
            (_, Some(failure)) => t!(
                lang,
                "simulation-would-fail",
                number = it.proposal.0,
                title = title,
                why = lowered(lang, failure)
            ),
            (_, None) => t!(
                lang,
                "simulation-would-pass",
                number = it.proposal.0,
                title = title
            ),
        };
        words.push(line.into_owned());
    }
    Ok(words)
}

fn lowered(lang: Lang, failure: Failure) -> String {
    failure_words(lang, failure).to_lowercase()
}

async fn title(visit: &Visit, id: ProposalId) -> Result<String, PageError> {
    let view = visit.app().load_proposal(id, None).await?;
    Ok(view.words.map_or_else(
        || t!(visit.lang, "week-untitled", number = id.0).into_owned(),
        |it| it.title,
    ))
}

fn issuance_words(lang: Lang, before: &Issuance, after: &Issuance) -> String {
    t!(
        lang,
        "simulation-issuance",
        count = after.contributors,
        before = shares(lang, before.issuance.0),
        after = shares(lang, after.issuance.0),
        before_part = shares(lang, before.part.0),
        after_part = shares(lang, after.part.0)
    )
    .into_owned()
}

fn money_words(lang: Lang, before: &Purse, after: &Purse) -> Vec<String> {
    let said = |name: String, one: Money, other: Money| {
        let euros = |it: Money| euro(lang, i64::try_from(it.0).unwrap_or(i64::MAX));
        t!(
            lang,
            "simulation-money",
            name = name,
            before = euros(one),
            after = euros(other)
        )
        .into_owned()
    };
    let treasury = t!(lang, "sheet-field-treasury").into_owned();
    let mut words = vec![said(treasury, before.treasury, after.treasury)];
    for envelope in ledger::payload::Envelope::ALL {
        let held = |purse: &Purse| purse.envelopes.get(&envelope).copied().unwrap_or(Money(0));
        let (one, other) = (held(before), held(after));
        if one != other {
            let name = t!(lang, &format!("envelope-{}", envelope.word())).into_owned();
            words.push(said(name, one, other));
        }
    }
    words
}

/// What the sum for the same beneficiary within the charter's time makes of a payment.
fn tier_words(lang: Lang, track: TrackName) -> Option<String> {
    let key = match track {
        TrackName::SmallSpend => "simulation-tier-small",
        TrackName::MediumSpend => "simulation-tier-medium",
        TrackName::LargeSpend => "simulation-tier-large",
        TrackName::MoneyRules => "simulation-tier-budget",
        TrackName::Charter
        | TrackName::Existence
        | TrackName::Policy
        | TrackName::MoreData
        | TrackName::Strategy
        | TrackName::Recall
        | TrackName::Offices => return None,
    };
    Some(t!(lang, key).into_owned())
}
