//! Talking a draft through, by pages without scripts and by JSON.

use axum::http::{Method, StatusCode};
use ledger::ids::MemberNumber;
use serde_json::{Value, json};

use crate::site::{Answer, Site};

const FOUNDER: MemberNumber = MemberNumber(1);

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

/// Begins a draft through a form, and returns its id.
async fn begin(site: &Site, cookie: &str) -> String {
    let form = "title=A+darkroom%3F&reasons=One.%0D%0A%0D%0ATwo.";
    let begun = site.form("/commons/deliberations", cookie, form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let id = begun.location.rsplit('/').next().unwrap_or_default();
    id.to_owned()
}

/// Posts JSON below a deliberation and returns the id of what was made.
async fn make(site: &Site, cookie: &str, path: &str, body: Value) -> String {
    let made = site
        .call(Method::POST, path, cookie, &body.to_string())
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{path}: {}", made.body);
    read(&made)["id"].as_str().expect("an id").to_owned()
}

async fn put(site: &Site, cookie: &str, path: &str, body: Value) -> Answer {
    let body = body.to_string();
    site.call(Method::PUT, path, cookie, &body).await
}

#[tokio::test]
async fn what_was_written_comes_back_with_why_it_was_refused() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let long = format!("title={}&reasons=kept+words", "x".repeat(161));
    let refused = site.form("/commons/deliberations", &fenna, &long).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("kept words") && refused.body.contains("It is too long."));

    let id = begin(&site, &fenna).await;
    let draft = format!("/commons/deliberations/{id}");
    let comment = "version=1&paragraph=9&text=nowhere+to+stand";
    let refused = site
        .form(&format!("{draft}/comments"), &fenna, comment)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("nowhere to stand"));
    let stale = "version=7&title=A&reasons=B";
    let refused = site.form(&format!("{draft}/edit"), &fenna, stale).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("There is a newer version"));
}

#[tokio::test]
async fn nobody_reads_what_another_answered() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let joost = site.join("joost").await;
    let joost = site.cookie(joost).await;
    let id = begin(&site, &fenna).await;
    let part = |name: &str| format!("/deliberations/{id}/{name}");
    let asked = put(&site, &fenna, &part("stage"), json!({"stage": "opinions"})).await;
    assert_eq!(asked.status, StatusCode::NO_CONTENT, "{}", asked.body);
    let body = json!({"text": "A sink first"});
    let statement = make(&site, &fenna, &part("statements"), body).await;
    let answer = format!("/contributions/{statement}/answer");
    let agree = || json!({"opinion": "agree"});
    let unasked = put(&site, &fenna, &answer, agree()).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&unasked)["code"], "data-policy");
    let yes = put(&site, &fenna, &part("consent"), json!({})).await;
    assert_eq!(yes.status, StatusCode::NO_CONTENT, "{}", yes.body);
    let kept = put(&site, &fenna, &answer, agree()).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);
    for (cookie, own) in [
        (fenna.as_str(), json!("agree")),
        (&joost, Value::Null),
        ("", Value::Null),
    ] {
        let shown = site.json(&format!("/deliberations/{id}"), cookie).await;
        let listed = &shown["statements"][0];
        assert_eq!(listed["own_answer"], own);
        assert_eq!(listed["author"], Value::Null);
    }
    // One person is no map, and no total says what one said.
    site.app.draw_maps().await.expect("drawn");
    let map = site.json(&part("map"), "").await;
    assert_eq!(
        (&map["people"], &map["groups"], &map["places"]),
        (&json!(1), &json!([]), &json!([]))
    );
    let page = site
        .get(&format!("/commons/deliberations/{id}/map"), "")
        .await;
    assert!(
        page.body
            .contains("The map appears once 5 people have answered.")
    );
    // Who does not answer reads them all.
    let page = site
        .get(&format!("/commons/deliberations/{id}/statements"), "")
        .await;
    assert!(page.body.contains("The statement</h2>"), "{}", page.body);
    let taken = site.call(Method::DELETE, &answer, &fenna, "").await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
    let shown = site.json(&format!("/deliberations/{id}"), &fenna).await;
    assert_eq!(shown["statements"][0]["own_answer"], Value::Null);
}

#[tokio::test]
async fn a_draft_can_be_filed_by_json_and_its_decision_leads_back() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let id = begin(&site, &fenna).await;
    let part = |name: &str| format!("/deliberations/{id}/{name}");
    let body = json!({"title": "A darkroom?", "text": "One.\n\nThree.", "note": "Three, not two"});
    let revised = site
        .call(Method::POST, &part("versions"), &fenna, &body.to_string())
        .await;
    assert_eq!(revised.status, StatusCode::NO_CONTENT, "{}", revised.body);
    for stage in ["opinions", "frozen"] {
        let moved = put(&site, &fenna, &part("stage"), json!({ "stage": stage })).await;
        assert_eq!(moved.status, StatusCode::NO_CONTENT, "{}", moved.body);
    }
    let body = json!({"side": "against", "text": "It smells."});
    make(&site, &fenna, &part("cases"), body).await;
    let want =
        json!({"kind": "propose", "payload": "", "title": "", "reasons": "", "deliberation": id});
    let prepared = site
        .call(
            Method::POST,
            "/operations/prepare",
            &fenna,
            &want.to_string(),
        )
        .await;
    assert_eq!(prepared.status, StatusCode::OK, "{}", prepared.body);
    let words = &read(&prepared)["attachment"]["companion"];
    assert_eq!(words["summary"], "One.\n\nThree.");

    let viewer = crate::site::viewer(FOUNDER);
    let parsed = id.parse().expect("an id");
    let (propose, words) = site.app.file_draft(&viewer, parsed).await.expect("ready");
    site.act(
        FOUNDER,
        ledger::operation::Body::Propose(propose),
        Some(words),
    )
    .await;
    let shown = site.json(&format!("/deliberations/{id}"), "").await;
    let number = shown["filed_as"].as_u64().expect("filed");
    let decision = site.get(&format!("/commons/decisions/{number}"), "").await;
    assert!(decision.body.contains("It smells."));
    assert!(
        decision
            .body
            .contains(&format!("/commons/deliberations/{id}"))
    );
    let again = site
        .call(
            Method::POST,
            "/operations/prepare",
            &fenna,
            &want.to_string(),
        )
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&again)["code"], "deliberation-stage");
}

/// The map marks the place of who looks, and of nobody else.
#[tokio::test]
async fn a_reader_is_shown_their_own_place_only() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let id = begin(&site, &fenna).await;
    let part = |name: &str| format!("/deliberations/{id}/{name}");
    put(&site, &fenna, &part("stage"), json!({"stage": "opinions"})).await;
    let body = json!({"text": "A sink first"});
    let statement = make(&site, &fenna, &part("statements"), body).await;
    let mut cookies = vec![fenna];
    for handle in ["joost", "kim", "lot", "mia"] {
        let member = site.join(handle).await;
        cookies.push(site.cookie(member).await);
    }
    for (cookie, opinion) in cookies
        .iter()
        .zip(["agree", "agree", "pass", "disagree", "disagree"])
    {
        put(&site, cookie, &part("consent"), json!({})).await;
        let answer = format!("/contributions/{statement}/answer");
        let kept = put(&site, cookie, &answer, json!({ "opinion": opinion })).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);
    }
    site.app.draw_maps().await.expect("drawn");
    let page = format!("/commons/deliberations/{id}/map");
    for cookie in &cookies {
        let shown = site.get(&page, cookie).await.body;
        assert_eq!(shown.matches("class=\"t-acc\"").count(), 2, "once a width");
    }
    let shown = site.get(&page, "").await.body;
    assert!(shown.contains("Group A") && !shown.contains("t-acc"));
}

/// A circle is shown none of it until somebody wants it, and never in the words of large networks.
#[tokio::test]
async fn a_circle_meets_it_only_once_it_wants_it() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let form = "title=Shall+we%3F&reasons=Yes.";
    let preview = || site.form("/commons/propose/statement", &fenna, form);
    assert!(!preview().await.body.contains("Talk it through first"));
    assert!(
        !site
            .get("/commons", &fenna)
            .await
            .body
            .contains("talked through")
    );
    let id = begin(&site, &fenna).await;
    assert!(preview().await.body.contains("Talk it through first"));
    for path in ["", "/versions", "/statements", "/map", "/edit"] {
        let page = site
            .get(&format!("/commons/deliberations/{id}{path}"), &fenna)
            .await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for word in ["track", "chamber", " bp"] {
            assert!(!page.body.to_lowercase().contains(word), "{path}: {word}");
        }
    }
}

#[tokio::test]
async fn what_is_added_can_be_reported_and_is_judged_in_the_queue() {
    let site = Site::found().await;
    let fenna = site.cookie(FOUNDER).await;
    let joost = site.join("joost").await;
    let joost = site.cookie(joost).await;
    let id = begin(&site, &joost).await;
    let body = json!({"text": "Fools, all of you", "version": 1, "paragraph": 1});
    let said = make(
        &site,
        &joost,
        &format!("/deliberations/{id}/comments"),
        body,
    )
    .await;
    let report = format!("/commons/contributions/{said}/report");
    assert!(
        site.get(&report, &fenna)
            .await
            .body
            .contains("Fools, all of you")
    );
    let sent = site
        .form(&report, &fenna, "rule=no-harassment&note=rude")
        .await;
    assert_eq!(sent.status, StatusCode::OK);
    let draft = json!({"rule": "no-spam"});
    let path = format!("/deliberations/{id}/report");
    let sent = site
        .call(Method::POST, &path, &fenna, &draft.to_string())
        .await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    let queue = site.get("/commons/moderation/queue", &fenna).await;
    assert!(queue.body.contains("A comment on a draft") && queue.body.contains("A darkroom?"));
    let case = format!("/commons/moderation/queue/said-{said}");
    assert!(
        site.get(&case, &fenna)
            .await
            .body
            .contains("Fools, all of you")
    );
    let acted = site
        .form(
            &format!("{case}/act"),
            &fenna,
            "rule=no-harassment&reason=Not+like+this.",
        )
        .await;
    assert_eq!(acted.status, StatusCode::SEE_OTHER, "{}", acted.body);
}
