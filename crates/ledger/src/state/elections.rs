//! Writing what happens to elections, and the timers that go with them.

use super::{State, Timer, place};
use crate::change::Change;
use crate::election::{Election, ElectionStage, Nomination};
use crate::ids::ElectionId;
use crate::proposal::MemberSet;

impl State {
    /// Returns the election of this number.
    #[must_use]
    pub fn find_election(&self, id: ElectionId) -> Option<&Election> {
        self.elections.get(place(id.0)?)
    }

    fn election_mut(&mut self, id: ElectionId) -> Option<&mut Election> {
        self.elections.get_mut(place(id.0)?)
    }

    // long: one arm per kind of change
    pub(super) fn write_election(&mut self, change: Change) {
        let time_ms = self.time_ms;
        match change {
            Change::ElectionCalled { election } => {
                let (id, stage) = (election.id, election.stage);
                self.elections.push(*election);
                self.enter_election(id, stage);
            }
            Change::Nominated {
                election,
                member,
                text,
            } => {
                let nomination = Nomination {
                    text,
                    since_ms: time_ms,
                    sponsors: std::collections::BTreeSet::new(),
                    sponsored_ms: None,
                    withdrawn_ms: None,
                };
                if let Some(it) = self.election_mut(election) {
                    it.nominations.insert(member, nomination);
                }
            }
            Change::NominationWithdrawn { election, member } => {
                let Some(it) = self.election_mut(election) else {
                    return;
                };
                if matches!(it.stage, ElectionStage::Nominating { .. }) {
                    it.nominations.remove(&member);
                } else if let Some(nomination) = it.nominations.get_mut(&member) {
                    nomination.withdrawn_ms = Some(time_ms);
                }
            }
            Change::NominationSponsored {
                election,
                nominee,
                member,
            } => {
                let Some(it) = self.election_mut(election) else {
                    return;
                };
                let needed = usize::try_from(it.sponsors_needed).unwrap_or(usize::MAX);
                if let Some(nomination) = it.nominations.get_mut(&nominee) {
                    nomination.sponsors.insert(member);
                    if nomination.sponsors.len() >= needed {
                        nomination.sponsored_ms.get_or_insert(time_ms);
                    }
                }
            }
            Change::ElectionOpened {
                election,
                seats,
                poll,
                closes_ms,
                counts_ms,
            } => {
                if let Some(it) = self.election_mut(election) {
                    it.seats = seats;
                    it.poll = Some(*poll);
                }
                let stage = ElectionStage::Voting {
                    closes_ms,
                    counts_ms,
                };
                self.enter_election(election, stage);
            }
            Change::BallotRanked {
                election,
                member,
                ranking,
            } => {
                let poll = self.election_mut(election).and_then(|it| it.poll.as_mut());
                if let Some(poll) = poll {
                    poll.ballots.insert(member, ranking);
                }
            }
            Change::ElectionCounted {
                election,
                counted,
                takes_ms,
            } => {
                if let Some(it) = self.election_mut(election) {
                    it.counted = Some(*counted);
                }
                self.enter_election(election, ElectionStage::Taking { takes_ms });
            }
            Change::ElectionEntered { election, stage } => self.enter_election(election, stage),
            _ => {}
        }
    }

    /// Moves an election to `stage`, its timer with it. Who voted how is dropped with the count: what
    /// it was made from, the rankings without names, stays.
    fn enter_election(&mut self, id: ElectionId, stage: ElectionStage) {
        self.timers.retain(|(_, timer)| !timer.is_of_election(id));
        let timer = match stage {
            ElectionStage::Nominating { closes_ms } => {
                Some((closes_ms, Timer::NominationsClose(id)))
            }
            ElectionStage::Voting { counts_ms, .. } => Some((counts_ms, Timer::ElectionCounts(id))),
            ElectionStage::Taking { takes_ms } => Some((takes_ms, Timer::SeatsTaken(id))),
            ElectionStage::Taken { .. } | ElectionStage::Void => None,
        };
        self.timers.extend(timer);
        if let Some(it) = self.election_mut(id) {
            it.stage = stage;
            let is_voting = matches!(stage, ElectionStage::Voting { .. });
            if let Some(poll) = it.poll.as_mut().filter(|_| !is_voting) {
                poll.voters = MemberSet::default();
                poll.ballots.clear();
            }
        }
    }

    /// Remembers who took a seat by an election.
    pub(super) fn write_seated(&mut self, id: ElectionId, member: crate::ids::MemberNumber) {
        let counted = self.election_mut(id).and_then(|it| it.counted.as_mut());
        if let Some(counted) = counted {
            counted.seated.push(member);
        }
    }
}

impl Timer {
    fn is_of_election(&self, id: ElectionId) -> bool {
        match self {
            Self::NominationsClose(it) | Self::ElectionCounts(it) | Self::SeatsTaken(it) => {
                *it == id
            }
            Self::RoundCloses(_)
            | Self::VotePasses(_)
            | Self::VoteCloses(_)
            | Self::ConfirmEnds(_)
            | Self::TimelockEnds(_)
            | Self::DraftMatures(_)
            | Self::DraftExpires(_)
            | Self::ReadingOpens(_)
            | Self::PanelDraws(_)
            | Self::PanelEnds(_)
            | Self::RenewalAsked(_)
            | Self::MandateLapses(_)
            | Self::JuryDraws(_)
            | Self::AlternatesStandIn(_)
            | Self::ReviewersDraw(_)
            | Self::ReviewersStandIn(_)
            | Self::ReviewEnds(_)
            | Self::TrustDraws(_)
            | Self::TrustNoticeEnds(_)
            | Self::CallCloses(_)
            | Self::GrantsLooked
            | Self::AssignmentEnds(_)
            | Self::SealingEnds(_)
            | Self::JuryEnds(_)
            | Self::TransferEnds(_)
            | Self::OrdersReveal(_)
            | Self::AuctionClears(_)
            | Self::TradeLapses(_)
            | Self::OfferCloses(_)
            | Self::AttestationEnds(_) => false,
        }
    }
}
