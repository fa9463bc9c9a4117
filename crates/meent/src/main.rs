//! One binary: configuration, wiring, command line.

fn main() {}
