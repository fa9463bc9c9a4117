//! What a proposal would do, run against facts: said beforehand, then held against what happens.

use ledger::operation::Payload;
use ledger::policy::{Basis, Category, DataChange, DataItem, ModerationChange, Rule, Step};
use store::appreciation::Subject;
use store::collected::Erase;

use crate::collecting::plant;
use crate::site::{Site, on_both};

const DAY_MS: u64 = 86_400_000;

/// Every category that can go: what is said would be erased is what erasing it erases.
#[tokio::test]
async fn what_would_be_erased_is_what_is_erased() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        plant(site, &ana).await;
        plant(site, &ben).await;
        site.wait_ms(3 * DAY_MS);
        plant(site, &ana).await;
        let policy = site.app.commons().data.clone();
        let mut seen = 0;
        for clause in policy.items.iter().filter(|it| !it.value.category.is_needed_to_run()) {
            let category = clause.value.category;
            let shorter = DataItem { retention_days: 2, ..clause.value.clone() };
            let of = |it: app::simulation::Simulation| it.data.first().copied();
            let payload = Payload::Data(vec![DataChange::Put(shorter)]);
            let said = of(site.app.simulate(&payload).await.expect("run"));
            let until = site.app.clock.now_ms() - 2 * DAY_MS;
            let mut tx = site.app.store.begin().await.expect("begins");
            let erased = tx.erase_category(category, Erase::CollectedUntil(until)).await.expect("erased");
            drop(tx);
            if category != Category::DeviceNames && clause.value.retention_days != 2 {
                let said = said.expect("kept for longer now");
                assert_eq!((said.category, said.gone.items), (category, erased), "{category:?}");
                assert_eq!(said.days, (Some(clause.value.retention_days), Some(2)));
            }
            let payload = Payload::Data(vec![DataChange::Remove(category)]);
            let said = of(site.app.simulate(&payload).await.expect("run")).expect("in the policy");
            assert_eq!((said.gone, said.days.1), (said.kept, None));
            let mut tx = site.app.store.begin().await.expect("begins");
            let erased = tx.erase_category(category, Erase::Everything).await.expect("erased");
            tx.commit().await.expect("commits");
            assert_eq!(said.gone.items, erased, "{category:?}");
            assert!(said.gone.people <= 2 && (said.gone.items == 0) == (said.gone.people == 0));
            seen += usize::from(erased > 0);
        }
        assert!(seen >= 6, "{seen} categories held something");
    });
}

/// Where a yes is asked for from now on, what is kept without one goes.
#[tokio::test]
async fn what_is_kept_without_a_yes_would_go() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        plant(site, &ana).await;
        plant(site, &ben).await;
        site.app.choose_data(&ben, Category::SearchTexts, store::collected::Choice::Yes).await.expect("allowed");
        let item = site.app.commons().data.find(Category::SearchTexts).expect("in the policy").value.clone();
        let asked = DataItem { basis: Basis::OptIn, ..item };
        let payload = Payload::Data(vec![DataChange::Put(asked)]);
        let said = site.app.simulate(&payload).await.expect("run").data[0];
        assert_eq!((said.gone.items, said.gone.people, said.kept.people), (1, 1, 2));
    });
}

async fn spam(site: &Site, author: &app::Viewer, reporters: &[&app::Viewer]) -> Subject {
    let post = site.post(author, "Buy my watches, cheap.").await;
    let subject = Subject::Post(post.id);
    for reporter in reporters {
        let number = reporter.number().expect("a member");
        site.app
            .report(number, subject, "no-spam", "")
            .await
            .expect("reported");
    }
    subject
}

/// Cases of last month under other rules; what is older is not looked at.
#[tokio::test]
async fn last_months_cases_are_decided_again() {
    on_both!(site => {
        let ana = site.founder();
        let (ben, cem) = (site.join("ben").await, site.join("cem").await);
        let moderator = ana.number().expect("a member");
        let rule = site.app.commons().moderation.find_rule("no-spam").expect("a rule").value.clone();
        let act = async |subject| {
            site.app.act_by_ladder(moderator, subject, "no-spam", "It advertises.").await.expect("acted")
        };
        let old = spam(site, &ben, &[&cem]).await;
        act(old).await;
        site.wait_ms(40 * DAY_MS);
        let first = spam(site, &ben, &[&cem, &ana]).await;
        let second = spam(site, &cem, &[&ben]).await;
        let taken = [act(first).await.step, act(second).await.step];
        assert_eq!(taken, [rule.ladder[1].clone(), rule.ladder[0].clone()], "the second finding, and a first");

        let run = async |change| {
            let payload = Payload::Moderation(vec![change]);
            site.app.simulate(&payload).await.expect("run").moderation.expect("cases")
        };
        let gone = run(ModerationChange::RemoveRule("no-spam".to_owned())).await;
        assert_eq!((gone.decided, gone.same), (2, 0));
        assert_eq!(gone.not_possible["no-spam"], 2);

        let harder = Rule { ladder: vec![rule.ladder[0].clone(), Step::Expel], ..rule.clone() };
        let harder = run(ModerationChange::PutRule(harder)).await;
        assert_eq!((harder.decided, harder.same), (2, 1));
        let key = ("no-spam".to_owned(), rule.ladder[1].clone(), Step::Expel);
        assert_eq!(harder.other[&key], 1);

        let threshold = site.app.commons().moderation.report_threshold.value;
        assert!(threshold > 2, "two reporters limit nothing yet");
        let sooner = run(ModerationChange::ReportThreshold(2)).await;
        assert_eq!((sooner.reported, sooner.limited, sooner.would_limit), (2, 0, 1));
        assert_eq!((sooner.decided, sooner.same), (2, 2));
    });
}

/// What cannot be enacted as things are is said to be so.
#[tokio::test]
async fn what_cannot_be_is_said() {
    on_both!(site => {
        let payload = Payload::Moderation(vec![ModerationChange::RemoveRule("nowhere".to_owned())]);
        let found = site.app.simulate(&payload).await.expect("run");
        assert_eq!(found.rejection, Some(ledger::Rejection::ClauseNotFound));
        assert_eq!(found.moderation, None);
    });
}
