//! A vote of the members changes what the platform keeps, on the day it enacts.

use app::AppError;
use app::Refusal;
use app::collector::Visit;
use domain::draft::{Draft, DraftPlace};
use ledger::operation::{Body, Choice, Payload};
use ledger::policy::{Category, DataChange};

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
