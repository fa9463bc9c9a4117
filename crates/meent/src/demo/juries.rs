//! The juries of a demo: now and then somebody whose work was acted on asks one; whoever is drawn seals and
//! opens a verdict, and one of them says why. The last one waits for whoever visits the demo.

use anyhow::Result;
use app::App;
use ledger::Body;
use ledger::ids::{CaseId, JuryId, MemberNumber};
use ledger::jury::{Ground, Jury, JuryStage, Level, Ruling, Seat};
use store::action::Action;

use super::dice::Dice;
use super::people::submit;

/// Milliseconds after which a jury is drawn for certain: the tick of the lot is over.
pub(super) const DRAWN_MS: u64 = 2 * 3_600_000;

/// Rounds, of 26, at whose end somebody appeals.
const APPEALS: [u32; 4] = [8, 13, 18, 22];
/// Of these the one whose loser goes on to the larger jury.
const GOES_ON: u32 = 13;
/// Of a thousand jurors, how many find that the act does not stand.
const REVERSE: u32 = 420;
/// Of a thousand jurors, how many step aside.
const ASIDE: u32 = 40;

/// What appellants say.
const WORDS: [&str; 3] = [
    "I wrote it twice because the first one was cut off. I sell nothing.",
    "It was one notice, for the workshop that we all pay for.",
    "I took the link out the same evening; nobody told me that this was not enough.",
];

/// What juries say, by their ruling.
const UPHELD: [&str; 2] = [
    "The same words under eleven other works are an advertisement, whoever writes them. Once, under one's own, would be fine.",
    "We read all of it. Whoever must scroll past it three times did not ask for it.",
];
const REVERSED: [&str; 2] = [
    "One notice is not “again and again”. The rule speaks of repetition, and there was none.",
    "It tells of a workshop that belongs to all of us. That is no advertisement.",
];

/// Cases of a demo under way.
pub(super) struct Juries {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
    rounds: u32,
}

impl Juries {
    /// Plans them over `rounds` rounds.
    pub(super) fn planned(rounds: u32, seed: u64) -> Self {
        Self {
            dice: Dice::new(seed ^ 0x006a_7572_6965_7321),
            rounds,
        }
    }

    /// Says whether somebody appeals in `round`, and whether the loser goes on.
    fn plan(&self, round: u32) -> Option<Level> {
        let is_in = |planned: u32| planned * self.rounds / 26 == round;
        let planned = APPEALS.into_iter().find(|it| is_in(*it))?;
        Some(if planned == GOES_ON {
            Level::Second
        } else {
            Level::First
        })
    }

    /// In some rounds has one of those who were acted on appeal, and a jury rule on it; returns how
    /// much time that took, in milliseconds.
    pub(super) async fn live(&mut self, app: &App, round: u32, acts: &[Action]) -> Result<u64> {
        let Some(highest) = self.plan(round) else {
            return Ok(0);
        };
        let Some(case) = self.appeal(app, acts).await? else {
            return Ok(0);
        };
        let mut spent_ms = self.hear(app).await?;
        if highest == Level::Second && self.go_on(app, case).await? {
            spent_ms += self.hear(app).await?;
        }
        Ok(spent_ms)
    }

    /// Has somebody appeal once more, and leaves the jury to whoever visits: it is drawn, and waits.
    pub(super) async fn leave_one(&mut self, app: &App, acts: &[Action]) -> Result<()> {
        if self.appeal(app, acts).await?.is_some() {
            app.advance(DRAWN_MS).await?;
        }
        Ok(())
    }

    /// Has the first of those who were acted on and may appeal do so; nothing if none may.
    async fn appeal(&mut self, app: &App, acts: &[Action]) -> Result<Option<CaseId>> {
        for act in acts {
            let words = self.dice.pick(&WORDS).copied().unwrap_or_default();
            let (body, companion) = match app.word_appeal(act.author, act.id, words).await {
                Ok(worded) => worded,
                // A jury was asked about this one before.
                Err(app::AppError::Rejected(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            if submit(app, vec![(act.author, body, Some(companion))]).await? > 0 {
                let last = app
                    .record
                    .read(|state| state.justice.cases.last().map(|it| it.id))?;
                return Ok(last);
            }
        }
        Ok(None)
    }

    /// Has whoever lost take the case further.
    async fn go_on(&mut self, app: &App, case: CaseId) -> Result<bool> {
        let loser = app.record.read(|state| {
            let case = state.find_case(case)?;
            let moderators = &state.moderation.moderators.value;
            match case.ruling {
                Ruling::Uphold => Some(case.appellant),
                Ruling::Reverse => moderators.iter().find(|it| **it != case.appellant).copied(),
            }
        })?;
        let Some(loser) = loser else {
            return Ok(false);
        };
        let acts = vec![(loser, Body::AppealFurther(case), None)];
        Ok(submit(app, acts).await? > 0)
    }

    /// Lets time pass until the jury is drawn, and has it rule; one that hears the case again, too.
    async fn hear(&mut self, app: &App) -> Result<u64> {
        let mut spent_ms = 0;
        // A second hearing is called when the first jury has ruled, and drawn a tick later.
        for _ in 0..2 {
            let waiting = app.record.read(|state| {
                let juries = state.justice.juries.iter();
                let called = juries.filter(|it| matches!(it.stage, JuryStage::Called { .. }));
                called.count()
            })?;
            if waiting == 0 {
                break;
            }
            app.advance(DRAWN_MS).await?;
            spent_ms += DRAWN_MS;
            for jury in sealing(app)? {
                self.rule(app, jury).await?;
            }
        }
        Ok(spent_ms)
    }

    async fn rule(&mut self, app: &App, id: JuryId) -> Result<()> {
        self.seal(app, id).await?;
        let jury = app.load_jury(id)?;
        let mut acts = Vec::new();
        for member in jury.sitting().filter(|it| it.seal.is_some()) {
            let body = app.open_verdict(member.member, id).await?;
            acts.push((member.member, body, None));
        }
        submit(app, acts).await?;
        self.state(app, &app.load_jury(id)?).await
    }

    /// Has everybody who sits seal; whoever cannot judge steps aside, and whoever comes instead seals.
    async fn seal(&mut self, app: &App, id: JuryId) -> Result<()> {
        let mut waiting = unsealed(&app.load_jury(id)?);
        while !waiting.is_empty() {
            let mut acts = Vec::new();
            for member in waiting {
                let tie = app.load_jury_room(member, id).await?.tie;
                if tie.is_some() || self.dice.chance(ASIDE) {
                    acts.push((member, Body::StepAside(id), None));
                    continue;
                }
                let ruling = if self.dice.chance(REVERSE) {
                    Ruling::Reverse
                } else {
                    Ruling::Uphold
                };
                let ground = self.dice.pick(&Ground::ALL).copied();
                let ground = ground.unwrap_or(Ground::Words);
                let (body, companion) = app.seal_verdict(member, id, ruling, ground);
                acts.push((member, body, Some(companion)));
            }
            let before = called(&app.load_jury(id)?);
            submit(app, acts).await?;
            let jury = app.load_jury(id)?;
            waiting = if called(&jury) > before {
                unsealed(&jury)
            } else {
                Vec::new()
            };
        }
        Ok(())
    }

    /// Has one of those who ruled with it say why.
    async fn state(&mut self, app: &App, jury: &Jury) -> Result<()> {
        let JuryStage::Over { outcome, .. } = jury.stage else {
            return Ok(());
        };
        let (Some(ruling), None) = (outcome.ruling, jury.statement) else {
            return Ok(());
        };
        let ruled_so = |it: &&ledger::jury::Juror| it.opened.is_some_and(|it| it.0 == ruling);
        let Some(juror) = jury.sitting().find(ruled_so) else {
            return Ok(());
        };
        let words = match ruling {
            Ruling::Uphold => self.dice.pick(&UPHELD),
            Ruling::Reverse => self.dice.pick(&REVERSED),
        };
        let (body, companion) = app.word_statement(jury.id, words.copied().unwrap_or_default())?;
        submit(app, vec![(juror.member, body, Some(companion))]).await?;
        Ok(())
    }
}

/// Juries that wait for verdicts.
fn sealing(app: &App) -> Result<Vec<JuryId>> {
    Ok(app.record.read(|state| {
        let juries = state.justice.juries.iter();
        let sealing = juries.filter(|it| matches!(it.stage, JuryStage::Sealing { .. }));
        sealing.map(|it| it.id).collect()
    })?)
}

fn unsealed(jury: &Jury) -> Vec<MemberNumber> {
    let waits = |it: &&ledger::jury::Juror| it.seat == Seat::Sitting && it.seal.is_none();
    jury.jurors
        .iter()
        .filter(waits)
        .map(|it| it.member)
        .collect()
}

/// How many were called to a jury so far.
fn called(jury: &Jury) -> usize {
    jury.jurors.len()
}
