//! Roadmaps: the items of a quarter, their order, and everything that it follows from.

use axum::Json;
use ledger::ids::ProposalId;
use ledger::roadmap::{ItemNumber, RankedVote};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{MemberJson, member};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::handlers::commons::roadmap::counted;
use crate::visit::Visit;

/// Something that could be done in the quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemJson {
    /// Its number, from 1.
    number: u16,
    /// What it is called; nothing once its words are erased.
    title: Option<String>,
    /// What it is, in Markdown.
    text: Option<String>,
    /// Who added it.
    author: Option<MemberJson>,
    /// When, in Unix milliseconds.
    added_at_ms: u64,
    /// What it costs as the core team says, in minor units, as a decimal text.
    cost: Option<String>,
}

/// Equal ballots put together.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemBallotsJson {
    /// Item numbers, the best first; what stands together is equal.
    ranking: Vec<Vec<u16>>,
    /// How many members it counts for.
    count: u64,
}

/// Items, ballots and order of a roadmap.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankingJson {
    /// The decision that makes or made it.
    decision: u32,
    /// Until when items are added, in Unix milliseconds.
    items_until_ms: u64,
    /// The items, by number.
    items: Vec<ItemJson>,
    /// Item numbers, the first first; what stands together is tied. Empty before the count.
    order: Vec<Vec<u16>>,
    /// How many put the row's item before the column's, by number.
    preferred: Vec<Vec<u64>>,
    /// The weakest link of the strongest chain of defeats from the row's item to the column's.
    strongest: Vec<Vec<u64>>,
    /// What was counted.
    ballots: Vec<ItemBallotsJson>,
    /// When the stewards sent it back, in Unix milliseconds.
    sent_back_at_ms: Option<u64>,
    /// Whether the members are, or were, asked whether they insist.
    is_insisting: bool,
    /// The visitor's ranking, while the vote is open.
    own: Option<Vec<Vec<u16>>>,
}

/// A roadmap with its quarter.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuarterJson {
    /// Which quarter, from 0.
    quarter: u32,
    /// Since when it is in force, in Unix milliseconds.
    since_ms: u64,
    /// The roadmap.
    roadmap: RankingJson,
}

/// A roadmap that is being made.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnderwayJson {
    /// Which quarter, from 0.
    quarter: u32,
    /// The decision.
    decision: u32,
}

/// The roadmaps of a moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoadmapsJson {
    /// The quarter that is running, from 0.
    quarter: u32,
    /// When the next one begins, in Unix milliseconds.
    next_from_ms: u64,
    /// What is in force for this quarter and later ones, the latest first.
    in_force: Vec<QuarterJson>,
    /// What is being made.
    underway: Vec<UnderwayJson>,
}

fn numbers(ranking: &[Vec<ItemNumber>]) -> Vec<Vec<u16>> {
    let group = |group: &Vec<ItemNumber>| group.iter().map(|it| it.0).collect();
    ranking.iter().map(group).collect()
}

impl RankingJson {
    async fn of(
        visit: &Visit,
        decision: ProposalId,
        ranked: &RankedVote,
        own: Option<Vec<Vec<u16>>>,
    ) -> Result<Self, PageError> {
        let words = visit.app().load_item_words(ranked).await?;
        let mut items = Vec::with_capacity(ranked.items.len());
        for ((number, item), words) in ranked.numbered().zip(words) {
            items.push(ItemJson {
                number: number.0,
                title: words.as_ref().map(|it| it.title.clone()),
                text: words.map(|it| it.summary),
                author: member(visit, item.author).await?,
                added_at_ms: item.added_ms,
                cost: item.cost.map(|it| it.to_string()),
            });
        }
        let counted = counted(ranked).unwrap_or_default();
        let ballots = ranked
            .papers
            .iter()
            .map(|(ranking, count)| ItemBallotsJson {
                ranking: numbers(ranking),
                count: *count,
            });
        Ok(Self {
            decision: decision.0,
            items_until_ms: ranked.items_until_ms,
            items,
            order: counted.order,
            preferred: counted.preferred,
            strongest: counted.strongest,
            ballots: ballots.collect(),
            sent_back_at_ms: ranked.sent_back_ms,
            is_insisting: ranked.is_insisting,
            own,
        })
    }
}

/// The roadmap that a decision makes.
#[utoipa::path(get, path = "/api/meent/v1/decisions/{number}/ranking", tag = "decisions", params(("number" = u32, Path)), responses((status = 200, body = RankingJson), (status = 404, body = Problem)))]
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Json<RankingJson>, PageError> {
    let id = ProposalId(number);
    let loaded = visit.app().load_proposal(id, visit.member()).await?;
    let ranked = loaded.proposal.ranked.ok_or(PageError::NotFound)?;
    let own = loaded.roadmap.and_then(|it| it.ranking);
    let own = own.map(|it| numbers(&it));
    Ok(Json(RankingJson::of(&visit, id, &ranked, own).await?))
}

/// The roadmaps in force, and those that are being made.
#[utoipa::path(get, path = "/api/meent/v1/roadmap", tag = "decisions", responses((status = 200, body = RoadmapsJson)))]
pub async fn list(visit: Visit) -> Result<Json<RoadmapsJson>, PageError> {
    let roadmaps = visit.app().roadmaps()?;
    let mut in_force = Vec::new();
    for (quarter, decision, since_ms) in &roadmaps.in_force {
        let loaded = visit.app().load_proposal(*decision, None).await?;
        if let Some(ranked) = loaded
            .proposal
            .ranked
            .filter(|_| *quarter >= roadmaps.quarter)
        {
            in_force.push(QuarterJson {
                quarter: quarter.0,
                since_ms: *since_ms,
                roadmap: RankingJson::of(&visit, *decision, &ranked, None).await?,
            });
        }
    }
    let underway = roadmaps
        .underway
        .iter()
        .map(|(quarter, decision)| UnderwayJson {
            quarter: quarter.0,
            decision: decision.0,
        });
    Ok(Json(RoadmapsJson {
        quarter: roadmaps.quarter.0,
        next_from_ms: roadmaps.next_from_ms,
        in_force,
        underway: underway.collect(),
    }))
}
