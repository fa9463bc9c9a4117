//! Making a closed round's file from the state, and checking that a file says what the state says.
//!
//! What the platform contributes is who appreciated what; all the rest of the file follows from
//! the state and from the file of the round before.

mod used;

use std::collections::BTreeMap;

pub use used::{Used, Uses};

use crate::cluster;
use crate::ids::{MemberNumber, RoundNumber};
use crate::member::Standing;
use crate::rejection::Rejection;
use crate::round::{
    ClusterRow, Count, Due, Known, Later, LaterPart, Parts, Preference, Reaction, Reviews,
    RoundFault, RoundFile, Ties, Weight, WorkRow,
};
use crate::state::State;

/// Makes the file of `round` from the state after its close, the file of the round before, the
/// works published in the round and the reactions of the round.
///
/// # Errors
///
/// [`RoundFault`] if there are more rows than a file holds.
pub fn assemble(
    state: &State,
    round: RoundNumber,
    previous: Option<&RoundFile>,
    works: Vec<WorkRow>,
    reactions: Vec<Reaction>,
) -> Result<RoundFile, RoundFault> {
    assemble_reviewed(state, round, previous, works, reactions, Answers::default())
}

/// What reviewers said in a round.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Which work they preferred to which.
    pub preferences: Vec<Preference>,
    /// How they met known answers.
    pub known: Vec<Known>,
}

/// As [`assemble`], with what reviewers said. Nothing counts as used of what earlier rounds set aside.
///
/// # Errors
///
/// As [`assemble`].
pub fn assemble_reviewed(
    state: &State,
    round: RoundNumber,
    previous: Option<&RoundFile>,
    works: Vec<WorkRow>,
    reactions: Vec<Reaction>,
    answers: Answers,
) -> Result<RoundFile, RoundFault> {
    let given = Given {
        works,
        reactions,
        answers,
    };
    assemble_used(state, round, previous, Used::default(), given)
}

/// What the platform contributes to a round's file.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Works published in the round.
    pub works: Vec<WorkRow>,
    /// Reactions of the round.
    pub reactions: Vec<Reaction>,
    /// What reviewers said.
    pub answers: Answers,
}

/// As [`assemble`], with what reviewers said and what is still used of earlier rounds.
///
/// # Errors
///
/// As [`assemble`].
pub fn assemble_used(
    state: &State,
    round: RoundNumber,
    previous: Option<&RoundFile>,
    used: Used,
    given: Given,
) -> Result<RoundFile, RoundFault> {
    let Given {
        mut works,
        reactions,
        answers,
    } = given;
    let compared = answers.preferences.iter();
    works.extend(compared.flat_map(|it| [it.better, it.worse]));
    works.extend(reactions.iter().map(|reaction| reaction.work));
    works.sort_unstable();
    works.dedup();
    let (history, clusters) = ties(state, round, previous);
    let mut file = RoundFile {
        works,
        history,
        clusters,
        ..of_state(state, round)
    };
    file.endorse(reactions)?;
    file.review(answers.preferences, answers.known);
    if let Some(uses) = used.with(&file)? {
        uses.put_into(&mut file);
    }
    file.check()?;
    Ok(file)
}

/// Checks that `file` is one that [`assemble_used`] could have made of this state.
///
/// # Errors
///
/// [`Rejection::RoundFileMismatch`].
pub fn check(
    state: &State,
    previous: Option<&RoundFile>,
    uses: &Uses,
    file: &RoundFile,
) -> Result<(), Rejection> {
    check_alone(state, file)?;
    let (history, clusters) = ties(state, file.round, previous);
    if history == file.history && clusters == file.clusters && uses.are_of(file) {
        Ok(())
    } else {
        Err(Rejection::RoundFileMismatch)
    }
}

/// Checks of `file` what can be checked without the file of the round before: everything but the
/// history, the clusters and what is still used of earlier rounds.
///
/// # Errors
///
/// [`Rejection::RoundFileMismatch`].
pub fn check_alone(state: &State, file: &RoundFile) -> Result<(), Rejection> {
    let ours = of_state(state, file.round);
    let agrees = ours.network == file.network
        && ours.rules == file.rules
        && ours.remaining == file.remaining
        && ours.members == file.members
        && ours.joined == file.joined
        && ours.weights == file.weights
        && ours.earners == file.earners
        && ours.parts == file.parts
        && ours.later.rules == file.later.rules
        && ours.later.parts.len() == file.later.parts.len()
        && ours
            .later
            .parts
            .iter()
            .zip(&file.later.parts)
            .all(|(ours, theirs)| ours.aside == theirs.aside && ours.barred == theirs.barred);
    if agrees && file.check().is_ok() {
        Ok(())
    } else {
        Err(Rejection::RoundFileMismatch)
    }
}

/// Everything of the file that follows from the state alone.
fn of_state(state: &State, round: RoundNumber) -> RoundFile {
    let charter = &state.charter;
    let standings = || {
        state
            .numbered_members()
            .map(|(number, member)| (number, member.standing_at_close))
    };
    let weights = standings()
        .filter_map(|(member, standing)| {
            let weight = state.trust.weight(round, member, standing)?;
            Some(Weight { member, weight })
        })
        .collect();
    let earners = standings()
        .filter(|(_, standing)| *standing != Standing::Guest)
        .map(|(member, _)| member)
        .collect();
    let (members, joined) = counts(state);
    RoundFile {
        network: state.network,
        round,
        rules: charter.earning_rules(),
        remaining: state.pool,
        members,
        joined,
        weights,
        earners,
        works: Vec::new(),
        endorsements: Ties::new(),
        history: Ties::new(),
        clusters: Vec::new(),
        parts: parts(state, round),
        reviews: Reviews::default(),
        later: later(state, round),
    }
}

/// What `round` shares out of earlier ones, and of whom fraud was found; what is used of it is not the state's.
fn later(state: &State, round: RoundNumber) -> Later {
    let part = |aside: crate::round::SetAside| LaterPart {
        aside,
        barred: state.later.barred_from(aside.round),
        works: Vec::new(),
        uses: Ties::new(),
    };
    Later {
        rules: state.charter.later_rules(),
        parts: state.later.due(round).map(part).collect(),
    }
}

/// What `round` gives beside content.
fn parts(state: &State, round: RoundNumber) -> Parts {
    let dues = state.work.dues.get(&round).cloned().unwrap_or_default();
    let counts = |of: BTreeMap<MemberNumber, u32>| {
        of.into_iter()
            .map(|(member, count)| Count { member, count })
            .collect()
    };
    Parts {
        rules: state.charter.part_rules(),
        work: counts(dues.work),
        service: counts(dues.service),
        onboarding: dues
            .onboarding
            .into_iter()
            .map(|(member, amount)| Due { member, amount })
            .collect(),
    }
}

/// The history and the clusters, which follow from the file before as well.
fn ties(
    state: &State,
    round: RoundNumber,
    previous: Option<&RoundFile>,
) -> (Ties, Vec<ClusterRow>) {
    let history = previous.map_or_else(Ties::new, RoundFile::advance);
    let clusters = match previous {
        Some(previous) if !cluster::is_due(round) => previous.clusters.clone(),
        _ => {
            let (members, joined) = counts(state);
            cluster::propagate(members, joined, &vouches(state), &history)
        }
    };
    (history, clusters)
}

/// How many had the standing of a member at the close, and the last member number.
fn counts(state: &State) -> (u32, MemberNumber) {
    let members = state
        .members
        .iter()
        .filter(|member| member.standing_at_close == Standing::Member)
        .count();
    let count = |it| u32::try_from(it).unwrap_or(u32::MAX);
    (count(members), MemberNumber(count(state.members.len())))
}

/// Every vouch, released or not, as voucher and person.
fn vouches(state: &State) -> Vec<(MemberNumber, MemberNumber)> {
    let of = |(to, member): (MemberNumber, &crate::member::Member)| {
        member
            .vouched_by
            .iter()
            .map(move |from| (*from, to))
            .collect::<Vec<_>>()
    };
    state.numbered_members().flat_map(of).collect()
}
