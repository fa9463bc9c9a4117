//! What a member of the keepers wants to say of a surplus.

use ledger::books::Year;
use ledger::ids::MemberNumber;
use ledger::operation::Body;
use ledger::rejection::Rejection;
use serde::Deserialize;
use utoipa::ToSchema;

use super::number::Number;
use crate::error::PageError;
use crate::visit::Visit;

/// Names whose part of a surplus could not be paid.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct UnpaidWant {
    /// Of which year, counted from 1.
    #[schema(value_type = u32)]
    year: Number,
    /// Member numbers or handles, apart by spaces or commas; nobody if empty.
    #[serde(default)]
    people: String,
}

impl UnpaidWant {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for a handle that is none; [`PageError::App`] for nobody's.
    pub async fn read(&self, visit: &Visit) -> Result<Body, PageError> {
        let mut members = Vec::new();
        let words = self.people.split([' ', ',', '\n', '\r', '\t']);
        for word in words.filter(|it| !it.is_empty()) {
            members.push(member(visit, word).await?);
        }
        members.sort_unstable();
        members.dedup();
        let year = self.year.0.checked_sub(1).map(Year);
        let year = year.ok_or(PageError::Unreadable("a year"))?;
        Ok(Body::NameUnpaid { year, members })
    }
}

async fn member(visit: &Visit, word: &str) -> Result<MemberNumber, PageError> {
    if let Ok(number) = word.parse() {
        return Ok(MemberNumber(number));
    }
    let handle = word.strip_prefix('@').unwrap_or(word);
    let handle = domain::handle::Handle::parse(handle);
    let handle = handle.map_err(|_| PageError::Unreadable("a handle"))?;
    let mut reader = visit
        .app()
        .store
        .read()
        .await
        .map_err(app::AppError::from)?;
    let found = reader.find_number_of_handle(&handle).await;
    let unknown = app::AppError::Rejected(Rejection::MemberNotFound);
    Ok(found.map_err(app::AppError::from)?.ok_or(unknown)?)
}
