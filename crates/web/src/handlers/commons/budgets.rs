//! Budget votes: the list, and one of them.

use app::call::{CallView, ProjectView};
use ledger::call::ProjectNumber;
use ledger::ids::{CallId, MemberNumber};
use ledger::payload::Beneficiary;

use super::treasury::cents;
use super::{faces, signer};
use crate::components::person::Face;
use crate::error::PageError;
use crate::handlers::Path;
use crate::pages::commons::budgets::{self, Account, BudgetCard, BudgetPage, ProjectLine, You};
use crate::text::refusal::rejection_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, t};

/// `GET /commons/budgets`: what members vote on paying for, and how it came out.
pub async fn list(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let cards = cards(&visit)?;
    Ok(answer(&shell, &budgets::budgets(&shell, &cards)))
}

/// Budget votes that go on, for the front page of the commons.
///
/// # Errors
///
/// [`PageError::App`].
pub fn live(visit: &Visit) -> Result<Vec<BudgetCard>, PageError> {
    let mut cards = cards(visit)?;
    cards.retain(|it| it.stage.is_live());
    Ok(cards)
}

fn cards(visit: &Visit) -> Result<Vec<BudgetCard>, PageError> {
    let listed = visit.app().list_calls(&visit.viewer())?;
    let card = |it: app::call::CallLine| BudgetCard {
        number: it.id.0,
        pool: cents(it.pool),
        stage: it.stage,
        projects: it.projects as u64,
        funded: it.funded as u64,
        spent: cents(it.spent),
        awaits_you: it.awaits_viewer,
    };
    Ok(listed.into_iter().map(card).collect())
}

/// `GET /commons/budgets/{number}`: one budget vote.
pub async fn show(visit: Visit, Path(number): Path<u32>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let viewer = visit.viewer();
    let loaded = visit.app().load_call(CallId(number), &viewer).await?;
    let poll = loaded.call.poll.as_ref();
    let projects = lines(&visit, &loaded.projects).await?;
    let view = BudgetPage {
        number,
        pool: cents(
            loaded
                .call
                .counted
                .as_ref()
                .map_or(loaded.call.pool, |it| it.pool),
        ),
        stage: loaded.call.stage,
        called_ms: loaded.call.called_ms,
        opened_ms: poll.map(|it| it.opened_ms),
        electorate: poll.map(|it| it.electorate.into()),
        ballots: loaded.ballots as u64,
        account: account(&visit, &loaded, &projects),
        projects,
        you: You {
            member: visit.member(),
            cannot_submit: loaded
                .cannot_submit
                .map(|it| rejection_text(visit.lang, it)),
            may_vote: loaded.may_vote,
            ballot: loaded.own,
            signer: signer(&visit).await?,
        },
    };
    Ok(answer(&shell, &budgets::budget(&shell, &view)))
}

async fn lines(visit: &Visit, projects: &[ProjectView]) -> Result<Vec<ProjectLine>, PageError> {
    let mut involved: Vec<MemberNumber> = Vec::new();
    for it in projects {
        involved.push(it.project.author);
        if let Beneficiary::Member(member) = it.project.to {
            involved.push(member);
        }
    }
    let people = faces(visit, involved).await?;
    let face = |member: MemberNumber| {
        let unknown = || Face {
            name: t!(visit.lang, "sheet-person", number = member.0).into_owned(),
            ..Face::default()
        };
        people.get(&member.0).cloned().unwrap_or_else(unknown)
    };
    let line = |it: &ProjectView| ProjectLine {
        number: it.number,
        title: it.title.clone(),
        words: markdown::render(&it.words),
        cost: cents(it.project.cost),
        author: face(it.project.author),
        payee: match (it.project.to, &it.payee) {
            (Beneficiary::Member(member), _) => face(member).name,
            (Beneficiary::Outside(_), Some(name)) => name.clone(),
            (Beneficiary::Outside(_), None) => t!(visit.lang, "change-spend-outside").into_owned(),
        },
        transfer: it.transfer.map(|it| it.0),
        is_own: visit.member() == Some(it.project.author),
    };
    Ok(projects.iter().map(line).collect())
}

fn account(visit: &Visit, loaded: &CallView, lines: &[ProjectLine]) -> Option<Account> {
    let counted = loaded.call.counted.as_ref()?;
    let named = |number: &ProjectNumber| {
        let found = lines.iter().find(|it| it.number == *number);
        let untitled = || t!(visit.lang, "budget-untitled", number = number.0).into_owned();
        let name = found
            .and_then(|it| it.title.clone())
            .unwrap_or_else(untitled);
        (name, found.map_or(0, |it| it.cost))
    };
    Some(Account {
        outcome: loaded.call.account()?,
        projects: counted.projects.iter().map(named).collect(),
        ballots: counted.papers.iter().map(|it| it.1).sum(),
        pool: cents(counted.pool),
    })
}

/// What the treasury says of a payment that a budget vote decided.
///
/// # Errors
///
/// [`PageError::App`].
pub async fn basis(
    visit: &Visit,
    call: CallId,
    project: ProjectNumber,
) -> Result<(String, String), PageError> {
    let title = visit.app().find_project_title(call, project).await?;
    let untitled = || t!(visit.lang, "budget-untitled", number = project.0).into_owned();
    let title = title.unwrap_or_else(untitled);
    let words = t!(
        visit.lang,
        "treasury-by-budget",
        number = call.0,
        title = title
    );
    Ok((links::budget(call.0.into()), words.into_owned()))
}
