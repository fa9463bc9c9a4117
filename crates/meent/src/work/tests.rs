//! Histories as git and as tables tell them, and the claims that the rule makes of them.

use serde_json::{Value, json};

use super::claims::{Skill, class, of};
use super::history::History;
use super::{day, git, table};

/// What `git log` printed of a repository of six commits, with `|` for the mark between fields and `;`
/// for the one between trailers.
const LOG: &str = "\
^f6||Dependabot[bot]|dep@example.org|1790000500|Bump a lock|||
3\t3\tCargo.lock
^e5|d4 c3|Ana|ana@example.org|1790000400|Merge branch 'x'|||
^d4|c3|Ben|ben@example.org|1790000300|Say how to build it||Ana <ANA@example.org>;Cas <cas@example.org>|
12\t1\tREADME.md
1\t0\tsrc/lib.rs
^c3|b2|Ana|ana@example.org|1789000200|A parser|Ben <ben@example.org>||
300\t0\tsrc/parser.rs
-\t-\tlogo.png
900\t900\tvendor/other.c
^b2|a1|Ana Maria|ANA@example.org|1789000100|Fix it|||
3\t2\tsrc/lib.rs
^a1||Ana|ana@example.org|1789000000|Words|||
10\t0\tlocales/nl.ftl
";

fn history() -> History {
    let mut history = History::default();
    let text = LOG
        .replace('^', "\u{1e}")
        .replace('|', "\u{1f}")
        .replace(';', "\u{1d}");
    git::parse(text.as_bytes(), &mut history).unwrap();
    history
}

#[test]
fn commits_become_claims_by_author_week_and_skill() {
    let found = of(&history());
    let ana = &found.authors[0];
    assert_eq!(ana["author"], "ana@example.org");
    assert_eq!(ana["names"], json!(["Ana", "Ana Maria"]));
    let claims: Vec<Value> = ana["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            json!([
                it["week"],
                it["skill"],
                it["class"],
                it["lines"],
                it["title"],
                it["commits"]
            ])
        })
        .collect();
    // The parser: 200 of 300 lines count, half of them Ana's; five more of the fix.
    let parser = json!([
        { "id": "b2", "lines": 5, "among": 1 },
        { "id": "c3", "lines": 100, "among": 2 },
    ]);
    let words = json!([{ "id": "a1", "lines": 10, "among": 1 }]);
    assert_eq!(
        claims,
        [
            json!(["2026-09-07", "code", 3, 105, "Fix it", parser]),
            json!(["2026-09-07", "translation", 1, 10, "Words", words]),
        ]
    );
    let review = json!([{ "commit": "d4", "of": "ben@example.org", "day": "2026-09-21" }]);
    assert_eq!(ana["reviews"], review);

    let ben = &found.authors[1];
    assert_eq!(ben["claims"][0]["commits"][0]["id"], "c3");
    // Two weeks later, thirteen of fourteen lines in a document.
    assert_eq!(ben["claims"][1]["skill"], "documents");
    assert_eq!(
        (&ben["claims"][1]["class"], &ben["claims"][1]["added"]),
        (&json!(2), &json!(13))
    );
    // Cas only reviewed.
    assert_eq!(found.authors[2]["claims"], json!([]));
    assert_eq!(found.authors[2]["reviews"][0]["commit"], "d4");
    assert_eq!(
        found.left_out,
        [
            json!({ "commit": "e5", "why": "it merges others' commits" }),
            json!({ "commit": "f6", "why": "a program wrote it" }),
        ]
    );
}

#[test]
fn a_table_is_read_row_by_row() {
    let text = "commit,author,committer,authored_at,parents,files,lines_added,lines_deleted,top_dirs,co_authors,subject\n\
        aa,p0,p0,2026-09-08T00:30:00+02:00,1,2,500,0,src,p1,\"A thing, and another\"\n\
        bb,p1,p0,2026-09-07T12:00:00Z,2,0,0,0,,,Merge\n\
        cc,p1,p0,yesterday,1,1,1,0,src,,What\n\
        dd,p1\n";
    let history = table::parse(String::from("t"), text).unwrap();
    assert_eq!(
        history.bad_rows,
        [
            (4, "its moment cannot be read"),
            (5, "it has less than eleven columns")
        ]
    );
    let found = of(&history);
    // Two files: 400 lines count, 200 for each of two.
    let claim = &found.authors[0]["claims"][0];
    assert_eq!(
        (&claim["week"], &claim["lines"], &claim["class"]),
        (&json!("2026-09-07"), &json!(200), &json!(5))
    );
    assert_eq!(claim["title"], "A thing, and another");
    assert_eq!(found.left_out.len(), 1);
    assert!(table::parse(String::new(), "a,b\n1,2\n").is_err());
}

#[test]
fn classes_are_of_lines() {
    let rows = [
        (0, 1),
        (10, 1),
        (11, 2),
        (50, 2),
        (51, 3),
        (150, 3),
        (151, 5),
        (400, 5),
        (401, 8),
        (1_000, 8),
        (1_001, 13),
    ];
    for (lines, expected) in rows {
        assert_eq!(class(lines), expected, "{lines}");
    }
}

#[test]
fn skills_are_of_paths() {
    let rows = [
        ("src/main.rs", Skill::Code),
        ("README.md", Skill::Documents),
        ("docs/index.html", Skill::Documents),
        ("web/messages/nl.ftl", Skill::Translation),
        ("translations/email/nl.json", Skill::Translation),
        ("content", Skill::Documents),
    ];
    for (path, expected) in rows {
        assert_eq!(Skill::of(path), expected, "{path}");
    }
}

#[test]
fn days_are_the_calendars() {
    let rows = [
        ("1970-01-01", 0),
        ("1969-12-31", -1),
        ("2000-02-29", 11_016),
        ("2026-11-28", 20_785),
    ];
    for (name, number) in rows {
        assert_eq!(day::parse_day(name), Ok(number));
        assert_eq!(day::name(number), name);
    }
    for text in ["2026-02-29", "2026-13-01", "2026-1-1", "x", ""] {
        assert!(day::parse_day(text).is_err(), "{text}");
    }
    assert_eq!(day::parse_moment("1970-01-01T02:00:00+02:00"), Some(0));
    assert_eq!(day::parse_moment("1969-12-31T23:30:00-00:30"), Some(0));
    assert_eq!(day::name(day::monday(0)), "1969-12-29");
}

/// The rule on a repository that git itself made.
#[test]
fn a_repository_is_read_by_git() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .arg("-C")
            .arg(folder.path())
            .args([
                "-c",
                "user.name=Ana",
                "-c",
                "user.email=ana@example.org",
                "-c",
                "commit.gpgSign=false",
            ])
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.expect("git is installed").success());
    };
    run(&["init", "--initial-branch=main"]);
    std::fs::write(folder.path().join("a.rs"), "one\ntwo\n").unwrap();
    run(&["add", "a.rs"]);
    let message =
        "Begin\n\nReviewed-by: Ben <ben@example.org>\nCo-authored-by: Cas <cas@example.org>";
    run(&["commit", "--message", message]);
    let found = of(&git::read(folder.path()).unwrap());
    let told: Vec<_> = found
        .authors
        .iter()
        .map(|it| {
            json!([
                it["author"],
                it["claims"][0]["lines"],
                it["reviews"].as_array().unwrap().len()
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["ana@example.org", 1, 0]),
            json!(["ben@example.org", null, 1]),
            json!(["cas@example.org", 1, 0]),
        ]
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(git::read(empty.path()).is_err());
}
