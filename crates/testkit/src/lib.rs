//! What the tests of this workspace stand on: databases, browsers, sites.
//!
//! - [`postgres::url`] gives a test an empty PostgreSQL database of its own.
//! - [`browser::Browser`] is a real Chromium, driven by the plain WebDriver protocol, with a
//!   virtual passkey authenticator, both themes, scripts on or off, axe, and pictures.
//! - [`site::Site`] is a real `meent` process on a free port of `localhost` with a folder of its
//!   own.
//! - [`tour::walk`] visits every page that links lead to.
//! - [`wait::until`] waits for a condition; nothing here or in the tests waits for time.
//!
//! *Not here:* any crate of the house. A site is used from outside, as people use it; what needs
//! the inside is tested in the crate that has it. Everything started here ends with the test,
//! however the test ends.

pub mod browser;
pub mod http;
pub mod postgres;
pub mod process;
pub mod site;
pub mod tour;
pub mod wait;
