//! An act under a rule against fraud, as those who moderate, whoever is accused and everybody else see it
//! before a jury speaks (ADR-0035).

use app::AppError;
use axum::http::{Method, StatusCode};
use domain::ids::ActionId;
use ledger::Rejection;
use ledger::ids::MemberNumber;
use serde_json::Value;

use crate::site::{Answer, Site};

const FOUNDER: MemberNumber = MemberNumber(1);

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

/// A circle in which a work of Ana's was acted on under `rule`.
async fn acted(rule: &str) -> (Site, MemberNumber, String) {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    for name in ["ben", "cem", "dea"] {
        site.join(name).await;
    }
    let post = site.post(ana, "A whole week of work").await;
    let act = format!("/moderation/queue/{post}/act");
    let body = format!(r#"{{"rule":"{rule}","reason":"It was a minute."}}"#);
    let founder = site.cookie(FOUNDER).await;
    let acted = site.call(Method::POST, &act, &founder, &body).await;
    assert_eq!(acted.status, StatusCode::OK, "{}", acted.body);
    let id = read(&acted)["id"].as_str().expect("an id").to_owned();
    (site, ana, id)
}

async fn page(site: &Site, member: MemberNumber, path: &str) -> String {
    let cookie = format!("{}; meent-lang=en", site.cookie(member).await);
    site.get(path, &cookie).await.body
}

/// Who moderates is offered a jury, whoever is accused their own words, once it hears; and nobody a
/// second case.
#[tokio::test]
async fn a_referral_is_signed_once_and_the_accused_is_heard() {
    let (site, ana, id) = acted("fraud").await;
    let path = format!("/commons/moderation/{id}");
    let offered = "data-sign=\"refer-act\"";
    assert!(page(&site, FOUNDER, &path).await.contains(offered));
    assert!(!page(&site, ana, &path).await.contains(offered));

    let tell = format!("/moderation/actions/{id}/words");
    let own = site.cookie(ana).await;
    let words = r#"{"words":"It took a week."}"#;
    let early = site.call(Method::POST, &tell, &own, words).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND, "no jury hears it");

    let action: ActionId = id.parse().expect("an id");
    let (body, companion) = site
        .app
        .word_referral(FOUNDER, action)
        .await
        .expect("referable");
    site.act(FOUNDER, body, Some(companion)).await;
    assert!(!page(&site, FOUNDER, &path).await.contains(offered));
    assert!(site.app.word_referral(FOUNDER, action).await.is_err());
    let again = site.app.word_appeal(ana, action, "").await;
    assert!(
        matches!(again, Err(AppError::Rejected(Rejection::AppealedAlready))),
        "{again:?}"
    );

    for (cookie, body, status) in [
        (String::new(), words.to_owned(), 401),
        (site.cookie(FOUNDER).await, words.to_owned(), 404),
        (
            own.clone(),
            format!(r#"{{"words":"{}"}}"#, "a".repeat(2_001)),
            422,
        ),
        (own, words.to_owned(), 204),
    ] {
        let answer = site.call(Method::POST, &tell, &cookie, &body).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    }
    assert!(page(&site, ana, &path).await.contains("It took a week."));
    assert!(
        !page(&site, FOUNDER, &path)
            .await
            .contains("It took a week.")
    );
    let case = site.json("/cases/1", "").await;
    assert_eq!(case["is_referred"], true, "{case}");
    assert_eq!(
        (&case["level"], &case["ruling"]),
        (&2.into(), &"uphold".into())
    );
    let notices = page(&site, ana, "/notifications").await;
    assert!(notices.contains("You can tell it your side."), "{notices}");
}

/// Under any other rule there is nothing of it.
#[tokio::test]
async fn other_rules_are_not_referred() {
    let (site, _, id) = acted("no-spam").await;
    let text = page(&site, FOUNDER, &format!("/commons/moderation/{id}")).await;
    assert!(!text.contains("data-sign=\"refer-act\""), "{text}");
    let action: ActionId = id.parse().expect("an id");
    let refused = site.app.word_referral(FOUNDER, action).await;
    assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
}

/// Every set of first rules has both, in both languages, and says what follows.
#[test]
fn every_founding_set_says_what_fraud_costs() {
    use domain::founding::{RuleSet, first_rules};
    use domain::profile::Language;
    use ledger::apply::{RULE_FAKE_ACCOUNT, RULE_FRAUD};
    use ledger::policy::ModerationPolicy;

    for set in RuleSet::ALL {
        for (language, words) in [
            (Language::English, "have not vested go back to everybody"),
            (
                Language::Dutch,
                "nog niet voorgoed zijn terug naar iedereen",
            ),
        ] {
            let clauses = first_rules(set, language);
            let policy = ModerationPolicy::founded(&clauses, FOUNDER, 1).expect("sound rules");
            for id in [RULE_FRAUD, RULE_FAKE_ACCOUNT] {
                let rule = &policy.find_rule(id).expect("in force").value;
                let text: Vec<_> = rule.text.split_whitespace().collect();
                assert!(text.join(" ").contains(words), "{}", rule.text);
            }
        }
    }
}
