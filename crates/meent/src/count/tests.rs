//! What the command says, as JSON and to a person.

use serde_json::json;

use super::{Counted, Rule, account, count, json as shape};

const WARD: &str = "3,2,\n6,1,2,\n3,2,\n2,3,\n\"Candidate 1\",\"Ada\",\"A\",\n\"Candidate 2\",\"Bob\",\"B\",\n\"Candidate 3\",\"Cleo\",\"C\",\n\"The ward\",\n";
const BUDGET: &str = "META\nkey;value\ndescription;Drawn\nbudget;100.50\ncurrency;EUR\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n\
                      x1;50;A tree\nx2;50.5;A bench\nx3;60;A lamp\nVOTES\nvoter_id;vote\n1;x1\n2;x1\n3;x2\n4;x2,x3\n";

fn with<T>(text: &str, rule: Rule, seats: Option<u16>, tell: impl FnOnce(&Counted<'_>) -> T) -> T {
    let election = ballots::read(text.as_bytes(), None, None).expect("an election");
    let counted = count(&election, rule, seats).expect("a count");
    tell(&counted)
}

/// The shape is a promise to programs of others.
#[test]
fn a_count_has_the_shape_that_was_promised() {
    let found = with(WARD, Rule::StvScottish, None, shape::report);
    let expected = json!({
        "rule": "stv-scottish",
        "seats": 2,
        "ballots": 11,
        "winners": ["Ada", "Bob"],
        "order": [["Ada"], ["Bob"], ["Cleo"]],
        "rounds": [
            { "tally": { "Ada": "6", "Bob": "3", "Cleo": "2" }, "elected": ["Ada"], "eliminated": [] },
            { "tally": { "Ada": "4", "Bob": "4.99998", "Cleo": "2" }, "elected": ["Bob"], "eliminated": [] },
        ],
        "cost": null,
    });
    assert_eq!(found, expected);
    let found = with(BUDGET, Rule::EqualShares, None, shape::report);
    assert_eq!(found["winners"], json!(["x1", "x2"]));
    assert_eq!(found["cost"], json!(100.5));
    assert_eq!(found["seats"], json!(null));
    let found = with(BUDGET, Rule::Greedy, None, shape::report);
    assert_eq!(found["winners"], json!(["x1", "x2"]));
    assert_eq!(found["cost"], json!(100.5));
    let found = with(WARD, Rule::Schulze, Some(1), shape::report);
    assert_eq!(found["order"], json!([["Ada"], ["Bob"], ["Cleo"]]));
    let seats = with(WARD, Rule::Irv, None, |it| it.seats);
    assert_eq!(seats, Some(1));
}

#[test]
fn a_person_can_follow_the_rounds() {
    let said = with(WARD, Rule::StvScottish, None, account::report);
    let expected = "\
The ward
stv-scottish: 11 ballots, 3 candidates, 2 seats
quota: 4 votes

Round 1
                 6                  Ada
                 3                  Bob
                 2                  Cleo
  Elected: Ada
  2 votes above the quota of Ada are passed on

Round 2
           4.99998        +1.99998  Bob
                 4              -2  Ada
                 2                  Cleo
           0.00002  lost by cutting off decimals
  Elected: Bob

Elected: Ada, Bob
";
    assert_eq!(said, expected);
    let said = with(BUDGET, Rule::Greedy, None, account::report);
    assert!(said.contains("a budget of 100.5 EUR"), "{said}");
    assert!(said.contains("Tie: x1, x2; x1 is taken by lot"), "{said}");
    assert!(said.contains("  3. not    x3  60  A lamp"), "{said}");
    assert!(
        said.contains("Funded: 2 projects for 100.5 of 100.5 EUR"),
        "{said}"
    );
}

#[test]
fn a_rule_that_does_not_fit_the_file_is_refused() {
    let election = ballots::read(WARD.as_bytes(), None, None).expect("an election");
    let refused = count(&election, Rule::EqualShares, None)
        .err()
        .map(|it| it.to_string());
    assert_eq!(
        refused.as_deref(),
        Some("equal-shares needs projects with costs")
    );
    assert!(count(&election, Rule::Irv, Some(2)).is_err());
    assert!(count(&election, Rule::Stv, Some(9)).is_err());
}

#[test]
fn amounts_are_written_without_zeros_at_the_end() {
    for (units, decimals, said) in [
        (0, 0, "0"),
        (5, 2, "0.05"),
        (1_250, 2, "12.5"),
        (4_200, 2, "42"),
        (7, 0, "7"),
    ] {
        assert_eq!(account::money(units, decimals), said);
    }
    assert_eq!(account::decimal(123_450_000, 1_000_000), "123.45");
}
