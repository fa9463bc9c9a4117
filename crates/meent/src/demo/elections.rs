//! The elections of a demo, which begin by themselves: some stand and are supported, many rank them,
//! and whoever is elected tells everybody about it once.

use std::collections::BTreeSet;

use anyhow::Result;
use app::App;
use ledger::Body;
use ledger::apply::{check_nomination, check_nomination_support};
use ledger::election::ElectionStage;
use ledger::ids::{ElectionId, MemberNumber};
use ledger::office::{Office, Seat};

use super::dice::Dice;
use super::people::{submit, viewer};

/// How many more stand than there are seats.
const MORE_THAN_SEATS: usize = 2;
/// Of a thousand who may vote, how many do in a week.
const TURNOUT: u32 = 550;

/// What candidates say.
const WORDS: [&str; 6] = [
    "I keep the minutes of our camera club, and I would keep ours: **short, on Mondays, for everybody**.",
    "I would ask before I change anything, and say what it costs before you vote.",
    "I moderated a forum for nine years. What I learned is to be slow and to write down why.",
    "More walls for prints, fewer meetings. I have a van.",
    "I came here last. I would look after whoever comes next:\n\n- somebody who answers\n- a first week that is kind",
    "I am no speaker. I read every decision, to its last clause, and I would go on doing that.",
];

/// What people in office tell.
const REPORTS: [(&str, &str); 3] = [
    (
        "The first week",
        "We read everything that was open and answered all of it. Next: the wish list, by votes, from the top.",
    ),
    (
        "What it cost",
        "Nothing but evenings. The list of what we would buy, **if** you give us a mandate, is in the drafts.",
    ),
    (
        "What we left alone",
        "Two ideas that only we liked. They can come from anybody else.",
    ),
];

/// Elections under way.
pub(super) struct Elections {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
    /// Who has told everybody something.
    reported: BTreeSet<MemberNumber>,
}

impl Elections {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x00e1_ec70)),
            reported: BTreeSet::new(),
        }
    }

    /// Lives through a week of all elections; returns how many ballots were cast.
    pub(super) async fn live(&mut self, app: &App) -> Result<usize> {
        let live: Vec<(ElectionId, ElectionStage)> = app.record.read(|state| {
            let live = state.elections.iter().filter(|it| it.stage.is_live());
            live.map(|it| (it.id, it.stage)).collect()
        })?;
        let mut ballots = 0;
        for (id, stage) in live {
            match stage {
                ElectionStage::Nominating { .. } => stand(app, id, &mut self.dice).await?,
                ElectionStage::Voting { .. } => ballots += rank(app, id, &mut self.dice).await?,
                ElectionStage::Taking { .. }
                | ElectionStage::Taken { .. }
                | ElectionStage::Void => {}
            }
        }
        self.report(app).await?;
        Ok(ballots)
    }

    /// Whoever leads since a short time tells everybody once.
    async fn report(&mut self, app: &App) -> Result<()> {
        let now_ms = app.record.now_ms()?;
        let team: Vec<Seat> = app.record.read(|state| {
            let held = state.seats.iter().filter(|it| it.is_held(now_ms));
            held.filter(|it| it.office == Office::Team)
                .copied()
                .collect()
        })?;
        for seat in team {
            let Some((title, text)) = REPORTS.get(self.reported.len()) else {
                return Ok(());
            };
            if self.reported.insert(seat.member) {
                let place = usize::try_from(seat.member.0.saturating_sub(1))?;
                app.publish_office_report(&viewer(place), Office::Team, title, text)
                    .await?;
                // One a week reads better than all at once.
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Has as many stand as the election can use, each with enough supporters.
async fn stand(app: &App, id: ElectionId, dice: &mut Dice) -> Result<()> {
    let now_ms = app.record.now_ms()?;
    let (mut able, missing) = app.record.read(|state| {
        let able = state
            .numbered_members()
            .map(|(number, _)| number)
            .filter(|it| check_nomination(state, now_ms, id, *it).is_ok())
            .collect::<Vec<_>>();
        let found = state.find_election(id);
        let missing = found.map_or(0, |it| {
            let wanted = usize::from(it.seats).saturating_add(MORE_THAN_SEATS);
            wanted.saturating_sub(it.nominations.len())
        });
        (able, missing)
    })?;
    dice.shuffle(&mut able);
    for member in able.into_iter().take(missing) {
        let words = WORDS
            .get(dice.below(WORDS.len()))
            .copied()
            .unwrap_or_default();
        let (text, companion) = app.word_nomination(words);
        let body = Body::Nominate { election: id, text };
        submit(app, vec![(member, body, Some(companion))]).await?;
        let supporters = supporters(app, id, member, dice)?;
        let support = |it: MemberNumber| {
            let body = Body::SponsorNomination {
                election: id,
                nominee: member,
            };
            (it, body, None)
        };
        submit(app, supporters.into_iter().map(support).collect()).await?;
    }
    Ok(())
}

/// Draws as many supporters for `nominee` as they need.
fn supporters(
    app: &App,
    id: ElectionId,
    nominee: MemberNumber,
    dice: &mut Dice,
) -> Result<Vec<MemberNumber>> {
    let now_ms = app.record.now_ms()?;
    let (mut able, needed) = app.record.read(|state| {
        let numbers = state.numbered_members().map(|(number, _)| number);
        let able = numbers
            .filter(|it| check_nomination_support(state, now_ms, (id, nominee), *it).is_ok());
        let needed = state.find_election(id).map_or(0, |it| it.sponsors_needed);
        (able.collect::<Vec<_>>(), needed)
    })?;
    dice.shuffle(&mut able);
    able.truncate(usize::try_from(needed)?);
    Ok(able)
}

/// Has some of those who may vote and have not rank a few candidates.
async fn rank(app: &App, id: ElectionId, dice: &mut Dice) -> Result<usize> {
    let (voters, candidates) = app.record.read(|state| {
        let Some(poll) = state.find_election(id).and_then(|it| it.poll.as_ref()) else {
            return (Vec::new(), Vec::new());
        };
        let numbers = state.numbered_members().map(|(number, _)| number);
        let waits = |it: &MemberNumber| poll.voters.contains(*it) && !poll.ballots.contains_key(it);
        (
            numbers.filter(waits).collect::<Vec<_>>(),
            poll.candidates.clone(),
        )
    })?;
    let mut acts = Vec::new();
    for voter in voters {
        if !dice.chance(TURNOUT) || candidates.is_empty() {
            continue;
        }
        let mut ranking = candidates.clone();
        dice.shuffle(&mut ranking);
        ranking.truncate(dice.below(candidates.len()).saturating_add(1));
        let body = Body::Rank {
            election: id,
            ranking,
        };
        acts.push((voter, body, None));
    }
    submit(app, acts).await
}
