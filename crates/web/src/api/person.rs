//! People: their page, their posts, following.

use app::feed::ProfileTab;
use axum::Json;
use domain::handle::Handle;
use ledger::ids::MemberNumber;
use serde::Serialize;
use utoipa::ToSchema;

use super::list::FromQuery;
use super::view::{self, ChangeJson, List, MemberJson, PostJson, PostWritten};
use crate::error::{PageError, Problem};
use crate::handlers::{Path, Query};
use crate::visit::Visit;

/// A member's page.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileJson {
    /// Name, handle, picture.
    member: MemberJson,
    /// What they say about themselves, as typed.
    about: String,
    /// When they joined.
    joined_at_ms: u64,
    /// Posts published and not deleted.
    posts: u64,
    /// How many follow them.
    followers: u64,
    /// How many they follow.
    following: u64,
    /// Whether the visitor follows them.
    followed: bool,
}

fn parse(handle: &str) -> Result<Handle, PageError> {
    Handle::parse(handle).map_err(|_| PageError::NotFound)
}

async fn number(visit: &Visit, handle: &str) -> Result<MemberNumber, PageError> {
    let handle = parse(handle)?;
    visit
        .app()
        .store
        .read()
        .await?
        .find_number_of_handle(&handle)
        .await?
        .ok_or(PageError::NotFound)
}

/// A member.
#[utoipa::path(get, path = "/api/meent/v1/members/{handle}", tag = "people", params(("handle" = String, Path)), responses((status = 200, body = ProfileJson), (status = 404, body = Problem)))]
pub async fn show(
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<ProfileJson>, PageError> {
    let profile = visit
        .app()
        .load_profile(&visit.viewer(), &parse(&handle)?, ProfileTab::Works, None)
        .await?;
    let member = &profile.member;
    Ok(Json(ProfileJson {
        member: (&member.card).into(),
        about: member.about.as_str().to_owned(),
        joined_at_ms: member.joined_at_ms,
        posts: member.post_count,
        followers: member.follower_count,
        following: member.following_count,
        followed: profile.follows_since_ms.is_some(),
    }))
}

/// A member's posts and reposts, newest first.
#[utoipa::path(get, path = "/api/meent/v1/members/{handle}/posts", tag = "people", params(("handle" = String, Path), FromQuery), responses((status = 200, body = List<PostJson>), (status = 404, body = Problem)))]
pub async fn posts(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<PostWritten>>, PageError> {
    let cursor = from.cursor()?;
    let profile = visit
        .app()
        .load_profile(
            &visit.viewer(),
            &parse(&handle)?,
            ProfileTab::Posts,
            cursor.as_ref(),
        )
        .await?;
    Ok(Json(view::posts(&visit, &profile.posts)))
}

/// Who follows a member.
#[utoipa::path(get, path = "/api/meent/v1/members/{handle}/followers", tag = "people", params(("handle" = String, Path), FromQuery), responses((status = 200, body = List<MemberJson>), (status = 404, body = Problem)))]
pub async fn followers(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<MemberJson>>, PageError> {
    let page = visit
        .app()
        .list_followers(&parse(&handle)?, from.cursor()?.as_ref())
        .await?;
    Ok(Json(List::of(&page)))
}

/// Whom a member follows.
#[utoipa::path(get, path = "/api/meent/v1/members/{handle}/following", tag = "people", params(("handle" = String, Path), FromQuery), responses((status = 200, body = List<MemberJson>), (status = 404, body = Problem)))]
pub async fn following(
    visit: Visit,
    Path(handle): Path<String>,
    Query(from): Query<FromQuery>,
) -> Result<Json<List<MemberJson>>, PageError> {
    let page = visit
        .app()
        .list_following(&parse(&handle)?, from.cursor()?.as_ref())
        .await?;
    Ok(Json(List::of(&page)))
}

/// Follows a member.
#[utoipa::path(put, path = "/api/meent/v1/members/{handle}/follow", tag = "people", params(("handle" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn follow(
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    let followee = number(&visit, &handle).await?;
    Ok(Json(
        visit.app().follow(&visit.viewer(), followee).await?.into(),
    ))
}

/// Follows a member no longer.
#[utoipa::path(delete, path = "/api/meent/v1/members/{handle}/follow", tag = "people", params(("handle" = String, Path)), responses((status = 200, body = ChangeJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn unfollow(
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Json<ChangeJson>, PageError> {
    let followee = number(&visit, &handle).await?;
    Ok(Json(
        visit
            .app()
            .unfollow(&visit.viewer(), followee)
            .await?
            .into(),
    ))
}
