//! What a demo decides: a dozen proposals, some of which fail, each for a reason of its own.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use anyhow::{Context as _, Result};
use app::App;
use ledger::Body;
use ledger::charter::{Parameter, ParameterChange};
use ledger::delegation::Topic;
use ledger::ids::{MemberNumber, Money, ProposalId};
use ledger::member::Standing;
use ledger::office::Office;
use ledger::operation::{Choice, Payload};
use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Spend};
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, Label, LabelDefault, ModerationChange, Rule,
    Step,
};
use ledger::proposal::Stage;

use super::dice::Dice;
use super::people;

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

/// Rounds in which members name delegates.
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
        if !DELEGATING.contains(&round) {
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

fn plan(round: u32, title: &'static str, reasons: &'static str, payload: Payload) -> Plan {
    Plan {
        round,
        title,
        reasons,
        payload,
        turnout: 420,
        yes: 640,
        abstain: 60,
        veto: 20,
        way: Way::Sponsors,
        recalls: None,
    }
}

// long: a table, which reads best in one piece
fn plans() -> Vec<Plan> {
    let moderation = |changes| Payload::Moderation(changes);
    vec![
        Plan {
            turnout: 1_000,
            yes: 1_000,
            ..plan(
                0,
                "Shall two reports, not three, limit a work until somebody has looked?",
                "We are few. Whoever is troubled should not have to find two others first.",
                moderation(vec![ModerationChange::ReportThreshold(2)]),
            )
        },
        Plan {
            turnout: 250,
            yes: 800,
            ..plan(
                2,
                "Shall we hold an exhibition each spring?",
                "A statement, so that whoever wants to organise it knows that we want it.",
                Payload::Statement,
            )
        },
        Plan {
            turnout: 960,
            yes: 930,
            ..plan(
                4,
                "Shall search texts be forgotten at once?",
                "Nobody misses their last searches, and nobody can be asked for what is not kept.",
                Payload::Data(vec![DataChange::Remove(Category::SearchTexts)]),
            )
        },
        Plan {
            yes: 380,
            ..plan(
                6,
                "Shall tags be limited to three a post?",
                "Long rows of tags are hard on the eyes. The rule would let a moderator warn.",
                moderation(vec![ModerationChange::PutRule(tags_rule())]),
            )
        },
        Plan {
            turnout: 850,
            yes: 850,
            ..plan(
                7,
                "Shall a vouch stand for a year, not half of one?",
                "Half a year is short for a promise that one knows somebody. It is a matter of the charter, so we read it twice.",
                charter("vouch-release-rounds", 52),
            )
        },
        Plan {
            turnout: 950,
            yes: 880,
            veto: 0,
            ..plan(
                6,
                "Shall this be what our first year costs?",
                "€ 18,000 came in as dues and gifts. Most of it goes to running the place, some to grants.",
                Payload::Budget(first_budget()),
            )
        },
        Plan {
            turnout: 700,
            ..plan(
                8,
                "Should pictures made wholly by a machine carry a label?",
                "A label costs an honest maker one touch. Not having it costs the others the trust of everybody who looks.",
                moderation(vec![ModerationChange::PutRule(machine_rule())]),
            )
        },
        Plan {
            turnout: 500,
            yes: 900,
            veto: 0,
            ..plan(
                8,
                "Shall these three lead the core team for a year?",
                "They have kept the place running since it began. Goals: photographs load in a second, and nobody waits three days for an answer.",
                Payload::Mandate(Mandate {
                    leads: [1, 2, 3].map(people::number).to_vec(),
                    per_round: Money(12_000),
                    rounds: 52,
                }),
            )
        },
        Plan {
            turnout: 500,
            yes: 480,
            veto: 400,
            ..plan(
                9,
                "Shall the rule on credit be dropped?",
                "It is hard to apply to collages.",
                moderation(vec![ModerationChange::RemoveRule("credit".to_owned())]),
            )
        },
        plan(
            11,
            "Shall network addresses be kept for two days instead of seven?",
            "Two days are enough to stop a flood. Seven are five too many.",
            Payload::Data(vec![DataChange::Put(addresses_for_two_days())]),
        ),
        Plan {
            way: Way::None,
            ..plan(
                12,
                "Shall the founder choose the picture of the week?",
                "Somebody has to.",
                Payload::Statement,
            )
        },
        Plan {
            turnout: 12,
            ..plan(
                14,
                "Shall we ask makers to write their alt texts in two languages?",
                "It helps those who read with their ears.",
                Payload::Statement,
            )
        },
        plan(
            15,
            "Shall reports be answered within two days?",
            "Three days are long if the work hurts somebody.",
            moderation(vec![ModerationChange::DeadlineTicks(48)]),
        ),
        Plan {
            turnout: 150,
            yes: 900,
            veto: 0,
            ..plan(
                15,
                "Shall we pay for the translation of the help pages?",
                "Forty pages, into Dutch, by somebody who lives in both languages.",
                Payload::Spend(Spend {
                    envelope: Envelope::Grants,
                    beneficiary: Beneficiary::Member(people::number(5)),
                    amount: Money(1_500),
                }),
            )
        },
        Plan {
            turnout: 500,
            yes: 380,
            veto: 160,
            ..plan(
                13,
                "Shall we become one with the network of the harbour museum?",
                "They asked us in. They have a building and eleven paid people; we would keep the name for two years.",
                Payload::Existence(Existence::Merger),
            )
        },
        Plan {
            turnout: 300,
            way: Way::Petition,
            ..plan(
                17,
                "Shall a work that was reported by mistake be shown again at once?",
                "So many of us sign for it that it need not wait for its turn: one clear mistake is enough, four reports are not.",
                moderation(vec![ModerationChange::ReportThreshold(3)]),
            )
        },
        plan(
            16,
            "Shall spoilers have a cover?",
            "A label of its own, which covers the work until you ask to see it.",
            moderation(vec![ModerationChange::PutLabel(Label {
                id: "spoiler".to_owned(),
                title: "Spoiler".to_owned(),
                default: LabelDefault::Cover,
            })]),
        ),
        Plan {
            turnout: 1_000,
            yes: 800,
            veto: 0,
            recalls: Some(Office::Guardian),
            ..plan(
                20,
                "Shall one of our guardians leave the office?",
                "They did nothing wrong, and nothing at all: nobody has heard from them for six weeks. Whoever comes next should answer.",
                Payload::Statement,
            )
        },
        plan(
            24,
            "Shall we stop keeping which browser you use?",
            "Few said yes to it, and the faults in browsers were found without.",
            Payload::Data(vec![DataChange::Remove(Category::UserAgents)]),
        ),
        plan(
            25,
            "Should the work of a week be shown as a printed page?",
            "A statement on whether we want a page that can be printed and hung on a wall.",
            Payload::Statement,
        ),
    ]
}

/// A number of the charter with a new value; a word that is none changes nothing, and is refused.
fn charter(word: &str, value: u64) -> Payload {
    let parameter = Parameter::of_word(word);
    let change = parameter.map(|parameter| ParameterChange { parameter, value });
    Payload::Charter(change.into_iter().collect())
}

fn first_budget() -> Budget {
    Budget {
        treasury: Money(1_800_000),
        envelopes: vec![
            (Envelope::Operations, Money(500_000)),
            (Envelope::Reserve, Money(400_000)),
            (Envelope::Team, Money(500_000)),
            (Envelope::Grants, Money(200_000)),
            (Envelope::Participatory, Money(100_000)),
            (Envelope::Juries, Money(100_000)),
        ],
    }
}

fn tags_rule() -> Rule {
    Rule {
        id: "three-tags".to_owned(),
        title: "Three tags".to_owned(),
        text: "Use at most three tags a post.".to_owned(),
        examples: Vec::new(),
        ladder: vec![Step::Warn],
    }
}

fn machine_rule() -> Rule {
    Rule {
        id: "honest-pictures".to_owned(),
        title: "Honest pictures".to_owned(),
        text: "A picture that shows a real event must show that event. Pictures made wholly by a machine are \
               welcome and carry the label “machine-made”."
            .to_owned(),
        examples: vec!["An old photograph of a flood, posted as today's.".to_owned()],
        ladder: vec![Step::Label("machine-made".to_owned()), Step::LimitReach],
    }
}

fn addresses_for_two_days() -> DataItem {
    DataItem {
        category: Category::Addresses,
        purpose: "To stop floods and break-ins.".to_owned(),
        basis: Basis::OptOut,
        retention_days: 2,
        audience: Audience::Offices,
    }
}
