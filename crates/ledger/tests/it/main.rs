//! The ledger's tests.

mod abuse;
mod bytes;
mod counting;
mod deciding;
mod delegation;
mod derived;
mod electing;
mod feeding;
mod fields;
mod judging;
mod mandates;
mod membership;
mod oracle;
mod payloads;
mod petitions;
mod properties;
mod ranking;
mod rejections;
mod script;
mod settling;
mod simulating;
mod sitting;
mod tracks;
mod vectors;
mod words;
mod working;
