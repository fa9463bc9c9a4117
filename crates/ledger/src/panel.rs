//! Confirmation panels: a few hundred members drawn by lot look at what passed with little turnout
//! (GOVERNANCE §3, panel).
//!
//! Four hundred answers say what all would say to within 4.9 points, however many all are. Who is
//! drawn is decided by the log's root one tick after the vote closed; the candidates are those who
//! could vote in it, and everything that puts them into a stratum was frozen when it closed.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::{Charter, Class};
use crate::ids::{BasisPoints, MemberNumber};
use crate::proposal::Tally;
use crate::sortition::Receipt;

/// What a member of a panel says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum PanelAnswer {
    /// Against.
    No = 0,
    /// For.
    Yes = 1,
}

/// The charter's numbers of panels, frozen when a vote opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PanelRules {
    /// Less direct turnout is put to a panel; zero: none is.
    pub turnout: BasisPoints,
    /// Members drawn.
    pub seats: u32,
    /// How long after the close it is drawn, in milliseconds: one tick.
    pub draws_after_ms: u64,
    /// How long it answers, in milliseconds.
    pub answers_ms: u64,
    /// It blocks only if so many answer.
    pub answers_least: u32,
    /// And if this share of them says no.
    pub blocks: BasisPoints,
    /// How much longer a blocked vote goes on, in milliseconds.
    pub more_ms: u64,
    /// The approval that it needs then.
    pub more_approval: BasisPoints,
}

/// A panel that was called.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Panel {
    /// The close of the vote that it looks at, in milliseconds.
    pub closed_ms: u64,
    /// Who was drawn, and how; nothing until then.
    pub receipt: Option<Receipt>,
    /// The last answer of each who gave one.
    pub answers: BTreeMap<MemberNumber, PanelAnswer>,
    /// When it was over and whether it blocked; nothing until then.
    pub ended: Option<(u64, bool)>,
}

/// Answers of a panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PanelCount {
    /// For.
    pub yes: u32,
    /// Against.
    pub no: u32,
}

impl PanelRules {
    /// Returns the rules of `charter` for a vote of `class`.
    #[must_use]
    pub fn of(charter: &Charter, class: Class) -> Self {
        Self {
            turnout: if class.may_be_confirmed() {
                charter.panel_turnout
            } else {
                BasisPoints(0)
            },
            seats: charter.panel_seats,
            draws_after_ms: charter.tick_ms,
            answers_ms: charter.ticks_ms(charter.panel_ticks),
            answers_least: charter.panel_answers,
            blocks: charter.panel_blocks,
            more_ms: charter.ticks_ms(charter.panel_more_ticks),
            more_approval: charter.panel_more_approval,
        }
    }

    /// Says whether what passed with `direct` ballots of `electorate` is put to a panel.
    #[must_use]
    pub fn asks(&self, direct: &Tally, electorate: u32) -> bool {
        let votes = u128::from(direct.votes()).saturating_mul(10_000);
        votes < u128::from(electorate).saturating_mul(self.turnout.0.into())
    }

    /// Says whether a panel that answered so blocks.
    #[must_use]
    pub fn blocks(&self, count: PanelCount) -> bool {
        let answers = u64::from(count.yes).saturating_add(count.no.into());
        answers >= self.answers_least.into()
            && u128::from(count.no).saturating_mul(10_000)
                >= u128::from(answers).saturating_mul(self.blocks.0.into())
    }
}

impl Panel {
    /// Calls a panel on a vote whose close was at `closed_ms`.
    #[must_use]
    pub fn called(closed_ms: u64) -> Self {
        Self {
            closed_ms,
            receipt: None,
            answers: BTreeMap::new(),
            ended: None,
        }
    }

    /// Counts the answers.
    #[must_use]
    pub fn count(&self) -> PanelCount {
        let mut count = PanelCount::default();
        for answer in self.answers.values() {
            let place = match answer {
                PanelAnswer::No => &mut count.no,
                PanelAnswer::Yes => &mut count.yes,
            };
            *place = place.saturating_add(1);
        }
        count
    }

    /// Says whether `member` has a seat on it.
    #[must_use]
    pub fn seats(&self, member: MemberNumber) -> bool {
        let receipt = self.receipt.as_ref();
        receipt.is_some_and(|it| it.seated().binary_search(&member).is_ok())
    }
}
