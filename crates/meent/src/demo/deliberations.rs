//! What a demo talks through: one draft that became a decision, one that asks for opinions, one that
//! is still being written.

use anyhow::{Context as _, Result};
use app::deliberation::NewVersion;
use app::deliberation::adding::{Anchor, Convinces, Resolved, Side};
use app::{App, Viewer};
use domain::ids::DeliberationId;
use ledger::Body;
use ledger::charter::{Parameter, ParameterChange};
use ledger::count::opinion::Opinion;
use ledger::ids::MemberNumber;
use ledger::member::Standing;
use ledger::operation::Payload;
use ledger::policy::Category;
use store::collected::Choice;

use super::dice::Dice;
use super::people;

/// The deliberations of a demo under way.
pub(super) struct Deliberations {
    rounds: u32,
    dice: Dice,
    decided: Option<(DeliberationId, Viewer)>,
    asked: Option<(DeliberationId, Viewer)>,
}

/// A statement, and of a thousand people in each of three camps, how many agree and disagree.
type Said = (&'static str, [(u32, u32); 3]);

const ON_PEOPLE: &[Said] = &[
    (
        "Whoever can be recognised should have been asked.",
        [(930, 30), (300, 500), (820, 80)],
    ),
    (
        "Streets are public. So is what happens in them.",
        [(80, 830), (940, 20), (480, 300)],
    ),
    (
        "Children are another matter than grown people.",
        [(960, 10), (880, 50), (930, 20)],
    ),
    (
        "A rule like this would end street photography.",
        [(60, 850), (900, 60), (650, 180)],
    ),
    (
        "Reportage needs an exception.",
        [(350, 450), (860, 40), (950, 20)],
    ),
    (
        "Who asks to be taken down should be taken down.",
        [(970, 10), (760, 110), (900, 40)],
    ),
    (
        "Blurring a face ruins a picture.",
        [(150, 600), (820, 80), (540, 250)],
    ),
    (
        "I would not post a stranger without asking.",
        [(900, 40), (180, 640), (450, 350)],
    ),
];

const ON_PAPER: &[Said] = &[
    (
        "A printed page is worth more than a thousand likes.",
        [(900, 40), (300, 400), (700, 100)],
    ),
    (
        "Nobody reads paper any more.",
        [(50, 880), (760, 120), (200, 500)],
    ),
    (
        "Whoever is on it should be paid for it.",
        [(890, 30), (910, 20), (870, 40)],
    ),
    (
        "The makers should choose, not the editors.",
        [(480, 300), (850, 60), (240, 560)],
    ),
    (
        "We can begin with one page and see.",
        [(940, 10), (620, 150), (900, 40)],
    ),
    (
        "Printing is bad for trees and for us.",
        [(120, 700), (680, 150), (330, 330)],
    ),
];

impl Deliberations {
    /// Plans them over `rounds` rounds, with dice of their own, so that the rest of the demo stays
    /// as it would be without.
    pub(super) fn planned(rounds: u32, seed: u64) -> Self {
        Self {
            rounds,
            dice: Dice::new(seed.wrapping_add(0x00de_1b0a)),
            decided: None,
            asked: None,
        }
    }

    /// Does what is planned for `round`.
    pub(super) async fn live(&mut self, app: &App, round: u32) -> Result<()> {
        let left = self.rounds.saturating_sub(round);
        match left {
            4 => self.begin_decided(app).await,
            3 => self.ask_decided(app).await,
            2 => {
                self.file_decided(app).await?;
                self.begin_asked(app).await
            }
            1 => {
                self.ask_on_paper(app).await?;
                self.begin_draft(app).await
            }
            _ => Ok(()),
        }
    }

    /// Members, in an order of their own.
    fn members(&mut self, app: &App) -> Result<Vec<Viewer>> {
        let now_ms = app.record.now_ms()?;
        let mut members: Vec<MemberNumber> = app.record.read(|state| {
            let is_member = |it: &ledger::member::Member| {
                it.standing(&state.charter, now_ms) == Standing::Member
            };
            let all = state.numbered_members().filter(|(_, it)| is_member(it));
            all.map(|(number, _)| number).collect()
        })?;
        self.dice.shuffle(&mut members);
        let place = |it: MemberNumber| usize::try_from(it.0).unwrap_or(1).saturating_sub(1);
        Ok(members
            .into_iter()
            .map(|it| people::viewer(place(it)))
            .collect())
    }

    async fn begin_decided(&mut self, app: &App) -> Result<()> {
        let members = self.members(app)?;
        let [author, first, second, ..] = members.as_slice() else {
            return Ok(());
        };
        let text = "Many of us photograph people who do not know that they are photographed.\n\n\
                    I propose that we say together: whoever can be recognised was asked, before or after, and \
                    whoever says no is taken down within a day.\n\n\
                    It is a statement, not a rule. If it works, it may become one.";
        let id = begin(
            app,
            author,
            "Should whoever can be recognised have been asked?",
            text,
            Payload::Statement,
        )
        .await?;
        let on = |paragraph| Anchor::Paragraph {
            version: 1,
            paragraph,
        };
        let said = app
            .comment_on_draft(
                first,
                id,
                on(2),
                "“Before or after” is the whole question. Which one is it?".to_owned(),
            )
            .await?;
        app.comment_on_draft(
            author,
            id,
            Anchor::Answer(said),
            "After is better than never. I will write it clearer.".to_owned(),
        )
        .await?;
        app.comment_on_draft(
            second,
            id,
            on(3),
            "Thank you for not making it a rule at once.".to_owned(),
        )
        .await?;
        let better = text.replace(
            "before or after, and",
            "before if it is possible and after if it is not, and",
        );
        let next = NewVersion {
            title: "Should whoever can be recognised have been asked?".to_owned(),
            text: better,
            payload: Payload::Statement,
            note: "Before if possible, after if not".to_owned(),
        };
        app.revise_draft(author, id, 1, &next).await?;
        app.resolve_comment(author, said, Resolved::Yes).await?;
        self.decided = Some((id, *author));
        Ok(())
    }

    async fn ask_decided(&mut self, app: &App) -> Result<()> {
        let Some((id, author)) = self.decided else {
            return Ok(());
        };
        app.open_deliberation(&author, id).await?;
        let members = self.members(app)?;
        self.talk(app, id, &members, ON_PEOPLE).await?;
        let [first, second, third, ..] = members.as_slice() else {
            return Ok(());
        };
        let cases = [
            (
                first,
                Side::For,
                "I was photographed crying on a platform. It won a prize. Nobody asked me, and I still meet it on posters. One question would have been enough.",
            ),
            (
                second,
                Side::For,
                "Asking makes better pictures. People who said yes look back at you.",
            ),
            (
                third,
                Side::Against,
                "My archive has forty years of streets in it. If this had held, it would have four. I ask whom I can; I cannot ask a crowd.",
            ),
        ];
        for (who, side, text) in cases {
            let case = app.make_case(who, id, side, text).await?;
            for member in members.iter().skip(3) {
                if self.dice.chance(if side == Side::For { 300 } else { 260 }) {
                    app.mark_case(member, case, Convinces::Yes).await.ok();
                }
            }
        }
        app.draw_map(id).await?;
        Ok(())
    }

    async fn file_decided(&mut self, app: &App) -> Result<()> {
        let Some((id, author)) = self.decided else {
            return Ok(());
        };
        app.freeze_draft(&author, id).await?;
        let (propose, words) = app.file_draft(&author, id).await?;
        let number = author.number().context("an author is somebody")?;
        let filed =
            people::submit(app, vec![(number, Body::Propose(propose), Some(words))]).await?;
        let found = app.load_deliberation(&author, id).await?.filed;
        let (1, Some(filed)) = (filed, found) else {
            return Ok(());
        };
        let needed = app.record.read(|state| {
            let found = state.find_proposal(filed.proposal);
            found.map_or(0, |it| it.sponsors_needed)
        })?;
        let others = self.members(app)?;
        let sponsors = others
            .iter()
            .filter_map(Viewer::number)
            .filter(|it| *it != number);
        let acts = sponsors
            .take(needed.saturating_sub(1) as usize)
            .map(|member| (member, Body::Sponsor(filed.proposal), None))
            .collect();
        people::submit(app, acts).await?;
        Ok(())
    }

    async fn begin_asked(&mut self, app: &App) -> Result<()> {
        // The first on the record is whom visitors of a demo step in as most.
        let author = people::viewer(0);
        let text = "Each month, one printed page with the work that the most different people liked.\n\n\
                    It would hang in the places that want it. Whoever is on it gets a part of what it costs to buy.";
        let id = begin(
            app,
            &author,
            "Should we print one page a month?",
            text,
            Payload::Statement,
        )
        .await?;
        self.asked = Some((id, author));
        Ok(())
    }

    async fn ask_on_paper(&mut self, app: &App) -> Result<()> {
        let Some((id, author)) = self.asked else {
            return Ok(());
        };
        app.open_deliberation(&author, id).await?;
        let mut members = self.members(app)?;
        members.retain(|it| it.number() != author.number());
        self.talk(app, id, &members, ON_PAPER).await?;
        if let Some(first) = members.first() {
            let on = Anchor::Paragraph {
                version: 1,
                paragraph: 2,
            };
            app.comment_on_draft(first, id, on, "Which places? Mine would.".to_owned())
                .await?;
            app.make_case(
                first,
                id,
                Side::For,
                "A wall is the only feed that nobody scrolls past.",
            )
            .await?;
        }
        app.draw_map(id).await?;
        Ok(())
    }

    async fn begin_draft(&mut self, app: &App) -> Result<()> {
        let members = self.members(app)?;
        let (Some(author), Some(other), Some(parameter)) = (
            members.first(),
            members.get(1),
            Parameter::of_word("freeze-ticks"),
        ) else {
            return Ok(());
        };
        let payload = Payload::Charter(vec![ParameterChange {
            parameter,
            value: 72,
        }]);
        let text = "After a large decision nothing else comes into force for a week.\n\n\
                    Three days are enough to notice what was missed.";
        let id = begin(
            app,
            author,
            "Is a week of rest after large decisions too long?",
            text,
            payload,
        )
        .await?;
        let on = Anchor::Paragraph {
            version: 1,
            paragraph: 2,
        };
        app.comment_on_draft(other, id, on, "Not if it happens on a Friday.".to_owned())
            .await?;
        Ok(())
    }

    /// Has people add statements and answer them, in three camps.
    async fn talk(
        &mut self,
        app: &App,
        id: DeliberationId,
        members: &[Viewer],
        said: &[Said],
    ) -> Result<()> {
        let mut statements = Vec::new();
        for (place, (text, _)) in said.iter().enumerate() {
            // Two each, and no one more than two.
            if let Some(who) = members.get(place / 2) {
                statements.push(app.state(who, id, text).await?);
            }
        }
        for (place, member) in members.iter().enumerate() {
            if !self.dice.chance(700) {
                continue;
            }
            app.choose_data(member, Category::Opinions, Choice::Yes)
                .await?;
            for (statement, (_, camps)) in statements.iter().zip(said) {
                let (agree, disagree) = camps.get(place % 5 % 3).copied().unwrap_or_default();
                if !self.dice.chance(850) {
                    continue;
                }
                let opinion = if self.dice.chance(agree) {
                    Opinion::Agree
                } else if self.dice.chance(disagree * 1_000 / (1_001 - agree)) {
                    Opinion::Disagree
                } else {
                    Opinion::Pass
                };
                app.answer_statement(member, *statement, Some(opinion))
                    .await?;
            }
        }
        Ok(())
    }
}

async fn begin(
    app: &App,
    author: &Viewer,
    title: &str,
    text: &str,
    payload: Payload,
) -> Result<DeliberationId> {
    let first = NewVersion {
        title: title.to_owned(),
        text: text.to_owned(),
        payload,
        note: String::new(),
    };
    app.start_deliberation(author, &first)
        .await
        .context(title.to_owned())
}
