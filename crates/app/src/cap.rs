//! The cap table: how many shares there are, whose kind they are, how they are spread. It names nobody.

use ledger::ids::{BasisPoints, MicroShares};
use ledger::investing::Units;

use crate::App;
use crate::error::Result;

mod package;

/// Where the bands of holders begin, in whole shares; the first begins above nothing.
const BANDS_FROM: [u64; 7] = [0, 1, 10, 100, 1_000, 10_000, 100_000];
/// With fewer holders the part of the largest tenth would be that of a few whom people know.
const TENTH_FROM: usize = 30;

/// Holders of about as many shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// From so many whole shares on; zero: more than nothing.
    pub from_shares: u64,
    /// Below so many; nothing for the last band.
    pub below_shares: Option<u64>,
    /// How many members.
    pub holders: u64,
}

/// The shares of the whole network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapTable {
    /// What is left to earn.
    pub pool: MicroShares,
    /// What is held.
    pub issued: MicroShares,
    /// Of it, what is vested.
    pub vested: MicroShares,
    /// What ever went back to the pool after findings of fraud.
    pub returned: MicroShares,
    /// Bought shares, which weigh nothing in a vote.
    pub bought: MicroShares,
    /// Units of investors, each counted as a share where economic rights are measured; none votes.
    pub units: Units,
    /// What investors have of all economic rights, in basis points, rounded up.
    pub units_bps: BasisPoints,
    /// How many hold units.
    pub investors: u64,
    /// Members who hold any.
    pub holders: u64,
    /// How they are spread.
    pub bands: Vec<Band>,
    /// What the largest tenth of holders has of what is held, in basis points; nothing while they are few.
    pub tenth_bps: Option<u32>,
    /// Settled rounds.
    pub rounds: u32,
}

impl App {
    /// Reads the cap table, for everyone.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn cap_table(&self) -> Result<CapTable> {
        Ok(self.record.read(|state| {
            let schedule = state.charter.schedule();
            let mut held: Vec<u64> = Vec::new();
            let (mut vested, mut bought) = (0_u64, 0_u64);
            for member in &state.members {
                vested = vested.saturating_add(member.vested(schedule, state.round).0);
                bought = bought.saturating_add(member.bought.0);
                let all = member.earned().0.saturating_add(member.bought.0);
                held.extend(Some(all).filter(|it| *it > 0));
            }
            held.sort_unstable();
            let units = state.investing.outstanding();
            CapTable {
                pool: state.pool,
                issued: state.issued,
                vested: MicroShares(vested),
                returned: state.work.returned,
                bought: MicroShares(bought),
                units,
                units_bps: crate::investing::rights(units, state.issued),
                investors: state.investing.held().len() as u64,
                holders: held.len() as u64,
                bands: bands(&held),
                tenth_bps: tenth(&held),
                rounds: state.settled.0,
            }
        })?)
    }
}

/// Counts the holders of each band; `held` ascends.
fn bands(held: &[u64]) -> Vec<Band> {
    let below = |shares: u64| {
        let micro = shares.saturating_mul(MicroShares::SHARE.0);
        held.partition_point(|it| *it < micro) as u64
    };
    let ends = BANDS_FROM.iter().skip(1).map(|it| Some(*it));
    BANDS_FROM
        .iter()
        .zip(ends.chain([None]))
        .map(|(from, end)| Band {
            from_shares: *from,
            below_shares: end,
            holders: end.map_or(held.len() as u64, below) - below(*from),
        })
        .collect()
}

/// What the largest tenth has, rounded down to one holder in ten; `held` ascends.
fn tenth(held: &[u64]) -> Option<u32> {
    if held.len() < TENTH_FROM {
        return None;
    }
    let sum = |of: &[u64]| of.iter().map(|it| u128::from(*it)).sum::<u128>();
    let largest = &held[held.len() - held.len() / 10..];
    u32::try_from(sum(largest) * 10_000 / sum(held).max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::{bands, tenth};

    /// Each holder stands in one band, at its exact edge in the one that begins there.
    #[test]
    fn every_holder_is_in_one_band() {
        let held = [
            1,
            999_999,
            1_000_000,
            9_999_999,
            10_000_000,
            250_000_000_000,
        ];
        let counted: Vec<u64> = bands(&held).iter().map(|it| it.holders).collect();
        assert_eq!(counted, [2, 2, 1, 0, 0, 0, 1]);
    }

    #[test]
    fn the_largest_tenth_is_said_of_many_only() {
        let mut held = vec![1; 29];
        assert_eq!(tenth(&held), None);
        held.push(71);
        // Three of thirty: 73 of 100.
        assert_eq!(tenth(&held), Some(7_300));
    }
}
