//! Work in a demo: what members do for the place, and what others whom the lot chose make of it.

use std::collections::BTreeSet;

use anyhow::Result;
use app::App;
use ledger::Body;
use ledger::ids::{ClaimId, MemberNumber};
use ledger::member::Standing;
use ledger::work::{Attestation, ClaimStage, Declared, Skill, WorkClass};

use store::comparison::{Answer, Side};

use super::dice::Dice;
use super::people;

/// What is done: skill, title and text.
const DONE: [(Skill, &str, &str); 8] = [
    (
        Skill::Translation,
        "Dutch words for the settings",
        "All of the settings and the help beside them. https://example.org/words/settings",
    ),
    (
        Skill::Code,
        "Photographs load faster on old phones",
        "Smaller pictures for small screens; half a second less. https://example.org/code/pictures",
    ),
    (
        Skill::Events,
        "An evening of prints in Utrecht",
        "Thirty people, forty prints on the wall, soup. Pictures of it are on my page.",
    ),
    (
        Skill::Documents,
        "How to describe a picture",
        "A page with examples for those who never wrote an alt text. https://example.org/docs/alt",
    ),
    (
        Skill::Operations,
        "Backups, tried out",
        "I restored last week’s backup on another machine: 14 minutes, nothing missing.",
    ),
    (
        Skill::Code,
        "Captions keep their line breaks",
        "They were lost when one edited a work. https://example.org/code/captions",
    ),
    (
        Skill::Documents,
        "A welcome letter for newcomers",
        "What a vouch is, what a round is, whom to ask. One page.",
    ),
    (
        Skill::Translation,
        "German words for the front page",
        "A beginning: the front page and signing in.",
    ),
];

/// Members who compare works in a round, at most.
const REVIEWERS_MAX: usize = 40;
/// Pairs that each of them answers in one go.
const PAIRS_EACH: usize = 10;

/// Work under way.
pub(super) struct Work {
    dice: Dice,
    done: usize,
}

impl Work {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed ^ 0x776f_726b),
            done: 0,
        }
    }

    /// Some say what they can judge, and some what they did; returns how many acts there were.
    pub(super) async fn claim(&mut self, app: &App) -> Result<usize> {
        let now_ms = app.record.now_ms()?;
        let (mut members, skilled) = app.record.read(|state| {
            let is_member = |it: &ledger::member::Member| {
                it.standing(&state.charter, now_ms) == Standing::Member
            };
            let members = state.numbered_members().filter(|it| is_member(it.1));
            let members: Vec<MemberNumber> = members.map(|it| it.0).collect();
            let skilled: BTreeSet<_> = state.work.skills.keys().copied().collect();
            (members, skilled)
        })?;
        self.dice.shuffle(&mut members);
        let claims = 1 + members.len() / 60;
        let mut acts = Vec::new();
        for (place, member) in members.into_iter().enumerate() {
            if place < claims {
                let (skill, title, words) = DONE[self.done % DONE.len()];
                self.done += 1;
                let class = WorkClass::ALL[self.dice.below(5)];
                let (body, companion) = app.word_claim(skill, class, title, words)?;
                acts.push((member, body, Some(companion)));
            } else if self.dice.chance(60) {
                let skill = Skill::ALL[self.dice.below(Skill::ALL.len())];
                if !skilled.contains(&(skill, member)) {
                    let declared = Declared::Yes;
                    acts.push((member, Body::DeclareSkill { skill, declared }, None));
                }
            }
        }
        people::submit(app, acts).await
    }

    /// Most of those who are asked answer, about as the claimant would; one in a while says no.
    pub(super) async fn review(&mut self, app: &App) -> Result<usize> {
        let asked: Vec<(ClaimId, WorkClass, MemberNumber)> = app.record.read(|state| {
            let open = state
                .work
                .claims
                .iter()
                .filter(|it| matches!(it.stage, ClaimStage::Reviewing { .. }));
            open.flat_map(|claim| {
                let waiting = claim.reviewing().filter(|it| it.answer.is_none());
                waiting.map(|it| (claim.id, claim.class, it.member))
            })
            .collect()
        })?;
        let mut busy = BTreeSet::new();
        let mut acts = Vec::new();
        for (claim, class, member) in asked {
            // Somebody who is asked twice answers the other one next week.
            if self.dice.chance(150) || !busy.insert(member) {
                continue;
            }
            let answer = if self.dice.chance(80) {
                Attestation::No
            } else {
                Attestation::Class(self.about(class))
            };
            acts.push((member, Body::AttestWork { claim, answer }, None));
        }
        people::submit(app, acts).await
    }

    /// Some compare a few works without names, and mostly prefer what others appreciated more.
    pub(super) async fn compare(&mut self, app: &App, joined: usize) -> Result<usize> {
        let mut answered = 0;
        for _ in 0..(joined / 6).min(REVIEWERS_MAX) {
            let viewer = people::viewer(self.dice.below(joined));
            for _ in 0..PAIRS_EACH {
                let Some(open) = app.open_pair(&viewer).await?.open else {
                    break;
                };
                let [first, second] = &open.works;
                let is_first = first.appreciation_count >= second.appreciation_count;
                let side = if is_first != self.dice.chance(200) {
                    Side::First
                } else {
                    Side::Second
                };
                app.compare(&viewer, open.pair.place, Answer::Prefers(side))
                    .await?;
                answered += 1;
            }
        }
        Ok(answered)
    }

    /// The class itself, or the one beside it.
    fn about(&mut self, class: WorkClass) -> WorkClass {
        let all = WorkClass::ALL;
        let place = all.iter().position(|it| *it == class).unwrap_or(0);
        let place = match self.dice.below(4) {
            0 => place.saturating_sub(1),
            1 => place + 1,
            _ => place,
        };
        all[place.min(all.len() - 1)]
    }
}
