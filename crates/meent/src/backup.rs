//! `meent backup` and `meent restore`: one folder holds a network, and so does its backup.
//!
//! The order makes it consistent while the node runs: the database first, then the record, then
//! media. The record is then never behind the database; on the first start from a backup the
//! projection catches up, exactly as after a crash.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use store::{Options, Store};

use crate::progress;

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// Where to: a folder that does not exist yet.
    to: PathBuf,
    /// Folder of the network.
    #[arg(
        long,
        env = "MEENT_DATA",
        default_value = "meent-data",
        value_name = "DIR"
    )]
    data: PathBuf,
    /// `postgres://…` if the network uses one; copied with pg_dump.
    #[arg(
        long,
        env = "MEENT_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    database: Option<String>,
    /// Leave the node's key out; keep it somewhere safer.
    #[arg(long)]
    without_key: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// A folder that `meent backup` made.
    from: PathBuf,
    /// Folder for the network; must not exist yet.
    #[arg(
        long,
        env = "MEENT_DATA",
        default_value = "meent-data",
        value_name = "DIR"
    )]
    data: PathBuf,
    /// `postgres://…` of an empty database, if the backup has a PostgreSQL dump.
    #[arg(
        long,
        env = "MEENT_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    database: Option<String>,
}

const DUMP: &str = "meent.pgdump";

pub(crate) fn backup(args: &BackupArgs) -> Result<ExitCode> {
    if !args.data.join("record").is_dir() {
        bail!("{} holds no network", args.data.display());
    }
    if args.to.exists() {
        bail!(
            "{} exists; name a folder that does not, so that no older backup is overwritten",
            args.to.display()
        );
    }
    // Written beside its name and moved there when whole: a folder of this name is a whole backup.
    let part = args.to.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("removing {}", part.display()))?;
    }
    fs::create_dir_all(&part).with_context(|| format!("making {}", part.display()))?;
    match &args.database {
        None => copy_database(&args.data.join("meent.db"), &part.join("meent.db"))?,
        Some(url) => pg(
            "pg_dump",
            &["--format=custom", "--file"],
            &part.join(DUMP),
            url,
        )?,
    }
    let mut folders = vec!["record", "media"];
    if !args.without_key {
        folders.push("keys");
    }
    let bar = progress::bar("files", 0);
    for folder in folders {
        copy_folder(&args.data.join(folder), &part.join(folder), &bar)?;
    }
    bar.finish_and_clear();
    fs::rename(&part, &args.to)
        .with_context(|| format!("moving the backup to {}", args.to.display()))?;
    println!("backed up {} to {}", args.data.display(), args.to.display());
    Ok(ExitCode::SUCCESS)
}

fn copy_database(from: &Path, to: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(async {
        let store = Store::open(&from.to_string_lossy(), &Options::default())
            .await
            .context("opening the database")?;
        store.copy_to(to).await.context("copying the database")
    })
}

pub(crate) fn restore(args: &RestoreArgs) -> Result<ExitCode> {
    if !args.from.join("record").is_dir() {
        bail!("{} is no backup of a network", args.from.display());
    }
    if args.data.exists() {
        bail!(
            "{} exists; move it away first, nothing is overwritten",
            args.data.display()
        );
    }
    let dump = args.from.join(DUMP);
    match (&args.database, dump.is_file()) {
        (Some(url), true) => pg(
            "pg_restore",
            &["--exit-on-error", "--no-owner", "--dbname", url],
            &dump,
            "",
        )?,
        (None, true) => {
            bail!("this backup has a PostgreSQL dump; name an empty database with --database")
        }
        (Some(_), false) => bail!("this backup has an embedded database; leave --database away"),
        (None, false) => {}
    }
    let part = args.data.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("removing {}", part.display()))?;
    }
    let bar = progress::bar("files", 0);
    copy_folder(&args.from, &part, &bar)?;
    bar.finish_and_clear();
    fs::rename(&part, &args.data)
        .with_context(|| format!("moving the network to {}", args.data.display()))?;
    println!(
        "restored {} from {}; `meent verify` replays all of it",
        args.data.display(),
        args.from.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn pg(program: &str, flags: &[&str], file: &Path, url: &str) -> Result<()> {
    let mut command = Command::new(program);
    command.args(flags).arg(file);
    if !url.is_empty() {
        command.arg(url);
    }
    let status = command
        .status()
        .with_context(|| format!("starting {program}, which PostgreSQL's client brings"))?;
    if status.success() {
        Ok(())
    } else {
        bail!("{program} ended with {status}")
    }
}

/// Copies a folder. Files that vanish meanwhile were deleted for good and are left out.
fn copy_folder(from: &Path, to: &Path, bar: &indicatif::ProgressBar) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    let mut entries: Vec<_> = fs::read_dir(from)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(|| format!("listing {}", from.display()))?;
    // Segments of the log in their order: the last one is copied last and so has no gap before it.
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy_folder(&source, &target, bar)?;
            continue;
        }
        match fs::copy(&source, &target) {
            Ok(_) => bar.inc(1),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("copying {}", source.display()));
            }
        }
    }
    Ok(())
}
