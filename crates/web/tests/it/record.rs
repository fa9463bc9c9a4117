//! The record and a proposal's preview through our own JSON: what the pages show, they say.

use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::entry::Entry;
use ledger::ids::{EntryIndex, MemberNumber};
use ledger::operation::Payload;
use serde_json::{Value, json};

use crate::site::Site;

const FOUNDER: MemberNumber = MemberNumber(1);

/// Waits for the checkpoint over everything: it is a moment behind the last entry.
async fn checkpointed(site: &Site) -> u64 {
    let last = EntryIndex(site.app.record.entries() - 1);
    while site.app.record.prove(last).expect("it proves").is_none() {
        tokio::task::yield_now().await;
    }
    last.0 + 1
}

#[tokio::test]
async fn the_record_is_listed_in_words_and_proved() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let (propose, companion) =
        site.app
            .word_proposal(Payload::Statement, "We begin", "It is time.");
    site.act(
        FOUNDER,
        ledger::operation::Body::Propose(propose),
        Some(companion),
    )
    .await;
    let size = checkpointed(&site).await;

    let now = site.json("/record", "").await;
    assert_eq!(now["size"], size);
    assert_eq!(now["founded_at_ms"], crate::site::NOON);
    let note = now["checkpoint"].as_str().expect("a note");
    assert!(note.starts_with(now["origin"].as_str().expect("a name")));
    let key = site.get("/record/key", "").await.body;
    assert_eq!(now["node_key"], key.trim());

    let listed = site.json("/record/entries", "").await;
    let rows = listed["rows"].as_array().expect("rows");
    let places: Vec<u64> = rows.iter().filter_map(|it| it["index"].as_u64()).collect();
    assert_eq!(places, (0..size).rev().collect::<Vec<_>>());
    let filed = &rows[0];
    assert_eq!(
        (&filed["kind"], &filed["member"], &filed["decision"]),
        (&json!("propose"), &json!(1), &json!(1))
    );
    let page = site.get("/commons/record", "").await.body;
    for row in rows {
        let words = row["words"].as_str().expect("words");
        assert!(
            !words.is_empty() && page.contains(words),
            "the page lacks: {words}"
        );
    }
    // Somebody's own acts, as the page shows them beside the list.
    let own = site
        .json(&format!("/record/entries?member={}", ana.0), "")
        .await;
    assert_eq!(own["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(own["rows"][0]["kind"], "join");
    let first = rows.last().expect("rows");
    assert_eq!(first["kind"], "found");

    let one = site.json("/record/entries/0", "").await;
    let bytes = URL_SAFE_NO_PAD.decode(one["entry"].as_str().expect("bytes"));
    let entry = Entry::from_bytes(&bytes.expect("base64url")).expect("an entry");
    assert_eq!((entry.index.0, one["size"].as_u64()), (0, Some(size)));
    assert!(!one["proof"].as_array().expect("hashes").is_empty());
    assert_eq!(one["words"], first["words"]);
    let page = site.get("/commons/record/entries/0", "").await.body;
    for field in one["fields"].as_array().expect("fields") {
        let name = field["name"].as_str().expect("a name");
        assert!(page.contains(name), "the page lacks: {name}");
    }

    for (path, status) in [
        ("/record/entries/999", StatusCode::NOT_FOUND),
        ("/record/entries/first", StatusCode::NOT_FOUND),
        ("/record/entries?from=x", StatusCode::BAD_REQUEST),
        ("/record/entries?member=x", StatusCode::BAD_REQUEST),
    ] {
        let answer = site.call(Method::GET, path, "", "").await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_proposal_is_previewed_as_it_would_be_filed() {
    let site = Site::found().await;
    let cookie = site.cookie(FOUNDER).await;
    let policy = site.json("/policies/moderation", "").await;
    let mut rule = policy["rules"][0]["value"].clone();
    let title = rule["title"].clone();
    rule["text"] = json!("Say it kindly, or leave it.");
    let payload = json!({"kind": "moderation", "changes": [{"kind": "put-rule", "value": rule}]});
    let want = json!({"payload": payload, "title": "Shall we be kind?", "reasons": "It helps."});
    let answer = site
        .call(
            Method::POST,
            "/proposals/preview",
            &cookie,
            &want.to_string(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let preview: Value = serde_json::from_str(&answer.body).expect("JSON");
    let change = &preview["changes"][0];
    assert_eq!(change["title"], title);
    let lines = change["lines"].as_array().expect("lines");
    assert!(
        lines.iter().any(|line| line["kind"] != "kept"
            && line.to_string().contains("Say it kindly, or leave it.")),
        "{lines:?}"
    );
    assert_eq!(preview["sponsors_needed"], 1);
    let charter = site.app.commons().charter.clone();
    assert_eq!(
        preview["voting_ms"],
        charter.ticks_ms(charter.tracks.policy.voting_ticks)
    );
    // What it gives back is what `prepare` takes, and it is filed with these words.
    let wanted = json!({
        "kind": "propose", "payload": preview["payload"],
        "title": want["title"], "reasons": want["reasons"],
    });
    let prepared = site
        .call(
            Method::POST,
            "/operations/prepare",
            &cookie,
            &wanted.to_string(),
        )
        .await;
    assert_eq!(prepared.status, StatusCode::OK, "{}", prepared.body);

    let same = json!({"kind": "moderation", "changes": [{"kind": "put-rule", "value": policy["rules"][0]["value"]}]});
    for (payload, title, status, code) in [
        (same, "Nothing", 422, "proposal"),
        (json!({"kind": "statement"}), "", 422, "proposal"),
        (
            json!({"kind": "moderation", "changes": [{"kind": "remove-rule", "value": "no-such"}]}),
            "Away",
            422,
            "proposal",
        ),
        (
            json!({"kind": "data", "changes": [{"kind": "remove", "value": "shoes"}]}),
            "Away",
            400,
            "unreadable",
        ),
    ] {
        let want = json!({"payload": payload, "title": title, "reasons": "So."}).to_string();
        let answer = site
            .call(Method::POST, "/proposals/preview", &cookie, &want)
            .await;
        assert_eq!(answer.status.as_u16(), status, "{want}: {}", answer.body);
        assert!(answer.body.contains(code), "{want}: {}", answer.body);
    }
    let stranger = site
        .call(Method::POST, "/proposals/preview", "", &want.to_string())
        .await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}
