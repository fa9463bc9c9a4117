//! Each rule of tidy, on the smallest tree that breaks it and the smallest that does not.

use xtask::tidy::{self, SourceFile, Tree};

/// Findings for `files` (path, text) whose message contains `word`.
fn count(files: &[(&str, &str)], word: &str) -> usize {
    let files = files
        .iter()
        .map(|(path, text)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    tidy::findings(&Tree { files })
        .iter()
        .filter(|it| it.message.contains(word))
        .count()
}

const HEAD: &str = "//! A module.\n";

#[test]
fn an_arrow_points_only_inward() {
    let manifest = |dependency: &str| {
        format!("[package]\nname = \"ledger\"\n\n[dependencies]\n{dependency}.workspace = true\n")
    };
    let outward = manifest("store");
    assert_eq!(
        count(&[("crates/ledger/Cargo.toml", &outward)], "may not use"),
        1
    );
    let library = manifest("sqlx");
    assert_eq!(
        count(&[("crates/ledger/Cargo.toml", &library)], "speaks SQL"),
        1
    );
    let fine = manifest("borsh");
    assert_eq!(count(&[("crates/ledger/Cargo.toml", &fine)], ""), 0);
}

#[test]
fn a_development_dependency_may_point_anywhere() {
    let manifest = "[package]\nname = \"ledger\"\n\n[dev-dependencies]\nstore.workspace = true\n";
    assert_eq!(count(&[("crates/ledger/Cargo.toml", manifest)], ""), 0);
}

#[test]
fn an_invariant_that_is_checked_is_stated() {
    assert!(count(&[("ARCHITECTURE.md", "# Map\n")], "not stated") > 0);
}

#[test]
fn a_word_with_a_replacement_is_found_whole() {
    let code = format!("{HEAD}fn a() {{\n    todo!()\n}}\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &code)], "todo!"), 1);
    let near = format!("{HEAD}fn a(user_id_max: u8) {{}}\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &near)], "user_id"), 0);
}

#[test]
fn a_test_waits_for_conditions_not_for_time() {
    let code = "fn a() {\n    std::thread::sleep(d);\n}\n";
    let files = [
        ("crates/app/tests/it/a.rs", code),
        ("crates/app/tests/it/main.rs", "mod a;\n"),
    ];
    assert_eq!(count(&files, "sleep"), 1);
}

#[test]
fn a_long_function_gives_its_reason() {
    let body = "    call();\n".repeat(80);
    let long = format!("{HEAD}fn a() {{\n{body}}}\n");
    assert_eq!(
        count(&[("crates/app/src/a.rs", &long)], "`a` has 82 lines"),
        1
    );
    let excused = format!("{HEAD}// long: one ladder of checks\nfn a() {{\n{body}}}\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &excused)], "lines"), 0);
    let short = format!("{HEAD}fn a() {{\n    call();\n}}\n\nconst B: &str = \"\n{body}\";\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &short)], "lines"), 0);
}

#[test]
fn a_long_file_gives_its_reason() {
    let long = format!("{HEAD}{}", "const A: u8 = 1;\n".repeat(701));
    assert_eq!(count(&[("crates/app/src/a.rs", &long)], "702 lines"), 1);
}

#[test]
fn a_cited_decision_exists() {
    let code = format!("{HEAD}// Decided in ADR-0007.\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &code)], "ADR-0007"), 1);
    let files = [
        ("crates/app/src/a.rs", code.as_str()),
        ("docs/decisions/0007-a.md", "# A\n"),
    ];
    assert_eq!(count(&files, "ADR-0007"), 0);
}

#[test]
fn a_reminder_has_a_number() {
    let bare = format!("{HEAD}// TODO: later\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &bare)], "reminder"), 1);
    let numbered = format!("{HEAD}// TODO(#12): later\n");
    assert_eq!(count(&[("crates/app/src/a.rs", &numbered)], "reminder"), 0);
}

#[test]
fn a_message_is_used_and_translated() {
    let page =
        format!("{HEAD}fn a() {{\n    t(\"home-title\");\n    t(&format!(\"code-{{n}}\"));\n}}\n");
    let files = [
        ("crates/web/src/a.rs", page.as_str()),
        (
            "crates/web/messages/en.ftl",
            "home-title = Home\ncode-1 = One\nforgotten = No\n",
        ),
        (
            "crates/web/messages/nl.ftl",
            "home-title = Begin\ncode-1 = Een\n",
        ),
    ];
    assert_eq!(count(&files, "no code uses"), 1);
    assert_eq!(count(&files, "`forgotten` exists in en but not in nl"), 1);
    assert_eq!(count(&files, "home-title"), 0);
}

#[test]
fn a_test_file_is_declared() {
    let files = [
        ("crates/app/tests/it/main.rs", "mod a;\n"),
        ("crates/app/tests/it/b.rs", ""),
    ];
    assert_eq!(count(&files, "no `mod b;`"), 1);
    let files = [
        ("crates/app/tests/it/main.rs", "mod b;\n"),
        ("crates/app/tests/it/b.rs", ""),
    ];
    assert_eq!(count(&files, "no `mod b;`"), 0);
}

#[test]
fn a_page_has_no_inline_script_or_style() {
    let page = format!("{HEAD}fn a() {{\n    html! {{ p style=\"color:red\" {{ }} }}\n}}\n");
    assert_eq!(count(&[("crates/web/src/a.rs", &page)], "inline"), 1);
}

#[test]
fn a_link_between_documents_leads_somewhere() {
    assert_eq!(
        count(&[("docs/a.md", "See [b](../B.md).\n")], "leads nowhere"),
        1
    );
    assert_eq!(
        count(
            &[("docs/a.md", "See [b](../B.md).\n"), ("B.md", "# B\n")],
            "nowhere"
        ),
        0
    );
}
