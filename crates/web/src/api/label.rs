//! Labels and labellers: what each does for the visitor, and labels of their own.

use app::label::{LabelSetting, Subscription};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::labeller::OfferedLabel;
use store::reading::{choice_of_word, choice_word};
use utoipa::ToSchema;

use super::Body;
use super::view::MemberJson;
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::handlers::reading::labeller_of;
use crate::handlers::thread::parse_post;
use crate::visit::Visit;

/// A label about which the visitor has a choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelSettingJson {
    /// Its id.
    label: String,
    /// What it says.
    title: String,
    /// What it does by default: `show`, `cover` or `hide`.
    default: &'static str,
    /// What the visitor chose; nothing: the default.
    chosen: Option<&'static str>,
}

impl From<&LabelSetting> for LabelSettingJson {
    fn from(it: &LabelSetting) -> Self {
        Self {
            label: it.label.clone(),
            title: it.title.clone(),
            default: choice_word(it.default),
            chosen: it.chosen.map(choice_word),
        }
    }
}

/// A labeller as the visitor sees them.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabellerJson {
    /// Who.
    member: MemberJson,
    /// How many see their labels.
    subscribers: u64,
    /// Whether the visitor does.
    is_subscribed: bool,
    /// What they offer.
    labels: Vec<LabelSettingJson>,
}

/// A label that the visitor offers.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLabelJson {
    /// Its id.
    label: String,
    /// What it says.
    title: String,
    /// What it does for subscribers: `show`, `cover` or `hide`.
    does: &'static str,
}

impl From<&OfferedLabel> for OwnLabelJson {
    fn from(it: &OfferedLabel) -> Self {
        Self {
            label: it.label.clone(),
            title: it.title.clone(),
            does: choice_word(it.choice),
        }
    }
}

/// All that the visitor can choose about labels.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelsJson {
    /// The moderation policy's.
    policy: Vec<LabelSettingJson>,
    /// Labellers: those whom the visitor subscribes to first.
    labellers: Vec<LabellerJson>,
    /// What the visitor offers themself.
    own: Vec<OwnLabelJson>,
}

/// What labels do for the visitor.
#[utoipa::path(get, path = "/api/meent/v1/me/labels", tag = "you", responses((status = 200, body = LabelsJson), (status = 401, body = Problem)))]
pub async fn list(visit: Visit) -> Result<Json<LabelsJson>, PageError> {
    let settings = visit.app().load_label_settings(&visit.viewer()).await?;
    let labellers = settings.labellers.iter().map(|it| LabellerJson {
        member: (&it.member).into(),
        subscribers: it.subscriber_count,
        is_subscribed: it.is_subscribed,
        labels: it.labels.iter().map(Into::into).collect(),
    });
    Ok(Json(LabelsJson {
        policy: settings.policy.iter().map(Into::into).collect(),
        labellers: labellers.collect(),
        own: settings.offered.iter().map(Into::into).collect(),
    }))
}

/// What a label is to do.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChooseLabel {
    /// Handle of the labeller; nothing: the moderation policy's label.
    #[serde(default)]
    labeller: String,
    /// Which.
    label: String,
    /// `show`, `cover` or `hide`; nothing: its default.
    choice: Option<String>,
}

/// Chooses what a label does for the visitor.
#[utoipa::path(put, path = "/api/meent/v1/me/labels", tag = "you", request_body = ChooseLabel, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn choose(visit: Visit, Body(wish): Body<ChooseLabel>) -> Result<StatusCode, PageError> {
    let unreadable = PageError::Unreadable("the choice");
    let choice = match wish.choice.as_deref() {
        None => None,
        Some(word) => Some(choice_of_word(word).ok_or(unreadable)?),
    };
    let labeller = labeller_of(&wish.labeller)?;
    visit
        .app()
        .choose_label(&visit.viewer(), labeller.as_ref(), &wish.label, choice)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn subscription(
    visit: &Visit,
    handle: &str,
    wanted: Subscription,
) -> Result<StatusCode, PageError> {
    let labeller = labeller_of(handle)?.ok_or(PageError::NotFound)?;
    visit
        .app()
        .subscribe_to_labels(&visit.viewer(), &labeller, wanted)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets the visitor see the labels of a member.
#[utoipa::path(put, path = "/api/meent/v1/me/labellers/{handle}", tag = "you", responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn subscribe(visit: Visit, Path(handle): Path<String>) -> Result<StatusCode, PageError> {
    subscription(&visit, &handle, Subscription::On).await
}

/// No longer.
#[utoipa::path(delete, path = "/api/meent/v1/me/labellers/{handle}", tag = "you", responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn unsubscribe(
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<StatusCode, PageError> {
    subscription(&visit, &handle, Subscription::Off).await
}

/// A label to offer.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OfferLabel {
    /// What it says.
    title: String,
    /// What it does for subscribers: `show`, `cover` or `hide`.
    does: String,
}

/// Offers a label of the visitor's own, or words it anew.
#[utoipa::path(put, path = "/api/meent/v1/me/own-labels/{label}", tag = "you", request_body = OfferLabel, responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn offer(
    visit: Visit,
    Path(label): Path<String>,
    Body(wish): Body<OfferLabel>,
) -> Result<StatusCode, PageError> {
    let does = choice_of_word(&wish.does).ok_or(PageError::Unreadable("the choice"))?;
    visit
        .app()
        .offer_label(&visit.viewer(), &label, &wish.title, does)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Offers it no longer, and takes it off every post.
#[utoipa::path(delete, path = "/api/meent/v1/me/own-labels/{label}", tag = "you", responses((status = 204), (status = 401, body = Problem)))]
pub async fn withdraw(visit: Visit, Path(label): Path<String>) -> Result<StatusCode, PageError> {
    visit.app().withdraw_label(&visit.viewer(), &label).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The visitor's labels on a post.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct MarksJson {
    /// Ids of labels that they offer.
    labels: Vec<String>,
}

/// The visitor's own labels on a post.
#[utoipa::path(get, path = "/api/meent/v1/posts/{post}/own-labels", tag = "posts", responses((status = 200, body = MarksJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn marks(visit: Visit, Path(post): Path<String>) -> Result<Json<MarksJson>, PageError> {
    let post = parse_post(&post)?;
    let marks = visit.app().list_own_marks(&visit.viewer(), post).await?;
    let on = marks.into_iter().filter(|(_, is_on)| is_on.0);
    Ok(Json(MarksJson {
        labels: on.map(|(it, _)| it.label).collect(),
    }))
}

/// Puts exactly these of the visitor's labels on a post.
#[utoipa::path(put, path = "/api/meent/v1/posts/{post}/own-labels", tag = "posts", request_body = MarksJson, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn mark(
    visit: Visit,
    Path(post): Path<String>,
    Body(wish): Body<MarksJson>,
) -> Result<StatusCode, PageError> {
    let post = parse_post(&post)?;
    visit
        .app()
        .mark_post(&visit.viewer(), post, &wish.labels)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
