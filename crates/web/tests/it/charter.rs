//! The charter as a document: what stands, who put it there, what would change it.

use ledger::charter::{Charter, Parameter, ParameterChange, RuleName, Template};
use ledger::ids::{MemberNumber, ProposalId};
use ledger::operation::{Body, Choice, Payload};

use crate::site::Site;

const HOUR_MS: u64 = 3_600_000;
const FOUNDER: MemberNumber = MemberNumber(1);
const PAGE: &str = "/commons/policies/charter";

#[tokio::test]
async fn a_number_says_which_decision_put_it_there() {
    let site = Site::found().await;
    let founded = site.json("/policies/charter", "").await;
    let of = |charter: &serde_json::Value| {
        let all = charter["parameters"].as_array().expect("numbers");
        let found = all.iter().find(|it| it["parameter"] == "keys-max");
        found.expect("it is there").clone()
    };
    assert_eq!(founded["version"], 1);
    assert_eq!(of(&founded)["value"], 8);
    assert_eq!(of(&founded)["adopted_by"], 0);

    let change = ParameterChange {
        parameter: Parameter::Rule(RuleName::KeysMax),
        value: 9,
    };
    let payload = Payload::Charter(vec![change]);
    let (propose, words) = site.app.word_proposal(payload, "One more key?", "Because.");
    site.act(FOUNDER, Body::Propose(propose), Some(words)).await;
    site.app.advance(HOUR_MS).await.expect("time passes");
    let vote = Body::Vote {
        proposal: ProposalId(1),
        choice: Choice::Yes,
    };
    site.act(FOUNDER, vote, None).await;
    assert_eq!(
        of(&site.json("/policies/charter", "").await)["contested_by"],
        1
    );
    let page = site.get(PAGE, "").await.body;
    assert!(page.contains("id=\"keys-max\" class=\"open\""), "{page}");

    site.app.advance(120 * HOUR_MS).await.expect("time passes");
    let now = site.json("/policies/charter", "").await;
    assert_eq!(now["version"], 2);
    assert_eq!(of(&now)["value"], 9);
    assert_eq!(of(&now)["adopted_by"], 1);
    let versions = site.json("/policies/charter/versions", "").await;
    assert_eq!(
        versions[0]["payload"]["changes"][0]["parameter"],
        "keys-max"
    );
    assert_eq!(versions[0]["title"], "One more key?");
    let history = site.get(&format!("{PAGE}/history"), "").await.body;
    for words in ["One more key?", "<del>8</del>", "<ins>9</ins>"] {
        assert!(history.contains(words), "{words}: {history}");
    }
    let policies = site.get("/commons/policies", "").await.body;
    assert!(policies.contains("The numbers by which we decide"));
}

/// A founder of a circle meets one way to decide, without the words of many.
#[tokio::test]
async fn a_circle_reads_of_one_way_to_decide() {
    for (template, tracks) in [(Template::Circle, 1), (Template::Cooperative, 11)] {
        let site = Site::found_under(|charter| *charter = Charter::of(template)).await;
        let page = site.get(PAGE, "").await.body;
        let main = page.split("<main").nth(1).unwrap_or_default();
        let main = main.split("</main>").next().unwrap_or_default();
        assert_eq!(main.matches("Times and thresholds").count(), tracks);
        if template == Template::Circle {
            for jargon in ["chamber", "track", " bp"] {
                assert!(!main.contains(jargon), "{jargon}: {main}");
            }
        }
    }
}
