//! What happens between people who know each other, and what follows for their trust.

use crate::ids::MemberNumber;
use crate::trust::VouchAnswer;

/// One fact about trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustChange {
    /// Somebody said whether they know who vouched for them.
    VouchAnswered {
        /// Who vouched.
        from: MemberNumber,
        /// Who says so.
        to: MemberNumber,
        /// Whether.
        answer: VouchAnswer,
    },
}
