//! The roadmap of a quarter as pages show it: items with their words, one's own part, what is in force.

use ledger::State;
use ledger::ids::{Digest, MemberNumber, ProposalId, Quarter};
use ledger::member::Standing;
use ledger::office::Office;
use ledger::operation::Choice;
use ledger::proposal::{Proposal, Stage};
use ledger::roadmap::{ITEMS_EACH_MAX, ITEMS_MAX, ItemNumber, ItemRanking, RankedVote};

use crate::App;
use crate::companion::Words;
use crate::error::Result;

/// What somebody may do with a roadmap, and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadmapPart {
    /// The items in the order in which they see them: another one for each.
    pub order: Vec<ItemNumber>,
    /// Whether they may add an item now.
    pub may_add: bool,
    /// Whether they may say what an item costs now.
    pub may_cost: bool,
    /// Whether they may rank now.
    pub may_rank: bool,
    /// How they ranked, while the vote is open.
    pub ranking: Option<ItemRanking>,
    /// Whether they may say now, as somebody who earned, whether it goes back.
    pub may_judge: bool,
    /// What they said.
    pub judged: Option<Choice>,
}

/// The roadmaps of a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roadmaps {
    /// The quarter that is running.
    pub quarter: Quarter,
    /// When the next one begins, in milliseconds.
    pub next_from_ms: u64,
    /// What is in force, with the decision that made it, the latest quarter first.
    pub in_force: Vec<(Quarter, ProposalId, u64)>,
    /// What is being made, the earliest first.
    pub underway: Vec<(Quarter, ProposalId)>,
}

pub(crate) fn roadmap_part(
    state: &State,
    proposal: &Proposal,
    viewer: Option<MemberNumber>,
    now_ms: u64,
) -> Option<RoadmapPart> {
    let ranked = proposal.ranked.as_deref()?;
    let Some(member) = viewer else {
        return Some(RoadmapPart {
            order: ranked.numbered().map(|it| it.0).collect(),
            ..RoadmapPart::default()
        });
    };
    let is_draft = matches!(proposal.stage, Stage::Draft { .. });
    let snapshot = proposal.snapshot.as_ref();
    let is_voter = snapshot.is_some_and(|it| it.voters.contains(member));
    let weighs = snapshot.is_some_and(|it| it.weights.get(member) > 0);
    let has_room = ranked.items.len() < ITEMS_MAX && ranked.added_by(member) < ITEMS_EACH_MAX;
    Some(RoadmapPart {
        order: ranked.order_for(proposal.id, member),
        may_add: is_draft
            && now_ms < ranked.items_until_ms
            && has_room
            && state.standing(member, now_ms) == Standing::Member,
        may_cost: is_draft && state.holds(member, Office::Team, now_ms),
        may_rank: proposal.is_open() && ranked.is_ranking() && is_voter,
        ranking: ranked.ballots.get(&member).cloned(),
        may_judge: matches!(proposal.stage, Stage::Timelock { .. })
            && ranked.can_be_sent_back()
            && weighs,
        judged: ranked.judged.get(&member).copied(),
    })
}

impl App {
    /// Loads the words of the items, in their order; nothing where they are erased.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn load_item_words(&self, ranked: &RankedVote) -> Result<Vec<Option<Words>>> {
        let mut reader = self.store.read().await?;
        let mut found = Vec::with_capacity(ranked.items.len());
        for item in &ranked.items {
            let Digest(digest) = item.text;
            let stored = reader.find_proposal_text(&digest).await?;
            found.push(stored.map(|it| Words {
                title: it.title,
                summary: it.summary,
                salt: String::from_utf8_lossy(&it.salt).into_owned(),
                payee: None,
            }));
        }
        Ok(found)
    }

    /// Says which roadmaps are in force and which are being made.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn roadmaps(&self) -> Result<Roadmaps> {
        Ok(self.record.read(|state| {
            let quarter = state.round.quarter();
            let rounds = quarter.next().first_round().0.saturating_sub(state.round.0);
            // The round that is running ends at its timer; those after it are whole.
            let round_ends_ms = state.timers.iter().find_map(|(at_ms, timer)| match timer {
                ledger::state::Timer::RoundCloses(_) => Some(*at_ms),
                _ => None,
            });
            let whole = u64::from(rounds.saturating_sub(1));
            let whole_ms = state.charter.round_ms().saturating_mul(whole);
            let underway = state.proposals.iter().filter(|it| it.is_live());
            let of = |it: &Proposal| match it.payload {
                ledger::operation::Payload::Roadmap(quarter) => Some((quarter, it.id)),
                _ => None,
            };
            let mut underway: Vec<_> = underway.filter_map(of).collect();
            underway.sort_unstable();
            let in_force = state.roadmaps.iter().rev();
            Roadmaps {
                quarter,
                next_from_ms: round_ends_ms.unwrap_or(0).saturating_add(whole_ms),
                in_force: in_force
                    .map(|(quarter, it)| (*quarter, it.by, it.since_ms))
                    .collect(),
                underway,
            }
        })?)
    }
}
