//! Sites, personas, browsers and databases for tests.

pub mod postgres;
