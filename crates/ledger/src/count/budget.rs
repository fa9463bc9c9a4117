//! A shared budget: projects with costs, and who supports which.

use std::collections::BTreeMap;

use super::ballot::{BallotFault, CANDIDATES_MAX, Candidate, WEIGHT_MAX};

/// A budget to be shared, with the votes on its projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    limit: u64,
    costs: Vec<u64>,
    supporters: Vec<u64>,
    points: Vec<u64>,
    voters: BTreeMap<Vec<Candidate>, u64>,
    voter_count: u64,
    points_min: u64,
}

impl Budget {
    /// Opens the vote on a budget of `limit` over projects of these costs, in minor units.
    ///
    /// # Errors
    ///
    /// [`BallotFault::NoCandidates`], [`BallotFault::TooManyCandidates`].
    pub fn new(limit: u64, costs: Vec<u64>) -> Result<Self, BallotFault> {
        if costs.is_empty() {
            return Err(BallotFault::NoCandidates);
        }
        if costs.len() > usize::from(CANDIDATES_MAX) {
            return Err(BallotFault::TooManyCandidates(costs.len()));
        }
        Ok(Self {
            limit,
            supporters: vec![0; costs.len()],
            points: vec![0; costs.len()],
            costs,
            voters: BTreeMap::new(),
            voter_count: 0,
            points_min: 0,
        })
    }

    /// Bars projects with fewer points from being funded by their points alone.
    #[must_use]
    pub fn with_points_min(mut self, points_min: u64) -> Self {
        self.points_min = points_min;
        self
    }

    /// Returns the points a project must have to be funded greedily; 0 at first.
    #[must_use]
    pub fn points_min(&self) -> u64 {
        self.points_min
    }

    /// Casts the ballot of `weight` voters who think alike: the projects they support, each with
    /// the points it gets. Who supports nothing is a voter, too.
    ///
    /// # Errors
    ///
    /// [`BallotFault`]; nothing is counted then.
    pub fn cast(&mut self, support: &[(Candidate, u64)], weight: u64) -> Result<(), BallotFault> {
        let mut projects: Vec<Candidate> = support.iter().map(|(it, _)| *it).collect();
        projects.sort_unstable();
        if let Some(stranger) = projects.iter().find(|it| it.place() >= self.costs.len()) {
            return Err(BallotFault::UnknownCandidate(*stranger));
        }
        let twice = projects.iter().zip(projects.iter().skip(1));
        if let Some((project, _)) = twice.clone().find(|(one, other)| one == other) {
            return Err(BallotFault::NamedTwice(*project));
        }
        let total = self.voter_count.checked_add(weight);
        self.voter_count = total
            .filter(|it| *it <= WEIGHT_MAX)
            .ok_or(BallotFault::TooHeavy)?;
        for (project, points) in support {
            if let Some(supporters) = self.supporters.get_mut(project.place()) {
                *supporters = supporters.saturating_add(weight);
            }
            if let Some(sum) = self.points.get_mut(project.place()) {
                *sum = sum.saturating_add(points.saturating_mul(weight));
            }
        }
        if weight > 0 {
            let before = self.voters.entry(projects).or_insert(0);
            *before = before.saturating_add(weight);
        }
        Ok(())
    }

    /// Returns the whole budget, in minor units.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Returns the projects in order of number.
    pub fn projects(&self) -> impl DoubleEndedIterator<Item = Candidate> + Clone {
        let count = u16::try_from(self.costs.len()).unwrap_or(CANDIDATES_MAX);
        Candidate::all(count)
    }

    /// Returns what a project costs, in minor units.
    #[must_use]
    pub fn cost(&self, project: Candidate) -> u64 {
        self.costs.get(project.place()).copied().unwrap_or(u64::MAX)
    }

    /// Returns how many voters support a project.
    #[must_use]
    pub fn supporters(&self, project: Candidate) -> u64 {
        self.supporters.get(project.place()).copied().unwrap_or(0)
    }

    /// Returns the points a project got; with approvals, as many as supporters.
    #[must_use]
    pub fn points(&self, project: Candidate) -> u64 {
        self.points.get(project.place()).copied().unwrap_or(0)
    }

    /// Returns how many voters there are.
    #[must_use]
    pub fn voter_count(&self) -> u64 {
        self.voter_count
    }

    /// Returns the different sets of supported projects with the number of their voters.
    pub fn voters(&self) -> impl Iterator<Item = (&[Candidate], u64)> {
        self.voters
            .iter()
            .map(|(projects, count)| (projects.as_slice(), *count))
    }
}
