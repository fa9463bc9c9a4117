//! The table in which a benchmark ends: what was measured, against what, and what was wanted.

use std::fmt::Write as _;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// The figure, with its unit.
    pub measured: String,
    /// What it stands against, measured in the same run; may be empty.
    pub against: String,
    /// What DESIGN asks for; may be empty.
    pub wanted: String,
    /// Whether that was reached; nothing if nothing was asked.
    pub reached: Option<bool>,
}

impl Row {
    /// Returns a row without a comparison.
    #[must_use]
    pub fn new(what: &str, measured: String) -> Self {
        Self {
            what: what.to_owned(),
            measured,
            against: String::new(),
            wanted: String::new(),
            reached: None,
        }
    }

    /// Adds what the figure stands against.
    #[must_use]
    pub fn against(mut self, against: String) -> Self {
        self.against = against;
        self
    }

    /// Adds what was wanted, and whether it was reached.
    #[must_use]
    pub fn wanted(mut self, wanted: &str, reached: bool) -> Self {
        self.wanted = wanted.to_owned();
        self.reached = Some(reached);
        self
    }
}

/// Returns the rows as a Markdown table.
#[must_use]
pub fn render(rows: &[Row]) -> String {
    let mut text =
        String::from("| what | measured | against | wanted | |\n|---|---|---|---|---|\n");
    for row in rows {
        let mark = match row.reached {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let Row {
            what,
            measured,
            against,
            wanted,
            ..
        } = row;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {what} | {measured} | {against} | {wanted} | {mark} |"
        );
    }
    text
}
