//! The commons: a deterministic state machine over signed operations.
