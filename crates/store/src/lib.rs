//! Everything that outlives the process, except the record.
