//! Which format a file has, and the door that opens it.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::election::Election;
use crate::fault::FileFault;
use crate::lines::Lines;
use crate::polis::{self, Conversation};
use crate::rctab::{self, RulesConfig};
use crate::row::number;
use crate::{blt, debian, pabulib, preflib, scotelex};

/// The name RCTab's rules have beside the ballots.
const RULES_CONFIG: &str = "rules_config.json";
/// The names Polis' statements have beside the votes.
const COMMENTS: [&str; 2] = ["comments.csv", "comments.csv.gz"];
/// Longest rules configuration that is read, in bytes.
const RULES_CONFIG_BYTES_MAX: u64 = 4 << 20;
/// How many lines are looked at to recognise a format.
const SNIFFED_LINES: usize = 64;

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PrefLib orders.
    Preflib,
    /// OpenSTV's `.blt`.
    Blt,
    /// Scottish council ballots as CSV.
    ScotElex,
    /// RCTab's aggregated cast votes.
    Rctab,
    /// Debian's tally sheets.
    Debian,
    /// Pabulib's budgets.
    Pabulib,
    /// Polis' matrix of votes; no election, but statements.
    Polis,
    /// Decentraland's proposals and votes; two files, so none that is recognised.
    Decentraland,
}

impl Format {
    /// The formats of elections.
    pub const ELECTIONS: [Self; 6] = [
        Self::Preflib,
        Self::Blt,
        Self::ScotElex,
        Self::Rctab,
        Self::Debian,
        Self::Pabulib,
    ];

    /// Returns the name by which a person asks for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Preflib => "preflib",
            Self::Blt => "blt",
            Self::ScotElex => "scot-elex",
            Self::Rctab => "rctab",
            Self::Debian => "debian",
            Self::Pabulib => "pabulib",
            Self::Polis => "polis",
            Self::Decentraland => "decentraland",
        }
    }

    /// Returns the format of this name; the endings of PrefLib's and Pabulib's files are names, too.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "soc" | "soi" | "toc" | "toi" => Some(Self::Preflib),
            "pb" => Some(Self::Pabulib),
            _ => Self::ELECTIONS.into_iter().find(|it| it.name() == name),
        }
    }

    pub(crate) fn all_names() -> String {
        Self::ELECTIONS.map(Self::name).join(", ")
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Reads an election from a stream of text.
///
/// # Errors
///
/// [`FileFault`].
pub fn read<R: BufRead>(
    input: R,
    format: Option<Format>,
    rules: Option<&RulesConfig>,
) -> Result<Election, FileFault> {
    let mut lines = Lines::new(input);
    let format = match format {
        Some(format) => format,
        None => recognise(&mut lines)?,
    };
    match format {
        Format::Preflib => preflib::parse(&mut lines),
        Format::Blt => blt::parse(&mut lines),
        Format::ScotElex => scotelex::parse(&mut lines),
        Format::Rctab => match rules {
            Some(rules) => rctab::parse(&mut lines, rules),
            None => rctab::parse(&mut lines, &RulesConfig::default()),
        },
        Format::Debian => debian::parse(&mut lines),
        Format::Pabulib => pabulib::parse(&mut lines),
        Format::Polis | Format::Decentraland => Err(FileFault::UnknownFormat),
    }
}

/// Reads a conversation from a stream of text.
///
/// # Errors
///
/// [`FileFault`].
pub fn read_conversation<R: BufRead>(input: R) -> Result<Conversation, FileFault> {
    polis::parse(&mut Lines::new(input))
}

/// Opens a file, packed with gzip or not, and reads the election in it. RCTab's rules are read from
/// `rules` or, if they lie beside the file as `rules_config.json`, from there.
///
/// # Errors
///
/// [`FileFault`].
pub fn open(
    path: &Path,
    format: Option<Format>,
    rules: Option<&Path>,
) -> Result<Election, FileFault> {
    let beside = path.parent().map(|it| it.join(RULES_CONFIG));
    let beside = beside.filter(|it| it.is_file());
    let config = match rules.map(Path::to_path_buf).or(beside) {
        Some(path) => Some(open_rules(&path)?),
        None => None,
    };
    read(unpacked(path)?, format, config.as_ref())
}

/// Opens a Polis export, packed with gzip or not, and the texts of its statements if `comments.csv`
/// lies beside it.
///
/// # Errors
///
/// [`FileFault`].
pub fn open_conversation(path: &Path) -> Result<Conversation, FileFault> {
    let mut conversation = read_conversation(unpacked(path)?)?;
    let beside = COMMENTS
        .iter()
        .filter_map(|it| Some(path.parent()?.join(it)));
    if let Some(comments) = beside.into_iter().find(|it| it.is_file()) {
        conversation.texts = polis::parse_texts(&mut Lines::new(unpacked(&comments)?))?;
    }
    Ok(conversation)
}

fn open_rules(path: &Path) -> Result<RulesConfig, FileFault> {
    let mut text = String::new();
    let mut limited = unpacked(path)?.take(RULES_CONFIG_BYTES_MAX);
    limited
        .read_to_string(&mut text)
        .map_err(|source| unopened(path, source))?;
    RulesConfig::parse(&text)
}

fn unopened(path: &Path, source: std::io::Error) -> FileFault {
    FileFault::Open {
        path: PathBuf::from(path),
        source,
    }
}

/// A file as text; gzip is recognised by its first two bytes.
fn unpacked(path: &Path) -> Result<Box<dyn BufRead>, FileFault> {
    let file = File::open(path).map_err(|source| unopened(path, source))?;
    let mut input = BufReader::new(file);
    let start = input.fill_buf().map_err(|source| unopened(path, source))?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))));
    }
    Ok(Box::new(input))
}

/// Recognises a format by its first lines.
fn recognise<R: BufRead>(lines: &mut Lines<R>) -> Result<Format, FileFault> {
    let first = lines.peek(0)?.map(|it| it.text.trim().to_owned());
    let first = first.ok_or(FileFault::UnknownFormat)?;
    let are_numbers = |words: &[&str]| words.iter().all(|it| number(it).is_ok());
    // A `.blt` may say what its numbers mean.
    let before_comment = first.split('#').next().unwrap_or_default();
    let by_space: Vec<&str> = before_comment.split_whitespace().take(3).collect();
    let by_comma: Vec<&str> = first.trim_end_matches(',').split(',').take(3).collect();
    if first == "META" {
        return Ok(Format::Pabulib);
    }
    if first.to_ascii_lowercase().starts_with("count,") {
        return Ok(Format::Rctab);
    }
    if by_comma.len() == 2 && are_numbers(&by_comma) {
        return Ok(Format::ScotElex);
    }
    if by_space.len() == 2 && are_numbers(&by_space) {
        return Ok(Format::Blt);
    }
    for place in 0..SNIFFED_LINES {
        let Some(line) = lines.peek(place)? else {
            break;
        };
        if line.text.starts_with("V:") {
            return Ok(Format::Debian);
        }
        if line.text.starts_with("# NUMBER ALTERNATIVES:") {
            return Ok(Format::Preflib);
        }
    }
    if are_numbers(&by_space) && !by_space.is_empty() {
        return Ok(Format::Preflib);
    }
    Err(FileFault::UnknownFormat)
}
