//! Grants through the doors of people and of programs.

use app::call::{TypedPayee, TypedProject};
use axum::http::{Method, StatusCode};
use ledger::ids::{GrantId, MemberNumber, Money, TransferId};
use ledger::operation::{Body, Payload};
use ledger::payload::{Budget, Envelope};
use serde_json::{Value, json};

use crate::budgets::{attempt, told};
use crate::site::Site;
use crate::treasury::{attest, decide};

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

/// A circle with 3,000.00 set aside for grants.
async fn endowed() -> (Site, [MemberNumber; 3]) {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    let voters = [FOUNDER, ana, ben];
    attest(&site, FOUNDER, 500_000).await;
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    let budget = Budget {
        treasury: Money(500_000),
        envelopes: vec![(Envelope::Grants, Money(300_000))],
    };
    decide(&site, &voters, Payload::Budget(budget), "What for?").await;
    (site, voters)
}

async fn ask(site: &Site, member: MemberNumber, title: &str, cost: u64, to: TypedPayee) {
    let typed = TypedProject {
        title: title.to_owned(),
        words: "For <b>all</b>.".to_owned(),
        cost: Money(cost),
        to,
    };
    let (body, companion) = site.app.word_grant(&typed).await.expect("sound");
    site.act(member, body, Some(companion)).await;
}

async fn give(site: &Site, member: MemberNumber, grant: u32, points: u8) {
    let grant = GrantId(grant);
    site.act(member, Body::SupportGrant { grant, points }, None)
        .await;
}

#[tokio::test]
// long: one story from the request to the payment
async fn a_circle_supports_what_members_ask_for() {
    let (site, [_, ana, ben]) = endowed().await;
    let cookie = site.cookie(ben).await;
    let reader = format!("{cookie}; meent-lang=en");
    let desk = site.json("/grants", &cookie).await;
    assert_eq!(
        (&desk["pool"], &desk["most"], &desk["points_left"]),
        (&json!("300000"), &json!("9929"), &json!(100))
    );
    let answer = site.call(Method::GET, "/grants/1", "", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = site.get("/commons/grants", &reader).await.body;
    assert!(page.contains("Nobody asks for a grant") && page.contains("request-grant"));
    let page = site.get("/commons/grants", "meent-lang=en").await.body;
    assert!(!page.contains("data-sign="), "strangers sign nothing");

    ask(&site, ana, "A roll of film", 6_000, TypedPayee::Member(ana)).await;
    let outside = TypedPayee::Outside("The harbour school".to_owned());
    ask(&site, ben, "Lessons", 9_800, outside).await;

    let request = |amount: &str, to: &str| json!({"kind": "request-grant", "title": "A bench", "words": "", "amount": amount, "to": to});
    for (want, status) in [
        (request("12.50", ""), StatusCode::OK),
        (request("12", "@ana"), StatusCode::OK),
        (request("12", "@nobody"), StatusCode::UNPROCESSABLE_ENTITY),
        (request("a lot", ""), StatusCode::BAD_REQUEST),
        (
            json!({"kind": "support-grant", "grant": "1", "points": "10"}),
            StatusCode::OK,
        ),
        (
            json!({"kind": "support-grant", "grant": 1, "points": 256}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"kind": "withdraw-grant", "grant": "2"}),
            StatusCode::OK,
        ),
    ] {
        let prepared = site
            .call(
                Method::POST,
                "/operations/prepare",
                &cookie,
                &want.to_string(),
            )
            .await;
        assert_eq!(prepared.status, status, "{want}: {}", prepared.body);
    }

    give(&site, FOUNDER, 1, 10).await;
    give(&site, ben, 2, 50).await;
    let full = site.json("/grants/1", &cookie).await;
    assert_eq!(
        (
            &full["stage"],
            &full["points"],
            &full["backers"],
            &full["needed"]
        ),
        (&json!("open"), &json!(10), &json!(1), &json!(8))
    );
    let hours =
        |at: &Value| at.as_u64().expect("a time") - full["since_ms"].as_u64().expect("a time");
    assert_eq!(hours(&full["old_enough_at_ms"]), 120 * HOUR_MS);
    assert_eq!(hours(&full["passes_at_ms"]) / HOUR_MS, 309);
    let full = site.json("/grants/2", &cookie).await;
    assert_eq!(
        (&full["passes_at_ms"], &full["own_points"], &full["more"]),
        (&Value::Null, &json!(50), &json!(22))
    );
    let page = site.get("/commons/grants", &reader).await.body;
    for words in [
        "You have 50 of 100 points left to give.",
        "Its support weighs 0 of 8 points.",
        "if support stays",
        "points more are needed",
        "50 of your points",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let page = site.get("/commons/grants/2", &reader).await.body;
    for words in [
        "The harbour school",
        "withdraw-grant",
        "You give 50 points.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        !page.contains("<b>all</b>"),
        "what members type is not markup"
    );

    site.app.advance(200 * HOUR_MS).await.expect("time passes");
    let full = site.json("/grants/1", "").await;
    let course = full["course"].as_array().expect("a course");
    assert!(course.len() > 10, "{course:?}");
    assert_eq!(full["weight"], 5, "10 points and 200 hours");
    site.app.advance(110 * HOUR_MS).await.expect("time passes");
    let full = site.json("/grants/1", &cookie).await;
    assert_eq!(full["stage"], "passed");
    let number = full["transfer"].as_u64().expect("a payment");
    let transfer = site
        .json(&format!("/treasury/transfers/{number}"), "")
        .await;
    assert_eq!(
        (&transfer["grant"], &transfer["amount"]),
        (&json!(1), &json!("6000"))
    );
    let payment = site
        .get(&format!("/commons/treasury/transfers/{number}"), &reader)
        .await
        .body;
    assert!(payment.contains("Grant 1: A roll of film"), "{payment}");
    let of_ana = site.cookie(ana).await;
    assert_eq!(told(&site, &of_ana, "grant-passed").await, 1);

    site.act(ben, Body::WithdrawGrant(GrantId(2)), None).await;
    let desk = site.json("/grants", &cookie).await;
    assert_eq!(desk["points_left"], 100, "points of what is over are free");
    assert_eq!(desk["open"], json!([]));
    assert_eq!(desk["over"][0]["stage"], "withdrawn");
}

/// Words that say something else than the digest are refused.
#[tokio::test]
async fn words_of_a_grant_must_be_those_that_are_signed() {
    let (site, [_, ana, _]) = endowed().await;
    let typed = TypedProject {
        title: "A bench".to_owned(),
        words: String::new(),
        cost: Money(5),
        to: TypedPayee::Member(ana),
    };
    let (body, companion) = site.app.word_grant(&typed).await.expect("sound");
    let app::Companion::Words(words) = companion else {
        panic!("a request has words");
    };
    let other = app::Companion::Words(app::companion::Words {
        title: "Another bench".to_owned(),
        ..words
    });
    for companion in [None, Some(other)] {
        assert!(attempt(&site, ana, body.clone(), companion).await.is_err());
    }
}
