//! Challenges of a decision by the bill of rights, as its page shows them.

use ledger::proposal::Proposal;

use crate::error::PageError;
use crate::markdown;
use crate::pages::commons::decision::rights::{ChallengeLine, RightsView};
use crate::visit::Visit;

/// Reads who says that a decision contradicts a right, and what the visitor may do about it.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub(super) async fn rights(visit: &Visit, proposal: &Proposal) -> Result<RightsView, PageError> {
    let found = visit
        .app()
        .load_challenges(proposal.id, visit.member())
        .await?;
    let line = |it: app::challenge::ChallengeView| ChallengeLine {
        number: it.number.0,
        right: it.challenge.right,
        title: it.title,
        words: maud::Render::render(&markdown::render(&it.words)),
        support: it.challenge.support(),
        needed: it.challenge.needed,
        case: it.challenge.case.map(|it| it.0),
        ruling: it.ruling,
        may_support: it.may_support,
    };
    Ok(RightsView {
        lines: found.all.into_iter().map(line).collect(),
        may_challenge: found.may_challenge,
        supports: found.supports,
    })
}
