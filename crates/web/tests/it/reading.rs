//! Reading without a script: every page opens cold, in both languages, and says what it must.

use axum::http::StatusCode;
use ledger::ids::MemberNumber;

use crate::site::Site;

#[tokio::test]
async fn pages_open_cold_in_both_languages() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let id = site
        .post(
            ana,
            "# Low tide\n\nPrinted *yesterday* from a plate. #glass @fenna",
        )
        .await;
    let post = format!("/@ana/{id}");
    let founder = site.cookie(MemberNumber(1)).await;
    for (path, cookie, words) in [
        ("/", "", "Low tide"),
        ("/explore", "", "Low tide"),
        ("/explore?show=tags", "", "#glass"),
        ("/tags/glass", "", "Low tide"),
        ("/search?q=plate", "", "Low tide"),
        ("/@ana", "", "ANA"),
        ("/@ana/-/posts", "", "Low tide"),
        ("/@ana/-/about", "", "ANA"),
        ("/@ana/-/followers", "", "ANA"),
        ("/design", "", "What this place is made of"),
        (post.as_str(), "", "<em>yesterday</em>"),
        ("/", founder.as_str(), "Your wall is empty"),
        ("/notifications", founder.as_str(), "mentioned you"),
        ("/bookmarks", founder.as_str(), "Nothing kept yet"),
        (
            "/create",
            founder.as_str(),
            "What do you want to show or say?",
        ),
    ] {
        let answer = site.get(path, cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer.body.contains(words),
            "{path} says {words}: {}",
            answer.body
        );
        assert!(answer.body.contains("<html lang=\"en\""), "{path}");
        assert!(
            answer.body.contains("<title>") && answer.body.contains("og:title"),
            "{path}"
        );
        no_inline(&answer.body, path);
        let dutch = site.get(path, &format!("{cookie}; meent-lang=nl")).await;
        assert!(dutch.body.contains("<html lang=\"nl\""), "{path}");
    }
}

/// The content policy allows none, so there must be none.
#[track_caller]
fn no_inline(html: &str, path: &str) {
    for bad in [
        " style=\"",
        "<style",
        " onclick=",
        " onload=",
        "javascript:",
        "http://",
        "<script>",
    ] {
        let found = html
            .find(bad)
            .filter(|at| !html[*at..].starts_with("http://localhost:4000"));
        assert!(
            found.is_none(),
            "{path} has {bad}: {:?}",
            found.map(|at| &html[at..html.len().min(at + 80)])
        );
    }
}

#[tokio::test]
async fn answers_carry_the_headers_of_a_careful_site() {
    let site = Site::found().await;
    let answer = site.get("/", "").await;
    let policy = answer.headers["content-security-policy"]
        .to_str()
        .expect("plain text");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["cache-control"], "private, no-cache");
}

#[tokio::test]
async fn what_is_not_there_has_its_page() {
    let site = Site::found().await;
    for path in [
        "/nowhere",
        "/@nobody",
        "/@fenna/01jd0000000000000000000000",
        "/@x/!",
        "/media/zz",
        "/tags/!!",
        "/?from=zz",
    ] {
        let answer = site.get(path, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.body.contains("There is nothing here"),
            "{path}: {}",
            answer.body
        );
    }
    let json = site.get("/api/meent/v1/posts/zz", "").await;
    assert_eq!(
        (json.status, json.body.contains("\"not-found\"")),
        (StatusCode::NOT_FOUND, true)
    );
}

#[tokio::test]
async fn feed_readers_get_well_formed_feeds() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    site.post(ana, "# A <b> & \u{1}c\n\nwords ]]> #zine").await;
    for path in ["/@ana/-/feed", "/tags/zine/feed"] {
        let feed = site.get(path, "").await;
        assert_eq!(feed.status, StatusCode::OK, "{path}");
        assert!(feed.body.starts_with("<?xml"), "{path}");
        assert!(
            feed.body.contains("<title>A &amp; c</title>"),
            "{path}: {}",
            feed.body
        );
        assert!(
            feed.body.contains("<link>http://localhost:4000/@ana/"),
            "{path}: {}",
            feed.body
        );
        let again = axum::http::Request::builder()
            .uri(path)
            .header("if-none-match", feed.headers["etag"].clone())
            .body(axum::body::Body::empty())
            .expect("a plain request");
        assert_eq!(
            site.ask(again).await.status,
            StatusCode::NOT_MODIFIED,
            "{path}"
        );
    }
}
