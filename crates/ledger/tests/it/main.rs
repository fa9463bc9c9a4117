//! The ledger's tests.

mod abuse;
mod bytes;
mod counting;
mod deciding;
mod fields;
mod membership;
mod properties;
mod rejections;
mod script;
mod settling;
mod vectors;
