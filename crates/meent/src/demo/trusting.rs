//! Who knows whom in a demo: vouches are answered, and once the members have adopted a trust cut those who
//! are verified meet others, week by week.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use app::App;
use ledger::Body;
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use ledger::trust::{VouchAnswer, Way};

use super::dice::Dice;
use super::people::{number, submit};

/// People who are met in a week, at most.
const MET: usize = 45;

/// Answers and meetings under way.
pub(super) struct Trusting {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
}

impl Trusting {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x7472_7573_7400)),
        }
    }

    /// Lives through a week; returns how many answered or met somebody.
    pub(super) async fn live(&mut self, app: &App, friends: &[Vec<u32>]) -> Result<usize> {
        if !app.record.read(ledger::State::has_trust_cut)? {
            return Ok(0);
        }
        let answered = self.answer(app).await?;
        Ok(answered + self.meet(app, friends).await?)
    }

    /// Most say that they know who vouched for them; a few let it lie.
    async fn answer(&mut self, app: &App) -> Result<usize> {
        let open = app.record.read(|state| {
            let answers = &state.trust.answers;
            let mut open = Vec::new();
            for (to, member) in state.numbered_members() {
                let unanswered = member.vouched_by.iter();
                let unanswered = unanswered.filter(|from| !answers.contains_key(&(to, **from)));
                open.extend(unanswered.map(|from| (to, *from)));
            }
            open
        })?;
        let mut acts = Vec::new();
        for (to, from) in open {
            if self.dice.chance(600) {
                let answer = VouchAnswer::Accepted;
                acts.push((to, Body::AnswerVouch { from, answer }, None));
            }
        }
        submit(app, acts).await
    }

    /// Verified members meet friends who are not; two such words verify.
    async fn meet(&mut self, app: &App, friends: &[Vec<u32>]) -> Result<usize> {
        let now_ms = app.record.now_ms()?;
        let mut acts = app.record.read(|state| {
            let mut left: BTreeMap<MemberNumber, u16> = BTreeMap::new();
            let mut acts = Vec::new();
            for (person, member) in state.numbered_members() {
                let at = usize::try_from(person.0).unwrap_or(0).saturating_sub(1);
                if member.left_ms.is_some() || state.is_verified(person) {
                    continue;
                }
                let met: BTreeSet<MemberNumber> =
                    state.trust.met_by(person).iter().map(|it| it.by).collect();
                let known = friends.get(at).into_iter().flatten();
                let known = known.map(|it| number(usize::try_from(*it).unwrap_or(usize::MAX)));
                let able = known.filter(|it| {
                    !met.contains(it)
                        && state.is_verified(*it)
                        && state.standing(*it, now_ms) == Standing::Member
                });
                for by in able.take(2_usize.saturating_sub(met.len())) {
                    let said = left.entry(by).or_default();
                    if *said < state.charter.meetings_per_round {
                        *said += 1;
                        acts.push((
                            by,
                            Body::AttestPerson {
                                person,
                                way: Way::InPerson,
                            },
                            None,
                        ));
                    }
                }
            }
            acts
        })?;
        self.dice.shuffle(&mut acts);
        acts.truncate(2 * MET);
        submit(app, acts).await
    }
}
