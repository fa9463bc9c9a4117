//! The ledger's tests.

mod deciding;
mod membership;
mod script;
