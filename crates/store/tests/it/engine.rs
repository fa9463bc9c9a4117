//! One store per engine for each test, and people to fill it with.

use domain::{
    handle::Handle,
    ids::PostId,
    post::{self, PostDraft},
    profile::Language,
    text::DisplayName,
};
use ledger::ids::MemberNumber;
use store::{Options, Store, Tx, member::NewMember};

/// A noon in November 2026.
pub(crate) const NOON: u64 = 1_795_000_000_000;

/// A fresh store; its folder goes with it.
pub(crate) struct Fresh {
    pub(crate) store: Store,
    _folder: Option<tempfile::TempDir>,
}

/// Opens a fresh store on each engine.
pub(crate) async fn both() -> [Fresh; 2] {
    let options = Options {
        connections: 3,
        ..Options::default()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("meent.db");
    let lite = Store::open(path.to_str().expect("a plain path"), &options)
        .await
        .expect("SQLite opens");
    let pg = Store::open(&testkit::postgres::url(), &options)
        .await
        .expect("PostgreSQL opens");
    [
        Fresh {
            store: lite,
            _folder: Some(folder),
        },
        Fresh {
            store: pg,
            _folder: None,
        },
    ]
}

/// Runs `test` on each engine, saying which one failed.
macro_rules! on_both {
    ($store:ident => $test:block) => {
        for fresh in crate::engine::both().await {
            let $store = &fresh.store;
            eprintln!("on {:?}", $store.engine());
            $test
            fresh.store.close().await;
        }
    };
}
pub(crate) use on_both;

/// Lets `handle` join as `number`.
pub(crate) async fn join(tx: &mut Tx, number: u32, handle: &str) -> MemberNumber {
    let member = MemberNumber(number);
    let new = NewMember {
        number: member,
        handle: Handle::parse(handle).expect("a handle"),
        display_name: DisplayName::parse(handle.to_uppercase()).expect("a name"),
        language: Language::English,
        joined_at_ms: NOON,
    };
    assert_eq!(
        tx.insert_member(&new).await.expect("written"),
        store::member::Naming::Done
    );
    member
}

/// Publishes `text` as the `place`-th post of the test, a second after the one before.
pub(crate) async fn publish(tx: &mut Tx, author: MemberNumber, place: u8, text: &str) -> PostId {
    let at_ms = NOON + u64::from(place) * 1_000;
    let post = PostId::new(at_ms, [place; 10]);
    let composition = post::compose(PostDraft {
        text: text.to_owned(),
        photos: vec![],
    })
    .expect("within bounds");
    tx.insert_post(author, post, &composition, &[], &[], at_ms)
        .await
        .expect("written");
    post
}
