//! Acting without a script: forms post, then redirect; nothing that was written is lost.

use axum::http::{Method, StatusCode};
use ledger::ids::MemberNumber;

use crate::site::Site;

fn multipart(fields: &[(&str, &str)]) -> (String, String) {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--b--\r\n");
    ("multipart/form-data; boundary=b".to_owned(), body)
}

async fn publish(site: &Site, cookie: &str, path: &str, text: &str) -> crate::site::Answer {
    let (kind, body) = multipart(&[("text", text)]);
    site.send(Method::POST, path, cookie, &kind, &body).await
}

#[tokio::test]
async fn a_post_is_written_changed_and_deleted_by_forms() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;

    let published = publish(&site, &cookie, "/create", "# First\r\n\r\nHello.").await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.body
    );
    let address = published.location;
    assert!(site.get(&address, "").await.body.contains("First"));

    let edited = publish(
        &site,
        &cookie,
        &format!("{address}/edit"),
        "# Second\n\nHello again.",
    )
    .await;
    assert_eq!(edited.location, address);
    let history = site.get(&format!("{address}/history"), "").await;
    assert!(
        history.body.contains("First") && history.body.contains("Second"),
        "{}",
        history.body
    );

    let asked = site.get(&format!("{address}/delete"), &cookie).await;
    assert!(asked.body.contains("Delete this post?"), "{}", asked.body);
    let deleted = site.form(&format!("{address}/delete"), &cookie, "").await;
    assert_eq!(
        (deleted.status, deleted.location.as_str()),
        (StatusCode::SEE_OTHER, "/@ana")
    );
    assert_eq!(site.get(&address, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_that_are_refused_come_back() {
    let site = Site::found().await;
    let cookie = site.cookie(MemberNumber(1)).await;
    let empty = publish(&site, &cookie, "/create", "  ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.body.contains("A post needs words or a photograph."),
        "{}",
        empty.body
    );
    let long = "long ".repeat(20_000);
    let refused = publish(&site, &cookie, "/create", &long).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains(long.trim_end()),
        "the words are still there"
    );
}

#[tokio::test]
async fn a_draft_is_kept_until_it_is_published() {
    let site = Site::found().await;
    let cookie = site.cookie(MemberNumber(1)).await;
    let kept = publish(&site, &cookie, "/create/draft", "half a thought").await;
    assert_eq!(kept.location, "/create", "{}", kept.body);
    assert!(
        site.get("/create", &cookie)
            .await
            .body
            .contains("half a thought")
    );
    publish(&site, &cookie, "/create", "half a thought, and the rest").await;
    assert!(
        !site
            .get("/create", &cookie)
            .await
            .body
            .contains("half a thought")
    );
}

#[tokio::test]
async fn acts_are_buttons_that_return_where_they_were() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let id = site.post(ana, "a post").await;
    let founder = site.cookie(MemberNumber(1)).await;
    let base = format!("/@ana/{id}");
    for part in ["appreciate", "repost", "bookmark"] {
        let done = site
            .form(
                &format!("{base}/{part}"),
                &founder,
                "on=yes&return=/explore",
            )
            .await;
        assert_eq!(
            (done.status, done.location.as_str()),
            (StatusCode::SEE_OTHER, "/explore"),
            "{part}: {}",
            done.body
        );
    }
    let page = site.get(&base, &founder).await.body;
    assert_eq!(page.matches("aria-pressed=\"true\"").count(), 3, "{page}");
    let followed = site
        .form(
            "/@ana/-/follow",
            &founder,
            "on=yes&return=https://evil.example",
        )
        .await;
    assert_eq!(followed.location, "/", "never to another site");
    assert!(site.get("/", &founder).await.body.contains("a post"));
    let undone = site
        .form(&format!("{base}/appreciate"), &founder, "on=no")
        .await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    let own = site
        .form(
            &format!("{base}/appreciate"),
            &site.cookie(ana).await,
            "on=yes",
        )
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn people_talk_below_a_post() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let id = site.post(ana, "a post").await;
    let founder = site.cookie(MemberNumber(1)).await;
    let base = format!("/@ana/{id}");
    let said = site
        .form(&format!("{base}/comments"), &founder, "text=well+done")
        .await;
    assert!(
        said.location.starts_with(&format!("{base}#c-")),
        "{} {}",
        said.location,
        said.body
    );
    let comment = said
        .location
        .rsplit("#c-")
        .next()
        .unwrap_or_default()
        .to_owned();
    let answer = site
        .form(
            &format!("{base}/comments"),
            &site.cookie(ana).await,
            &format!("text=thanks&parent={comment}"),
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = site.get(&base, "").await.body;
    assert!(
        page.contains("well done") && page.contains("thanks") && page.contains("2 comments"),
        "{page}"
    );
    let refused = site
        .form(&format!("{base}/comments"), &founder, "text=++")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/comments/{comment}");
    let form = site.get(&format!("{path}/edit"), &founder).await.body;
    assert!(form.contains("well done</textarea>"), "{form}");
    let stranger = site
        .get(&format!("{path}/edit"), &site.cookie(ana).await)
        .await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let refused = site
        .form(&format!("{path}/edit"), &founder, "text=++")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Your change was not saved"));
    let edited = site
        .form(&format!("{path}/edit"), &founder, "text=finely+done")
        .await;
    assert_eq!(edited.location, said.location, "{}", edited.body);
    let page = site.get(&base, "").await.body;
    assert!(
        page.contains("finely done") && page.contains(&format!("{path}/history")),
        "{page}"
    );
    let history = site.get(&format!("{path}/history"), "").await.body;
    assert!(
        history.contains("well done") && history.contains("finely done"),
        "{history}"
    );
    let deleted = site
        .form(&format!("/comments/{comment}/delete"), &founder, "")
        .await;
    assert_eq!(deleted.location, format!("{base}#talk"), "{}", deleted.body);
    let page = site.get(&base, "").await.body;
    assert_eq!(
        site.get(&format!("{path}/history"), "").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        !page.contains("finely done")
            && page.contains("thanks")
            && page.contains("deleted by its writer"),
        "{page}"
    );
}

/// Every string of a hostile list survives as it is, and none becomes markup.
#[tokio::test]
async fn hostile_words_are_shown_and_never_run() {
    let site = Site::found().await;
    let cookie = site.cookie(MemberNumber(1)).await;
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} <%= 7 %>",
        "ﷺ Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮ 🏳️‍🌈 \u{202e} tset",
        "'; DROP TABLE posts; --",
    ] {
        let published = publish(&site, &cookie, "/create", text).await;
        assert_eq!(
            published.status,
            StatusCode::SEE_OTHER,
            "{text}: {}",
            published.body
        );
        let page = site.get(&published.location, "").await.body;
        assert!(
            !page.contains("<script>") && !page.contains("<img src=x"),
            "{text}"
        );
        let api = published
            .location
            .replace("/@fenna/", "/api/meent/v1/posts/");
        let json: serde_json::Value =
            serde_json::from_str(&site.get(&api, "").await.body).expect("JSON");
        assert_eq!(json["post"]["text"], text);
        let query: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let search = site.get(&format!("/search?q={query}"), "").await;
        assert_eq!(search.status, StatusCode::OK, "{text}");
        assert!(
            !search.body.contains("<script>") && !search.body.contains("<img src=x"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn the_same_goes_through_json() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;
    let json = "application/json";
    let made = site
        .send(
            Method::POST,
            "/api/meent/v1/posts",
            &cookie,
            json,
            r#"{"text":"by hand #tag"}"#,
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let post: serde_json::Value = serde_json::from_str(&made.body).expect("JSON");
    let id = post["id"].as_str().expect("an id").to_owned();
    let founder = site.cookie(MemberNumber(1)).await;
    let path = format!("/api/meent/v1/posts/{id}/appreciation");
    let done = site.send(Method::PUT, &path, &founder, "", "").await;
    assert_eq!(
        (done.status, done.body.as_str()),
        (StatusCode::OK, r#"{"changed":true}"#)
    );
    let again = site.send(Method::PUT, &path, &founder, "", "").await;
    assert_eq!(again.body, r#"{"changed":false}"#);
    let explore: serde_json::Value =
        serde_json::from_str(&site.get("/api/meent/v1/explore", &founder).await.body)
            .expect("JSON");
    assert_eq!(explore["rows"][0]["appreciations"], 1);
    assert_eq!(explore["rows"][0]["appreciated"], true);
    let said = site
        .call(
            Method::POST,
            &format!("/posts/{id}/comments"),
            &founder,
            r#"{"text":"well done"}"#,
        )
        .await;
    let said: serde_json::Value = serde_json::from_str(&said.body).expect("JSON");
    assert_eq!(said["edited_at_ms"], serde_json::Value::Null);
    let path = format!("/comments/{}", said["id"].as_str().expect("an id"));
    let revised = r#"{"text":"finely done"}"#;
    let others = site.call(Method::PUT, &path, &cookie, revised).await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    let edited = site.call(Method::PUT, &path, &founder, revised).await;
    let edited: serde_json::Value = serde_json::from_str(&edited.body).expect("JSON");
    assert_eq!(edited["text"], "finely done");
    assert!(edited["edited_at_ms"].is_u64(), "{edited}");
    let history = site.json(&format!("{path}/history"), "").await;
    assert_eq!(history[0]["text"], "well done");
    let again = site.call(Method::PUT, &path, &founder, revised).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let bad = site
        .send(Method::POST, "/api/meent/v1/posts", &cookie, json, "{")
        .await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}
