//! What every engine keeps: pages without gaps, counts that agree, transactions that are whole.

use domain::{
    ids::{CommentId, JobId, MediaHash, PostId, RepostId},
    media::{Photo, Variant},
    post::{self, DraftPhoto, PostDraft},
    text::{AltText, CommentText, Hashtag},
    visibility::Viewpoint,
};
use ledger::ids::{MemberNumber, RoundNumber};
use store::{
    appreciation::{Appreciation, Change, Subject},
    card::PhotoCard,
    comment::{CommentContent, NewComment},
    job::{ATTEMPTS_MAX, BACK_OFF_FIRST_MS, BACK_OFF_MAX_MS, NewJob, find_back_off_ms},
};

use crate::engine::{NOON, join, on_both, publish};

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        publish(&mut tx, ana, 1, "never").await;
        drop(tx);
        let mut tx = store.begin().await.expect("begins");
        assert!(tx.find_member(ana).await.expect("read").is_none());
        join(&mut tx, 1, "ana").await;
        tx.commit().await.expect("commits");
        assert!(store.read().await.expect("a reader").find_member(ana).await.expect("read").is_some());
    });
}

/// Connections go back as they are, also from whoever was dropped in the middle of a statement,
/// and there are never more than the store was opened with.
#[tokio::test]
async fn connections_come_back_from_readers_and_writers_that_are_dropped() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        tx.commit().await.expect("commits");
        for round in 0..200 {
            let mut reader = store.read().await.expect("a reader");
            let read = tokio::time::timeout(std::time::Duration::from_micros(round), reader.find_member(ana)).await;
            drop(read);
            drop(reader);
            let mut tx = store.begin().await.expect("begins");
            let written = tokio::time::timeout(
                std::time::Duration::from_micros(round),
                tx.insert_follow(ana, MemberNumber(7), NOON),
            )
            .await;
            drop(written);
            drop(tx);
        }
        let mut readers = Vec::new();
        for _ in 0..3 {
            readers.push(store.read().await.expect("a reader"));
        }
        for reader in &mut readers {
            let found = reader.find_member(ana).await.expect("read").expect("ana");
            assert_eq!(found.following_count, 0, "a dropped transaction was kept");
        }
    });
}

#[tokio::test]
async fn a_closed_store_answers_nobody() {
    on_both!(store => {
        store.close().await;
        assert!(store.read().await.is_err());
        assert!(store.begin().await.is_err());
    });
}

#[tokio::test]
async fn a_handle_belongs_to_one_member() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        join(&mut tx, 1, "ana").await;
        let ben = join(&mut tx, 2, "ben").await;
        let ana = domain::handle::Handle::parse("Ana").expect("a handle");
        assert_eq!(tx.update_handle(ben, &ana).await.expect("answered"), store::member::Naming::Taken);
        let own = domain::handle::Handle::parse("ben").expect("a handle");
        assert_eq!(tx.update_handle(ben, &own).await.expect("answered"), store::member::Naming::Done);
    });
}

#[tokio::test]
async fn pages_neither_repeat_nor_skip_while_posts_come_and_go() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let ben = join(&mut tx, 2, "ben").await;
        tx.insert_follow(ben, ana, NOON).await.expect("written");
        let mut posts = Vec::new();
        for place in 0..50 {
            posts.push(publish(&mut tx, ana, place, "a #day").await);
        }
        posts.reverse();
        let first = tx.list_home(ben, None, 20).await.expect("read");
        publish(&mut tx, ana, 100, "newer").await;
        tx.delete_post(ana, posts[19]).await.expect("deleted");
        let second = tx.list_home(ben, first.next.as_ref(), 20).await.expect("read");
        let third = tx.list_home(ben, second.next.as_ref(), 20).await.expect("read");
        let seen: Vec<PostId> = [first, second, third].iter().flat_map(|page| page.rows.iter().map(|it| it.id)).collect();
        assert_eq!(seen, posts);
        let tag = Hashtag::parse("day").expect("a tag");
        assert_eq!(tx.count_tagged(&tag).await.expect("read"), 49);
    });
}

#[tokio::test]
async fn a_repost_is_shown_once_at_its_newest_place() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let (ana, ben, cas) = (join(&mut tx, 1, "ana").await, join(&mut tx, 2, "ben").await, join(&mut tx, 3, "cas").await);
        let old = publish(&mut tx, ana, 1, "old").await;
        let new = publish(&mut tx, ben, 2, "new").await;
        for followee in [ana, ben] {
            tx.insert_follow(cas, followee, NOON).await.expect("written");
        }
        let repost = RepostId::new(NOON + 9_000, [9; 10]);
        assert_eq!(tx.insert_repost(ben, old, repost, NOON).await.expect("written"), Change::Made);
        assert_eq!(tx.insert_repost(ben, old, repost, NOON).await.expect("written"), Change::None);
        let home = tx.list_home(cas, None, 0).await.expect("read").rows;
        assert_eq!(home.iter().map(|it| it.id).collect::<Vec<_>>(), [old, new]);
        assert_eq!(home[0].shown_by.as_ref().map(|it| it.number), Some(ben));
        assert_eq!(home[0].repost_count, 1);
        assert_eq!(tx.delete_repost(ben, old).await.expect("deleted"), Change::Made);
        let home = tx.list_home(cas, None, 0).await.expect("read").rows;
        assert_eq!(home.iter().map(|it| (it.id, it.shown_by.is_none())).collect::<Vec<_>>(), [(new, true), (old, true)]);
    });
}

#[tokio::test]
async fn appreciation_counts_once_and_orders_the_round() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let liked = publish(&mut tx, ana, 1, "liked").await;
        let loved = publish(&mut tx, ana, 2, "loved").await;
        let round = RoundNumber(3);
        for number in 2..=6u32 {
            let member = join(&mut tx, number, &format!("member{number}")).await;
            for (post, most) in [(liked, 3), (loved, 6)] {
                let appreciation = Appreciation {
                    member, recipient: ana, subject: Subject::Post(post), credits: None, appreciated_at_ms: NOON + u64::from(number),
                };
                if number <= most {
                    assert_eq!(tx.insert_appreciation(&appreciation, round).await.expect("written"), Change::Made);
                    assert_eq!(tx.insert_appreciation(&appreciation, round).await.expect("written"), Change::None);
                }
            }
        }
        let page = tx.list_appreciated_visible_to(Viewpoint::Anyone, round, None, 1).await.expect("read");
        assert_eq!((page.rows[0].id, page.rows[0].appreciation_count), (loved, 5));
        let rest = tx.list_appreciated_visible_to(Viewpoint::Anyone, round, page.next.as_ref(), 1).await.expect("read");
        assert_eq!((rest.rows[0].id, rest.rows[0].appreciation_count, rest.next), (liked, 2, None));
        let who = tx.list_who_appreciated(Subject::Post(loved), None, 3).await.expect("read");
        let more = tx.list_who_appreciated(Subject::Post(loved), who.next.as_ref(), 3).await.expect("read");
        let who: Vec<u32> = who.rows.iter().chain(&more.rows).map(|it| it.number.0).collect();
        assert_eq!(who, [6, 5, 4, 3, 2]);
        assert_eq!(tx.delete_appreciation(MemberNumber(2), Subject::Post(loved)).await.expect("deleted"), Change::Made);
        assert_eq!(tx.delete_appreciation(MemberNumber(2), Subject::Post(loved)).await.expect("deleted"), Change::None);
        let all = tx.list_appreciations_of_round(round, None).await.expect("read");
        assert_eq!(all.len(), 6);
        assert_eq!(tx.list_appreciations_of_round(round, all.get(3)).await.expect("read"), all[4..]);
        let card = tx.find_post_visible_to(Viewpoint::Member(MemberNumber(3)), loved).await.expect("read").expect("there");
        assert_eq!((card.appreciation_count, card.marks.appreciated_in), (4, Some(round)));
    });
}

#[tokio::test]
async fn a_work_that_was_deleted_meanwhile_takes_no_appreciation() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let ben = join(&mut tx, 2, "ben").await;
        let round = RoundNumber(3);
        let post = publish(&mut tx, ana, 1, "soon gone").await;
        tx.delete_post(ana, post).await.expect("deleted");
        for subject in [Subject::Post(post), Subject::Comment(CommentId::new(NOON, [7; 10]))] {
            let appreciation = Appreciation { member: ben, recipient: ana, subject, credits: None, appreciated_at_ms: NOON };
            assert_eq!(tx.insert_appreciation(&appreciation, round).await.expect("answered"), Change::None);
        }
        assert!(tx.list_appreciations_of_round(round, None).await.expect("read").is_empty());
        let page = tx.list_appreciated_visible_to(Viewpoint::Anyone, round, None, 9).await.expect("read");
        assert_eq!(page.rows.len(), 0);
    });
}

#[tokio::test]
async fn threads_read_in_order_and_keep_answers_of_what_is_gone() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let post = publish(&mut tx, ana, 1, "dawn").await;
        let text = CommentText::parse("words".to_owned()).expect("a text");
        // first ── answer ── deeper; second. Written in another order.
        let mut ids = Vec::new();
        for (place, parent) in [(0u8, None), (1, None), (2, Some(0)), (3, Some(2)), (4, Some(0))] {
            let parent = match parent {
                Some(index) => tx.find_comment_visible_to(Viewpoint::Anyone, ids[index]).await.expect("read"),
                None => None,
            };
            let id = CommentId::new(NOON + u64::from(place), [place; 10]);
            tx.insert_comment(&NewComment {
                id, post_id: post, post_author: ana, author: ana, parent: parent.as_ref(), text: &text, mentioned: &[], at_ms: NOON,
            }).await.expect("written");
            ids.push(id);
        }
        let mut order = Vec::new();
        let mut cursor = None;
        loop {
            let page = tx.list_comments_visible_to(Viewpoint::Anyone, post, cursor.as_ref(), 2).await.expect("read");
            order.extend(page.rows.iter().map(|it| (it.id, it.depth)));
            cursor = page.next;
            if cursor.is_none() { break }
        }
        assert_eq!(order, [(ids[0], 0), (ids[2], 1), (ids[3], 2), (ids[4], 1), (ids[1], 0)]);
        let card = tx.find_comment_visible_to(Viewpoint::Anyone, ids[2]).await.expect("read").expect("there");
        tx.delete_comment(&card, NOON).await.expect("deleted");
        let leaf = tx.find_comment_visible_to(Viewpoint::Anyone, ids[4]).await.expect("read").expect("there");
        tx.delete_comment(&leaf, NOON).await.expect("deleted");
        let page = tx.list_comments_visible_to(Viewpoint::Anyone, post, None, 0).await.expect("read");
        assert_eq!(page.rows.len(), 4);
        assert_eq!(page.rows[1].content, CommentContent::Deleted);
        let count = tx.find_post_visible_to(Viewpoint::Anyone, post).await.expect("read").expect("there").comment_count;
        assert_eq!(count, 3);
    });
}

#[tokio::test]
async fn importing_follows_counts_each_once() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let mut others = Vec::new();
        for number in 2..=40 {
            others.push(join(&mut tx, number, &format!("member{number}")).await);
        }
        tx.insert_follow(ana, others[0], NOON).await.expect("written");
        let wanted: Vec<MemberNumber> = others.iter().copied().chain([ana, MemberNumber(999), others[1]]).collect();
        let added = tx.insert_follows(ana, &wanted, NOON).await.expect("written");
        assert_eq!(added.len(), 38);
        assert_eq!(tx.insert_follows(ana, &wanted, NOON).await.expect("written"), []);
        let count = |member: Option<store::member::Member>| member.map(|it| (it.following_count, it.follower_count));
        assert_eq!(count(tx.find_member(ana).await.expect("read")), Some((39, 0)));
        assert_eq!(count(tx.find_member(others[1]).await.expect("read")), Some((0, 1)));
        let page = tx.list_following(ana, None, 30).await.expect("read");
        let rest = tx.list_following(ana, page.next.as_ref(), 30).await.expect("read");
        assert_eq!(page.rows.len() + rest.rows.len(), 39);
        tx.delete_follows_of(ana).await.expect("deleted");
        assert_eq!(count(tx.find_member(others[1]).await.expect("read")), Some((0, 0)));
    });
}

fn photo(number: u8) -> Photo {
    let file = |size: u8| Variant {
        hash: MediaHash::from_bytes([number + size; 32]),
        width: 480 * u32::from(size),
        height: 320,
        size_bytes: 9,
    };
    Photo {
        hash: MediaHash::from_bytes([number; 32]),
        width: 1600,
        height: 1067,
        blurhash: "LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned(),
        variants: vec![file(1), file(2)],
        animation: Some(file(3)),
    }
}

#[tokio::test]
async fn a_photograph_lives_as_long_as_somebody_holds_it() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let (ana, ben) = (join(&mut tx, 1, "ana").await, join(&mut tx, 2, "ben").await);
        let photo = photo(10);
        tx.insert_photo(ana, &photo, NOON).await.expect("written");
        tx.insert_photo(ben, &photo, NOON).await.expect("written");
        assert_eq!(tx.find_photo(photo.hash).await.expect("read").as_ref(), Some(&photo));
        assert_eq!(tx.find_photo_held_by(MemberNumber(3), photo.hash).await.expect("read"), None);

        let draft = PostDraft { text: String::new(), photos: vec![DraftPhoto { hash: photo.hash, alt_text: "a lock".to_owned() }] };
        let composition = post::compose(draft).expect("within bounds");
        let cards = vec![PhotoCard { photo: photo.clone(), alt_text: AltText::parse("a lock".to_owned()).expect("a text") }];
        let post = PostId::new(NOON, [7; 10]);
        tx.insert_post(ana, post, &composition, &cards, &[], NOON).await.expect("written");
        let read = tx.find_post_visible_to(Viewpoint::Anyone, post).await.expect("read").expect("there");
        assert_eq!(read.photos, cards);
        let works = tx.list_works_visible_to(Viewpoint::Anyone, ana, None, 0).await.expect("read");
        assert_eq!(works.rows.len(), 1);

        let without = post::compose(PostDraft { text: "only words".to_owned(), photos: vec![] }).expect("within bounds");
        tx.update_post(ana, post, &without, &[], &[], NOON + 5).await.expect("written");
        // The earlier version still shows it.
        assert_eq!(tx.count_uses_of_photo_by(ana, photo.hash).await.expect("read"), 1);
        let versions = tx.list_post_versions(post).await.expect("read");
        assert_eq!((versions.len(), &versions[0].photos), (1, &cards));

        assert_eq!(tx.delete_post(ana, post).await.expect("deleted"), [photo.hash]);
        assert_eq!(tx.count_uses_of_photo_by(ana, photo.hash).await.expect("read"), 0);
        assert_eq!(tx.release_photo(ana, photo.hash).await.expect("released"), []);
        let files = tx.release_photo(ben, photo.hash).await.expect("released");
        assert_eq!(files.len(), 3);
        assert_eq!(tx.find_photo(photo.hash).await.expect("read"), None);
    });
}

#[tokio::test]
async fn a_job_is_held_by_one_worker_retried_and_buried() {
    on_both!(store => {
        let job = |random: u8, key: Option<&str>| NewJob {
            id: JobId::new(NOON, [random; 10]), kind: "test", payload: "{}".to_owned(), unique_key: key.map(str::to_owned), run_at_ms: NOON,
        };
        let mut tx = store.begin().await.expect("begins");
        assert_eq!(tx.enqueue(&job(1, Some("only"))).await.expect("written"), Change::Made);
        assert_eq!(tx.enqueue(&job(2, Some("only"))).await.expect("written"), Change::None);
        assert_eq!(tx.claim_job(NOON - 1, NOON).await.expect("answered"), None);
        let held = tx.claim_job(NOON, NOON + 100).await.expect("answered").expect("due");
        assert_eq!(tx.claim_job(NOON + 99, NOON + 200).await.expect("answered"), None);
        let again = tx.claim_job(NOON + 100, NOON + 200).await.expect("answered").expect("its worker was too slow");
        assert_eq!((again.id, again.attempts), (held.id, 2));
        tx.fail_job(&again, "no disk", NOON + 100).await.expect("written");
        let due = NOON + 100 + find_back_off_ms(2);
        assert_eq!(tx.find_next_job_time().await.expect("read"), Some(due));
        let mut last = again;
        while last.attempts < ATTEMPTS_MAX {
            let now = tx.find_next_job_time().await.expect("read").expect("waits");
            last = tx.claim_job(now, now + 1).await.expect("answered").expect("due");
            tx.fail_job(&last, "still no disk", now).await.expect("written");
        }
        let dead = tx.list_dead_jobs().await.expect("read");
        assert_eq!((dead.len(), dead[0].last_error.as_str()), (1, "still no disk"));
        assert_eq!(tx.claim_job(u64::MAX >> 1, u64::MAX >> 1).await.expect("answered"), None);
        assert_eq!(tx.revive_job(held.id, NOON).await.expect("written"), Change::Made);
        let revived = tx.claim_job(NOON, NOON + 1).await.expect("answered").expect("due");
        tx.finish_job(revived.id).await.expect("deleted");
        assert_eq!(tx.count_ready_jobs().await.expect("read"), 0);
    });
}

#[tokio::test]
async fn two_workers_never_hold_the_same_job() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        for random in 0..20 {
            let new = NewJob { id: JobId::new(NOON, [random; 10]), kind: "test", payload: "{}".to_owned(), unique_key: None, run_at_ms: NOON };
            tx.enqueue(&new).await.expect("written");
        }
        tx.commit().await.expect("commits");
        let work = || {
            let store = store.clone();
            tokio::spawn(async move {
                let mut held = Vec::new();
                loop {
                    let mut tx = store.begin().await.expect("begins");
                    let Some(job) = tx.claim_job(NOON, NOON + 1_000).await.expect("answered") else { return held };
                    tx.commit().await.expect("commits");
                    held.push(job.id);
                }
            })
        };
        let (first, second) = (work(), work());
        let mut held = first.await.expect("no panic");
        held.extend(second.await.expect("no panic"));
        held.sort_unstable();
        held.dedup();
        assert_eq!(held.len(), 20);
    });
}

#[test]
fn the_wait_doubles_up_to_its_bound() {
    assert_eq!(find_back_off_ms(1), BACK_OFF_FIRST_MS);
    assert_eq!(find_back_off_ms(2), BACK_OFF_FIRST_MS * 2);
    assert_eq!(find_back_off_ms(100), BACK_OFF_MAX_MS);
}
