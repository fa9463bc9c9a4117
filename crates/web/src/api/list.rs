//! Lists: home, explore, tags, search, notifications, bookmarks.

use app::feed::ExploreOrder;
use axum::Json;
use axum::http::StatusCode;
use domain::text::Hashtag;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::{self, List, MemberJson, NotificationJson, PostJson, PostWritten};
use crate::error::{PageError, Problem};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FromQuery {
    /// The `next` of the page before.
    pub(super) from: Option<String>,
}

impl FromQuery {
    /// Reads the cursor of a list in which a number is the place.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for a text that is none.
    pub fn number(&self) -> Result<Option<u32>, PageError> {
        self.from
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| PageError::Unreadable("the cursor"))
    }

    /// Reads the cursor.
    ///
    /// # Errors
    ///
    /// [`PageError::Unreadable`] for a text that is none.
    pub fn cursor(&self) -> Result<Option<store::Cursor>, PageError> {
        self.from
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| PageError::Unreadable("the cursor"))
    }
}

/// Posts of the people followed, in the order of the visitor's recipe.
#[utoipa::path(get, path = "/api/meent/v1/home", tag = "lists", params(FromQuery), responses((status = 200, body = List<PostJson>), (status = 401, body = Problem)))]
pub async fn home(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<PostWritten>>, PageError> {
    let page = visit
        .app()
        .list_home(&visit.viewer(), from.cursor()?.as_ref())
        .await?;
    Ok(Json(view::posts(&visit, &page)))
}

/// Posts of this network, newest first.
#[utoipa::path(get, path = "/api/meent/v1/explore", tag = "lists", params(FromQuery), responses((status = 200, body = List<PostJson>)))]
pub async fn explore(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<PostWritten>>, PageError> {
    let page = visit
        .app()
        .list_explore(
            &visit.viewer(),
            ExploreOrder::Newest,
            from.cursor()?.as_ref(),
        )
        .await?;
    Ok(Json(view::posts(&visit, &page)))
}

/// Posts that carry a tag, newest first.
#[utoipa::path(get, path = "/api/meent/v1/tags/{tag}", tag = "lists", params(("tag" = String, Path, description = "With or without #"), FromQuery), responses((status = 200, body = List<PostJson>), (status = 404, body = Problem)))]
pub async fn tag(
    visit: Visit,
    Path(tag): Path<String>,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<PostWritten>>, PageError> {
    let tag = Hashtag::parse(&tag).ok_or(PageError::NotFound)?;
    let page = visit
        .app()
        .load_tag(&visit.viewer(), tag, from.cursor()?.as_ref())
        .await?;
    Ok(Json(view::posts(&visit, &page.posts)))
}

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words.
    #[serde(default)]
    q: String,
    /// The `next` of the page of posts before.
    from: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundJson {
    /// Most followed first; only on the first page.
    members: Vec<MemberJson>,
    /// Most used first; only on the first page.
    tags: Vec<TagJson>,
    /// Newest first.
    #[schema(value_type = List<PostJson>)]
    posts: List<PostWritten>,
}

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagJson {
    /// Without `#`.
    tag: String,
    /// How many posts carry it.
    posts: u64,
}

/// People, tags and posts by words.
#[utoipa::path(get, path = "/api/meent/v1/search", tag = "lists", params(SearchQuery), responses((status = 200, body = FoundJson)))]
pub async fn search(
    visit: Visit,
    Query(query): Query<SearchQuery>,
) -> Result<Json<FoundJson>, PageError> {
    let cursor = FromQuery { from: query.from }.cursor()?;
    let found = visit
        .app()
        .search(&visit.viewer(), &query.q, cursor.as_ref())
        .await?;
    Ok(Json(FoundJson {
        members: found.members.rows.iter().map(Into::into).collect(),
        tags: found
            .tags
            .iter()
            .map(|it| TagJson {
                tag: it.tag.as_str().to_owned(),
                posts: it.post_count,
            })
            .collect(),
        posts: view::posts(&visit, &found.posts),
    }))
}

/// What the visitor was told, newest first. Reading it here does not mark it as read.
#[utoipa::path(get, path = "/api/meent/v1/notifications", tag = "lists", params(FromQuery), responses((status = 200, body = List<NotificationJson>), (status = 401, body = Problem)))]
pub async fn notifications(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<NotificationJson>>, PageError> {
    let page = visit
        .app()
        .list_notifications(&visit.viewer(), from.cursor()?.as_ref())
        .await?;
    Ok(Json(List::of(&page)))
}

/// Marks everything that the visitor was told as read.
#[utoipa::path(post, path = "/api/meent/v1/notifications/read", tag = "lists", responses((status = 204), (status = 401, body = Problem)))]
pub async fn read_notifications(visit: Visit) -> Result<StatusCode, PageError> {
    visit.app().mark_notifications_read(&visit.viewer()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the visitor kept for later, last kept first.
#[utoipa::path(get, path = "/api/meent/v1/bookmarks", tag = "lists", params(FromQuery), responses((status = 200, body = List<PostJson>), (status = 401, body = Problem)))]
pub async fn bookmarks(
    visit: Visit,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<PostWritten>>, PageError> {
    let page = visit
        .app()
        .list_bookmarks(&visit.viewer(), from.cursor()?.as_ref())
        .await?;
    Ok(Json(view::posts(&visit, &page)))
}
