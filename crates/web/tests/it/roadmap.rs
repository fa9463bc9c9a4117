//! The roadmap and simulations through the doors of people and of programs.

use app::Companion;
use axum::http::StatusCode;
use ledger::ids::{MemberNumber, Money, ProposalId, Quarter};
use ledger::operation::{Body, Payload};
use ledger::payload::{Beneficiary, Envelope, Spend};
use ledger::policy::ModerationChange;
use ledger::roadmap::ItemNumber;
use serde_json::json;

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

async fn propose(site: &Site, payload: Payload, title: &str) {
    let (propose, companion) = site.app.word_proposal(payload, title, "Because.");
    site.act(FOUNDER, Body::Propose(propose), Some(companion))
        .await;
}

async fn add(site: &Site, member: MemberNumber, title: &str) {
    let words = site
        .app
        .salt_words(title, "**Bold** <script>alert(1)</script>");
    let body = Body::AddItem {
        proposal: ProposalId(1),
        text: words.digest(),
    };
    site.act(member, body, Some(Companion::Words(words))).await;
}

/// From the proposal to what is in force, as a page and as JSON.
#[tokio::test]
// long: one story from the first item to the order in force
async fn a_roadmap_is_made_and_read() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    propose(&site, Payload::Roadmap(Quarter(0)), "What now?").await;
    let (cookie, page) = (site.cookie(ana).await, "/commons/decisions/1");
    let reader = format!("{cookie}; meent-lang=en");
    let draft = site.get(page, &reader).await.body;
    assert!(draft.contains("data-sign=\"add-item\"") && draft.contains("Nothing yet."));
    add(&site, ana, "Captions").await;
    add(&site, ben, "A darkroom").await;
    let prepared =
        json!({"kind": "rank-items", "proposal": "1", "item": ["1", "2"], "rank": ["2", ""]});
    let prepared = site
        .call(
            axum::http::Method::POST,
            "/operations/prepare",
            &cookie,
            &prepared.to_string(),
        )
        .await;
    assert_eq!(prepared.status, StatusCode::OK, "{}", prepared.body);
    assert!(prepared.body.contains("Captions"), "{}", prepared.body);
    let draft = site.get(page, &reader).await.body;
    assert!(draft.contains("Captions") && draft.contains("<strong>Bold</strong>"));
    assert!(
        !draft.contains("<script>alert"),
        "words of members are no markup"
    );
    assert!(draft.contains("the team has not said what it costs"));

    site.app.advance(73 * HOUR_MS).await.expect("time passes");
    let ballot = site.get(page, &reader).await.body;
    assert!(ballot.contains("data-sign=\"rank-items\""), "{ballot}");
    let rank = |order: &[&[u16]]| Body::RankItems {
        proposal: ProposalId(1),
        ranking: order
            .iter()
            .map(|group| group.iter().copied().map(ItemNumber).collect())
            .collect(),
    };
    site.act(ana, rank(&[&[2], &[1]]), None).await;
    site.act(ben, rank(&[&[1, 2]]), None).await;
    site.act(FOUNDER, rank(&[&[2]]), None).await;
    let open = site.json("/decisions/1/ranking", &cookie).await;
    assert_eq!(open["own"], json!([[2], [1]]));
    assert_eq!(
        open["order"],
        json!([]),
        "nothing is counted before the close"
    );

    site.app.advance(73 * HOUR_MS).await.expect("time passes");
    let counted = site.json("/decisions/1/ranking", "").await;
    assert_eq!(counted["order"], json!([[2], [1]]));
    assert_eq!(counted["preferred"], json!([[0, 0], [2, 0]]));
    assert_eq!(counted["ballots"].as_array().map(Vec::len), Some(3));
    assert_eq!(counted["own"], json!(null), "who ranked how is dropped");
    let decided = site.get(page, "meent-lang=en").await.body;
    assert!(decided.contains("2 put it before “Captions”, 0 the other way round."));
    site.app.advance(25 * HOUR_MS).await.expect("time passes");
    let all = site.json("/roadmap", "").await;
    assert_eq!(
        (&all["quarter"], &all["in_force"][0]["quarter"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(
        all["in_force"][0]["roadmap"]["items"][1]["title"],
        "A darkroom"
    );
    let page = site.get("/commons/roadmap", "meent-lang=nl").await.body;
    assert!(
        page.contains("A darkroom") && page.contains("Kwartaal 1, nu"),
        "{page}"
    );
    assert_eq!(
        site.call(axum::http::Method::GET, "/decisions/9/ranking", "", "")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

/// The decision, the preview before filing and JSON say the same.
#[tokio::test]
async fn a_proposal_says_what_it_would_do() {
    let site = Site::found().await;
    let cookie = format!("{}; meent-lang=en", site.cookie(FOUNDER).await);
    let preview = site
        .form(
            "/commons/propose/moderation/threshold",
            &cookie,
            "value=9&title=Fewer%3F&reasons=Yes.",
        )
        .await
        .body;
    let said = "No case was decided in the last 30 days, so there is none to compare.";
    assert!(
        preview.contains("What it would do") && preview.contains(said),
        "{preview}"
    );
    let change = Payload::Moderation(vec![ModerationChange::ReportThreshold(9)]);
    propose(&site, change, "Fewer?").await;
    let decision = site.get("/commons/decisions/1", &cookie).await.body;
    assert!(decision.contains(said) && decision.contains("What this does not know"));
    let json = site.json("/decisions/1/simulation", "").await;
    assert_eq!(json["moderation"]["decided"], 0);
    assert_eq!(json["votes"], json!(null));

    let veto = site
        .form(
            "/commons/propose/charter/veto",
            &cookie,
            "value=5000&title=Veto%3F&reasons=Yes.",
        )
        .await
        .body;
    assert!(veto.contains("No vote has ended yet"), "{veto}");
    let spend = Spend {
        envelope: Envelope::Grants,
        beneficiary: Beneficiary::Member(FOUNDER),
        amount: Money(5),
    };
    let found = site
        .app
        .simulate(&Payload::Spend(spend))
        .await
        .expect("run");
    assert_eq!(found.rejection, Some(ledger::Rejection::EnvelopeShort));
}
