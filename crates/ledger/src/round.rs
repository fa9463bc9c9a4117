//! The round file: everything that a round's earnings follow from, and nothing else.
//!
//! When a round closes its inputs freeze into one file whose digest goes on the record. The file
//! is complete in itself, so that `score` is a pure function of it and anybody can compute again
//! who earned what. It names nobody: member numbers, salted digests of works, amounts.
//!
//! *Invariant:* file N's history is a pure function of file N − 1 ([`RoundFile::advance`]).
//! Normative page: `docs/protocol/round-file.md`. Compression is the business of whoever stores it.

mod check;
#[cfg(test)]
pub(crate) mod draft;
mod later;
mod parts;
mod reaction;
mod result;
mod review;
mod ties;

pub use check::RoundFault;
pub use later::{
    LATER_ROUNDS_MAX, LATER_SHARE_MAX, Later, LaterPart, LaterRules, SetAside, USED_ROUNDS,
};
pub use parts::{Count, Due, PartRules, Parts};
pub use reaction::{Reaction, split_credits};
pub use result::{LaterResult, RoundResult};
pub use review::{Comparison, KNOWN_MAX, Known, PAIRS_MAX, Preference, Quality, Reviews};
pub use ties::{Run, Tie, Ties};

use crate::charter::Earning;
use crate::ids::{
    BasisPoints, Digest, MemberNumber, MicroShares, MilliCredits, NetworkId, RoundNumber,
};
use borsh::{BorshDeserialize, BorshSerialize};
use sha2::{Digest as _, Sha256};

/// The version byte of a round file that gives nothing beside content, and knows no rules for it.
pub const VERSION: u8 = 1;
/// The version byte of a round file with parts beside content, which stand at its end.
pub const VERSION_WITH_PARTS: u8 = 2;
/// The version byte of a round file of a network in which part of content waits; that stands behind the rest.
pub const VERSION_WITH_LATER: u8 = 3;
/// Weight of a member's endorsement where there is no trust cut; associates weigh half.
pub const WEIGHT_MEMBER: u32 = 65_536;
/// Weight of an associate's endorsement where there is no trust cut.
pub const WEIGHT_ASSOCIATE: u32 = 32_768;
/// Rounds that the history remembers.
pub const HISTORY_ROUNDS: u32 = 12;
/// The mask of a pair that endorsed in each of those rounds.
pub const HISTORY_MASK: u16 = 0x0fff;
/// Highest member number a file may speak of. It bounds what a reader has to reserve.
pub const JOINED_MAX: u32 = 1 << 28;

/// The charter's parameters that a round's earnings depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct EarningRules {
    /// How the issuance is shared out.
    pub method: Earning,
    /// A round issues at most this part of what is left of the pool (400).
    pub issuance_divisor: u32,
    /// A round issues at most this much per member with an accepted contribution (500 shares).
    pub quota_per_active: MicroShares,
    /// Part of the issuance that goes to content (5,500 bp); the method [`Earning::Equal`] knows no parts.
    pub content_share: BasisPoints,
}

/// Weight of one member's endorsements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Weight {
    /// Whose.
    pub member: MemberNumber,
    /// 1 to 65,536.
    pub weight: u32,
}

/// A published work of the round, or an older one that was endorsed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct WorkRow {
    /// Who made it.
    pub author: MemberNumber,
    /// Salted digest of its id: erasing the salt elsewhere erases the link.
    pub digest: [u8; 16],
}

/// Place of a work in [`RoundFile::works`], from 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct WorkIndex(pub u32);

/// The cluster that a member belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct ClusterRow {
    /// Who.
    pub member: MemberNumber,
    /// Where.
    pub label: ClusterLabel,
}

/// Name of a cluster: the number of the member whose label won. Zero is the common cluster of
/// everybody who has no label yet, so that newcomers never count as independent of one another.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct ClusterLabel(pub u32);

/// One row of the endorsements, with the author that its work has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endorsement {
    /// Who appreciates.
    pub endorser: MemberNumber,
    /// Whom.
    pub author: MemberNumber,
    /// For what.
    pub work: WorkIndex,
    /// How much: 1 to 10,000 thousandths of a credit.
    pub credits: MilliCredits,
}

/// The inputs of one round's earnings. The order of the fields is the order of the bytes.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RoundFile {
    /// The network.
    pub network: NetworkId,
    /// Which round.
    pub round: RoundNumber,
    /// Parameters in force when it closed.
    pub rules: EarningRules,
    /// What was left of the contribution pool.
    pub remaining: MicroShares,
    /// People of standing member at the close: the n of GOVERNANCE §6.
    pub members: u32,
    /// The highest member number given out at the close.
    pub joined: MemberNumber,
    /// Who may endorse, and with what weight; ascending.
    pub weights: Vec<Weight>,
    /// Who may earn; ascending.
    pub earners: Vec<MemberNumber>,
    /// Works, ascending by author and digest.
    pub works: Vec<WorkRow>,
    /// From endorsers to places in `works`; the value is thousandths of a credit.
    pub endorsements: Ties,
    /// From endorsers to authors over the last 12 rounds; bit k of the value: endorsed k + 1 rounds ago.
    pub history: Ties,
    /// Clusters as last computed; ascending by member.
    pub clusters: Vec<ClusterRow>,
    /// What is given beside content; written only where there is any rule or row of it.
    #[borsh(skip)]
    pub parts: Parts,
    /// Blind review; written behind the parts, if there are any of either.
    #[borsh(skip)]
    pub reviews: Reviews,
    /// What of content waits, and what of earlier rounds is shared out now; written last, if there is any of it.
    #[borsh(skip)]
    pub later: Later,
}

impl RoundFile {
    /// Writes the canonical bytes: the version byte, borsh, and the parts if there are any.
    ///
    /// # Errors
    ///
    /// What `writer` says.
    pub fn write<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
        let version = self.version();
        writer.write_all(&[version])?;
        self.serialize(writer)?;
        if version >= VERSION_WITH_PARTS {
            self.parts.serialize(writer)?;
            self.reviews.serialize(writer)?;
        }
        if version >= VERSION_WITH_LATER {
            self.later.serialize(writer)?;
        }
        Ok(())
    }

    /// A file has one encoding: that of the least version that holds it.
    fn version(&self) -> u8 {
        if self.later != Later::default() {
            VERSION_WITH_LATER
        } else if self.parts != Parts::default() || self.reviews != Reviews::default() {
            VERSION_WITH_PARTS
        } else {
            VERSION
        }
    }

    /// Returns the canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail; an empty answer would be refused by every reader.
        if self.write(&mut bytes).is_err() {
            bytes.clear();
        }
        bytes
    }

    /// Reads canonical bytes and checks every rule of the file.
    ///
    /// # Errors
    ///
    /// [`RoundFault::Unreadable`] if `reader` fails, ends early or goes on after the end,
    /// [`RoundFault::UnknownVersion`], or the first rule broken.
    pub fn read<R: borsh::io::Read>(reader: &mut R) -> Result<Self, RoundFault> {
        let version = u8::deserialize_reader(reader).map_err(|_| RoundFault::Unreadable)?;
        if !(VERSION..=VERSION_WITH_LATER).contains(&version) {
            return Err(RoundFault::UnknownVersion(version));
        }
        let mut file = Self::deserialize_reader(reader).map_err(|_| RoundFault::Unreadable)?;
        if version >= VERSION_WITH_PARTS {
            file.parts = Parts::deserialize_reader(reader).map_err(|_| RoundFault::Unreadable)?;
            file.reviews =
                Reviews::deserialize_reader(reader).map_err(|_| RoundFault::Unreadable)?;
        }
        if version >= VERSION_WITH_LATER {
            file.later = Later::deserialize_reader(reader).map_err(|_| RoundFault::Unreadable)?;
        }
        if version != file.version() {
            return Err(RoundFault::Unreadable);
        }
        let mut after = [0];
        if reader
            .read(&mut after)
            .map_err(|_| RoundFault::Unreadable)?
            != 0
        {
            return Err(RoundFault::Unreadable);
        }
        file.check()?;
        Ok(file)
    }

    /// Reads canonical bytes that are in memory already.
    ///
    /// # Errors
    ///
    /// As [`RoundFile::read`].
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, RoundFault> {
        Self::read(&mut bytes)
    }

    /// Returns SHA-256 of the canonical bytes, without holding them.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut hasher = HashWriter(Sha256::new());
        // A hash takes any number of bytes without an error.
        let _ = self.write(&mut hasher);
        Digest(hasher.0.finalize().into())
    }

    /// Returns the endorsements as rows, in the file's order.
    pub fn endorsements(&self) -> impl Iterator<Item = Endorsement> {
        self.endorsements.iter().filter_map(|tie| {
            let work = self.works.get(place(tie.to))?;
            Some(Endorsement {
                endorser: tie.from,
                author: work.author,
                work: WorkIndex(tie.to),
                credits: MilliCredits(u32::from(tie.value)),
            })
        })
    }

    /// Returns the place of a work among [`RoundFile::works`].
    #[must_use]
    pub fn find_work(&self, work: &WorkRow) -> Option<WorkIndex> {
        let at = self.works.binary_search(work).ok()?;
        u32::try_from(at).ok().map(WorkIndex)
    }

    /// Returns who took part: everybody with a work, an endorsement or a part in the file, ascending.
    #[must_use]
    pub fn active(&self) -> Vec<MemberNumber> {
        let mut active = Vec::new();
        let mut endorsers = self.endorsements.runs().map(|run| run.from).peekable();
        let mut authors = self.works.iter().map(|work| work.author).peekable();
        let mut beside = self.parts.members();
        let reviewers = self.reviews.known.iter().map(|it| it.reviewer);
        beside.extend(reviewers.chain(self.reviews.compared.iter().map(|it| it.reviewer)));
        beside.sort_unstable();
        let mut beside = beside.iter().copied().peekable();
        // All ascend, so the next of the three that is new is the next of all.
        while let Some(next) = [endorsers.peek(), authors.peek(), beside.peek()]
            .into_iter()
            .flatten()
            .min()
            .copied()
        {
            active.push(next);
            while endorsers.next_if_eq(&next).is_some() {}
            while authors.next_if_eq(&next).is_some() {}
            while beside.next_if_eq(&next).is_some() {}
        }
        active
    }

    /// Returns the history of the round after this one: every mask one round older, with this
    /// round's endorsements as its lowest bit. Pairs that did not meet for 12 rounds drop out.
    #[must_use]
    pub fn advance(&self) -> Ties {
        let mut next = Ties::new();
        let mut rows = Vec::new();
        let mut past = self.history.runs().peekable();
        let mut now = self.endorsements.runs().peekable();
        loop {
            let from = match (past.peek(), now.peek()) {
                (None, None) => return next,
                (Some(run), None) | (None, Some(run)) => run.from,
                (Some(a), Some(b)) => a.from.min(b.from),
            };
            rows.clear();
            if let Some(run) = past.next_if(|run| run.from == from) {
                rows.extend(
                    run.rows()
                        .map(|(author, mask)| (author, (mask << 1) & HISTORY_MASK)),
                );
            }
            if let Some(run) = now.next_if(|run| run.from == from) {
                let authors = run
                    .rows()
                    .filter_map(|(work, _)| self.works.get(place(work)));
                rows.extend(authors.map(|work| (work.author.0, 1)));
            }
            rows.sort_unstable();
            for pair in rows.chunk_by(|a, b| a.0 == b.0) {
                let mask = pair.iter().fold(0, |mask, row| mask | row.1);
                if let Some((author, _)) = pair.first().filter(|_| mask != 0) {
                    // Ascending by construction, so the row is never refused.
                    let _ = next.push(Tie {
                        from,
                        to: *author,
                        value: mask,
                    });
                }
            }
        }
    }
}

/// Widens a file's index to a place in memory. No supported machine has narrower places.
pub(crate) fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// Feeds what is written to a hash.
struct HashWriter(Sha256);

impl borsh::io::Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> borsh::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> borsh::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
