//! `meent demo`: a network founded in a fresh folder and lived through, then served.
//!
//! Its people, friendships, photographs and words are real material ([`material`]); what they do is
//! drawn from a seed ([`dice`]). Everything goes through the same use cases and signed operations as
//! in a real network: the demo has no way into a table that a member does not have.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use app::Clock;
use app::demo::Demo;
use clap::Args;
use store::{Durability, Options, Store};
use tokio::net::TcpListener;
use web::door::WebConfig;

use crate::node::Node;
use crate::serve;

mod decisions;
mod deliberations;
mod dice;
mod elections;
mod giving;
mod granting;
mod investing;
mod juries;
mod life;
mod material;
#[cfg(target_os = "linux")]
mod one_core;
mod people;
mod roadmap;
mod trading;
mod treasury;
mod trusting;
mod work;

/// When every demo begins: Monday 4 May 2026, 06:00 UTC, in milliseconds. Fixed, so that one seed
/// gives one record.
const BEGINS_MS: u64 = 1_777_874_400_000;

/// A file that says that a folder may be emptied by the next demo.
const MARK: &str = ".meent-demo";

#[derive(Clone, Debug, Args)]
pub(crate) struct DemoArgs {
    /// Who knows whom: an edge list, spaces or commas, header or none, plain or gzip.
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    /// Photographs (JPEG, PNG, WebP, GIF, HEIC, AVIF) instead of the bundled ones.
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    /// Text whose paragraphs become posts, instead of the bundled one.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// How many people join; at most as many as the graph has.
    #[arg(long, default_value_t = 4_039)]
    members: u32,
    /// How many rounds (weeks) the network lives through.
    #[arg(long, default_value_t = 104)]
    rounds: u32,
    /// The same seed gives the same record.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the network; emptied first if an earlier demo made it.
    #[arg(long, default_value = "meent-data/demo", value_name = "DIR")]
    data: PathBuf,
    /// `postgres://…` of an empty database, instead of the embedded one in the folder.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Address to serve on afterwards.
    #[arg(long, default_value = "127.0.0.1:4000", value_name = "ADDR")]
    listen: std::net::SocketAddr,
    /// Live, report and end.
    #[arg(long)]
    no_serve: bool,
    /// Answer any number of requests: for measuring and for tests.
    #[arg(long, hide = true)]
    unlimited: bool,
}

pub(crate) fn run(args: DemoArgs) -> Result<ExitCode> {
    serve::start_logging("warn");
    if args.members < 25 || args.rounds == 0 {
        bail!("a demo needs at least 25 members and one round");
    }
    let material = material::Material::load(&args)?;
    make_fresh(&args.data)?;
    keep_node_key(&args.data, args.seed)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(live_and_serve(args, material))?;
    Ok(ExitCode::SUCCESS)
}

/// Empties the folder if a demo made it; refuses any other.
fn make_fresh(data: &Path) -> Result<()> {
    if data.exists() {
        if !data.join(MARK).is_file() {
            bail!(
                "{} is there and was not made by a demo; name another folder with --data",
                data.display()
            );
        }
        std::fs::remove_dir_all(data).with_context(|| format!("emptying {}", data.display()))?;
    }
    std::fs::create_dir_all(data).with_context(|| format!("making {}", data.display()))?;
    std::fs::write(data.join(MARK), "The next demo may empty this folder.\n")
        .context("marking the folder")
}

/// Gives the node a key of the seed's: the founding names it, so the record begins with it.
fn keep_node_key(data: &Path, seed: u64) -> Result<()> {
    let keys = data.join("keys");
    std::fs::create_dir_all(&keys).with_context(|| format!("making {}", keys.display()))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(keys.join("node.key"))
        .context("making the node's key")?;
    std::io::Write::write_all(&mut file, format!("{seed:064x}\n").as_bytes())
        .context("keeping the node's key")
}

/// A folder is emptied for the next demo; somebody's database is not.
async fn make_sure_it_is_empty(database: &str, options: &Options) -> Result<()> {
    let store = Store::open(database, options)
        .await
        .context("opening the database")?;
    let projected = store.read().await?.projected_upto().await?;
    store.close().await;
    if projected > 0 {
        bail!("the database holds a network already; name an empty one with --database");
    }
    Ok(())
}

async fn live_and_serve(args: DemoArgs, material: material::Material) -> Result<()> {
    let began = Instant::now();
    let origin = format!("http://localhost:{}", args.listen.port());
    let clock = Clock::manual(BEGINS_MS);
    // A demo may lose its last moments to a power cut; a real network never.
    let options = Options {
        durability: Durability::ProcessCrash,
        ..Options::default()
    };
    let embedded = || args.data.join("meent.db").to_string_lossy().into_owned();
    let database = args.database.clone().unwrap_or_else(embedded);
    make_sure_it_is_empty(&database, &options).await?;
    let mut node = Node::open(&args.data, &database, &options, clock.clone()).await?;
    node.app.entropy.seed(args.seed);
    node.app.become_demo(Demo::new(args.seed, &origin));
    let mut life = life::Life::begin(Arc::clone(&node.app), material, &args).await?;
    #[cfg(target_os = "linux")]
    let one_core = one_core::OneCore::hold();
    for round in 0..args.rounds {
        life.live_round(round)
            .await
            .with_context(|| format!("living through round {round}"))?;
    }
    #[cfg(target_os = "linux")]
    drop(one_core);
    life.report(began.elapsed())?;
    if !args.no_serve {
        node.start_chores()?;
        let mut config = WebConfig {
            demo: true,
            design: true,
            ..WebConfig::new(origin.as_str())
        };
        if args.unlimited {
            config.rate = None;
        }
        let listener = TcpListener::bind(args.listen)
            .await
            .with_context(|| format!("listening on {}", args.listen))?;
        println!("\nOpen {origin} and step in as any of them at {origin}/demo (stop with Ctrl-C)");
        let running = tokio::spawn(keep_time(clock));
        serve::listen(listener, web::serve(Arc::clone(&node.app), config)).await?;
        running.abort();
    }
    node.close().await
}

/// Lets the demo's clock run at its usual speed from where the visitor moved it.
async fn keep_time(clock: Clock) {
    let mut every_second = tokio::time::interval(std::time::Duration::from_secs(1));
    loop {
        every_second.tick().await;
        if let Clock::Manual(now_ms) = &clock {
            now_ms.fetch_add(1_000, std::sync::atomic::Ordering::SeqCst);
        }
    }
}
