//! What one engine finds, the other finds; what is deleted, neither finds.

use domain::{ids::PostId, text::DisplayName, visibility::Viewpoint};
use store::Tx;

use crate::engine::{join, on_both, publish};

async fn find(tx: &mut Tx, typed: &str) -> Vec<PostId> {
    let page = tx
        .search_posts_visible_to(Viewpoint::Anyone, typed, None, 0)
        .await
        .expect("no text is an error");
    page.rows.iter().map(|post| post.id).collect()
}

#[tokio::test]
async fn both_engines_find_the_same() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let dawn = publish(&mut tx, ana, 1, "Écluse at dawn, 5 o'clock: the quay 日本語 🚢").await;
        let dusk = publish(&mut tx, ana, 2, "Dusk at the quay -- \"again\"; DROP TABLE posts").await;
        for (typed, expect) in [
            ("quay", vec![dusk, dawn]),
            ("QUA", vec![dusk, dawn]),
            ("ecluse dawn", vec![dawn]),
            ("écl", vec![dawn]),
            ("dawn dusk", vec![]),
            ("本", vec![dawn]),
            ("日語", vec![dawn]),
            ("🚢", vec![dawn]),
            ("drop table", vec![dusk]),
            ("\"again\" OR", vec![]),
            ("*", vec![]),
            ("", vec![]),
            ("' & !x:* <->", vec![]),
            ("NEAR(dawn)", vec![]),
        ] {
            assert_eq!(find(&mut tx, typed).await, expect, "{typed:?}");
        }
        tx.delete_post(ana, dawn).await.expect("deleted");
        assert_eq!(find(&mut tx, "quay").await, [dusk]);
        assert_eq!(find(&mut tx, "ecluse").await, []);
    });
}

#[tokio::test]
async fn members_are_found_by_handle_and_by_name_as_it_is_now() {
    on_both!(store => {
        let mut tx = store.begin().await.expect("begins");
        let ana = join(&mut tx, 1, "ana").await;
        let anna = join(&mut tx, 2, "anna").await;
        let found = |page: store::Page<store::card::MemberCard>| page.rows.iter().map(|it| it.number.0).collect::<Vec<_>>();
        assert_eq!(found(tx.search_members("an", None, 0).await.expect("read")), [2, 1]);
        tx.insert_follow(anna, ana, 1).await.expect("written");
        assert_eq!(found(tx.search_members("@an", None, 0).await.expect("read")), [1, 2]);
        tx.update_display_name(ana, &DisplayName::parse("Zoë Ψ".to_owned()).expect("a name")).await.expect("written");
        assert_eq!(found(tx.search_members("zoe ψ", None, 0).await.expect("read")), [1]);
        tx.erase_member_row(ana, 5).await.expect("erased");
        assert_eq!(found(tx.search_members("zoe", None, 0).await.expect("read")), Vec::<u32>::new());
    });
}
