//! The roadmap of a demo: what its members think could be done in a quarter, and how they rank it.

use std::collections::BTreeSet;

use anyhow::Result;
use app::{App, Companion};
use ledger::Body;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::member::Standing;
use ledger::operation::Payload;
use ledger::proposal::Stage;
use ledger::roadmap::ItemNumber;

use super::dice::Dice;
use super::people;

/// What could be done: title and text.
const ITEMS: [(&str, &str); 5] = [
    (
        "Captions under every photograph",
        "A reminder while one publishes, and a page of works that still lack words. Those of us who do not see could follow again.",
    ),
    (
        "A calendar of walks and evenings",
        "Who meets where, open to everyone. **No** notifications unless asked for.",
    ),
    (
        "Printing: a fair price for paper",
        "One workshop for all orders of a month, so that small editions pay.",
    ),
    (
        "Faster pages on old phones",
        "Some of us carry one that is seven years old.",
    ),
    (
        "A darkroom that goes around",
        "Trays, an enlarger and a van; three days in each town.",
    ),
];

/// A roadmap under way.
pub(super) struct Roadmap {
    round: u32,
    dice: Dice,
    id: Option<ProposalId>,
    ranked: BTreeSet<MemberNumber>,
}

impl Roadmap {
    /// Plans one over `rounds` rounds, in force near their end where they are many enough.
    pub(super) fn planned(rounds: u32, seed: u64) -> Self {
        Self {
            round: rounds * 18 / 26,
            dice: Dice::new(seed ^ 0x0072_6f61_646d_6170),
            id: None,
            ranked: BTreeSet::new(),
        }
    }

    /// Lives through one round: files it, adds to it, ranks it, as far as it is.
    pub(super) async fn live(&mut self, app: &App, round: u32) -> Result<()> {
        if round == self.round {
            self.file(app).await?;
        }
        let Some(id) = self.id else { return Ok(()) };
        let now_ms = app.record.now_ms()?;
        let asked: Vec<MemberNumber> = app.record.read(|state| {
            let proposal = state.find_proposal(id);
            let open = proposal.filter(|it| matches!(it.stage, Stage::Open { .. }));
            let snapshot = open.and_then(|it| it.snapshot.as_ref());
            let members = state.numbered_members();
            let voters = members.filter(|(number, member)| {
                snapshot.is_some_and(|it| it.voters.contains(*number))
                    && member.standing(&state.charter, now_ms) == Standing::Member
            });
            voters.map(|it| it.0).collect()
        })?;
        let mut acts = Vec::new();
        for member in asked {
            if self.dice.chance(250) && self.ranked.insert(member) {
                let ranking = self.ranking();
                let body = Body::RankItems {
                    proposal: id,
                    ranking,
                };
                acts.push((member, body, None));
            }
        }
        people::submit(app, acts).await.map(drop)
    }

    async fn file(&mut self, app: &App) -> Result<()> {
        let now_ms = app.record.now_ms()?;
        let (quarter, sponsors_max, mut members) = app.record.read(|state| {
            let free = |member: &ledger::member::Member| {
                member.standing(&state.charter, now_ms) == Standing::Member && member.sponsored < 2
            };
            let members = state.numbered_members().filter(|it| free(it.1));
            let members: Vec<MemberNumber> = members.map(|it| it.0).collect();
            let needed = state
                .charter
                .sponsors_needed(state.count_members(state.time_ms));
            (state.round.quarter().next(), needed, members)
        })?;
        self.dice.shuffle(&mut members);
        let Some((author, others)) = members.split_first() else {
            return Ok(());
        };
        let (propose, words) = app.word_proposal(
            Payload::Roadmap(quarter),
            "What do we do next quarter?",
            "Add what you miss. Then we put it in order, and the first is done first.",
        );
        let filed = (*author, Body::Propose(propose), Some(words));
        if people::submit(app, vec![filed]).await? == 0 {
            return Ok(());
        }
        let last = app
            .record
            .read(|state| state.proposals.last().map(|it| it.id))?;
        let Some(id) = last else { return Ok(()) };
        self.id = Some(id);
        let sponsors = others.iter().take(sponsors_max as usize);
        let acts = sponsors.map(|it| (*it, Body::Sponsor(id), None)).collect();
        people::submit(app, acts).await?;
        let items = others.iter().zip(ITEMS).map(|(member, (title, text))| {
            let words = app.salt_words(title, text);
            let body = Body::AddItem {
                proposal: id,
                text: words.digest(),
            };
            (*member, body, Some(Companion::Words(words)))
        });
        people::submit(app, items.collect()).await.map(drop)
    }

    /// Captions and old phones are wished for most; some rank two alike, some leave the end out.
    fn ranking(&mut self) -> Vec<Vec<ItemNumber>> {
        let mut items: Vec<(usize, u16)> = (1_u16..)
            .zip([0, 5, 7, 2, 6])
            .map(|(item, less)| (less + self.dice.below(10), item))
            .collect();
        items.sort_unstable();
        if self.dice.chance(400) {
            items.pop();
        }
        let mut groups: Vec<Vec<ItemNumber>> = Vec::new();
        for (_, item) in items {
            match groups.last_mut() {
                Some(last) if self.dice.chance(120) => last.push(ItemNumber(item)),
                _ => groups.push(vec![ItemNumber(item)]),
            }
        }
        groups
    }
}
