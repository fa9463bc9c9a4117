//! The later part of a round: what its page, *My share* and the programs' answers say while it waits and when it
//! was shared out.

use axum::http::{Method, StatusCode};
use ledger::charter::Earning;
use ledger::ids::{MemberNumber, MicroShares};
use serde_json::json;

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;

/// Closes a round: to its last hour and over it, and settles it.
async fn close(site: &Site) {
    site.app.advance(168 * HOUR_MS).await.expect("a round");
    site.app.settle_rounds().await.expect("settled");
}

async fn appreciate(site: &Site, who: MemberNumber, post: &str) {
    let cookie = site.cookie(who).await;
    let path = format!("/posts/{post}/appreciation");
    let done = site.call(Method::PUT, &path, &cookie, "").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

/// Two makers, one of whom is still appreciated four rounds later: what waits, until when, what it brings,
/// and why, in words and numbers.
#[tokio::test]
async fn a_round_says_what_waits_and_what_came_of_it() {
    let site = Site::found_under(|charter| {
        charter.earning = Earning::Score;
        charter.later_rounds = 4;
        charter.quota_per_active = MicroShares(20_000_000);
    })
    .await;
    let (ana, ben) = (site.join("ana").await, site.join("ben").await);
    let (cleo, dora) = (site.join("cleo").await, site.join("dora").await);
    let (eve, finn) = (site.join("eve").await, site.join("finn").await);
    let lasting = site.post(ana, "# Low tide\n\nA print.").await;
    let fleeting = site.post(ben, "# News of the day\n\nOld by now.").await;
    for post in [&lasting, &fleeting] {
        for who in [cleo, dora, eve] {
            appreciate(&site, who, post).await;
        }
    }
    close(&site).await;
    let ana_reads = format!("{}; meent-lang=en", site.cookie(ana).await);
    let ben_reads = format!("{}; meent-lang=en", site.cookie(ben).await);
    let ben_leest = format!("{}; meent-lang=nl", site.cookie(ben).await);

    let why = site.json("/work/0", &ana_reads).await;
    let (part, waits) = (&why["issuance"]["part_micro"], &why["waits"]);
    let set_aside = waits["amount_micro"].as_u64().expect("something waits");
    assert_eq!(why["issuance"]["later_micro"], json!(set_aside));
    let at_once = part.as_u64().expect("a part");
    assert_eq!(set_aside, (at_once + set_aside) * 3 / 10, "30 % of it");
    assert_eq!(waits["due_round"], 4);
    assert_eq!(waits["own_micro"], json!(set_aside / 2));
    assert_eq!(why["later"], json!([]));
    let page = site.get("/commons/work/0", &ana_reads).await.body;
    for words in [
        "Set aside for what members still use",
        "when round 4 closes",
        "20 shares for each of the 3 makers",
        "divided by 400",
    ] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    let shares = site.json("/shares", &ana_reads).await;
    assert_eq!(shares["set_aside"]["amount_micro"], json!(set_aside));
    assert_eq!(shares["set_aside"]["rounds"], 1);
    assert_eq!(shares["set_aside"]["next"]["round"], 0);
    assert_eq!(shares["set_aside"]["next"]["due_at_ms"], waits["due_at_ms"]);
    let page = site.get("/commons/shares", &ana_reads).await.body;
    assert!(page.contains("wait for what lasts"), "{page}");

    for _ in 1..4 {
        close(&site).await;
    }
    // Finn comes to it half a year later, so to say.
    appreciate(&site, finn, &lasting).await;
    close(&site).await;

    let why = site.json("/work/4", &ana_reads).await;
    let later = &why["later"][0];
    assert_eq!(later["round"], 0);
    assert_eq!(later["whole_micro"], json!(set_aside));
    assert_eq!(later["rule"]["kind"], "counts-in-small-network");
    assert_eq!(later["works"][0]["title"], "Low tide");
    assert_eq!(later["endorsements"][0]["endorser"], finn.0);
    // Six points then; one now brings what it brought then, which is a sixth of what was given at once.
    let amount = later["amount_micro"].as_u64().expect("an amount");
    assert_eq!(later["at_once_micro"], json!(at_once));
    assert!(amount.abs_diff(at_once / 6) < 10, "{amount} of {at_once}");
    assert_eq!(
        later["alternatives"][0]["alternative"],
        "endorser-of-another-cluster"
    );
    let both = later["amount_micro"]
        .as_u64()
        .zip(why["content_micro"].as_u64());
    let beside: u64 = why["beside"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["amount_micro"].as_u64())
        .sum();
    let all = both.map(|(later, content)| later + content + beside);
    assert_eq!(why["amount_micro"].as_u64(), all);
    let row = &site.json("/work", &ana_reads).await["rounds"]["rows"][0];
    assert_eq!(row["later_micro"], json!(amount));
    let page = site.get("/commons/work/4", &ana_reads).await.body;
    for words in [
        "From round 0, for what is still used",
        "Low tide",
        "points of",
        "Of the",
        "What would have made it more",
    ] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    let page = site.get("/commons/work", &ana_reads).await.body;
    assert!(
        page.contains("from earlier rounds, for what is still used"),
        "{page}"
    );

    // Nobody came to Ben's: he is told so, and what would have changed it.
    let why = site.json("/work/4", &ben_reads).await;
    assert_eq!(why["later"][0]["rule"]["kind"], "no-contribution");
    assert_eq!(why["later"][0]["amount_micro"], 0);
    let page = site.get("/commons/work/4", &ben_reads).await.body;
    assert!(
        page.contains("Nobody appreciated your works of that round"),
        "{page}"
    );
    assert!(page.contains("part of it would be yours"), "{page}");
    let page = site.get("/commons/work/4", &ben_leest).await.body;
    assert!(
        page.contains("Niemand waardeerde jouw werken van die ronde"),
        "{page}"
    );
}
