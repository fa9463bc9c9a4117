//! Polis exports: `participants-votes.csv`, a row for each participant, a column for each statement.
//!
//! ```text
//! participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2
//! 0,1,31,50,24,3,1,-1,
//! ```
//! 1 agrees, −1 disagrees, 0 passes, an empty cell has not seen it. Some exports have a column `xid`
//! more. A participant who stands in the file twice is one person: the later row replaces what
//! the earlier said, so repeated rows do not count twice.

use std::collections::BTreeMap;
use std::io::BufRead;

use ledger::count::opinion::{Opinion, Opinions, STATEMENTS_MAX};

use crate::fault::{BadRows, FileFault, RowFault};
use crate::format::Format;
use crate::lines::Lines;
use crate::row::{next_row, number, short, split};

/// Most participants times statements of one conversation.
pub const CELLS_MAX: usize = 2_000_000_000;

/// A conversation, with the groups Polis itself made where the export has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Who voted on what.
    pub opinions: Opinions,
    /// Ids of the statements, in order of their places.
    pub statements: Vec<String>,
    /// The group of Polis by participant; participants with too few votes have none.
    pub polis_groups: BTreeMap<u32, String>,
    /// What the statements say, by id, where `comments.csv` lies beside the votes.
    pub texts: BTreeMap<String, String>,
    /// How many rows repeated a participant.
    pub repeated: u64,
    /// The rows that were left out.
    pub bad_rows: BadRows,
}

/// Reads the whole file.
///
/// # Errors
///
/// [`FileFault`]; rows that cannot be read are in [`Conversation::bad_rows`].
pub fn parse<R: BufRead>(lines: &mut Lines<R>) -> Result<Conversation, FileFault> {
    let fault = |what| FileFault::NotThisFormat {
        format: Format::Polis,
        line: 1,
        what,
    };
    let header = lines
        .next_line()?
        .ok_or_else(|| fault("the file is empty"))?;
    let columns = split(&header.text, ',');
    if columns.first().map(|it| it.trim()) != Some("participant") {
        return Err(fault("it must begin with `participant,…`"));
    }
    let group = columns.iter().position(|it| it == "group-id");
    let last = columns.iter().position(|it| it == "n-disagree");
    let first_statement = last.ok_or_else(|| fault("it has no column n-disagree"))?;
    let first_statement = first_statement.saturating_add(1);
    let statements = columns.get(first_statement..).unwrap_or_default().to_vec();
    let opinions = Opinions::new(statements.len());
    let opinions = opinions.map_err(|source| FileFault::Statements { line: 1, source })?;
    let mut conversation = Conversation {
        opinions,
        statements,
        polis_groups: BTreeMap::new(),
        texts: BTreeMap::new(),
        repeated: 0,
        bad_rows: BadRows::default(),
    };
    let participants_max = CELLS_MAX.checked_div(columns.len()).unwrap_or(0);
    while let Some(line) = lines.next_line()? {
        if line.text.trim().is_empty() {
            continue;
        }
        let fields = split(&line.text, ',');
        let row = row(&fields, columns.len(), first_statement);
        let Some((person, votes)) = conversation.bad_rows.check(line.number, row)? else {
            continue;
        };
        if !conversation.opinions.clear(person).is_empty() {
            conversation.repeated = conversation.repeated.saturating_add(1);
        }
        let votes = votes.into_iter().enumerate();
        for (place, opinion) in votes.filter_map(|(place, it)| it.map(|it| (place, it))) {
            let vote = conversation.opinions.vote(person, place, opinion);
            vote.map_err(|source| FileFault::Statements {
                line: line.number,
                source,
            })?;
        }
        let said = group
            .and_then(|it| fields.get(it))
            .filter(|it| !it.is_empty());
        if let Some(said) = said {
            conversation.polis_groups.insert(person, said.clone());
        }
        if conversation.opinions.people() > participants_max {
            return Err(FileFault::TooManyBallots {
                line: line.number,
                limit: participants_max,
            });
        }
    }
    Ok(conversation)
}

/// Reads `comments.csv`: what the statements say, by id. Rows that cannot be read are left out, since a
/// text decides nothing.
///
/// # Errors
///
/// [`FileFault`].
pub fn parse_texts<R: BufRead>(
    lines: &mut Lines<R>,
) -> Result<BTreeMap<String, String>, FileFault> {
    let mut texts = BTreeMap::new();
    let Some((_, columns)) = next_row(lines, ',', 0)? else {
        return Ok(texts);
    };
    let place = |name: &str| columns.iter().position(|it| it == name);
    let (Some(id), Some(body)) = (place("comment-id"), place("comment-body")) else {
        return Ok(texts);
    };
    while let Some((_, fields)) = next_row(lines, ',', columns.len())? {
        if texts.len() >= STATEMENTS_MAX {
            break;
        }
        if let (Some(id), Some(body)) = (fields.get(id), fields.get(body)) {
            texts.insert(
                id.clone(),
                body.split_whitespace().collect::<Vec<_>>().join(" "),
            );
        }
    }
    Ok(texts)
}

type Votes = Vec<Option<Opinion>>;

fn row(fields: &[String], columns: usize, first: usize) -> Result<(u32, Votes), RowFault> {
    if fields.len() != columns {
        return Err(RowFault::Columns {
            found: fields.len(),
            wanted: columns,
        });
    }
    let id = fields.first().map_or("", String::as_str);
    let person = u32::try_from(number(id)?).map_err(|_| RowFault::NotANumber(short(id)))?;
    let votes = fields.iter().skip(first).map(|it| match it.trim() {
        "" => Ok(None),
        "1" => Ok(Some(Opinion::Agree)),
        "-1" => Ok(Some(Opinion::Disagree)),
        "0" => Ok(Some(Opinion::Pass)),
        other => Err(RowFault::UnknownMark(short(other))),
    });
    Ok((person, votes.collect::<Result<_, _>>()?))
}
