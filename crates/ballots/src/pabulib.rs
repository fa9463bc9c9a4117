//! Pabulib `.pb`: participatory budgets.
//!
//! ```text
//! META
//! key;value
//! budget;100000
//! vote_type;approval
//! PROJECTS
//! project_id;cost;votes;name;selected
//! 3;7200;43;PopUp Podium;1
//! VOTES
//! voter_id;vote
//! vote0100;1,2,6
//! ```
//! Votes are approvals, one choice, points (`cumulative`) or an order (`ordinal`). Points of an order
//! are those of the column `points`; without it the first of m gets m and each next one less, m
//! being the longest order allowed, or the number of projects.
//!
//! # Source
//!
//! <https://pabulib.org/format>

use std::collections::BTreeMap;
use std::io::BufRead;

use ledger::count::{Budget, Candidate, Lot, Ranking};

use crate::election::{BudgetVote, Election};
use crate::fault::{BadRows, FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{Decimal, next_row, number, short, split};

/// Most lines of the part that describes the vote.
const META_ROWS_MAX: usize = 1_000;

/// Reads the whole file. Projects are called by their ids.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Election::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Election, FileFault> {
    let mut bad_rows = BadRows::default();
    let meta = read_meta(lines)?;
    let projects = read_projects(lines, &mut bad_rows)?;
    let line = lines.next_number();
    let (mut election, mut vote) = open(&meta, projects, line)?;
    election.bad_rows = bad_rows;
    read_votes(lines, &meta, &mut election, &mut vote)?;
    election.budget = Some(vote);
    Ok(election)
}

fn not_pabulib(line: u64, what: &'static str) -> FileFault {
    FileFault::NotThisFormat {
        format: Format::Pabulib,
        line,
        what,
    }
}

/// Key and value, from the line after `META` to the line before `PROJECTS`.
fn read_meta<R: BufRead>(lines: &mut Lines<R>) -> Result<BTreeMap<String, String>, FileFault> {
    let first = lines.next_line()?.filter(|it| it.text.trim() == "META");
    if first.is_none() {
        return Err(not_pabulib(1, "it must begin with META"));
    }
    let mut meta = BTreeMap::new();
    for _ in 0..META_ROWS_MAX {
        let Some((line, fields)) = next_row(lines, ';', 2)? else {
            break;
        };
        if line.text.trim() == "PROJECTS" {
            return Ok(meta);
        }
        let mut fields = fields.into_iter();
        if let (Some(key), Some(value)) = (fields.next(), fields.next()) {
            meta.insert(key.trim().to_owned(), value.trim().to_owned());
        }
    }
    Err(not_pabulib(lines.next_number(), "there are no PROJECTS"))
}

/// Names of columns and where they are.
struct Columns(BTreeMap<String, usize>);

impl Columns {
    fn read<R: BufRead>(lines: &mut Lines<R>) -> Result<Self, FileFault> {
        let header = lines.next_line()?;
        let header = header.map(|it| it.text).unwrap_or_default();
        let names = split(&header, ';').into_iter().enumerate();
        Ok(Self(
            names
                .map(|(place, name)| (name.trim().to_owned(), place))
                .collect(),
        ))
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn find<'a>(&self, fields: &'a [String], name: &str) -> Option<&'a str> {
        let place = self.0.get(name)?;
        fields.get(*place).map(|it| it.trim())
    }

    fn get<'a>(&self, fields: &'a [String], name: &str) -> Result<&'a str, RowFault> {
        self.find(fields, name).ok_or(RowFault::Columns {
            found: fields.len(),
            wanted: self.count(),
        })
    }
}

/// One row of the projects.
struct Project {
    id: String,
    cost: Decimal,
    name: String,
    is_selected: Option<bool>,
    score: Option<u64>,
}

fn read_projects<R: BufRead>(
    lines: &mut Lines<R>,
    bad_rows: &mut BadRows,
) -> Result<Vec<Project>, FileFault> {
    let columns = Columns::read(lines)?;
    let mut projects: Vec<Project> = Vec::new();
    while let Some((line, fields)) = next_row(lines, ';', columns.count())? {
        if line.text.trim() == "VOTES" {
            return Ok(projects);
        }
        if line.text.trim().is_empty() {
            continue;
        }
        let project = project(&columns, &fields).and_then(|it| {
            let is_known = projects.iter().any(|other| other.id == it.id);
            if is_known {
                Err(RowFault::NamedAgain(short(&it.id)))
            } else {
                Ok(it)
            }
        });
        projects.extend(bad_rows.check(line.number, project)?);
        if projects.len() > usize::from(ledger::count::ballot::CANDIDATES_MAX) {
            break;
        }
    }
    if projects.len() > usize::from(ledger::count::ballot::CANDIDATES_MAX) {
        return Ok(projects);
    }
    Err(not_pabulib(lines.next_number(), "there are no VOTES"))
}

fn project(columns: &Columns, fields: &[String]) -> Result<Project, RowFault> {
    let score = columns
        .find(fields, "score")
        .or_else(|| columns.find(fields, "votes"));
    Ok(Project {
        id: columns.get(fields, "project_id")?.to_owned(),
        cost: Decimal::parse(columns.get(fields, "cost")?)?,
        name: columns.find(fields, "name").unwrap_or_default().to_owned(),
        // Some cities mark with 2 or 3 what was funded later or from elsewhere.
        is_selected: columns.find(fields, "selected").map(|it| it == "1"),
        score: score.and_then(|it| number(it).ok()),
    })
}

fn open(
    meta: &BTreeMap<String, String>,
    projects: Vec<Project>,
    line: u64,
) -> Result<(Election, BudgetVote), FileFault> {
    let said = |key: &str| meta.get(key).cloned().unwrap_or_default();
    let limit = Decimal::parse(&said("budget"));
    let limit = limit.map_err(|_| not_pabulib(1, "it has no budget"))?;
    let money = projects.iter().map(|it| it.cost.decimals());
    let decimals = money.chain([limit.decimals()]).max().unwrap_or(0);
    let costs = projects.iter().map(|it| it.cost.units(decimals));
    let costs: Vec<u64> = costs
        .collect::<Result<_, _>>()
        .map_err(|_| not_pabulib(line, "a cost is too large"))?;
    let limit = limit.units(decimals);
    let limit = limit.map_err(|_| not_pabulib(1, "the budget is too large"))?;
    let budget = Budget::new(limit, costs);
    let budget = budget.map_err(|source| FileFault::Candidates { line, source })?;
    let points_min = number(&said("min_project_score_threshold")).unwrap_or(0);
    let budget = budget.with_points_min(points_min);
    let marked = projects.iter().zip(budget.projects());
    let all_marked = projects.iter().all(|it| it.is_selected.is_some());
    let selected = marked.filter(|(it, _)| it.is_selected == Some(true));
    let selected = all_marked.then(|| selected.map(|(_, number)| number).collect());
    let vote = BudgetVote {
        names: projects.iter().map(|it| it.name.clone()).collect(),
        selected,
        scores: projects.iter().map(|it| it.score).collect(),
        decimals,
        currency: said("currency"),
        rule: said("rule"),
        budget,
    };
    let ids = projects.into_iter().map(|it| it.id).collect();
    let mut election = Election::new(Format::Pabulib, line, ids)?;
    election.title = said("description");
    election.lot = by_id(&election.candidates);
    Ok((election, vote))
}

/// The order of ids: as numbers where all are numbers, else as text.
fn by_id(ids: &[String]) -> Lot {
    let mut order: Vec<(Option<u64>, &String, Candidate)> = (0_u16..)
        .zip(ids)
        .map(|(place, id)| (number(id).ok(), id, Candidate(place)))
        .collect();
    if order.iter().any(|(number, ..)| number.is_none()) {
        for (number, ..) in &mut order {
            *number = None;
        }
    }
    order.sort();
    Lot::drawn(order.into_iter().map(|(.., candidate)| candidate))
}

fn read_votes<R: BufRead>(
    lines: &mut Lines<R>,
    meta: &BTreeMap<String, String>,
    election: &mut Election,
    vote: &mut BudgetVote,
) -> Result<(), FileFault> {
    let columns = Columns::read(lines)?;
    let ids = election.candidates.iter().cloned();
    let ids: BTreeMap<String, Candidate> = ids.zip(vote.budget.projects()).collect();
    let is_ordinal = meta.get("vote_type").is_some_and(|it| it == "ordinal");
    let longest = meta.get("max_length").and_then(|it| number(it).ok());
    let projects = u64::try_from(ids.len()).unwrap_or(u64::MAX);
    let sheet = Sheet {
        columns,
        ids,
        most_points: if is_ordinal {
            Some(longest.unwrap_or(projects))
        } else {
            None
        },
    };
    while let Some((line, fields)) = next_row(lines, ';', sheet.columns.count())? {
        if line.text.trim().is_empty() {
            continue;
        }
        let support = sheet.support(&fields);
        let cast = support.and_then(|it| {
            vote.budget.cast(&it, 1)?;
            Ok(it)
        });
        let ballot = cast.and_then(|it| {
            let chosen = it.iter().map(|(project, _)| *project);
            let ranking = if is_ordinal {
                Ranking::strict(chosen)?
            } else {
                Ranking::new(vec![chosen.collect()])?
            };
            Ok((ranking, 1))
        });
        election.cast(line.number, ballot)?;
    }
    Ok(())
}

struct Sheet {
    columns: Columns,
    ids: BTreeMap<String, Candidate>,
    /// Points of a first place, where votes are orders.
    most_points: Option<u64>,
}

impl Sheet {
    fn support(&self, fields: &[String]) -> Result<Vec<(Candidate, u64)>, RowFault> {
        let chosen = self.columns.get(fields, "vote")?;
        let points = self.columns.find(fields, "points").unwrap_or_default();
        let listed = |text: &str| -> Vec<String> {
            let parts = text.split(',').map(|it| it.trim().to_owned());
            parts.filter(|it| !it.is_empty()).collect()
        };
        let chosen = listed(chosen);
        let points = listed(points);
        if !points.is_empty() && points.len() != chosen.len() {
            return Err(RowFault::Columns {
                found: points.len(),
                wanted: chosen.len(),
            });
        }
        let mut support = Vec::with_capacity(chosen.len());
        for (place, id) in (0_u64..).zip(&chosen) {
            let project = self.ids.get(id);
            let project = project.ok_or_else(|| RowFault::UnknownName(short(id)))?;
            let said = usize::try_from(place).ok().and_then(|it| points.get(it));
            let points = match (said, self.most_points) {
                (Some(points), _) => number(points)?,
                (None, Some(most)) => most.saturating_sub(place),
                (None, None) => 1,
            };
            support.push((*project, points));
        }
        Ok(support)
    }
}
