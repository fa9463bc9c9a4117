//! The driver, tried on a tiny page of its own before anything relies on it.

mod browser;
mod page;
mod process;
