//! Elections through the door of programs.

use axum::http::{Method, StatusCode};
use ledger::ids::{Digest, ElectionId, MemberNumber};
use ledger::operation::Body;
use serde_json::{Value, json};

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);

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
        json!({"kind": "nominate", "election": 1}),
        json!({"kind": "withdraw-nomination", "election": "1"}),
        json!({"kind": "sponsor-nomination", "election": 1, "nominee": ana.0}),
        json!({"kind": "rank", "election": 1, "ranking": [ana.0, ben.0]}),
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
    for (member, other) in [(ana, ben), (ben, ana)] {
        let text = Digest([0; 32]);
        site.act(member, Body::Nominate { election, text }, None)
            .await;
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
    assert_eq!(full["nominations"][1]["is_sponsored_by_me"], false);

    site.app.advance(72 * HOUR_MS).await.expect("time passes");
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
}
