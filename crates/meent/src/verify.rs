//! `meent verify`: a whole record replayed with none of the node's trust.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use record::verify::{FetchError, Report, Source};

use crate::{http, progress};

/// The largest file that a record serves: a tile or a bundle of 256 entries.
const FETCH_BYTES_MAX: u64 = 64 * 1024 * 1024;

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Folder of a network or of its record, or the address of a site.
    source: String,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
    /// Threads that verify signatures; 0: one per core.
    #[arg(long, default_value_t = 0)]
    threads: usize,
}

pub(crate) fn run(args: &VerifyArgs) -> Result<ExitCode> {
    let is_address = args.source.starts_with("https://") || args.source.starts_with("http://");
    let source = if is_address {
        remote(&args.source)?
    } else {
        folder(Path::new(&args.source))?
    };
    let bar = (std::io::stderr().is_terminal() && !args.json).then(|| progress::bar("entries", 0));
    let report = record::verify::verify(&source, args.threads, |at| {
        if let Some(bar) = &bar {
            bar.set_length(at.of);
            bar.set_position(at.entries);
        }
    })
    .with_context(|| format!("verifying {}", args.source))?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    if args.json {
        println!("{}", to_json(&report));
    } else {
        print_details(&report);
        println!("{report}");
    }
    Ok(if report.difference.is_none() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print_details(report: &Report) {
    println!("network {}", report.network);
    println!(
        "{} signatures verified, {} rounds recomputed, {} draws held again",
        report.signatures, report.rounds_recomputed, report.draws
    );
    if report.rounds_without_file > 0 {
        println!(
            "{} rounds taken as recorded: their files are no longer kept under the data policy",
            report.rounds_without_file
        );
    }
    if report.has_unfinished_tail {
        println!("the last write was cut off; no checkpoint counts it");
    }
}

fn to_json(report: &Report) -> serde_json::Value {
    serde_json::json!({
        "network": report.network.to_string(),
        "entries": report.entries,
        "members": report.members,
        "state_root": report.state_root.to_string(),
        "signatures": report.signatures,
        "rounds_recomputed": report.rounds_recomputed,
        "draws": report.draws,
        "rounds_without_file": report.rounds_without_file,
        "matches": report.difference.is_none(),
        "first_difference": report.difference.as_ref().map(|(index, difference)| {
            serde_json::json!({ "entry": index, "what": difference.to_string() })
        }),
    })
}

/// A network's folder has its record in `record/`; the record's own folder is taken as well.
fn folder(path: &Path) -> Result<Source<'static>> {
    let inner = path.join("record");
    let dir: PathBuf = if inner.is_dir() {
        inner
    } else {
        path.to_path_buf()
    };
    if !dir.is_dir() {
        bail!("there is no folder {}", dir.display());
    }
    Ok(Source::folder(&dir))
}

fn remote(address: &str) -> Result<Source<'static>> {
    let base = address.trim_end_matches('/').to_owned();
    let base = if base.ends_with("/record") {
        base
    } else {
        format!("{base}/record")
    };
    let agent = http::agent(|it| it.timeout_global(Some(Duration::from_secs(30))));
    Ok(Source::remote(move |path: &str| {
        let failed = |error: &dyn std::fmt::Display| FetchError(error.to_string());
        match agent.get(format!("{base}/{path}")).call() {
            Ok(mut response) => {
                let mut bytes = Vec::new();
                let mut body = response.body_mut().as_reader().take(FETCH_BYTES_MAX);
                body.read_to_end(&mut bytes)
                    .map_err(|error| failed(&error))?;
                Ok(Some(bytes))
            }
            Err(ureq::Error::StatusCode(404)) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }))
}
