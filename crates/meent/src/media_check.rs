//! `meent media check`: every file of a folder through the very same jail.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Subcommand;

use crate::progress;

#[derive(Debug, Subcommand)]
pub(crate) enum MediaCommand {
    /// Run every file of a folder through the jail and report per file.
    Check {
        /// The folder, with everything below it.
        dir: PathBuf,
        /// Keep what came out, one folder per file.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Report as JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(command: &MediaCommand) -> Result<ExitCode> {
    let MediaCommand::Check { dir, out, json } = command;
    let jail = media::Jail::new(std::env::current_exe().context("finding this program")?);
    let bar = std::io::stderr()
        .is_terminal()
        .then(|| progress::bar("files", 0));
    let report = media::check::check_dir(&jail, dir, out.as_deref(), |done, total| {
        if let Some(bar) = &bar {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    })
    .with_context(|| format!("checking {}", dir.display()))?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    media::check::print(&report, *json).context("writing the report")?;
    Ok(ExitCode::SUCCESS)
}
