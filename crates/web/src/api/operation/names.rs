//! Names for the numbers that an operation's bytes hold: they stand beside the numbers in the sheet.

use ledger::ids::{MemberNumber, TransferId};
use ledger::operation::Payload;
use serde_json::Value;

use crate::error::PageError;
use crate::handlers::commons::treasury;
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
pub(super) async fn people_of(visit: &Visit, members: &[MemberNumber]) -> Result<Value, PageError> {
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
