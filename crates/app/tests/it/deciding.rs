//! A vote of the members changes what the platform keeps, on the day it enacts.

use app::AppError;
use app::Refusal;
use app::collector::Visit;
use domain::draft::{Draft, DraftPlace};
use ledger::ids::MemberNumber;
use ledger::operation::{Body, Choice, Payload};
use ledger::policy::{Category, DataChange, DataItem};
use store::collected::Choice as Choosing;
use store::notification::NotificationKind;

use crate::collecting::plant;
use crate::site::on_both;

#[tokio::test]
async fn a_category_that_the_members_forbid_is_gone_and_stays_gone() {
    on_both!(site => {
        let ana = site.founder();
        let planted = plant(site, &ana).await;
        let forbidden: Vec<Category> = planted.iter().map(|(category, _)| *category).collect();
        let payload = Payload::Data(forbidden.iter().map(|category| DataChange::Remove(*category)).collect());
        let (propose, companion) = site.app.word_proposal(payload, "Keep less about us", "We do not need it.");
        site.act(&ana, Body::Propose(propose), Some(companion)).await;
        let view = &site.app.list_proposals(ana.number()).await.expect("read")[0];
        let id = view.proposal.id;
        if !view.proposal.is_open() {
            site.app.advance(3_600_000).await.expect("time passes");
        }
        site.act(&ana, Body::Vote { proposal: id, choice: Choice::Yes }, None).await;
        for _ in 0..30 {
            site.app.advance(12 * 3_600_000).await.expect("time passes");
        }
        for (category, value) in &planted {
            assert!(site.app.commons().data.find(*category).is_none(), "{category:?}");
            assert!(!site.disk_holds(value), "{value}");
        }
        let again = Visit { address: Some("planted-again-1".to_owned()), user_agent: None };
        site.app.note_visit(&ana, &again).await.expect("noted");
        site.app.write_notes().await.expect("written");
        site.app.search(&ana, "planted-again-2", None).await.expect("searched");
        site.app.keep_reading_position(&ana, "home", "planted-again-3").await.expect("answered");
        let draft = Draft { text: "planted-again-4".to_owned(), photos: vec![] };
        let refused = site.app.save_draft(&ana, DraftPlace::NewPost, &draft).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::DataPolicy(Category::Drafts)))));
        site.app.store.forget_erased().await.expect("done");
        assert!(!site.disk_holds("planted-again"));
    });
}

/// Who agreed to something is asked anew when more of it may be kept, and not when less.
#[tokio::test]
async fn a_yes_is_to_what_was_asked() {
    on_both!(site => {
        let ana = site.founder();
        let category = Category::UserAgents;
        let agent = |name: &str| Visit { address: None, user_agent: Some(name.to_owned()) };
        site.app.choose_data(&ana, category, Choosing::Yes).await.expect("allowed");
        let item = site.app.commons().data.find(category).expect("in the policy").value.clone();
        for (days, keeps) in [(5, true), (60, false)] {
            let item = DataItem { retention_days: days, ..item.clone() };
            let (propose, companion) = site.app.word_proposal(Payload::Data(vec![DataChange::Put(item)]), "Days", "Why not.");
            site.act(&ana, Body::Propose(propose), Some(companion)).await;
            let id = site.app.list_proposals(None).await.expect("read")[0].proposal.id;
            site.app.advance(3_600_000).await.expect("time passes");
            site.act(&ana, Body::Vote { proposal: id, choice: Choice::Yes }, None).await;
            site.app.advance(100 * 3_600_000).await.expect("time passes");
            assert_eq!(site.app.commons().data.find(category).expect("there").value.retention_days, days);
            site.app.note_visit(&ana, &agent(&format!("Browser/{days}"))).await.expect("noted");
            site.app.write_notes().await.expect("written");
            let mut reader = site.app.store.read().await.expect("a reader");
            let kept = reader.find_collected_value(MemberNumber(1), category, "visit").await.expect("read");
            assert_eq!(kept.is_some(), keeps, "{days} days: {kept:?}");
        }
        let told = site.app.list_notifications(&ana, None).await.expect("read").rows;
        let asked = told.iter().filter(|it| it.kind == NotificationKind::DataAsked);
        assert_eq!(asked.count(), 1);
        assert_eq!(site.app.list_data_choices(&ana).await.expect("read"), []);
        site.app.choose_data(&ana, category, Choosing::Yes).await.expect("allowed");
        site.app.note_visit(&ana, &agent("Browser/9")).await.expect("noted");
        site.app.write_notes().await.expect("written");
        let mut reader = site.app.store.read().await.expect("a reader");
        let kept = reader.find_collected_value(MemberNumber(1), category, "visit").await.expect("read");
        assert_eq!(kept.as_deref(), Some("Browser/9"));
    });
}
