//! The roadmap: its part of a decision's page, and the page of what is in force.

use std::collections::BTreeMap;

use app::proposal::ProposalView;
use app::roadmap::RoadmapPart;
use ledger::count::Candidate;
use ledger::ids::ProposalId;
use ledger::member::Standing;
use ledger::proposal::{Proposal, Stage};
use ledger::roadmap::{Item, ItemNumber, RankedVote};

use super::faces;
use crate::error::PageError;
use crate::pages::commons::roadmap::{
    self, InForce, ItemView, Judgement, OrderView, RankedView, RoadmapView,
};
use crate::visit::{Html, Visit, answer};
use crate::{markdown, t};

/// Puts the roadmap of a decision into a view; nothing if it makes none.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn ranked(visit: &Visit, loaded: &ProposalView) -> Result<Option<RankedView>, PageError> {
    let (Some(ranked), Some(part)) = (&loaded.proposal.ranked, &loaded.roadmap) else {
        return Ok(None);
    };
    let proposal = &loaded.proposal;
    let counted = counted(ranked);
    let mut items = items(visit, ranked).await?;
    if counted.is_none() {
        items.sort_by_key(|it| {
            let at = part.order.iter().position(|number| number.0 == it.number);
            at.unwrap_or(usize::MAX)
        });
    }
    let own = part.ranking.iter().flatten().zip(1..);
    let own = own.flat_map(|(group, rank)| group.iter().map(move |it| (it.0, rank)));
    Ok(Some(RankedView {
        items,
        items_until_ms: ranked.items_until_ms,
        is_ranking: ranked.is_ranking(),
        may_add: part.may_add,
        may_cost: part.may_cost,
        may_rank: part.may_rank,
        own: own.collect::<BTreeMap<_, _>>(),
        turnout: turnout(visit, loaded),
        counted,
        judgement: judgement(proposal, ranked, part),
        sent_back_ms: ranked.sent_back_ms,
    }))
}

fn turnout(visit: &Visit, loaded: &ProposalView) -> Option<(u64, u64, u64)> {
    let snapshot = loaded.proposal.snapshot.as_ref()?;
    let at_ms = super::decision::judged_ms(visit, &loaded.proposal);
    Some((
        loaded.count.direct.votes(),
        snapshot.support_needed(at_ms).into(),
        snapshot.electorate.into(),
    ))
}

fn judgement(proposal: &Proposal, ranked: &RankedVote, part: &RoadmapPart) -> Option<Judgement> {
    let total = proposal.snapshot.as_ref()?.weights.total;
    let waits = matches!(proposal.stage, Stage::Timelock { .. });
    (waits && ranked.can_be_sent_back() && total > 0).then(|| Judgement {
        may_judge: part.may_judge,
        said: part.judged,
        no: ranked.judgement.no,
        sides: ranked.judgement.sides(),
        given: ranked
            .judgement
            .sides()
            .saturating_add(ranked.judgement.abstain),
        total,
        against_bps: ranked.rules.against.0.into(),
        turnout_bps: ranked.rules.turnout.0.into(),
    })
}

/// What was counted, with both tables; nothing before it.
pub fn counted(ranked: &RankedVote) -> Option<OrderView> {
    let account = ranked.account()?;
    let candidates = || (0_u16..).map(Candidate).take(ranked.items.len());
    let table = |of: &dyn Fn(Candidate, Candidate) -> u64| {
        candidates()
            .map(|row| candidates().map(|column| of(row, column)).collect())
            .collect()
    };
    let numbers = |group: &Vec<ItemNumber>| group.iter().map(|it| it.0).collect();
    Some(OrderView {
        order: ranked.order.iter().map(numbers).collect(),
        preferred: table(&|row, column| account.preferred.of(row, column)),
        strongest: table(&|row, column| account.strongest.of(row, column)),
    })
}

/// The items with their words, by number.
async fn items(visit: &Visit, ranked: &RankedVote) -> Result<Vec<ItemView>, PageError> {
    let words = visit.app().load_item_words(ranked).await?;
    let authors = ranked.items.iter().map(|it| it.author).collect();
    let mut people = faces(visit, authors).await?;
    people.retain(|_, face| !face.handle.is_empty());
    let view = |((number, item), words): ((ItemNumber, &Item), _)| {
        let words: Option<app::companion::Words> = words;
        let untitled = || t!(visit.lang, "roadmap-item-untitled", number = number.0).into_owned();
        let summary = words.as_ref().map_or("", |it| it.summary.as_str());
        ItemView {
            number: number.0,
            text: maud::Render::render(&markdown::render(summary)),
            title: words.as_ref().map_or_else(untitled, |it| it.title.clone()),
            author: people.get(&item.author.0).cloned(),
            cost: item.cost.map(|it| i64::try_from(it.0).unwrap_or(i64::MAX)),
        }
    };
    Ok(ranked.numbered().zip(words).map(view).collect())
}

/// `GET /commons/roadmap`: what is in force, and what comes next.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let roadmaps = visit.app().roadmaps()?;
    let quarter = roadmaps.quarter;
    let (shown, earlier): (Vec<_>, Vec<_>) =
        roadmaps.in_force.iter().partition(|it| it.0 >= quarter);
    let mut in_force = Vec::new();
    for (quarter, decision, since_ms) in shown {
        in_force.extend(force(&visit, quarter.0, decision, since_ms).await?);
    }
    let who = visit.who.as_ref();
    let view = RoadmapView {
        quarter: quarter.0,
        next_from_ms: roadmaps.next_from_ms,
        in_force,
        underway: roadmaps
            .underway
            .iter()
            .map(|it| (it.0.0, it.1.0))
            .collect(),
        earlier: earlier.iter().map(|it| (it.0.0, it.1.0)).collect(),
        may_propose: who.is_some_and(|it| it.standing == Standing::Member),
    };
    Ok(answer(&shell, &roadmap::roadmap(&shell, &view)))
}

async fn force(
    visit: &Visit,
    quarter: u32,
    decision: ProposalId,
    since_ms: u64,
) -> Result<Option<InForce>, PageError> {
    let loaded = visit.app().load_proposal(decision, visit.member()).await?;
    let Some(ranked) = &loaded.proposal.ranked else {
        return Ok(None);
    };
    let Some(counted) = counted(ranked) else {
        return Ok(None);
    };
    Ok(Some(InForce {
        quarter,
        decision: decision.0,
        since_ms,
        items: items(visit, ranked).await?,
        counted,
    }))
}
