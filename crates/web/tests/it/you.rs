//! "You" through our own JSON: profile, keys, what is held, signing out.

use axum::http::{Method, StatusCode};
use domain::handle::Handle;
use domain::ids::NotificationId;
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::policy::Category;
use serde_json::{Value, json};
use store::notification::{NewNotification, NotificationKind};
use store::session::Credential;

use crate::site::{Site, viewer};

const FOUNDER: MemberNumber = MemberNumber(1);

#[tokio::test]
async fn a_profile_is_read_and_changed() {
    let site = Site::found().await;
    site.join("ana").await;
    let cookie = site.cookie(FOUNDER).await;
    let me = site.json("/me", &cookie).await;
    assert_eq!(me["member"]["handle"], "fenna");
    assert_eq!(
        (&me["standing"], &me["is_moderator"]),
        (&json!("member"), &json!(true))
    );

    let body = r#"{"handle":"@fenna_b","about":"I print.","language":"nl","theme":"dark"}"#;
    let saved = site.call(Method::PUT, "/me", &cookie, body).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let mut reader = site.app.store.read().await.expect("a reader");
    let held = reader.find_member(FOUNDER).await.expect("it is read");
    drop(reader);
    let held = held.expect("she is there");
    let me = site.json("/me", &cookie).await;
    assert_eq!(
        me["member"]["handle"].as_str(),
        held.card.handle.as_ref().map(Handle::as_str)
    );
    assert_eq!(me["member"]["handle"], "fenna_b");
    assert_eq!(me["member"]["name"], "FENNA", "what is not named stays");
    assert_eq!(me["about"], held.about.as_str());
    assert_eq!(
        (&me["language"], &me["theme"]),
        (&json!("nl"), &json!("dark"))
    );
    assert_eq!(me["picture_hash"], Value::Null);

    for (body, status, code) in [
        (r#"{"handle":"ana"}"#, 422, "profile-handle-taken"),
        (r#"{"handle":"!"}"#, 422, "profile-handle"),
        (r#"{"picture":"zz"}"#, 400, "unreadable"),
        (r#"{"theme":"pink"}"#, 400, "unreadable"),
        ("{", 400, "unreadable"),
    ] {
        let refused = site.call(Method::PUT, "/me", &cookie, body).await;
        assert_eq!(refused.status.as_u16(), status, "{body}: {}", refused.body);
        assert!(refused.body.contains(code), "{body}: {}", refused.body);
    }
    let none = site
        .call(Method::PUT, "/me", &cookie, r#"{"picture":null}"#)
        .await;
    assert_eq!(none.status, StatusCode::OK, "{}", none.body);
}

#[tokio::test]
async fn keys_are_listed_and_named() {
    let site = Site::found().await;
    let cookie = site.cookie(FOUNDER).await;
    let keys = site.json("/me/keys", &cookie).await;
    let held = site.app.list_keys(FOUNDER).await.expect("they are read");
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(held.len()));
    assert_eq!(keys["keys"][0]["number"], held[0].number.0);
    assert_eq!(keys["keys"][0]["in_force_at_ms"], held[0].in_force_ms);
    assert_eq!(keys["sessions"][0]["is_this"], true);
    assert_eq!(keys["keys_max"], site.app.commons().charter.keys_max);

    let credential = Credential {
        credential_id: vec![7; 16],
        member: FOUNDER,
        key_number: KeyNumber(0),
        name: None,
        added_at_ms: crate::site::NOON,
    };
    let mut tx = site.app.store.begin().await.expect("a transaction");
    tx.insert_credential(&credential).await.expect("a passkey");
    tx.commit().await.expect("it is kept");
    let phone = r#"{"name":" Phone "}"#;
    let long = json!({ "name": "long".repeat(20) }).to_string();
    for (path, body, status) in [
        ("/me/keys/0/name", phone, 204),
        ("/me/keys/9/name", phone, 404),
        ("/me/keys/first/name", phone, 404),
        ("/me/keys/0/name", long.as_str(), 422),
        ("/me/keys/0/name", "{}", 400),
    ] {
        let named = site.call(Method::PUT, path, &cookie, body).await;
        assert_eq!(named.status.as_u16(), status, "{path} {body}");
    }
    let keys = site.json("/me/keys", &cookie).await;
    assert_eq!(keys["keys"][0]["name"], "Phone");
}

#[tokio::test]
async fn everything_held_is_listed_and_can_be_erased() {
    let site = Site::found().await;
    let cookie = site.cookie(FOUNDER).await;
    let draft = r#"{"text":"half a thought"}"#;
    let kept = site.call(Method::PUT, "/draft", &cookie, draft).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);

    let privacy = site.json("/me/privacy", &cookie).await;
    let held = site.app.list_held(&viewer(FOUNDER)).await.expect("read");
    let listed = privacy["kept"].as_array().expect("a list");
    assert_eq!(listed.len(), held.len());
    for (row, category) in listed.iter().zip(&held) {
        assert_eq!(row["category"], category.category.word());
        assert_eq!(row["purpose"], category.purpose);
        assert_eq!(row["retention_days"], category.retention_days);
        let items = row["items"].as_array().expect("a list");
        assert_eq!(items.len(), category.items.len(), "{row}");
        for (item, held) in items.iter().zip(&category.items) {
            assert_eq!(item["value"], held.value);
            assert_eq!(item["since_ms"], held.since_ms);
        }
    }
    assert_eq!(privacy["never"], json!(["original-files"]));

    for (method, word, body, status) in [
        (Method::PUT, "bookmarks", r#"{"allow":false}"#, 204),
        (Method::PUT, "bookmarks", "{}", 400),
        (Method::PUT, "accounts", r#"{"allow":false}"#, 422),
        (Method::PUT, "shoes", r#"{"allow":false}"#, 404),
        (Method::DELETE, "shoes", "", 404),
        (Method::DELETE, "accounts", "", 404),
        (Method::DELETE, "drafts", "", 204),
        (Method::DELETE, "all", "", 204),
    ] {
        let path = format!("/me/privacy/{word}");
        let answer = site.call(method.clone(), &path, &cookie, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {word} {body}");
    }
    assert_eq!(site.json("/draft", &cookie).await["text"], "");
    let privacy = site.json("/me/privacy", &cookie).await;
    let word = Category::Bookmarks.word();
    let row = privacy["kept"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["category"] == word))
        .expect("the policy permits it");
    assert_eq!(row["allowed"], false);

    let path = "/me/export";
    let export = site.call(Method::GET, path, &cookie, "").await;
    assert_eq!(export.status, StatusCode::OK);
    assert_eq!(export.headers["content-type"], "application/zip");
    assert!(export.body.starts_with("PK"), "it is a zip file");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_cookie() {
    let site = Site::found().await;
    let [one, two, three] = [
        site.cookie(FOUNDER).await,
        site.cookie(FOUNDER).await,
        site.cookie(FOUNDER).await,
    ];
    let out = site.call(Method::POST, "/sign-out", &one, "").await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let set = out.headers["set-cookie"].to_str().expect("plain text");
    assert!(set.contains("Max-Age=0"), "{set}");
    let asks = async |cookie: &str| site.call(Method::GET, "/me", cookie, "").await.status;
    assert_eq!(asks(&one).await, StatusCode::UNAUTHORIZED);
    assert_eq!(asks(&two).await, StatusCode::OK);
    let path = "/sign-out-everywhere";
    let out = site.call(Method::POST, path, &two, "").await;
    assert_eq!(out.status, StatusCode::NO_CONTENT, "{}", out.body);
    assert_eq!(asks(&two).await, StatusCode::UNAUTHORIZED);
    assert_eq!(asks(&three).await, StatusCode::UNAUTHORIZED);
}

/// Notices of an older version, and of who has left since, name nobody; the page says so in words.
#[tokio::test]
async fn a_notice_without_an_actor_is_told_all_the_same() {
    let site = Site::found().await;
    let cookie = site.cookie(FOUNDER).await;
    let mut tx = site.app.store.begin().await.expect("a transaction");
    let kinds = [
        NotificationKind::Vouched,
        NotificationKind::Followed,
        NotificationKind::Appreciated,
        NotificationKind::Mentioned,
    ];
    for (at, kind) in (1_u8..).zip(kinds) {
        let notice = NewNotification {
            member: FOUNDER,
            id: NotificationId::new(crate::site::NOON, [at; 10]),
            kind,
            actor: None,
            post: None,
            comment: None,
            detail: None,
            expires_at_ms: None,
        };
        tx.insert_notification(&notice).await.expect("it is kept");
    }
    tx.commit().await.expect("it is kept");
    let page = site.get("/notifications", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Somebody</b> vouched for you",
        "Somebody</b> follows you",
        "Somebody</b> appreciated",
        "Somebody</b> mentioned you",
    ] {
        assert!(page.body.contains(words), "the page lacks: {words}");
    }
    assert!(!page.body.contains("{$") && !page.body.contains("/@\""));
    let json = site.json("/notifications", &cookie).await;
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(4));
}
