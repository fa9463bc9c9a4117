//! Our own JSON: the same use cases as the pages, described by OpenAPI.
//!
//! Times are Unix milliseconds, shares micro-shares in fields that end in `_micro`, ids opaque text;
//! lists come in pages with a `next` cursor. Errors are a [`crate::error::Problem`] with a permanent
//! code.

pub mod auction;
pub mod budget;
pub mod cap;
pub mod challenge;
pub mod charter;
pub mod claim;
pub mod clause;
pub mod compare;
pub mod decision;
pub mod delegation;
pub mod deliberation;
pub mod draft;
pub mod earning;
pub mod election;
pub mod feed;
pub mod grant;
pub mod investing;
pub mod justice;
pub mod label;
pub mod list;
pub mod me;
pub mod moderation;
pub mod office;
pub mod operation;
pub mod panel;
pub mod payload;
pub mod people;
pub mod person;
pub mod policy;
pub mod post;
pub mod preview;
pub mod problems;
pub mod reconciliation;
pub mod record;
pub mod roadmap;
pub mod simulation;
pub mod surplus;
pub mod transparency;
pub mod treasury;
pub mod upload;
pub mod view;
pub mod want;

use std::sync::LazyLock;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use problems::Problems;
use serde::de::DeserializeOwned;
use utoipa::OpenApi;

use crate::error::{PageError, Problem};

/// A JSON body; what cannot be read is said so.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::BytesRejection(_)) => Err(PageError::TooLarge {
                bytes_max: 1024 * 1024,
            }),
            Err(_) => Err(PageError::Unreadable("the JSON body")),
        }
    }
}

/// The description of our JSON.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Meent",
        description = "What a page can do, this can do. A session cookie says who asks.",
        license(name = "AGPL-3.0-or-later")
    ),
    paths(
        list::home,
        list::explore,
        list::tag,
        list::search,
        list::notifications,
        list::read_notifications,
        list::bookmarks,
        person::show,
        person::posts,
        person::followers,
        person::following,
        person::follow,
        person::unfollow,
        post::publish,
        post::show,
        post::edit,
        post::delete,
        post::history,
        post::comment,
        post::appreciate,
        post::withdraw,
        post::repost,
        post::undo_repost,
        post::bookmark,
        post::remove_bookmark,
        post::edit_comment,
        post::comment_history,
        post::delete_comment,
        post::appreciate_comment,
        post::withdraw_comment,
        moderation::tell,
        moderation::report_post,
        moderation::report_comment,
        moderation::report_draft,
        moderation::report_contribution,
        moderation::report_words,
        draft::show,
        draft::keep,
        operation::prepare,
        operation::submit,
        operation::begin_sign_in,
        operation::finish_sign_in,
        record::show,
        record::entries,
        record::entry,
        record::consistency,
        record::inclusion,
        upload::create,
        upload::show,
        upload::append,
        upload::finish,
        upload::cancel,
        decision::list,
        decision::show,
        decision::ballots,
        panel::show,
        roadmap::list,
        challenge::list,
        simulation::show,
        auction::show,
        investing::show,
        treasury::show,
        treasury::transfer,
        treasury::transfers_of,
        surplus::list,
        reconciliation::show,
        reconciliation::import,
        reconciliation::link,
        reconciliation::erase,
        roadmap::show,
        preview::preview,
        delegation::list,
        delegation::votes,
        delegation::asked,
        office::list,
        office::reports,
        office::report,
        office::publish,
        office::delete,
        deliberation::list,
        deliberation::begin,
        deliberation::show,
        deliberation::map,
        deliberation::revise,
        deliberation::step,
        deliberation::comment,
        deliberation::state,
        deliberation::make_case,
        deliberation::note_costs,
        deliberation::agree,
        deliberation::answer,
        deliberation::take_back,
        deliberation::mark,
        deliberation::unmark,
        deliberation::settle,
        deliberation::delete,
        budget::list,
        grant::list,
        grant::show,
        budget::show,
        election::list,
        election::show,
        election::forget,
        clause::moderation,
        clause::moderation_versions,
        charter::show,
        charter::versions,
        clause::data,
        clause::data_versions,
        feed::policy,
        feed::policy_versions,
        feed::own,
        feed::choose,
        feed::why,
        label::list,
        label::choose,
        label::subscribe,
        label::unsubscribe,
        label::offer,
        label::withdraw,
        label::marks,
        label::mark,
        transparency::report,
        transparency::erasures,
        people::list,
        cap::show,
        claim::desk,
        claim::show,
        compare::show,
        compare::answer,
        earning::work,
        earning::why,
        earning::shares,
        moderation::log,
        moderation::statement,
        moderation::queue,
        moderation::case,
        moderation::act,
        moderation::dismiss,
        justice::list,
        justice::show,
        justice::jury,
        justice::own,
        me::show,
        me::save,
        me::keys,
        me::name_key,
        me::privacy,
        me::choose,
        me::erase,
        me::position,
        me::keep_position,
        me::export,
        me::sign_out,
        me::sign_out_everywhere,
    ),
    components(schemas(Problem)),
    modifiers(&Problems)
)]
pub struct Description;

static DESCRIPTION: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(Description::openapi);

/// `GET /api/meent/v1/openapi.json`: the description.
pub async fn document() -> Json<&'static utoipa::openapi::OpenApi> {
    Json(&*DESCRIPTION)
}
