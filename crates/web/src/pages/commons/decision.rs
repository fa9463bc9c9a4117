//! One decision: the ask, what changes, the count against what is needed, your vote, your receipt.
//!
//! The order is on purpose: one reads what is asked and what it changes before how others voted.

mod count;
mod panel;
pub mod rights;
mod sitting;

use app::proposal::Bench;
use ledger::operation::Choice;
use ledger::panel::PanelAnswer;
use maud::{Markup, html};

pub use count::count_part;
use panel::{panel, vote_bar};

use super::deliberation::opinions::{self, OpinionsView, SideView};
use super::diff::{ClauseChange, clause};
use super::roadmap::{self, RankedView};
use super::simulation::{self, SimulationView};
use super::{Stage, Subject, choice_label, paths};
use crate::components::decision::{Step, StepState, path, slip};
use crate::components::furniture::eyebrow;
use crate::components::person::{Face, FaceSize, face};
use crate::layout::{Page, Panel, Place, Shell};
use crate::pages::signing::{self, Signer};
use crate::text::moment::{date, date_near, deadline, span};
use crate::{links, t};

/// Everything the page of a decision shows.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// Its number.
    pub number: u32,
    /// The question.
    pub title: String,
    /// The reasons, already made safe.
    pub reasons: Markup,
    /// What it is about.
    pub subject: Subject,
    /// Who brought it; `None` when they left.
    pub author: Option<Face>,
    /// How many stand behind it.
    pub sponsors: u64,
    /// How many it needs.
    pub sponsors_needed: u64,
    /// The jury of level 3 that put it to the vote, and its case.
    pub bench: Option<(u32, u32)>,
    /// Those who signed that it be voted on at once, and how many it takes; nothing if none can.
    pub petition: Option<(u64, u64)>,
    /// Where it stands.
    pub stage: Stage,
    /// When its steps were or will be.
    pub plan: Plan,
    /// What changes, clause by clause.
    pub changes: Vec<ClauseChange>,
    /// The count, once the vote has opened.
    pub count: Option<Count>,
    /// The panel that was asked, if one was.
    pub panel: Option<Confirmation>,
    /// The reader.
    pub you: You,
    /// The reader's receipt, if they voted.
    pub receipt: Option<Receipt>,
    /// How it was talked through, if it was.
    pub talked: Option<Talked>,
    /// What it would do, while it can still do it.
    pub simulation: SimulationView,
    /// The items of a roadmap and their order.
    pub ranked: Option<RankedView>,
    /// Who says that it contradicts a right.
    pub rights: rights::RightsView,
}

impl DecisionView {
    /// Whether an order is asked for, not a side.
    fn asks_order(&self) -> bool {
        self.ranked.as_ref().is_some_and(|it| it.is_ranking)
    }
}

impl DecisionView {
    /// Says whether a petition forces the vote, which nobody can take back.
    pub fn is_petitioned(&self) -> bool {
        self.petition
            .is_some_and(|(signed, needed)| signed >= needed)
    }
}

/// How a decision was talked through before it was filed.
#[derive(Clone, Debug)]
pub struct Talked {
    /// Opaque id of the deliberation.
    pub id: String,
    /// What people think.
    pub opinions: OpinionsView,
    /// The cases for and against.
    pub cases: [SideView; 2],
    /// The team's note on costs, with who wrote it.
    pub cost: Option<(Option<Face>, Markup)>,
}

/// A panel drawn by lot that was asked whether a decision is to stand.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation {
    /// How many were drawn; nothing before.
    pub drawn: Option<u64>,
    /// Said yes.
    pub yes: u64,
    /// Said no.
    pub no: u64,
    /// So many must answer for it to block.
    pub answers_least: u64,
    /// Share of no at which it blocks, in basis points.
    pub blocks_bps: u64,
    /// Whether it blocked, once it is over.
    pub blocked: Option<bool>,
    /// The reader's part in it.
    pub you: Seat,
}

/// A reader's part in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// None.
    No,
    /// Drawn, and has not answered.
    Asked,
    /// Drawn, and answered.
    Answered(PanelAnswer),
}

/// Times of the steps, in milliseconds; what is not fixed yet is expected.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// When it was filed.
    pub filed_ms: u64,
    /// When the vote opened.
    pub opened_ms: Option<u64>,
    /// When the vote closes or closed.
    pub closes_ms: Option<u64>,
    /// Length of the vote.
    pub voting_ms: u64,
    /// Length of the window for challenges.
    pub confirm_ms: u64,
    /// Time from there to force.
    pub timelock_ms: u64,
}

/// The count of a vote and what it needs.
#[derive(Clone, Debug)]
pub struct Count {
    /// For, in person.
    pub yes: u64,
    /// Against, without veto, in person.
    pub no: u64,
    /// Neither.
    pub abstain: u64,
    /// Against, as harmful.
    pub veto: u64,
    /// Members who may vote.
    pub electorate: u64,
    /// Share for that is needed, in basis points of those who chose a side.
    pub approval_need_bps: u64,
    /// The same over the time of the vote: (time in milliseconds, basis points), ascending.
    pub approval_needs: Vec<(u64, u64)>,
    /// Members for that are needed.
    pub support_need: u64,
    /// The same over the time of the vote: (time in milliseconds, members), ascending.
    pub support_needs: Vec<(u64, u64)>,
    /// Share of "as harmful" at which it fails, in basis points of all votes.
    pub veto_bps: u64,
    /// Weeks in which a member must have been active to be counted in.
    pub electorate_rounds: u64,
    /// Of those who did not vote, counted through somebody they named: for, against.
    pub carried: (u64, u64),
    /// The votes weighed by earned shares, where they are asked.
    pub stewards: Option<Stewards>,
    /// Where the needs fall while the vote is open.
    pub falling: Option<Falling>,
    /// (time in milliseconds, for, chose a side), ascending.
    pub course: Vec<(u64, u64, u64)>,
    /// (time in milliseconds, for in person), ascending.
    pub support_course: Vec<(u64, u64)>,
    /// Whether it would pass if it closed now, or did.
    pub passes: bool,
    /// Whether a late swing has extended the vote.
    pub is_extended: bool,
}

/// The votes weighed by what each has earned.
#[derive(Clone, Copy, Debug)]
pub struct Stewards {
    /// Weight for it.
    pub yes: u64,
    /// Weight against it.
    pub no: u64,
    /// All weight, voted or not.
    pub total: u64,
    /// What is asked of it.
    pub need: StewardsNeed,
}

/// What is asked of the weighed votes, in basis points of those that chose a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StewardsNeed {
    /// At least so much for it.
    Agree(u64),
    /// It fails at so much against it.
    Veto(u64),
}

impl Stewards {
    /// For, of the weight that chose a side, in basis points.
    pub fn share_bps(&self) -> u64 {
        share_bps(self.yes, self.yes + self.no)
    }
}

/// A vote whose needs fall from its opening to its close.
#[derive(Clone, Copy, Debug)]
pub struct Falling {
    /// How long both must be met, in milliseconds.
    pub confirm_ms: u64,
    /// When it passes if nothing changes, in milliseconds.
    pub passes_ms: Option<u64>,
}

impl Count {
    /// For it, in person or through somebody they named.
    pub fn for_it(&self) -> u64 {
        self.yes + self.carried.0
    }

    /// Everyone who chose a side, in person or through somebody they named.
    pub fn sides(&self) -> u64 {
        self.yes + self.no + self.veto + self.carried.0 + self.carried.1
    }

    /// For, of those who chose a side, in basis points.
    pub fn approval_bps(&self) -> u64 {
        share_bps(self.for_it(), self.sides())
    }

    /// For, of those who may vote, in basis points.
    pub fn support_bps(&self) -> u64 {
        share_bps(self.yes, self.electorate)
    }

    /// For that is needed, of those who may vote, in basis points.
    pub fn support_need_bps(&self) -> u64 {
        share_bps(self.support_need, self.electorate)
    }

    /// Everyone who voted.
    pub fn voted(&self) -> u64 {
        self.yes + self.no + self.abstain + self.veto
    }
}

fn share_bps(part: u64, whole: u64) -> u64 {
    (part * 10_000).checked_div(whole).unwrap_or(0)
}

/// What the reader may do here.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Whether they were counted in when the vote opened.
    pub may_vote: bool,
    /// Whether they may stand behind a draft.
    pub may_sponsor: bool,
    /// Whether they stand behind it.
    pub sponsors: bool,
    /// Juries of level 3 on which they sat, and which can put it to the vote.
    pub benches: Vec<Bench>,
    /// Whether they may sign the petition for it.
    pub may_petition: bool,
    /// Whether they signed it.
    pub has_petitioned: bool,
    /// Whether they brought it.
    pub is_author: bool,
    /// How they voted.
    pub vote: Option<Choice>,
    /// Who signs.
    pub signer: Signer,
}

/// Proof of one's vote.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The vote.
    pub choice: Choice,
    /// When, in milliseconds.
    pub at_ms: u64,
    /// Which key signed.
    pub key: String,
    /// Place on the record.
    pub entry: u64,
    /// Length of the record now.
    pub size: u64,
}

/// Returns the page.
pub fn decision(shell: &Shell, view: &DecisionView) -> Page {
    let lang = shell.lang;
    let body = html! {
        article {
            (head(shell, view))
            (steps(shell, view))
            @match &view.ranked {
                Some(ranked) => (roadmap::part(shell, view.number, view.stage, ranked)),
                None => (changes(shell, view)),
            }
            (simulation::part(lang, &view.simulation))
            @if let Some(talked) = &view.talked { (talked_through(shell, talked)) }
            @if let Some(counted) = view.count.as_ref().filter(|_| !view.asks_order()) {
                section class="sec" id="count" data-live=(format!("{}/count", links::decision(view.number.into()))) data-every="15" {
                    (count_part(shell, view, counted))
                }
            }
            (rights::part(shell, view))
            @if view.count.is_some() && !view.asks_order() { (who_counts(shell, view)) }
            @if let Some(receipt) = &view.receipt { (receipt_part(shell, view.number, receipt)) }
        }
        (vote_bar(shell, view))
        (signing::sheet(shell, &view.you.signer))
    };
    Page::new(view.title.clone(), Place::Commons, body)
        .description(t!(
            lang,
            "decision-description",
            number = view.number,
            subject = view.subject.words(lang)
        ))
        .canonical(links::decision(view.number.into()))
        .panel(Panel::Own {
            markup: panel(shell, view),
            keep: false,
        })
        .script("js/sign.js")
        .script("js/live.js")
}

/// The strongest case for each side and where people stand, before how others voted.
fn talked_through(shell: &Shell, talked: &Talked) -> Markup {
    let lang = shell.lang;
    html! {
        (opinions::strongest(lang, &talked.cases))
        @if talked.cost.is_some() {
            section class="sec" {
                h2 { (t!(lang, "cost-title")) }
                (opinions::cost_words(lang, talked.cost.as_ref(), true))
            }
        }
        section class="sec" {
            h2 { (t!(lang, "map-title")) }
            (opinions::summary(shell, &talked.id, &talked.opinions))
            p class="after" { a class="link tap" href=(links::deliberation(&talked.id)) { (t!(lang, "deliberation-of-decision")) } }
        }
    }
}

fn head(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let number = t!(lang, "decision-number", number = view.number);
    let by = match &view.author {
        Some(author) => t!(
            lang,
            "decision-by",
            name = author.name.as_str(),
            count = view.sponsors.saturating_sub(1)
        ),
        None => t!(lang, "decision-by-left"),
    };
    html! {
        div class="head" {
            (eyebrow(&[&number, &view.subject.words(lang), &by]))
            h1 { (view.title) }
            @if let Some((_, case)) = view.bench {
                p class="small quiet" { (t!(lang, "bench-filed")) " " a class="link tap" href=(links::case(case.into())) { (t!(lang, "case-number", number = case)) } }
            }
            div class="ask prose" { (view.reasons) }
        }
    }
}

/// What stands below each step of the way, and how the way ended if it did not lead to force.
struct Dates {
    drafted: String,
    vote: String,
    panel: Option<String>,
    challenge: String,
    force: String,
    ended: Option<(String, String)>,
}

impl Dates {
    fn of(shell: &Shell, view: &DecisionView) -> Self {
        let (lang, plan) = (shell.lang, &view.plan);
        let day = |at: u64| date_near(lang, at, shell.now_ms);
        let until =
            |at: u64| t!(lang, "path-until", when = deadline(lang, at, shell.now_ms)).into_owned();
        let opened = plan.opened_ms.unwrap_or(shell.now_ms);
        let closes = plan.closes_ms.unwrap_or(opened + plan.voting_ms);
        let force_at = match view.stage {
            Stage::Enacted { at_ms } | Stage::Timelock { until_ms: at_ms } => at_ms,
            Stage::Confirming { until_ms } => until_ms + plan.timelock_ms,
            Stage::Panel { until_ms, .. } => until_ms + plan.confirm_ms + plan.timelock_ms,
            Stage::BetweenReadings { opens_ms } => {
                opens_ms + plan.voting_ms + plan.confirm_ms + plan.timelock_ms
            }
            _ => closes + plan.confirm_ms + plan.timelock_ms,
        };
        Self {
            drafted: day(plan.filed_ms),
            vote: match (view.stage, plan.opened_ms) {
                (Stage::Open { closes_ms }, _) => until(closes_ms),
                (Stage::BetweenReadings { opens_ms }, _) => {
                    t!(lang, "path-again", when = day(opens_ms)).into_owned()
                }
                (_, Some(_)) => day(closes),
                (_, None) => {
                    t!(lang, "path-lasts", length = span(lang, plan.voting_ms)).into_owned()
                }
            },
            panel: match view.stage {
                Stage::Panel { until_ms, .. } => Some(until(until_ms)),
                _ => None,
            },
            challenge: match view.stage {
                Stage::Confirming { until_ms } => until(until_ms),
                _ => span(lang, plan.confirm_ms),
            },
            force: plan.opened_ms.map(|_| day(force_at)).unwrap_or_default(),
            ended: match view.stage {
                Stage::Failed { at_ms, .. } => {
                    Some((t!(lang, "path-failed").into_owned(), day(at_ms)))
                }
                Stage::Withdrawn { at_ms } => {
                    Some((t!(lang, "path-withdrawn").into_owned(), day(at_ms)))
                }
                _ => None,
            },
        }
    }
}

fn steps(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let dates = Dates::of(shell, view);
    let at = reached(view.stage);
    let state = |step: u8| StepState::of(step, at);
    let names =
        ["path-draft", "path-vote", "path-challenge", "path-force"].map(|key| t!(lang, key));
    let mut shown = vec![Step {
        name: &names[0],
        when: &dates.drafted,
        state: state(0),
    }];
    if dates.ended.is_none() || view.plan.opened_ms.is_some() {
        shown.push(Step {
            name: &names[1],
            when: &dates.vote,
            state: if dates.panel.is_some() {
                StepState::Done
            } else {
                state(1)
            },
        });
    }
    let panel = t!(lang, "panel-title");
    if let Some(when) = &dates.panel {
        shown.push(Step {
            name: &panel,
            when,
            state: StepState::Now,
        });
    }
    if let Some((name, when)) = &dates.ended {
        shown.push(Step {
            name,
            when,
            state: StepState::Now,
        });
    } else {
        if view.plan.confirm_ms > 0 {
            shown.push(Step {
                name: &names[2],
                when: &dates.challenge,
                state: state(2),
            });
        }
        shown.push(Step {
            name: &names[3],
            when: &dates.force,
            state: state(3),
        });
    }
    path(&t!(lang, "path-label"), &shown)
}

/// The step that is going on; one past the last when all are done.
fn reached(stage: Stage) -> u8 {
    match stage {
        Stage::Draft { .. } => 0,
        Stage::Open { .. } | Stage::BetweenReadings { .. } | Stage::Panel { .. } => 1,
        Stage::Confirming { .. } => 2,
        Stage::Timelock { .. } => 3,
        Stage::Enacted { .. } | Stage::Failed { .. } | Stage::Withdrawn { .. } => 4,
    }
}

fn changes(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec first" {
            h2 { (t!(lang, "decision-changes")) }
            @match view.subject {
                Subject::Statement => p { (t!(lang, "decision-changes-nothing")) },
                Subject::Moderation => p { (t!(lang, "decision-changes-moderation", count = view.changes.len())) },
                Subject::Data => p { (t!(lang, "decision-changes-data", count = view.changes.len())) },
                Subject::Feed => p { (t!(lang, "decision-changes-feed", count = view.changes.len())) },
                Subject::Charter => p { (t!(lang, "decision-changes-charter", count = view.changes.len())) },
                Subject::Existence | Subject::Budget | Subject::Spend | Subject::Stream | Subject::BuyShares | Subject::Offer | Subject::Mandate | Subject::Appointment | Subject::Recall | Subject::AnotherPause | Subject::Roadmap => {},
            }
            div class="stack" { @for change in &view.changes { (clause(lang, change)) } }
        }
    }
}

fn who_counts(shell: &Shell, view: &DecisionView) -> Markup {
    let lang = shell.lang;
    let Some(counted) = &view.count else {
        return html! {};
    };
    let opened = view
        .plan
        .opened_ms
        .map(|at| date(lang, at))
        .unwrap_or_default();
    html! {
        section class="sec" {
            h2 { (t!(lang, "counted-title")) }
            p { (t!(lang, "counted-electorate", count = counted.electorate, date = opened, rounds = counted.electorate_rounds)) }
            p {
                (t!(lang, "counted-public"))
                @if counted.stewards.is_none() { " " (t!(lang, "counted-without-shares")) }
            }
            p class="after" { a class="link tap" href=(format!("{}/votes", links::decision(view.number.into()))) { (t!(lang, "counted-list", count = counted.voted())) } }
        }
    }
}

fn receipt_part(shell: &Shell, number: u32, receipt: &Receipt) -> Markup {
    let lang = shell.lang;
    let names = [
        "receipt-signed",
        "receipt-when",
        "receipt-key",
        "receipt-place",
    ]
    .map(|key| t!(lang, key));
    let fields = [
        (
            &*names[0],
            html! { b { (choice_label(lang, receipt.choice)) } " " (t!(lang, "receipt-in-decision", number = number)) },
        ),
        (
            &*names[1],
            html! { (crate::text::moment::weekday_date(lang, receipt.at_ms)) ", " (crate::text::moment::clock(receipt.at_ms)) },
        ),
        (&*names[2], html! { (receipt.key) }),
        (
            &*names[3],
            html! { a class="link" href=(format!("{}/entries/{}", paths::RECORD, receipt.entry)) { (t!(lang, "receipt-entry", index = receipt.entry, size = receipt.size)) } },
        ),
    ];
    html! {
        section class="sec" {
            h2 { (t!(lang, "receipt-title")) }
            p { (t!(lang, "receipt-sentence")) }
            (slip(&fields, None))
            p class="record-check" data-record-check="" hidden {}
        }
    }
}

/// One public ballot.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// Whose; `None` when they left.
    pub voter: Option<Face>,
    /// Their member number.
    pub member: u32,
    /// How.
    pub choice: Choice,
    /// When, in milliseconds.
    pub at_ms: u64,
}

/// Returns the page that lists the ballots of a decision.
pub fn ballots(
    shell: &Shell,
    number: u32,
    title: &str,
    listed: &[Ballot],
    older: Option<&str>,
) -> Page {
    let lang = shell.lang;
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "decision-number", number = number), &t!(lang, "ballots-eyebrow")]))
            h1 { (t!(lang, "ballots-title")) }
            p class="ask" { a class="link" href=(links::decision(number.into())) { (title) } }
            p class="quiet" { (t!(lang, "counted-public")) }
        }
        ul class="rows ballots" {
            @for ballot in listed {
                li {
                    @match &ballot.voter {
                        Some(voter) => a class="by" href=(links::profile(&voter.handle)) { (face(voter, FaceSize::Small)) span class="who" { b { bdi { (voter.name) } } } },
                        None => span class="quiet" { (t!(lang, "ballots-member", number = ballot.member)) },
                    }
                    span class="amt" { (choice_label(lang, ballot.choice)) small { (date_near(lang, ballot.at_ms, shell.now_ms)) } }
                }
            }
        }
        (crate::components::furniture::older(&t!(lang, "ballots-older"), older))
    };
    Page::new(
        t!(lang, "ballots-page-title", number = number),
        Place::Commons,
        body,
    )
}
