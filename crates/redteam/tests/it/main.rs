//! The attacks on a small graph with thresholds, and foreign edge lists.

mod attacks;
mod edges;
