//! Writing what happens to the roadmap of a quarter.

use std::collections::BTreeMap;

use super::State;
use crate::change::Change;
use crate::ids::ProposalId;
use crate::roadmap::RankedVote;

impl State {
    // long: one arm per kind of change
    pub(super) fn write_roadmap(&mut self, change: Change) {
        let time_ms = self.time_ms;
        match change {
            Change::ItemAdded { proposal, item } => {
                if let Some(ranked) = self.ranked_mut(proposal) {
                    ranked.items.push(item);
                }
            }
            Change::ItemCosted {
                proposal,
                item,
                cost,
            } => {
                let ranked = self.ranked_mut(proposal);
                let place = item.place();
                let item = ranked.and_then(|it| it.items.get_mut(place?));
                if let Some(item) = item {
                    item.cost = Some(cost);
                }
            }
            Change::ItemsRanked {
                proposal,
                member,
                ranking,
            } => {
                if let Some(ranked) = self.ranked_mut(proposal) {
                    ranked.ballots.insert(member, ranking);
                }
            }
            Change::ItemsCounted {
                proposal,
                papers,
                order,
            } => {
                if let Some(ranked) = self.ranked_mut(proposal) {
                    ranked.ballots = BTreeMap::new();
                    ranked.papers = papers;
                    ranked.order = order;
                }
            }
            Change::RoadmapJudged {
                proposal,
                member,
                choice,
            } => {
                let Some(it) = self.proposal_mut(proposal) else {
                    return;
                };
                let weight = it.snapshot.as_ref().map_or(0, |it| it.weights.get(member));
                if let Some(ranked) = it.ranked.as_deref_mut() {
                    let before = ranked.judged.insert(member, choice);
                    ranked.judgement = ranked.judgement.replaced(before, choice, weight);
                }
            }
            Change::RoadmapSentBack { proposal } => {
                if let Some(ranked) = self.ranked_mut(proposal) {
                    ranked.sent_back_ms = Some(time_ms);
                    ranked.is_insisting = true;
                    ranked.judged = BTreeMap::new();
                }
            }
            Change::RoadmapAdopted { proposal, quarter } => {
                let now = self.provenance(proposal);
                self.roadmaps.insert(quarter, now);
                if let Some(ranked) = self.ranked_mut(proposal) {
                    ranked.judged = BTreeMap::new();
                }
            }
            _ => {}
        }
    }

    fn ranked_mut(&mut self, id: ProposalId) -> Option<&mut RankedVote> {
        self.proposal_mut(id)?.ranked.as_deref_mut()
    }
}
