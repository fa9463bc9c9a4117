//! The feed policy (GOVERNANCE §4, last paragraph; ADR-0018): the recipes by which a member's feed
//! can be put in order, and which of them orders the feed of whoever chose none.
//!
//! A recipe is a list of weighted facts and of filters, never code. [`Fact`] is closed: what is not
//! in it cannot be weighed. It names what stands on a work and what its reader did with it; nothing
//! in it says what anybody decided, signed, joined or stopped.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Clause, PolicyFault, is_slug, is_text, put, remove, set};
use crate::ids::ProposalId;

/// The recipe that every policy has: newest first, with no weight and no filter.
pub const NEWEST: &str = "newest";

/// Recipes of one policy.
const RECIPES_MAX: usize = 50;
/// Longest window: 30 days.
const WINDOW_HOURS_MAX: u16 = 720;

/// What can be weighed: a closed list. Each is a count about one work and its one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Fact {
    /// How many members appreciated the work.
    Appreciations = 0,
    /// How many comments it has.
    Comments = 1,
    /// How many members reposted it.
    Reposts = 2,
    /// Whole hours since it was published.
    HoursOld = 3,
    /// How many photographs it has.
    Photographs = 4,
    /// 1 if its reader follows its maker.
    FollowsMaker = 5,
    /// 1 if somebody whom its reader follows reposted it, and so it is there.
    Reposted = 6,
    /// 1 if its reader made it.
    OwnWork = 7,
    /// 1 if its reader appreciated it already.
    AppreciatedByReader = 8,
}

impl Fact {
    /// Every fact, in order.
    pub const ALL: [Self; 9] = [
        Self::Appreciations,
        Self::Comments,
        Self::Reposts,
        Self::HoursOld,
        Self::Photographs,
        Self::FollowsMaker,
        Self::Reposted,
        Self::OwnWork,
        Self::AppreciatedByReader,
    ];

    /// Returns the stable word for it, as used in forms and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Appreciations => "appreciations",
            Self::Comments => "comments",
            Self::Reposts => "reposts",
            Self::HoursOld => "hours-old",
            Self::Photographs => "photographs",
            Self::FollowsMaker => "follows-maker",
            Self::Reposted => "reposted",
            Self::OwnWork => "own-work",
            Self::AppreciatedByReader => "appreciated-by-reader",
        }
    }

    /// Returns the fact of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.word() == word)
    }
}

/// A fact with what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Factor {
    /// What is counted.
    pub fact: Fact,
    /// Points for each, −10,000 to 10,000 but not 0.
    pub points: i32,
    /// How many are counted at most, 1 to 10,000.
    pub at_most: u16,
}

/// Which works a recipe leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Filter {
    /// Those without a photograph.
    OnlyPhotographs = 0,
    /// Those with a photograph.
    OnlyWords = 1,
    /// Those that are there because of a repost.
    NoReposts = 2,
}

impl Filter {
    /// Every filter, in order.
    pub const ALL: [Self; 3] = [Self::OnlyPhotographs, Self::OnlyWords, Self::NoReposts];

    /// Returns the stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OnlyPhotographs => "only-photographs",
            Self::OnlyWords => "only-words",
            Self::NoReposts => "no-reposts",
        }
    }

    /// Returns the filter of this word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// A way to put a feed in order: most points first, and of equal points the newest.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Recipe {
    /// Stable name, `[a-z0-9-]{1,32}`; members choose by it.
    pub id: String,
    /// At most 120 bytes.
    pub title: String,
    /// What it is for, in plain words; at most 1,000 bytes.
    pub text: String,
    /// How far back it looks, 1 to 720 hours; what is older follows, newest first. 0 for [`NEWEST`].
    pub window_hours: u16,
    /// What it leaves out, ascending, each once.
    pub filters: Vec<Filter>,
    /// What it weighs, at most 8, ascending by fact, each once.
    pub factors: Vec<Factor>,
}

impl Recipe {
    /// Says whether it is the one that orders by time alone.
    #[must_use]
    pub fn is_newest(&self) -> bool {
        self.id == NEWEST
    }

    fn check(&self) -> Result<(), PolicyFault> {
        let factors = &self.factors;
        let is_ordered =
            self.filters.is_sorted_by(|a, b| a < b) && factors.is_sorted_by(|a, b| a.fact < b.fact);
        let is_bounded = |it: &Factor| {
            it.points != 0
                && (-10_000..=10_000).contains(&it.points)
                && (1..=10_000).contains(&it.at_most)
        };
        let is_sound = is_slug(&self.id)
            && is_text(&self.title, 120)
            && is_text(&self.text, 1_000)
            && is_ordered
            && factors.len() <= 8
            && factors.iter().all(is_bounded);
        if !is_sound {
            return Err(PolicyFault::OutOfBounds);
        }
        if self.is_newest() {
            let is_plain = self.window_hours == 0 && self.filters.is_empty() && factors.is_empty();
            return if is_plain {
                Ok(())
            } else {
                Err(PolicyFault::NewestStays)
            };
        }
        if !(1..=WINDOW_HOURS_MAX).contains(&self.window_hours) {
            return Err(PolicyFault::OutOfBounds);
        }
        Ok(())
    }
}

/// The policy in force. Recipes are ordered by id.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FeedPolicy {
    /// Counts enactments, from 1.
    pub version: u32,
    /// What members can choose from.
    pub recipes: Vec<Clause<Recipe>>,
    /// What orders the feed of whoever chose none: the id of a recipe.
    pub default: Clause<String>,
}

/// A change of one clause.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum FeedChange {
    /// Add the recipe, or replace the one of the same id.
    PutRecipe(Recipe) = 0,
    /// Remove the recipe of this id.
    RemoveRecipe(String) = 1,
    /// Let this recipe order the feed of whoever chose none.
    Default(String) = 2,
}

impl FeedPolicy {
    /// Returns the policy before the founding: nothing but newest first.
    #[must_use]
    pub fn ground(time_ms: u64) -> Self {
        let founding = ProposalId(0);
        let newest = Recipe {
            id: NEWEST.to_owned(),
            title: "Newest first".to_owned(),
            text: "By time alone.".to_owned(),
            window_hours: 0,
            filters: Vec::new(),
            factors: Vec::new(),
        };
        Self {
            version: 0,
            recipes: vec![Clause::new(newest, founding, time_ms)],
            default: Clause::new(NEWEST.to_owned(), founding, time_ms),
        }
    }

    /// Makes the first version from the founders' clauses. It begins with newest first, which the
    /// founders can only word; it is the default, whatever they add.
    ///
    /// # Errors
    ///
    /// As [`FeedPolicy::with`]; [`PolicyFault::NewestStays`] for another default.
    pub fn founded(changes: &[FeedChange], time_ms: u64) -> Result<Self, PolicyFault> {
        let mut policy = Self::ground(time_ms);
        for change in changes {
            policy.make(change, ProposalId(0), time_ms)?;
        }
        if policy.default.value != NEWEST {
            return Err(PolicyFault::NewestStays);
        }
        policy.check()?;
        policy.version = 1;
        Ok(policy)
    }

    /// Returns the policy after `changes`, in order, as version + 1.
    ///
    /// # Errors
    ///
    /// The fault of the first change that cannot be made: [`PolicyFault::NewestStays`] for one that
    /// removes newest first or gives it weights; [`PolicyFault::UnknownRecipe`] if the result's
    /// default is no recipe of it; [`PolicyFault::ChangesNothing`].
    pub fn with(
        &self,
        changes: &[FeedChange],
        by: ProposalId,
        time_ms: u64,
    ) -> Result<Self, PolicyFault> {
        let mut next = self.clone();
        for change in changes {
            next.make(change, by, time_ms)?;
        }
        next.check()?;
        if next == *self {
            return Err(PolicyFault::ChangesNothing);
        }
        next.version = next.version.saturating_add(1);
        Ok(next)
    }

    fn check(&self) -> Result<(), PolicyFault> {
        if self.find(&self.default.value).is_none() {
            return Err(PolicyFault::UnknownRecipe);
        }
        if self.recipes.len() > RECIPES_MAX {
            return Err(PolicyFault::OutOfBounds);
        }
        Ok(())
    }

    fn make(
        &mut self,
        change: &FeedChange,
        by: ProposalId,
        time_ms: u64,
    ) -> Result<(), PolicyFault> {
        match change {
            FeedChange::PutRecipe(recipe) => {
                recipe.check()?;
                put(&mut self.recipes, recipe, |it| &it.id, by, time_ms);
                Ok(())
            }
            FeedChange::RemoveRecipe(id) if id == NEWEST => Err(PolicyFault::NewestStays),
            FeedChange::RemoveRecipe(id) => remove(&mut self.recipes, |it| &it.id == id),
            FeedChange::Default(id) => {
                set(&mut self.default, id, by, time_ms);
                Ok(())
            }
        }
    }

    /// Returns the recipe of this id, if it is in force.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Clause<Recipe>> {
        self.recipes.iter().find(|it| it.value.id == id)
    }

    /// Returns the recipe for a member who chose `chosen`: that one while it is in force, else the
    /// default.
    #[must_use]
    pub fn recipe_for(&self, chosen: Option<&str>) -> Option<&Clause<Recipe>> {
        chosen
            .and_then(|id| self.find(id))
            .or_else(|| self.find(&self.default.value))
    }

    /// Returns since when the clause that `change` touches says what it says, in milliseconds;
    /// nothing if there is no such clause yet.
    #[must_use]
    pub fn touched_since_ms(&self, change: &FeedChange) -> Option<u64> {
        match change {
            FeedChange::PutRecipe(new) => self.find(&new.id).map(|it| it.since_ms),
            FeedChange::RemoveRecipe(id) => self.find(id).map(|it| it.since_ms),
            FeedChange::Default(_) => Some(self.default.since_ms),
        }
    }
}
