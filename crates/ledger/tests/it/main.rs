//! The ledger's tests.

mod abuse;
mod deciding;
mod fields;
mod membership;
mod script;
mod vectors;
