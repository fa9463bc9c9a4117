//! Who sees what: the rule of `domain::visibility` against what every read returns.

use domain::visibility::{Reach, Viewpoint, may_see};
use ledger::ids::{MemberNumber, RoundNumber};
use store::{
    appreciation::{Appreciation, Subject},
    comment::{CommentContent, NewComment},
};

use crate::engine::{NOON, join, on_both, publish};

const REACHES: [Reach; 3] = [Reach::Everyone, Reach::Followers, Reach::Nobody];

#[tokio::test]
async fn every_read_shows_what_the_rule_allows() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let ben = join(&mut tx, 2, "ben").await;
        let cas = join(&mut tx, 3, "cas").await;
        tx.insert_follow(ben, ana, NOON).await.expect("written");
        let mut posts = Vec::new();
        for (place, reach) in (1u8..).zip(REACHES) {
            let post = publish(&mut tx, ana, place, "dawn at the #lock").await;
            let appreciation = Appreciation {
                member: cas, recipient: ana, subject: Subject::Post(post), credits: None, appreciated_at_ms: NOON,
            };
            tx.insert_appreciation(&appreciation, RoundNumber(0)).await.expect("written");
            tx.insert_bookmark(ben, post, NOON).await.expect("written");
            tx.update_post_reach(post, reach).await.expect("written");
            posts.push((post, reach));
        }
        for (viewpoint, follows) in [
            (Viewpoint::Anyone, false),
            (Viewpoint::Member(ana), false),
            (Viewpoint::Member(ben), true),
            (Viewpoint::Member(cas), false),
            (Viewpoint::Moderator(cas), false),
        ] {
            let allowed: Vec<_> = posts
                .iter()
                .rev()
                .filter(|(_, reach)| may_see(*reach, ana, viewpoint, follows))
                .map(|(post, _)| *post)
                .collect();
            let ids = |page: store::Page<store::card::PostCard>| page.rows.iter().map(|post| post.id).collect::<Vec<_>>();
            for (post, _) in &posts {
                let found = tx.find_post_visible_to(viewpoint, *post).await.expect("read").is_some();
                assert_eq!(found, allowed.contains(post), "{viewpoint:?}");
            }
            let of_member = tx.list_posts_of_member_visible_to(viewpoint, ana, None, 0).await.expect("read");
            assert_eq!(ids(of_member), allowed, "{viewpoint:?}");
            // Discovery is for what reaches everyone, whoever looks.
            let tag = domain::text::Hashtag::parse("lock").expect("a tag");
            let discovered = vec![posts[0].0];
            assert_eq!(ids(tx.list_newest_visible_to(viewpoint, None, 0).await.expect("read")), discovered);
            assert_eq!(ids(tx.list_tagged_visible_to(viewpoint, &tag, None, 0).await.expect("read")), discovered);
            assert_eq!(ids(tx.search_posts_visible_to(viewpoint, "dawn", None, 0).await.expect("read")), discovered);
            let appreciated = tx.list_appreciated_visible_to(viewpoint, RoundNumber(0), None, 0).await.expect("read");
            assert_eq!(ids(appreciated), discovered);
        }
        let home: Vec<_> = tx.list_home(ben, None, 0).await.expect("read").rows.iter().map(|it| it.id).collect();
        assert_eq!(home, [posts[1].0, posts[0].0]);
        let kept: Vec<_> = tx.list_bookmarked(ben, None, 0).await.expect("read").rows.iter().map(|it| it.id).collect();
        assert_eq!(kept.len(), 2);
        assert!(!kept.contains(&posts[2].0));
    });
}

#[tokio::test]
async fn a_comment_that_was_taken_down_leaves_its_answers() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let ben = join(&mut tx, 2, "ben").await;
        let post = publish(&mut tx, ana, 1, "dawn").await;
        let text = domain::text::CommentText::parse("rude".to_owned()).expect("a text");
        let mut ids = Vec::new();
        for place in 0..3u8 {
            let parent = match ids.last() {
                Some(parent) => tx.find_comment_visible_to(Viewpoint::Anyone, *parent).await.expect("read"),
                None => None,
            };
            let id = domain::ids::CommentId::new(NOON + u64::from(place), [place; 10]);
            tx.insert_comment(&NewComment {
                id, post_id: post, post_author: ana, author: ben, parent: parent.as_ref(), text: &text, mentioned: &[],
                at_ms: NOON,
            }).await.expect("written");
            ids.push(id);
        }
        tx.update_comment_reach(ids[1], Reach::Nobody).await.expect("written");
        let page = tx.list_comments_visible_to(Viewpoint::Anyone, post, None, 0).await.expect("read");
        let shown: Vec<_> =
            page.rows.iter().map(|it| (it.depth, matches!(it.content, CommentContent::Here { .. }))).collect();
        assert_eq!(shown, [(0, true), (1, false), (2, true)]);
        let page = tx.list_comments_visible_to(Viewpoint::Member(ben), post, None, 0).await.expect("read");
        assert!(page.rows.iter().all(|it| it.author() == Some(MemberNumber(2))));
    });
}
