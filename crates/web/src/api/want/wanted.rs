//! What the application makes an operation of.

use app::Companion;
use app::founding::FoundingChoice;
use domain::ids::{ActionId, DeliberationId};
use ledger::delegation::Topic;
use ledger::ids::{JuryId, MicroShares};
use ledger::key::PublicKey;
use ledger::operation::{Body, Join};

use super::{ProjectWant, TypedWant, UnpaidWant};

/// What is to be signed and what goes with it.
pub enum Wanted {
    /// The founding.
    Founding {
        /// What was chosen.
        choice: FoundingChoice,
        /// The founder's key.
        founder: PublicKey,
        /// The founder.
        companion: Companion,
        /// The code of the node.
        code: String,
    },
    /// A newcomer's joining.
    Joining(Join, Companion),
    /// Delegates for a topic, by handle.
    Delegating(Topic, Vec<String>),
    /// Passes shares on, to whoever has this handle.
    Assigning(String, MicroShares),
    /// An investor names an observer by handle.
    Observing(String),
    /// Files a frozen draft of the visitor's.
    Filing(DeliberationId),
    /// Appeals against an act, with these words for the jury.
    Appealing(ActionId, String),
    /// Brings an act before a jury that may find fraud.
    Referring(ActionId),
    /// Submits a project to a call.
    Submitting(ProjectWant),
    /// Asks for a grant.
    Requesting(TypedWant),
    /// Names whose part of a surplus could not be paid.
    Naming(UnpaidWant),
    /// Opens what the visitor sealed on a jury.
    Opening(JuryId),
    /// Anything a member does.
    Act(Body, Option<Companion>),
}
