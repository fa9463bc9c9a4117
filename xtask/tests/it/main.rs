//! The tests of the developer tasks, and the one that keeps the workspace tidy.

mod bench;
mod rules;
mod tally;
mod workspace;
