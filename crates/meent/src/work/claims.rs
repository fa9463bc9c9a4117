//! Commits grouped into claims, by the rule of docs/protocol/claims-file.md.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::day;
use super::history::{Commit, History, Person, Touched};

/// Lines of one file that count at most: a file that was moved or written by a program is not work
/// of its length.
const FILE_LINES_MAX: u64 = 200;
/// Lines at most for each class; above the last it is 13.
const CLASSES: [(u64, u8); 5] = [(10, 1), (50, 2), (150, 3), (400, 5), (1_000, 8)];
const CLASS_MOST: u8 = 13;
/// Files that programs write: they count nothing.
const WRITTEN: [&str; 7] = [
    "cargo.lock",
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
    "go.sum",
    "poetry.lock",
    "gemfile.lock",
];
/// Folders of other people's work.
const FOREIGN: [&str; 3] = ["vendor", "node_modules", "third_party"];

/// What a history comes to.
pub(super) struct Found {
    /// One entry for each person, by id.
    pub(super) authors: Vec<Value>,
    /// Commits that are in no claim, and why.
    pub(super) left_out: Vec<Value>,
}

/// A skill, as the operation `claim-work` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Skill {
    Code,
    Documents,
    Translation,
}

impl Skill {
    fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Documents => "documents",
            Self::Translation => "translation",
        }
    }

    /// By the names of folders and the ending: what holds translations, then what holds documents.
    pub(super) fn of(path: &str) -> Self {
        let path = path.to_lowercase();
        let has = |names: &[&str]| {
            path.split(['/', ';', '|', ' '])
                .any(|it| names.contains(&it))
        };
        let ends = |endings: &[&str]| endings.iter().any(|it| path.ends_with(it));
        let languages = [
            "locales",
            "locale",
            "translations",
            "translation",
            "lang",
            "i18n",
            "l10n",
        ];
        if has(&languages) || ends(&[".po", ".ftl", ".xlf"]) {
            Self::Translation
        } else if has(&["docs", "doc", "documentation", "content"])
            || ends(&[".md", ".rst", ".adoc", ".txt"])
        {
            Self::Documents
        } else {
            Self::Code
        }
    }
}

/// Returns the class that the rule suggests for so many lines.
pub(super) fn class(lines: u64) -> u8 {
    let fits = CLASSES.iter().find(|(most, _)| lines <= *most);
    fits.map_or(CLASS_MOST, |(_, class)| *class)
}

/// One claim in the making.
#[derive(Default)]
struct Claim {
    commits: Vec<Value>,
    subjects: Vec<String>,
    lines: u64,
    files: u64,
    added: u64,
    deleted: u64,
}

#[derive(Default)]
struct Author {
    names: Vec<String>,
    claims: BTreeMap<(i64, Skill), Claim>,
    reviews: Vec<Value>,
}

/// Groups a history.
pub(super) fn of(history: &History) -> Found {
    let mut authors: BTreeMap<String, Author> = BTreeMap::new();
    let mut left_out = Vec::new();
    // The oldest first, as claims are read.
    for commit in history.commits.iter().rev() {
        for reviewer in commit.reviewers.iter().filter(|it| !it.is_a_program()) {
            let whose = known(&mut authors, reviewer);
            whose.reviews.push(json!({
                "commit": commit.id,
                "of": commit.author.id,
                "day": day::name(commit.authored_s.div_euclid(day::SECONDS)),
            }));
        }
        match reason(commit) {
            Some(why) => left_out.push(json!({ "commit": commit.id, "why": why })),
            None => add(&mut authors, commit),
        }
    }
    let authors = authors.into_iter().map(|(id, it)| tell(&id, it)).collect();
    Found { authors, left_out }
}

fn known<'a>(authors: &'a mut BTreeMap<String, Author>, person: &Person) -> &'a mut Author {
    let author = authors.entry(person.id.clone()).or_default();
    if !author.names.contains(&person.name) {
        author.names.push(person.name.clone());
    }
    author
}

/// Why a commit is in no claim.
fn reason(commit: &Commit) -> Option<&'static str> {
    if commit.author.is_a_program() {
        Some("a program wrote it")
    } else if commit.parents > 1 {
        Some("it merges others' commits")
    } else if commit.files.iter().all(|it| lines_of(it) == 0) {
        Some("no line of it counts")
    } else {
        None
    }
}

/// The lines of a file that count.
fn lines_of(file: &Touched) -> u64 {
    let path = file.path.to_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_foreign = path.split('/').any(|it| FOREIGN.contains(&it));
    if is_foreign || WRITTEN.contains(&last) {
        return 0;
    }
    let lines = file
        .lines
        .map_or(0, |(added, deleted)| added.saturating_add(deleted));
    lines.min(FILE_LINES_MAX.saturating_mul(file.count))
}

fn add(authors: &mut BTreeMap<String, Author>, commit: &Commit) {
    let people: Vec<&Person> = core::iter::once(&commit.author)
        .chain(commit.co_authors.iter().filter(|it| !it.is_a_program()))
        .collect();
    let skill = skill_of(commit);
    let lines: u64 = commit.files.iter().map(lines_of).sum();
    let among = u64::try_from(people.len()).unwrap_or(u64::MAX);
    let counts = commit.files.iter().filter_map(|it| it.lines);
    let (added, deleted) = counts.fold((0_u64, 0_u64), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let files: u64 = commit.files.iter().map(|it| it.count).sum();
    for person in people {
        let author = known(authors, person);
        let key = (day::monday(commit.authored_s), skill);
        let claim = author.claims.entry(key).or_default();
        claim
            .commits
            .push(json!({ "id": commit.id, "lines": lines / among, "among": among }));
        claim.subjects.push(commit.subject.clone());
        claim.lines += lines / among;
        claim.files += files;
        claim.added += added;
        claim.deleted += deleted;
    }
}

/// The skill that most of a commit's lines are of; of equals the first.
fn skill_of(commit: &Commit) -> Skill {
    let mut lines: BTreeMap<Skill, u64> = BTreeMap::new();
    for file in &commit.files {
        *lines.entry(Skill::of(&file.path)).or_default() += lines_of(file);
    }
    let most = lines.values().max().copied();
    let first = lines.into_iter().find(|it| Some(it.1) == most);
    first.map_or(Skill::Code, |it| it.0)
}

fn tell(id: &str, author: Author) -> Value {
    let claims = author.claims.into_iter().map(|((monday, skill), claim)| {
        json!({
            "skill": skill.name(),
            "week": day::name(monday),
            "class": class(claim.lines),
            "lines": claim.lines,
            "files": claim.files,
            "added": claim.added,
            "deleted": claim.deleted,
            "title": claim.subjects.first(),
            "commits": claim.commits,
        })
    });
    json!({
        "author": id,
        "names": author.names,
        "claims": claims.collect::<Vec<_>>(),
        "reviews": author.reviews,
    })
}
