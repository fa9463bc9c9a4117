//! The lots of a trust cut (ADR-0023): drawn by the log's root, drawn again by whoever verifies, and
//! found where a node says that they fell on others.

use ledger::State;
use ledger::charter::Charter;
use ledger::ids::MemberNumber;
use ledger::operation::Body;
use ledger::trust::VouchAnswer;
use record::Sequencer;
use record::key::NodeKey;
use record::verify::Difference;

use crate::site::{Person, Site, TICK_MS, charter};
use crate::verify::verify_served;

/// Founding members, all of them verified; two are seeds, the others are audited.
const PEOPLE: u32 = 24;
/// Ticks of a quarter.
const QUARTER: u64 = 13 * 168;

fn rules() -> Charter {
    Charter {
        bootstrap_members: PEOPLE,
        vouches_needed: 1,
        associate_ticks: 0,
        active_rounds_needed: 0,
        vouches_open_max: 100,
        vouches_per_round: 100,
        trust_members: PEOPLE,
        trust_seeds_least: 2,
        trust_seeds_most: 2,
        ..charter()
    }
}

fn sign(sequencer: &Sequencer, person: &mut Person, body: Body) {
    let now_ms = sequencer.now_ms().unwrap();
    let bytes = person.operation(now_ms, body).to_bytes();
    sequencer.submit(bytes).wait().unwrap();
}

/// Twenty-four who know each other, after the first cut of their network.
fn ranked(site: &Site) -> Sequencer {
    let (sequencer, people) = site.found_under(rules());
    // The founder, who has number 1, vouches for nobody here.
    let mut members: Vec<Person> = (2..=u64::from(PEOPLE) + 1)
        .map(|seed| people.join(&sequencer, seed))
        .collect();
    let count = members.len();
    for step in [1, 2, 5, 9] {
        for from in 0..count {
            let to = (from + step) % count;
            let (giver, receiver) = (members[from].member, members[to].member);
            sign(&sequencer, &mut members[from], Body::Vouch(receiver));
            let answer = Body::AnswerVouch {
                from: giver,
                answer: VouchAnswer::Accepted,
            };
            sign(&sequencer, &mut members[to], answer);
        }
    }
    // The quarter closes, and a tick later the lot is known.
    for ticks in [QUARTER, 1] {
        site.advance(ticks * TICK_MS);
        sequencer.tick().wait().unwrap();
    }
    sequencer
}

/// Three lots: of seeds who stay, of others, and of those by whom the cut is measured.
#[test]
fn the_lots_of_a_trust_cut_are_drawn_again_by_whoever_verifies() {
    let site = Site::new();
    let sequencer = ranked(&site);
    let ranking = sequencer.read(|state| state.trust.ranking().cloned());
    let ranking = ranking.unwrap().expect("a cut");
    assert_eq!(ranking.seeds().len(), 2);
    assert!(ranking.cut.is_some(), "twenty or more were audited");
    let served = verify_served(&sequencer, |_, bytes| Some(bytes));
    assert!(served.difference.is_none(), "{served}");
    assert_eq!(served.draws, 3);
    sequencer.close();
    assert_eq!(site.verify_matches().draws, 3);

    // Whoever reads the receipt finds a place that the root did not choose.
    for receipt in [&ranking.fresh, &ranking.audited] {
        assert!(receipt.is_drawn_from_beacon());
        let mut tampered = receipt.clone();
        let part = &mut tampered.parts[0];
        part.drawn[0].place = (part.drawn[0].place + 1) % part.candidates;
        assert!(!tampered.is_drawn_from_beacon());
        let mut later = receipt.clone();
        later.draw.beacon.hash.0[0] ^= 1;
        assert!(!later.is_drawn_from_beacon());
    }
}

/// A node that makes somebody else a seed publishes a state that nobody else computes.
#[test]
fn a_seed_whom_the_lot_did_not_choose_is_found() {
    let site = Site::new();
    let sequencer = ranked(&site);
    let mut state: State = sequencer.read(State::clone).unwrap();
    sequencer.close();
    let published = sequencer.checkpoint().unwrap().checkpoint;
    assert_eq!(published.state.root, state.root(), "of the same moment");
    let ranking = state.trust.rankings.last_mut().expect("a cut");
    let seeds = ranking.seeds();
    let others = (1..=PEOPLE).map(MemberNumber);
    let other = others.into_iter().find(|it| !seeds.contains(it));
    ranking.fresh.parts[0].drawn[0].member = other.expect("twenty-four are more than two");
    let mut lie = published;
    lie.state.root = state.root();
    let key = NodeKey::load_or_create(&site.disk, &site.settings.node_key).unwrap();
    let path = site.record_dir().join("checkpoint");
    site.disk.put(&path, lie.sign(&key).as_bytes());
    let report = site.verify();
    assert!(
        matches!(report.difference, Some((_, Difference::StateRoot { .. }))),
        "{report}"
    );
}
