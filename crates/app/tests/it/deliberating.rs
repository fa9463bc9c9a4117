//! A draft is talked through: versions, comments, statements, the map, the freeze, the filing.

use app::deliberation::adding::{Anchor, Convinces, Resolved, Side};
use app::deliberation::{Consent, DeliberationView, NewVersion};
use app::{AppError, Refusal, Viewer};
use domain::deliberation::{self as rules, Stage};
use domain::ids::{ContributionId, DeliberationId};
use ledger::charter::Template;
use ledger::count::opinion::Opinion;
use ledger::ids::Money;
use ledger::operation::{Body, Choice as Vote, Payload};
use ledger::payload::{Budget, Mandate};
use ledger::policy::Category;
use store::appreciation::Subject;
use store::collected::Choice;
use store::notification::NotificationKind;

use crate::site::{ANYONE, ENGINES, Site, on_both};

fn version(title: &str, text: &str) -> NewVersion {
    NewVersion {
        title: title.to_owned(),
        text: text.to_owned(),
        payload: Payload::Statement,
        note: String::new(),
    }
}

async fn start(site: &Site, author: &Viewer) -> DeliberationId {
    let first = version(
        "A darkroom for all?",
        "We have the room.\n\nWe lack the sink.",
    );
    site.app
        .start_deliberation(author, &first)
        .await
        .expect("begun")
}

async fn load(site: &Site, viewer: &Viewer, id: DeliberationId) -> DeliberationView {
    site.app.load_deliberation(viewer, id).await.expect("there")
}

/// Founds a circle of `count` who agreed to have their opinions kept.
async fn circle(site: &Site, count: usize) -> Vec<Viewer> {
    let mut people = vec![site.founder()];
    for handle in ["ben", "cas", "dov", "eva", "fay", "gus"]
        .iter()
        .take(count - 1)
    {
        people.push(site.join(handle).await);
    }
    for person in &people {
        let yes = site
            .app
            .choose_data(person, Category::Opinions, Choice::Yes);
        yes.await.expect("allowed");
    }
    people
}

fn why<T: std::fmt::Debug>(refused: Result<T, AppError>) -> &'static str {
    match refused {
        Err(AppError::Refused(refusal)) => refusal.code(),
        Err(AppError::NotFound) => "not-found",
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_draft_keeps_every_version_and_only_its_author_writes_them() {
    on_both!(site => {
        let (ana, ben) = (site.founder(), site.join("ben").await);
        let id = start(site, &ana).await;
        let next = NewVersion { note: "A price".to_owned(), ..version("A darkroom for all?", "We have the room.\n\nA sink is € 300.") };
        assert_eq!(site.app.revise_draft(&ana, id, 1, &next).await.expect("written"), 2);
        assert_eq!(why(site.app.revise_draft(&ana, id, 1, &next).await), "deliberation-newer-version");
        assert_eq!(why(site.app.revise_draft(&ana, id, 2, &next).await), "deliberation-unchanged");
        assert_eq!(why(site.app.revise_draft(&ben, id, 2, &version("Mine", "now")).await), "deliberation-not-the-author");
        assert_eq!(why(site.app.revise_draft(&ana, id, 2, &version("", "text")).await), "deliberation-empty");
        let view = load(site, &ANYONE, id).await;
        let texts: Vec<_> = view.versions.iter().map(|it| (it.version, it.text.as_str(), it.note.as_str())).collect();
        assert_eq!(texts, [(1, "We have the room.\n\nWe lack the sink.", ""), (2, "We have the room.\n\nA sink is € 300.", "A price")]);
        assert!(!view.may_take_part && !view.is_author);
        for _ in 0..2 {
            start(site, &ana).await;
        }
        assert_eq!(why(site.app.start_deliberation(&ana, &version("One more", "too many")).await), "deliberation-too-many");
        site.app.close_deliberation(&ana, id).await.expect("closed");
        start(site, &ana).await;
        assert_eq!(site.app.list_deliberations(&ben, None).await.expect("read").rows.len(), 3);
    });
}

#[tokio::test]
async fn comments_stand_by_their_paragraph_and_the_author_settles_them() {
    on_both!(site => {
        let (ana, ben) = (site.founder(), site.join("ben").await);
        let id = start(site, &ana).await;
        let on = |paragraph| Anchor::Paragraph { version: 1, paragraph };
        let first = site.app.comment_on_draft(&ben, id, on(2), "Who pays?".to_owned()).await.expect("said");
        site.wait_ms(1_000);
        let answer = site.app.comment_on_draft(&ana, id, Anchor::Answer(first), "All of us.".to_owned()).await.expect("said");
        site.wait_ms(1_000);
        let below = site.app.comment_on_draft(&ben, id, Anchor::Answer(answer), "Fine.".to_owned()).await.expect("said");
        assert_eq!(why(site.app.comment_on_draft(&ben, id, on(3), "nowhere".to_owned()).await), "deliberation-no-such-paragraph");
        assert_eq!(why(site.app.resolve_comment(&ben, first, Resolved::Yes).await), "deliberation-not-the-author");
        site.app.resolve_comment(&ana, first, Resolved::Yes).await.expect("settled");
        let view = load(site, &ben, id).await;
        let places: Vec<_> = view.contributions.iter().map(|it| (it.id, it.parent, it.version, it.paragraph)).collect();
        assert_eq!(places, [(first, None, 1, 2), (answer, Some(first), 1, 2), (below, Some(first), 1, 2)]);
        assert!(view.contributions[0].resolved_at_ms.is_some());
        let told = site.app.list_notifications(&ana, None).await.expect("read");
        let kinds: Vec<_> = told.rows.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [NotificationKind::DraftAnswered, NotificationKind::DraftCommented]);
        assert_eq!(told.rows[1].detail.as_deref(), Some(&*format!("{id} {first}")));
        // Deleted words leave their place to the answers.
        site.app.delete_contribution(&ben, first).await.expect("deleted");
        let view = load(site, &ana, id).await;
        assert_eq!(view.contributions.len(), 3);
        assert!(view.contributions[0].words.is_none());
        assert_eq!(why(site.app.delete_contribution(&ben, answer).await), "not-found");
    });
}

async fn say(site: &Site, who: &Viewer, statement: ContributionId, opinion: Opinion) {
    let said = site.app.answer_statement(who, statement, Some(opinion));
    said.await.expect("kept");
}

#[tokio::test]
async fn opinions_are_kept_with_a_yes_only_and_make_a_map_that_names_nobody() {
    on_both!(site => {
        let people = circle(site, 6).await;
        let gus = site.join("gus").await;
        let (ana, ben) = (&people[0], &people[1]);
        let id = start(site, ana).await;
        assert_eq!(why(site.app.state(ben, id, "Too early").await), "deliberation-stage");
        site.app.open_deliberation(ana, id).await.expect("a circle waits for nothing");
        let mut statements = Vec::new();
        for text in ["A sink first", "Film is over", "Evenings for all"] {
            statements.push(site.app.state(ben, id, text).await.expect("stated"));
        }
        assert_eq!(why(site.app.state(ana, id, "a SINK, first!").await), "deliberation-repeated");
        assert_eq!(why(site.app.state(ana, id, &"x".repeat(141)).await), "deliberation-too-long");
        for text in ["four", "five"] {
            site.app.state(ben, id, text).await.expect("stated");
        }
        assert_eq!(why(site.app.state(ben, id, "six").await), "deliberation-too-many");
        // Who has not said yes is asked; who reads the order again gets the same one.
        assert_eq!(load(site, &gus, id).await.consent, Consent::Asked);
        assert_eq!(why(site.app.answer_statement(&gus, statements[0], Some(Opinion::Agree)).await), "data-policy");
        let order = |view: &DeliberationView, who: &Viewer| view.statements_for(who.number()).iter().map(|it| it.id).collect::<Vec<_>>();
        let view = load(site, ana, id).await;
        assert_eq!(order(&view, ana), order(&load(site, ana, id).await, ana));
        assert!(people.iter().any(|it| order(&view, it) != order(&view, ana)));
        for (place, person) in people.iter().enumerate() {
            let (one, other) = if place < 3 { (Opinion::Agree, Opinion::Disagree) } else { (Opinion::Disagree, Opinion::Agree) };
            say(site, person, statements[0], one).await;
            say(site, person, statements[1], other).await;
            say(site, person, statements[2], Opinion::Agree).await;
        }
        assert!(load(site, ana, id).await.map.is_none(), "no single answer shows");
        site.app.draw_maps().await.expect("drawn");
        let view = load(site, &ANYONE, id).await;
        let (map, _) = view.map.as_ref().expect("a map");
        assert_eq!((map.people, map.answers), (6, 18));
        assert_eq!(map.groups.iter().map(|it| it.people).collect::<Vec<_>>(), [3, 3]);
        assert_eq!(map.bridging, [statements[2].to_string()]);
        assert!(view.own_answers.is_empty());
        assert_eq!(load(site, ana, id).await.own_answers.len(), 3);
        // A statement that is taken down is on no map.
        site.app.delete_contribution(ben, statements[1]).await.expect("deleted");
        // Who takes the yes back is on the map no more.
        site.app.choose_data(&people[5], Category::Opinions, Choice::No).await.expect("allowed");
        site.app.draw_maps().await.expect("drawn");
        let view = load(site, &people[5], id).await;
        let (map, _) = view.map.as_ref().expect("a map");
        assert_eq!((map.people, map.answers), (5, 10));
        assert!(view.own_answers.is_empty());
        // Nothing of it is on the record, and the privacy page shows every item.
        let held = site.app.list_held(ana).await.expect("read");
        let opinions = held.iter().find(|it| it.category == Category::Opinions).expect("in the policy");
        assert_eq!(opinions.items.len(), 2);
        assert_eq!(opinions.retention_days, 180);
        let first = &opinions.items[0];
        assert_eq!(first.until_ms, Some(first.since_ms + 180 * 86_400_000));
        site.app.erase_own(ana, &[Category::Opinions]).await.expect("erased");
        assert!(load(site, ana, id).await.own_answers.is_empty());
    });
}

#[tokio::test]
async fn a_frozen_text_is_what_is_filed_and_the_decision_finds_its_deliberation() {
    on_both!(site => {
        let people = circle(site, 5).await;
        let (ana, ben, cas) = (&people[0], &people[1], &people[2]);
        let id = start(site, ana).await;
        assert_eq!(why(site.app.freeze_draft(ana, id).await), "deliberation-stage");
        site.app.open_deliberation(ana, id).await.expect("opened");
        let loud = site.app.make_case(ben, id, Side::For, "It is ours.").await.expect("made");
        let shared = site.app.make_case(cas, id, Side::For, "It pays for itself.").await.expect("made");
        assert_eq!(why(site.app.make_case(ben, id, Side::For, "Twice").await), "deliberation-too-many");
        site.app.make_case(ben, id, Side::Against, "It smells.").await.expect("made");
        assert_eq!(why(site.app.mark_case(ben, loud, Convinces::Yes).await), "deliberation-own-words");
        for person in [ana, &people[3]] {
            site.app.mark_case(person, shared, Convinces::Yes).await.expect("marked");
        }
        assert_eq!(why(site.app.note_costs(ana, id, "€ 300").await), "deliberation-not-in-office");
        assert_eq!(why(site.app.file_draft(ana, id).await), "deliberation-stage");
        site.app.freeze_draft(ana, id).await.expect("frozen");
        assert_eq!(why(site.app.revise_draft(ana, id, 1, &version("Late", "too")).await), "deliberation-stage");
        let (propose, words) = site.app.file_draft(ana, id).await.expect("ready");
        assert_eq!(why(site.app.file_draft(ben, id).await), "deliberation-not-the-author");
        site.act(ana, Body::Propose(propose), Some(words)).await;
        let view = load(site, ben, id).await;
        let filed = view.filed.expect("filed");
        assert_eq!(view.cases(Side::For).iter().map(|it| it.id).collect::<Vec<_>>(), [shared, loud]);
        let found = site.app.find_deliberation_of(&ANYONE, filed.proposal).await.expect("read").expect("its own");
        assert_eq!(found.deliberation.id, id);
        assert_eq!(found.deliberation.stage, Stage::Frozen);
        assert_eq!(why(site.app.close_deliberation(ana, id).await), "deliberation-stage");
        assert_eq!(why(site.app.file_draft(ana, id).await), "deliberation-stage");
        let words = site.app.load_proposal(filed.proposal, None).await.expect("there").words.expect("words");
        assert_eq!((words.title.as_str(), words.summary.as_str()), ("A darkroom for all?", "We have the room.\n\nWe lack the sink."));
    });
}

#[tokio::test]
async fn the_note_on_costs_is_the_team_s_and_the_latest_counts() {
    on_both!(site => {
        let (ana, ben) = (site.founder(), site.join("ben").await);
        let member = ben.number().expect("a member");
        let payload = Payload::Mandate(Mandate { leads: vec![member], per_round: Money(0), rounds: 52 });
        let (propose, words) = site.app.word_proposal(payload, "Ben?", "He can count.");
        site.act(&ana, Body::Propose(propose), Some(words)).await;
        let filed = site.app.list_proposals(None).await.expect("read")[0].proposal.clone();
        if !filed.is_open() {
            site.act(&ben, Body::Sponsor(filed.id), None).await;
            site.app.advance(3_600_000).await.expect("time passes");
        }
        // Nobody votes on a mandate of their own.
        site.act(&ana, Body::Vote { proposal: filed.id, choice: Vote::Yes }, None).await;
        for _ in 0..30 {
            site.app.advance(12 * 3_600_000).await.expect("time passes");
        }
        let id = start(site, &ana).await;
        assert_eq!(why(site.app.note_costs(&ben, id, "€ 300").await), "deliberation-stage");
        site.app.open_deliberation(&ana, id).await.expect("opened");
        assert_eq!(why(site.app.note_costs(&ana, id, "€ 0").await), "deliberation-not-in-office");
        for note in ["€ 300", "€ 350, with the tap"] {
            site.wait_ms(1_000);
            site.app.note_costs(&ben, id, note).await.expect("noted");
        }
        let view = load(site, &ben, id).await;
        assert!(view.is_team);
        let note = view.cost_note().and_then(|it| it.words.as_ref()).expect("a note");
        assert_eq!((note.text.as_str(), note.author), ("€ 350, with the tap", member));
        assert_eq!(view.contributions.len(), 1);
    });
}

#[tokio::test]
async fn classes_that_deliberate_wait_for_comments_and_for_opinions() {
    for engine in ENGINES {
        let site = &Site::found_as(engine, Template::Cooperative).await;
        let ana = site.founder();
        let hour = site.app.commons().charter.ticks_ms(1);
        let budget = Payload::Budget(Budget {
            treasury: Money(1_000),
            envelopes: vec![],
        });
        let waits = site.app.deliberation_waits(&budget).expect("read");
        assert_eq!(
            (waits.drafting_ms, waits.opinions_ms),
            (72 * hour, 168 * hour)
        );
        let none = site
            .app
            .deliberation_waits(&Payload::Statement)
            .expect("read");
        assert_eq!((none.drafting_ms, none.opinions_ms), (0, 0));
        let first = NewVersion {
            payload: budget,
            ..version("A budget?", "Small.")
        };
        let id = site
            .app
            .start_deliberation(&ana, &first)
            .await
            .expect("begun");
        let opens_ms = load(site, &ana, id).await.opens_from_ms();
        site.wait_ms(72 * hour - 1);
        let early = site.app.open_deliberation(&ana, id).await;
        assert!(
            matches!(early, Err(AppError::Refused(Refusal::Deliberation(rules::Refusal::TooEarly(it)))) if it == opens_ms)
        );
        site.wait_ms(1);
        site.app.open_deliberation(&ana, id).await.expect("opened");
        site.wait_ms(168 * hour - 1);
        assert_eq!(
            why(site.app.freeze_draft(&ana, id).await),
            "deliberation-too-early"
        );
        site.wait_ms(1);
        site.app.freeze_draft(&ana, id).await.expect("frozen");
    }
}

#[tokio::test]
async fn drafts_and_what_is_added_are_moderated_like_other_words() {
    on_both!(site => {
        let people = circle(site, 3).await;
        let (ana, ben, cas) = (&people[0], &people[1], &people[2]);
        let id = start(site, ben).await;
        site.app.open_deliberation(ben, id).await.expect("opened");
        let statement = site.app.state(cas, id, "You are all fools").await.expect("stated");
        let rule = site.app.commons().moderation.rules[0].value.id.clone();
        let number = |it: &Viewer| it.number().expect("a member");
        site.app.report(number(ben), Subject::Contribution(statement), &rule, "rude").await.expect("reported");
        let moderator = number(ana);
        assert!(site.app.is_moderator(moderator));
        assert_eq!(site.app.list_reported_works(moderator, None).await.expect("read").rows.len(), 1);
        site.app.act_by_ladder(moderator, Subject::Contribution(statement), &rule, "That is no argument.").await.expect("acted");
        site.app.report(number(cas), Subject::Draft(id), &rule, "this too").await.expect("reported");
        let mut tx = site.app.store.begin().await.expect("begins");
        tx.update_contribution_reach(statement, domain::visibility::Reach::Nobody).await.expect("written");
        tx.update_deliberation_reach(id, domain::visibility::Reach::Nobody).await.expect("written");
        tx.commit().await.expect("written");
        assert!(matches!(site.app.load_deliberation(&ANYONE, id).await, Err(AppError::NotFound)));
        assert!(site.app.list_deliberations(&ANYONE, None).await.expect("read").rows.is_empty());
        let view = load(site, ben, id).await;
        assert!(view.contributions[0].words.is_none(), "its author and moderators see it");
        assert!(matches!(site.app.appreciate(ben, Subject::Draft(id)).await, Err(AppError::NotFound)));
    });
}

#[tokio::test]
async fn who_leaves_takes_drafts_and_words_along() {
    on_both!(site => {
        let people = circle(site, 5).await;
        let (ana, ben, cas) = (&people[0], &people[1], &people[2]);
        let (own, other) = (start(site, ben).await, start(site, ana).await);
        site.app.open_deliberation(ana, other).await.expect("opened");
        let on = Anchor::Paragraph { version: 1, paragraph: 0 };
        site.app.comment_on_draft(ben, other, on, "planted-words-77".to_owned()).await.expect("said");
        let statement = site.app.state(ben, other, "planted-words-78").await.expect("stated");
        say(site, cas, statement, Opinion::Agree).await;
        site.app.comment_on_draft(cas, own, on, "under it".to_owned()).await.expect("said");
        site.app.erase_member(ben.number().expect("a member")).await.expect("erased");
        assert!(matches!(site.app.load_deliberation(cas, own).await, Err(AppError::NotFound)));
        let view = load(site, cas, other).await;
        assert!(view.contributions.is_empty() && view.own_answers.is_empty());
        assert!(!site.disk_holds("planted-words-7"));
    });
}
