//! A certificate of shares: what the record credited to one member, to be checked without its node.
//!
//! It carries the founding, each settlement that credited something with the result that it names, and
//! how all of them lead to one signed checkpoint. The network's id is the hash of its founding, and the
//! founding names the node's key: so whoever knows the id needs nothing else. A certificate shows what
//! was credited; that nothing went back to the pool or to others since, only a replay of the record shows.

use ledger::entry::{Act, Entry};
use ledger::ids::{Digest, EntryIndex, MemberNumber, MicroShares, NetworkId, RoundNumber};
use ledger::operation::Body;
use ledger::round::RoundResult;

use crate::checkpoint::{Checkpoint, CheckpointFault, origin_of};
use crate::tree::{ProofFault, leaf_hash, verify_inclusion};

/// An entry with the way to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its place.
    pub index: EntryIndex,
    /// Its canonical bytes.
    pub entry: Vec<u8>,
    /// From the leaf to the root, the sibling at the leaf first.
    pub hashes: Vec<Digest>,
}

/// What one round credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The settlement.
    pub shown: Shown,
    /// Canonical bytes of the result whose digest it names.
    pub result: Vec<u8>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Of which network.
    pub network: NetworkId,
    /// Whose.
    pub member: MemberNumber,
    /// The signed checkpoint that everything leads to.
    pub checkpoint: String,
    /// The founding.
    pub founding: Shown,
    /// What was credited, by round.
    pub credits: Vec<Credit>,
}

/// What a sound certificate shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The network's name.
    pub name: String,
    /// Entries of the record that the checkpoint counts.
    pub size: u64,
    /// What each round credited, in order.
    pub credits: Vec<(RoundNumber, MicroShares)>,
    /// The sum.
    pub total: MicroShares,
}

/// Why a certificate shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// The first entry is not the founding that the network's id is the hash of.
    #[error("the founding is not that of this network")]
    Founding,
    /// The checkpoint.
    #[error("the checkpoint is not sound")]
    Checkpoint(#[source] CheckpointFault),
    /// An entry does not lead to the checkpoint.
    #[error("entry {0} is not on the record")]
    NotIncluded(u64, #[source] ProofFault),
    /// An entry settles nothing, or its result is another one.
    #[error("entry {0} does not settle the result beside it")]
    NotSettled(u64),
    /// A result gives the member nothing, or a round stands twice or out of order.
    #[error("entry {0} credits nothing that was not said before")]
    NotCredited(u64),
}

impl Certificate {
    /// Checks everything that can be checked without the record.
    ///
    /// # Errors
    ///
    /// The first [`CertificateFault`].
    pub fn check(&self) -> Result<Certified, CertificateFault> {
        let (name, node) = self.founder()?;
        let origin = origin_of(self.network);
        let checkpoint = Checkpoint::open(self.checkpoint.as_bytes(), &origin, &node)
            .map_err(CertificateFault::Checkpoint)?;
        self.founding.lead_to(&checkpoint)?;
        let mut credits: Vec<(RoundNumber, MicroShares)> = Vec::new();
        let mut total = 0_u64;
        for credit in &self.credits {
            credit.shown.lead_to(&checkpoint)?;
            let (round, amount) = credit.amount(self.member)?;
            let not_credited = CertificateFault::NotCredited(credit.shown.index.0);
            if credits.last().is_some_and(|(last, _)| *last >= round) {
                return Err(not_credited);
            }
            total = total.checked_add(amount.0).ok_or(not_credited)?;
            credits.push((round, amount));
        }
        Ok(Certified {
            name,
            size: checkpoint.size,
            credits,
            total: MicroShares(total),
        })
    }

    /// The network's name and the node's key, as its founding says.
    fn founder(&self) -> Result<(String, [u8; 32]), CertificateFault> {
        let entry = Entry::from_bytes(&self.founding.entry);
        let entry = entry.map_err(|_| CertificateFault::Founding)?;
        let Act::Operation(signed) = entry.act else {
            return Err(CertificateFault::Founding);
        };
        let id = NetworkId(signed.operation.signing_hash().0);
        match signed.operation.body {
            Body::Found(founding) if id == self.network && entry.index == EntryIndex(0) => {
                Ok((founding.name, founding.node))
            }
            _ => Err(CertificateFault::Founding),
        }
    }
}

impl Shown {
    fn lead_to(&self, checkpoint: &Checkpoint) -> Result<(), CertificateFault> {
        let leaf = leaf_hash(&self.entry);
        verify_inclusion(
            leaf,
            self.index.0,
            checkpoint.size,
            &self.hashes,
            checkpoint.root,
        )
        .map_err(|fault| CertificateFault::NotIncluded(self.index.0, fault))
    }
}

impl Credit {
    /// What the settlement gave `member`.
    fn amount(&self, member: MemberNumber) -> Result<(RoundNumber, MicroShares), CertificateFault> {
        let at = self.shown.index.0;
        let entry = Entry::from_bytes(&self.shown.entry).ok();
        let settled = entry.and_then(|it| match it.act {
            Act::SettleRound { round, result, .. } => Some((round, result)),
            Act::Operation(_) | Act::Tick => None,
        });
        let (round, digest) = settled.ok_or(CertificateFault::NotSettled(at))?;
        let result = RoundResult::from_bytes(&self.result)
            .filter(|it| it.round == round && it.digest() == digest)
            .ok_or(CertificateFault::NotSettled(at))?;
        let mut earned = result.earned.iter();
        let found = earned.find(|(earner, _)| *earner == member);
        let (_, amount) = found.ok_or(CertificateFault::NotCredited(at))?;
        Ok((round, *amount))
    }
}
