//! What somebody wants to pass on.

use ledger::ids::AssignmentId;
use ledger::operation::Body;
use serde::Deserialize;

use super::market::shares;
use super::{Number, Wanted};
use crate::error::PageError;

/// Shares for another member.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct AssignWant {
    /// Their handle, with or without the @.
    to: String,
    /// Shares, such as `12` or `12.5`.
    amount: String,
}

/// Shares to be called back.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct CallBackWant {
    /// The assignment's number.
    #[schema(value_type = u32)]
    assignment: Number,
}

impl AssignWant {
    pub(super) fn read(&self) -> Result<Wanted, PageError> {
        let handle = self.to.trim().trim_start_matches('@').to_owned();
        Ok(Wanted::Assigning(handle, shares(&self.amount)?))
    }
}

impl CallBackWant {
    pub(super) fn body(&self) -> Body {
        Body::CallBackShares(AssignmentId(self.assignment.0))
    }
}
