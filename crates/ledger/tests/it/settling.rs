//! A round's file is held against the state, whether the file of the round before is there or not.

use ledger::Rejection;
use ledger::charter::{Charter, Template};
use ledger::ids::{MicroShares, NetworkId, RoundNumber};
use ledger::round::RoundFile;
use ledger::settlement::{Uses, assemble, check, check_alone};

use crate::script::Network;

/// A network of eleven after its first close, and the true file of that round.
fn closed() -> (Network, RoundFile) {
    let mut network = Network::found(Charter::of(Template::Cooperative));
    network.check("crowd 10\nwait 168");
    let file = assemble(&network.state, RoundNumber(0), None, Vec::new(), Vec::new());
    (network, file.expect("a small round"))
}

#[test]
fn a_true_file_fits_the_state() {
    let (network, file) = closed();
    assert_eq!(file.earners.len(), 11);
    assert_eq!(check(&network.state, None, &Uses::default(), &file), Ok(()));
    assert_eq!(check_alone(&network.state, &file), Ok(()));
}

/// What follows from the state is asked without the file before as well: the network, the rules,
/// the pool, who may endorse with what weight, who may earn.
#[test]
fn a_file_that_differs_from_the_state_is_refused_even_alone() {
    let (network, file) = closed();
    type Forge = fn(&mut RoundFile);
    let forgeries: [(&str, Forge); 8] = [
        ("network", |file| file.network = NetworkId([9; 32])),
        ("rules", |file| file.rules.issuance_divisor = 1),
        ("remaining", |file| {
            file.remaining = MicroShares(file.remaining.0 + 1);
        }),
        ("members", |file| file.members = 0),
        ("joined", |file| file.joined.0 += 1),
        ("weight", |file| file.weights[0].weight = 1),
        ("weights", |file| {
            file.weights.pop();
        }),
        ("earners", |file| {
            file.earners.pop();
        }),
    ];
    for (name, forge) in forgeries {
        let mut forged = file.clone();
        forge(&mut forged);
        let refused = Err(Rejection::RoundFileMismatch);
        assert_eq!(check_alone(&network.state, &forged), refused, "{name}");
        assert_eq!(
            check(&network.state, None, &Uses::default(), &forged),
            refused,
            "{name}"
        );
    }
}
