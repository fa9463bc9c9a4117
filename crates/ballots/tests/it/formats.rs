//! Each format in its smallest forms: what is read, and which row is bad and why.

use ballots::rctab::RulesConfig;
use ballots::{Election, FileFault, Format, read, read_conversation};
use ledger::count::{Candidate, greedy};

/// Reads a file of a format that is recognised, and tells it: seats, candidates, ballots, bad rows.
fn told(text: &str) -> String {
    told_with(text, None)
}

fn told_with(text: &str, rules: Option<&RulesConfig>) -> String {
    let election = match read(text.as_bytes(), None, rules) {
        Ok(election) => election,
        Err(fault) => return fault.to_string(),
    };
    let mut lines = vec![format!(
        "{} {:?} {}: {}",
        election.format,
        election.title,
        election
            .seats
            .map_or(String::from("?"), |it| it.to_string()),
        election.candidates.join(" | ")
    )];
    lines.extend(election.ballots.ballots().map(|(ranking, weight)| {
        let groups = ranking.groups().map(|it| names(&election, it));
        format!("{weight}: {}", groups.collect::<Vec<_>>().join(" > "))
    }));
    let bad = election.bad_rows.rows().iter();
    lines.extend(bad.map(|it| format!("line {}: {}", it.line, it.fault)));
    lines.join("\n")
}

fn names(election: &Election, candidates: &[Candidate]) -> String {
    let names: Vec<&str> = candidates.iter().map(|it| election.name(*it)).collect();
    names.join(" = ")
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected.join("\n"));
}

#[test]
fn preflib_orders_with_and_without_ties() {
    check(
        "# FILE NAME: x.toi\n# TITLE: Films\n# NUMBER ALTERNATIVES: 4\n# ALTERNATIVE NAME 1: One\n\
         # ALTERNATIVE NAME 2: Two, again\n# ALTERNATIVE NAME 3: Two, again\n\
         3: 1,{2,4},3\n2: 4\n1: {1,2\n1: 9\nx: 1\n1: 1,1\n1:\n",
        &[
            "preflib \"Films\" ?: One | Two, again | Two, again (2) | 4",
            "1: ",
            "3: One > Two, again = 4 > Two, again (2)",
            "2: 4",
            "line 9: the braces of a tie do not match",
            "line 10: there is no candidate 9",
            "line 11: `x` is not a whole number",
            "line 12: candidate 1 stands on it twice",
        ],
    );
}

#[test]
fn preflib_before_2022() {
    check(
        "3\n1,Ada\n2,Bob\n3,Cleo\n12,12,2\n7,1,2,3\n5,{1,3},2\n",
        &[
            "preflib \"\" ?: Ada | Bob | Cleo",
            "7: Ada > Bob > Cleo",
            "5: Ada = Cleo > Bob",
        ],
    );
    check(
        "3\n1,Ada\n",
        &["line 3: not a preflib file: the header ends too early"],
    );
}

#[test]
fn blt_with_withdrawn_candidates_ties_and_gaps() {
    check(
        "4 2 # a comment\n-3\n3 1 2=3 4 0\n2 - 3 1 0\n1 4\n1 x 0\n1 0\n0\n\"Ada\"\nBob\n\"Cleo \n\"Dan\"\n\"The title\"\n",
        &[
            "blt \"The title\" 2: Ada | Bob | Cleo | Dan",
            "1: ",
            "2: Ada",
            "3: Ada > Bob > Dan",
            "line 5: the ballot does not end with 0",
            "line 6: `x` is not a mark",
        ],
    );
    check(
        "2 1\n1 1 0\n",
        &["line 3: not a blt file: the ballots do not end with 0"],
    );
}

#[test]
fn scottish_wards_with_badly_quoted_titles() {
    check(
        "3,2,\n5,1,2,\n1,3,\n1,4,\n1,2,2,\n\"Candidate 1\",\"Ada\",\"Lab\",\n\"Candidate 2\",\"Bob, jr\",\"\",\n\
         \"Candidate 3\",\"Ada\",\"Ind\",\n\"\"Carse, Kinnaird and Tryst\"\",",
        &[
            "scot-elex \"Carse, Kinnaird and Tryst\" 2: Ada | Bob, jr | Ada (2)",
            "5: Ada > Bob, jr",
            "1: Ada (2)",
            "line 4: there is no candidate 4",
            "line 5: candidate 2 stands on it twice",
        ],
    );
}

/// Names without quotes, with the party in quotes of its own, and in Latin-1.
#[test]
fn names_as_careless_tools_write_them() {
    check(
        "2,1,\n5,1,2,\nCandidate 1,Ada,Lab,\nCandidate 2,Bob,Ind,\nThe ward\n",
        &["scot-elex \"The ward\" 1: Ada | Bob", "5: Ada > Bob"],
    );
    check(
        "2 1\n5 1 2 0\n0\n\"Ada\" \"Labour\"\n\"Bob \"Bobby\" B\n\"\"Title, quoted\"\"\n",
        &[
            "blt \"Title, quoted\" 1: Ada | Bob \"Bobby\" B",
            "5: Ada > Bob \"Bobby\" B",
        ],
    );
    let latin = b"2 1\n5 1 0\n0\n\"Ren\xe9e\"\nBob\n\"T\"\n";
    let election = read(latin.as_slice(), None, None).expect("an election");
    assert_eq!(election.candidates, ["Renée", "Bob"]);
}

#[test]
fn debian_sheets_of_either_kind() {
    check(
        "# Tally\n# option 1: A: Yes\n# option 2: FD: Further Discussion\nV: 12\nV: --\nV: 11 name\nV: 1\nV: 1?\n",
        &[
            "debian \"Tally\" ?: A | FD",
            "1: ",
            "1: A > FD",
            "1: A = FD",
            "line 7: 1 columns where 2 are needed",
            "line 8: `?` is not a mark",
        ],
    );
    check(
        "Votes\n   Option 1------->: Ada Lovelace\n /  Option 2------->: Bob\nV: 2A\n",
        &[
            "debian \"Votes\" ?: Ada Lovelace | Bob",
            "1: Ada Lovelace > Bob",
        ],
    );
}

#[test]
fn rctab_ends_a_ballot_where_its_rules_say() {
    let csv = "count,choice1,choice2,choice3\n5,Ada,undervote,Bob\n4,undervote,undervote,Bob\n3,Ada,overvote,Bob\n\
               2,UWI,Ada,Ada\n1,Cleo,Ada,Bob\nx,Ada,Ada,Ada\n1,Ada\n";
    let rules = RulesConfig::parse(
        r#"{"candidates": [{"name": "Ada"}, {"name": "Robert", "aliases": ["Bob"]}, {"name": "Eve", "excluded": true}],
            "rules": {"maxSkippedRanksAllowed": "1", "numberOfWinners": "1", "batchElimination": true}}"#,
    );
    let said = told_with(csv, Some(&rules.expect("rules")));
    let expected = [
        "rctab \"\" 1: Ada | Robert | Undeclared Write-ins",
        "4: ",
        "3: Ada",
        "5: Ada > Robert",
        "2: Undeclared Write-ins > Ada",
        "line 6: nobody is called `Cleo`",
        "line 7: `x` is not a whole number",
        "line 8: 2 columns where 4 are needed",
    ];
    assert_eq!(said, expected.join("\n"));
    // Without rules any name is a candidate, and skipped ranks do not matter.
    let said = told(csv);
    assert!(said.contains("4: Bob"), "{said}");
    assert!(said.contains("1: Cleo > Ada > Bob"), "{said}");
    let no_rules = RulesConfig::parse("{}").expect_err("no rules");
    assert_eq!(
        no_rules.to_string(),
        "the rules configuration is not RCTab's: it has no `rules`"
    );
}

#[test]
fn pabulib_approvals_points_and_orders() {
    let head = "META\nkey; value\ndescription;\"Two\nlines\"\nbudget;100,5\nmax_length;3\n";
    let projects = "PROJECTS\nproject_id;cost;name;selected\nb;60;\"Bee \"\"hive\"\"\";0\na;40.25;Ant;1\nc;10;Cow;1\na;1;Again;0\nd;much;Dog;0\n";
    let votes = "VOTES\nvoter_id;vote\n1;b,a\n2;a,c\n3;\n4;e\n5;c,c\n";
    let text = format!("{head}vote_type;approval\n{projects}{votes}");
    let expected = [
        "pabulib \"Two\\nlines\" ?: b | a | c",
        "1: ",
        "1: b = a",
        "1: a = c",
        "line 13: `a` is there already",
        "line 14: `much` is not an amount of money",
        "line 20: nobody is called `e`",
        "line 21: candidate 3 stands on it twice",
    ];
    check(&text, &expected);
    let election = read(text.as_bytes(), None, None).expect("a budget");
    let vote = election.budget.as_ref().expect("a budget");
    assert_eq!((vote.budget.limit(), vote.decimals), (10_050, 2));
    assert_eq!(vote.budget.cost(Candidate(1)), 4_025);
    assert_eq!(vote.names[0], "Bee \"hive\"");
    assert_eq!(vote.selected, Some(vec![Candidate(1), Candidate(2)]));
    assert_eq!(vote.budget.voter_count(), 3);
    // a has two votes; b and c have one, and b comes first by its id.
    let outcome = greedy::count(&vote.budget, &election.lot);
    assert_eq!(names(&election, &outcome.winners), "a = b");
    let text = format!("{head}vote_type;ordinal\n{projects}{votes}");
    let election = read(text.as_bytes(), None, None).expect("a budget");
    let vote = election.budget.as_ref().expect("a budget");
    let points: Vec<u64> = vote
        .budget
        .projects()
        .map(|it| vote.budget.points(it))
        .collect();
    assert_eq!(points, [3, 2 + 3, 2]);
    let votes = "VOTES\nvoter_id;vote;points\n1;b,a;4,1\n2;a;1,2\n";
    let text = format!("{head}vote_type;cumulative\n{projects}{votes}");
    let election = read(text.as_bytes(), None, None).expect("a budget");
    let vote = election.budget.as_ref().expect("a budget");
    assert_eq!(vote.budget.points(Candidate(0)), 4);
    assert_eq!(election.bad_rows.rows().last().map(|it| it.line), Some(18));
}

#[test]
fn polis_counts_a_repeated_participant_once() {
    let text = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,7,9\n\
                4,,0,0,2,1,1,1,-1\n5,,,0,1,0,0,,0\n4,,1,0,1,1,0,,1\nx,,,,,,,1,1\n6,,,0,1,1,0,2,\n7,1\n";
    let found = read_conversation(text.as_bytes()).expect("a conversation");
    assert_eq!((found.opinions.people(), found.repeated), (2, 1));
    assert_eq!(found.statements, ["7", "9"]);
    assert_eq!(found.polis_groups.get(&4).map(String::as_str), Some("1"));
    let bad: Vec<String> = found
        .bad_rows
        .rows()
        .iter()
        .map(|it| format!("{}: {}", it.line, it.fault))
        .collect();
    let expected = [
        "5: `x` is not a whole number",
        "6: `2` is not a mark",
        "7: 2 columns where 9 are needed",
    ];
    assert_eq!(bad, expected);
}

#[test]
fn statements_have_texts_over_several_lines() {
    let text =
        "timestamp,comment-id,comment-body\n1,7,\"Two\n  lines, \"\"quoted\"\"\"\n2,9,Plain\n3\n";
    let texts = ballots::polis::parse_texts(&mut ballots::Lines::new(text.as_bytes()));
    let texts: Vec<(String, String)> = texts.expect("texts").into_iter().collect();
    let expected = [("7", "Two lines, \"quoted\""), ("9", "Plain")];
    assert_eq!(
        texts,
        expected.map(|(id, text)| (id.to_owned(), text.to_owned()))
    );
}

#[test]
fn what_is_no_election_is_refused() {
    for (text, fault) in [
        ("", "this is none of the known formats"),
        ("hello\nworld\n", "this is none of the known formats"),
        ("META\nkey;value\n", "there are no PROJECTS"),
        (
            "META\nkey;value\nbudget;x\nPROJECTS\nproject_id;cost\n1;2\nVOTES\n",
            "it has no budget",
        ),
        ("0,1,\n", "there are no candidates"),
        ("9999 1\n0\n", "9999 candidates are more than 2048"),
    ] {
        let found = told(text);
        assert!(found.contains(fault), "{text:?}: {found}");
    }
    let polis = read("x".as_bytes(), Some(Format::Polis), None);
    assert!(matches!(polis, Err(FileFault::UnknownFormat)));
}

#[test]
fn lines_and_bad_rows_have_bounds() {
    let long = format!("2 1\n1 1 {} 0\n", "2 ".repeat(1 << 20));
    assert!(
        told(&long).contains("line 2 is longer than"),
        "{}",
        told(&long)
    );
    let bad = format!("2 1\n{}0\n", "1 7 0\n".repeat(1_001));
    let said = told(&bad);
    assert_eq!(
        said,
        "more than 1000 unreadable rows; the first is line 2: there is no candidate 7"
    );
}
