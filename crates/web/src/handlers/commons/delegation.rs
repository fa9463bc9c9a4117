//! Who votes for whom, on what.

use std::collections::BTreeMap;

use app::AppError;
use app::delegating::{DelegatedOutcome, DelegatedVote};
use ledger::delegation::Topic;
use ledger::ids::MemberNumber;
use ledger::member::Standing;

use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::layout::Shell;
use crate::pages::commons::choice_label;
use crate::pages::commons::delegation::{self, DelegatedLine, DelegationView, TopicLine};
use crate::t;
use crate::text::moment::deadline;
use crate::visit::{Html, Visit, answer};

/// What the record says of one member's delegation on one topic.
pub struct Named {
    /// The topic.
    pub topic: Topic,
    /// Whose vote counts, in order.
    pub to: Vec<MemberNumber>,
    /// Rounds until it ends by itself.
    pub rounds_left: u32,
    /// How many have named the member for it.
    pub named_by: u64,
}

/// Reads what `member` delegated, and how many rely on them, for every topic.
///
/// # Errors
///
/// [`PageError::App`] if the record has stopped.
pub fn named(visit: &Visit, member: MemberNumber) -> Result<Vec<Named>, PageError> {
    let read = visit.app().record.read(|state| {
        Topic::ALL.map(|topic| {
            let own = state.delegations.get(&(topic, member));
            let all = (topic, MemberNumber(0))..=(topic, MemberNumber(u32::MAX));
            let naming = state
                .delegations
                .range(all)
                .filter(|(_, it)| it.to.contains(&member));
            Named {
                topic,
                to: own.map(|it| it.to.clone()).unwrap_or_default(),
                rounds_left: own.map_or(0, |it| it.until.0.saturating_sub(state.round.0)),
                named_by: naming.count() as u64,
            }
        })
    });
    Ok(read.map_err(AppError::from)?.into())
}

/// `GET /commons/delegation`: who votes for me, on what, and how many rely on me.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let member = visit.member().ok_or(PageError::SignIn)?;
    let named = named(&visit, member)?;
    let votes = visit.app().list_delegated_votes(&visit.viewer()).await?;
    let voting = votes.iter().filter_map(|it| match it.outcome {
        DelegatedOutcome::By(delegate, _) => Some(delegate),
        _ => None,
    });
    let everybody = named.iter().flat_map(|it| it.to.clone());
    let everybody = everybody.chain(voting).collect();
    let people = faces(&visit, everybody).await?;
    let charter = &visit.app().commons().charter;
    let line = |it: Named| TopicLine {
        word: it.topic.word(),
        delegates: it
            .to
            .iter()
            .filter_map(|it| people.get(&it.0).cloned())
            .filter(|face| !face.handle.is_empty())
            .collect(),
        weeks_left: it.rounds_left.into(),
        named_by: it.named_by,
    };
    let mut lines = Vec::with_capacity(votes.len());
    for vote in &votes {
        let title = visit.app().find_title(vote.proposal).await?;
        lines.push(DelegatedLine {
            proposal: vote.proposal.0,
            title: title.unwrap_or_else(|| {
                t!(visit.lang, "week-untitled", number = vote.proposal.0).into_owned()
            }),
            outcome: outcome(&shell, vote, &people),
        });
    }
    let view = DelegationView {
        votes: lines,
        topics: named.into_iter().map(line).collect(),
        delegates_max: charter.delegates_max.into(),
        lock_hours: charter.delegate_lock_ticks.into(),
        is_member: visit
            .who
            .as_ref()
            .is_some_and(|who| who.standing == Standing::Member),
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &delegation::delegation(&shell, &view)))
}

/// What came of the reader's vote, in one sentence.
fn outcome(shell: &Shell, vote: &DelegatedVote, people: &BTreeMap<u32, Face>) -> String {
    let lang = shell.lang;
    let said = match vote.outcome {
        DelegatedOutcome::Own(choice) => t!(
            lang,
            "delegation-vote-own",
            choice = choice_label(lang, choice).into_owned()
        ),
        DelegatedOutcome::By(delegate, choice) => {
            let key = if vote.is_open {
                "delegation-vote-open"
            } else {
                "delegation-vote-by"
            };
            let name = people.get(&delegate.0).map(|face| face.name.clone());
            t!(
                lang,
                key,
                name = name.unwrap_or_else(|| t!(lang, "notice-somebody").into_owned()),
                choice = choice_label(lang, choice).into_owned()
            )
        }
        DelegatedOutcome::Nobody if vote.is_open => t!(lang, "delegation-vote-waiting"),
        DelegatedOutcome::Nobody => t!(lang, "delegation-vote-nobody"),
        DelegatedOutcome::NotYet(at_ms) => t!(
            lang,
            "delegation-vote-not-yet",
            when = deadline(lang, at_ms, shell.now_ms)
        ),
    };
    said.into_owned()
}
