//! Round files (being written).
use crate::ids::{Digest, MemberNumber, MicroShares, RoundNumber};
/// What a round gave.
pub struct RoundResult {
    /// The round.
    pub round: RoundNumber,
    /// Who earned how much.
    pub earned: Vec<(MemberNumber, MicroShares)>,
    /// Who was active.
    pub active: Vec<MemberNumber>,
}
impl RoundResult {
    /// Digest.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::default()
    }
}
