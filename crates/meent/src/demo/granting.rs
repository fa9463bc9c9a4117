//! The grants of a demo: now and then somebody asks for money, some give points to it week by week, and
//! what keeps enough support is paid.

use anyhow::Result;
use app::App;
use app::call::{TypedPayee, TypedProject};
use ledger::Body;
use ledger::apply::check_grant_request;
use ledger::ids::{GrantId, MemberNumber, Money};
use ledger::member::Standing;

use super::dice::Dice;
use super::people::{submit, viewer};

/// Of a thousand members, how many give points to something in a week.
const TURNOUT: u32 = 60;
/// Weeks between two requests.
const ASKED_EVERY: u32 = 2;

/// Title, words, cost in cents, and who outside is paid; nobody: whoever asks for it.
const REQUESTS: [(&str, &str, u64, &str); 8] = [
    (
        "Film for the school in the harbour",
        "Twelve rolls, so that **every child** can take three pictures.",
        3_600,
        "Harbour Film Shop",
    ),
    (
        "A box of archival sleeves",
        "For the negatives that people bring to our evenings.",
        1_450,
        "",
    ),
    (
        "Glass for ten frames",
        "The old ones broke on the way back from Utrecht.",
        2_900,
        "Noor Glass",
    ),
    (
        "Chemicals for the darkroom",
        "Developer and fixer for two months.",
        2_250,
        "",
    ),
    (
        "A microphone for interviews",
        "I record people who talk about one picture of theirs.",
        4_100,
        "",
    ),
    (
        "Postage for the print exchange",
        "Forty envelopes, forty stamps.",
        3_200,
        "",
    ),
    (
        "A lamp for repairing cameras",
        "The one at the table is too weak to see a spring.",
        1_900,
        "",
    ),
    (
        "Train tickets for two guests",
        "They tell us how their network began.",
        3_800,
        "",
    ),
];

/// Grants under way.
pub(super) struct Granting {
    /// Of their own, so that the rest of the demo lives as it would without them.
    dice: Dice,
}

impl Granting {
    /// Nothing has happened yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            dice: Dice::new(seed.wrapping_add(0x6772_616e)),
        }
    }

    /// Lives through a week of grants; returns how many gave points or moved them.
    pub(super) async fn live(&mut self, app: &App, round: u32) -> Result<usize> {
        if round.is_multiple_of(ASKED_EVERY) {
            self.ask(app).await?;
        }
        self.support(app).await
    }

    /// Somebody asks for the next that the envelope can pay.
    async fn ask(&mut self, app: &App) -> Result<()> {
        let now_ms = app.record.now_ms()?;
        let most = app.list_grants(&viewer(0)).await?.most;
        let (able, asked) = app.record.read(|state| {
            let numbers = state.numbered_members().map(|(number, _)| number);
            let able = numbers.filter(|it| check_grant_request(state, now_ms, *it).is_ok());
            (
                able.collect::<Vec<MemberNumber>>(),
                state.grants.grants.len(),
            )
        })?;
        let (Some(member), Some((title, words, cost, outside))) =
            (self.dice.pick(&able), REQUESTS.get(asked))
        else {
            return Ok(());
        };
        if *cost > most.0 {
            return Ok(());
        }
        let typed = TypedProject {
            title: (*title).to_owned(),
            words: (*words).to_owned(),
            cost: Money(*cost),
            to: if outside.is_empty() {
                TypedPayee::Member(*member)
            } else {
                TypedPayee::Outside((*outside).to_owned())
            },
        };
        let (body, companion) = app.word_grant(&typed).await?;
        submit(app, vec![(*member, body, Some(companion))])
            .await
            .map(drop)
    }

    /// Some members give what they have left to something that is asked for.
    async fn support(&mut self, app: &App) -> Result<usize> {
        let now_ms = app.record.now_ms()?;
        let (open, able) = app.record.read(|state| {
            let open: Vec<GrantId> = state.grants.open().map(|it| it.id).collect();
            let all = u32::from(state.charter.grant_points);
            let numbers = state.numbered_members().map(|(number, _)| number);
            let members = numbers.filter(|it| state.standing(*it, now_ms) == Standing::Member);
            let able = members.map(|member| {
                let given = state.grants.given_by(member);
                let sum: u32 = given.iter().map(|it| u32::from(it.1)).sum();
                (member, all.saturating_sub(sum), given)
            });
            (open, able.collect::<Vec<_>>())
        })?;
        let mut acts = Vec::new();
        for (member, left, given) in able {
            if !self.dice.chance(TURNOUT) {
                continue;
            }
            let Some(grant) = self.dice.pick(&open).copied() else {
                continue;
            };
            let before = given.iter().find(|it| it.0 == grant).map_or(0, |it| it.1);
            // All of it, or a half: people keep something for what comes.
            let more = if self.dice.chance(300) {
                left
            } else {
                left / 2
            };
            let points = u32::from(before).saturating_add(more);
            let points = u8::try_from(points).unwrap_or(u8::MAX);
            if points != before {
                acts.push((member, Body::SupportGrant { grant, points }, None));
            }
        }
        submit(app, acts).await
    }
}
