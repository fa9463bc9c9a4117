//! What one entry adds to the tables: computed from the entry and what it changed, and nothing else,
//! so that writing the tables anew gives the same rows.

use ledger::change::{Change, MarketChange};
use ledger::ids::{Digest, EntryIndex, MemberNumber, MicroShares, ProposalId};
use ledger::market::trading::SettledBy;
use ledger::proposal::Count;
use ledger::{Act, Body, Entry};
use sha2::{Digest as _, Sha256};
use store::policy::PolicyVersionRow;
use store::projection::{CreditRow, EntryRow, ProjectedEntry, TallyRow};
use store::trade::{TradeEnd, TradeEvent, TradeRow};

use crate::error::{AppError, Result};

/// Returns the rows of `entry`, which changed `changes`.
///
/// # Errors
///
/// [`AppError::Internal`] if a policy has no bytes, which is a bug.
pub(super) fn of(entry: &Entry, changes: &[Change]) -> Result<ProjectedEntry> {
    let (signer, kind, operation) = match &entry.act {
        Act::Operation(signed) => {
            let operation = &signed.operation;
            (
                operation.member,
                operation.body.word(),
                operation.signing_hash(),
            )
        }
        Act::Tick => (MemberNumber(0), "tick", hash_of(entry)),
        Act::SettleRound { .. } => (MemberNumber(0), "settle-round", hash_of(entry)),
    };
    let joined = changes.iter().find_map(|change| match change {
        Change::Joined { member, .. } => Some(*member),
        _ => None,
    });
    let row = EntryRow {
        index: entry.index,
        time_ms: entry.time_ms,
        member: joined.unwrap_or(signer),
        kind: kind.to_owned(),
        operation_id: operation.0,
        proposal: proposal_of(&entry.act, changes),
    };
    Ok(ProjectedEntry {
        entry: row,
        tallies: tallies_of(entry, changes),
        credits: credits_of(entry.index, changes),
        policies: policies_of(entry, changes)?,
        trades: trades_of(entry, changes),
    })
}

fn hash_of(entry: &Entry) -> Digest {
    Digest(Sha256::digest(entry.to_bytes()).into())
}

/// How each vote stands that the entry opened or that got a ballot.
fn tallies_of(entry: &Entry, changes: &[Change]) -> Vec<TallyRow> {
    let counted = changes.iter().filter_map(|change| match change {
        Change::Opened {
            proposal, snapshot, ..
        } => Some((*proposal, Count::default(), snapshot.electorate)),
        Change::BallotCast {
            proposal,
            count,
            electorate,
            ..
        } => Some((*proposal, **count, *electorate)),
        _ => None,
    });
    counted
        .map(|(proposal, count, electorate)| TallyRow {
            proposal,
            index: entry.index,
            time_ms: entry.time_ms,
            yes: count.yes(),
            no: u64::from(count.direct.no).saturating_add(count.carried.no.into()),
            abstain: u64::from(count.direct.abstain).saturating_add(count.carried.abstain.into()),
            veto: u64::from(count.direct.veto),
            support: u64::from(count.direct.yes),
            electorate: u64::from(electorate),
        })
        .collect()
}

/// The trades that an auction made, and those that ended: the state lets go of them (ADR-0036).
fn trades_of(entry: &Entry, changes: &[Change]) -> Vec<TradeEvent> {
    let mut events = Vec::new();
    for change in changes {
        match change {
            Change::Market(MarketChange::AuctionCleared { trades, .. }) => {
                events.extend(trades.iter().map(|it| {
                    TradeEvent::Made(TradeRow {
                        id: it.id,
                        auction: it.auction,
                        seller: it.seller,
                        buyer: it.buyer,
                        amount: it.amount,
                        money: it.money,
                        end: None,
                    })
                }));
            }
            Change::Market(MarketChange::TradeSettled { trade, by }) => {
                let end = match *by {
                    SettledBy::Seller => TradeEnd::Seller,
                    SettledBy::Office(first, second) => TradeEnd::Office(first, second),
                };
                events.push(TradeEvent::Ended(*trade, end, entry.time_ms));
            }
            Change::Market(MarketChange::TradeLapsed { trade, at_ms, .. }) => {
                events.push(TradeEvent::Ended(*trade, TradeEnd::Lapsed, *at_ms));
            }
            _ => {}
        }
    }
    events
}

fn credits_of(index: EntryIndex, changes: &[Change]) -> Vec<CreditRow> {
    let settled = changes.iter().filter_map(|change| match change {
        Change::RoundSettled { round, earned, .. } => Some((*round, earned)),
        _ => None,
    });
    let credit = |round, (member, amount): &(MemberNumber, MicroShares)| CreditRow {
        member: *member,
        round,
        reason: "content".to_owned(),
        amount: *amount,
        index,
    };
    settled
        .flat_map(|(round, earned)| earned.iter().map(move |it| credit(round, it)))
        .collect()
}

fn policies_of(entry: &Entry, changes: &[Change]) -> Result<Vec<(&'static str, PolicyVersionRow)>> {
    let mut rows = Vec::new();
    let founding = ProposalId(0);
    for change in changes {
        match change {
            Change::Founded {
                founding: charter,
                moderation,
                data,
                feed,
            } => {
                let first = version(entry, 1, founding, &charter.charter)?;
                rows.push(("charter", first));
                let first = version(entry, moderation.version, founding, moderation.as_ref())?;
                rows.push(("moderation", first));
                let first = version(entry, data.version, founding, data.as_ref())?;
                rows.push(("data", first));
                let first = version(entry, feed.version, founding, feed.as_ref())?;
                rows.push(("feed", first));
            }
            Change::CharterAdopted {
                proposal,
                charter,
                version: number,
            } => {
                let next = version(entry, *number, *proposal, charter.as_ref())?;
                rows.push(("charter", next));
            }
            Change::ModerationAdopted { proposal, policy } => {
                let next = version(entry, policy.version, *proposal, policy.as_ref())?;
                rows.push(("moderation", next));
            }
            Change::DataAdopted { proposal, policy } => {
                let next = version(entry, policy.version, *proposal, policy.as_ref())?;
                rows.push(("data", next));
            }
            Change::FeedAdopted { proposal, policy } => {
                let next = version(entry, policy.version, *proposal, policy.as_ref())?;
                rows.push(("feed", next));
            }
            _ => {}
        }
    }
    Ok(rows)
}

fn version<T: borsh::BorshSerialize>(
    entry: &Entry,
    version: u32,
    proposal: ProposalId,
    policy: &T,
) -> Result<PolicyVersionRow> {
    Ok(PolicyVersionRow {
        version,
        proposal,
        since_ms: entry.time_ms,
        index: entry.index,
        body: borsh::to_vec(policy).map_err(|_| AppError::Internal("a policy has bytes"))?,
    })
}

fn proposal_of(act: &Act, changes: &[Change]) -> Option<ProposalId> {
    let named = match act {
        Act::Operation(signed) => match &signed.operation.body {
            Body::Vote { proposal, .. }
            | Body::AnswerPanel { proposal, .. }
            | Body::AddItem { proposal, .. }
            | Body::CostItem { proposal, .. }
            | Body::RankItems { proposal, .. }
            | Body::SponsorFromBench { proposal, .. }
            | Body::ChallengeDecision { proposal, .. }
            | Body::SupportChallenge { proposal, .. }
            | Body::Sponsor(proposal)
            | Body::SignPetition(proposal)
            | Body::WithdrawProposal(proposal) => Some(*proposal),
            _ => None,
        },
        Act::Tick | Act::SettleRound { .. } => None,
    };
    named.or_else(|| {
        changes.iter().find_map(|change| match change {
            Change::Filed { proposal } => Some(proposal.id),
            Change::Opened { proposal, .. }
            | Change::StageEntered { proposal, .. }
            | Change::PanelDrawn { proposal, .. }
            | Change::PanelEnded { proposal, .. } => Some(*proposal),
            _ => None,
        })
    })
}
