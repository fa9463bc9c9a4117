//! Both languages say the same, and every string that code asks for is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::{FluentBundle, FluentResource};

type Messages = BTreeMap<String, BTreeSet<String>>;

/// Reads keys and the variables of each from the message files of `lang`.
fn messages(lang: &str) -> Messages {
    let mut found = Messages::new();
    for (path, source) in web::text::sources() {
        if !path.starts_with(&format!("{lang}/")) {
            continue;
        }
        let mut key = String::new();
        for line in source.lines() {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let (name, _) = line
                    .split_once('=')
                    .unwrap_or_else(|| panic!("{path}: {line}"));
                key = name.trim().to_owned();
                assert!(
                    found.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{path} has {key} again"
                );
            } else if line.starts_with('#') {
                continue;
            }
            if let Some(variables) = found.get_mut(&key) {
                variables.extend(variables_of(line));
            }
        }
    }
    found
}

fn variables_of(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    })
}

/// A running site shows what is left of a file that does not parse, so only a test can say it.
#[test]
fn every_file_of_messages_parses() {
    for lang in ["en/", "nl/"] {
        let mut bundle = FluentBundle::<FluentResource>::default();
        for (path, source) in web::text::sources() {
            if !path.starts_with(lang) {
                continue;
            }
            let parsed = FluentResource::try_new(source.to_string()).map_err(|(_, errors)| errors);
            let resource = parsed.unwrap_or_else(|errors| panic!("{path}: {errors:?}"));
            let added = bundle.add_resource(resource);
            assert!(added.is_ok(), "{path}: {added:?}");
        }
    }
}

#[test]
fn every_key_is_in_both_languages_with_the_same_variables() {
    let (english, dutch) = (messages("en"), messages("nl"));
    assert!(english.len() > 300, "{} messages", english.len());
    let missing: Vec<_> = english
        .keys()
        .filter(|key| !dutch.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "not in Dutch: {missing:?}");
    let missing: Vec<_> = dutch
        .keys()
        .filter(|key| !english.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "not in English: {missing:?}");
    for (key, variables) in &english {
        assert_eq!(variables, &dutch[key], "variables of {key}");
    }
}

/// One use of a message in code: its key and the variables it is given.
struct Use {
    place: String,
    key: String,
    given: BTreeSet<String>,
}

fn uses() -> Vec<Use> {
    let mut found = Vec::new();
    walk(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    found
}

fn walk(folder: &Path, found: &mut Vec<Use>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source file");
            let code: String = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            for (at, _) in code.match_indices("t!(") {
                if code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
                    continue;
                }
                let arguments = arguments(&code[at + 3..]);
                let Some(key) = arguments
                    .get(1)
                    .and_then(|it| it.strip_prefix('"')?.strip_suffix('"'))
                else {
                    continue;
                };
                let given = arguments
                    .iter()
                    .skip(2)
                    .filter_map(|it| it.split_once(" = "))
                    .map(|(name, _)| name.to_owned());
                found.push(Use {
                    place: path.display().to_string(),
                    key: key.to_owned(),
                    given: given.collect(),
                });
            }
        }
    }
}

/// Splits what stands up to the closing bracket at its outer commas.
fn arguments(code: &str) -> Vec<String> {
    let (mut parts, mut depth, mut text) = (vec![String::new()], 0_u32, false);
    let mut before = ' ';
    for c in code.chars() {
        match c {
            '"' if before != '\\' => text = !text,
            '(' | '[' | '{' if !text => depth += 1,
            ')' | ']' | '}' if !text && depth == 0 => break,
            ')' | ']' | '}' if !text => depth -= 1,
            ',' if !text && depth == 0 => {
                parts.push(String::new());
                before = c;
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is always one").push(c);
        before = c;
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

#[test]
fn every_string_that_code_asks_for_is_there_and_gets_its_variables() {
    let english = messages("en");
    let uses = uses();
    assert!(uses.len() > 300, "{} uses", uses.len());
    let mut wrong = Vec::new();
    for it in &uses {
        match english.get(&it.key) {
            None => wrong.push(format!("{}: no message {}", it.place, it.key)),
            Some(wanted) if !wanted.is_subset(&it.given) => {
                wrong.push(format!(
                    "{}: {} wants {wanted:?} and gets {:?}",
                    it.place, it.key, it.given
                ));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_and_plurals_follow_the_language() {
    use web::t;
    use web::text::Lang;
    assert_eq!(
        t!(Lang::En, "home-from", people = 1),
        "From the one person you follow"
    );
    assert_eq!(
        t!(Lang::En, "home-from", people = 1_204),
        "From the 1,204 people you follow"
    );
    assert_eq!(
        t!(Lang::Nl, "home-from", people = 1_204),
        "Van de 1.204 mensen die je volgt"
    );
    assert_eq!(t!(Lang::Nl, "act-comments", count = 0), "Reageren");
}

#[test]
fn the_browsers_wish_decides_between_the_languages() {
    use web::text::Lang;
    let check = |header: &str, expected| assert_eq!(Lang::negotiate(header), expected, "{header}");
    check("nl-BE,nl;q=0.9,en;q=0.8", Lang::Nl);
    check("fr,en;q=0.3,nl;q=0.5", Lang::Nl);
    check("de", Lang::En);
    check("nl;q=0", Lang::En);
    check("", Lang::En);
}
