//! People in office: what they tell everybody, when they are told, and what a caretaker may not.

use app::deliberation::NewVersion;
use app::{AppError, Viewer};
use ledger::Rejection;
use ledger::ids::{MemberNumber, Money, ProposalId};
use ledger::office::Office;
use ledger::operation::{Body, Choice, Payload};
use ledger::payload::Mandate;
use store::appreciation::Subject;
use store::commons_words::{WordsId, WordsPlace};
use store::notification::NotificationKind as Kind;

use crate::site::{Site, on_both};

const HOUR_MS: u64 = 3_600_000;
const ROUND_MS: u64 = 168 * HOUR_MS;

/// Files `payload`, has it pass, and waits until it is in force and the rest after it is over.
async fn decide(site: &Site, payload: Payload, for_it: &[&Viewer]) -> ProposalId {
    let ana = site.founder();
    let (propose, words) = site.app.word_proposal(payload, "Shall we?", "We are few.");
    site.act(&ana, Body::Propose(propose), Some(words)).await;
    let filed = site.app.list_proposals(None).await.expect("read")[0]
        .proposal
        .clone();
    if !filed.is_open() {
        let sponsor = for_it.last().expect("somebody is for it");
        site.act(sponsor, Body::Sponsor(filed.id), None).await;
    }
    for voter in for_it {
        let vote = Body::Vote {
            proposal: filed.id,
            choice: Choice::Yes,
        };
        site.act(voter, vote, None).await;
    }
    for hours in [73, 24, 168] {
        site.app
            .advance(hours * HOUR_MS)
            .await
            .expect("time passes");
    }
    filed.id
}

fn mandate(leads: &[&Viewer], rounds: u32) -> Payload {
    let leads = leads.iter().filter_map(|it| it.number()).collect();
    Payload::Mandate(Mandate {
        leads,
        per_round: Money(1_000),
        rounds,
    })
}

async fn told(site: &Site, viewer: &Viewer, kind: Kind) -> Vec<String> {
    let all = site
        .app
        .list_notifications(viewer, None)
        .await
        .expect("read");
    let of_kind = all.rows.into_iter().filter(|it| it.kind == kind);
    of_kind.filter_map(|it| it.detail).collect()
}

#[tokio::test]
async fn who_holds_an_office_reports_and_is_told_when_their_mandate_ends() {
    on_both!(site => {
        let (ana, ben) = (site.founder(), site.join("ben").await);
        let given = decide(site, mandate(&[&ben], 6), &[&ana]).await;
        let report = |who, office, title, text| site.app.publish_office_report(who, office, title, text);
        let refused = report(&ana, Office::Team, "Mine", "I lead nothing.").await;
        assert!(matches!(refused, Err(AppError::Rejected(Rejection::OfficeNotHeld))), "{refused:?}");
        let refused = report(&ben, Office::Guardian, "Mine", "I guard nothing.").await;
        assert!(matches!(refused, Err(AppError::Rejected(Rejection::OfficeNotHeld))), "{refused:?}");
        let refused = report(&ben, Office::Team, " ", "Nameless.").await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
        let first = report(&ben, Office::Team, "One", "The lamp-that-burns is mended.").await.expect("published");
        site.wait_ms(1_000);
        report(&ben, Office::Team, "Two", "The door-that-creaks is oiled.").await.expect("published");
        let listed = site.app.list_office_reports(&ana, None, 1).await.expect("read");
        assert_eq!((listed.rows[0].title.as_str(), listed.rows[0].mandate), ("Two", Some(given)));
        let rest = site.app.list_office_reports(&ana, listed.next.as_ref(), 9).await.expect("read");
        assert_eq!(rest.rows.iter().map(|it| it.id).collect::<Vec<_>>(), [first]);

        // It can be reported and taken down like any other work; its author still reads it.
        let cas = site.join("cas").await;
        let subject = Subject::Words(WordsId::of(WordsPlace::OfficeReport(first)));
        let (moderator, reporter) = (MemberNumber(1), cas.number().expect("a member"));
        site.app.report(reporter, subject, "lawful", "It is not.").await.expect("reported");
        let act = site.app.act_by_ladder(moderator, subject, "lawful", "It is not, indeed.").await.expect("acted");
        assert_eq!(Some(act.author), ben.number());
        assert!(matches!(site.app.load_office_report(&cas, first).await, Err(AppError::NotFound)));
        assert_eq!(site.app.list_office_reports(&cas, None, 9).await.expect("read").rows.len(), 1);
        assert!(site.app.load_office_report(&ben, first).await.is_ok());

        assert_eq!(told(site, &ben, Kind::RenewalAsked).await, Vec::<String>::new());
        site.app.advance(ROUND_MS).await.expect("time passes");
        assert_eq!(told(site, &ben, Kind::RenewalAsked).await, [given.to_string()]);
        assert_eq!(told(site, &ana, Kind::RenewalAsked).await, Vec::<String>::new());
        for _ in 0..5 {
            site.app.advance(ROUND_MS).await.expect("time passes");
        }
        assert_eq!(told(site, &ben, Kind::MandateLapsed).await, [given.to_string()]);
        let refused = report(&ben, Office::Team, "Three", "Too late.").await;
        assert!(matches!(refused, Err(AppError::Rejected(Rejection::OfficeNotHeld))), "{refused:?}");

        // What was told stays, until its author takes it back, or leaves.
        assert!(matches!(site.app.delete_office_report(&ana, first).await, Err(AppError::NotFound)));
        site.app.delete_office_report(&ben, first).await.expect("deleted");
        assert!(!site.disk_holds("lamp-that-burns"));
        let held = site.app.list_held(&ben).await.expect("read");
        let mut items = held.iter().flat_map(|it| &it.items);
        assert!(items.any(|it| it.subject.starts_with("office-report:") && it.value.contains("oiled")));
        site.act(&ben, Body::Leave, None).await;
        site.app.run_due_jobs().await.expect("done");
        assert!(!site.disk_holds("door-that-creaks"));
        assert_eq!(site.app.list_office_reports(&ana, None, 9).await.expect("read").rows, []);
    });
}

/// Of two leads one is recalled; the other may no longer say what things cost, but reports.
#[tokio::test]
async fn a_caretaker_writes_no_note_on_costs_but_reports() {
    on_both!(site => {
        let (ana, ben, cem) = (site.founder(), site.join("ben").await, site.join("cem").await);
        decide(site, mandate(&[&ben, &cem], 52), &[&ana]).await;
        let version = NewVersion {
            title: "A darkroom?".to_owned(),
            text: "We have the room.".to_owned(),
            payload: Payload::Statement,
            note: String::new(),
        };
        let draft = site.app.start_deliberation(&ana, &version).await.expect("begun");
        site.app.open_deliberation(&ana, draft).await.expect("opened");
        site.app.note_costs(&ben, draft, "€ 300").await.expect("noted");
        let member = cem.number().expect("a member");
        let recall = Payload::Recall { office: Office::Team, member };
        decide(site, recall, &[&ana, &ben]).await;
        let refused = site.app.note_costs(&ben, draft, "€ 400").await;
        assert!(matches!(refused, Err(AppError::Rejected(Rejection::CaretakerMode))), "{refused:?}");
        let view = site.app.load_deliberation(&ben, draft).await.expect("read");
        assert!(!view.is_team, "no form for what is refused");
        let reported = site.app.publish_office_report(&ben, Office::Team, "So it is", "I keep the lights on.").await;
        reported.expect("a caretaker reports");
    });
}
