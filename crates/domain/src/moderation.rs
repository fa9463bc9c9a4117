//! What the moderation policy in force allows against a work, and when reports limit its reach.
//!
//! The policy itself is a document on the record (`ledger::policy`); here it meets the history of
//! an author. Nobody, whatever their office, gets another answer.

use ledger::policy::{ModerationPolicy, Step};

use crate::visibility::Reach;

/// Milliseconds of a day of suspension.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Why an action cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The rule cited is not in force.
    #[error("no rule `{rule_id}` is in force")]
    NoSuchRule {
        /// As cited.
        rule_id: String,
    },
    /// The rule's ladder gives another step for this author's history.
    #[error("the ladder of rule `{rule_id}` gives another step: {allowed:?}")]
    OtherStep {
        /// As cited.
        rule_id: String,
        /// What the ladder gives.
        allowed: Step,
    },
    /// Who acts holds no office for it.
    #[error("only a moderator named by the policy in force may act")]
    NotAModerator,
    /// A work cannot be judged by its author.
    #[error("nobody acts on their own work")]
    OwnWork,
    /// This work was acted on under this rule already.
    #[error("this work was acted on under this rule already")]
    AlreadyDecided,
}

impl Refusal {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchRule { .. } => "moderation-no-such-rule",
            Self::OtherStep { .. } => "moderation-other-step",
            Self::NotAModerator => "moderation-not-a-moderator",
            Self::OwnWork => "moderation-own-work",
            Self::AlreadyDecided => "moderation-already-decided",
        }
    }
}

/// Returns the step that rule `rule_id` gives an author who was found against `findings` times
/// under it before: the n-th finding gets the n-th step, the last one repeats.
///
/// # Errors
///
/// [`Refusal::NoSuchRule`] if the rule is not in force, or has no ladder.
pub fn find_step<'a>(
    policy: &'a ModerationPolicy,
    rule_id: &str,
    findings: usize,
) -> Result<&'a Step, Refusal> {
    policy
        .find_rule(rule_id)
        .and_then(|rule| rule.value.ladder.get(findings).or(rule.value.ladder.last()))
        .ok_or_else(|| Refusal::NoSuchRule {
            rule_id: rule_id.to_owned(),
        })
}

/// Decides whether `step` may be taken, and returns what it does.
///
/// # Errors
///
/// As [`find_step`], and [`Refusal::OtherStep`] if the ladder gives another one.
pub fn decide_action(
    policy: &ModerationPolicy,
    rule_id: &str,
    findings: usize,
    step: &Step,
) -> Result<Consequence, Refusal> {
    let allowed = find_step(policy, rule_id, findings)?;
    if allowed != step {
        return Err(Refusal::OtherStep {
            rule_id: rule_id.to_owned(),
            allowed: allowed.clone(),
        });
    }
    Ok(Consequence::of(step))
}

/// What another policy would have given a case that was decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replayed {
    /// The same.
    Same,
    /// Nothing: its rule would not be there.
    NotPossible,
    /// Another step.
    Other(Step),
}

/// Returns what `policy` would have given a case in which `rule_id` was cited against an author with
/// `findings` before it, and in which `step` was taken.
#[must_use]
pub fn replay(policy: &ModerationPolicy, rule_id: &str, findings: usize, step: &Step) -> Replayed {
    match find_step(policy, rule_id, findings) {
        Err(_) => Replayed::NotPossible,
        Ok(then) if then == step => Replayed::Same,
        Ok(then) => Replayed::Other(then.clone()),
    }
}

/// What a step does to a work and its author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequence {
    /// The work's reach from now on.
    pub reach: Reach,
    /// A label to put on the work.
    pub label: Option<String>,
    /// For how many days the author may not publish.
    pub suspended_days: Option<u16>,
    /// Whether the author may not publish any more.
    pub expulsion: Option<Expulsion>,
}

/// The end of a member's right to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expulsion;

impl Consequence {
    /// Returns what `step` does.
    #[must_use]
    pub fn of(step: &Step) -> Self {
        let taken_down = Self {
            reach: Reach::Nobody,
            ..Self::default()
        };
        match step {
            Step::Label(label) => Self {
                label: Some(label.clone()),
                ..Self::default()
            },
            Step::Warn => Self::default(),
            Step::LimitReach => Self {
                reach: Reach::Followers,
                ..Self::default()
            },
            Step::Remove => taken_down,
            Step::Suspend(days) => Self {
                suspended_days: Some(*days),
                ..taken_down
            },
            Step::Expel => Self {
                expulsion: Some(Expulsion),
                ..taken_down
            },
        }
    }
}

/// Returns the reach of an unreviewed work with `distinct_reporters` open reports by trusted
/// members: at the policy's threshold it reaches followers only until somebody has looked.
#[must_use]
pub fn find_reach_pending_review(policy: &ModerationPolicy, distinct_reporters: u64) -> Reach {
    if distinct_reporters >= u64::from(policy.report_threshold.value) {
        Reach::Followers
    } else {
        Reach::Everyone
    }
}

#[cfg(test)]
mod tests {
    use ledger::{
        ids::MemberNumber,
        policy::{Label, LabelDefault, ModerationChange, Rule},
    };

    use super::*;

    fn policy() -> ModerationPolicy {
        let rule = Rule {
            id: "spam".into(),
            title: "No spam".into(),
            text: "Do not advertise.".into(),
            examples: vec![],
            ladder: vec![Step::Label("advert".into()), Step::Remove, Step::Suspend(7)],
        };
        let label = Label {
            id: "advert".into(),
            title: "Advertisement".into(),
            default: LabelDefault::Show,
        };
        ModerationPolicy::founded(
            &[
                ModerationChange::PutLabel(label),
                ModerationChange::PutRule(rule),
                ModerationChange::ReportThreshold(3),
            ],
            MemberNumber(1),
            1,
        )
        .expect("a sound policy")
    }

    #[test]
    fn only_the_ladders_step_is_allowed() {
        let policy = policy();
        let check = |findings: usize, step: Step, allowed: Option<Step>| {
            let expect = match allowed {
                None => Ok(Consequence::of(&step)),
                Some(allowed) => Err(Refusal::OtherStep {
                    rule_id: "spam".into(),
                    allowed,
                }),
            };
            assert_eq!(decide_action(&policy, "spam", findings, &step), expect);
        };
        let label = || Step::Label("advert".into());
        check(0, label(), None);
        check(0, Step::Remove, Some(label()));
        check(1, Step::Remove, None);
        check(1, Step::Expel, Some(Step::Remove));
        check(2, Step::Suspend(7), None);
        check(2, Step::Suspend(8), Some(Step::Suspend(7)));
        check(9, Step::Suspend(7), None);
        let refused = decide_action(&policy, "rudeness", 0, &Step::Warn);
        assert_eq!(
            refused,
            Err(Refusal::NoSuchRule {
                rule_id: "rudeness".into()
            })
        );
    }

    /// A case is replayed by the very ladder that a moderator would be held to.
    #[test]
    fn a_case_is_replayed_as_it_would_be_decided() {
        let policy = policy();
        let rules = ["spam", "rudeness"];
        let steps = [Step::Warn, Step::Remove, Step::Suspend(7)];
        for (rule, findings, step) in rules
            .iter()
            .flat_map(|rule| (0..4).map(move |findings| (rule, findings)))
            .flat_map(|(rule, findings)| steps.iter().map(move |step| (rule, findings, step)))
        {
            let replayed = replay(&policy, rule, findings, step);
            let decided = decide_action(&policy, rule, findings, step);
            match replayed {
                Replayed::Same => assert!(decided.is_ok()),
                Replayed::NotPossible => {
                    assert!(matches!(decided, Err(Refusal::NoSuchRule { .. })));
                }
                Replayed::Other(then) => assert_eq!(
                    decided,
                    Err(Refusal::OtherStep {
                        rule_id: "spam".into(),
                        allowed: then
                    })
                ),
            }
        }
    }

    #[test]
    fn the_threshold_limits_reach_until_review() {
        let policy = policy();
        assert_eq!(find_reach_pending_review(&policy, 2), Reach::Everyone);
        assert_eq!(find_reach_pending_review(&policy, 3), Reach::Followers);
    }
}
