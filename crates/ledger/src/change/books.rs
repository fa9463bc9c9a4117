//! What can happen in the books of the commons.

use crate::books::{MoneyAttestation, Stream, Surplus, Transfer, VoidReason, Year};
use crate::ids::{MemberNumber, Money, ProposalId, Quarter, TransferId};

/// One fact of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BooksChange {
    /// A transfer was recorded in the books.
    Transferred {
        /// As it begins.
        transfer: Box<Transfer>,
    },
    /// A stream began.
    StreamBegun {
        /// The stream.
        stream: Stream,
    },
    /// A stream ended.
    StreamEnded {
        /// The decision that began it.
        stream: ProposalId,
        /// The decision that ended it.
        proposal: ProposalId,
    },
    /// The surplus of a year was divided; its transfers are recorded apart.
    SurplusDivided {
        /// How.
        surplus: Box<Surplus>,
    },
    /// It was named who could not be paid their part.
    UnpaidNamed {
        /// Of which year.
        year: Year,
        /// Who, ascending.
        members: Vec<MemberNumber>,
    },
    /// What could not be paid of a surplus is owed to nobody any more; its transfer into the pool is
    /// recorded apart.
    BackToPool {
        /// Of which year.
        year: Year,
        /// Minor units.
        amount: Money,
    },
    /// A payment that was decided may be made.
    PaymentReleased {
        /// Which.
        transfer: TransferId,
        /// In which quarter it counts.
        quarter: Quarter,
        /// Until when, in milliseconds.
        until_ms: u64,
    },
    /// Somebody in office says that a payment was made.
    TransferAttested {
        /// Which.
        transfer: TransferId,
        /// What was said.
        attestation: MoneyAttestation,
    },
    /// What was said about a payment counts no more; it waits to be made.
    AttestationDropped {
        /// Which.
        transfer: TransferId,
        /// Why.
        why: VoidReason,
    },
    /// A second person confirmed.
    TransferCaptured {
        /// Which.
        transfer: TransferId,
        /// Who.
        by: MemberNumber,
    },
    /// A transfer will not happen.
    TransferVoided {
        /// Which.
        transfer: TransferId,
        /// Why.
        why: VoidReason,
    },
}
