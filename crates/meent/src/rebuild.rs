//! `meent rebuild`: the tables that are derived from the record, dropped and written anew from it.
//!
//! The record is the truth and these tables a view of it, so this loses nothing. It takes the
//! record's lock first: while a node runs, it is refused.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use app::{App, Clock};
use clap::Args;
use record::sequencer::{OpenError, Sequencer, Settings};
use store::{Options, Store};

use crate::progress;

#[derive(Debug, Args)]
pub(crate) struct RebuildArgs {
    /// Folder of the network.
    #[arg(
        long,
        env = "MEENT_DATA",
        default_value = "meent-data",
        value_name = "DIR"
    )]
    data: PathBuf,
    /// `postgres://…` if the network uses one.
    #[arg(
        long,
        env = "MEENT_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    database: Option<String>,
}

pub(crate) fn run(args: &RebuildArgs) -> Result<ExitCode> {
    if !args.data.join("record").is_dir() {
        bail!("{} holds no network", args.data.display());
    }
    let embedded = args.data.join("meent.db");
    if args.database.is_none() && !embedded.is_file() {
        bail!(
            "{} is not there; name the network's database with --database",
            embedded.display()
        );
    }
    let database = match &args.database {
        Some(url) => url.clone(),
        None => embedded.to_string_lossy().into_owned(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    let written = runtime.block_on(rebuild(args, &database))?;
    println!("the tables of the record hold its first {written} entries again");
    Ok(ExitCode::SUCCESS)
}

async fn rebuild(args: &RebuildArgs, database: &str) -> Result<u64> {
    let opened = Sequencer::open(Settings::in_folder(&args.data)).map_err(|error| match error {
        OpenError::InUse { .. } => anyhow::Error::new(error)
            .context("a node runs from this folder; stop it first, nothing was changed"),
        _ => anyhow::Error::new(error).context("opening the record"),
    })?;
    let store = Store::open(database, &Options::default())
        .await
        .context("opening the database")?;
    let program = std::env::current_exe().context("finding this program")?;
    let (record, folder) = (opened.sequencer, args.data.clone());
    let app = App::new(
        store,
        record,
        media::Jail::new(program),
        Clock::System,
        folder,
    )
    .await
    .context("putting the parts together")?;
    let bar = progress::bar("entries", app.record.entries());
    let rebuilt = app
        .rebuild_projection(|written| bar.set_position(written))
        .await;
    bar.finish_and_clear();
    tokio::task::spawn_blocking(move || app.record.close())
        .await
        .context("closing the record")?;
    rebuilt.context("writing the tables anew; they are as they were")
}
