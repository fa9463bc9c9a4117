//! The commons through our own JSON: it says what the record's state says.

use axum::http::{Method, StatusCode};
use ledger::ids::{BasisPoints, MemberNumber, ProposalId, RoundNumber};
use ledger::office::Office;
use ledger::operation::{Body, Choice, Payload};
use ledger::panel::PanelAnswer;
use ledger::policy::{Category, DataChange, ModerationChange};
use ledger::proposal::Proposal;
use serde_json::{Value, json};

use crate::site::{Answer, Site, viewer};

const FOUNDER: MemberNumber = MemberNumber(1);

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

/// Proposes something as the founder and opens the vote.
async fn propose(site: &Site, payload: Payload, title: &str) -> Proposal {
    let (propose, companion) = site.app.word_proposal(payload, title, "It serves *us*.");
    site.act(FOUNDER, Body::Propose(propose), Some(companion))
        .await;
    let newest = || {
        site.app
            .record
            .read(|state| state.proposals.last().cloned())
            .expect("the record is there")
            .expect("it was filed")
    };
    if !newest().is_open() {
        site.app.advance(3_600_000).await.expect("time passes");
    }
    newest()
}

async fn vote(site: &Site, proposal: ProposalId) {
    let body = Body::Vote {
        proposal,
        choice: Choice::Yes,
    };
    site.act(FOUNDER, body, None).await;
}

async fn half_a_month(site: &Site) {
    for _ in 0..30 {
        site.app.advance(12 * 3_600_000).await.expect("time passes");
    }
}

/// The panel is kept for everybody, so what it keeps must not be in the first reader's language.
#[tokio::test]
async fn a_vote_without_words_is_named_in_each_reader_s_language() {
    let site = Site::found().await;
    let proposal = propose(&site, Payload::Statement, "We begin").await;
    let mut tx = site.app.store.begin().await.expect("a transaction");
    tx.delete_proposal_text(&proposal.text.0)
        .await
        .expect("its words are erased");
    tx.commit().await.expect("it is kept");
    for (cookie, words) in [
        ("meent-lang=nl", "Besluit 1"),
        ("meent-lang=en", "Decision 1"),
        ("meent-lang=nl", "Besluit 1"),
    ] {
        let page = site.get("/commons/policies", cookie).await.body;
        assert!(page.contains(words), "{cookie}: {page}");
    }
}

#[tokio::test]
async fn decisions_say_what_the_record_says() {
    let site = Site::found().await;
    let first = propose(&site, Payload::Statement, "We begin").await;
    let second = propose(&site, Payload::Statement, "We go on").await;
    vote(&site, first.id).await;
    let founder = site.cookie(FOUNDER).await;

    let listed = site.json("/decisions?show=open", &founder).await;
    let numbers: Vec<_> = [0, 1].map(|at| listed["rows"][at]["number"].clone()).into();
    assert_eq!(numbers, [json!(second.id.0), json!(first.id.0)]);
    assert_eq!(listed["rows"][1]["own_choice"], "yes");
    let rest = site
        .json(&format!("/decisions?from={}", second.id), &founder)
        .await;
    assert_eq!(rest["rows"].as_array().map(Vec::len), Some(1));
    for show in ["draft", "decided", "adopted", "rejected"] {
        let none = site.json(&format!("/decisions?show={show}"), "").await;
        assert_eq!(none, json!({ "rows": [] }), "{show}");
    }

    let one = site.json("/decisions/1", &founder).await;
    let state = site
        .app
        .record
        .read(|state| state.find_proposal(first.id).cloned())
        .expect("the record is there")
        .expect("it is there");
    let snapshot = state.snapshot.expect("it is open");
    assert_eq!(one["title"], "We begin");
    assert_eq!(one["reasons"], "It serves *us*.");
    assert_eq!(one["author"]["handle"], "fenna");
    assert_eq!(one["payload"], json!({ "kind": "statement" }));
    assert_eq!(one["stage"]["kind"], "open");
    assert_eq!(one["filed_at_ms"], state.filed_ms);
    assert_eq!(one["sponsors"], state.sponsors.len());
    assert_eq!(one["sponsors_needed"], state.sponsors_needed);
    assert_eq!(one["snapshot"]["electorate"], snapshot.electorate);
    assert_eq!(
        one["snapshot"]["support_needed"],
        snapshot.support_needed(snapshot.opened_ms)
    );
    assert_eq!(
        one["snapshot"]["approval_needed_bps"],
        snapshot.track.approval.from.0
    );
    assert_eq!(one["snapshot"]["veto_bps"], snapshot.veto.0);
    assert_eq!(one["tally"]["yes"], state.tally.yes);
    assert_eq!(one["own_ballot"]["choice"], "yes");
    assert_eq!(one["may_vote"], true);
    assert_eq!(
        one["history"].as_array().map(Vec::len),
        Some(state.history.len())
    );
    let stranger = site.json("/decisions/1", "").await;
    assert_eq!(
        (&stranger["own_ballot"], &stranger["may_vote"]),
        (&Value::Null, &json!(false))
    );

    let ballots = site.json("/decisions/1/ballots", "").await;
    assert_eq!(ballots["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(ballots["rows"][0]["member"], 1);
    assert_eq!(ballots["rows"][0]["voter"]["handle"], "fenna");
    assert_eq!(ballots["rows"][0]["choice"], "yes");

    for (path, status) in [
        ("/decisions/99", StatusCode::NOT_FOUND),
        ("/decisions/99/ballots", StatusCode::NOT_FOUND),
        ("/decisions/first", StatusCode::NOT_FOUND),
        ("/decisions?show=secret", StatusCode::BAD_REQUEST),
        ("/decisions?from=x", StatusCode::BAD_REQUEST),
    ] {
        let answer = site.call(Method::GET, path, "", "").await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn policies_name_the_decision_behind_each_clause() {
    let site = Site::found().await;
    let before = site.app.commons().moderation.clone();
    let founded = site.json("/policies/moderation", "").await;
    assert_eq!(founded["version"], before.version);
    assert_eq!(
        founded["rules"].as_array().map(Vec::len),
        Some(before.rules.len())
    );
    assert_eq!(founded["rules"][0]["value"]["id"], before.rules[0].value.id);
    assert_eq!(founded["rules"][0]["adopted_by"], 0);
    assert_eq!(
        founded["moderators"]["value"]["members"][0]["handle"],
        "fenna"
    );

    let threshold = before.report_threshold.value + 1;
    let change = ModerationChange::ReportThreshold(threshold);
    let moderation = propose(&site, Payload::Moderation(vec![change]), "More reports").await;
    let contested = site.json("/policies/moderation", "").await;
    assert_eq!(
        contested["report_threshold"]["contested_by"],
        moderation.id.0
    );
    vote(&site, moderation.id).await;
    let less = vec![DataChange::Remove(Category::SearchTexts)];
    let data = propose(&site, Payload::Data(less), "Forget what was searched").await;
    vote(&site, data.id).await;
    half_a_month(&site).await;

    let adopted = site.json("/decisions?show=adopted", "").await;
    assert_eq!(adopted["rows"].as_array().map(Vec::len), Some(2));
    let now = site.json("/policies/moderation", "").await;
    let clause = site.app.commons().moderation.report_threshold.clone();
    assert_eq!(now["report_threshold"]["value"], threshold);
    assert_eq!(
        now["report_threshold"]["adopted_by"].as_u64(),
        Some(clause.adopted_by.0.into())
    );
    assert_eq!(now["report_threshold"]["since_ms"], clause.since_ms);
    assert_eq!(now["report_threshold"]["approval_bps"], 10_000);
    let versions = site.json("/policies/moderation/versions", "").await;
    assert_eq!(versions.as_array().map(Vec::len), Some(2));
    assert_eq!(versions[0]["title"], "More reports");
    assert_eq!(
        versions[0]["payload"],
        json!({ "kind": "moderation", "changes": [{ "kind": "report-threshold", "value": threshold }] })
    );
    assert_eq!(versions[1]["payload"], Value::Null);

    let document = site.json("/policies/data", "").await;
    let policy = site.app.commons().data.clone();
    assert_eq!(document["version"], policy.version);
    assert_eq!(
        document["items"].as_array().map(Vec::len),
        Some(policy.items.len())
    );
    let forbidden = document["forbidden"].as_array().expect("a list");
    assert!(forbidden.contains(&json!("search-texts")), "{document}");
    let versions = site.json("/policies/data/versions", "").await;
    assert_eq!(versions[0]["adopted_by"], data.id.0);
    assert_eq!(
        versions[0]["payload"],
        json!({ "kind": "data", "changes": [{ "kind": "remove", "value": "search-texts" }] })
    );
}

#[tokio::test]
async fn people_stand_as_the_record_says() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let cookie = site.cookie(ana).await;
    let now_ms = site.app.record.now_ms().expect("the record is there");
    let (members, joined_ms, vouched_by) = site
        .app
        .record
        .read(|state| {
            let it = state.find_member(ana).expect("she joined");
            (
                state.count_members(now_ms),
                it.joined_ms,
                it.vouched_by.clone(),
            )
        })
        .expect("the record is there");
    let people = site.json("/people", &cookie).await;
    assert_eq!(people["members"], members);
    assert_eq!(people["people"]["rows"][0]["member"]["handle"], "fenna");
    assert_eq!(people["people"]["rows"][0]["standing"], "member");
    assert_eq!(people["people"]["rows"][1]["member"]["number"], ana.0);
    assert_eq!(people["people"]["rows"][1]["joined_at_ms"], joined_ms);
    assert_eq!(people["own"]["standing"], "member");
    let listed = people["own"]["vouched_by"].as_array().expect("a list");
    assert_eq!(listed.len(), vouched_by.len());
    let charter = site.app.commons().charter.clone();
    assert_eq!(people["charter"]["vouches_needed"], charter.vouches_needed);
    assert_eq!(people["charter"]["round_ms"], charter.round_ms());
    assert_eq!(site.json("/people", "").await["own"], Value::Null);
    let bad = site.call(Method::GET, "/people?from=zz", "", "").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn earnings_are_what_the_ledger_credited() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    let post = site.post(ana, "# Low tide\n\nA print.").await;
    let path = format!("/posts/{post}/appreciation");
    let founder = site.cookie(FOUNDER).await;
    let done = site.call(Method::PUT, &path, &founder, "").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let giving = site.json("/work", &founder).await;
    assert_eq!(giving["given_to"], 1);
    assert_eq!(
        (
            &giving["credits_left_milli"],
            &giving["credits_round_milli"]
        ),
        (&json!(90_000), &json!(100_000))
    );

    let left_ms = site.app.commons().round_closes_ms - site.app.clock.now_ms();
    site.app.advance(left_ms + 1_000).await.expect("it closes");
    let cookie = site.cookie(ana).await;
    let holding = site.app.holding(ana).expect("she is there");
    assert!(holding.earned.0 > 0, "she earned");
    let shares = site.json("/shares", &cookie).await;
    assert_eq!(shares["held_micro"], holding.earned.0);
    assert_eq!(shares["vested_micro"], holding.vested.0);
    assert_eq!(shares["coming_micro"], holding.earned.0 - holding.vested.0);
    assert_eq!(shares["issued_micro"], holding.issued.0);
    assert_eq!(shares["grants"][0]["amount_micro"], holding.earned.0);

    let work = site.json("/work", &cookie).await;
    let row = &work["rounds"]["rows"][0];
    assert_eq!(row["amount_micro"], holding.earned.0, "{work}");
    let round = holding.grants[0].round;
    let why = site.json(&format!("/work/{}", row["round"]), &cookie).await;
    let explained = site
        .app
        .explain_earnings(ana, RoundNumber(round.0))
        .await
        .expect("she had a part in it");
    assert_eq!(why["round"], round.0);
    assert_eq!(why["amount_micro"], explained.amount.0);
    assert_eq!(why["method"], "equal");
    assert_eq!(why["issuance"]["part_micro"], explained.issuance.part.0);
    assert_eq!(why["works"][0]["title"], "Low tide");
    let none = site.call(Method::GET, "/work/77", &cookie, "").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_is_answered_by_the_ladder() {
    let site = Site::found().await;
    let (ana, quentin) = (site.join("ana").await, site.join("quentin").await);
    let post = site.post(ana, "# Buy this\n\nAgain.").await;
    let founder = site.cookie(FOUNDER).await;
    let (ana, reporter) = (site.cookie(ana).await, site.cookie(quentin).await);
    let report = format!("/posts/{post}/report");
    let spam = r#"{"rule":"no-spam","note":"The same link."}"#;
    let taken = site.call(Method::POST, &report, &reporter, spam).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    let commons = site.app.commons();
    let deadline = commons
        .charter
        .ticks_ms(commons.moderation.deadline_ticks.value);
    assert_eq!(
        read(&taken)["answer_by_ms"],
        site.app.clock.now_ms() + deadline
    );
    for (path, body, status) in [
        (report.as_str(), r#"{"rule":"taste"}"#, 422),
        (report.as_str(), "{}", 400),
        ("/posts/01jd0000000000000000000000/report", spam, 404),
        ("/posts/zz/report", spam, 404),
    ] {
        let refused = site.call(Method::POST, path, &reporter, body).await;
        assert_eq!(refused.status.as_u16(), status, "{path} {body}");
    }
    let said = site
        .call(
            Method::POST,
            &format!("/posts/{post}/comments"),
            &reporter,
            r#"{"text":"No."}"#,
        )
        .await;
    let comment = read(&said)["id"].as_str().expect("an id").to_owned();
    let path = format!("/comments/{comment}/report");
    let also = site.call(Method::POST, &path, &ana, spam).await;
    assert_eq!(also.status, StatusCode::CREATED, "{}", also.body);

    let queue = site.json("/moderation/queue", &founder).await;
    assert_eq!(queue["rows"].as_array().map(Vec::len), Some(2), "{queue}");
    let case = site
        .json(&format!("/moderation/queue/{post}"), &founder)
        .await;
    assert_eq!(case["work"]["title"], "Buy this");
    assert_eq!(case["reports"][0]["note"], "The same link.");
    assert!(!case.to_string().contains("quentin"), "{case}");
    let option = case["options"]
        .as_array()
        .and_then(|all| all.iter().find(|it| it["rule"]["id"] == "no-spam"))
        .expect("the rule is in force");
    assert_eq!(
        (&option["step"], &option["findings"]),
        (&json!("warn"), &json!(0))
    );

    let act = format!("/moderation/queue/{post}/act");
    let unknown = r#"{"rule":"taste","reason":"No."}"#;
    let refused = site.call(Method::POST, &act, &founder, unknown).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&refused)["code"], "moderation-no-such-rule");
    let body = r#"{"rule":"no-spam","reason":"Once is enough."}"#;
    let acted = site.call(Method::POST, &act, &founder, body).await;
    assert_eq!(acted.status, StatusCode::OK, "{}", acted.body);
    let action = read(&acted);
    assert_eq!(action["step"], "warn");

    let log = site.json("/moderation", "").await;
    assert_eq!(log["actions"]["rows"], json!([action]));
    assert_eq!(log["actions_in_four_weeks"], 1);
    assert_eq!(log["waiting"], Value::Null);
    assert_eq!(site.json("/moderation", &founder).await["waiting"], 1);
    for name in ["fenna", "quentin"] {
        assert!(!log.to_string().contains(name), "{log}");
    }

    let id = action["id"].as_str().expect("an id");
    let path = format!("/moderation/actions/{id}");
    let statement = site.json(&path, &ana).await;
    assert_eq!(statement["reasons"], "Once is enough.");
    assert_eq!(statement["finding"], 1);
    assert_eq!(statement["author"]["handle"], "ana");
    assert!(!statement.to_string().contains("fenna"), "{statement}");
    assert_eq!(site.json(&path, &founder).await, statement);
    let hidden = site.call(Method::GET, &path, &reporter, "").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);

    let path = format!("/moderation/queue/c-{comment}/dismiss");
    let dismissed = site.call(Method::POST, &path, &founder, "").await;
    assert_eq!(dismissed.status, StatusCode::NO_CONTENT);
    let queue = site.json("/moderation/queue", &founder).await;
    assert_eq!(queue, json!({ "rows": [] }));
}

#[tokio::test]
async fn each_rule_of_a_route_refuses_those_it_is_not_for() {
    let site = Site::found().await;
    let ana = site.join("ana").await;
    site.post(ana, "Good morning, @fenna.").await;
    let cookie = site.cookie(ana).await;
    for path in [
        "/work",
        "/shares",
        "/me",
        "/me/keys",
        "/me/privacy",
        "/me/export",
        "/moderation/actions/x",
        "/moderation/queue",
    ] {
        let answer = site.call(Method::GET, path, "", "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(read(&answer)["code"], "sign-in-needed", "{path}");
    }
    for path in ["/moderation/queue", "/moderation/queue/x"] {
        let answer = site.call(Method::GET, path, &cookie, "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(read(&answer)["code"], "forbidden", "{path}");
    }
    let told = site.app.list_notifications(&viewer(FOUNDER), None).await;
    let told = told.expect("it is read").rows;
    let founder = site.cookie(FOUNDER).await;
    let path = "/notifications/read";
    let marked = site.call(Method::POST, path, &founder, "").await;
    assert_eq!(marked.status, StatusCode::NO_CONTENT);
    let listed = site.json("/notifications", &founder).await;
    let rows = listed["rows"].as_array().expect("a list");
    assert_eq!(rows.len(), told.len());
    assert!(!rows.is_empty(), "she was mentioned");
    assert!(
        rows.iter().all(|row| row["read_at_ms"].is_u64()),
        "{listed}"
    );
}

/// From the close to the answers and the end: whoever was drawn is asked on the page, everybody
/// reads how it stands and how it was drawn, in both languages.
#[tokio::test]
async fn a_panel_is_asked_on_the_page_of_its_decision() {
    let site = Site::found_under(|charter| {
        charter.panel_turnout = BasisPoints(10_000);
        charter.panel_seats = 3;
        charter.panel_answers = 1;
    })
    .await;
    let mut members = vec![FOUNDER];
    for handle in ["ana", "ben", "cleo"] {
        members.push(site.join(handle).await);
    }
    let change = ModerationChange::ReportThreshold(9);
    let proposal = propose(&site, Payload::Moderation(vec![change]), "More reports").await;
    vote(&site, proposal.id).await;
    let path = format!("/commons/decisions/{}", proposal.id);
    let route = format!("/decisions/{}/panel", proposal.id);
    let answer = site.call(Method::GET, &route, "", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);

    site.app.advance(72 * 3_600_000).await.expect("time passes");
    assert_eq!(site.json(&route, "").await["receipt"], Value::Null);
    let page = site.get(&path, "meent-lang=en").await.body;
    assert!(page.contains("members are drawn by lot"), "{page}");
    site.app.advance(3_600_000).await.expect("time passes");

    let panel = site.json(&route, "").await;
    let strata = panel["receipt"]["strata"].as_array().expect("strata");
    let drawn: Vec<u64> = strata
        .iter()
        .flat_map(|part| part["drawn"].as_array().expect("drawn"))
        .map(|it| it["member"].as_u64().expect("a member"))
        .collect();
    assert_eq!(drawn.len(), 3);
    let is_drawn = |member: &&MemberNumber| drawn.contains(&u64::from(member.0));
    let seated: Vec<MemberNumber> = members.iter().filter(is_drawn).copied().collect();
    let other = members
        .iter()
        .find(|it| !is_drawn(it))
        .expect("one of four");

    let cookie = site.cookie(seated[0]).await;
    let page = site
        .get(&path, &format!("{cookie}; meent-lang=nl"))
        .await
        .body;
    assert!(page.contains("Het lot viel op jou"), "{page}");
    assert!(page.contains("data-sign=\"answer-panel\""));
    let notices = site
        .get("/notifications", &format!("{cookie}; meent-lang=en"))
        .await;
    for words in ["You were drawn by lot", "More reports"] {
        assert!(notices.body.contains(words), "{words}: {}", notices.body);
    }
    let cookie = site.cookie(*other).await;
    let page = site
        .get(&path, &format!("{cookie}; meent-lang=en"))
        .await
        .body;
    assert!(page.contains("3 members, drawn by lot"), "{page}");
    assert!(!page.contains("data-sign=\"answer-panel\""));

    let wanted = json!({"kind": "answer-panel", "proposal": proposal.id.0, "answer": "no"});
    let prepared = site
        .call(
            Method::POST,
            "/operations/prepare",
            &cookie,
            &wanted.to_string(),
        )
        .await;
    assert_eq!(prepared.status, StatusCode::OK, "{}", prepared.body);
    for member in &seated {
        let body = Body::AnswerPanel {
            proposal: proposal.id,
            answer: PanelAnswer::No,
        };
        site.act(*member, body, None).await;
    }
    let panel = site.json(&route, "").await;
    assert_eq!((&panel["yes"], &panel["no"]), (&json!(0), &json!(3)));
    site.app
        .advance(120 * 3_600_000)
        .await
        .expect("time passes");
    assert_eq!(site.json(&route, "").await["is_blocked"], true);
    let page = site.get(&path, "meent-lang=en").await.body;
    assert!(
        page.contains("drawn by lot sent it back: 0 yes, 3 no"),
        "{page}"
    );
    let one = site.json(&format!("/decisions/{}", proposal.id), "").await;
    assert_eq!(one["stage"]["kind"], "open");
}

#[tokio::test]
async fn who_is_in_office_stands_on_one_page() {
    let site = Site::found_under(|charter| {
        charter.guardians = 1;
        charter.guardians_needed = 1;
    })
    .await;
    let page = site.get("/commons/offices", "meent-lang=en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Nobody."), "{}", page.body);
    assert_eq!(site.json("/offices", "").await["seats"], json!([]));

    let payload = Payload::Appointment {
        office: Office::Guardian,
        member: FOUNDER,
    };
    let proposal = propose(&site, payload, "Shall Fenna keep watch?").await;
    vote(&site, proposal.id).await;
    half_a_month(&site).await;
    let seats = site.json("/offices", "").await["seats"].clone();
    assert_eq!(seats[0]["office"], "guardian", "{seats}");
    assert_eq!(seats[0]["number"], 1);
    assert_eq!(seats[0]["decision"], proposal.id.0);
    let page = site.get("/commons/offices", "meent-lang=nl").await.body;
    for words in [
        "Wachter",
        "fenna",
        "door besluit 1",
        "Iemand uit dit ambt sturen",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
