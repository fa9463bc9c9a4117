//! What moderation and erasing did in a quarter, as numbers (after the EU's Digital Services Act,
//! articles 15 and 24): generated from the tables that the work itself is done with.
//!
//! Works are counted as they are; people only from five on, so that no number points at anybody.

use std::collections::BTreeMap;

use ledger::State;
use ledger::ids::{ProposalId, RoundNumber};
use ledger::jury::{Hearing, JuryStage, Level, Ruling};
use ledger::policy::{Basis, Category};
use store::erasure::Erasure;
use store::transparency::Counted;

use crate::App;
use crate::error::{AppError, Result};

/// Rounds of a quarter (GOVERNANCE §0).
const QUARTER_ROUNDS: u64 = 13;
/// Fewer people than this are not counted.
pub const PEOPLE_MIN: u64 = 5;

/// Which quarter of the network, from 1, and what stretch of time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// Counts from 1.
    pub number: u32,
    /// When it began, in milliseconds.
    pub from_ms: u64,
    /// When it ended or will end.
    pub until_ms: u64,
    /// Whether it is still running.
    pub is_running: bool,
}

/// A number of people that says no more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// None.
    None,
    /// One to four.
    Few,
    /// This many.
    Some(u64),
}

impl People {
    /// Makes of a count what may be said of it.
    #[must_use]
    pub fn of(count: u64) -> Self {
        match count {
            0 => Self::None,
            1..PEOPLE_MIN => Self::Few,
            many => Self::Some(many),
        }
    }
}

/// A category of the data policy now, with who was asked and answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptCategory {
    /// Which.
    pub category: Category,
    /// On what ground.
    pub basis: Basis,
    /// For how many days; 0: as long as the account.
    pub retention_days: u16,
    /// The decision that adopted it; 0: the founding.
    pub adopted_by: ProposalId,
    /// Who said yes, and who no.
    pub said: (People, People),
}

/// How often juries of a level came to something under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The rule's id.
    pub rule: String,
    /// On which level.
    pub level: Level,
    /// What they came to; nothing if too few answered.
    pub ruling: Option<Ruling>,
    /// How many did.
    pub count: u64,
}

/// The report of one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which.
    pub quarter: Quarter,
    /// Reports made, by rule and by what became of them.
    pub reports: Vec<Counted>,
    /// Actions of moderators, by rule and step.
    pub actions: Vec<Counted>,
    /// Cases that were brought before a jury, by [`ledger::jury::Matter::topic`].
    pub appeals: Vec<(String, u64)>,
    /// What juries came to in it, by rule and level.
    pub rulings: Vec<Ruled>,
    /// How many reported, and against whose work was acted.
    pub people: (People, People),
    /// Reports answered, and how many of them late.
    pub answered: (u64, u64),
    /// Median time to an answer, in milliseconds.
    pub median_ms: Option<u64>,
    /// Within which time the policy wants one, in milliseconds.
    pub deadline_ms: u64,
    /// What may be kept, as of now.
    pub kept: Vec<KeptCategory>,
    /// What was erased, latest first.
    pub erasures: Vec<Erasure>,
}

impl App {
    /// Returns the quarters that have begun, latest first; none before the founding.
    ///
    /// # Errors
    ///
    /// [`AppError::Record`].
    pub fn list_quarters(&self) -> Result<Vec<Quarter>> {
        if !self.is_founded() {
            return Ok(Vec::new());
        }
        let commons = self.commons();
        let now_ms = self.clock.now_ms();
        let RoundNumber(round) = commons.round;
        let length_ms = commons.charter.round_ms().saturating_mul(QUARTER_ROUNDS);
        let last = u64::from(round) / QUARTER_ROUNDS;
        let quarter = |at: u64| {
            let from_ms = commons
                .founded_ms
                .saturating_add(length_ms.saturating_mul(at));
            let until_ms = from_ms.saturating_add(length_ms);
            Quarter {
                number: u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1),
                from_ms,
                until_ms,
                is_running: now_ms < until_ms,
            }
        };
        Ok((0..=last).rev().map(quarter).collect())
    }

    /// Finds the quarter of this number; the latest without one.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it has not begun.
    pub fn find_quarter(&self, number: Option<u32>) -> Result<Quarter> {
        let quarters = self.list_quarters()?;
        let mut found = quarters.into_iter();
        match number {
            None => found.next(),
            Some(number) => found.find(|it| it.number == number),
        }
        .ok_or(AppError::NotFound)
    }

    /// Makes the transparency report of a quarter; the latest without a number.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it has not begun.
    pub async fn report_quarter(&self, number: Option<u32>) -> Result<Report> {
        let quarter = self.find_quarter(number)?;
        let commons = self.commons();
        let when = (quarter.from_ms, quarter.until_ms);
        let ticks = commons.moderation.deadline_ticks.value;
        let deadline_ms = commons.charter.ticks_ms(ticks);
        let (appeals, rulings) = self.record.read(|state| judged(state, when))?;
        let mut reader = self.store.read().await?;
        let (reporters, authors) = reader.count_people_of_moderation(when).await?;
        let (answered, late, median_ms) = reader.measure_answers(when, deadline_ms).await?;
        let choices = reader.count_data_choices().await?;
        let said = |category: Category, word: &str| {
            let found = choices
                .iter()
                .find(|(it, choice, _)| it == category.word() && choice == word);
            People::of(found.map_or(0, |(_, _, count)| *count))
        };
        let kept = commons.data.items.iter().map(|clause| {
            let item = &clause.value;
            KeptCategory {
                category: item.category,
                basis: item.basis,
                retention_days: item.retention_days,
                adopted_by: clause.adopted_by,
                said: (said(item.category, "yes"), said(item.category, "no")),
            }
        });
        Ok(Report {
            quarter,
            reports: reader.count_reports_by_rule(when).await?,
            actions: reader.count_actions_by_rule(when).await?,
            appeals,
            rulings,
            people: (People::of(reporters), People::of(authors)),
            answered: (answered, late),
            median_ms,
            deadline_ms,
            kept: kept.collect(),
            erasures: reader.list_erasures(when.0, when.1).await?,
        })
    }

    /// Lists what was erased in a quarter, by day, latest first; of the latest without a number.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if it has not begun.
    pub async fn list_erasures(&self, number: Option<u32>) -> Result<(Quarter, Vec<Erasure>)> {
        let quarter = self.find_quarter(number)?;
        let mut reader = self.store.read().await?;
        let erasures = reader
            .list_erasures(quarter.from_ms, quarter.until_ms)
            .await?;
        Ok((quarter, erasures))
    }
}

/// Counts the appeals that were filed in `when`, and what deciding juries came to in it; a second
/// jury that only compares is not among them.
fn judged(state: &State, when: (u64, u64)) -> (Vec<(String, u64)>, Vec<Ruled>) {
    let is_in = |at_ms: u64| (when.0..when.1).contains(&at_ms);
    let mut appeals: BTreeMap<String, u64> = BTreeMap::new();
    for case in state.justice.cases.iter().filter(|it| is_in(it.filed_ms)) {
        *appeals.entry(case.matter.topic()).or_default() += 1;
    }
    let mut rulings: BTreeMap<(String, Level, Option<Ruling>), u64> = BTreeMap::new();
    for jury in &state.justice.juries {
        let (JuryStage::Over { at_ms, outcome }, Some(case)) =
            (jury.stage, state.find_case(jury.case))
        else {
            continue;
        };
        if is_in(at_ms) && jury.hearing == Hearing::Deciding {
            let place = (case.matter.topic(), jury.level, outcome.ruling);
            *rulings.entry(place).or_default() += 1;
        }
    }
    let ruled = |((rule, level, ruling), count)| Ruled {
        rule,
        level,
        ruling,
        count,
    };
    (
        appeals.into_iter().collect(),
        rulings.into_iter().map(ruled).collect(),
    )
}
