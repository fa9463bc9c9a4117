//! Posts, comments and gestures, from both sides.

use app::thread::Thread;
use app::{AppError, Refusal};
use domain::draft::{Draft, DraftPlace};
use domain::post;
use domain::text::Hashtag;
use store::appreciation::{Change, Subject};
use store::comment::CommentContent;
use store::notification::NotificationKind as Kind;

use crate::site::{ANYONE, Site, on_both, words};

fn refused(error: &AppError) -> Option<&post::Refusal> {
    match error {
        AppError::Refused(Refusal::Post(refusal)) => Some(refusal),
        _ => None,
    }
}

async fn told(site: &Site, viewer: &app::Viewer) -> Vec<Kind> {
    let page = site
        .app
        .list_notifications(viewer, None)
        .await
        .expect("read");
    page.rows.iter().map(|it| it.kind).collect()
}

#[tokio::test]
async fn a_post_is_written_edited_with_history_and_deleted_for_real() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let draft = Draft { text: "Dawn at".to_owned(), photos: vec![] };
        site.app.save_draft(&ana, DraftPlace::NewPost, &draft).await.expect("kept");
        let post = site.post(&ana, "Dawn at the lock, with @ben and @nobody. #Écluse").await;
        assert_eq!(site.app.find_draft(&ana, DraftPlace::NewPost).await.expect("read"), None);
        assert_eq!(told(site, &ben).await, [Kind::Mentioned]);
        let tag = Hashtag::parse("écluse").expect("a tag");
        let tagged = site.app.load_tag(&ANYONE, tag.clone(), None).await.expect("read");
        assert_eq!((tagged.tag.post_count, tagged.posts.rows[0].id), (1, post.id));

        let same = site.app.edit_post(&ana, post.id, words("Dawn at the lock, with @ben and @nobody. #Écluse")).await;
        assert_eq!(same.as_ref().err().and_then(refused), Some(&post::Refusal::Unchanged));
        let others = site.app.edit_post(&ben, post.id, words("mine")).await;
        assert!(matches!(others, Err(AppError::NotFound)));
        site.wait_ms(60_000);
        site.app.edit_post(&ana, post.id, words("Dusk at the lock.")).await.expect("edited");
        let history = site.app.load_post_history(&ANYONE, post.id).await.expect("read");
        assert_eq!(history.post.text.as_str(), "Dusk at the lock.");
        assert_eq!(history.versions.len(), 1);
        assert!(history.versions[0].text.as_str().starts_with("Dawn"));
        assert_eq!(site.app.load_tag(&ANYONE, tag, None).await.expect("read").tag.post_count, 0);
        assert_eq!(site.app.search(&ANYONE, "dawn", None).await.expect("read").posts.rows.len(), 0);
        assert_eq!(site.app.search(&ANYONE, "dusk", None).await.expect("read").posts.rows.len(), 1);

        assert!(matches!(site.app.delete_post(&ben, post.id).await, Err(AppError::NotFound)));
        site.app.delete_post(&ana, post.id).await.expect("deleted");
        assert!(matches!(site.app.load_thread(&ANYONE, post.id, None).await, Err(AppError::NotFound)));
        assert_eq!(site.app.search(&ANYONE, "dusk", None).await.expect("read").posts.rows.len(), 0);
        assert_eq!(told(site, &ben).await, []);
    });
}

#[tokio::test]
async fn a_refused_post_leaves_nothing() {
    on_both!(site => {
        let ana = site.founder();
        let check = |outcome: app::Result<_>, expect: post::Refusal| {
            assert_eq!(outcome.as_ref().err().and_then(refused), Some(&expect));
        };
        check(site.app.publish(&ana, words("  ")).await, post::Refusal::Empty);
        let hash = domain::ids::MediaHash::from_bytes([7; 32]);
        let photos = vec![post::DraftPhoto { hash, alt_text: String::new() }];
        let draft = post::PostDraft { text: String::new(), photos };
        check(site.app.publish(&ana, draft).await, post::Refusal::PhotoMissing);
        let mut tx = site.app.store.begin().await.expect("begins");
        let number = ana.number().expect("a member");
        let until_ms = site.app.clock.now_ms() + 10_000;
        tx.suspend_member(number, until_ms).await.expect("written");
        tx.commit().await.expect("commits");
        check(site.app.publish(&ana, words("too soon")).await, post::Refusal::Suspended);
        assert!(matches!(site.app.publish(&ANYONE, words("who?")).await, Err(AppError::SignInNeeded)));
        let explore = site.app.list_explore(&ANYONE, app::feed::ExploreOrder::Newest, None).await.expect("read");
        assert_eq!(explore.rows, []);
        site.wait_ms(10_000);
        site.post(&ana, "back again").await;
    });
}

#[tokio::test]
async fn a_thread_is_answered_and_keeps_its_shape() {
    on_both!(site => {
        let ana = site.founder();
        let (ben, cas) = (site.join("ben").await, site.join("cas").await);
        let post = site.post(&ana, "What is your favourite light?").await;
        let first = site.app.comment(&ben, post.id, None, "Dawn.".to_owned()).await.expect("written");
        let answer = site.app.comment(&cas, post.id, Some(first.id), "Dusk, @ben!".to_owned()).await.expect("written");
        site.app.comment(&ana, post.id, Some(answer.id), "Both.".to_owned()).await.expect("written");
        assert_eq!(told(site, &ana).await, [Kind::Commented, Kind::Commented]);
        // One comment is one notification, though it answers and mentions.
        assert_eq!(told(site, &ben).await, [Kind::Answered]);
        assert_eq!(told(site, &cas).await, [Kind::Answered]);
        site.app.mark_notifications_read(&ana).await.expect("written");
        assert_eq!(site.app.count_unread_notifications(&ana).await.expect("read"), 0);

        let elsewhere = site.post(&ben, "another post").await;
        let wrong = site.app.comment(&ben, elsewhere.id, Some(first.id), "lost".to_owned()).await;
        assert_eq!(wrong.as_ref().err().and_then(refused), Some(&post::Refusal::ParentMissing));

        assert!(matches!(site.app.delete_comment(&ben, answer.id).await, Err(AppError::NotFound)));
        site.app.delete_comment(&cas, answer.id).await.expect("deleted");
        let Thread { comments, post, .. } = site.app.load_thread(&ANYONE, post.id, None).await.expect("read");
        let shape: Vec<_> = comments.rows.iter().map(|it| (it.depth, it.content == CommentContent::Deleted)).collect();
        assert_eq!(shape, [(0, false), (1, true), (2, false)]);
        assert_eq!(post.comment_count, 2);
        // The author of a post may clear what is below it.
        site.app.delete_comment(&ana, first.id).await.expect("deleted");
    });
}

#[tokio::test]
async fn a_comment_is_edited_with_history_by_its_writer_alone() {
    on_both!(site => {
        let ana = site.founder();
        let (ben, cas) = (site.join("ben").await, site.join("cas").await);
        let post = site.post(&ana, "What is your favourite light?").await;
        let comment = site.app.comment(&ben, post.id, None, "Dawn, says @cas.".to_owned()).await.expect("written");
        let answer = site.app.comment(&cas, post.id, Some(comment.id), "I never did.".to_owned()).await.expect("written");
        let edit = async |viewer, text: &str| site.app.edit_comment(viewer, comment.id, text.to_owned()).await;

        // The author of the post may clear a comment, not rewrite it.
        for stranger in [&ana, &cas] {
            assert!(matches!(edit(stranger, "mine").await, Err(AppError::NotFound)));
        }
        assert!(matches!(edit(&ANYONE, "mine").await, Err(AppError::SignInNeeded)));
        let same = edit(&ben, "Dawn, says @cas.").await;
        assert_eq!(same.as_ref().err().and_then(refused), Some(&post::Refusal::Unchanged));
        assert!(edit(&ben, "  ").await.is_err());
        assert_eq!(site.app.load_comment_history(&ANYONE, comment.id).await.expect("read").versions, []);

        for (at, text) in ["Dusk.", "Dusk, in autumn."].into_iter().enumerate() {
            site.wait_ms(60_000);
            let card = edit(&ben, text).await.expect("edited");
            assert_eq!((card.id, card.created_at_ms), (comment.id, comment.created_at_ms), "edit {at}");
            assert_eq!(card.edited_at_ms, Some(site.app.clock.now_ms()));
        }
        let history = site.app.load_comment_history(&ANYONE, comment.id).await.expect("read");
        let said: Vec<_> = history.versions.iter().map(|it| (it.version, it.text.as_str(), it.replaced_at_ms - it.written_at_ms)).collect();
        assert_eq!(said, [(2, "Dusk.", 60_000), (1, "Dawn, says @cas.", 60_000)]);
        let thread = site.app.load_thread(&ANYONE, post.id, None).await.expect("read");
        let order: Vec<_> = thread.comments.rows.iter().map(|it| it.id).collect();
        assert_eq!(order, [comment.id, answer.id]);

        // Deleting is for real: the earlier words go, too.
        site.app.delete_comment(&ben, comment.id).await.expect("deleted");
        assert!(matches!(edit(&ben, "Back.").await, Err(AppError::NotFound)));
        assert!(matches!(site.app.load_comment_history(&ana, comment.id).await, Err(AppError::NotFound)));
        let mut reader = site.app.store.read().await.expect("reads");
        assert_eq!(reader.list_comment_versions(comment.id).await.expect("read"), []);
    });
}

#[tokio::test]
async fn a_comment_that_was_taken_down_is_judged_as_it_was() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let post = site.post(&ana, "Dawn").await;
        let comment = site.app.comment(&ben, post.id, None, "Rude words.".to_owned()).await.expect("written");
        site.app.edit_comment(&ben, comment.id, "Ruder words.".to_owned()).await.expect("edited");
        let mut tx = site.app.store.begin().await.expect("begins");
        tx.update_comment_reach(comment.id, domain::visibility::Reach::Nobody).await.expect("written");
        tx.commit().await.expect("commits");
        let edit = site.app.edit_comment(&ben, comment.id, "Kind words.".to_owned()).await;
        assert!(matches!(edit, Err(AppError::NotFound)));
        // Its writer can still read what is judged; nobody else can.
        assert_eq!(site.app.load_comment_history(&ben, comment.id).await.expect("read").versions.len(), 1);
        assert!(matches!(site.app.load_comment_history(&ANYONE, comment.id).await, Err(AppError::NotFound)));
        // With the post go the earlier versions of what was said below it.
        site.app.delete_post(&ana, post.id).await.expect("deleted");
        let mut reader = site.app.store.read().await.expect("reads");
        assert_eq!(reader.list_comment_versions(comment.id).await.expect("read"), []);
    });
}

#[tokio::test]
async fn gestures_count_once_tell_once_and_can_be_taken_back() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let post = site.post(&ana, "Dawn").await;
        let subject = Subject::Post(post.id);
        for (outcome, change) in [
            (site.app.appreciate(&ben, subject).await, Change::Made),
            (site.app.appreciate(&ben, subject).await, Change::None),
            (site.app.repost(&ben, post.id).await, Change::Made),
            (site.app.repost(&ben, post.id).await, Change::None),
            (site.app.bookmark(&ben, post.id).await, Change::Made),
            (site.app.follow(&ben, post.author.number).await, Change::Made),
            (site.app.follow(&ben, post.author.number).await, Change::None),
        ] {
            assert_eq!(outcome.expect("allowed"), change);
        }
        // All in one millisecond of this clock: their order says nothing.
        let mut kinds: Vec<_> = told(site, &ana).await.iter().map(|kind| kind.word()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["appreciated", "followed", "reposted"]);
        let seen = site.app.load_thread(&ben, post.id, None).await.expect("read").post;
        assert_eq!((seen.appreciation_count, seen.repost_count), (1, 1));
        assert!(seen.marks.appreciated_in.is_some() && seen.marks.reposted_at_ms.is_some());
        assert!(seen.marks.bookmarked_at_ms.is_some() && seen.marks.follows_since_ms.is_some());
        assert_eq!(site.app.list_bookmarks(&ben, None).await.expect("read").rows.len(), 1);

        let own = site.app.appreciate(&ana, subject).await;
        assert_eq!(own.as_ref().err().and_then(refused), Some(&post::Refusal::OwnWork));
        assert!(matches!(site.app.follow(&ana, post.author.number).await, Err(AppError::NotFound)));

        for outcome in [
            site.app.withdraw_appreciation(&ben, subject).await,
            site.app.undo_repost(&ben, post.id).await,
            site.app.remove_bookmark(&ben, post.id).await,
            site.app.unfollow(&ben, post.author.number).await,
        ] {
            assert_eq!(outcome.expect("allowed"), Change::Made);
        }
        assert_eq!(told(site, &ana).await, []);
        let seen = site.app.load_thread(&ben, post.id, None).await.expect("read").post;
        assert_eq!((seen.appreciation_count, seen.repost_count), (0, 0));
    });
}

#[tokio::test]
async fn an_appreciation_of_a_closed_round_stays() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let post = site.post(&ana, "Dawn").await;
        site.app.appreciate(&ben, Subject::Post(post.id)).await.expect("allowed");
        let round_ms = site.app.commons().round_closes_ms - site.app.clock.now_ms();
        site.app.advance(round_ms + 1_000).await.expect("time passes");
        let late = site.app.withdraw_appreciation(&ben, Subject::Post(post.id)).await;
        assert_eq!(late.as_ref().err().and_then(refused), Some(&post::Refusal::RoundClosed));
    });
}
