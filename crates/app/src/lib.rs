//! Use cases shared by all doors, and jobs.
