//! What can go wrong in a use case, in three kinds: a rule said no, something failed, not there.

use ledger::Rejection;
use ledger::operation::DecodeFault;

/// The outcome of a use case.
pub type Result<T> = core::result::Result<T, AppError>;

/// Why a use case did not do what it was asked. Nothing was written, unless a variant says so.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It does not exist, or the viewer may not know that it does.
    #[error("not found")]
    NotFound,
    /// It has moved on since the sender looked, as an upload that is at another offset.
    #[error("it has moved on since")]
    Conflict,
    /// Only for somebody who is signed in.
    #[error("nobody is signed in")]
    SignInNeeded,
    /// A rule of the platform said no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// A rule of the commons said no; nothing is on the record.
    #[error("rejected: {0}")]
    Rejected(Rejection),
    /// The bytes of an operation are not canonical.
    #[error("the operation cannot be read")]
    Malformed(#[from] DecodeFault),
    /// Too much is waiting; try again shortly.
    #[error("the record is busy")]
    Busy,
    /// The record has stopped; the operator must look.
    #[error("the record is not available")]
    Record(#[source] record::sequencer::SubmitError),
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] store::Error),
    /// A photograph could not be handled.
    #[error("the media jail failed")]
    Media(#[from] media::MediaError),
    /// A file could not be read or written.
    #[error("{doing} {path}")]
    File {
        /// Such as `writing`.
        doing: &'static str,
        /// Which.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something this code holds for impossible.
    #[error("internal: {0}")]
    Internal(&'static str),
}

/// A rule of the platform that said no, with its permanent code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// About a post or comment.
    #[error(transparent)]
    Post(#[from] domain::post::Refusal),
    /// About a profile.
    #[error(transparent)]
    Profile(#[from] domain::profile::Refusal),
    /// About an upload.
    #[error(transparent)]
    Upload(#[from] domain::media::Refusal),
    /// About a deliberation.
    #[error(transparent)]
    Deliberation(#[from] domain::deliberation::Refusal),
    /// About a moderation action.
    #[error(transparent)]
    Moderation(#[from] domain::moderation::Refusal),
    /// The sign-in did not prove that the key's holder is there.
    #[error("the sign-in could not be verified")]
    SignIn,
    /// The network has been founded, or has not.
    #[error("not at this stage of the network's life")]
    Stage,
    /// The data policy in force does not permit keeping this.
    #[error("the data policy in force does not permit keeping `{}`", .0.word())]
    DataPolicy(ledger::policy::Category),
    /// A text is empty or too long.
    #[error("a text is empty or too long: {0}")]
    Text(&'static str),
    /// About a bank's file.
    #[error(transparent)]
    Bank(#[from] domain::bank::Fault),
    /// A line of the bank is not the transfer that it was linked with: another amount, or none at a bank.
    #[error("this line cannot be that transfer")]
    BankLink,
    /// The sender may not do this.
    #[error("not allowed for this standing")]
    Standing,
}

impl Refusal {
    /// Returns the permanent code, for doors and messages.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Post(refusal) => refusal.code(),
            Self::Profile(refusal) => refusal.code(),
            Self::Upload(refusal) => refusal.code(),
            Self::Moderation(refusal) => refusal.code(),
            Self::Deliberation(refusal) => refusal.code(),
            Self::SignIn => "sign-in",
            Self::Stage => "stage",
            Self::DataPolicy(_) => "data-policy",
            Self::Text(_) => "text",
            Self::Bank(fault) => fault.code(),
            Self::BankLink => "bank-link",
            Self::Standing => "standing",
        }
    }
}

impl From<record::sequencer::SubmitError> for AppError {
    fn from(error: record::sequencer::SubmitError) -> Self {
        use record::sequencer::SubmitError;
        match error {
            SubmitError::Rejected(rejection) => Self::Rejected(rejection),
            SubmitError::Busy => Self::Busy,
            SubmitError::TooLarge { .. } => Self::Malformed(DecodeFault::TooLarge),
            other @ (SubmitError::OtherNode | SubmitError::Rounds(_) | SubmitError::Stopped(_)) => {
                Self::Record(other)
            }
        }
    }
}

impl From<record::sequencer::Stopped> for AppError {
    fn from(stopped: record::sequencer::Stopped) -> Self {
        Self::Record(record::sequencer::SubmitError::Stopped(stopped))
    }
}
