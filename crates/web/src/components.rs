//! Shared pieces of pages: functions from ready strings to markup.
//!
//! Each stands on `/design` with all its states. No component asks the application, computes a rule
//! or carries an inline style; anything drawn to a measure is an SVG with attributes.

pub mod chart;
pub mod curves;
pub mod decision;
pub mod flow;
pub mod form;
pub mod furniture;
pub mod icon;
pub mod map;
pub mod meter;
pub mod person;
pub mod picture;
pub mod post;
pub mod state;
pub mod talk;
pub mod week;
