//! Writing what happens to proposals: ballots, stages, and the timers that go with them.

use super::{State, Timer};
use crate::change::Change;
use crate::ids::ProposalId;
use crate::panel::Panel;
use crate::proposal::{Ballot, Carrying, MemberMap, Proposal, Stage, StewardTally, Tally};

impl State {
    // long: one arm per kind of change
    pub(super) fn write_proposal(&mut self, change: Change) {
        match change {
            Change::Filed { proposal } => {
                if let Some(author) = self.member_mut(proposal.author) {
                    author.sponsored = author.sponsored.saturating_add(1);
                }
                let (id, stage) = (proposal.id, proposal.stage);
                self.proposals.push(*proposal);
                self.enter(id, stage);
            }
            Change::Sponsored { proposal, member } => {
                if let Some(sponsor) = self.member_mut(member) {
                    sponsor.sponsored = sponsor.sponsored.saturating_add(1);
                }
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.sponsors.insert(member);
                }
            }
            Change::Opened {
                proposal,
                snapshot,
                closes_ms,
            } => {
                if let Some(it) = self.proposal_mut(proposal) {
                    it.snapshot = Some(*snapshot);
                    it.petitioners.clear();
                    it.tally = Tally::default();
                    it.stewards = StewardTally::default();
                    it.met_ms = None;
                    it.is_extended = false;
                    it.panel = None;
                }
                self.enter(proposal, Stage::Open { closes_ms });
                if let Some(it) = self.proposal_mut(proposal) {
                    it.derive();
                }
            }
            Change::BallotCast {
                proposal,
                member,
                choice,
                count: _,
                electorate: _,
            } => {
                let cast_ms = self.time_ms;
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.cast(member, Ballot { choice, cast_ms });
                }
            }
            Change::VoteExtended {
                proposal,
                closes_ms,
            } => {
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.close_later(closes_ms);
                    proposal.is_extended = true;
                }
                self.enter(proposal, Stage::Open { closes_ms });
            }
            Change::StageEntered { proposal, stage } => self.enter(proposal, stage),
            Change::PetitionSigned { proposal, member } => {
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.petitioners.insert(member);
                }
            }
            Change::PetitionForced { proposal, stage } => {
                let time_ms = self.time_ms;
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.petitioned_ms = Some(time_ms);
                }
                self.enter(proposal, stage);
            }
            Change::BenchFiled { jury, proposal } => {
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.bench = Some(jury);
                }
            }
            Change::CurvesMet { proposal, met_ms } => {
                if let Some(proposal) = self.proposal_mut(proposal) {
                    proposal.met_ms = met_ms;
                }
                self.set_pass_timer(proposal);
            }
            _ => {}
        }
    }

    pub(super) fn write_panel(&mut self, change: Change) {
        let time_ms = self.time_ms;
        match change {
            Change::PanelDrawn { proposal, receipt } => {
                if let Some(panel) = self.panel_mut(proposal) {
                    panel.receipt = Some(*receipt);
                }
            }
            Change::PanelAnswered {
                proposal,
                member,
                answer,
            } => {
                if let Some(panel) = self.panel_mut(proposal) {
                    panel.answers.insert(member, answer);
                }
            }
            Change::PanelEnded {
                proposal,
                is_blocked,
                closes_ms,
            } => {
                if let Some(panel) = self.panel_mut(proposal) {
                    panel.ended = Some((time_ms, is_blocked));
                }
                self.pay_panel(proposal);
                if let Some(closes_ms) = closes_ms {
                    if let Some(it) = self.proposal_mut(proposal) {
                        it.go_on(closes_ms);
                    }
                    self.enter(proposal, Stage::Open { closes_ms });
                }
            }
            _ => {}
        }
    }

    /// Whoever answered has served, and is credited what a juror is.
    fn pay_panel(&mut self, id: ProposalId) {
        let panel = self.find_proposal(id).and_then(|it| it.panel.as_ref());
        let answered = panel.iter().flat_map(|it| it.answers.keys().copied());
        let pay = u64::from(self.charter.juror_pay);
        for member in answered.collect::<Vec<_>>() {
            self.serve(member);
            if pay > 0 {
                let credited = self.justice.credited.entry(member).or_default();
                *credited = credited.saturating_add(pay);
            }
        }
    }

    fn panel_mut(&mut self, id: ProposalId) -> Option<&mut Panel> {
        self.proposal_mut(id)?.panel.as_mut()
    }

    /// Moves a proposal to `stage`, its timers with it.
    fn enter(&mut self, id: ProposalId, stage: Stage) {
        let time_ms = self.time_ms;
        self.timers.retain(|(_, timer)| !timer.is_of(id));
        self.timers.extend(stage_timers(id, stage, time_ms));
        let Some(proposal) = self.proposal_mut(id) else {
            return;
        };
        let (was_open, was_held, had_weights, count) = (
            proposal.is_open(),
            proposal.holds_ballots(),
            proposal.holds_ballots() || proposal.holds_weights(),
            proposal.count(),
        );
        if let (Stage::Panel { .. }, Stage::Open { closes_ms }) = (stage, proposal.stage) {
            proposal.panel = Some(Panel::called(closes_ms));
        }
        proposal.stage = stage;
        proposal.history.push((stage, time_ms));
        if was_open && !proposal.is_open() {
            proposal.counts.push(count);
            proposal.met_ms = None;
        }
        if was_held && !proposal.holds_ballots() {
            proposal.ballots = MemberMap::default();
            proposal.carrying = Carrying::default();
            if let Some(snapshot) = &mut proposal.snapshot {
                snapshot.forget_voters();
            }
        }
        if had_weights
            && !proposal.holds_ballots()
            && !proposal.holds_weights()
            && let Some(snapshot) = &mut proposal.snapshot
        {
            snapshot.forget_weights();
        }
        if !proposal.is_live() {
            proposal.petitioners.clear();
            let sponsors = core::mem::take(&mut proposal.sponsors);
            for sponsor in &sponsors {
                if let Some(member) = self.member_mut(*sponsor) {
                    member.sponsored = member.sponsored.saturating_sub(1);
                }
            }
            if let Some(proposal) = self.proposal_mut(id) {
                proposal.sponsors = sponsors;
            }
        }
        self.set_pass_timer(id);
    }

    /// Sets when a vote with moving thresholds passes if nothing changes.
    fn set_pass_timer(&mut self, id: ProposalId) {
        let passes = Timer::VotePasses(id);
        self.timers.retain(|(_, timer)| *timer != passes);
        let passes_ms = self.find_proposal(id).and_then(Proposal::passes_ms);
        self.timers.extend(passes_ms.map(|at_ms| (at_ms, passes)));
    }
}

impl Timer {
    fn is_of(&self, id: ProposalId) -> bool {
        match self {
            Self::RoundCloses(_)
            | Self::NominationsClose(_)
            | Self::ElectionCounts(_)
            | Self::SeatsTaken(_)
            | Self::RenewalAsked(_)
            | Self::MandateLapses(_)
            | Self::JuryDraws(_)
            | Self::AlternatesStandIn(_)
            | Self::SealingEnds(_)
            | Self::JuryEnds(_)
            | Self::TransferEnds(_)
            | Self::OrdersReveal(_)
            | Self::AuctionClears(_)
            | Self::TradeLapses(_)
            | Self::OfferCloses(_)
            | Self::AttestationEnds(_)
            | Self::ReviewersDraw(_)
            | Self::ReviewersStandIn(_)
            | Self::ReviewEnds(_)
            | Self::TrustDraws(_)
            | Self::TrustNoticeEnds(_)
            | Self::CallCloses(_)
            | Self::AssignmentEnds(_)
            | Self::GrantsLooked => false,
            Self::VotePasses(it)
            | Self::VoteCloses(it)
            | Self::ConfirmEnds(it)
            | Self::TimelockEnds(it)
            | Self::DraftMatures(it)
            | Self::DraftExpires(it)
            | Self::ReadingOpens(it)
            | Self::PanelDraws(it)
            | Self::PanelEnds(it) => *it == id,
        }
    }
}

fn stage_timers(id: ProposalId, stage: Stage, time_ms: u64) -> Vec<(u64, Timer)> {
    match stage {
        Stage::Draft {
            opens_ms,
            expires_ms,
        } => {
            // A draft that is mature when it is filed needs no timer to say so.
            let matures = (opens_ms > time_ms).then_some((opens_ms, Timer::DraftMatures(id)));
            matures
                .into_iter()
                .chain([(expires_ms, Timer::DraftExpires(id))])
                .collect()
        }
        Stage::Open { closes_ms } => vec![(closes_ms, Timer::VoteCloses(id))],
        Stage::Panel { draws_ms, until_ms } => {
            let draws = (draws_ms > time_ms).then_some((draws_ms, Timer::PanelDraws(id)));
            let ends = (until_ms, Timer::PanelEnds(id));
            draws.into_iter().chain([ends]).collect()
        }
        Stage::Confirming { until_ms } => vec![(until_ms, Timer::ConfirmEnds(id))],
        Stage::Timelock { until_ms } => vec![(until_ms, Timer::TimelockEnds(id))],
        Stage::BetweenReadings { opens_ms } => vec![(opens_ms, Timer::ReadingOpens(id))],
        Stage::Enacted | Stage::Failed(_) | Stage::Withdrawn => Vec::new(),
    }
}
