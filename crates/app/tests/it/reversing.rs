//! What a jury undoes is undone with its ruling, not later: a label, a limit, a suspension, an
//! expulsion. What other acts gave stays.

use app::challenge::Judged;
use app::justice::JuryRoom;
use app::{AppError, Refusal, Viewer};
use domain::ids::PostId;
use domain::post::Refusal as Post;
use domain::visibility::{Reach, Viewpoint};
use ledger::ids::{CaseId, JuryId, MemberNumber};
use ledger::jury::{Ground, Ruling};
use ledger::operation::{Body, Choice, Payload};
use ledger::policy::{Label, LabelDefault, ModerationChange, Rule, Step};
use store::action::Action;
use store::appreciation::Subject;
use store::commons_words::{WordsId, WordsPlace};

use crate::site::{Site, on_both, words as words_of};

const HOUR_MS: u64 = 3_600_000;

/// A rule with one step each, named by what it leads to.
fn steps() -> [(&'static str, Step); 5] {
    [
        ("labels", Step::Label("loud".to_owned())),
        ("limits", Step::LimitReach),
        ("suspends", Step::Suspend(7)),
        ("suspends-long", Step::Suspend(30)),
        ("expels", Step::Expel),
    ]
}

/// A network with these rules, in which Ana moderates, Ben publishes and three others judge.
struct Court<'site> {
    site: &'site Site,
    ana: Viewer,
    ben: Viewer,
    jurors: Vec<Viewer>,
    heard: u32,
}

impl<'site> Court<'site> {
    async fn open(site: &'site Site) -> Self {
        let ana = site.founder();
        let mut changes = vec![ModerationChange::PutLabel(Label {
            id: "loud".to_owned(),
            title: "Loud".to_owned(),
            default: LabelDefault::Cover,
        })];
        changes.extend(steps().map(|(id, step)| {
            ModerationChange::PutRule(Rule {
                id: id.to_owned(),
                title: "A rule".to_owned(),
                text: "Do not.".to_owned(),
                examples: vec![],
                ladder: vec![step],
            })
        }));
        let (propose, companion) =
            site.app
                .word_proposal(Payload::Moderation(changes), "Rules", "We need them.");
        site.act(&ana, Body::Propose(propose), Some(companion))
            .await;
        let id = site.app.list_proposals(None).await.expect("read")[0]
            .proposal
            .id;
        let vote = Body::Vote {
            proposal: id,
            choice: Choice::Yes,
        };
        site.act(&ana, vote, None).await;
        for hours in [73, 25] {
            site.app
                .advance(hours * HOUR_MS)
                .await
                .expect("time passes");
        }
        let policy = &site.app.commons().moderation;
        assert!(policy.find_rule("expels").is_some());
        let ben = site.join("ben").await;
        let mut jurors = Vec::new();
        for handle in ["cem", "dea", "eli"] {
            jurors.push(site.join(handle).await);
        }
        Self {
            site,
            ana,
            ben,
            jurors,
            heard: 0,
        }
    }

    async fn act(&self, post: PostId, rule: &str) -> Action {
        let moderator = number(&self.ana);
        let acted = self
            .site
            .app
            .act_by_ladder(moderator, Subject::Post(post), rule, "It breaks it.")
            .await;
        acted.expect("the ladder's step is taken")
    }

    /// Ben appeals and the three find that the act does not stand; Ben may publish again, and the
    /// work is back, with the last of them.
    async fn reverse(&mut self, action: &Action) {
        let (body, companion) = self
            .site
            .app
            .word_appeal(number(&self.ben), action.id, "It does not.")
            .await
            .expect("an appeal");
        self.site.act(&self.ben, body, Some(companion)).await;
        self.site
            .app
            .advance(2 * HOUR_MS)
            .await
            .expect("time passes");
        self.heard += 1;
        let jury = JuryId(self.heard);
        for juror in &self.jurors {
            let member = number(juror);
            let room: JuryRoom = self
                .site
                .app
                .load_jury_room(member, jury)
                .await
                .expect("everybody of three sits");
            let judged = Judged::Act(Box::new(action.clone()));
            assert_eq!(room.judged, judged);
            let (body, companion) =
                self.site
                    .app
                    .seal_verdict(member, jury, Ruling::Reverse, Ground::Words);
            self.site.act(juror, body, Some(companion)).await;
        }
        for juror in &self.jurors {
            let body = self
                .site
                .app
                .open_verdict(number(juror), jury)
                .await
                .expect("what was sealed is kept");
            self.site.act(juror, body, None).await;
        }
    }

    /// How far a post reaches, and its labels.
    async fn marks(&self, post: PostId) -> (Reach, Vec<String>) {
        let mut reader = self.site.app.store.read().await.expect("a reader");
        let viewpoint = Viewpoint::Moderator(MemberNumber(0));
        let post = reader.find_post_visible_to(viewpoint, post).await;
        let post = post.expect("read").expect("it is there");
        (post.reach, post.labels.clone())
    }

    async fn publishes(&self) -> Result<(), Post> {
        match self.site.app.publish(&self.ben, words_of("Again.")).await {
            Ok(_) => Ok(()),
            Err(AppError::Refused(Refusal::Post(refusal))) => Err(refusal),
            Err(error) => panic!("{error}"),
        }
    }
}

fn number(viewer: &Viewer) -> MemberNumber {
    viewer.number().expect("a member")
}

#[tokio::test]
async fn a_reversed_act_is_undone_at_once() {
    on_both!(site => {
        let mut court = Court::open(site).await;
        let loud = vec!["loud".to_owned()];
        for (rule, acted, refused) in [
            ("labels", (Reach::Everyone, loud), None),
            ("limits", (Reach::Followers, vec![]), None),
            ("suspends", (Reach::Nobody, vec![]), Some(Post::Suspended)),
            ("expels", (Reach::Nobody, vec![]), Some(Post::Expelled)),
        ] {
            let ben = court.ben;
            let post = site.post(&ben, "A work.").await.id;
            let action = court.act(post, rule).await;
            assert_eq!(court.marks(post).await, acted, "{rule}");
            assert_eq!(court.publishes().await.err(), refused, "{rule}");
            court.reverse(&action).await;
            assert_eq!(court.marks(post).await, (Reach::Everyone, vec![]), "{rule}");
            assert_eq!(court.publishes().await, Ok(()), "{rule}");
        }
    });
}

/// Of two suspensions the one that stands counts, whichever was longer; of two acts on one work the
/// graver one that stands.
#[tokio::test]
async fn what_other_acts_gave_stays() {
    on_both!(site => {
        let mut court = Court::open(site).await;
        let ben = court.ben;
        let first = site.post(&ben, "One.").await.id;
        let second = site.post(&ben, "Two.").await.id;
        let short = court.act(first, "suspends").await;
        let long = court.act(second, "suspends-long").await;
        court.reverse(&long).await;
        assert_eq!(court.marks(second).await.0, Reach::Everyone);
        assert_eq!(court.publishes().await, Err(Post::Suspended));
        let until_ms = short.until_ms.expect("a suspension ends");
        let left_ms = until_ms - site.app.clock.now_ms();
        site.app.advance(left_ms).await.expect("time passes");
        assert_eq!(court.publishes().await, Ok(()));

        // A milder act on a work that is down does not bring it back, nor does undoing it.
        let third = site.post(&ben, "Three.").await.id;
        court.act(third, "suspends").await;
        let limit = court.act(third, "limits").await;
        let label = court.act(third, "labels").await;
        let loud = vec!["loud".to_owned()];
        assert_eq!(court.marks(third).await, (Reach::Nobody, loud.clone()));
        court.reverse(&limit).await;
        assert_eq!(court.marks(third).await, (Reach::Nobody, loud));
        court.reverse(&label).await;
        assert_eq!(court.marks(third).await, (Reach::Nobody, vec![]));
    });
}

/// What a jury says can break a rule, too: it is reported and acted on like any other work.
#[tokio::test]
async fn a_statement_is_reported_and_acted_on() {
    on_both!(site => {
        let mut court = Court::open(site).await;
        let ben = court.ben;
        let post = site.post(&ben, "A work.").await.id;
        let action = court.act(post, "limits").await;
        court.reverse(&action).await;
        let cem = court.jurors[0];
        let (body, companion) = site
            .app
            .word_statement(JuryId(1), "Ben lives behind the bakery.")
            .expect("words");
        site.act(&cem, body, Some(companion)).await;
        let words = WordsId::of(WordsPlace::Statement(JuryId(1)));
        let said = async |viewpoint| {
            let heard = site.app.load_heard(viewpoint, CaseId(1)).await.expect("a case");
            let found = site.app.list_cases(viewpoint, "", "bakery").await.expect("read");
            assert_eq!(heard.statements.len(), found.len());
            heard.statements.len()
        };
        assert_eq!(said(Viewpoint::Anyone).await, 1);
        let subject = Subject::Words(words);
        site.app.report(number(&ben), subject, "suspends", "It says where I live.").await.expect("reported");
        let waiting = site.app.list_reported_works(number(&court.ana), None).await.expect("read").rows;
        assert_eq!(waiting.iter().map(|it| it.subject).collect::<Vec<_>>(), [subject]);
        let acted = site.app.act_by_ladder(number(&court.ana), subject, "suspends", "It does.").await.expect("acted");
        assert_eq!(acted.author, number(&cem));
        assert_eq!(said(Viewpoint::Anyone).await, 0);
        assert_eq!(said(Viewpoint::Member(number(&ben))).await, 0);
        assert_eq!(said(Viewpoint::Member(number(&cem))).await, 1);
        assert_eq!(said(Viewpoint::Moderator(number(&court.ana))).await, 1);
        let refused = site.app.publish(&cem, words_of("Again.")).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::Post(Post::Suspended)))));
        // Nobody earns by being on a jury: words like these take no appreciation.
        let liked = site.app.appreciate(&ben, subject).await;
        assert!(matches!(liked, Err(AppError::NotFound)));
    });
}
