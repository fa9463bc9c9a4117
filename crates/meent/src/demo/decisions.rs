//! What a demo decides: a dozen proposals, some of which fail, each for a reason of its own.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use anyhow::{Context as _, Result};
use app::App;
use ledger::Body;
use ledger::delegation::Topic;
use ledger::ids::{MemberNumber, Money, ProposalId};
use ledger::member::Standing;
use ledger::office::Office;
use ledger::operation::{Choice, Payload};
use ledger::payload::Budget;
use ledger::proposal::Stage;

use super::dice::Dice;
use super::people;
use plans::plans;

mod plans;

/// A proposal that will be filed, and how people will feel about it.
struct Plan {
    round: u32,
    title: &'static str,
    reasons: &'static str,
    payload: Payload,
    /// Of a thousand who may vote, how many do.
    turnout: u32,
    /// Of a thousand who vote: yes, abstain, no with veto; the rest say no.
    yes: u32,
    abstain: u32,
    veto: u32,
    /// How it comes to a vote.
    way: Way,
    /// The office that somebody is to leave: whoever holds it then, in place of the payload.
    recalls: Option<Office>,
}

/// How a proposal comes to a vote, or does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Enough people sponsor it.
    Sponsors,
    /// Too few do, but enough sign that it be voted on.
    Petition,
    /// Nobody else stands behind it.
    None,
}

/// The decisions of a demo under way.
pub(super) struct Decisions {
    plans: Vec<Plan>,
    live: Vec<Live>,
    rounds: u32,
}

/// A proposal that was filed.
struct Live {
    id: ProposalId,
    /// Place of its plan.
    plan: usize,
    voted: BTreeSet<MemberNumber>,
    /// Weeks for which it has been open.
    weeks: u32,
    /// Readings that are over: in the next one everybody votes anew.
    readings: usize,
}

/// Rounds of 26 in which members name delegates.
const DELEGATING: RangeInclusive<u32> = 12..=16;

/// How many are well known enough to be named: those who came first.
const TRUSTED: usize = 12;

/// Hours of a week, after each of which people vote.
const WEEK: u32 = 168;

impl Decisions {
    /// Plans the proposals over `rounds` rounds.
    pub(super) fn planned(rounds: u32) -> Self {
        let mut plans = plans();
        for plan in &mut plans {
            // Written for 26 rounds.
            plan.round = plan.round * rounds / 26;
        }
        Self {
            plans,
            live: Vec::new(),
            rounds,
        }
    }

    /// Files what is planned for `round`, and has sponsors come.
    pub(super) async fn file(&mut self, app: &App, round: u32, dice: &mut Dice) -> Result<()> {
        for at in 0..self.plans.len() {
            if self.plans.get(at).is_none_or(|plan| plan.round != round) {
                continue;
            }
            let Some(plan) = self.plans.get(at) else {
                continue;
            };
            let now_ms = app.record.now_ms()?;
            let mut members: Vec<MemberNumber> = app.record.read(|state| {
                let free = |member: &ledger::member::Member| {
                    member.standing(&state.charter, now_ms) == Standing::Member
                        && member.sponsored < 2
                };
                state
                    .numbered_members()
                    .filter(|(_, member)| free(member))
                    .map(|(number, _)| number)
                    .collect()
            })?;
            dice.shuffle(&mut members);
            let mut members = members.into_iter();
            // In a short life of few people, everybody may stand behind enough already.
            let Some(author) = members.next() else {
                continue;
            };
            let Some(payload) = payload_of(app, plan, now_ms)? else {
                continue;
            };
            let (propose, words) = app.word_proposal(payload, plan.title, plan.reasons);
            if people::submit(app, vec![(author, Body::Propose(propose), Some(words))]).await? == 0
            {
                continue;
            }
            let (id, sponsors_needed, petition_needed) = app
                .record
                .read(|state| {
                    let last = state.proposals.last();
                    last.map(|it| (it.id, it.sponsors_needed, it.petition_needed))
                })?
                .context("what was filed is there")?;
            let supporters = match plan.way {
                Way::Sponsors => sponsors_needed.saturating_sub(1),
                Way::Petition => petition_needed,
                Way::None => 0,
            };
            let supports = |member| match plan.way {
                Way::Petition => (member, Body::SignPetition(id), None),
                Way::Sponsors | Way::None => (member, Body::Sponsor(id), None),
            };
            let acts = members.take(supporters as usize).map(supports).collect();
            people::submit(app, acts).await?;
            self.live.push(Live {
                id,
                plan: at,
                voted: BTreeSet::new(),
                weeks: 0,
                readings: 0,
            });
        }
        Ok(())
    }

    /// Has some members name whose vote counts where they cast none, in the weeks in which most are
    /// new to it; returns how many did.
    pub(super) async fn delegate(
        &self,
        app: &App,
        round: u32,
        joined: usize,
        dice: &mut Dice,
    ) -> Result<usize> {
        if !DELEGATING.contains(&(round * 26 / self.rounds)) {
            return Ok(0);
        }
        let now_ms = app.record.now_ms()?;
        let members: Vec<MemberNumber> = app.record.read(|state| {
            let numbers = (0..joined).map(people::number);
            let is_member = |number: &MemberNumber| {
                state.find_member(*number).is_some_and(|member| {
                    member.standing(&state.charter, now_ms) == Standing::Member
                })
            };
            numbers.filter(is_member).collect()
        })?;
        let mut acts = Vec::new();
        for member in members.iter().skip(TRUSTED) {
            if dice.chance(20) {
                let to = members.get(dice.below(TRUSTED)).copied();
                let topic = Topic::Moderation;
                let to = to.into_iter().collect();
                acts.push((*member, Body::Delegate { topic, to }, None));
            }
        }
        people::submit(app, acts).await
    }

    /// Has a part of the electorate vote on whatever is open; returns how many ballots were cast.
    pub(super) async fn vote(
        &mut self,
        app: &App,
        joined: usize,
        dice: &mut Dice,
    ) -> Result<usize> {
        let mut ballots = 0;
        for Live {
            id,
            plan,
            voted,
            weeks,
            readings,
        } in &mut self.live
        {
            let Some(plan) = self.plans.get(*plan) else {
                continue;
            };
            let voters = app.record.read(|state| {
                let proposal = state.find_proposal(*id)?;
                let snapshot = proposal
                    .snapshot
                    .as_ref()
                    .filter(|_| matches!(proposal.stage, Stage::Open { .. }))?;
                let all = (0..joined).map(people::number);
                let voters = all.filter(|member| snapshot.voters.contains(*member));
                let open = (snapshot.track.voting_ticks / WEEK).max(1);
                Some((voters.collect::<Vec<_>>(), proposal.counts.len(), open))
            })?;
            let Some((voters, over, open)) = voters else {
                continue;
            };
            if over != *readings {
                (*readings, *weeks) = (over, 0);
                voted.clear();
            }
            // Of those who will vote as many do so in each week, out of those who have not yet.
            let others = (1_000 * open).saturating_sub(plan.turnout * *weeks);
            let chance = (1_000 * plan.turnout).div_ceil(others.max(1));
            *weeks += 1;
            let mut acts = Vec::new();
            for member in voters {
                if voted.contains(&member) || !dice.chance(chance) {
                    continue;
                }
                voted.insert(member);
                let mood = u32::try_from(dice.below(1_000)).unwrap_or(0);
                let choice = if mood < plan.yes {
                    Choice::Yes
                } else if mood < plan.yes + plan.abstain {
                    Choice::Abstain
                } else if mood < plan.yes + plan.abstain + plan.veto {
                    Choice::NoWithVeto
                } else {
                    Choice::No
                };
                acts.push((
                    member,
                    Body::Vote {
                        proposal: *id,
                        choice,
                    },
                    None,
                ));
            }
            ballots += people::submit(app, acts).await?;
        }
        Ok(ballots)
    }
}

/// What a plan changes: a budget in the proportions of the plan; nothing if nobody holds the office that somebody is to leave.
fn payload_of(app: &App, plan: &Plan, now_ms: u64) -> Result<Option<Payload>> {
    if let Payload::Budget(shares) = &plan.payload {
        let held = app.record.read(|state| state.books.available())?;
        if held > Money(0) {
            return Ok(Some(Payload::Budget(divided(shares, held))));
        }
    }
    let Some(office) = plan.recalls else {
        return Ok(Some(plan.payload.clone()));
    };
    let held = app.record.read(|state| {
        let mut seats = state.seats.iter();
        let held = seats.find(|it| it.office == office && it.is_held(now_ms));
        held.map(|it| it.member)
    })?;
    Ok(held.map(|member| Payload::Recall { office, member }))
}

/// A budget in the proportions of `shares`, of what the books hold.
fn divided(shares: &Budget, held: Money) -> Budget {
    let whole = u128::from(shares.treasury.0.max(1));
    let part = |share: Money| {
        let part = u128::from(share.0) * u128::from(held.0) / whole;
        Money(u64::try_from(part).unwrap_or(held.0))
    };
    let envelopes = shares.envelopes.iter();
    Budget {
        treasury: held,
        envelopes: envelopes.map(|(it, share)| (*it, part(*share))).collect(),
    }
}
