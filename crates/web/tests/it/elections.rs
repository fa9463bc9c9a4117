//! Elections through the door of programs.

use app::AppError;
use axum::http::{Method, StatusCode};
use ledger::ids::{ElectionId, MemberNumber};
use ledger::operation::Body;
use serde_json::{Value, json};

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);
const ANAS_WORDS: &str = "I *listen* first.";

/// From the call to the seat: a circle elects who leads, and everybody reads how it was counted.
#[tokio::test]
// long: one story from the call to the seat
async fn a_circle_elects_who_leads() {
    let site = Site::found_under(|charter| charter.elections_from = 3).await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    assert_eq!(site.json("/elections", "").await, json!([]));
    site.app.advance(168 * HOUR_MS).await.expect("time passes");
    let all = site.json("/elections", "").await;
    assert_eq!(all[0]["number"], 1);
    assert_eq!(
        (&all[0]["office"], &all[0]["stage"], &all[0]["seats"]),
        (&json!("team"), &json!("nominating"), &json!(1))
    );
    assert_eq!(all[0]["sponsors_needed"], 1);
    let answer = site.call(Method::GET, "/elections/2", "", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let election = ElectionId(1);
    let cookie = site.cookie(ben).await;
    let wanted = [
        json!({"kind": "nominate", "election": 1, "text": "I listen."}),
        json!({"kind": "withdraw-nomination", "election": "1"}),
        json!({"kind": "sponsor-nomination", "election": 1, "nominee": ana.0}),
        json!({"kind": "rank", "election": 1, "ranking": [ana.0, ben.0]}),
        json!({"kind": "rank", "election": 1, "ranking": "2"}),
        json!({"kind": "rank", "election": 1}),
        json!({"kind": "resign", "office": "team"}),
    ];
    for want in wanted {
        let prepared = site
            .call(
                Method::POST,
                "/operations/prepare",
                &cookie,
                &want.to_string(),
            )
            .await;
        assert_eq!(prepared.status, StatusCode::OK, "{want}: {}", prepared.body);
    }
    // Twice: a job may run again.
    for _ in 0..2 {
        site.app.run_due_jobs().await.expect("done");
        site.app.tell_of_election(1, 0).await.expect("told");
    }
    assert_eq!(told(&site, &cookie, "election-called").await, 1);
    for (member, other) in [(ana, ben), (ben, ana)] {
        let words = if member == ana {
            ANAS_WORDS
        } else {
            "I am *Ben*."
        };
        let (text, companion) = site.app.word_nomination(words);
        let body = Body::Nominate { election, text };
        site.act(member, body, Some(companion)).await;
        let sponsor = Body::SponsorNomination {
            election,
            nominee: member,
        };
        let sponsor_of = if member == ana { other } else { FOUNDER };
        site.act(sponsor_of, sponsor, None).await;
    }
    let full = site.json("/elections/1", &cookie).await;
    let ana_stands = &full["nominations"][0];
    assert_eq!(ana_stands["member"]["handle"], "ana", "{full}");
    assert_eq!(ana_stands["is_sponsored_by_me"], true);
    assert_eq!(ana_stands["words"], ANAS_WORDS);
    assert_eq!(full["nominations"][1]["is_sponsored_by_me"], false);

    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    words_are_shown_exported_and_erased(&site, ana).await;
    site.app.run_due_jobs().await.expect("done");
    assert_eq!(told(&site, &cookie, "election-opened").await, 1);
    let rank = |first, second| Body::Rank {
        election,
        ranking: vec![first, second],
    };
    site.act(FOUNDER, rank(ana, ben), None).await;
    site.act(ben, rank(ben, ana), None).await;
    site.act(ana, rank(ana, ben), None).await;
    let full = site.json("/elections/1", &cookie).await;
    assert_eq!(full["stage"], "voting");
    assert_eq!(full["electorate"], 3);
    assert_eq!(full["own_ranking"], json!([ben.0, ana.0]));
    assert_eq!(full["count"], Value::Null);
    let mut candidates: Vec<u64> = full["candidates"]
        .as_array()
        .expect("candidates")
        .iter()
        .filter_map(Value::as_u64)
        .collect();
    candidates.sort_unstable();
    assert_eq!(candidates, [u64::from(ana.0), u64::from(ben.0)]);

    site.app.advance(73 * HOUR_MS).await.expect("time passes");
    let full = site.json("/elections/1", &cookie).await;
    assert_eq!(full["stage"], "taking");
    assert_eq!(full["own_ranking"], Value::Null, "who voted how is dropped");
    assert_eq!(full["count"]["succession"], json!([ana.0, ben.0]));
    assert_eq!(full["count"]["quota"], 2_000_000);
    assert_eq!(full["count"]["rounds"][0]["elected"], json!([ana.0]));
    assert_eq!(full["count"]["ballots"].as_array().map(Vec::len), Some(2));
    site.app.advance(24 * HOUR_MS).await.expect("time passes");
    assert_eq!(
        site.json("/elections", "").await[0]["seated"],
        json!([ana.0])
    );
    let full = site.json("/elections/1", "").await;
    assert_eq!(full["terms"][0]["member"], ana.0);
    let page = site.get("/commons/elections/1", &cookie).await.body;
    for words in ["In office", "Next in line", "Round 1", "is elected"] {
        assert!(page.contains(words), "{words}");
    }
    let list = site.get("/commons/elections", "").await.body;
    assert!(list.contains("Who leads the work?"));
}

/// Counts the notices of one kind.
async fn told(site: &Site, cookie: &str, kind: &str) -> usize {
    let all = site.json("/notifications", cookie).await;
    let rows = all["rows"].as_array().expect("rows");
    rows.iter().filter(|it| it["kind"] == kind).count()
}

/// What a candidate says is on the page, in their export, and gone when they say so; they go on standing.
async fn words_are_shown_exported_and_erased(site: &Site, ana: MemberNumber) {
    let cookie = site.cookie(ana).await;
    let page = site.get("/commons/elections/1", &cookie).await.body;
    assert!(
        page.contains("<em>listen</em>"),
        "Markdown is drawn: {page}"
    );
    let held = site.json("/me/privacy", &cookie).await.to_string();
    assert!(held.contains("nomination:1"), "{held}");
    let path = "/elections/1/words";
    let gone = site.call(Method::DELETE, path, "", "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    let gone = site.call(Method::DELETE, path, &cookie, "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let full = site.json("/elections/1", "").await;
    assert_eq!(full["nominations"][0]["words"], Value::Null);
    assert_eq!(full["nominations"][1]["words"], "I am *Ben*.");
    let held = site.json("/me/privacy", &cookie).await.to_string();
    assert!(!held.contains("nomination:1"), "{held}");
}

/// Words that are not those of the digest, none at all, or too many are not taken.
#[tokio::test]
async fn a_candidates_words_are_those_that_were_signed() {
    let site = Site::found_under(|charter| charter.elections_from = 2).await;
    let ana = site.join("ana").await;
    site.app.advance(168 * HOUR_MS).await.expect("time passes");
    let election = ElectionId(1);
    let (text, _) = site.app.word_nomination("What was signed.");
    let (_, other) = site.app.word_nomination("What was sent.");
    let nominate = |text| Body::Nominate { election, text };
    let prepared = site.app.prepare(ana, nominate(text)).expect("prepared");
    let evidence = site.sign(ana, &prepared);
    let sent = site
        .app
        .submit(&prepared.bytes, evidence, Some(other))
        .await;
    assert!(matches!(sent, Err(AppError::Refused(_))), "{sent:?}");
    for words in ["  ".to_owned(), "x".repeat(2_001)] {
        let (text, companion) = site.app.word_nomination(&words);
        let prepared = site.app.prepare(ana, nominate(text)).expect("prepared");
        let evidence = site.sign(ana, &prepared);
        let sent = site
            .app
            .submit(&prepared.bytes, evidence, Some(companion))
            .await;
        assert!(matches!(sent, Err(AppError::Refused(_))), "{sent:?}");
    }
    let full = site.json("/elections/1", "").await;
    assert_eq!(full["nominations"], json!([]));
}
