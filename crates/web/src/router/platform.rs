//! The platform's part of the table: posts, people, pictures, and the site itself.

use super::{Route, delete, get, patch, post, put};
use crate::access::Access::{Anyone, Guest};
use crate::handlers::{
    act, comment, compose, install, list, media, person, reading, rss, site, thread,
};
use crate::{api, assets, links};

/// Routes of the platform. Reading is open to everyone; acting needs a session, and whether a member
/// may publish at all is the application's to decide.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(links::HOME, Anyone, list::home),
        get(links::EXPLORE, Anyone, list::explore),
        get(links::SEARCH, Anyone, list::search),
        get("/tags/{tag}", Anyone, list::tag),
        get("/tags/{tag}/feed", Anyone, rss::tag),
        get(links::NOTIFICATIONS, Guest, list::notifications),
        get(links::BOOKMARKS, Guest, list::bookmarks),
        get(links::CREATE, Guest, compose::show),
        post(links::CREATE, Guest, compose::publish).body_limit(compose::FORM_BYTES_MAX),
        post("/create/draft", Guest, compose::keep_draft).body_limit(compose::FORM_BYTES_MAX),
        post("/create/discard", Guest, compose::discard_draft),
        get("/@{handle}", Anyone, person::works),
        get("/@{handle}/-/posts", Anyone, person::posts),
        get("/@{handle}/-/about", Anyone, person::about),
        get("/@{handle}/-/followers", Anyone, person::followers),
        get("/@{handle}/-/following", Anyone, person::following),
        get("/@{handle}/-/feed", Anyone, rss::member),
        post("/@{handle}/-/follow", Guest, act::follow),
        get("/@{handle}/{post}", Anyone, thread::show),
        get("/@{handle}/{post}/history", Anyone, thread::history),
        get("/@{handle}/{post}/edit", Guest, compose::edit),
        post("/@{handle}/{post}/edit", Guest, compose::save_edit)
            .body_limit(compose::FORM_BYTES_MAX),
        get("/@{handle}/{post}/delete", Guest, thread::confirm_delete),
        post("/@{handle}/{post}/delete", Guest, thread::delete),
        post("/@{handle}/{post}/comments", Guest, comment::publish),
        post("/@{handle}/{post}/appreciate", Guest, act::appreciate),
        post("/@{handle}/{post}/repost", Guest, act::repost),
        post("/@{handle}/{post}/bookmark", Guest, act::bookmark),
        get("/@{handle}/{post}/why", Anyone, reading::why),
        get("/@{handle}/{post}/labels", Guest, reading::marks),
        post("/@{handle}/{post}/labels", Guest, reading::mark),
        post(
            "/comments/{comment}/appreciate",
            Guest,
            act::appreciate_comment,
        ),
        get("/comments/{comment}/history", Anyone, comment::history),
        get("/comments/{comment}/edit", Guest, comment::edit),
        post("/comments/{comment}/edit", Guest, comment::save_edit),
        get("/comments/{comment}/delete", Guest, comment::confirm_delete),
        post("/comments/{comment}/delete", Guest, comment::delete),
        get("/media/{hash}", Anyone, media::show),
        get("/assets/{*path}", Anyone, assets::show),
        get("/accent/{file}", Anyone, assets::accent),
        post(links::LANGUAGE, Anyone, site::language),
        post(links::THEME, Anyone, site::theme),
        get(links::DESIGN, Anyone, site::design),
        get("/manifest.webmanifest", Anyone, install::manifest),
        get("/service-worker.js", Anyone, install::service_worker),
        get("/offline/{lang}", Anyone, install::offline),
        get("/robots.txt", Anyone, site::robots),
        get("/favicon.ico", Anyone, site::favicon),
        get("/healthz", Anyone, site::health),
    ];
    routes.extend(json());
    routes
}

/// The same through our own JSON, described at `/api/meent/v1/openapi.json`.
// long: a table, which reads best in one piece
fn json() -> Vec<Route> {
    vec![
        get("/api/meent/v1/openapi.json", Anyone, api::document),
        get("/api/meent/v1/home", Guest, api::list::home),
        get("/api/meent/v1/posts/{post}/why", Anyone, api::feed::why),
        get(
            "/api/meent/v1/posts/{post}/own-labels",
            Guest,
            api::label::marks,
        ),
        put(
            "/api/meent/v1/posts/{post}/own-labels",
            Guest,
            api::label::mark,
        ),
        get("/api/meent/v1/explore", Anyone, api::list::explore),
        get("/api/meent/v1/tags/{tag}", Anyone, api::list::tag),
        get("/api/meent/v1/search", Anyone, api::list::search),
        get(
            "/api/meent/v1/notifications",
            Guest,
            api::list::notifications,
        ),
        post(
            "/api/meent/v1/notifications/read",
            Guest,
            api::list::read_notifications,
        ),
        get("/api/meent/v1/bookmarks", Guest, api::list::bookmarks),
        get("/api/meent/v1/members/{handle}", Anyone, api::person::show),
        get(
            "/api/meent/v1/members/{handle}/posts",
            Anyone,
            api::person::posts,
        ),
        get(
            "/api/meent/v1/members/{handle}/followers",
            Anyone,
            api::person::followers,
        ),
        get(
            "/api/meent/v1/members/{handle}/following",
            Anyone,
            api::person::following,
        ),
        put(
            "/api/meent/v1/members/{handle}/follow",
            Guest,
            api::person::follow,
        ),
        delete(
            "/api/meent/v1/members/{handle}/follow",
            Guest,
            api::person::unfollow,
        ),
        post("/api/meent/v1/posts", Guest, api::post::publish),
        get("/api/meent/v1/posts/{post}", Anyone, api::post::show),
        put("/api/meent/v1/posts/{post}", Guest, api::post::edit),
        delete("/api/meent/v1/posts/{post}", Guest, api::post::delete),
        get(
            "/api/meent/v1/posts/{post}/history",
            Anyone,
            api::post::history,
        ),
        post(
            "/api/meent/v1/posts/{post}/comments",
            Guest,
            api::post::comment,
        ),
        put(
            "/api/meent/v1/posts/{post}/appreciation",
            Guest,
            api::post::appreciate,
        ),
        delete(
            "/api/meent/v1/posts/{post}/appreciation",
            Guest,
            api::post::withdraw,
        ),
        put(
            "/api/meent/v1/posts/{post}/repost",
            Guest,
            api::post::repost,
        ),
        delete(
            "/api/meent/v1/posts/{post}/repost",
            Guest,
            api::post::undo_repost,
        ),
        put(
            "/api/meent/v1/posts/{post}/bookmark",
            Guest,
            api::post::bookmark,
        ),
        delete(
            "/api/meent/v1/posts/{post}/bookmark",
            Guest,
            api::post::remove_bookmark,
        ),
        put(
            "/api/meent/v1/comments/{comment}",
            Guest,
            api::post::edit_comment,
        ),
        get(
            "/api/meent/v1/comments/{comment}/history",
            Anyone,
            api::post::comment_history,
        ),
        delete(
            "/api/meent/v1/comments/{comment}",
            Guest,
            api::post::delete_comment,
        ),
        put(
            "/api/meent/v1/comments/{comment}/appreciation",
            Guest,
            api::post::appreciate_comment,
        ),
        delete(
            "/api/meent/v1/comments/{comment}/appreciation",
            Guest,
            api::post::withdraw_comment,
        ),
        get("/api/meent/v1/draft", Guest, api::draft::show),
        put("/api/meent/v1/draft", Guest, api::draft::keep),
        post("/api/meent/v1/uploads", Guest, api::upload::create),
        get("/api/meent/v1/uploads/{upload}", Guest, api::upload::show),
        patch("/api/meent/v1/uploads/{upload}", Guest, api::upload::append)
            .body_limit(api::upload::PIECE_BYTES_MAX),
        post(
            "/api/meent/v1/uploads/{upload}/finish",
            Guest,
            api::upload::finish,
        ),
        delete("/api/meent/v1/uploads/{upload}", Guest, api::upload::cancel),
    ]
}
