//! The opinion map of a deliberation: who thinks alike, drawn without naming anybody.
//!
//! Groups and bridging statements are `ledger::count::opinion`'s. The picture is a projection on the
//! two directions in which answers differ most (principal components, as Polis draws it: Small et
//! al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", 2021), so it keeps
//! a part of the differences only; how much is said beside it. It is for looking, so it is the one
//! place here that computes with floating point; groups never do.
//!
//! **Nobody is to be found again on it.** It is drawn at most once an hour, so that no single answer
//! can be read from two drawings; below [`PEOPLE_MIN`] people there is none, and what a group of
//! fewer than [`GROUP_MIN`] thinks is not told. Places are rounded, and hold no names.

use std::collections::BTreeMap;

use domain::deliberation::ContributionKind;
use domain::ids::{ContributionId, DeliberationId};
use domain::visibility::Viewpoint;
use ledger::count::opinion::{Group, Opinion, OpinionFault, Opinions, SAMPLE_MAX};
use ledger::ids::MemberNumber;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::Reader;

use super::is_settled;
use crate::App;
use crate::error::{AppError, Result};

/// People with an answer below whom there is no map.
pub const PEOPLE_MIN: usize = 5;
/// People of a group below whom it is not told what they think.
pub const GROUP_MIN: usize = 3;
/// Places of the picture along each side.
pub const PLACES: u32 = 100;
/// Most people whose places are drawn; of more, a drawn sample.
const DRAWN_MAX: usize = 600;
/// Turns of the iteration that finds a direction; differences halve at least, for real discussions.
const TURNS: usize = 200;

/// A map as it was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnMap {
    /// How many people answered.
    pub people: u32,
    /// How many answers they gave.
    pub answers: u32,
    /// Groups, the largest first; none while too few have answered.
    pub groups: Vec<DrawnGroup>,
    /// Statements that every group leans to agree with, the most agreed first.
    pub bridging: Vec<String>,
    /// Where people are in the picture.
    pub dots: Vec<Dot>,
    /// Which part of all differences the picture keeps, in basis points.
    pub kept_bp: u32,
    /// Cases with how many they convince; those that convince most across groups first.
    pub cases: Vec<CaseStanding>,
    /// How the picture was made, so that a reader can be shown their own place, and only they.
    #[serde(default)]
    pub axes: Vec<Axis>,
}

/// What a statement does in the picture: sums over everybody, in millionths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// The statement.
    pub statement: String,
    /// The mean of all answers; agree is a million, disagree its negative.
    pub mean: i32,
    /// How far one answer above the mean moves to the right, in millionths of half the picture.
    pub right: i32,
    /// The same upwards.
    pub up: i32,
}

/// A group of people who think alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnGroup {
    /// How many they are.
    pub people: u32,
    /// What they said to each statement; nothing for a group too small to tell.
    pub stances: Vec<DrawnStance>,
    /// The statements that set it apart, the strongest first.
    pub typical: Vec<TypicalStatement>,
}

/// What a group said to a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnStance {
    /// The statement.
    pub statement: String,
    /// How many agree.
    pub agrees: u32,
    /// How many disagree.
    pub disagrees: u32,
    /// How many answered at all.
    pub seen: u32,
}

/// A statement that sets a group apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypicalStatement {
    /// The statement.
    pub statement: String,
    /// Whether the group agrees with it more than others do, or disagrees more.
    pub agrees: bool,
}

/// People at one place of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dot {
    /// From the left, 0 to [`PLACES`].
    pub x: u32,
    /// From the top, 0 to [`PLACES`].
    pub y: u32,
    /// Place of their group in the list of groups.
    pub group: u32,
    /// How many stand there.
    pub people: u32,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStanding {
    /// The case.
    pub case: String,
    /// How many it convinces.
    pub convinces: u32,
}

impl DrawnMap {
    /// Returns the place of a case among all, the most convincing across groups first.
    #[must_use]
    pub fn rank_of(&self, case: ContributionId) -> Option<usize> {
        let case = case.to_string();
        self.cases.iter().position(|it| it.case == case)
    }

    /// Returns where somebody with these answers is in the picture, from the left and from the top;
    /// nothing if there is none, or they answered nothing on it.
    #[must_use]
    pub fn place_of(&self, answers: &BTreeMap<ContributionId, Opinion>) -> Option<(u32, u32)> {
        let said: BTreeMap<String, f64> = answers
            .iter()
            .map(|(statement, opinion)| (statement.to_string(), value(*opinion)))
            .collect();
        let mut found = None;
        for axis in &self.axes {
            if let Some(said) = said.get(&axis.statement) {
                let away = said - f64::from(axis.mean) / MILLION;
                let (x, y) = found.unwrap_or((0.0, 0.0));
                let part = |along: i32| away * f64::from(along) / MILLION;
                found = Some((x + part(axis.right), y + part(axis.up)));
            }
        }
        found.map(|(x, y)| (on_picture(x), on_picture(-y)))
    }

    /// Returns how many a case convinces.
    #[must_use]
    pub fn convinced_by(&self, case: ContributionId) -> u32 {
        let case = case.to_string();
        let found = self.cases.iter().find(|it| it.case == case);
        found.map_or(0, |it| it.convinces)
    }
}

/// Everything that a map is made from.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The statements that are to be on it.
    pub statements: Vec<ContributionId>,
    /// Who said what.
    pub opinions: Vec<(MemberNumber, ContributionId, Opinion)>,
    /// The cases.
    pub cases: Vec<ContributionId>,
    /// Who finds which convincing.
    pub marks: Vec<(MemberNumber, ContributionId)>,
}

impl App {
    /// Draws the map of a deliberation anew, unless nothing in it can change any more.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::Record`].
    pub async fn draw_map(&self, id: DeliberationId) -> Result<()> {
        let everything = Viewpoint::Moderator(MemberNumber(0));
        let mut reader = self.store.read().await?;
        let Some(it) = reader.find_deliberation_visible_to(everything, id).await? else {
            return Ok(());
        };
        if is_settled(&it, self.find_filed(&it)?) {
            drop(reader);
            let mut tx = self.store.begin().await?;
            tx.settle_map(id).await?;
            return Ok(tx.commit().await?);
        }
        // Counted first: what changes while it is drawn has it drawn again in an hour.
        let changes = reader.count_map_changes(id).await?;
        let answers = read_answers(&mut reader, id).await?;
        drop(reader);
        let seed = Sha256::new().chain_update(b"meent/opinions/v1");
        let seed = seed.chain_update(id.as_bytes()).finalize().into();
        // Minutes of arithmetic at the largest size must hold up nobody's request.
        let drawn = tokio::task::spawn_blocking(move || draw(&answers, &seed)).await;
        let drawn = drawn.map_err(|_| AppError::Internal("a map is drawn without a panic"))?;
        let drawn = drawn.map_err(|_| AppError::Internal("statements are bounded"))?;
        let json =
            serde_json::to_string(&drawn).map_err(|_| AppError::Internal("a map is JSON"))?;
        let mut tx = self.store.begin().await?;
        tx.save_map(id, &json, self.clock.now_ms(), changes).await?;
        Ok(tx.commit().await?)
    }

    /// Draws every map that is not of the latest answers, as the job of every hour.
    ///
    /// # Errors
    ///
    /// As [`App::draw_map`].
    pub async fn draw_maps(&self) -> Result<()> {
        let due = self.store.read().await?.list_maps_due().await?;
        for id in due {
            self.draw_map(id).await?;
        }
        Ok(())
    }
}

async fn read_answers(reader: &mut Reader, id: DeliberationId) -> Result<Answers> {
    // What moderation limited or took down is on no map.
    let said = reader
        .list_contributions_visible_to(Viewpoint::Anyone, id)
        .await?;
    let mut answers = Answers::default();
    for it in said.iter().filter(|it| it.words.is_some()) {
        match it.kind {
            ContributionKind::Statement => answers.statements.push(it.id),
            ContributionKind::CaseFor | ContributionKind::CaseAgainst => answers.cases.push(it.id),
            ContributionKind::Comment | ContributionKind::CostNote => {}
        }
    }
    loop {
        let last = answers
            .opinions
            .last()
            .map(|(member, it, _)| (*member, *it));
        let more = reader.list_opinions(id, last).await?;
        if more.is_empty() {
            break;
        }
        answers.opinions.extend(more);
    }
    loop {
        let more = reader.list_marks(id, answers.marks.last().copied()).await?;
        if more.is_empty() {
            return Ok(answers);
        }
        answers.marks.extend(more);
    }
}

/// Draws the map. The same answers always give the same map.
///
/// # Errors
///
/// [`OpinionFault`] for more statements than a map can have.
pub fn draw(answers: &Answers, seed: &[u8; 32]) -> core::result::Result<DrawnMap, OpinionFault> {
    let places: BTreeMap<ContributionId, usize> =
        answers.statements.iter().copied().zip(0..).collect();
    let mut opinions = Opinions::new(answers.statements.len())?;
    let mut rows: BTreeMap<u32, Vec<(usize, Opinion)>> = BTreeMap::new();
    let mut given = 0_u32;
    for (member, statement, opinion) in &answers.opinions {
        if let Some(place) = places.get(statement) {
            opinions.vote(member.0, *place, *opinion)?;
            rows.entry(member.0).or_default().push((*place, *opinion));
            given = given.saturating_add(1);
        }
    }
    let mut drawn = DrawnMap {
        people: whole(rows.len()),
        answers: given,
        ..DrawnMap::default()
    };
    if rows.len() < PEOPLE_MIN {
        drawn.cases = stand(answers, &[]);
        return Ok(drawn);
    }
    let map = opinions.map(seed);
    let name = |place: usize| {
        let found = answers.statements.get(place);
        found.map(ToString::to_string).unwrap_or_default()
    };
    drawn.groups = map.groups.iter().map(|it| drawn_group(it, &name)).collect();
    drawn.bridging = map.bridging.iter().map(|it| name(*it)).collect();
    drawn.cases = stand(answers, &map.groups);
    let group_of: BTreeMap<u32, usize> = (0..)
        .zip(&map.groups)
        .flat_map(|(place, group)| group.members.iter().map(move |it| (*it, place)))
        .collect();
    let sample = sample(rows, seed);
    let picture = project(&sample, answers.statements.len());
    drawn.kept_bp = picture.kept_bp;
    drawn.dots = dots(&sample, &picture.places, &group_of);
    drawn.axes = picture
        .axes
        .iter()
        .zip(0..)
        .map(|(it, place)| axis(name(place), it))
        .collect();
    Ok(drawn)
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn drawn_group(group: &Group, name: &impl Fn(usize) -> String) -> DrawnGroup {
    let is_told = group.members.len() >= GROUP_MIN;
    let stance = |(place, it): (usize, &ledger::count::opinion::Stance)| DrawnStance {
        statement: name(place),
        agrees: it.agrees,
        disagrees: it.disagrees,
        seen: it.seen,
    };
    let typical = |it: &ledger::count::opinion::Typical| TypicalStatement {
        statement: name(it.statement),
        agrees: it.leans == Opinion::Agree,
    };
    DrawnGroup {
        people: whole(group.members.len()),
        stances: if is_told {
            group.stances.iter().enumerate().map(stance).collect()
        } else {
            Vec::new()
        },
        typical: if is_told {
            group.typical.iter().map(typical).collect()
        } else {
            Vec::new()
        },
    }
}

/// Orders the cases by the least share that they convince in any group, (marks + 1) / (people + 2)
/// as for statements, then by all whom they convince, then by age.
fn stand(answers: &Answers, groups: &[Group]) -> Vec<CaseStanding> {
    let mut convinced: BTreeMap<ContributionId, Vec<u32>> = BTreeMap::new();
    for (member, case) in &answers.marks {
        convinced.entry(*case).or_default().push(member.0);
    }
    let mut standing: Vec<(u64, usize, ContributionId)> = Vec::new();
    for case in &answers.cases {
        let by: &[u32] = convinced.get(case).map_or(&[], Vec::as_slice);
        let share = |group: &Group| {
            let of_group = |it: &&u32| group.members.binary_search(it).is_ok();
            let count = by.iter().filter(of_group).count().saturating_add(1);
            let seen = group.members.len().saturating_add(2);
            u64::from(whole(count)).saturating_mul(10_000) / u64::from(whole(seen)).max(1)
        };
        let weakest = groups.iter().map(share).min().unwrap_or(0);
        standing.push((weakest, by.len(), *case));
    }
    standing.sort_by_key(|(weakest, all, case)| (u64::MAX - weakest, usize::MAX - all, *case));
    let shown = |(_, all, case): (u64, usize, ContributionId)| CaseStanding {
        case: case.to_string(),
        convinces: whole(all),
    };
    standing.into_iter().map(shown).collect()
}

/// One person's answers.
type Row = (u32, Vec<(usize, Opinion)>);

/// Draws by lot whose places are computed, in an order that nobody can choose.
fn sample(rows: BTreeMap<u32, Vec<(usize, Opinion)>>, seed: &[u8; 32]) -> Vec<Row> {
    let lot = |it: &Row| -> [u8; 32] {
        let hasher = Sha256::new()
            .chain_update(b"meent/map/v1")
            .chain_update(seed);
        hasher.chain_update(it.0.to_le_bytes()).finalize().into()
    };
    let mut sample: Vec<Row> = rows.into_iter().collect();
    sample.sort_by_cached_key(lot);
    sample.truncate(SAMPLE_MAX);
    sample
}

/// A picture of everybody's answers in two dimensions.
struct Picture {
    /// In the order of the sample, -1 to 1 in both directions, which have one scale.
    places: Vec<(f64, f64)>,
    /// Of every statement: its mean, and how far an answer moves to the right and up.
    axes: Vec<[f64; 3]>,
    kept_bp: u32,
}

/// A million, as numbers are kept.
const MILLION: f64 = 1_000_000.0;

fn axis(statement: String, [mean, right, up]: &[f64; 3]) -> Axis {
    // All are between -1 and 1, but for the scale: a picture smaller than a hundredth is none.
    let kept = |it: f64| (it * MILLION).round() as i32;
    Axis {
        statement,
        mean: kept(*mean),
        right: kept(*right),
        up: kept(*up),
    }
}

fn value(opinion: Opinion) -> f64 {
    match opinion {
        Opinion::Agree => 1.0,
        Opinion::Pass => 0.0,
        Opinion::Disagree => -1.0,
    }
}

/// Puts -1 to 1 on the places of the picture.
fn on_picture(it: f64) -> u32 {
    let half = f64::from(PLACES) / 2.0;
    rounded(half + it * half, PLACES)
}

/// Projects answers on the two directions in which they differ most. Agree is 1, disagree −1, a pass
/// 0; what somebody did not answer counts as the mean of those who did.
fn project(sample: &[Row], statements: usize) -> Picture {
    let (mut sums, mut seen) = (vec![0.0_f64; statements], vec![0.0_f64; statements]);
    for (place, opinion) in sample.iter().flat_map(|(_, row)| row) {
        sums[*place] += value(*opinion);
        seen[*place] += 1.0;
    }
    let mean = |place: usize| sums[place] / seen[place].max(1.0);
    // What differs from the mean, and nothing where nothing was said: rows are sparse.
    let rows: Vec<Vec<(usize, f64)>> = sample
        .iter()
        .map(|(_, row)| {
            let away =
                |(place, opinion): &(usize, Opinion)| (*place, value(*opinion) - mean(*place));
            row.iter().map(away).collect()
        })
        .collect();
    let all: f64 = rows.iter().flatten().map(|(_, it)| it * it).sum();
    let first = direction(&rows, statements, None);
    let second = direction(&rows, statements, Some(&first));
    let places: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| (along(row, &first), along(row, &second)))
        .collect();
    let kept: f64 = places.iter().map(|(x, y)| x * x + y * y).sum();
    let kept_bp = if all > 0.0 {
        kept / all * 10_000.0
    } else {
        0.0
    };
    // Both directions at one scale, or nearness would mean more in one of them.
    let farthest = places.iter().flat_map(|(x, y)| [x.abs(), y.abs()]);
    let reach = farthest.fold(0.01_f64, f64::max);
    let axes = (0..statements).map(|it| [mean(it), first[it] / reach, second[it] / reach]);
    Picture {
        axes: axes.collect(),
        places: places.iter().map(|(x, y)| (x / reach, y / reach)).collect(),
        kept_bp: rounded(kept_bp, 10_000),
    }
}

fn along(row: &[(usize, f64)], direction: &[f64]) -> f64 {
    row.iter().map(|(place, it)| it * direction[*place]).sum()
}

/// Finds the direction of unit length in which rows differ most, across `across`, by turning a fixed
/// start towards it. Its largest part points up, so that a picture does not flip between drawings.
fn direction(rows: &[Vec<(usize, f64)>], statements: usize, across: Option<&[f64]>) -> Vec<f64> {
    let mut found: Vec<f64> = (0..statements)
        .map(|place| 1.0 + f64::from(whole(place % 7)) / 10.0)
        .collect();
    straighten(&mut found, across);
    for _ in 0..TURNS {
        let mut next = vec![0.0; statements];
        for row in rows {
            let weight = along(row, &found);
            for (place, it) in row {
                next[*place] += weight * it;
            }
        }
        straighten(&mut next, across);
        if next.iter().all(|it| *it == 0.0) {
            break;
        }
        found = next;
    }
    let largest = found
        .iter()
        .copied()
        .max_by(|a, b| a.abs().total_cmp(&b.abs()));
    if largest.is_some_and(|it| it < 0.0) {
        for it in &mut found {
            *it = -*it;
        }
    }
    found
}

/// Takes out what lies along `across`, and makes the rest of unit length; nothing stays nothing.
fn straighten(found: &mut [f64], across: Option<&[f64]>) {
    if let Some(across) = across {
        let part: f64 = found.iter().zip(across).map(|(a, b)| a * b).sum();
        for (it, other) in found.iter_mut().zip(across) {
            *it -= part * other;
        }
    }
    let length = found.iter().map(|it| it * it).sum::<f64>().sqrt();
    for it in found.iter_mut() {
        *it = if length > 1e-9 { *it / length } else { 0.0 };
    }
}

/// Rounds to a whole number between 0 and `most`.
fn rounded(value: f64, most: u32) -> u32 {
    // Bounded and whole before: the conversion loses nothing.
    value.clamp(0.0, f64::from(most)).round() as u32
}

/// Puts people on the places of the picture, with those of one place together.
fn dots(sample: &[Row], places: &[(f64, f64)], group_of: &BTreeMap<u32, usize>) -> Vec<Dot> {
    let mut counted: BTreeMap<(u32, u32, u32), u32> = BTreeMap::new();
    for ((person, _), (x, y)) in sample.iter().zip(places).take(DRAWN_MAX) {
        let group = group_of.get(person).copied().unwrap_or(0);
        let people = counted
            .entry((whole(group), on_picture(*x), on_picture(-*y)))
            .or_default();
        *people = people.saturating_add(1);
    }
    let dot = |((group, x, y), people)| Dot {
        x,
        y,
        group,
        people,
    };
    counted.into_iter().map(dot).collect()
}

#[cfg(test)]
mod tests;
