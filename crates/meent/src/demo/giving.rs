//! The budget votes of a demo, which begin by themselves: some submit projects, many tick what is worth it.

use anyhow::Result;
use app::App;
use app::call::{TypedPayee, TypedProject};
use ledger::Body;
use ledger::apply::check_submission;
use ledger::call::{CallStage, ProjectNumber};
use ledger::ids::{CallId, MemberNumber, Money};

use super::dice::Dice;
use super::people::submit;

/// Of a thousand who may vote, how many do in a week.
const TURNOUT: u32 = 450;
/// Of a thousand projects on a ballot, how many are ticked.
const TICKED: u32 = 400;
/// Projects that are submitted in a week.
const PROJECTS_A_WEEK: usize = 3;

/// Title, words, cost in cents, and who outside is paid; nobody: whoever submits it.
const PROJECTS: [(&str, &str, u64, &str); 6] = [
    (
        "A darkroom for everybody",
        "Trays, a red lamp and a **lock for the cellar**. Open on Thursdays.",
        42_000,
        "",
    ),
    (
        "Prints for the hospital corridor",
        "Forty works, chosen by the people who lie there.",
        28_500,
        "Harbour Print Works",
    ),
    (
        "Bus tickets for the young ones",
        "So that the walk along the dyke is not for those with a car only.",
        9_000,
        "",
    ),
    (
        "Subtitles for our films",
        "Somebody who does this for a living, for ten films.",
        35_000,
        "Noor Subtitling",
    ),
    (
        "A second-hand scanner",
        "For slides and negatives. I know of one.",
        15_000,
        "",
    ),
    (
        "Soup on exhibition days",
        "Four evenings, one large pot.",
        6_000,
        "",
    ),
];

/// Budget votes under way.
pub(super) struct Giving {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
}

impl Giving {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x0b0d_9e75)),
        }
    }

    /// Lives through a week of the budget vote, if there is one; returns how many ballots were cast.
    pub(super) async fn live(&mut self, app: &App) -> Result<usize> {
        let last = app
            .record
            .read(|state| state.calls.last().map(|it| (it.id, it.stage)))?;
        match last {
            Some((id, CallStage::Collecting { .. })) => {
                suggest(app, id, &mut self.dice).await?;
                Ok(0)
            }
            Some((id, CallStage::Voting { .. })) => vote(app, id, &mut self.dice).await,
            Some((_, CallStage::Counted { .. } | CallStage::Void { .. })) | None => Ok(0),
        }
    }
}

async fn suggest(app: &App, id: CallId, dice: &mut Dice) -> Result<()> {
    let now_ms = app.record.now_ms()?;
    let (mut able, submitted) = app.record.read(|state| {
        let Some(call) = state.find_call(id) else {
            return (Vec::new(), 0);
        };
        let numbers = state.numbered_members().map(|(number, _)| number);
        let able = numbers.filter(|it| check_submission(state, now_ms, call, *it).is_ok());
        (able.collect::<Vec<MemberNumber>>(), call.projects.len())
    })?;
    dice.shuffle(&mut able);
    let next = PROJECTS.iter().skip(submitted).take(PROJECTS_A_WEEK);
    for (member, (title, words, cost, outside)) in able.into_iter().zip(next) {
        let typed = TypedProject {
            title: (*title).to_owned(),
            words: (*words).to_owned(),
            cost: Money(*cost),
            to: if outside.is_empty() {
                TypedPayee::Member(member)
            } else {
                TypedPayee::Outside((*outside).to_owned())
            },
        };
        let (body, companion) = app.word_project(id, &typed).await?;
        submit(app, vec![(member, body, Some(companion))]).await?;
    }
    Ok(())
}

/// Has some of those who may vote and have not tick what they find worth its price.
async fn vote(app: &App, id: CallId, dice: &mut Dice) -> Result<usize> {
    let (voters, projects) = app.record.read(|state| {
        let Some(call) = state.find_call(id) else {
            return (Vec::new(), Vec::new());
        };
        let waits = |it: &MemberNumber| {
            let poll = call.poll.as_ref();
            poll.is_some_and(|poll| poll.voters.contains(*it) && !poll.ballots.contains_key(it))
        };
        let numbers = state.numbered_members().map(|(number, _)| number);
        let standing = call.standing().map(|it| it.0);
        (
            numbers.filter(waits).collect::<Vec<MemberNumber>>(),
            standing.collect::<Vec<ProjectNumber>>(),
        )
    })?;
    let mut acts = Vec::new();
    for voter in voters {
        if !dice.chance(TURNOUT) {
            continue;
        }
        let mut ticked = projects.clone();
        ticked.retain(|_| dice.chance(TICKED));
        let body = Body::ApproveProjects {
            call: id,
            projects: ticked,
        };
        acts.push((voter, body, None));
    }
    submit(app, acts).await
}
