//! Everything that outlives the process, except the record.
//!
//! A [`Store`] is one database, SQLite or PostgreSQL, behind the same functions and the same SQL
//! (ADR-0001). Reads go through a [`Reader`], writes through a [`Tx`], which can read as well:
//!
//! ```no_run
//! # async fn example(member: ledger::ids::MemberNumber) -> store::Result<()> {
//! use store::{Options, Store};
//!
//! let store = Store::open("meent-data/meent.db", &Options::default()).await?;
//! let mut reader = store.read().await?;
//! let home = reader.list_home(member, None, 0).await?;
//! let mut tx = store.begin().await?;
//! tx.mark_notifications_read(member, 1_700_000_000_000).await?;
//! tx.commit().await?;
//! # Ok(()) }
//! ```
//!
//! One module per aggregate. Row structs are private and turn into public values; a read that a
//! page shows ends with its audience (`…_visible_to`). A `Tx` dropped without `commit` leaves
//! nothing. On SQLite there is one write connection, so writers wait for each other and never fail
//! for it.
//!
//! *Architecture invariant:* no rule of the platform and no clock is in here; times are arguments.
//! *Architecture invariant:* no SQL is put together at run time.

mod convert;
mod error;
mod kept;
mod lite;
mod open;
mod page;
mod sql;

pub mod action;
pub mod appeal;
pub mod appreciation;
pub mod bank;
pub mod bookmark;
pub mod card;
pub mod collected;
pub mod comment;
pub mod commons_words;
pub mod companion;
pub mod comparison;
pub mod contribution;
pub mod deliberation;
pub mod draft;
pub mod erasure;
pub mod feed;
pub mod follow;
pub mod job;
pub mod labeller;
pub mod media;
pub mod member;
pub mod notification;
pub mod office;
pub mod opinion;
pub mod own;
pub mod policy;
pub mod post;
pub mod projection;
pub mod reading;
pub mod report;
pub mod repost;
pub mod search;
pub mod session;
pub mod setting;
pub mod trade;
pub mod transparency;
pub mod upload;

pub use error::{Error, Result};
pub use kept::SharedPage;
pub use open::{Durability, Engine, Options, Reader, SchemaColumn, Store, Tx};
pub use page::{Cursor, NotACursor, PAGE_ROWS, Page};

/// Every statement of the crate.
fn statements() -> impl Iterator<Item = sql::Sql> {
    [
        action::STATEMENTS,
        appeal::STATEMENTS,
        appreciation::STATEMENTS,
        bank::STATEMENTS,
        bookmark::STATEMENTS,
        collected::STATEMENTS,
        comment::STATEMENTS,
        commons_words::STATEMENTS,
        companion::STATEMENTS,
        contribution::STATEMENTS,
        deliberation::STATEMENTS,
        draft::STATEMENTS,
        erasure::STATEMENTS,
        feed::STATEMENTS,
        follow::STATEMENTS,
        job::STATEMENTS,
        labeller::STATEMENTS,
        media::STATEMENTS,
        member::STATEMENTS,
        notification::STATEMENTS,
        comparison::STATEMENTS,
        trade::STATEMENTS,
        office::STATEMENTS,
        open::STATEMENTS,
        opinion::STATEMENTS,
        policy::STATEMENTS,
        own::STATEMENTS,
        post::STATEMENTS,
        projection::STATEMENTS,
        reading::STATEMENTS,
        report::STATEMENTS,
        repost::STATEMENTS,
        search::STATEMENTS,
        session::STATEMENTS,
        setting::STATEMENTS,
        transparency::STATEMENTS,
        upload::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
