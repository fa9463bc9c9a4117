//! The HTML and JSON door.
//!
//! A handler has three moves: parse, one call to `app`, respond. Pages are functions from view
//! structs to markup ([`layout`], [`components`]); every string comes from [`text`], every address
//! from [`links`], every route with its access rule from the router.
//!
//! *Architecture invariant:* no SQL, no business rule and no clock in here; nothing is printed
//! unescaped but [`markdown::SafeHtml`]; no page carries an inline style or script.

pub mod access;
pub mod api;
pub mod assets;
pub mod blur;
pub mod certificate;
pub mod chart;
pub mod components;
pub mod door;
pub mod drawn;
pub mod error;
pub mod handlers;
pub mod layout;
pub mod limit;
pub mod links;
pub mod markdown;
pub mod pages;
pub mod present;
pub mod recent;
pub mod router;
pub mod security;
pub mod session;
pub mod text;
pub mod visit;
pub mod week;

pub use door::{Door, Rate, WebConfig};
pub use router::serve;
