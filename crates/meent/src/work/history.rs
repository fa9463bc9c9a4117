//! A repository's history, wherever it was read from.

/// Commits, the newest first.
#[derive(Debug, Default)]
pub(super) struct History {
    /// What the repository is called: the name of its folder or table.
    pub(super) name: String,
    pub(super) commits: Vec<Commit>,
    /// Rows that could not be read: line and why.
    pub(super) bad_rows: Vec<(u64, &'static str)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) id: String,
    pub(super) author: Person,
    /// Who wrote it with them, as its trailers say.
    pub(super) co_authors: Vec<Person>,
    /// Who reviewed it, as its trailers say.
    pub(super) reviewers: Vec<Person>,
    /// When it was written, in seconds since 1970.
    pub(super) authored_s: i64,
    pub(super) parents: usize,
    pub(super) subject: String,
    pub(super) files: Vec<Touched>,
}

/// Somebody, by the e-mail address where there is one, else by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
}

impl Person {
    /// Reads `Name <address>`, or a name alone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, address) = match text.split_once('<') {
            Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
            None => (text, ""),
        };
        Self::new(name, address)
    }

    pub(super) fn new(name: &str, address: &str) -> Option<Self> {
        let id = if address.is_empty() { name } else { address };
        (!id.is_empty()).then(|| Self {
            id: id.to_lowercase(),
            name: name.to_owned(),
        })
    }

    /// Programs that write commits by themselves say so in their name.
    pub(super) fn is_a_program(&self) -> bool {
        self.name.ends_with("[bot]") || self.id.contains("[bot]@") || self.id.ends_with("[bot]")
    }
}

/// What a commit changed in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Touched {
    /// A file, or where only that is known a folder at the top.
    pub(super) path: String,
    /// How many files it stands for.
    pub(super) count: u64,
    /// Lines added and deleted; nothing for what has no lines.
    pub(super) lines: Option<(u64, u64)>,
}
