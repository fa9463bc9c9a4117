//! Choosing how one reads: recipes, labels and labellers; and what a quarter's numbers say.

use axum::http::{Method, StatusCode};
use domain::ids::PostId;
use ledger::ids::MemberNumber;
use ledger::operation::{Body, Payload};
use ledger::policy::Category;
use serde_json::{Value, json};
use store::appreciation::Subject;

use crate::site::{Site, viewer};

const FOUNDER: MemberNumber = MemberNumber(1);
const HOUR_MS: u64 = 3_600_000;

/// A founder who follows two makers.
async fn followed() -> (Site, MemberNumber, MemberNumber, String) {
    let site = Site::found().await;
    let (ana, ben) = (site.join("ana").await, site.join("ben").await);
    for maker in [ana, ben] {
        site.app
            .follow(&viewer(FOUNDER), maker)
            .await
            .expect("they follow");
    }
    let cookie = site.cookie(FOUNDER).await;
    (site, ana, ben, cookie)
}

async fn home(site: &Site, cookie: &str) -> Vec<String> {
    let list = site.json("/home", cookie).await;
    let rows = list["rows"].as_array().cloned().unwrap_or_default();
    rows.iter()
        .filter_map(|it| it["text"].as_str().map(str::to_owned))
        .collect()
}

async fn put(site: &Site, path: &str, cookie: &str, body: Value) -> StatusCode {
    site.call(Method::PUT, path, cookie, &body.to_string())
        .await
        .status
}

fn id_of(post: &str) -> PostId {
    post.parse().expect("an id")
}

#[tokio::test]
async fn a_recipe_orders_the_window_and_the_rest_follows_by_time() {
    let (site, ana, ben, cookie) = followed().await;
    site.post(ana, "long ago").await;
    site.app.advance(100 * HOUR_MS).await.expect("time passes");
    let talked = site.post(ana, "talked about").await;
    site.app.advance(2 * HOUR_MS).await.expect("time passes");
    site.post(ben, "just now").await;
    site.app
        .comment(
            &viewer(ben),
            id_of(&talked),
            None,
            "Where was this?".to_owned(),
        )
        .await
        .expect("a comment");
    let by_time = ["just now", "talked about", "long ago"];
    assert_eq!(home(&site, &cookie).await, by_time);

    assert_eq!(
        put(&site, "/me/feed", &cookie, json!({ "recipe": "none-such" })).await,
        StatusCode::NOT_FOUND
    );
    let chosen = put(&site, "/me/feed", &cookie, json!({ "recipe": "talk" })).await;
    assert_eq!(chosen, StatusCode::NO_CONTENT);
    let list = site.json("/home", &cookie).await;
    assert_eq!(list["rows"][0]["text"], "talked about");
    assert_eq!(list["rows"].as_array().map(Vec::len), Some(2));
    let next = list["next"].as_str().expect("older ones follow");
    let older = site.json(&format!("/home?from={next}"), &cookie).await;
    assert_eq!(older["rows"][0]["text"], "long ago");

    let why = site.json(&format!("/posts/{talked}/why"), &cookie).await;
    let order = &why["order"];
    assert_eq!(order["recipe"]["id"], "talk");
    assert_eq!(order["is_chosen"], true);
    assert_eq!(order["place"], 1);
    assert_eq!(order["of"], 2);
    assert_eq!(order["points"], 10 - 2);
    assert_eq!(
        order["factors"],
        json!([
            { "fact": "comments", "count": 1, "counted": 1, "points": 10 },
            { "fact": "hours-old", "count": 2, "counted": 2, "points": -2 },
        ])
    );
    let page = site.get(&format!("/@ana/{talked}/why"), &cookie).await;
    assert!(
        page.body.contains("Place 1 of the 2 posts"),
        "{}",
        page.body
    );

    // It is theirs: in what is held, and gone with one call.
    let held = site.app.list_held(&viewer(FOUNDER)).await.expect("held");
    let is_it = |it: &app::collector::held::HeldItem| it.subject == "feed-recipe";
    assert!(held.iter().flat_map(|it| &it.items).any(is_it));
    put(&site, "/me/feed", &cookie, json!({ "recipe": null })).await;
    assert_eq!(home(&site, &cookie).await, by_time);
    let held = site.app.list_held(&viewer(FOUNDER)).await.expect("held");
    assert!(!held.iter().flat_map(|it| &it.items).any(is_it));
}

/// The test of absence, from outside: two makers alike in all but what they did in the commons stand
/// in each other's stead in every recipe.
#[tokio::test]
async fn what_a_maker_does_in_the_commons_moves_nothing() {
    let (site, ana, ben, cookie) = followed().await;
    let (first, second) = (
        site.post(ana, "by ana").await,
        site.post(ben, "by ben").await,
    );
    let recipes: Vec<String> = site
        .app
        .commons()
        .feed
        .recipes
        .iter()
        .map(|it| it.value.id.clone())
        .collect();
    let mut before = Vec::new();
    let mut reasons = Vec::new();
    for recipe in &recipes {
        put(&site, "/me/feed", &cookie, json!({ "recipe": recipe })).await;
        before.push(home(&site, &cookie).await);
        for post in [&first, &second] {
            reasons.push(site.json(&format!("/posts/{post}/why"), &cookie).await);
        }
    }
    site.act(FOUNDER, Body::Vouch(ana), None).await;
    let (propose, companion) =
        site.app
            .word_proposal(Payload::Statement, "We strike", "Until they answer.");
    site.act(FOUNDER, Body::Propose(propose), Some(companion))
        .await;
    let mut after = Vec::new();
    let mut again = Vec::new();
    for recipe in &recipes {
        put(&site, "/me/feed", &cookie, json!({ "recipe": recipe })).await;
        after.push(home(&site, &cookie).await);
        for post in [&first, &second] {
            again.push(site.json(&format!("/posts/{post}/why"), &cookie).await);
        }
    }
    assert_eq!(before, after);
    assert_eq!(reasons, again);
    assert_eq!(recipes.len(), 4);
}

#[tokio::test]
async fn labels_do_what_the_policy_or_the_reader_says() {
    let (site, ana, _, cookie) = followed().await;
    let post = site.post(ana, "A loud picture.").await;
    let mut tx = site.app.store.begin().await.expect("a transaction");
    tx.update_post_labels(id_of(&post), &["sensitive".to_owned()])
        .await
        .expect("labelled");
    tx.commit().await.expect("it is kept");

    // The policy covers it; the text is behind a click, and the title of the label is said.
    let page = site.get("/", &cookie).await.body;
    assert!(page.contains("Covered: Sensitive"), "{page}");
    let seen = site.json("/home", &cookie).await["rows"][0]["labels_seen"].clone();
    assert_eq!(
        seen,
        json!([{ "label": "sensitive", "title": "Sensitive", "labeller": null, "does": "cover" }])
    );
    for (choice, does, count) in [("show", "show", 1), ("hide", "hide", 0)] {
        let wish = json!({ "label": "sensitive", "choice": choice });
        put(&site, "/me/labels", &cookie, wish).await;
        let rows = site.json("/home", &cookie).await["rows"].clone();
        assert_eq!(rows.as_array().map(Vec::len), Some(count), "{choice}");
        if count > 0 {
            assert_eq!(rows[0]["labels_seen"][0]["does"], does);
            let page = site.get("/", &cookie).await.body;
            assert!(!page.contains("Covered:"), "{page}");
        }
    }
    // Asked for, it is there behind its label; to its maker it is always there.
    let page = site.get(&format!("/@ana/{post}"), &cookie).await.body;
    assert!(page.contains("Covered: Sensitive"), "{page}");
    let own = site.cookie(ana).await;
    let page = site.get(&format!("/@ana/{post}"), &own).await.body;
    assert!(!page.contains("Covered:") && page.contains("A loud picture."));
    assert_eq!(
        put(
            &site,
            "/me/labels",
            &cookie,
            json!({ "label": "none-such", "choice": "show" })
        )
        .await,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_labelled_comment_is_covered_and_its_answers_are_not() {
    let (site, ana, ben, cookie) = followed().await;
    let post = site.post(ana, "A boat.").await;
    let of_ben = viewer(ben);
    let loud = site
        .app
        .comment(&of_ben, id_of(&post), None, "A loud word.".to_owned())
        .await
        .expect("a comment");
    site.app
        .comment(
            &of_ben,
            id_of(&post),
            Some(loud.id),
            "An answer.".to_owned(),
        )
        .await
        .expect("an answer");
    let mut tx = site.app.store.begin().await.expect("a transaction");
    tx.update_comment_labels(loud.id, &["sensitive".to_owned()])
        .await
        .expect("labelled");
    tx.commit().await.expect("it is kept");

    let path = format!("/@ana/{post}");
    let list = format!("/posts/{post}");
    // Covered by the policy; what would hide a post covers a comment, since answers hang below it.
    for (choice, does, covers) in [
        (None, "cover", 1),
        (Some("hide"), "cover", 1),
        (Some("show"), "show", 0),
    ] {
        if let Some(choice) = choice {
            let wish = json!({ "label": "sensitive", "choice": choice });
            put(&site, "/me/labels", &cookie, wish).await;
        }
        let page = site.get(&path, &cookie).await.body;
        assert_eq!(
            page.matches("Covered: Sensitive").count(),
            covers,
            "{choice:?}"
        );
        assert!(page.contains("An answer."));
        let seen = site.json(&list, &cookie).await["comments"]["rows"][0]["labels_seen"][0].clone();
        let expected =
            json!({ "label": "sensitive", "title": "Sensitive", "labeller": null, "does": does });
        assert_eq!(seen, expected, "{choice:?}");
    }
    let own = site.cookie(ben).await;
    assert!(!site.get(&path, &own).await.body.contains("Covered:"));
}

#[tokio::test]
async fn a_labeller_is_seen_by_subscribers_alone() {
    let (site, ana, ben, cookie) = followed().await;
    let post = site.post(ana, "Is this a boat?").await;
    let labeller = site.cookie(ben).await;
    let offer = json!({ "title": "Not a boat", "does": "cover" });
    put(&site, "/me/own-labels/no-boat", &labeller, offer).await;
    assert_eq!(
        put(
            &site,
            "/me/own-labels/No%20Boat",
            &labeller,
            json!({ "title": "x", "does": "show" })
        )
        .await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let marks = format!("/posts/{post}/own-labels");
    put(&site, &marks, &labeller, json!({ "labels": ["no-boat"] })).await;
    assert_eq!(
        put(&site, &marks, &cookie, json!({ "labels": ["no-boat"] })).await,
        StatusCode::NOT_FOUND,
        "nobody puts on the label of another"
    );
    let seen = async || site.json("/home", &cookie).await["rows"][0]["labels_seen"].clone();
    assert_eq!(seen().await, json!([]));
    put(&site, "/me/labellers/ben", &cookie, json!({})).await;
    let shown =
        json!([{ "label": "no-boat", "title": "Not a boat", "labeller": "ben", "does": "cover" }]);
    assert_eq!(seen().await, shown);
    assert_eq!(
        put(&site, "/me/labellers/ana", &cookie, json!({})).await,
        StatusCode::NOT_FOUND,
        "ana offers none"
    );
    let page = site.get("/", &cookie).await.body;
    assert!(page.contains("Not a boat (by @ben)"), "{page}");
    let wish = json!({ "labeller": "ben", "label": "no-boat", "choice": "show" });
    put(&site, "/me/labels", &cookie, wish).await;
    assert_eq!(seen().await[0]["does"], "show");
    let settings = site.json("/me/labels", &cookie).await;
    assert_eq!(settings["labellers"][0]["is_subscribed"], true);
    assert_eq!(settings["labellers"][0]["labels"][0]["chosen"], "show");

    // Taken back, it is off every post, and in nobody's settings.
    site.call(Method::DELETE, "/me/own-labels/no-boat", &labeller, "")
        .await;
    assert_eq!(seen().await, json!([]));
    let held = site.app.list_held(&viewer(ben)).await.expect("held");
    let is_label = |it: &app::collector::held::HeldItem| it.subject.starts_with("label");
    assert!(!held.iter().flat_map(|it| &it.items).any(is_label));
}

#[tokio::test]
async fn a_quarter_is_told_in_numbers() {
    let (site, ana, ben, cookie) = followed().await;
    let (post, other) = (site.post(ana, "Buy!").await, site.post(ben, "Look.").await);
    site.app
        .report(FOUNDER, Subject::Post(id_of(&other)), "no-spam", "")
        .await
        .expect("reported");
    site.app
        .report(ben, Subject::Post(id_of(&post)), "no-spam", "")
        .await
        .expect("reported");
    site.app.advance(3 * HOUR_MS).await.expect("time passes");
    site.app
        .act_by_ladder(FOUNDER, Subject::Post(id_of(&post)), "no-spam", "Spam.")
        .await
        .expect("acted");
    site.app
        .bookmark(&viewer(FOUNDER), id_of(&other))
        .await
        .expect("kept");
    site.app
        .erase_own(&viewer(FOUNDER), &[Category::Bookmarks])
        .await
        .expect("erased");
    site.app
        .delete_post(&viewer(ben), id_of(&other))
        .await
        .expect("deleted");

    let report = site.json("/transparency", "").await;
    assert_eq!(report["quarter"]["number"], 1);
    assert_eq!(report["quarter"]["is_running"], true);
    // The report on what was deleted went with it.
    assert_eq!(
        report["reports"],
        json!([{ "rule": "no-spam", "outcome": "upheld", "role": null, "count": 1 }])
    );
    assert_eq!(
        report["actions"],
        json!([{ "rule": "no-spam", "outcome": "warn", "role": "moderator", "count": 1 }])
    );
    assert_eq!(report["reporters"], "1-4", "nobody is pointed at");
    assert_eq!(report["acted_against"], "1-4");
    assert_eq!(report["answered"], 1);
    assert_eq!(report["answered_late"], 0);
    assert_eq!(report["median_ms"], 3 * HOUR_MS);
    let erased = |report: &Value, category: &str| {
        let rows = report["erasures"].as_array().cloned().unwrap_or_default();
        let row = rows.into_iter().find(|it| it["category"] == category);
        row.unwrap_or_default()
    };
    let row = erased(&report, "bookmarks");
    assert_eq!((&row["cause"], &row["items"]), (&json!("asked"), &json!(1)));
    assert_eq!(erased(&report, "posts")["items"], 1);
    let listed = site.json("/erasures?quarter=1", "").await;
    assert_eq!(erased(&listed, "bookmarks"), row);

    let csv = site.get("/commons/transparency/csv", "").await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    for line in [
        "quarter,about,subject,role,detail,number\r\n",
        "1,reports,no-spam,,upheld,1\r\n",
        "1,actions,no-spam,moderator,warn,1\r\n",
        "1,people,reporting,,,1-4\r\n",
        "1,answers,median,,milliseconds,10800000\r\n",
        "1,erasures,bookmarks,,asked,1\r\n",
    ] {
        assert!(csv.body.contains(line), "{line} in {}", csv.body);
    }
    for page in [
        "/commons/transparency",
        "/commons/erasures",
        "/commons/feed",
    ] {
        assert_eq!(
            site.get(page, &cookie).await.status,
            StatusCode::OK,
            "{page}"
        );
    }
    for missing in ["/transparency?quarter=2", "/erasures?quarter=0"] {
        let answer = site.call(Method::GET, missing, "", "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

/// What retention erases is counted beside the clause that it was kept by.
#[tokio::test]
async fn what_outlives_its_days_is_counted() {
    let (site, ana, _, _) = followed().await;
    let before = site.json("/erasures", "").await;
    assert_eq!(before["erasures"], json!([]));
    site.app.run_due_jobs().await.expect("jobs run");
    let post = site.post(ana, "A note.").await;
    site.app
        .appreciate(&viewer(FOUNDER), Subject::Post(id_of(&post)))
        .await
        .expect("appreciated");
    // The maker was told; being told ends by the policy.
    let days = site
        .app
        .commons()
        .data
        .find(Category::Notifications)
        .map_or(0, |it| it.value.retention_days);
    assert!(days > 0, "notifications end");
    for _ in 0..=u64::from(days) / 7 {
        let week = 7 * 24 * HOUR_MS;
        site.app.advance(week).await.expect("time passes");
    }
    site.app.erase_expired().await.expect("erased");
    let quarters = site.app.list_quarters().expect("quarters");
    let mut found = Vec::new();
    for quarter in quarters {
        let path = format!("/erasures?quarter={}", quarter.number);
        let listed = site.json(&path, "").await;
        found.extend(listed["erasures"].as_array().cloned().unwrap_or_default());
    }
    let told = found.iter().find(|it| it["category"] == "notifications");
    let told = told.expect("notifications were erased");
    assert_eq!(told["cause"], "retention");
    assert_eq!(told["decision"], 0, "the founding says how long");
    assert!(told["items"].as_u64().is_some_and(|count| count > 0));
}
