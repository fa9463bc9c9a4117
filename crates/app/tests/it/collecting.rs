//! The one door for personal data: what is kept, shown, exported and erased.

use app::collector::Visit;
use app::{AppError, Refusal};
use domain::draft::{Draft, DraftPlace};
use ledger::policy::Category;
use store::appreciation::Subject;
use store::collected::Choice;

use crate::site::{ANYONE, Site, on_both};
use crate::uploading::{png, upload};

/// Plants a value of its own in every category that the first policy permits, and says which.
pub(crate) async fn plant(site: &Site, viewer: &app::Viewer) -> Vec<(Category, String)> {
    let value = |category: Category| format!("planted-{}-7f3a", category.word());
    let visit = Visit {
        address: Some(value(Category::Addresses)),
        user_agent: Some(value(Category::UserAgents)),
    };
    site.app.note_visit(viewer, &visit).await.expect("noted");
    let post = site.post(viewer, "something to look at").await;
    site.app.note_view(viewer, post.id).await.expect("noted");
    let position = value(Category::ReadingPositions);
    site.app
        .keep_reading_position(viewer, "home", &position)
        .await
        .expect("kept");
    site.app
        .search(viewer, &value(Category::SearchTexts), None)
        .await
        .expect("searched");
    let name = value(Category::UploadMetadata);
    let photo = upload(site, viewer, &png(24, [3, 1, 4]), Some(&name))
        .await
        .expect("a photograph");
    site.post_photo(viewer, photo.hash).await;
    let draft = Draft {
        text: value(Category::Drafts),
        photos: vec![],
    };
    site.app
        .save_draft(viewer, DraftPlace::NewPost, &draft)
        .await
        .expect("kept");
    site.app.bookmark(viewer, post.id).await.expect("kept");
    site.app.write_notes().await.expect("written");
    let categories = [
        Category::Addresses,
        Category::ReadingPositions,
        Category::SearchTexts,
        Category::UploadMetadata,
        Category::Drafts,
    ];
    categories
        .into_iter()
        .map(|category| (category, value(category)))
        .collect()
}

async fn held(site: &Site, viewer: &app::Viewer, category: Category) -> Vec<String> {
    let categories = site.app.list_held(viewer).await.expect("read");
    let items = categories
        .into_iter()
        .filter(|it| it.category == category)
        .flat_map(|it| it.items);
    items.map(|item| item.value).collect()
}

#[tokio::test]
async fn each_member_sees_every_item_with_its_reason_and_end() {
    on_both!(site => {
        let ana = site.founder();
        for (category, value) in plant(site, &ana).await {
            assert_eq!(held(site, &ana, category).await, [value], "{category:?}");
        }
        // Nobody opted in to this.
        assert_eq!(held(site, &ana, Category::UserAgents).await, Vec::<String>::new());
        assert_eq!(held(site, &ana, Category::ViewCounts).await, ["1"]);
        assert_eq!(held(site, &ana, Category::Bookmarks).await.len(), 1);
        assert_eq!(held(site, &ana, Category::Posts).await.len(), 2);
        let categories = site.app.list_held(&ana).await.expect("read");
        let addresses = categories.iter().find(|it| it.category == Category::Addresses).expect("in the policy");
        assert_eq!(addresses.retention_days, 7);
        assert!(!addresses.purpose.is_empty());
        let item = &addresses.items[0];
        assert_eq!(item.until_ms, Some(item.since_ms + 7 * 86_400_000));
        assert!(categories.iter().all(|it| it.category != Category::OriginalFiles));
        let ben = site.join("ben").await;
        assert_eq!(held(site, &ben, Category::Addresses).await, Vec::<String>::new());
        assert!(matches!(site.app.list_held(&ANYONE).await, Err(AppError::SignInNeeded)));
    });
}

#[tokio::test]
async fn saying_no_erases_and_keeps_away_and_saying_yes_is_needed_where_the_policy_asks() {
    on_both!(site => {
        let ana = site.founder();
        plant(site, &ana).await;
        for category in [Category::Addresses, Category::ReadingPositions, Category::SearchTexts, Category::Drafts] {
            site.app.choose_data(&ana, category, Choice::No).await.expect("allowed");
            assert_eq!(held(site, &ana, category).await, Vec::<String>::new(), "{category:?}");
        }
        let draft = Draft { text: "again".to_owned(), photos: vec![] };
        let refused = site.app.save_draft(&ana, DraftPlace::NewPost, &draft).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::DataPolicy(Category::Drafts)))));
        site.app.note_visit(&ana, &Visit { address: Some("192.0.2.7".to_owned()), user_agent: None }).await.expect("noted");
        assert_eq!(held(site, &ana, Category::Addresses).await, Vec::<String>::new());
        let needed = site.app.choose_data(&ana, Category::Posts, Choice::No).await;
        assert!(matches!(needed, Err(AppError::Refused(Refusal::DataPolicy(Category::Posts)))));

        // A yes counts from the next visit, whatever was seen, and not kept, before it.
        let visit = Visit { address: None, user_agent: Some("Browser/1".to_owned()) };
        for choice in [Choice::No, Choice::Yes, Choice::No, Choice::Yes] {
            site.app.note_visit(&ana, &visit).await.expect("noted");
            site.app.write_notes().await.expect("written");
            site.app.choose_data(&ana, Category::UserAgents, choice).await.expect("allowed");
            site.app.note_visit(&ana, &visit).await.expect("noted");
            let expected: &[&str] = if choice == Choice::Yes { &["Browser/1"] } else { &[] };
            assert_eq!(held(site, &ana, Category::UserAgents).await, expected);
        }

        // Who wants no notifications gets none.
        let ben = site.join("ben").await;
        site.app.choose_data(&ana, Category::Notifications, Choice::No).await.expect("allowed");
        site.app.follow(&ben, ana.number().expect("a member")).await.expect("allowed");
        assert_eq!(site.app.count_unread_notifications(&ana).await.expect("read"), 0);
    });
}

#[tokio::test]
async fn what_outlives_its_days_is_erased_from_the_disk() {
    on_both!(site => {
        let ana = site.founder();
        let planted = plant(site, &ana).await;
        let address = &planted[0].1;
        site.wait_ms(8 * 86_400_000);
        site.app.erase_expired().await.expect("done");
        assert_eq!(held(site, &ana, Category::Addresses).await, Vec::<String>::new());
        assert_eq!(held(site, &ana, Category::SearchTexts).await.len(), 1);
        assert!(!site.disk_holds(address));
        site.wait_ms(400 * 86_400_000);
        site.app.erase_expired().await.expect("done");
        for (category, value) in planted {
            assert_eq!(held(site, &ana, category).await, Vec::<String>::new());
            assert!(!site.disk_holds(&value), "{value}");
        }
    });
}

#[tokio::test]
async fn an_export_holds_everything_and_opens_anywhere() {
    on_both!(site => {
        let ana = site.founder();
        let ben = site.join("ben").await;
        let planted = plant(site, &ana).await;
        let post = site.post(&ben, "by ben").await;
        site.app.appreciate(&ana, Subject::Post(post.id)).await.expect("allowed");
        site.app.comment(&ana, post.id, None, "a comment of mine".to_owned()).await.expect("written");
        let path = site.folder.path().join("export.zip");
        site.app.export(&ana, &path).await.expect("written");
        let bytes = std::fs::read(&path).expect("an archive");
        let holds = |needle: &str| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        for needle in ["profile.json", "posts.json", "held.json", "something to look at", "a comment of mine", "media/"] {
            assert!(holds(needle), "{needle}");
        }
        for (_, value) in planted {
            assert!(holds(&value), "{value}");
        }
        assert!(!holds("by ben"));
        // Somebody else's reader of the format agrees.
        let listed = std::process::Command::new("python3").args(["-m", "zipfile", "-t"]).arg(&path).output();
        if let Ok(listed) = listed {
            assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        }
    });
}

#[tokio::test]
async fn erasing_a_member_leaves_a_number() {
    on_both!(site => {
        let ben = site.join("benedictus").await;
        let ana = site.founder();
        let planted = plant(site, &ben).await;
        let theirs = site.post(&ben, "words that shall be forgotten").await;
        let other = site.post(&ana, "words that stay").await;
        let comment = site.app.comment(&ben, other.id, None, "a thought to forget".to_owned()).await.expect("written");
        site.app.comment(&ana, other.id, Some(comment.id), "an answer that stays".to_owned()).await.expect("written");
        site.app.appreciate(&ben, Subject::Post(other.id)).await.expect("allowed");
        site.app.follow(&ben, ana.number().expect("a member")).await.expect("allowed");
        site.act(&ben, ledger::operation::Body::Leave, None).await;
        site.app.run_due_jobs().await.expect("done");

        assert!(matches!(site.app.load_thread(&ana, theirs.id, None).await, Err(AppError::NotFound)));
        let thread = site.app.load_thread(&ana, other.id, None).await.expect("read");
        assert_eq!((thread.post.appreciation_count, thread.post.comment_count), (0, 1));
        assert_eq!(thread.comments.rows.len(), 2);
        assert!(thread.comments.rows[0].author().is_none());
        assert!(matches!(site.app.load_viewer(ben.number().expect("a member")).await, Err(AppError::NotFound)));
        let founder = domain::handle::Handle::parse("ana").expect("a handle");
        assert_eq!(site.app.list_followers(&founder, None).await.expect("read").rows, []);
        for value in planted.iter().map(|(_, value)| value.as_str()).chain(["shall be forgotten", "thought to forget", "benedictus"]) {
            assert!(!site.disk_holds(value), "{value}");
        }
        let media = std::fs::read_dir(site.folder.path().join("media")).map(|it| it.flatten().flat_map(|it| std::fs::read_dir(it.path())).flatten().count());
        assert_eq!(media.unwrap_or(0), 0);
    });
}
