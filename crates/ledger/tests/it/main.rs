//! The ledger's tests.

mod abuse;
mod deciding;
mod membership;
mod script;
