//! What happens to shares that are passed on.

use crate::assignment::{Assignment, AssignmentStage};
use crate::ids::AssignmentId;

/// One fact about shares that are passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssigningChange {
    /// Somebody passes shares on.
    Assigned(Assignment),
    /// They arrived, or were let go.
    Ended {
        /// Which.
        assignment: AssignmentId,
        /// Where it stands from now on.
        stage: AssignmentStage,
    },
}
