//! Lists of posts as pages show them, and the pages they are on.

use std::sync::Arc;

use domain::handle::Handle;
use domain::text::Hashtag;
use store::card::{MemberCard, PostCard};
use store::feed::TagCount;
use store::member::Member;
use store::{Cursor, Page, SharedPage};

use crate::error::{AppError, Result};
use crate::{App, Viewer, recipe};

/// How explore is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExploreOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Most appreciated in the current round first.
    Appreciated,
}

/// What a profile page lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProfileTab {
    /// Posts with photographs.
    #[default]
    Works,
    /// Posts and reposts.
    Posts,
}

/// A member's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Who.
    pub member: Member,
    /// Since when the viewer follows them.
    pub follows_since_ms: Option<u64>,
    /// Since when they follow the viewer.
    pub followed_since_ms: Option<u64>,
    /// What the tab lists.
    pub posts: SharedPage,
}

/// A tag's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPage {
    /// The tag, with how many posts carry it.
    pub tag: TagCount,
    /// Newest first.
    pub posts: SharedPage,
}

/// What a feed reader gets: the latest twenty, as anybody sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RssFeed {
    /// Whose feed, or of which tag.
    pub source: RssSource,
    /// Newest first.
    pub posts: Vec<PostCard>,
    /// When the newest was published or edited; 0 if there is none.
    pub updated_at_ms: u64,
}

/// What a feed is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RssSource {
    /// A member.
    Member(Box<Member>),
    /// A tag.
    Tag(Hashtag),
}

impl App {
    /// Lists the posts and reposts of those whom the viewer follows, in the order of their recipe.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn list_home(&self, viewer: &Viewer, cursor: Option<&Cursor>) -> Result<SharedPage> {
        let member = viewer.signed_in()?;
        let commons = self.commons();
        let reading = self.store.find_reading(member).await?;
        let page = match commons.feed.recipe_for(recipe::chosen(&reading)) {
            Some(clause) if !clause.value.is_newest() => {
                self.list_by_recipe(member, &clause.value, cursor).await?
            }
            Some(_) | None => {
                let place = cursor.map(recipe::by_time);
                self.store.list_home(member, place.as_ref()).await?
            }
        };
        self.labelled_for(page, viewer, &reading).await
    }

    /// Lists the posts of this network.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_explore(
        &self,
        viewer: &Viewer,
        order: ExploreOrder,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        let commons = self.commons();
        let viewpoint = viewer.viewpoint(&commons);
        let page = match order {
            ExploreOrder::Newest => self.store.list_newest_visible_to(viewpoint, cursor).await?,
            ExploreOrder::Appreciated => {
                let mut reader = self.store.read().await?;
                let round = commons.round;
                Arc::new(
                    reader
                        .list_appreciated_visible_to(viewpoint, round, cursor, 0)
                        .await?,
                )
            }
        };
        self.labelled(page, viewer).await
    }

    /// Lists the tags most used in the last `days` days, at most ten.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn list_tags_in_use(&self, days: u64) -> Result<Vec<TagCount>> {
        let since_ms = self
            .clock
            .now_ms()
            .saturating_sub(days.saturating_mul(domain::moderation::DAY_MS));
        Ok(self
            .store
            .read()
            .await?
            .list_tags_used_since(since_ms, 10)
            .await?)
    }

    /// Loads the page of a tag; one that nobody uses has an empty page.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn load_tag(
        &self,
        viewer: &Viewer,
        tag: Hashtag,
        cursor: Option<&Cursor>,
    ) -> Result<TagPage> {
        let commons = self.commons();
        let mut reader = self.store.read().await?;
        let page = reader
            .list_tagged_visible_to(viewer.viewpoint(&commons), &tag, cursor, 0)
            .await?;
        let post_count = reader.count_tagged(&tag).await?;
        drop(reader);
        let page = Arc::new(page);
        Ok(TagPage {
            tag: TagCount { tag, post_count },
            posts: self.labelled(page, viewer).await?,
        })
    }

    /// Loads a member's page.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if nobody has the handle.
    pub async fn load_profile(
        &self,
        viewer: &Viewer,
        handle: &Handle,
        tab: ProfileTab,
        cursor: Option<&Cursor>,
    ) -> Result<Profile> {
        let commons = self.commons();
        let viewpoint = viewer.viewpoint(&commons);
        let store = &self.store;
        let found = store.find_member_by_handle(handle).await?;
        let member = found.ok_or(AppError::NotFound)?;
        let number = member.card.number;
        let page = match tab {
            ProfileTab::Works => {
                store
                    .list_works_visible_to(viewpoint, number, cursor)
                    .await?
            }
            ProfileTab::Posts => {
                let mut reader = store.read().await?;
                Arc::new(
                    reader
                        .list_posts_of_member_visible_to(viewpoint, number, cursor, 0)
                        .await?,
                )
            }
        };
        let (mut follows_since_ms, mut followed_since_ms) = (None, None);
        if let Some(reader_number) = viewer.number().filter(|it| *it != number) {
            follows_since_ms = store.find_follow(reader_number, number).await?;
            followed_since_ms = store.find_follow(number, reader_number).await?;
        }
        Ok(Profile {
            member,
            follows_since_ms,
            followed_since_ms,
            posts: self.labelled(page, viewer).await?,
        })
    }

    /// Lists whom the member called `handle` follows.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if nobody has the handle.
    pub async fn list_following(
        &self,
        handle: &Handle,
        cursor: Option<&Cursor>,
    ) -> Result<Page<MemberCard>> {
        let mut reader = self.store.read().await?;
        let member = reader
            .find_number_of_handle(handle)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(reader.list_following(member, cursor, 50).await?)
    }

    /// Lists who follows the member called `handle`.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if nobody has the handle.
    pub async fn list_followers(
        &self,
        handle: &Handle,
        cursor: Option<&Cursor>,
    ) -> Result<Page<MemberCard>> {
        let mut reader = self.store.read().await?;
        let member = reader
            .find_number_of_handle(handle)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(reader.list_followers(member, cursor, 50).await?)
    }

    /// Lists people whom the viewer may want to follow: the most followed whom they do not.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn list_suggested(&self, viewer: &Viewer, limit: usize) -> Result<Vec<MemberCard>> {
        let member = viewer.signed_in()?;
        Ok(self
            .store
            .read()
            .await?
            .list_suggested(member, limit)
            .await?)
    }

    /// Lists what the viewer bookmarked, last bookmarked first.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn list_bookmarks(
        &self,
        viewer: &Viewer,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        let member = viewer.signed_in()?;
        let mut reader = self.store.read().await?;
        let page = reader.list_bookmarked(member, cursor, 0).await?;
        drop(reader);
        self.labelled(Arc::new(page), viewer).await
    }

    /// Loads what a feed reader gets of a member: their own posts, not their reposts.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if nobody has the handle.
    pub async fn load_profile_feed(&self, handle: &Handle) -> Result<RssFeed> {
        let anyone = Viewer::Anonymous {
            language: domain::profile::Language::English,
        };
        let profile = self
            .load_profile(&anyone, handle, ProfileTab::Posts, None)
            .await?;
        let posts = profile
            .posts
            .rows
            .iter()
            .filter(|post| post.shown_by.is_none())
            .cloned()
            .collect();
        Ok(rss(RssSource::Member(Box::new(profile.member)), posts))
    }

    /// Loads what a feed reader gets of a tag.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn load_tag_feed(&self, tag: Hashtag) -> Result<RssFeed> {
        let anyone = Viewer::Anonymous {
            language: domain::profile::Language::English,
        };
        let page = self.load_tag(&anyone, tag, None).await?;
        Ok(rss(RssSource::Tag(page.tag.tag), page.posts.rows.clone()))
    }
}

fn rss(source: RssSource, posts: Vec<PostCard>) -> RssFeed {
    let updated_at_ms = posts
        .iter()
        .map(|post| post.edited_at_ms.unwrap_or(post.created_at_ms))
        .max()
        .unwrap_or(0);
    RssFeed {
        source,
        posts,
        updated_at_ms,
    }
}
