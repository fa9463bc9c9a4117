//! What is kept in memory is what the database says, whatever happened in between.
//!
//! Every look reads all that is kept; the store itself compares each kept answer with a fresh one
//! in builds with assertions, and panics if an act left one standing.

use app::Viewer;
use app::feed::{ExploreOrder, ProfileTab};
use domain::handle::Handle;
use domain::ids::PostId;
use domain::profile::ProfileDraft;
use ledger::policy::Step;
use store::appreciation::Subject;
use store::card::PostCard;
use store::comment::CommentCard;

use crate::site::{ANYONE, Site, on_both, words};

/// What one visitor sees of everything: home, explore, the wall of ana, and the thread.
#[derive(Debug, PartialEq)]
struct Look {
    home: Vec<PostCard>,
    explore: Vec<PostCard>,
    followers: u64,
    follows: bool,
    thread: Option<(PostCard, Vec<CommentCard>)>,
}

async fn look(site: &Site, viewer: &Viewer, post: PostId) -> Look {
    let home = match viewer {
        Viewer::Anonymous { .. } => Vec::new(),
        Viewer::Member { .. } => site
            .app
            .list_home(viewer, None)
            .await
            .expect("read")
            .rows
            .clone(),
    };
    let newest = site
        .app
        .list_explore(viewer, ExploreOrder::Newest, None)
        .await;
    let ana = Handle::parse("ana").expect("a handle");
    let profile = site
        .app
        .load_profile(viewer, &ana, ProfileTab::Works, None)
        .await
        .expect("read");
    let thread = site.app.load_thread(viewer, post, None).await.ok();
    Look {
        home,
        explore: newest.expect("read").rows.clone(),
        followers: profile.member.follower_count,
        follows: profile.follows_since_ms.is_some(),
        thread: thread.map(|it| (it.post, it.comments.rows.clone())),
    }
}

/// Everybody looks before and after; `cas` must see a difference.
macro_rules! after {
    ($site:ident, $seers:ident, $post:expr, $act:expr) => {{
        let before = look($site, &$seers[0], $post).await;
        for seer in &$seers {
            look($site, seer, $post).await;
        }
        let done = $act.await.expect(stringify!($act));
        let after = look($site, &$seers[0], $post).await;
        assert_ne!(before, after, "nobody sees {}", stringify!($act));
        for seer in &$seers {
            look($site, seer, $post).await;
            look($site, seer, $post).await;
        }
        done
    }};
}

#[tokio::test]
async fn every_act_is_seen_at_once_by_everybody() {
    on_both!(site => {
        let site = &site;
        let ana = site.founder();
        let (ben, cas) = (site.join("ben").await, site.join("cas").await);
        let number = |viewer: &Viewer| viewer.number().expect("a member");
        let seers = [cas, ana, ben, ANYONE];
        let app = &site.app;
        let first = site.post(&ben, "the lock at dawn").await.id;
        let post = Subject::Post(first);
        after!(site, seers, first, app.follow(&cas, number(&ana)));
        after!(site, seers, first, app.follow(&cas, number(&ben)));
        after!(site, seers, first, app.appreciate(&cas, post));
        after!(site, seers, first, app.appreciate(&ana, post));
        after!(site, seers, first, app.withdraw_appreciation(&cas, post));
        after!(site, seers, first, app.repost(&ana, first));
        after!(site, seers, first, app.undo_repost(&ana, first));
        after!(site, seers, first, app.bookmark(&cas, first));
        after!(site, seers, first, app.remove_bookmark(&cas, first));
        after!(site, seers, first, app.edit_post(&ben, first, words("the lock at dusk")));
        let said = after!(site, seers, first, app.comment(&ana, first, None, "a fine lock".to_owned()));
        after!(site, seers, first, app.appreciate(&cas, Subject::Comment(said.id)));
        after!(site, seers, first, app.edit_comment(&ana, said.id, "a fine old lock".to_owned()));
        after!(site, seers, first, app.comment(&ben, first, Some(said.id), "it leaks".to_owned()));
        let named = ProfileDraft {
            display_name: Some("Ana of the lock".to_owned()),
            ..ProfileDraft::default()
        };
        after!(site, seers, first, app.update_profile(&ana, named));
        after!(site, seers, first, app.delete_comment(&ana, said.id));
        let other = after!(site, seers, first, app.publish(&ana, words("another")));
        let policy = app.commons().moderation.clone();
        let removes = |ladder: &[Step]| matches!(ladder.first(), Some(Step::LimitReach | Step::Remove));
        let rule = policy.rules.iter().find(|it| removes(&it.value.ladder)).expect("such a rule");
        let rule = rule.value.id.clone();
        app.report(number(&cas), post, &rule, "see for yourself").await.expect("reported");
        after!(site, seers, first, app.act_by_ladder(number(&ana), post, &rule, "as the rule says"));
        after!(site, seers, first, app.unfollow(&cas, number(&ana)));
        after!(site, seers, first, app.delete_post(&ana, other.id));
    });
}
