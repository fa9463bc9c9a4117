//! The feed policy: the recipes in force, and how they came to be.

use ledger::operation::Payload;
use ledger::policy::{Clause, FeedChange, FeedPolicy, Recipe};

use super::changes;
use super::policy::{Beside, decision_title};
use crate::error::PageError;
use crate::pages::commons::feed::{self, FeedView};
use crate::pages::commons::paths;
use crate::pages::commons::policy::{self, Standing, Version};
use crate::visit::{Html, Visit, answer};

/// `GET /commons/feed`: in which order one sees things.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = feed_view(&visit).await?;
    Ok(answer(&shell, &feed::feed(&shell, &view)))
}

/// Reads the feed policy in force, clause by clause.
///
/// # Errors
///
/// [`PageError::App`] if the record or the database failed.
pub async fn feed_view(visit: &Visit) -> Result<FeedView, PageError> {
    let commons = visit.app().commons();
    let now = &commons.feed;
    let beside = Beside::read(visit)?;
    let versions = visit.app().list_feed_versions().await?;
    let chosen = match visit.member() {
        Some(_) => visit.app().find_recipe(&visit.viewer()).await?.chosen,
        None => None,
    };
    let contested = |touches: &dyn Fn(&FeedChange) -> bool| {
        beside.contested(|payload| match payload {
            Payload::Feed(changes) => changes.iter().any(touches),
            _ => false,
        })
    };
    let recipe = |clause: &Clause<Recipe>| -> Standing<Recipe> {
        let id = &clause.value.id;
        let by = contested(&|change| match change {
            FeedChange::PutRecipe(it) => it.id == *id,
            FeedChange::RemoveRecipe(removed) => removed == id,
            FeedChange::Default(_) => false,
        });
        beside.standing(clause, clause.value.clone(), by)
    };
    let default_by = contested(&|change| matches!(change, FeedChange::Default(_)));
    Ok(FeedView {
        version: now.version,
        since_ms: versions.first().map_or(0, |it| it.since_ms),
        recipes: now.recipes.iter().map(recipe).collect(),
        default: beside.standing(&now.default, now.default.value.clone(), default_by),
        chosen: chosen.map(|(id, _)| id),
    })
}

/// `GET /commons/feed/history`: every version with its difference.
pub async fn history(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let all = visit.app().list_feed_versions().await?;
    let mut versions = Vec::with_capacity(all.len());
    for (at, it) in all.iter().enumerate() {
        let between = |before: &FeedPolicy| changes::between_feed(visit.lang, before, &it.policy);
        let before = all.get(at + 1);
        versions.push(Version {
            number: it.version,
            since_ms: it.since_ms,
            adopted_by: it.adopted_by.0,
            title: decision_title(&visit, it.adopted_by).await?,
            changes: before.map(|it| between(&it.policy)).unwrap_or_default(),
            clauses: it.policy.recipes.len() as u64,
        });
    }
    let page = policy::history(&shell, "feed-policy", paths::FEED, &versions);
    Ok(answer(&shell, &page))
}
