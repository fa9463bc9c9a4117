//! Obstacles to accessibility, found by axe-core.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Browser;

const AXE: &str = include_str!("../../vendor/axe.min.js");

/// What is asked of every page: WCAG 2.2 A and AA, and axe's own good practice.
const RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(it => done(it.violations), error => done(String(error)));
";

/// One element that stands in somebody's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// axe's name of the rule, for instance `color-contrast`.
    pub rule: String,
    /// Where it is, as a selector.
    pub target: String,
    /// What is wrong with it.
    pub summary: String,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} at {}: {}",
            self.rule,
            self.target,
            self.summary.replace('\n', " ")
        )
    }
}

impl Browser {
    /// Returns every obstacle that axe finds on this page, in the theme and size it has now.
    ///
    /// # Errors
    ///
    /// If axe cannot run.
    pub fn obstacles(&self) -> Result<Vec<Obstacle>> {
        self.run(AXE, &[]).context("loading axe")?;
        let violations = self.run_async(RUN, &[]).context("running axe")?;
        let list = violations
            .as_array()
            .with_context(|| format!("axe said {violations}"))?;
        let mut obstacles = Vec::new();
        for violation in list {
            for node in violation["nodes"].as_array().into_iter().flatten() {
                obstacles.push(Obstacle {
                    rule: text(&violation["id"]),
                    target: node["target"].to_string(),
                    summary: text(&node["failureSummary"]),
                });
            }
        }
        Ok(obstacles)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
