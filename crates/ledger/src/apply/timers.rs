//! What happens by itself when its time comes (GOVERNANCE §0, §3). One tick fires one timer.

use super::{
    assigning, bookkeeping, calling, challenging, electing, granting, investing, judging, opening,
    payload, ranking, sitting, trading, trusting, voting, welcoming, working,
};
use crate::change::Change;
use crate::ids::{
    AssignmentId, AuctionId, CallId, ClaimId, ElectionId, JuryId, ProposalId, RoundNumber, TradeId,
};
use crate::proposal::{Failure, Proposal, Stage};
use crate::rejection::Rejection;
use crate::state::{State, Timer};

/// Fires the first timer that is due. Times that follow from it count from when it was due, not
/// from the entry, so that a late tick delays nothing.
// long: one arm for each kind of timer
pub(super) fn fire(state: &State, time_ms: u64) -> Result<Vec<Change>, Rejection> {
    if !state.is_founded() {
        return Err(Rejection::NotFounded);
    }
    let Some((due_ms, timer)) = state
        .timers
        .first()
        .filter(|(due_ms, _)| *due_ms <= time_ms)
    else {
        return Err(Rejection::NoTimerDue);
    };
    let proposal = |id: ProposalId| state.find_proposal(id).ok_or(Rejection::ProposalNotFound);
    let election = |id: ElectionId| state.find_election(id).ok_or(Rejection::ElectionNotFound);
    let claim = |id: ClaimId| state.find_claim(id).ok_or(Rejection::ClaimNotFound);
    let call = |id: CallId| state.find_call(id).ok_or(Rejection::CallNotFound);
    let auction = |id: AuctionId| {
        let found = state.market.find_auction(id);
        found.ok_or(Rejection::AuctionNotFound)
    };
    let trade = |id: TradeId| state.market.find_trade(id).ok_or(Rejection::TradeNotFound);
    let assignment = |id: AssignmentId| {
        let found = state.find_assignment(id);
        found.ok_or(Rejection::AssignmentNotFound)
    };
    let jury = |id: JuryId| state.find_jury(id).ok_or(Rejection::JuryNotFound);
    Ok(match timer {
        Timer::RoundCloses(round) => close_round(state, *round, *due_ms, time_ms),
        Timer::VotePasses(id) => voting::pass(state, proposal(*id)?, *due_ms, time_ms),
        Timer::VoteCloses(id) => voting::close(state, proposal(*id)?, *due_ms, time_ms),
        Timer::ConfirmEnds(id) => {
            let proposal = proposal(*id)?;
            vec![enter(*id, voting::timelock(state, proposal, *due_ms))]
        }
        Timer::PanelDraws(id) => sitting::draw(state, proposal(*id)?, time_ms),
        Timer::PanelEnds(id) => sitting::end(state, proposal(*id)?, *due_ms, time_ms),
        Timer::NominationsClose(id) => {
            electing::close_nominations(state, election(*id)?, *due_ms, time_ms)
        }
        Timer::ElectionCounts(id) => electing::count(state, election(*id)?, *due_ms),
        Timer::SeatsTaken(id) => electing::take(state, election(*id)?, *due_ms),
        Timer::RenewalAsked(proposal) => vec![Change::RenewalAsked {
            proposal: *proposal,
        }],
        Timer::MandateLapses(proposal) => vec![Change::MandateLapsed {
            proposal: *proposal,
        }],
        Timer::JuryDraws(id) => judging::draw(state, jury(*id)?, *due_ms, time_ms),
        Timer::AlternatesStandIn(id) => judging::stand_in(state, jury(*id)?, *due_ms),
        Timer::SealingEnds(id) => judging::end_sealing(jury(*id)?, time_ms),
        Timer::JuryEnds(id) => judging::ended(state, jury(*id)?, *due_ms, time_ms),
        Timer::TransferEnds(id) => bookkeeping::transfer_ends(state, *id),
        Timer::AttestationEnds(id) => bookkeeping::attestation_ends(state, *id, *due_ms),
        Timer::ReviewersDraw(id) => working::draw(state, claim(*id)?, time_ms),
        Timer::ReviewersStandIn(id) => working::stand_in(state, claim(*id)?, *due_ms),
        Timer::CallCloses(id) => calling::close(state, call(*id)?, *due_ms, time_ms),
        Timer::GrantsLooked => granting::look(state, *due_ms),
        Timer::ReviewEnds(id) => working::ended(claim(*id)?, *due_ms),
        Timer::TrustDraws(_) => trusting::draw(state, time_ms),
        Timer::TrustNoticeEnds(_) => trusting::notice_ends(state, *due_ms),
        Timer::OrdersReveal(id) => trading::begin_revealing(state, *id, *due_ms),
        Timer::AuctionClears(id) => trading::carry_out(state, auction(*id)?, *due_ms),
        Timer::TradeLapses(id) => trading::lapse(state, trade(*id)?, *due_ms),
        Timer::AssignmentEnds(id) => assigning::ended(state, assignment(*id)?, *due_ms),
        Timer::OfferCloses(id) => investing::close(state, *id, *due_ms)?,
        Timer::TimelockEnds(id) => enact(state, proposal(*id)?, *due_ms, time_ms),
        Timer::DraftMatures(id) | Timer::ReadingOpens(id) => {
            if let Some(failed) = ranking::fails_when_mature(proposal(*id)?) {
                return Ok(vec![failed]);
            }
            let opened = opening::open_if_due(state, proposal(*id)?, time_ms);
            opened.into_iter().collect()
        }
        Timer::DraftExpires(id) => {
            // A draft that has its sponsors waits for room, as long as it takes.
            let proposal = proposal(*id)?;
            if proposal.is_sponsored() || proposal.petitioned_ms.is_some() {
                Vec::new()
            } else {
                vec![enter(*id, Stage::Failed(Failure::Sponsors))]
            }
        }
    })
}

fn enter(proposal: ProposalId, stage: Stage) -> Change {
    Change::StageEntered { proposal, stage }
}

/// Closes the round and takes back the invitations whose time is over, so that their vouches can
/// be given again; seats that are free go to runners-up or to an election.
fn close_round(state: &State, round: RoundNumber, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let standings = state
        .members
        .iter()
        .map(|member| member.standing(&state.charter, due_ms))
        .collect();
    let closed = Change::RoundClosed {
        round,
        next_closes_ms: due_ms.saturating_add(state.charter.round_ms()),
        standings,
    };
    let over = state
        .invitations
        .iter()
        .filter(|(_, invitation)| invitation.expires_ms < due_ms)
        .map(|(key, invitation)| Change::InvitationClosed {
            key: *key,
            invitation: invitation.clone(),
            used_by: None,
        });
    let elections = electing::at_round_close(state, due_ms);
    let next = RoundNumber(round.0.saturating_add(1));
    let payments = bookkeeping::pay_round(state, next.quarter(), due_ms);
    let auction = trading::open_auction(state, next.0, due_ms);
    welcoming::at_round_close(state, round, due_ms)
        .into_iter()
        .chain(core::iter::once(closed))
        .chain(over)
        .chain(elections)
        .chain(payments)
        .chain(trusting::at_round_close(state, round, due_ms, time_ms))
        .chain(calling::at_round_close(state, next.quarter(), due_ms))
        .chain(granting::at_round_close(state, due_ms))
        .chain(auction)
        .collect()
}

/// Makes the decision law. Nobody presses a button; nobody can hold it, except that after a
/// decision of class A, B or J, and while the guardians pause, everything else waits.
fn enact(state: &State, proposal: &Proposal, due_ms: u64, time_ms: u64) -> Vec<Change> {
    let (id, class) = (proposal.id, proposal.class);
    if ranking::is_sent_back(proposal) {
        return ranking::ask_to_insist(state, proposal, time_ms);
    }
    let from_ms = state.enacts_from_ms();
    if from_ms > due_ms {
        return vec![enter(id, Stage::Timelock { until_ms: from_ms })];
    }
    if let Some(heard_ms) = challenging::heard_until_ms(state, proposal) {
        let until_ms = heard_ms.max(due_ms.saturating_add(1));
        return vec![enter(id, Stage::Timelock { until_ms })];
    }
    if payload::is_overtaken(state, proposal) {
        return vec![enter(id, Stage::Failed(Failure::Conflict))];
    }
    if investing::lacks_consent(state, proposal) {
        return vec![enter(id, Stage::Failed(Failure::Consent))];
    }
    match payload::enacted(state, id, time_ms, &proposal.payload, class) {
        Ok(mut changes) => {
            changes.push(enter(id, Stage::Enacted));
            if class.freezes() {
                let freeze_ms = state.charter.ticks_ms(state.charter.freeze_ticks);
                changes.push(Change::Frozen {
                    until_ms: due_ms.saturating_add(freeze_ms),
                });
            }
            changes
        }
        // Things have moved on since the vote opened; what the members decided no longer fits.
        Err(_) => vec![enter(id, Stage::Failed(Failure::Conflict))],
    }
}
