//! Whose vote is asked for, what they are told, and how their delegates voted.

use axum::http::Method;
use ledger::charter::{Parameter, ParameterChange, RuleName};
use ledger::delegation::Topic;
use ledger::ids::{MemberNumber, ProposalId};
use ledger::operation::{Body, Choice, Payload};
use serde_json::{Value, json};

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

/// Files a question of the founder's, which the only sponsor it needs puts to the vote.
async fn file(site: &Site, payload: Payload, title: &str) -> ProposalId {
    let (propose, words) = site.app.word_proposal(payload, title, "Because.");
    site.act(FOUNDER, Body::Propose(propose), Some(words)).await;
    let id = site.app.list_proposals(None).await.expect("read")[0]
        .proposal
        .id;
    site.app.advance(HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    id
}

async fn asked(site: &Site, cookie: &str) -> Vec<u64> {
    let asked = site.json("/me/asked", cookie).await;
    let numbers = asked.as_array().expect("a list").iter();
    numbers.filter_map(|it| it["proposal"].as_u64()).collect()
}

async fn told(site: &Site, cookie: &str) -> String {
    site.get("/notifications", cookie).await.body
}

#[tokio::test]
// long: one story over three rounds
async fn one_vote_a_round_is_asked_of_each_and_the_charter_of_all() {
    let site = Site::found_under(|charter| charter.asks_per_round = 1).await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;
    assert_eq!(site.json("/me/asked", &cookie).await, json!([]));
    let first = file(&site, Payload::Statement, "Shall we meet?").await;
    assert_eq!(asked(&site, &cookie).await, [u64::from(first.0)]);
    let second = file(&site, Payload::Statement, "Shall we sing?").await;
    assert_eq!(asked(&site, &cookie).await, [u64::from(first.0)]);
    let notices = told(&site, &cookie).await;
    assert_eq!(
        notices.matches("Your vote is asked for.").count(),
        1,
        "{notices}"
    );
    assert!(notices.contains("Shall we meet?"));
    let commons = site.get("/commons", &cookie).await.body;
    let (before, after) = commons.split_once("Also open").expect("a digest");
    assert!(before.contains("Shall we meet?") && after.contains("Shall we sing?"));

    // The charter is everybody's, whatever else they were asked for.
    let change = ParameterChange {
        parameter: Parameter::Rule(RuleName::KeysMax),
        value: 9,
    };
    let third = file(&site, Payload::Charter(vec![change]), "One more key?").await;
    let both = [u64::from(first.0), u64::from(third.0)];
    assert_eq!(asked(&site, &cookie).await, both);
    // Somebody who has opened no page yet: what the frame shows is believed for some seconds.
    let founder = site.cookie(FOUNDER).await;
    let home = site.get("/", &founder).await.body;
    assert_eq!(
        home.matches("Your vote is asked for").count(),
        2,
        "the panel"
    );

    // Who has voted is asked no more, and for nothing else in this round.
    let yes = |proposal| Body::Vote {
        proposal,
        choice: Choice::Yes,
    };
    site.act(ana, yes(first), None).await;
    site.app.run_due_jobs().await.expect("done");
    assert_eq!(asked(&site, &cookie).await, [u64::from(third.0)]);

    // A day before the end they hear once more of what they were asked for, and of nothing else.
    site.app.advance(46 * HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    site.app.advance(4 * HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    let notices = told(&site, &cookie).await;
    let ends = "A vote you are asked for ends soon.";
    assert_eq!(notices.matches(ends).count(), 1, "{notices}");
    assert!(
        site.json(&format!("/decisions/{}", second.0), &cookie)
            .await["may_vote"]
            == true
    );

    // The next round asks for one of what is open then.
    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    let fourth = file(&site, Payload::Statement, "Shall we dance?").await;
    assert_eq!(asked(&site, &cookie).await, Vec::<u64>::new());
    site.app.advance(46 * HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    assert_eq!(asked(&site, &cookie).await, [u64::from(fourth.0)]);
}

#[tokio::test]
async fn whoever_keeps_no_notifications_is_not_asked() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;
    let choice = json!({"allow": false}).to_string();
    let path = "/me/privacy/notifications";
    let answer = site.call(Method::PUT, path, &cookie, &choice).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    file(&site, Payload::Statement, "Shall we meet?").await;
    assert_eq!(asked(&site, &cookie).await, Vec::<u64>::new());
    let founder = site.cookie(FOUNDER).await;
    assert_eq!(asked(&site, &founder).await.len(), 1);
}

#[tokio::test]
async fn a_delegate_s_vote_is_shown_when_it_locks_and_one_s_own_still_wins() {
    let site = Site::found().await;
    let (ana, ben) = (site.join("ana").await, site.join("ben").await);
    let cookie = site.cookie(ana).await;
    let delegate = Body::Delegate {
        topic: Topic::Other,
        to: vec![ben],
    };
    site.act(ana, delegate, None).await;
    let id = file(&site, Payload::Statement, "Shall we meet?").await;
    let vote = |choice| Body::Vote {
        proposal: id,
        choice,
    };
    site.act(ben, vote(Choice::No), None).await;
    let votes = |of: &'static str| {
        let (site, cookie) = (&site, &cookie);
        async move { site.json("/me/delegated-votes", cookie).await[0][of].clone() }
    };
    assert_eq!(votes("outcome").await, "not-yet");
    let page = site.get("/commons/delegation", &cookie).await.body;
    assert!(page.contains("You can see how they vote from"), "{page}");
    assert!(!told(&site, &cookie).await.contains("votes for you"));

    site.app.advance(47 * HOUR_MS).await.expect("time passes");
    site.app.run_due_jobs().await.expect("done");
    assert_eq!(votes("outcome").await, "by");
    assert_eq!(votes("choice").await, "no");
    assert_eq!(votes("delegate").await["member"]["handle"], "ben");
    let notices = told(&site, &cookie).await;
    let said = "BEN votes for you: Against. Your own vote still wins.";
    assert!(notices.contains(said), "{notices}");
    assert!(
        !notices.contains("ends soon"),
        "they are carried: {notices}"
    );

    site.act(ana, vote(Choice::Yes), None).await;
    assert_eq!(votes("outcome").await, "own");
    assert_eq!(votes("choice").await, "yes");
    site.app.advance(72 * HOUR_MS).await.expect("time passes");
    assert_eq!(votes("is_open").await, Value::Bool(false));
    assert_eq!(votes("outcome").await, "own");
    let page = site.get("/commons/delegation", &cookie).await.body;
    assert!(page.contains("You voted yourself: For."), "{page}");
}
