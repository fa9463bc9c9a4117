//! Home, explore, profiles, feeds, imports.

use app::feed::{ExploreOrder, ProfileTab};
use domain::handle::Handle;
use domain::profile::{Language, ProfileDraft, Refusal as Profile, Theme};
use store::appreciation::Subject;

use crate::site::{ANYONE, on_both};

#[tokio::test]
async fn home_is_what_i_follow_and_explore_is_everything() {
    on_both!(site => {
        let ana = site.founder();
        let (ben, cas) = (site.join("ben").await, site.join("cas").await);
        let by_ana = site.post(&ana, "one").await;
        let by_ben = site.post(&ben, "two").await;
        let by_cas = site.post(&cas, "three").await;
        site.app.follow(&cas, ana.number().expect("a member")).await.expect("allowed");
        let ids = |page: store::SharedPage| page.rows.iter().map(|it| it.id).collect::<Vec<_>>();
        assert_eq!(ids(site.app.list_home(&cas, None).await.expect("read")), [by_cas.id, by_ana.id]);
        let newest = site.app.list_explore(&ANYONE, ExploreOrder::Newest, None).await.expect("read");
        assert_eq!(ids(newest), [by_cas.id, by_ben.id, by_ana.id]);
        site.app.appreciate(&cas, Subject::Post(by_ben.id)).await.expect("allowed");
        let appreciated = site.app.list_explore(&ANYONE, ExploreOrder::Appreciated, None).await.expect("read");
        assert_eq!(ids(appreciated), [by_ben.id]);
        site.wait_ms(1_000);
        site.app.repost(&ana, by_ben.id).await.expect("allowed");
        let home = site.app.list_home(&cas, None).await.expect("read");
        assert_eq!(home.rows[0].shown_by.as_ref().map(|it| it.number), ana.number());
        let handle = Handle::parse("ana").expect("a handle");
        let profile = site.app.load_profile(&cas, &handle, ProfileTab::Posts, None).await.expect("read");
        assert!(profile.follows_since_ms.is_some() && profile.followed_since_ms.is_none());
        assert_eq!((profile.member.post_count, profile.member.follower_count), (1, 1));
        assert_eq!(ids(profile.posts.clone()), [by_ben.id, by_ana.id]);
        let feed = site.app.load_profile_feed(&handle).await.expect("read");
        assert_eq!(feed.posts.iter().map(|it| it.id).collect::<Vec<_>>(), [by_ana.id]);
        assert_eq!(feed.updated_at_ms, by_ana.created_at_ms);
        let suggested = site.app.list_suggested(&cas, 5).await.expect("read");
        assert_eq!(suggested.iter().map(|it| Some(it.number)).collect::<Vec<_>>(), [ben.number()]);
    });
}

#[tokio::test]
async fn a_list_from_elsewhere_is_imported_as_far_as_it_is_known() {
    on_both!(site => {
        let ana = site.founder();
        let (ben, cas) = (site.join("ben").await, site.join("cas").await);
        let list = "Account address,Show boosts,Notify on new posts,Languages\n@Ben@elsewhere.example,true,false,\ncas\n\"zoe\",true\n ana\n\n###\n";
        let imported = site.app.import_follow_list(&ana, list).await.expect("allowed");
        assert_eq!(imported.added, [ben.number().expect("a member"), cas.number().expect("a member")]);
        assert_eq!(imported.unknown, ["zoe", "###"]);
        let again = site.app.import_follow_list(&ana, list).await.expect("allowed");
        assert_eq!(again.added, []);
        let following = site.app.list_following(&Handle::parse("ana").expect("a handle"), None).await.expect("read");
        assert_eq!(following.rows.len(), 2);
        // Nobody was chosen one by one, so nobody is told.
        assert_eq!(site.app.count_unread_notifications(&ben).await.expect("read"), 0);
    });
}

#[tokio::test]
async fn a_profile_changes_as_a_whole_or_not_at_all() {
    on_both!(site => {
        let ana = site.founder();
        site.join("ben").await;
        let draft = ProfileDraft {
            handle: Some("@Anneke".to_owned()),
            display_name: Some("Ana of the locks".to_owned()),
            about: Some("Light and water.".to_owned()),
            picture: None,
        };
        let member = site.app.update_profile(&ana, draft).await.expect("allowed");
        assert_eq!(member.card.handle.as_ref().map(Handle::as_str), Some("anneke"));
        let taken = ProfileDraft {
            handle: Some("ben".to_owned()), display_name: Some("Ben".to_owned()), ..ProfileDraft::default()
        };
        let refused = site.app.update_profile(&ana, taken).await;
        assert!(matches!(refused, Err(app::AppError::Refused(app::Refusal::Profile(Profile::HandleTaken)))));
        site.app.update_language(&ana, Language::Dutch).await.expect("allowed");
        site.app.update_theme(&ana, Theme::Dark).await.expect("allowed");
        let viewer = site.app.load_viewer(ana.number().expect("a member")).await.expect("read");
        assert_eq!(viewer.language(), Language::Dutch);
        let found = site.app.search(&ANYONE, "locks", None).await.expect("read");
        assert_eq!(found.members.rows[0].display_name.as_str(), "Ana of the locks");
    });
}
