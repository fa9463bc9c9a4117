//! Pages: one file each, from a view struct to markup, handlers beside them.

pub mod compose;
pub mod design;
pub mod feed;
pub mod notifications;
pub mod profile;
pub mod thread;
