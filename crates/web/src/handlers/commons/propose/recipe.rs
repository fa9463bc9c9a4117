//! Proposing a recipe of the feed, or which of them is the default.

use ledger::payload::Payload;
use ledger::policy::{Fact, Factor, FeedChange, FeedPolicy, Filter, Recipe};

use super::{Fields, Wrong, action, is_slug};
use crate::error::PageError;
use crate::layout::{Page, Shell};
use crate::links;
use crate::pages::commons::Subject;
use crate::pages::commons::feed::is_yes_or_no;
use crate::pages::commons::propose::{self, Edit, Target};
use crate::t;
use crate::visit::Visit;

/// What one address proposes to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FeedPlace {
    Recipe(Option<String>),
    Default,
}

impl FeedPlace {
    pub(super) fn parse(parts: &[&str]) -> Option<Self> {
        match parts {
            ["new-recipe"] => Some(Self::Recipe(None)),
            ["recipe", id] => Some(Self::Recipe(Some((*id).to_owned()))),
            ["default"] => Some(Self::Default),
            _ => None,
        }
    }

    /// What stands in the form before anything is changed.
    pub(super) fn present(&self, policy: &FeedPolicy) -> Result<Edit, PageError> {
        Ok(match self {
            Self::Default => default_edit(policy, &policy.default.value),
            Self::Recipe(None) => Edit::Recipe {
                recipe: Recipe {
                    id: String::new(),
                    title: String::new(),
                    text: String::new(),
                    window_hours: 72,
                    filters: Vec::new(),
                    factors: Vec::new(),
                },
                is_new: true,
            },
            Self::Recipe(Some(id)) => Edit::Recipe {
                recipe: policy.find(id).ok_or(PageError::NotFound)?.value.clone(),
                is_new: false,
            },
        })
    }

    /// Reads the form: what is to stand in it again, and the payload it makes.
    pub(super) fn read(
        &self,
        policy: &FeedPolicy,
        fields: &Fields,
    ) -> (Edit, Result<Payload, Wrong>) {
        let plain = |key: &'static str| -> Wrong { (key, String::new()) };
        let one = |change| Payload::Feed(vec![change]);
        match self {
            Self::Default => {
                let id = fields.get("default");
                let change = FeedChange::Default(id.to_owned());
                (default_edit(policy, id), Ok(one(change)))
            }
            Self::Recipe(known) => {
                let (recipe, wrong) = read_recipe(fields, known.as_deref());
                let payload = match known {
                    Some(id) if fields.has("remove") => {
                        Ok(one(FeedChange::RemoveRecipe(id.clone())))
                    }
                    None if policy.find(&recipe.id).is_some() || !is_slug(&recipe.id) => {
                        Err(plain("propose-error-id"))
                    }
                    _ if wrong => Err(plain("propose-error-number")),
                    _ => Ok(one(FeedChange::PutRecipe(recipe.clone()))),
                };
                let edit = Edit::Recipe {
                    recipe,
                    is_new: known.is_none(),
                };
                (edit, payload)
            }
        }
    }
}

fn default_edit(policy: &FeedPolicy, chosen: &str) -> Edit {
    let recipes = policy.recipes.iter();
    Edit::FeedDefault {
        recipes: recipes
            .map(|it| (it.value.id.clone(), it.value.title.clone()))
            .collect(),
        chosen: chosen.to_owned(),
    }
}

/// Reads a recipe, and says whether a number in it is none.
fn read_recipe(fields: &Fields, known: Option<&str>) -> (Recipe, bool) {
    let mut wrong = false;
    let mut number = |name: &str| -> Option<i32> {
        let typed = fields.get(name);
        let parsed = typed.parse().ok();
        wrong |= parsed.is_none() && !typed.is_empty();
        parsed
    };
    let mut factors = Vec::new();
    for fact in Fact::ALL {
        let points = number(&format!("points-{}", fact.word()));
        let most = number(&format!("most-{}", fact.word()));
        // What is there or not is counted once; of the rest a hundred, unless said otherwise.
        let usual = if is_yes_or_no(fact) { 1 } else { 100 };
        if let Some(points) = points.filter(|it| *it != 0) {
            factors.push(Factor {
                fact,
                points,
                at_most: u16::try_from(most.unwrap_or(usual)).unwrap_or(0),
            });
        }
    }
    let hours = number("hours").unwrap_or(0);
    let filters = Filter::ALL.into_iter();
    let recipe = Recipe {
        id: known.unwrap_or_else(|| fields.get("id")).to_owned(),
        title: fields.get("recipe_title").to_owned(),
        text: fields.get("text").to_owned(),
        window_hours: u16::try_from(hours).unwrap_or(u16::MAX),
        filters: filters.filter(|it| fields.has(it.word())).collect(),
        factors,
    };
    (recipe, wrong)
}

/// Every recipe, the default, and where to add one.
pub(super) fn choose(visit: &Visit, shell: &Shell) -> Page {
    let lang = visit.lang;
    let commons = visit.app().commons();
    let policy = &commons.feed;
    let default = policy.find(&policy.default.value);
    let mut targets = vec![Target {
        href: action("feed/default"),
        title: t!(lang, "feed-default").into_owned(),
        text: default.map(|it| it.value.title.clone()).unwrap_or_default(),
    }];
    targets.extend(policy.recipes.iter().map(|it| Target {
        href: action(&format!("feed/recipe/{}", links::encode(&it.value.id))),
        title: it.value.title.clone(),
        text: it.value.text.clone(),
    }));
    let add = [(
        t!(lang, "recipe-add").into_owned(),
        action("feed/new-recipe"),
    )];
    propose::choose(shell, Subject::Feed, &targets, &add)
}
