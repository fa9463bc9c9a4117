//! What can happen to a call for projects.

use crate::call::{Call, CallCount, CallPoll, CallStage, Project, ProjectNumber};
use crate::ids::{CallId, MemberNumber};

/// One fact of participatory budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallChange {
    /// A call was made.
    Called {
        /// As it begins.
        call: Box<Call>,
    },
    /// A project was submitted; its number is the next.
    Submitted {
        /// In which call.
        call: CallId,
        /// The project.
        project: Project,
    },
    /// A project was taken back.
    Withdrawn {
        /// In which call.
        call: CallId,
        /// Which.
        project: ProjectNumber,
    },
    /// The ballots opened.
    Opened {
        /// Which call.
        call: CallId,
        /// What was frozen.
        poll: Box<CallPoll>,
        /// Until when they are cast, in milliseconds.
        closes_ms: u64,
    },
    /// A ballot was cast or changed.
    Approved {
        /// In which call.
        call: CallId,
        /// Whose.
        member: MemberNumber,
        /// The projects that they approve of now, ascending.
        projects: Vec<ProjectNumber>,
    },
    /// A call was counted. What it funds is recorded in the books beside this.
    Counted {
        /// Which.
        call: CallId,
        /// From what, and with what result.
        counted: Box<CallCount>,
        /// When, in milliseconds.
        at_ms: u64,
    },
    /// A call entered a stage otherwise.
    Entered {
        /// Which.
        call: CallId,
        /// The stage.
        stage: CallStage,
    },
}
