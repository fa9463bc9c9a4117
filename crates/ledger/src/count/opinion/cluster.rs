//! k-medoids on integers: gather around the nearest, choose the middle anew, sixteen times.

use super::{GROUPS_MAX, Person, SWEEPS, distance_bp};

/// All distances of a sample, in basis points, row by row.
pub(super) struct Distances {
    rows: Vec<Vec<u16>>,
}

/// The medoids of the best number of groups, as places in the sample.
pub(super) struct Found {
    pub(super) medoids: Vec<usize>,
    pub(super) silhouette_bp: i64,
}

impl Distances {
    pub(super) fn new(people: &[&Person]) -> Self {
        let mut rows: Vec<Vec<u16>> = vec![vec![0; people.len()]; people.len()];
        for (place, person) in people.iter().enumerate() {
            let later = people.iter().enumerate().skip(place.saturating_add(1));
            let row: Vec<(usize, u16)> = later
                .map(|(other, it)| (other, distance_bp(person, it)))
                .collect();
            for (other, distance) in row {
                for (from, to) in [(place, other), (other, place)] {
                    if let Some(cell) = rows.get_mut(from).and_then(|row| row.get_mut(to)) {
                        *cell = distance;
                    }
                }
            }
        }
        Self { rows }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn row(&self, place: usize) -> &[u16] {
        self.rows.get(place).map_or(&[], Vec::as_slice)
    }
}

/// Tries two to five groups from the given starts and returns the best separated, ties to fewer.
pub(super) fn best_map(distances: &Distances, starts: &[usize]) -> Option<Found> {
    let mut best: Option<Found> = None;
    for count in 2..=GROUPS_MAX.min(starts.len()) {
        let first = starts.get(..count).unwrap_or(starts);
        let medoids = settle(distances, first);
        let silhouette_bp = silhouette(distances, &medoids);
        if best
            .as_ref()
            .is_none_or(|it| silhouette_bp > it.silhouette_bp)
        {
            best = Some(Found {
                medoids,
                silhouette_bp,
            });
        }
    }
    best
}

/// Moves the medoids until they stay, at most [`SWEEPS`] times.
fn settle(distances: &Distances, starts: &[usize]) -> Vec<usize> {
    let mut medoids = starts.to_vec();
    medoids.sort_unstable();
    for _ in 0..SWEEPS {
        let groups = gather(distances, &medoids);
        let mut moved: Vec<usize> = groups
            .iter()
            .zip(&medoids)
            .map(|(members, medoid)| middle(distances, members).unwrap_or(*medoid))
            .collect();
        moved.sort_unstable();
        if moved == medoids {
            break;
        }
        medoids = moved;
    }
    medoids
}

/// Sends everybody to the nearest medoid, ties to the smaller number; places in a sample are in
/// the order of numbers.
fn gather(distances: &Distances, medoids: &[usize]) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); medoids.len()];
    for person in 0..distances.len() {
        let row = distances.row(person);
        let away = |(group, medoid): (usize, &usize)| (row.get(*medoid).copied(), *medoid, group);
        let nearest = medoids.iter().enumerate().map(away).min();
        if let Some(group) = nearest.and_then(|(_, _, group)| groups.get_mut(group)) {
            group.push(person);
        }
    }
    groups
}

/// Returns the member with the least distance to all members, ties to the smaller number.
fn middle(distances: &Distances, members: &[usize]) -> Option<usize> {
    let away = |person: &usize| (sum(distances.row(*person), members), *person);
    members.iter().map(away).min().map(|(_, person)| person)
}

fn sum(row: &[u16], members: &[usize]) -> u64 {
    let cells = members.iter().filter_map(|it| row.get(*it));
    cells.fold(0_u64, |sum, it| sum.saturating_add(u64::from(*it)))
}

/// The mean over all people of how much nearer their own group is than the next, in basis points.
fn silhouette(distances: &Distances, medoids: &[usize]) -> i64 {
    let groups = gather(distances, medoids);
    let mut total = 0_i64;
    for (own, members) in groups.iter().enumerate() {
        // Alone in a group, nobody is near or far.
        let Some(others) = members.len().checked_sub(1).filter(|it| *it > 0) else {
            continue;
        };
        for person in members {
            let row = distances.row(*person);
            let within = mean(sum(row, members), others);
            let next = groups
                .iter()
                .enumerate()
                .filter(|(group, it)| *group != own && !it.is_empty())
                .map(|(_, it)| mean(sum(row, it), it.len()))
                .min();
            if let Some(next) = next {
                let lead = next.saturating_sub(within).saturating_mul(10_000);
                total = total.saturating_add(lead.checked_div(next.max(within)).unwrap_or(0));
            }
        }
    }
    let people = i64::try_from(distances.len()).unwrap_or(i64::MAX);
    total.checked_div(people).unwrap_or(0)
}

/// A mean distance in units of a thousandth of a basis point.
fn mean(sum: u64, count: usize) -> i64 {
    let divisor = u64::try_from(count).unwrap_or(u64::MAX);
    let mean = sum.saturating_mul(1_000).checked_div(divisor).unwrap_or(0);
    i64::try_from(mean).unwrap_or(i64::MAX)
}
