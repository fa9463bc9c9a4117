//! The moderation policy (GOVERNANCE §4): rules with ladders of consequences, labels, thresholds.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Clause, PolicyFault, is_slug, is_text, put, remove, set};
use crate::ids::{MemberNumber, ProposalId};

/// One step of a rule's ladder, mildest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Step {
    /// Put the label of this id on the work.
    Label(String) = 0,
    /// Tell the author, change nothing.
    Warn = 1,
    /// Show the work to its author's followers only.
    LimitReach = 2,
    /// Take the work down.
    Remove = 3,
    /// Take the work down and stop the author from publishing for this many days (1 to 365).
    Suspend(u16) = 4,
    /// Take the work down and end the author's right to publish.
    Expel = 5,
}

/// A rule: what is not done here, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Rule {
    /// Stable name, `[a-z0-9-]{1,32}`; actions cite it.
    pub id: String,
    /// At most 120 bytes.
    pub title: String,
    /// At most 4,000 bytes.
    pub text: String,
    /// At most 8 of at most 500 bytes.
    pub examples: Vec<String>,
    /// 1 to 8 steps: the n-th finding against one author gets the n-th step, the last one repeats.
    pub ladder: Vec<Step>,
}

/// What a reader sees of a labelled work unless they choose otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum LabelDefault {
    /// The work with its label.
    Show = 0,
    /// The label; the work after a click.
    Cover = 1,
    /// Nothing.
    Hide = 2,
}

/// A word that can be put on a work.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Label {
    /// Stable name, `[a-z0-9-]{1,32}`.
    pub id: String,
    /// At most 120 bytes.
    pub title: String,
    /// What it does by default.
    pub default: LabelDefault,
}

/// The policy in force. Rules and labels are ordered by id.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ModerationPolicy {
    /// Counts enactments, from 1.
    pub version: u32,
    /// What is not done here.
    pub rules: Vec<Clause<Rule>>,
    /// What can be put on a work.
    pub labels: Vec<Clause<Label>>,
    /// Distinct trusted reporters that limit a work's reach until it is reviewed.
    pub report_threshold: Clause<u16>,
    /// Ticks within which a report is to be answered.
    pub deadline_ticks: Clause<u32>,
    /// Who may act at level 0.
    pub moderators: Clause<Vec<MemberNumber>>,
    /// Jurors at levels 1, 2 and 3.
    pub jury_sizes: Clause<[u16; 3]>,
}

/// A change of one clause.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum ModerationChange {
    /// Add the rule, or replace the one of the same id.
    PutRule(Rule) = 0,
    /// Remove the rule of this id.
    RemoveRule(String) = 1,
    /// Add the label, or replace the one of the same id.
    PutLabel(Label) = 2,
    /// Remove the label of this id.
    RemoveLabel(String) = 3,
    /// Reporters that limit reach: 1 to 1,000.
    ReportThreshold(u16) = 4,
    /// Ticks to answer a report: 1 to 2,184.
    DeadlineTicks(u32) = 5,
    /// Who may act at level 0: at most 200, ascending.
    Moderators(Vec<MemberNumber>) = 6,
    /// Odd, ascending jury sizes from 3 to 101.
    JurySizes([u16; 3]) = 7,
}

impl Rule {
    fn is_sound(&self) -> bool {
        is_slug(&self.id)
            && is_text(&self.title, 120)
            && is_text(&self.text, 4_000)
            && self.examples.len() <= 8
            && self.examples.iter().all(|example| is_text(example, 500))
            && (1..=8).contains(&self.ladder.len())
            && self.ladder.iter().all(|step| match step {
                Step::Label(id) => is_slug(id),
                Step::Suspend(days) => (1..=365).contains(days),
                Step::Warn | Step::LimitReach | Step::Remove | Step::Expel => true,
            })
    }
}

impl ModerationPolicy {
    /// Makes the first version from the founders' clauses.
    ///
    /// # Errors
    ///
    /// As [`ModerationPolicy::with`].
    pub fn founded(
        changes: &[ModerationChange],
        founder: MemberNumber,
        time_ms: u64,
    ) -> Result<Self, PolicyFault> {
        let founding = ProposalId(0);
        let empty = Self {
            version: 0,
            rules: Vec::new(),
            labels: Vec::new(),
            report_threshold: Clause::new(3, founding, time_ms),
            deadline_ticks: Clause::new(72, founding, time_ms),
            moderators: Clause::new(vec![founder], founding, time_ms),
            jury_sizes: Clause::new([7, 21, 41], founding, time_ms),
        };
        if changes.is_empty() {
            return Ok(Self {
                version: 1,
                ..empty
            });
        }
        empty.with(changes, founding, time_ms)
    }

    /// Returns the policy after `changes`, in order, as version + 1.
    ///
    /// # Errors
    ///
    /// The fault of the first change that cannot be made; [`PolicyFault::UnknownLabel`] if a
    /// ladder of the result names a label that the result does not have;
    /// [`PolicyFault::ChangesNothing`] if the result says the same as before.
    pub fn with(
        &self,
        changes: &[ModerationChange],
        by: ProposalId,
        time_ms: u64,
    ) -> Result<Self, PolicyFault> {
        let mut next = self.clone();
        for change in changes {
            next.make(change, by, time_ms)?;
        }
        let has_label = |id: &String| next.labels.iter().any(|label| &label.value.id == id);
        let labels_known = next
            .rules
            .iter()
            .flat_map(|rule| &rule.value.ladder)
            .all(|step| match step {
                Step::Label(id) => has_label(id),
                Step::Warn | Step::LimitReach | Step::Remove | Step::Suspend(_) | Step::Expel => {
                    true
                }
            });
        if !labels_known {
            return Err(PolicyFault::UnknownLabel);
        }
        if next.rules.len() > 200 || next.labels.len() > 100 {
            return Err(PolicyFault::OutOfBounds);
        }
        if next == *self {
            return Err(PolicyFault::ChangesNothing);
        }
        next.version = next.version.saturating_add(1);
        Ok(next)
    }

    fn make(
        &mut self,
        change: &ModerationChange,
        by: ProposalId,
        time_ms: u64,
    ) -> Result<(), PolicyFault> {
        let bounded = |ok: bool| {
            if ok {
                Ok(())
            } else {
                Err(PolicyFault::OutOfBounds)
            }
        };
        match change {
            ModerationChange::PutRule(rule) => {
                bounded(rule.is_sound())?;
                put(&mut self.rules, rule, |it| &it.id, by, time_ms);
            }
            ModerationChange::RemoveRule(id) => remove(&mut self.rules, |rule| &rule.id == id)?,
            ModerationChange::PutLabel(label) => {
                bounded(is_slug(&label.id) && is_text(&label.title, 120))?;
                put(&mut self.labels, label, |it| &it.id, by, time_ms);
            }
            ModerationChange::RemoveLabel(id) => remove(&mut self.labels, |label| &label.id == id)?,
            ModerationChange::ReportThreshold(count) => {
                bounded((1..=1_000).contains(count))?;
                set(&mut self.report_threshold, count, by, time_ms);
            }
            ModerationChange::DeadlineTicks(ticks) => {
                bounded((1..=2_184).contains(ticks))?;
                set(&mut self.deadline_ticks, ticks, by, time_ms);
            }
            ModerationChange::Moderators(members) => {
                bounded(members.len() <= 200 && members.is_sorted_by(|a, b| a < b))?;
                set(&mut self.moderators, members, by, time_ms);
            }
            ModerationChange::JurySizes(sizes) => {
                bounded(
                    sizes
                        .iter()
                        .all(|size| (3..=101).contains(size) && size % 2 == 1)
                        && sizes.is_sorted(),
                )?;
                set(&mut self.jury_sizes, sizes, by, time_ms);
            }
        }
        Ok(())
    }

    /// Returns the rule of this id, if it is in force.
    #[must_use]
    pub fn find_rule(&self, id: &str) -> Option<&Clause<Rule>> {
        self.rules.iter().find(|rule| rule.value.id == id)
    }

    /// Returns the label of this id, if it is in force.
    #[must_use]
    pub fn find_label(&self, id: &str) -> Option<&Clause<Label>> {
        self.labels.iter().find(|label| label.value.id == id)
    }

    /// Returns since when the clause that `change` touches says what it says, in milliseconds;
    /// nothing if there is no such clause yet.
    #[must_use]
    pub fn touched_since_ms(&self, change: &ModerationChange) -> Option<u64> {
        let rule = |id: &String| self.rules.iter().find(|it| &it.value.id == id);
        let label = |id: &String| self.labels.iter().find(|it| &it.value.id == id);
        match change {
            ModerationChange::PutRule(new) => rule(&new.id).map(|it| it.since_ms),
            ModerationChange::RemoveRule(id) => rule(id).map(|it| it.since_ms),
            ModerationChange::PutLabel(new) => label(&new.id).map(|it| it.since_ms),
            ModerationChange::RemoveLabel(id) => label(id).map(|it| it.since_ms),
            ModerationChange::ReportThreshold(_) => Some(self.report_threshold.since_ms),
            ModerationChange::DeadlineTicks(_) => Some(self.deadline_ticks.since_ms),
            ModerationChange::Moderators(_) => Some(self.moderators.since_ms),
            ModerationChange::JurySizes(_) => Some(self.jury_sizes.since_ms),
        }
    }

    /// Says whether `member` may act at level 0.
    #[must_use]
    pub fn is_moderator(&self, member: MemberNumber) -> bool {
        self.moderators.value.binary_search(&member).is_ok()
    }
}
