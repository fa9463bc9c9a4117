//! How one reads: the recipe of the feed, labels and labellers, and why a post is there.

use app::label::{LabelSetting, Subscription};
use app::recipe::{RecipeInUse, Why};
use app::{AppError, Refusal};
use axum::response::{IntoResponse, Redirect, Response};
use domain::handle::Handle;
use serde::Deserialize;
use store::labeller::OfferedLabel;

use super::thread::{SUMMARY_CHARACTERS, parse_post};
use super::{Form, Path, Query};
use crate::api::policy::{LABEL_DEFAULTS, of_word};
use crate::error::PageError;
use crate::pages::reading::{
    self, LabelLine, LabellerLine, OrderView, OwnLabel, ReadingView, RecipeChoice, RecipeView,
    WhyView,
};
use crate::text::Lang;
use crate::text::refusal::refused_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, markdown, present, t};

use super::own::DoneQuery;

/// Puts the recipes beside the one in use.
pub fn recipe_view(visit: &Visit, in_use: &RecipeInUse) -> RecipeView {
    let feed = &visit.app().commons().feed;
    let current = in_use.clause.value.id.clone();
    let chosen = in_use.chosen.as_ref().map(|(id, _)| id);
    RecipeView {
        recipes: feed
            .recipes
            .iter()
            .map(|it| RecipeChoice {
                id: it.value.id.clone(),
                title: it.value.title.clone(),
                text: it.value.text.clone(),
            })
            .collect(),
        default: feed.default.value.clone(),
        is_chosen: chosen == Some(&current),
        gone: chosen.filter(|it| **it != current).cloned(),
        current,
    }
}

/// `GET /you/reading`.
pub async fn show(visit: Visit, Query(query): Query<DoneQuery>) -> Result<Html, PageError> {
    page(&visit, None, query.is_done()).await
}

async fn page(visit: &Visit, error: Option<String>, saved: bool) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let viewer = visit.viewer();
    let in_use = visit.app().find_recipe(&viewer).await?;
    let settings = visit.app().load_label_settings(&viewer).await?;
    let labellers = settings.labellers.into_iter().map(|it| LabellerLine {
        face: present::face(visit.lang, &it.member),
        subscribers: it.subscriber_count,
        is_subscribed: it.is_subscribed,
        labels: it.labels.into_iter().map(label_line).collect(),
    });
    let view = ReadingView {
        recipe: recipe_view(visit, &in_use),
        policy: settings.policy.into_iter().map(label_line).collect(),
        labellers: labellers.filter(|it| !it.face.handle.is_empty()).collect(),
        own: settings.offered.into_iter().map(own_label).collect(),
        error,
        saved,
    };
    Ok(answer(&shell, &reading::reading(&shell, &view)))
}

fn label_line(it: LabelSetting) -> LabelLine {
    LabelLine {
        label: it.label,
        title: it.title,
        default: it.default,
        chosen: it.chosen,
    }
}

fn own_label(it: OfferedLabel) -> OwnLabel {
    OwnLabel {
        label: it.label,
        title: it.title,
        default: it.choice,
    }
}

/// Which recipe is chosen.
#[derive(Debug, Deserialize)]
pub struct RecipeForm {
    /// Its id; blank: the one that the members voted.
    recipe: String,
    /// Where the form was.
    #[serde(rename = "return")]
    back: Option<String>,
}

/// `POST /you/reading/recipe`.
pub async fn choose_recipe(
    visit: Visit,
    Form(form): Form<RecipeForm>,
) -> Result<Redirect, PageError> {
    let recipe = Some(form.recipe.as_str()).filter(|it| !it.is_empty());
    visit.app().choose_recipe(&visit.viewer(), recipe).await?;
    let back = links::own_path(form.back.as_deref().unwrap_or(links::READING));
    Ok(Redirect::to(back))
}

/// What a label is to do for the visitor.
#[derive(Debug, Deserialize)]
pub struct LabelForm {
    /// Handle of the labeller; blank: the policy's.
    labeller: String,
    /// Which.
    label: String,
    /// `show`, `cover` or `hide`; blank: its default.
    choice: String,
}

/// Reads the handle of a labeller; nothing for the policy.
pub(crate) fn labeller_of(typed: &str) -> Result<Option<Handle>, PageError> {
    match typed {
        "" => Ok(None),
        handle => Handle::parse(handle)
            .map(Some)
            .map_err(|_| PageError::NotFound),
    }
}

const DONE: &str = "/you/reading?done=yes";

/// `POST /you/reading/label`.
pub async fn choose_label(
    visit: Visit,
    Form(form): Form<LabelForm>,
) -> Result<Redirect, PageError> {
    let labeller = labeller_of(&form.labeller)?;
    let choice = of_word(&LABEL_DEFAULTS, &form.choice);
    visit
        .app()
        .choose_label(&visit.viewer(), labeller.as_ref(), &form.label, choice)
        .await?;
    Ok(Redirect::to(DONE))
}

/// Whose labels are to be seen.
#[derive(Debug, Deserialize)]
pub struct LabellerForm {
    /// Their handle.
    labeller: String,
    /// `yes`, or no longer.
    on: String,
}

/// `POST /you/reading/labeller`.
pub async fn subscribe(
    visit: Visit,
    Form(form): Form<LabellerForm>,
) -> Result<Response, PageError> {
    let labeller = labeller_of(&form.labeller)?.ok_or(PageError::NotFound)?;
    let wanted = if form.on == "yes" {
        Subscription::On
    } else {
        Subscription::Off
    };
    let done = visit
        .app()
        .subscribe_to_labels(&visit.viewer(), &labeller, wanted)
        .await;
    told(&visit, done).await
}

/// A label that is offered, or no longer.
#[derive(Debug, Deserialize)]
pub struct OwnLabelForm {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    choice: String,
    remove: Option<String>,
}

/// `POST /you/reading/own`.
pub async fn offer(visit: Visit, Form(form): Form<OwnLabelForm>) -> Result<Response, PageError> {
    let viewer = visit.viewer();
    let done = if form.remove.is_some() {
        visit.app().withdraw_label(&viewer, &form.id).await
    } else {
        let choice =
            of_word(&LABEL_DEFAULTS, &form.choice).ok_or(PageError::Unreadable("the form"))?;
        visit
            .app()
            .offer_label(&viewer, &form.id, &form.title, choice)
            .await
    };
    told(&visit, done).await
}

/// Back to the page, or the page again with what was wrong.
async fn told(visit: &Visit, done: Result<(), AppError>) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(Redirect::to(DONE).into_response()),
        Err(AppError::Refused(Refusal::Text("label"))) => {
            let words = t!(visit.lang, "own-label-wrong").into_owned();
            Ok(page(visit, Some(words), false).await?.into_response())
        }
        Err(error @ AppError::Refused(_)) => {
            let words = refused_text(visit.lang, &error);
            Ok(page(visit, Some(words), false).await?.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /@{handle}/{post}/why`: why the visitor sees a post.
pub async fn why(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let why = visit
        .app()
        .load_why(&visit.viewer(), parse_post(&id)?)
        .await?;
    let view = why_view(visit.lang, &why);
    Ok(answer(&shell, &reading::why(&shell, &view)))
}

/// The beginning of a post's text, or what stands for it.
fn excerpt(lang: Lang, text: &str) -> String {
    match markdown::plain(text, SUMMARY_CHARACTERS) {
        words if words.is_empty() => t!(lang, "work-untitled").into_owned(),
        words => words,
    }
}

fn why_view(lang: Lang, why: &Why) -> WhyView {
    let post = &why.post;
    let order = why.ordered.as_ref().map(|it| {
        let clause = &it.recipe.clause;
        let chosen = it.recipe.chosen.as_ref();
        OrderView {
            recipe: clause.value.clone(),
            version: it.recipe.version,
            adopted_by: clause.adopted_by.0,
            since_ms: clause.since_ms,
            is_chosen: chosen.is_some_and(|(id, _)| *id == clause.value.id),
            weighed: it.weighed.clone(),
            points: it.points,
            left_out: it.left_out,
            place: it.place,
        }
    });
    let labels = post.labels_seen.iter();
    WhyView {
        author: present::face(lang, &post.author),
        id: post.id.to_string(),
        excerpt: excerpt(lang, post.text.as_str()),
        published_ms: post.created_at_ms,
        is_own: why.is_own,
        follows_since_ms: post.marks.follows_since_ms,
        reposted_by: why
            .reposted_by
            .iter()
            .map(|it| present::face(lang, it))
            .collect(),
        tags: why.tags.iter().map(|it| it.as_str().to_owned()).collect(),
        in_explore: why.in_explore,
        order,
        labels: labels
            .map(|it| (it.title.clone(), it.handle.clone(), it.does))
            .collect(),
    }
}

/// `GET /@{handle}/{post}/labels`: the visitor's own labels on a post.
pub async fn marks(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let viewer = visit.viewer();
    let post = parse_post(&id)?;
    let marks = visit.app().list_own_marks(&viewer, post).await?;
    let loaded = visit.app().load_why(&viewer, post).await?.post;
    let author = present::face(visit.lang, &loaded.author);
    let labels: Vec<_> = marks
        .into_iter()
        .map(|(it, is_on)| (own_label(it), is_on.0))
        .collect();
    let excerpt = excerpt(visit.lang, loaded.text.as_str());
    let page = reading::mark(&shell, &author, &id, &excerpt, &labels);
    Ok(answer(&shell, &page))
}

/// `POST /@{handle}/{post}/labels`.
pub async fn mark(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, PageError> {
    let chosen = sent.into_iter().filter(|(_, value)| value == "yes");
    let labels: Vec<String> = chosen.map(|(label, _)| label).collect();
    visit
        .app()
        .mark_post(&visit.viewer(), parse_post(&id)?, &labels)
        .await?;
    Ok(Redirect::to(&links::post(&handle, &id)))
}
