//! The commons' part of the table.

use super::Route;

/// Routes of the commons, of "You", of founding, joining, signing in and the demo.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
