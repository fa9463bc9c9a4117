use xtask::test::{Tally, tally_of_cargo_line, tally_of_tap_line};

#[test]
fn the_closing_line_reads_back_as_it_was_written() {
    let tally = Tally {
        passed: 12,
        failed: 1,
        ignored: 3,
    };
    let line = tally.closing_line(4.5);
    assert_eq!(
        line,
        "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; \
         finished in 4.50s"
    );
    assert_eq!(tally_of_cargo_line(&line), Some(tally));
}

#[test]
fn only_result_lines_count() {
    assert_eq!(tally_of_cargo_line("test a::b ... ok"), None);
    assert_eq!(tally_of_cargo_line("running 3 tests"), None);
    assert_eq!(tally_of_tap_line("# tests 4"), None);
    assert_eq!(tally_of_tap_line("# duration_ms 40.2"), None);
    assert_eq!(
        tally_of_tap_line("# pass 4"),
        Some(Tally {
            passed: 4,
            ..Tally::default()
        })
    );
    assert_eq!(
        tally_of_tap_line("# fail 2"),
        Some(Tally {
            failed: 2,
            ..Tally::default()
        })
    );
}
