use super::*;

fn table() -> CapTable {
    CapTable {
        name: "Lumen \"& friends\"".to_owned(),
        network: "ab".repeat(32),
        founded_ms: 1_800_000_000_000,
        at_ms: 1_802_419_200_000,
        authorized: MicroShares(700_000_000_000_000),
        holders: vec![
            Holder {
                member: MemberNumber(1),
                vested: MicroShares(12_400_000),
                vesting: vec![
                    (1_803_024_000_000, MicroShares(1)),
                    (1_803_628_800_000, MicroShares(7_600_000)),
                ],
                bought: MicroShares(0),
            },
            Holder {
                member: MemberNumber(7),
                vested: MicroShares(0),
                vesting: Vec::new(),
                bought: MicroShares(2_000_000),
            },
        ],
        units: vec![UnitClass {
            offer: ProposalId(4),
            price: Money(1_005),
            offered: Units(1_000),
            return_cap: BasisPoints(25_000),
            issued_ms: 1_801_209_600_000,
            holders: vec![(MemberNumber(7), Units(120)), (MemberNumber(9), Units(80))],
        }],
    }
}

/// The files that `cargo xtask cap-table` has the format's own package read.
#[test]
fn the_package_is_the_one_that_was_read_by_the_formats_package() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/ocf");
    let table = table();
    let files = files(&table);
    let named: Vec<(File, String)> = files
        .iter()
        .map(|it| (it.clone(), format!("{:032x}", it.text.len())))
        .collect();
    let manifest = ("Manifest.ocf.json", manifest(&table, &named));
    let texts = files.iter().map(|it| (it.name, it.text.clone()));
    let mut other = Vec::new();
    for (name, text) in texts.chain([manifest]) {
        let kept = std::fs::read_to_string(format!("{folder}/{name}")).unwrap_or_default();
        if kept != text {
            let made = std::env::temp_dir().join(name);
            std::fs::write(&made, &text).expect("the file can be written");
            other.push(made);
        }
    }
    assert!(
        other.is_empty(),
        "{folder} is not what the code makes: look at {other:?}"
    );
}

#[test]
fn nobody_is_named_and_nothing_is_said_twice() {
    let all: String = files(&table()).into_iter().map(|it| it.text).collect();
    assert_eq!(all.matches("TX_STOCK_ISSUANCE").count(), 5);
    assert_eq!(all.matches("\"legal_name\": \"Member ").count(), 3);
    assert!(all.contains("\"quantity\": \"7.600001\""), "{all}");
    assert_eq!(quoted("a\"b\\c\u{1}é"), "\"a\\\"b\\\\c\\u0001é\"");
    assert_eq!(second(1_800_000_061_000), "2027-01-15T08:01:01Z");
}
