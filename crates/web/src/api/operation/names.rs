//! Names for the numbers that an operation's bytes hold: they stand beside the numbers in the sheet.

use app::{AppError, Companion};
use domain::handle::Handle;
use ledger::Rejection;
use ledger::call::ProjectNumber;
use ledger::ids::{AssignmentId, CallId, GrantId, MemberNumber, MicroShares, TransferId};
use ledger::operation::{Body, Payload};
use ledger::payload::Beneficiary;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::handlers::commons::treasury;
use crate::text::moment::span;
use crate::visit::Visit;

/// What a transfer is, in words: amount, from whom or to whom, what it was attested with.
pub(super) async fn transfer_name(
    visit: &Visit,
    id: TransferId,
) -> Result<Option<String>, PageError> {
    treasury::sheet_words(visit, id).await
}

/// What the items of a roadmap are called, by number, as far as they are known.
pub(super) async fn item_titles(
    visit: &Visit,
    proposal: &ledger::proposal::Proposal,
) -> Result<Value, PageError> {
    let mut titles = serde_json::Map::new();
    if let Some(ranked) = &proposal.ranked {
        let words = visit.app().load_item_words(ranked).await?;
        for ((number, _), words) in ranked.numbered().zip(words) {
            if let Some(words) = words {
                titles.insert(number.0.to_string(), words.title.into());
            }
        }
    }
    Ok(Value::Object(titles))
}

/// Names of members by number, as far as they are known.
pub(in crate::api) async fn people_of(
    visit: &Visit,
    members: &[MemberNumber],
) -> Result<Value, PageError> {
    let mut people = serde_json::Map::new();
    let mut reader = visit.app().store.read().await?;
    for member in members {
        if let Some(card) = reader.find_member_card(*member).await? {
            let name = crate::present::face(visit.lang, &card).name;
            people.insert(member.to_string(), name.into());
        }
    }
    Ok(Value::Object(people))
}

/// Reads a handle into a member number.
async fn member_of(visit: &Visit, handle: &str) -> Result<MemberNumber, PageError> {
    let handle = Handle::parse(handle).map_err(|_| PageError::Unreadable("a handle"))?;
    let mut reader = visit.app().store.read().await?;
    let found = reader.find_number_of_handle(&handle).await?;
    Ok(found.ok_or(AppError::Rejected(Rejection::MemberNotFound))?)
}

/// Returns what an investor signs who names the person of this handle.
pub(super) async fn observing(visit: &Visit, handle: &str) -> Result<Body, PageError> {
    member_of(visit, handle).await.map(Body::NameObserver)
}

/// What the parameters that a payload changes are called, by their permanent words.
pub(super) fn parameter_names(visit: &Visit, payload: &Payload) -> Value {
    let Payload::Charter(changes) = payload else {
        return Value::Null;
    };
    let name = |it: &ledger::charter::ParameterChange| {
        let name = crate::text::parameter::name(visit.lang, it.parameter);
        (it.parameter.word(), Value::from(name))
    };
    Value::Object(changes.iter().map(name).collect())
}

/// What is submitted or asked for is called, and who is paid.
pub(super) async fn submitted(
    visit: &Visit,
    to: Beneficiary,
    companion: Option<&Companion>,
) -> Result<Value, PageError> {
    let paid = match to {
        Beneficiary::Member(member) => vec![member],
        Beneficiary::Outside(_) => Vec::new(),
    };
    let people = people_of(visit, &paid).await?;
    let title = match companion {
        Some(Companion::Words(words)) => Some(words.title.clone()),
        _ => None,
    };
    Ok(json!({ "title": title, "people": people }))
}

/// What projects of a call are called, by number, as far as they are known.
pub(super) async fn projects_of(
    visit: &Visit,
    call: CallId,
    projects: &[ProjectNumber],
) -> Result<Value, PageError> {
    let mut titles = serde_json::Map::new();
    for project in projects {
        if let Some(title) = visit.app().find_project_title(call, *project).await? {
            titles.insert(project.to_string(), title.into());
        }
    }
    Ok(json!({ "projects": titles }))
}

/// What a grant is called, by number, if it is known.
pub(super) async fn grant_name(visit: &Visit, grant: GrantId) -> Result<Value, PageError> {
    let title = visit.app().find_grant_title(grant).await?;
    Ok(json!({ "grants": title.map(|title| json!({ grant.to_string(): title })) }))
}

pub(super) fn person_names(companion: &Companion) -> Value {
    match companion {
        Companion::Person {
            handle,
            display_name,
            ..
        } => json!({ "member": if display_name.is_empty() { handle } else { display_name } }),
        Companion::Key { .. }
        | Companion::Words(_)
        | Companion::Nomination(_)
        | Companion::Invitation { .. }
        | Companion::Appeal { .. }
        | Companion::Verdict { .. }
        | Companion::Statement { .. } => json!({}),
    }
}

/// What the document is called that goes with an operation.
pub(super) fn document(companion: Option<&Companion>) -> Option<&str> {
    match companion {
        Some(Companion::Words(words)) => Some(&words.title),
        _ => None,
    }
}

/// Finds out whom shares are passed on to.
pub(super) async fn assign(
    visit: &Visit,
    handle: String,
    amount: MicroShares,
) -> Result<Body, PageError> {
    let to = members_of(visit, &[handle]).await?;
    let to = *to.first().ok_or(PageError::NotFound)?;
    Ok(Body::AssignShares { to, amount })
}

/// Whom shares are passed on to, and for how long they can be called back.
pub(super) async fn assigned(visit: &Visit, to: MemberNumber) -> Result<Value, PageError> {
    let member = visit.member().ok_or(PageError::SignIn)?;
    let time = span(visit.lang, visit.app().passing(member)?.time_ms);
    Ok(json!({ "people": people_of(visit, &[to]).await?, "time": time }))
}

/// What is called back, and from whom.
pub(super) async fn called_back(visit: &Visit, id: AssignmentId) -> Result<Value, PageError> {
    let found = visit
        .app()
        .find_assignment(id)?
        .ok_or(PageError::NotFound)?;
    let people = people_of(visit, &[found.to]).await?;
    let (to, amount) = (found.to.0, found.amount.to_string());
    Ok(json!({ "people": people, "assignment": { "to": to, "amount": amount } }))
}

/// Reads handles into member numbers, in their order.
pub(super) async fn members_of(
    visit: &Visit,
    handles: &[String],
) -> Result<Vec<MemberNumber>, PageError> {
    let mut reader = visit.app().store.read().await?;
    let mut members = Vec::with_capacity(handles.len());
    for handle in handles {
        let handle = Handle::parse(handle).map_err(|_| PageError::Unreadable("a handle"))?;
        let found = reader.find_number_of_handle(&handle).await?;
        members.push(found.ok_or(AppError::Rejected(Rejection::MemberNotFound))?);
    }
    Ok(members)
}
