//! How trust reaches somebody, as the page of the people and JSON say it (ADR-0023).

use ledger::ids::MemberNumber;
use ledger::operation::Body;
use ledger::trust::{VouchAnswer, Way};
use serde_json::json;

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const QUARTER_MS: u64 = 13 * 168 * HOUR_MS;
const FOUNDING: u32 = 24;
/// Trust walks five steps among thirty people: from nobody whom the lot may choose does it reach the last.
const FAR: usize = 6;

/// Founding members who know each other, and six who came one behind the other after them; whoever is an
/// associate becomes a member after being active in so many rounds.
async fn town(active_rounds: u8) -> (Site, [MemberNumber; FAR]) {
    let site = Site::found_under(|charter| {
        charter.bootstrap_members = FOUNDING;
        charter.vouches_needed = 1;
        charter.associate_ticks = 0;
        charter.active_rounds_needed = active_rounds;
        charter.vouches_open_max = 100;
        charter.vouches_per_round = 100;
        charter.trust_members = FOUNDING;
        charter.trust_seeds_least = 2;
        charter.trust_seeds_most = 2;
    })
    .await;
    for number in 2..=FOUNDING {
        site.join(&format!("m{number}")).await;
    }
    for number in 1..=FOUNDING {
        for step in [1, 2, 5, 9] {
            let to = MemberNumber((number + step - 1) % FOUNDING + 1);
            let from = MemberNumber(number);
            site.act(from, Body::Vouch(to), None).await;
            let answer = VouchAnswer::Accepted;
            site.act(to, Body::AnswerVouch { from, answer }, None).await;
        }
    }
    let mut by = MemberNumber(1);
    let mut chain = [by; FAR];
    for (at, place) in chain.iter_mut().enumerate() {
        by = site.join_by(by, &format!("far{at}")).await;
        *place = by;
    }
    (site, chain)
}

#[tokio::test]
async fn who_is_below_the_cut_reads_what_to_do() {
    let (site, [.., far]) = town(0).await;
    let cookie = format!("{}; meent-lang=en", site.cookie(far).await);
    let own = async || site.json("/people", &cookie).await["own"]["trust"].clone();
    assert_eq!(own().await["status"], "not-yet");
    let page = site.get("/commons/people", &cookie).await.body;
    assert!(page.contains("It has not looked yet."), "{page}");

    // The quarter closes, and a tick later the lot is drawn.
    for wait_ms in [QUARTER_MS, HOUR_MS] {
        site.app.advance(wait_ms).await.expect("time passes");
    }
    let told = own().await;
    assert_eq!(
        (&told["status"], &told["vouches_missing"]),
        (&json!("notice"), &json!(2))
    );
    let page = site.get("/commons/people", &cookie).await.body;
    for words in [
        "that changes nothing for you",
        "2 more members say",
        "So far: 0",
    ] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    let notices = site.get("/notifications", &cookie).await.body;
    assert!(
        notices.contains("You have a week. See what to do."),
        "{notices}"
    );

    // The week is over: they do not vote, until two members met them.
    site.app.advance(168 * HOUR_MS).await.expect("a week");
    assert_eq!(own().await["status"], "below");
    let people = site.json("/people", &cookie).await;
    assert_eq!(people["own"]["standing"], "associate");
    for (lang, reason, misleading) in [
        (
            "en",
            "because too few people here know you",
            "You become a member once",
        ),
        (
            "nl",
            "omdat te weinig mensen hier je kennen",
            "Je wordt lid zodra",
        ),
    ] {
        let reader = format!("{}; meent-lang={lang}", site.cookie(far).await);
        let page = site.get("/commons/people", &reader).await.body;
        assert!(page.contains(reason), "{reason} is missing");
        assert!(!page.contains(misleading), "{misleading}");
    }
    let founder = format!("{}; meent-lang=en", site.cookie(MemberNumber(1)).await);
    let page = site.get("/commons/people", &founder).await.body;
    assert!(
        page.contains("Members met you. You are one of us."),
        "{page}"
    );
    // Whom nobody met yet stands behind the first ones.
    let people = site.json("/people", &founder).await;
    let next = people["people"]["next"].as_str().expect("more people");
    let path = format!("/commons/people?from={next}");
    let page = site.get(&path, &founder).await.body;
    assert!(page.contains("data-sign=\"attest-person\""), "{page}");
    for by in [1, 2] {
        let body = Body::AttestPerson {
            person: far,
            way: Way::InPerson,
        };
        site.act(MemberNumber(by), body, None).await;
    }
    let told = own().await;
    assert_eq!(
        (&told["status"], &told["met"]),
        (&json!("verified"), &json!(2))
    );
    let people = site.json("/people", &cookie).await;
    assert_eq!(people["own"]["standing"], "member");
    let notices = site.get("/notifications", &cookie).await.body;
    assert!(
        notices.contains("Everything is open to you again."),
        "{notices}"
    );
}

/// Whoever lacks rounds, too, reads of them after the cut, not instead of it.
#[tokio::test]
async fn what_an_associate_still_needs_comes_after_the_cut() {
    let (site, [.., far]) = town(1).await;
    for wait_ms in [QUARTER_MS, HOUR_MS, 168 * HOUR_MS] {
        site.app.advance(wait_ms).await.expect("time passes");
    }
    let reader = format!("{}; meent-lang=en", site.cookie(far).await);
    let people = site.json("/people", &reader).await;
    assert_eq!(people["own"]["trust"]["status"], "below");
    let page = site.get("/commons/people", &reader).await.body;
    let first = page.find("one of the two things below has to happen first");
    let then = page.find("active in 1 of the last 8 rounds; so far 0");
    assert!(first.is_some() && first < then, "{first:?} {then:?}");
}

/// A place without a cut says nothing of it.
#[tokio::test]
async fn a_small_place_says_nothing_of_trust() {
    let site = Site::found().await;
    let cookie = site.cookie(MemberNumber(1)).await;
    assert!(site.json("/people", &cookie).await["own"]["trust"].is_null());
    let page = site.get("/commons/people", &cookie).await.body;
    assert!(!page.contains("id=\"trust\""), "{page}");
}
