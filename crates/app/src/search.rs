//! The search box: people, tags and posts.

use std::sync::Arc;

use domain::text::Hashtag;
use ledger::policy::Category;
use store::card::MemberCard;
use store::feed::TagCount;
use store::{Cursor, Page, SharedPage};

use crate::error::Result;
use crate::{App, Viewer};

/// Longest search text that is looked at, in bytes; the rest is ignored.
const QUERY_BYTES_MAX: usize = 500;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text as typed.
    pub typed: String,
    /// Most followed first.
    pub members: Page<MemberCard>,
    /// Tags that begin with the first word, most used first.
    pub tags: Vec<TagCount>,
    /// Newest first.
    pub posts: SharedPage,
}

impl App {
    /// Searches people, tags and posts. No text is an error; one without words finds nothing.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn search(
        &self,
        viewer: &Viewer,
        typed: &str,
        cursor: Option<&Cursor>,
    ) -> Result<Found> {
        let commons = self.commons();
        let text = typed
            .get(..typed.floor_char_boundary(QUERY_BYTES_MAX))
            .unwrap_or_default();
        let mut reader = self.store.read().await?;
        let first_page = cursor.is_none();
        let members = if first_page {
            reader.search_members(text, None, 10).await?
        } else {
            Page {
                rows: Vec::new(),
                next: None,
            }
        };
        let first_word = text.split_whitespace().next().and_then(Hashtag::parse);
        let tags = match first_word {
            Some(word) if first_page => reader.list_tags_beginning(&word, 10).await?,
            Some(_) | None => Vec::new(),
        };
        let posts = reader
            .search_posts_visible_to(viewer.viewpoint(&commons), text, cursor, 0)
            .await?;
        drop(reader);
        if let Some(member) = viewer
            .number()
            .filter(|_| first_page && !text.trim().is_empty())
        {
            let collector = self.collector();
            if collector.can_permit(Category::SearchTexts) {
                let mut tx = self.store.begin().await?;
                collector
                    .keep(&mut tx, member, Category::SearchTexts, "search", text)
                    .await?;
                tx.commit().await?;
            }
        }
        Ok(Found {
            typed: typed.to_owned(),
            members,
            tags,
            posts: self.labelled(Arc::new(posts), viewer).await?,
        })
    }

    /// Lists the members whose handle or name begins with `typed`, for completing a mention.
    ///
    /// # Errors
    ///
    /// [`crate::AppError::Store`].
    pub async fn complete_mention(&self, typed: &str) -> Result<Vec<MemberCard>> {
        Ok(self
            .store
            .read()
            .await?
            .search_members(typed, None, 8)
            .await?
            .rows)
    }
}
