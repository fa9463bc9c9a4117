use super::*;

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(render(source).as_str(), expected);
}

#[test]
fn the_subset_is_rendered() {
    check("Hello *there*.", "<p>Hello <em>there</em>.</p>");
    check("one\ntwo", "<p>one<br>\ntwo</p>");
    check("# Loud", "<h3>Loud</h3>");
    check("a < b & c", "<p>a &lt; b &amp; c</p>");
}

#[test]
fn words_become_links() {
    let rel = r#"rel="nofollow noopener noreferrer ugc""#;
    check(
        "see #Zine_9",
        &format!(r##"<p>see <a href="/tags/zine_9" {rel}>#Zine_9</a></p>"##),
    );
    check(
        "by @hana!",
        &format!(r#"<p>by <a href="/@hana" {rel}>@hana</a>!</p>"#),
    );
    check(
        "(https://a.example/b).",
        &format!(r#"<p>(<a href="https://a.example/b" {rel}>https://a.example/b</a>).</p>"#),
    );
    check(
        "mail a@b.example #1 C#sharp",
        "<p>mail a@b.example #1 C#sharp</p>",
    );
    check("`#code @hana`", "<p><code>#code @hana</code></p>");
}

/// Hostile input comes out as text or not at all.
#[test]
fn nothing_runs_and_nothing_loads() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "![alt](https://evil.example/pixel.png)",
        "<a href=\"/x\" onclick=\"alert(1)\" style=\"color:red\">x</a>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=https://evil.example></iframe>",
        "[x](https://a.example \"onmouseover=alert(1)\")",
    ] {
        let html = render(hostile).0.to_lowercase();
        for bad in [
            "<script",
            "<img",
            "<svg",
            "<iframe",
            "<style",
            "javascript:",
            "data:text",
            "<a href=\"/x\" onclick",
        ] {
            assert!(!html.contains(bad), "{hostile} became {html}");
        }
    }
}

#[test]
fn titles_are_split_off() {
    assert_eq!(
        split_title("# Low tide\n\nPrinted."),
        (Some("Low tide".to_owned()), "Printed.")
    );
    assert_eq!(split_title("#zine night"), (None, "#zine night"));
}

#[test]
fn plain_text_is_one_short_line() {
    assert_eq!(plain("# A\n\n*b* `c`\nd", 40), "A b c d");
    assert_eq!(plain("abcdefghij", 5), "abcd…");
}
