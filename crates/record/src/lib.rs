//! The record: log, tree, checkpoints, snapshots, sequencer and verification.
