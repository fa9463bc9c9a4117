//! Strings that break software go through every box where people write, and come back as they were.

use domain::profile::ProfileDraft;
use domain::text::is_blank;

use crate::site::{ANYONE, on_both, words};

const STRINGS: &str = include_str!("../../../testkit/fixtures/naughty-strings.json");

#[tokio::test]
async fn naughty_strings_come_back_byte_for_byte() {
    let strings: Vec<String> = serde_json::from_str(STRINGS).expect("a list of strings");
    assert!(strings.len() > 400);
    on_both!(site => {
        let ana = site.founder();
        let post = site.post(&ana, "where they are said").await;
        for string in &strings {
            let published = site.app.publish(&ana, words(string)).await;
            let comment = site.app.comment(&ana, post.id, None, string.clone()).await;
            if is_blank(string) {
                assert!(published.is_err() && comment.is_err(), "{string:?}");
            } else {
                let id = published.expect("published").id;
                let read = site.app.load_thread(&ANYONE, id, None).await.expect("read").post;
                assert_eq!(read.text.as_str(), string);
                let read = site.app.load_comment(&ANYONE, comment.expect("written").id).await.expect("read");
                let store::comment::CommentContent::Here { text, .. } = read.content else { panic!("it is here") };
                assert_eq!(text.as_str(), string);
            }
            let draft = ProfileDraft { display_name: Some(string.clone()), ..ProfileDraft::default() };
            let member = site.app.update_profile(&ana, draft).await.expect("allowed");
            assert_eq!(member.card.display_name.as_str(), string);
            let found = site.app.search(&ana, string, None).await.expect("no text is an error");
            assert_eq!(&found.typed, string);
        }
        // Nothing was executed: everything is still there.
        let published = strings.iter().filter(|string| !is_blank(string)).count();
        let member = site.app.load_profile(&ANYONE, &domain::handle::Handle::parse("ana").expect("a handle"),
            app::feed::ProfileTab::Posts, None).await.expect("read").member;
        assert_eq!(member.post_count, u64::try_from(published).expect("few") + 1);
    });
}
