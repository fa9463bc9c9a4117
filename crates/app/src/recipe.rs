//! The order of a member's feed: the recipe that they chose or that the members voted, and why each
//! post is where it is (ADR-0018).
//!
//! Newest first stays the fast path (ADR-0011). Another recipe puts the newest hundred posts of its
//! window in order, which are kept as the first page is; ordering them is a hundred small sums.

use std::sync::Arc;

use domain::feed::{Counts, Weighed, left_out_by, order, points, weigh};
use domain::ids::PostId;
use domain::text::{Hashtag, find_hashtags};
use domain::visibility::Reach;
use ledger::ids::MemberNumber;
use ledger::policy::{Clause, Filter, Recipe};
use store::card::{MemberCard, PostCard};
use store::reading::Reading;
use store::{Cursor, PAGE_ROWS, Page, SharedPage};

use crate::error::{AppError, Result};
use crate::jobs::HOUR_MS;
use crate::{App, Viewer};

/// The recipe of a member's feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipeInUse {
    /// What it says, with the decision behind it.
    pub clause: Clause<Recipe>,
    /// Version of the feed policy.
    pub version: u32,
    /// What they chose, if they did, and since when. It may have been voted away.
    pub chosen: Option<(String, u64)>,
}

/// Why a post stands where it does in a member's feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// By which recipe.
    pub recipe: RecipeInUse,
    /// What was counted.
    pub counts: Counts,
    /// What each factor gives, in the recipe's order.
    pub weighed: Vec<Weighed>,
    /// Their sum.
    pub points: i64,
    /// The filter that leaves it out, if one does.
    pub left_out: Option<Filter>,
    /// Its place among how many posts that were put in order; nothing outside of them.
    pub place: Option<(usize, usize)>,
}

/// Why somebody sees a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The post.
    pub post: PostCard,
    /// Whether it is their own.
    pub is_own: bool,
    /// Who of those they follow reposted it, latest first, at most 20.
    pub reposted_by: Vec<MemberCard>,
    /// The tags under which it stands for everybody.
    pub tags: Vec<Hashtag>,
    /// Whether it stands in explore, newest first.
    pub in_explore: bool,
    /// Where it stands in their feed; nothing if it is not in it.
    pub ordered: Option<Ordered>,
}

/// Returns the recipe that a member chose.
pub(crate) fn chosen(reading: &Reading) -> Option<&str> {
    reading.recipe.as_ref().map(|(id, _)| id.as_str())
}

/// Returns a place in the list by time for a place in one by recipe, for who changed in between.
pub(crate) fn by_time(cursor: &Cursor) -> Cursor {
    cursor.as_within().map_or_else(
        || cursor.clone(),
        |(as_of_ms, _)| Cursor::before_ms(as_of_ms),
    )
}

/// When the window of `recipe` begins, as of a moment: at a whole hour, so that it stays for one.
fn window_ms(recipe: &Recipe, as_of_ms: u64) -> u64 {
    let hours = as_of_ms / HOUR_MS;
    hours
        .saturating_sub(recipe.window_hours.into())
        .saturating_mul(HOUR_MS)
}

/// What a recipe can know of a card in the feed of `member`.
fn counts_of(card: &PostCard, member: MemberNumber, as_of_ms: u64) -> Counts {
    Counts {
        appreciations: card.appreciation_count,
        comments: card.comment_count,
        reposts: card.repost_count,
        hours_old: as_of_ms.saturating_sub(card.created_at_ms) / HOUR_MS,
        photographs: u64::try_from(card.photos.len()).unwrap_or(u64::MAX),
        follows_maker: card.marks.follows_since_ms.is_some().into(),
        reposted: card.shown_by.is_some().into(),
        own_work: (card.author.number == member).into(),
        appreciated_by_reader: card.marks.appreciated_in.is_some().into(),
    }
}

fn in_order<'a>(
    recipe: &Recipe,
    rows: &'a [PostCard],
    member: MemberNumber,
    as_of_ms: u64,
) -> Vec<&'a PostCard> {
    let counted = rows
        .iter()
        .map(|card| (counts_of(card, member, as_of_ms), card));
    order(recipe, counted.collect())
}

impl App {
    /// Returns the recipe of the viewer's feed.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn find_recipe(&self, viewer: &Viewer) -> Result<RecipeInUse> {
        let member = viewer.signed_in()?;
        let reading = self.store.find_reading(member).await?;
        let commons = self.commons();
        let clause = commons.feed.recipe_for(chosen(&reading));
        Ok(RecipeInUse {
            clause: clause
                .ok_or(AppError::Internal("the default is a recipe"))?
                .clone(),
            version: commons.feed.version,
            chosen: reading.recipe.clone(),
        })
    }

    /// Writes which recipe orders the viewer's feed; nothing: the one that the members voted.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if no such recipe is in force.
    pub async fn choose_recipe(&self, viewer: &Viewer, recipe: Option<&str>) -> Result<()> {
        let member = viewer.signed_in()?;
        let commons = self.commons();
        if recipe.is_some_and(|id| commons.feed.find(id).is_none()) {
            return Err(AppError::NotFound);
        }
        let mut tx = self.store.begin().await?;
        tx.save_recipe(member, recipe, self.clock.now_ms()).await?;
        Ok(tx.commit().await?)
    }

    /// Lists the home of `member` by a recipe. What its window does not hold follows by time.
    pub(crate) async fn list_by_recipe(
        &self,
        member: MemberNumber,
        recipe: &Recipe,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        let (as_of_ms, from) = match cursor.map(Cursor::as_within) {
            None => (self.clock.now_ms(), 0),
            Some(Some((as_of_ms, count))) => (as_of_ms, usize::from(count)),
            Some(None) => return self.list_older(member, recipe, cursor).await,
        };
        let since_ms = window_ms(recipe, as_of_ms);
        let window = if cursor.is_none() {
            self.store.list_home_since(member, since_ms).await?
        } else {
            let until_ms = Some(as_of_ms.saturating_add(1));
            let mut reader = self.store.read().await?;
            let page = reader.list_home_between(member, since_ms, until_ms).await?;
            Arc::new(page)
        };
        let ordered = in_order(recipe, &window.rows, member, as_of_ms);
        let older = window
            .next
            .clone()
            .unwrap_or_else(|| Cursor::before_ms(since_ms));
        if ordered.len() <= from {
            return self.list_older(member, recipe, Some(&older)).await;
        }
        let until = from.saturating_add(PAGE_ROWS);
        let shown = ordered.iter().skip(from).take(PAGE_ROWS);
        let rows = shown.map(|card| PostCard::clone(card)).collect();
        let next = match u16::try_from(until) {
            Ok(count) if until < ordered.len() => Cursor::within(as_of_ms, count),
            Ok(_) | Err(_) => older,
        };
        Ok(Arc::new(Page {
            rows,
            next: Some(next),
        }))
    }

    /// What is older than the window: by time, without what the recipe leaves out.
    async fn list_older(
        &self,
        member: MemberNumber,
        recipe: &Recipe,
        cursor: Option<&Cursor>,
    ) -> Result<SharedPage> {
        let page = self.store.list_home(member, cursor).await?;
        let now_ms = self.clock.now_ms();
        let stays = |it: &PostCard| left_out_by(recipe, &counts_of(it, member, now_ms)).is_none();
        if page.rows.iter().all(stays) {
            return Ok(page);
        }
        let mut page = Page::clone(&page);
        page.rows.retain(stays);
        Ok(Arc::new(page))
    }

    /// Says why the viewer sees a post: what brings it to them, and how its place came about.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if they cannot see it.
    pub async fn load_why(&self, viewer: &Viewer, id: PostId) -> Result<Why> {
        let viewpoint = viewer.viewpoint(&self.commons());
        let post = self
            .store
            .find_post_visible_to(viewpoint, id)
            .await?
            .ok_or(AppError::NotFound)?;
        let post = self.labelled_alone(post, viewer).await?;
        let author = post.author.number;
        let is_own = viewer.number() == Some(author);
        let mut reposted_by = Vec::new();
        if let Some(member) = viewer.number() {
            let mut reader = self.store.read().await?;
            let showers = reader.list_showers(member, id).await?;
            reposted_by = showers;
            reposted_by.retain(|it| it.number != author && it.number != member);
        }
        let is_in_feed = is_own || post.marks.follows_since_ms.is_some() || !reposted_by.is_empty();
        let ordered = if is_in_feed {
            Some(self.order_of(viewer, &post, &reposted_by).await?)
        } else {
            None
        };
        let in_explore = post.reach == Reach::Everyone;
        let tags = if in_explore {
            find_hashtags(post.text.as_str())
        } else {
            Vec::new()
        };
        Ok(Why {
            post,
            is_own,
            reposted_by,
            tags,
            in_explore,
            ordered,
        })
    }

    /// How the recipe of the viewer's feed looks at `post`, now.
    async fn order_of(
        &self,
        viewer: &Viewer,
        post: &PostCard,
        reposted_by: &[MemberCard],
    ) -> Result<Ordered> {
        let member = viewer.signed_in()?;
        let recipe = self.find_recipe(viewer).await?;
        let now_ms = self.clock.now_ms();
        let value = &recipe.clause.value;
        let mut counts = counts_of(post, member, now_ms);
        let is_there_itself = counts.own_work + counts.follows_maker > 0;
        counts.reposted = (!is_there_itself && !reposted_by.is_empty()).into();
        let mut place = None;
        if !value.is_newest() {
            let since_ms = window_ms(value, now_ms);
            let window = self.store.list_home_since(member, since_ms).await?;
            // As it stands there: a repost is another way to be in it.
            if let Some(card) = window.rows.iter().find(|it| it.id == post.id) {
                counts = counts_of(card, member, now_ms);
            }
            let ordered = in_order(value, &window.rows, member, now_ms);
            let at = ordered.iter().position(|it| it.id == post.id);
            place = at.map(|at| (at.saturating_add(1), ordered.len()));
        }
        Ok(Ordered {
            weighed: weigh(value, &counts),
            points: points(value, &counts),
            left_out: left_out_by(value, &counts),
            counts,
            place,
            recipe,
        })
    }
}
