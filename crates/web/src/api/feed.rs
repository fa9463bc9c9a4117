//! The order of the feed: recipes and their policy, the visitor's choice, and why a post is there.

use app::recipe::{Ordered, Why};
use axum::Json;
use axum::http::StatusCode;
use ledger::operation::Payload;
use ledger::policy::{Fact, Factor, FeedChange, Filter, Recipe};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Body;
use super::clause::{ClauseJson, PolicyVersionJson, versions};
use super::view::{LabelSeenJson, MemberJson};
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::handlers::commons::changes::feed_changes;
use crate::handlers::commons::feed::feed_view;
use crate::handlers::thread::parse_post;
use crate::visit::Visit;

/// A change of the feed policy.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum FeedChangeJson {
    /// Add or replace a recipe.
    PutRecipe(RecipeJson),
    /// Remove the recipe of this id.
    RemoveRecipe(String),
    /// Let this recipe order the feed of whoever chose none.
    Default(String),
}

/// A way to put a feed in order.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RecipeJson {
    id: String,
    title: String,
    text: String,
    /// How far back it looks; 0 for `newest`.
    window_hours: u16,
    /// `only-photographs`, `only-words` or `no-reposts`.
    filters: Vec<String>,
    /// What it weighs, in order of the facts.
    factors: Vec<FactorJson>,
}

/// A fact with what it is worth.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct FactorJson {
    /// `appreciations`, `comments`, `reposts`, `hours-old`, `photographs`, `follows-maker`, `reposted`,
    /// `own-work` or `appreciated-by-reader`.
    fact: String,
    /// Points for each.
    points: i32,
    /// How many are counted at most.
    at_most: u16,
}

impl From<&Factor> for FactorJson {
    fn from(it: &Factor) -> Self {
        Self {
            fact: it.fact.word().to_owned(),
            points: it.points,
            at_most: it.at_most,
        }
    }
}

impl From<&Recipe> for RecipeJson {
    fn from(it: &Recipe) -> Self {
        Self {
            id: it.id.clone(),
            title: it.title.clone(),
            text: it.text.clone(),
            window_hours: it.window_hours,
            filters: it.filters.iter().map(|it| it.word().to_owned()).collect(),
            factors: it.factors.iter().map(Into::into).collect(),
        }
    }
}

impl From<&FeedChange> for FeedChangeJson {
    fn from(change: &FeedChange) -> Self {
        match change {
            FeedChange::PutRecipe(recipe) => Self::PutRecipe(recipe.into()),
            FeedChange::RemoveRecipe(id) => Self::RemoveRecipe(id.clone()),
            FeedChange::Default(id) => Self::Default(id.clone()),
        }
    }
}

impl RecipeJson {
    fn parse(self) -> Option<Recipe> {
        let filters = self.filters.iter().map(|it| Filter::of_word(it));
        let factors = self.factors.iter().map(|it| {
            Some(Factor {
                fact: Fact::of_word(&it.fact)?,
                points: it.points,
                at_most: it.at_most,
            })
        });
        Some(Recipe {
            filters: filters.collect::<Option<_>>()?,
            factors: factors.collect::<Option<_>>()?,
            id: self.id,
            title: self.title,
            text: self.text,
            window_hours: self.window_hours,
        })
    }
}

impl FeedChangeJson {
    /// Reads what it says; nothing if a word is none.
    pub fn parse(self) -> Option<FeedChange> {
        Some(match self {
            Self::PutRecipe(recipe) => FeedChange::PutRecipe(recipe.parse()?),
            Self::RemoveRecipe(id) => FeedChange::RemoveRecipe(id),
            Self::Default(id) => FeedChange::Default(id),
        })
    }
}

/// The feed policy in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedPolicyJson {
    /// Counts from 1.
    version: u32,
    /// Since when.
    since_ms: u64,
    /// What members can choose from.
    recipes: Vec<ClauseJson<RecipeJson>>,
    /// Id of the recipe that orders the feed of whoever chose none.
    default: ClauseJson<String>,
}

/// In which order one sees things.
#[utoipa::path(get, path = "/api/meent/v1/policies/feed", tag = "policies", responses((status = 200, body = FeedPolicyJson)))]
pub async fn policy(visit: Visit) -> Result<Json<FeedPolicyJson>, PageError> {
    let view = feed_view(&visit).await?;
    Ok(Json(FeedPolicyJson {
        version: view.version,
        since_ms: view.since_ms,
        recipes: view.recipes.iter().map(ClauseJson::read).collect(),
        default: ClauseJson::of(&view.default, view.default.value.clone()),
    }))
}

/// Every version of the feed policy, latest first.
#[utoipa::path(get, path = "/api/meent/v1/policies/feed/versions", tag = "policies", responses((status = 200, body = Vec<PolicyVersionJson>)))]
pub async fn policy_versions(visit: Visit) -> Result<Json<Vec<PolicyVersionJson>>, PageError> {
    let all = visit.app().list_feed_versions().await?;
    let listed = versions(&visit, &all, |old, new| {
        Payload::Feed(feed_changes(old, new))
    });
    Ok(Json(listed.await?))
}

/// The recipe of the visitor's feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnFeedJson {
    /// The one in use.
    recipe: RecipeJson,
    /// Version of the feed policy.
    version: u32,
    /// Id of what the visitor chose; nothing: the default of the policy. It may have been voted away.
    chosen: Option<String>,
    /// Since when.
    chosen_at_ms: Option<u64>,
}

/// By which recipe the visitor's feed is ordered.
#[utoipa::path(get, path = "/api/meent/v1/me/feed", tag = "you", responses((status = 200, body = OwnFeedJson), (status = 401, body = Problem)))]
pub async fn own(visit: Visit) -> Result<Json<OwnFeedJson>, PageError> {
    let in_use = visit.app().find_recipe(&visit.viewer()).await?;
    let (chosen, chosen_at_ms) = in_use.chosen.unzip();
    Ok(Json(OwnFeedJson {
        recipe: (&in_use.clause.value).into(),
        version: in_use.version,
        chosen,
        chosen_at_ms,
    }))
}

/// Which recipe is chosen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChooseFeed {
    /// Its id; nothing: the default of the policy.
    recipe: Option<String>,
}

/// Chooses a recipe for the visitor's feed, or none.
#[utoipa::path(put, path = "/api/meent/v1/me/feed", tag = "you", request_body = ChooseFeed, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn choose(visit: Visit, Body(wish): Body<ChooseFeed>) -> Result<StatusCode, PageError> {
    let recipe = wish.recipe.as_deref();
    visit.app().choose_recipe(&visit.viewer(), recipe).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why the visitor sees a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyJson {
    /// Whether it is their own.
    is_own: bool,
    /// Since when they follow its maker.
    follows_since_ms: Option<u64>,
    /// Who of those they follow reposted it.
    reposted_by: Vec<MemberJson>,
    /// Tags under which it stands for everybody.
    tags: Vec<String>,
    /// Whether it stands in explore, newest first.
    in_explore: bool,
    /// Where it stands in their feed; nothing if it is not in it.
    order: Option<OrderJson>,
    /// Labels that they see on it.
    labels: Vec<LabelSeenJson>,
}

/// Where a post stands in a feed, and how that came about.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderJson {
    /// The recipe.
    recipe: RecipeJson,
    /// Version of the feed policy.
    version: u32,
    /// The decision behind the recipe; 0 for the founding.
    adopted_by: u32,
    /// Whether the visitor chose it.
    is_chosen: bool,
    /// What each factor gives.
    factors: Vec<WeighedJson>,
    /// Their sum.
    points: i64,
    /// The filter that leaves it out.
    left_out_by: Option<&'static str>,
    /// Its place from 1, among the posts that the recipe put in order.
    place: Option<usize>,
    /// How many those are.
    of: Option<usize>,
}

/// What a factor gives a post.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeighedJson {
    /// The fact.
    fact: &'static str,
    /// What there was to count.
    count: u64,
    /// How many of it counted.
    counted: u64,
    /// What that gives.
    points: i64,
}

impl From<&Ordered> for OrderJson {
    fn from(it: &Ordered) -> Self {
        let clause = &it.recipe.clause;
        let chosen = it.recipe.chosen.as_ref();
        Self {
            recipe: (&clause.value).into(),
            version: it.recipe.version,
            adopted_by: clause.adopted_by.0,
            is_chosen: chosen.is_some_and(|(id, _)| *id == clause.value.id),
            factors: it
                .weighed
                .iter()
                .map(|it| WeighedJson {
                    fact: it.factor.fact.word(),
                    count: it.count,
                    counted: it.counted,
                    points: it.points,
                })
                .collect(),
            points: it.points,
            left_out_by: it.left_out.map(Filter::word),
            place: it.place.map(|(place, _)| place),
            of: it.place.map(|(_, of)| of),
        }
    }
}

impl From<&Why> for WhyJson {
    fn from(why: &Why) -> Self {
        Self {
            is_own: why.is_own,
            follows_since_ms: why.post.marks.follows_since_ms,
            reposted_by: why.reposted_by.iter().map(Into::into).collect(),
            tags: why.tags.iter().map(|it| it.as_str().to_owned()).collect(),
            in_explore: why.in_explore,
            order: why.ordered.as_ref().map(Into::into),
            labels: why.post.labels_seen.iter().map(Into::into).collect(),
        }
    }
}

/// Why the visitor sees a post, and how its place came about.
#[utoipa::path(get, path = "/api/meent/v1/posts/{post}/why", tag = "posts", responses((status = 200, body = WhyJson), (status = 404, body = Problem)))]
pub async fn why(visit: Visit, Path(post): Path<String>) -> Result<Json<WhyJson>, PageError> {
    let why = visit
        .app()
        .load_why(&visit.viewer(), parse_post(&post)?)
        .await?;
    Ok(Json((&why).into()))
}
