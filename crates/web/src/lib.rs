//! The HTML and JSON door.
