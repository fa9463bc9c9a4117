//! Pages: one file each, from a view struct to markup, handlers beside them.

pub mod comment;
pub mod commons;
pub mod compose;
pub mod demo;
pub mod design;
pub mod entry;
pub mod feed;
pub mod founding;
pub mod notifications;
pub mod offline;
pub mod profile;
pub mod reading;
pub mod signing;
pub mod thread;
pub mod you;
