//! Measures how a node of many members starts again: `restart MEMBERS`.
//!
//! Makes members as a network of half a year has them, with a key, three vouches and shares of 26
//! rounds, writes the snapshot as a node does, and loads it again three times; the quickest counts.
//! Prints lines of `name value`: milliseconds by the clock, bytes.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use ledger::State;
use ledger::charter::{Charter, Template};
use ledger::ids::{EntryIndex, MemberNumber, MicroShares, RoundNumber};
use ledger::key::PublicKey;
use ledger::member::{Grant, Member, Vouch};
use record::disk::RealDisk;
use record::snapshot::Snapshots;

/// Rounds in which each member earned.
const ROUNDS: u32 = 26;
/// How often the snapshot is loaded.
const TIMES: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let count: u32 = std::env::args()
        .nth(1)
        .ok_or("how many members?")?
        .parse()?;
    let state = grown(count);
    let entries = state.entries.0;
    let bytes = state.to_bytes();
    drop(state);
    println!("state-bytes-each {}", bytes.len() / usize::try_from(count)?);
    let folder = tempfile::tempdir()?;
    let snapshots = Snapshots::new(Arc::new(RealDisk), folder.path());
    let clock = Instant::now();
    snapshots.save(entries, &bytes)?;
    println!("save-ms {}", clock.elapsed().as_millis());
    drop(bytes);
    let mut quickest = u128::MAX;
    for _ in 0..TIMES {
        let clock = Instant::now();
        let loaded = snapshots.load_newest(entries)?;
        quickest = quickest.min(clock.elapsed().as_millis());
        let (_, state) = loaded.newest.ok_or("the snapshot is not sound")?;
        if state.members.len() != usize::try_from(count)? {
            return Err("members are missing".into());
        }
    }
    println!("load-ms {quickest}");
    Ok(())
}

fn grown(count: u32) -> State {
    let mut state = State::empty();
    state.charter = Charter::of(Template::Network);
    state.entries = EntryIndex(1);
    state.round = RoundNumber(ROUNDS);
    for number in 1..=count {
        let mut point = [4; 65];
        point[1..5].copy_from_slice(&number.to_be_bytes());
        let key = PublicKey::P256 {
            point,
            rp_id: "meent.example".to_owned(),
        };
        let mut member = Member::joined(key.clone(), false, 0);
        for step in 1..=3_u32 {
            let to = MemberNumber(number.wrapping_mul(step).wrapping_mul(7_919) % count + 1);
            let round = RoundNumber(1);
            member.vouches.push(Vouch { to, round });
            member.vouched_by.push(to);
        }
        let rounds = (0..ROUNDS).map(RoundNumber);
        member.grants.extend(rounds.map(|round| Grant {
            round,
            amount: MicroShares(1_000_000),
        }));
        state.key_owners.insert(key, MemberNumber(number));
        state.members.push(member);
    }
    state
}
