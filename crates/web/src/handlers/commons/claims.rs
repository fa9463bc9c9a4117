//! Claims of work: one by its number, and what the page of work shows of them.

use app::work::{ClaimView, WorkDesk};
use ledger::ids::{ClaimId, MemberNumber};
use ledger::work::{Attestation, ClaimStage};

use super::{faces, signer};
use crate::error::PageError;
use crate::handlers::Path;
use crate::pages::commons::claims::{self, ClaimLine, ClaimPage, Desk, Standing};
use crate::visit::{Html, Visit, answer};

/// Makes a line of a claim.
fn line(view: &ClaimView) -> ClaimLine {
    let claim = &view.claim;
    let standing = match claim.stage {
        ClaimStage::Called { draws_ms } => Standing::Called(draws_ms),
        ClaimStage::Reviewing { until_ms, .. } => {
            let answered = claim.reviewing().filter(|it| it.answer.is_some()).count();
            Standing::Reviewing(until_ms, answered)
        }
        ClaimStage::Over { at_ms, class } => Standing::Over(at_ms, class, claim.round),
    };
    ClaimLine {
        number: claim.id.0,
        skill: claim.skill,
        class: claim.class,
        title: view.title.clone(),
        filed_ms: claim.filed_ms,
        standing,
    }
}

/// Reads what the page of work shows `member` of claims.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn desk(visit: &Visit, member: MemberNumber) -> Result<Desk, PageError> {
    let WorkDesk {
        to_review,
        own,
        skills,
    } = visit.app().load_work_desk(member).await?;
    Ok(Desk {
        to_review: to_review.iter().map(line).collect(),
        own: own.iter().map(line).collect(),
        skills,
        signer: signer(visit).await?,
    })
}

/// `GET /commons/work/claims/{number}`: one claim, and for who looks at it the question.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let me = visit.member().ok_or(PageError::SignIn)?;
    let app = visit.app();
    let view = app.load_claim(&visit.viewer(), ClaimId(number)).await?;
    let claim = &view.claim;
    let is_reviewing = matches!(claim.stage, ClaimStage::Reviewing { .. });
    let is_over = matches!(claim.stage, ClaimStage::Over { .. });
    let own = claim.find_reviewer(me);
    let answers = claim.reviewing().filter_map(|it| it.answer);
    let faces = faces(&visit, vec![claim.member]).await?;
    let page = ClaimPage {
        line: line(&view),
        words: view.words.clone(),
        maker: faces.get(&claim.member.0).cloned(),
        is_own: claim.member == me,
        asks: is_reviewing && own.is_some_and(|it| it.answer.is_none()),
        said: own.and_then(|it| it.answer),
        // Before the end nobody judges by what others said.
        answers: if is_over {
            answers.collect::<Vec<Attestation>>()
        } else {
            Vec::new()
        },
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &claims::show(&shell, &page)))
}
