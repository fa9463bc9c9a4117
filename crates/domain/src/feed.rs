//! How a recipe of the feed policy puts posts in order, and how it says why (ADR-0018).
//!
//! [`Counts`] is all that a recipe can know of a post and its reader. It is filled from the card that
//! the feed shows anyway: no read is made for a recipe, and nothing about what anybody decided can
//! reach it. Points are whole numbers, so that everybody who adds them up gets the same sum.

use ledger::policy::{Fact, Factor, Filter, Recipe};

/// Everything that a recipe can know of one post and its one reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many members appreciated it.
    pub appreciations: u64,
    /// How many comments it has.
    pub comments: u64,
    /// How many members reposted it.
    pub reposts: u64,
    /// Whole hours since it was published.
    pub hours_old: u64,
    /// How many photographs it has.
    pub photographs: u64,
    /// 1 if the reader follows its maker.
    pub follows_maker: u64,
    /// 1 if it is there because of a repost.
    pub reposted: u64,
    /// 1 if the reader made it.
    pub own_work: u64,
    /// 1 if the reader appreciated it.
    pub appreciated_by_reader: u64,
}

impl Counts {
    /// Returns the count that `fact` names.
    #[must_use]
    pub fn of(&self, fact: Fact) -> u64 {
        match fact {
            Fact::Appreciations => self.appreciations,
            Fact::Comments => self.comments,
            Fact::Reposts => self.reposts,
            Fact::HoursOld => self.hours_old,
            Fact::Photographs => self.photographs,
            Fact::FollowsMaker => self.follows_maker,
            Fact::Reposted => self.reposted,
            Fact::OwnWork => self.own_work,
            Fact::AppreciatedByReader => self.appreciated_by_reader,
        }
    }

    /// Says whether `filter` leaves it out.
    #[must_use]
    pub fn is_left_out_by(&self, filter: Filter) -> bool {
        match filter {
            Filter::OnlyPhotographs => self.photographs == 0,
            Filter::OnlyWords => self.photographs > 0,
            Filter::NoReposts => self.reposted > 0,
        }
    }
}

/// What one factor of a recipe gives one post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// The factor.
    pub factor: Factor,
    /// What was there to count.
    pub count: u64,
    /// How many of it counted.
    pub counted: u64,
    /// What that gives.
    pub points: i64,
}

/// Returns what each factor of `recipe` gives, in the recipe's order.
#[must_use]
pub fn weigh(recipe: &Recipe, counts: &Counts) -> Vec<Weighed> {
    let one = |factor: &Factor| {
        let count = counts.of(factor.fact);
        let counted = count.min(u64::from(factor.at_most));
        Weighed {
            factor: *factor,
            count,
            counted,
            points: i64::from(factor.points)
                .saturating_mul(i64::try_from(counted).unwrap_or(i64::MAX)),
        }
    };
    recipe.factors.iter().map(one).collect()
}

/// Returns the points that `recipe` gives.
#[must_use]
pub fn points(recipe: &Recipe, counts: &Counts) -> i64 {
    weigh(recipe, counts).iter().map(|it| it.points).sum()
}

/// Returns the filter of `recipe` that leaves the post out, if one does.
#[must_use]
pub fn left_out_by(recipe: &Recipe, counts: &Counts) -> Option<Filter> {
    let mut filters = recipe.filters.iter().copied();
    filters.find(|it| counts.is_left_out_by(*it))
}

/// Puts `posts`, which come newest first, in the order of `recipe`: most points first, of equal
/// points the newest. What a filter leaves out is not in the answer.
#[must_use]
pub fn order<T>(recipe: &Recipe, posts: Vec<(Counts, T)>) -> Vec<T> {
    let mut weighed: Vec<(i64, T)> = posts
        .into_iter()
        .filter(|(counts, _)| left_out_by(recipe, counts).is_none())
        .map(|(counts, post)| (points(recipe, &counts), post))
        .collect();
    // A stable sort keeps the newest of equal points first.
    weighed.sort_by_key(|(points, _)| core::cmp::Reverse(*points));
    weighed.into_iter().map(|(_, post)| post).collect()
}

#[cfg(test)]
mod tests;
