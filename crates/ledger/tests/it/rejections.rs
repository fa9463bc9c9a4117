//! The codes of rejections: permanent, unique, and the same in code and page.

use std::fs;
use std::path::Path;

use ledger::Rejection;

/// The page. A code is never used again: whoever removes a rejection leaves its row there with the
/// word `retired`.
const PAGE: &str = "../../docs/protocol/rejections.md";

#[test]
fn codes_ascend_and_words_are_unique() {
    assert!(Rejection::ALL.is_sorted_by(|a, b| a.code() < b.code()));
    let mut words: Vec<&str> = Rejection::ALL.iter().map(|it| it.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Rejection::ALL.len());
    for rejection in Rejection::ALL {
        assert_eq!(rejection.to_string(), rejection.word());
        assert!(
            rejection
                .word()
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        );
    }
}

/// The page lists every code that was ever given out, in order; those in use are the code's.
#[test]
fn the_page_and_the_code_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = fs::read_to_string(&path).expect("the page is there");
    let rows: Vec<(u16, String)> = page.lines().filter_map(row).collect();
    assert!(
        rows.is_sorted_by(|a, b| a.0 < b.0),
        "codes ascend, each once, also those that are retired"
    );
    let in_use: Vec<(u16, String)> = rows
        .into_iter()
        .filter(|(_, word)| word != "retired")
        .collect();
    let ours: Vec<(u16, String)> = Rejection::ALL
        .iter()
        .map(|it| (it.code(), it.word().to_owned()))
        .collect();
    assert_eq!(in_use, ours);
}

/// Reads `| 100 | malformed | … |`; a row without a meaning is none.
fn row(line: &str) -> Option<(u16, String)> {
    let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
    let code = cells.next()?.parse().ok()?;
    let word = cells.next()?.trim_matches('`').to_owned();
    let meaning = cells.next()?;
    (!meaning.is_empty()).then_some((code, word))
}
