//! Files that nobody wrote: a bounded smoke of the fuzz target `ballots_read`.

use ballots::rctab::RulesConfig;
use ballots::{Format, read, read_conversation};
use ledger::count::{approval, equal_shares, greedy, runoff, schulze, stv};
use proptest::prelude::*;

/// A sound file of each format.
const SOUND: [&str; 7] = [
    "# TITLE: t\n# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: A\n4: 1,{2,3}\n2: 3,1\n",
    "3\n1,A\n2,B\n3,C\n5,5,2\n3,1,2,3\n2,{1,3},2\n",
    "3 2\n-2\n5 1 2 0\n3 3=1 - 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n",
    "3,2,\n5,1,2,\n4,3,\n\"Candidate 1\",\"A\",\"P\",\n\"Candidate 2\",\"B\",\"Q\",\n\"Ward\",\n",
    "count,choice1,choice2\n5,A,B\n3,B,undervote\n2,UWI,overvote\n",
    "# option 1: A: a\n# option 2: B: b\nV: 12\nV: -1\nV: 11\n",
    "META\nkey;value\nbudget;100.5\nvote_type;cumulative\nPROJECTS\nproject_id;cost;selected\n1;40;1\n\"2\";80;0\nVOTES\nvoter_id;vote;points\n7;1,2;3,4\n8;2;1\n",
];
const POLIS: &str = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,0,0,2,1,1,1,-1\n2,,0,1,0,0,0,\n";

/// A small generator that prints its seed by being one (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }
}

/// Whatever it is, it is read or refused by name, and what is read can be counted by every rule.
fn survive(bytes: &[u8], format: Option<Format>) {
    if let Ok(conversation) = read_conversation(bytes) {
        let _ = conversation.opinions.map(&[0; 32]);
    }
    let Ok(election) = read(bytes, format, None) else {
        return;
    };
    let lines = bytes.iter().filter(|it| **it == b'\n').count() as u64 + 1;
    for row in election.bad_rows.rows() {
        assert!(
            (1..=lines + 1).contains(&row.line),
            "{row:?} of {lines} lines"
        );
    }
    assert_eq!(
        election.candidates.len(),
        usize::from(election.ballots.candidates())
    );
    if election.candidates.len() > 40 {
        return;
    }
    let ballots = &election.ballots;
    let _ = schulze::count(ballots, 1);
    let _ = runoff::count(ballots, &election.rules, &election.lot);
    let _ = approval::count(ballots, 3);
    for rules in [stv::Rules::Commons, stv::Rules::Scottish] {
        let _ = stv::count(ballots, election.seats.unwrap_or(1), rules, &election.lot);
    }
    if let Some(vote) = &election.budget {
        let limit = vote.budget.limit();
        assert!(equal_shares::count(&vote.budget, &election.lot).cost <= limit);
        assert!(greedy::count(&vote.budget, &election.lot).cost <= limit);
    }
}

#[test]
fn mutated_files_are_read_or_refused() {
    let seed = 0x6d65_656e_7402;
    let mut chance = Chance(seed);
    let alphabet = b"0123456789,;:-={}\"\n #VAx.";
    for round in 0..12_000 {
        let sound = SOUND[round % SOUND.len()];
        let mut bytes = if round % 9 == 8 { POLIS } else { sound }
            .as_bytes()
            .to_vec();
        for _ in 0..=chance.below(4) {
            let place = chance.below(bytes.len());
            match chance.below(6) {
                0 => bytes[place] = chance.next().to_le_bytes()[0],
                1 => bytes.truncate(place.max(1)),
                2 => bytes[place] = alphabet[chance.below(alphabet.len())],
                3 => bytes.insert(place, alphabet[chance.below(alphabet.len())]),
                4 => {
                    let copy = bytes[place..].to_vec();
                    bytes.extend_from_slice(&copy);
                }
                _ => drop(bytes.remove(place)),
            }
            if bytes.is_empty() {
                break;
            }
        }
        survive(&bytes, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), which in 0_usize..6) {
        survive(&bytes, Some(Format::ELECTIONS[which]));
        survive(&bytes, None);
        let _ = RulesConfig::parse(&String::from_utf8_lossy(&bytes));
    }
}
