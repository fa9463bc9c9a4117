//! The cap table as a package in Open Cap Format: one archive of a manifest and its files.

use domain::cap_table::{self, CapTable, File, Holder, UnitClass};
use ledger::State;
use ledger::ids::{MicroShares, ProposalId, RoundNumber};
use ledger::investing::{Offer, OfferStage};
use ledger::member::Member;
use ledger::vesting::Schedule;
use md5::{Digest as _, Md5};

use crate::App;
use crate::error::Result;

impl App {
    /// Makes the package of this moment, for everyone: a zip archive.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Record`].
    pub fn cap_table_package(&self) -> Result<Vec<u8>> {
        let table = self.record.read(table)?;
        let summed: Vec<(File, String)> = cap_table::files(&table)
            .into_iter()
            .map(|file| {
                let sum = hex::encode(Md5::digest(file.text.as_bytes()));
                (file, sum)
            })
            .collect();
        let manifest = cap_table::manifest(&table, &summed);
        let files = summed.iter().map(|(it, _)| (it.name, it.text.as_bytes()));
        let files: Vec<(&str, &[u8])> = [("Manifest.ocf.json", manifest.as_bytes())]
            .into_iter()
            .chain(files)
            .collect();
        Ok(archive(&files))
    }
}

fn table(state: &State) -> CapTable {
    let schedule = state.charter.schedule();
    let holders = state.numbered_members().map(|(member, person)| Holder {
        member,
        vested: person.vested(schedule, state.round),
        vesting: vesting(state, person, schedule),
        bought: person.bought,
    });
    CapTable {
        name: state.name.clone(),
        network: state.network.to_string(),
        founded_ms: state.founded_ms,
        at_ms: state.time_ms,
        authorized: state.charter.contribution_pool,
        holders: holders
            .filter(|it| it.vested.0 > 0 || it.bought.0 > 0 || !it.vesting.is_empty())
            .collect(),
        units: state
            .investing
            .offers
            .iter()
            .filter_map(|(id, it)| unit_class(*id, it))
            .collect(),
    }
}

fn unit_class(id: ProposalId, offer: &Offer) -> Option<UnitClass> {
    let OfferStage::Issued { at_ms } = offer.stage else {
        return None;
    };
    let held = offer.holdings.iter().filter(|it| it.1.units.0 > 0);
    Some(UnitClass {
        offer: id,
        price: offer.terms.price,
        offered: offer.terms.units,
        return_cap: offer.terms.rights.return_cap,
        issued_ms: at_ms,
        holders: held.map(|(member, it)| (*member, it.units)).collect(),
    })
}

/// What becomes theirs at the close of this round and of each one after it, if nothing more is earned.
fn vesting(state: &State, person: &Member, schedule: Schedule) -> Vec<(u64, MicroShares)> {
    let last = person.grants.iter().map(|it| schedule.matures(it.round));
    let last = last.max().unwrap_or(state.round);
    let mut before = person.vested(schedule, state.round);
    let mut parts = Vec::new();
    for round in state.round.0..last.0 {
        let then = person.vested(schedule, RoundNumber(round.saturating_add(1)));
        let part = then.0.saturating_sub(before.0);
        let closes = u64::from(round).saturating_add(1);
        let closes_ms = state.charter.round_ms().saturating_mul(closes);
        if part > 0 {
            parts.push((
                state.founded_ms.saturating_add(closes_ms),
                MicroShares(part),
            ));
        }
        before = then;
    }
    parts
}

/// Puts files into a zip archive as they are, not compressed: what reads the format reads that.
///
/// # Source
///
/// PKWARE, *.ZIP File Format Specification* (APPNOTE), 4.3: local headers, central directory, its end.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    const DATE_1980: u16 = 0x21;
    let size = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = size(bytes.len());
        let mut header = Vec::new();
        // Version 1.0, no flags, stored, no time of day.
        for word in [10_u16, 0, 0, 0, DATE_1980] {
            header.extend(word.to_le_bytes());
        }
        for word in [crc32fast::hash(text), size(text.len()), size(text.len())] {
            header.extend(word.to_le_bytes());
        }
        header.extend(u16::try_from(name.len()).unwrap_or(0).to_le_bytes());
        header.extend(0_u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(name.as_bytes());
        bytes.extend(*text);
        directory.extend(b"PK\x01\x02");
        directory.extend(10_u16.to_le_bytes());
        directory.extend(&header);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let starts = size(bytes.len());
    let length = size(directory.len());
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(starts.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::archive;

    /// Lengths and offsets as the specification counts them; `cargo xtask cap-table` reads a whole one.
    #[test]
    fn an_archive_finds_its_files() {
        let made = archive(&[("a", b"one"), ("bc", b"")]);
        // Two local headers of 30 bytes with names and texts, two entries of 46, an end of 22.
        assert_eq!(made.len(), 30 + 1 + 3 + 30 + 2 + 46 + 1 + 46 + 2 + 22);
        let at = |from: usize| made.get(from..from + 4).map(<[u8]>::to_vec);
        assert_eq!(at(0), Some(b"PK\x03\x04".to_vec()));
        assert_eq!(at(34), Some(b"PK\x03\x04".to_vec()));
        assert_eq!(at(66), Some(b"PK\x01\x02".to_vec()));
        assert_eq!(
            made.get(113 + 42..113 + 46),
            Some(&34_u32.to_le_bytes()[..])
        );
        let end = made.len() - 22;
        assert_eq!(at(end), Some(b"PK\x05\x06".to_vec()));
        assert_eq!(
            made.get(end + 16..end + 20),
            Some(&66_u32.to_le_bytes()[..])
        );
    }
}
