//! Budget votes through the doors of people and of programs.

use app::Companion;
use app::call::{TypedPayee, TypedProject};
use axum::http::{Method, StatusCode};
use ledger::call::ProjectNumber;
use ledger::ids::{CallId, MemberNumber, Money, TransferId};
use ledger::operation::{Body, Payload};
use ledger::payload::{Budget, Envelope};
use serde_json::{Value, json};

use crate::site::Site;
use crate::treasury::{attest, decide};

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);
const CALL: CallId = CallId(1);

/// A circle with 300.00 set aside, and the call that follows.
async fn called() -> (Site, [MemberNumber; 3]) {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let ben = site.join("ben").await;
    let voters = [FOUNDER, ana, ben];
    attest(&site, FOUNDER, 500_000).await;
    site.act(ana, Body::ConfirmTransfer(TransferId(1)), None)
        .await;
    let budget = Budget {
        treasury: Money(500_000),
        envelopes: vec![(Envelope::Participatory, Money(30_000))],
    };
    decide(&site, &voters, Payload::Budget(budget), "What for?").await;
    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    (site, voters)
}

async fn submit(site: &Site, member: MemberNumber, title: &str, cost: u64, to: TypedPayee) {
    let typed = TypedProject {
        title: title.to_owned(),
        words: "For <b>all</b>.".to_owned(),
        cost: Money(cost),
        to,
    };
    let (body, companion) = site.app.word_project(CALL, &typed).await.expect("sound");
    site.act(member, body, Some(companion)).await;
}

fn approve(projects: &[u16]) -> Body {
    Body::ApproveProjects {
        call: CALL,
        projects: projects.iter().copied().map(ProjectNumber).collect(),
    }
}

#[tokio::test]
// long: one story from the call to the payment
async fn a_circle_decides_what_money_is_spent_on() {
    let (site, [_, ana, ben]) = called().await;
    let cookie = site.cookie(ben).await;
    let reader = format!("{cookie}; meent-lang=en");
    let all = site.json("/budgets", "").await;
    assert_eq!(all[0]["number"], 1);
    assert_eq!(
        (&all[0]["stage"], &all[0]["pool"]),
        (&json!("collecting"), &json!("30000"))
    );
    let answer = site.call(Method::GET, "/budgets/2", "", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    let project = |to: &str, amount: &str| json!({"kind": "submit-project", "call": 1, "title": "A bench", "words": "", "amount": amount, "to": to});
    for (want, status) in [
        (project("", "12.50"), StatusCode::OK),
        (project("@ana", "12"), StatusCode::OK),
        (project("The <i>harbour</i> school", "12"), StatusCode::OK),
        (project("@nobody", "12"), StatusCode::UNPROCESSABLE_ENTITY),
        (project("", "a lot"), StatusCode::BAD_REQUEST),
        (
            json!({"kind": "withdraw-project", "call": 1, "project": "1"}),
            StatusCode::OK,
        ),
        (
            json!({"kind": "approve-projects", "call": 1, "projects": ["2", "1"]}),
            StatusCode::OK,
        ),
        (
            json!({"kind": "approve-projects", "call": 1, "projects": "2"}),
            StatusCode::OK,
        ),
        (
            json!({"kind": "approve-projects", "call": 1}),
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
    // Twice: a job may run again.
    for _ in 0..2 {
        site.app.run_due_jobs().await.expect("done");
        site.app.tell_of_call(1, 0).await.expect("told");
    }
    assert_eq!(told(&site, &cookie, "call-made").await, 1);

    submit(&site, ana, "A bench", 18_000, TypedPayee::Member(ana)).await;
    let outside = TypedPayee::Outside("The harbour school".to_owned());
    submit(&site, ben, "Lessons", 20_000, outside).await;
    submit(&site, ben, "Nothing", 500, TypedPayee::Member(ben)).await;
    let withdrawn = Body::WithdrawProject {
        call: CALL,
        project: ProjectNumber(3),
    };
    site.act(ben, withdrawn, None).await;
    let full = site.json("/budgets/1", "").await;
    let titles: Vec<&Value> = full["projects"]
        .as_array()
        .expect("projects")
        .iter()
        .map(|it| &it["title"])
        .collect();
    assert_eq!(titles, ["A bench", "Lessons"]);
    let page = site.get("/commons/budgets/1", &reader).await.body;
    for words in [
        "The harbour school",
        "A bench",
        "data-sign=\"submit-project\"",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        !page.contains("<b>all</b>"),
        "what members type is not markup"
    );

    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    assert_eq!(told(&site, &cookie, "call-opened").await, 1);
    let line = site.json("/budgets", &cookie).await;
    assert_eq!(line[0]["awaits_me"], true);
    for (member, projects) in [(FOUNDER, &[1, 2][..]), (ana, &[1][..]), (ben, &[1, 2][..])] {
        site.act(member, approve(projects), None).await;
    }
    let full = site.json("/budgets/1", &cookie).await;
    assert_eq!(full["electorate"], 3);
    assert_eq!(full["own_ballot"], json!([1, 2]));
    let page = site.get("/commons/budgets/1", &reader).await.body;
    assert!(page.contains("You have voted") && page.contains("3 of 3 have voted"));

    site.app.advance(73 * HOUR_MS).await.expect("time passes");
    let full = site.json("/budgets/1", &cookie).await;
    assert_eq!(full["stage"], "counted");
    assert_eq!(full["own_ballot"], Value::Null, "who voted how is dropped");
    assert_eq!(full["count"]["funded"], json!([1]));
    assert_eq!(full["count"]["ballots"].as_array().map(Vec::len), Some(2));
    let number = full["projects"][0]["transfer"].as_u64().expect("a payment");
    let transfer = site
        .json(&format!("/treasury/transfers/{number}"), "")
        .await;
    assert_eq!(transfer["budget"], json!([1, 1]));
    assert_eq!(transfer["amount"], "18000");
    let page = site.get("/commons/budgets/1", &reader).await.body;
    for words in [
        "What is funded",
        "Its 3 supporters pay it, each at most",
        "Not funded this time",
        &format!("/commons/treasury/transfers/{number}"),
    ] {
        assert!(page.contains(words), "{words}");
    }
    let payment = site
        .get(&format!("/commons/treasury/transfers/{number}"), &reader)
        .await
        .body;
    assert!(payment.contains("Budget vote 1: A bench"), "{payment}");
    assert_eq!(told(&site, &cookie, "project-counted").await, 1);
}

/// Words that say something else than the digest, or name somebody who is not paid, are refused.
#[tokio::test]
async fn words_must_be_those_that_are_signed() {
    let (site, [_, ana, _]) = called().await;
    let typed = TypedProject {
        title: "A bench".to_owned(),
        words: String::new(),
        cost: Money(5),
        to: TypedPayee::Outside("The harbour school".to_owned()),
    };
    let (body, companion) = site.app.word_project(CALL, &typed).await.expect("sound");
    let Companion::Words(words) = companion else {
        panic!("a project has words");
    };
    let other = app::companion::Words {
        title: "Another bench".to_owned(),
        ..words.clone()
    };
    let paid = app::companion::Words {
        payee: Some(app::companion::Payee {
            name: "Somebody else".to_owned(),
            salt: words.salt.clone(),
        }),
        ..words.clone()
    };
    for wrong in [other, paid] {
        let wrong = Some(Companion::Words(wrong));
        assert!(attempt(&site, ana, body.clone(), wrong).await.is_err());
    }
    assert!(attempt(&site, ana, body.clone(), None).await.is_err());
    site.act(ana, body, Some(Companion::Words(words))).await;
    let titled = TypedProject {
        title: " ".to_owned(),
        ..typed
    };
    assert!(site.app.word_project(CALL, &titled).await.is_err());
}

pub(crate) async fn attempt(
    site: &Site,
    member: MemberNumber,
    body: Body,
    companion: Option<Companion>,
) -> Result<(), app::AppError> {
    let prepared = site.app.prepare(member, body)?;
    let evidence = site.sign(member, &prepared);
    let sent = site.app.submit(&prepared.bytes, evidence, companion);
    sent.await.map(drop)
}

/// Counts the notices of one kind.
pub(crate) async fn told(site: &Site, cookie: &str, kind: &str) -> usize {
    let all = site.json("/notifications", cookie).await;
    let rows = all["rows"].as_array().expect("rows");
    rows.iter().filter(|it| it["kind"] == kind).count()
}
