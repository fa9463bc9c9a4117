//! Handlers of the commons: read what the record and the database say, put it into a view, answer.

pub mod auction;
pub mod budgets;
pub mod cap;
pub mod certificate;
pub mod challenge;
pub mod changes;
pub mod charter;
pub mod claims;
pub mod compare;
pub mod decision;
pub mod delegation;
pub mod deliberation;
pub mod earning;
pub mod elections;
pub mod feed;
pub mod grants;
pub mod investors;
pub mod justice;
pub mod moderation;
pub mod offices;
pub mod payments;
pub mod people;
pub mod policy;
pub mod propose;
pub mod reconciliation;
pub mod record;
pub mod roadmap;
pub mod simulation;
pub mod statement;
pub mod surplus;
pub mod transparency;
pub mod treasury;
pub mod words;

use std::collections::BTreeMap;

use ledger::ids::MemberNumber;

use crate::components::person::Face;
use crate::error::PageError;
use crate::pages::signing::Signer;
use crate::present;
use crate::visit::Visit;

/// Who signs on this page.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn signer(visit: &Visit) -> Result<Signer, PageError> {
    let network = visit.app().commons().network.to_string();
    let host = visit.door.config.host().to_owned();
    let Some(member) = visit.member() else {
        return Ok(Signer {
            network,
            host,
            ..Signer::default()
        });
    };
    let card = visit
        .app()
        .store
        .read()
        .await?
        .find_member_card(member)
        .await?;
    let member_name = card
        .map(|card| present::face(visit.lang, &card).name)
        .unwrap_or_default();
    Ok(Signer {
        network,
        host,
        member: member.0,
        member_name,
    })
}

/// Faces by member number; someone who left has no handle.
///
/// # Errors
///
/// [`PageError::App`] if the database failed.
pub async fn faces(
    visit: &Visit,
    members: Vec<MemberNumber>,
) -> Result<BTreeMap<u32, Face>, PageError> {
    let mut reader = visit.app().store.read().await?;
    let mut found = BTreeMap::new();
    for member in members {
        if !found.contains_key(&member.0)
            && let Some(card) = reader.find_member_card(member).await?
        {
            found.insert(member.0, present::face(visit.lang, &card));
        }
    }
    Ok(found)
}
