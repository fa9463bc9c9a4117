//! `meent doctor`: everything that would keep a network from running, in words that say what to do.

use std::net::TcpListener;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;
use store::{Options, Store};

use crate::config::{Config, ServeArgs};

/// Least free space for a node to start with, in bytes.
const FREE_BYTES_MIN: u64 = 1 << 30;

#[derive(Clone, Debug, Args)]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    serve: ServeArgs,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

/// What one look found.
struct Finding {
    what: &'static str,
    outcome: Result<String, String>,
}

pub(crate) fn run(args: DoctorArgs) -> Result<ExitCode> {
    let config = Config::load(args.serve)?;
    let findings = vec![
        look("folder", folder(&config.data)),
        look("free space", free_space(&config.data)),
        look("node key", node_key(&config.data)),
        look("database", database(&config)),
        look("record", record(&config.data)),
        look("address", address(&config)),
        look("pictures", walls()),
    ];
    let is_well = findings.iter().all(|finding| finding.outcome.is_ok());
    if args.json {
        let rows: Vec<_> = findings
            .iter()
            .map(|it| {
                let (ok, words) = match &it.outcome {
                    Ok(words) => (true, words),
                    Err(words) => (false, words),
                };
                serde_json::json!({ "what": it.what, "ok": ok, "words": words })
            })
            .collect();
        println!("{}", serde_json::json!({ "ok": is_well, "findings": rows }));
    } else {
        for Finding { what, outcome } in &findings {
            match outcome {
                Ok(words) => println!("ok    {what}: {words}"),
                Err(words) => println!("MEND  {what}: {words}"),
            }
        }
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn look(what: &'static str, outcome: Result<String>) -> Finding {
    Finding {
        what,
        outcome: outcome.map_err(|error| format!("{error:#}")),
    }
}

fn folder(data: &Path) -> Result<String> {
    if !data.exists() {
        return Ok(format!(
            "{} is not there yet; `meent serve` makes it",
            data.display()
        ));
    }
    let probe = data.join(".meent-doctor");
    std::fs::write(&probe, b"probe")
        .with_context(|| format!("{} cannot be written to", data.display()))?;
    std::fs::remove_file(&probe).with_context(|| format!("removing {}", probe.display()))?;
    Ok(format!("{} can be written to", data.display()))
}

fn free_space(data: &Path) -> Result<String> {
    let existing = data
        .ancestors()
        .find(|path| path.exists() && !path.as_os_str().is_empty());
    let path = existing.unwrap_or_else(|| Path::new("."));
    let space = rustix::fs::statvfs(path)
        .with_context(|| format!("asking for the space at {}", path.display()))?;
    let free = space.f_bavail.saturating_mul(space.f_frsize);
    let gigabytes = free >> 30;
    if free < FREE_BYTES_MIN {
        anyhow::bail!(
            "only {} MB are free at {}; make room before the record cannot grow",
            free >> 20,
            path.display()
        );
    }
    Ok(format!("{gigabytes} GB are free"))
}

fn node_key(data: &Path) -> Result<String> {
    let path = data.join("keys").join("node.key");
    if !path.exists() {
        return Ok("made at the first start".to_owned());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&path)
            .context("looking at the key's file")?
            .permissions()
            .mode()
            & 0o777;
        if mode & 0o077 != 0 {
            anyhow::bail!(
                "{} can be read by others (mode {mode:o}): chmod 600 it",
                path.display()
            );
        }
    }
    Ok("readable by its owner only; keep a copy apart from the backup".to_owned())
}

fn database(config: &Config) -> Result<String> {
    let database = config.database();
    if config.database.is_none() && !Path::new(&database).exists() {
        return Ok("embedded; made at the first start".to_owned());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(async {
        let store = Store::open(&database, &Options::default())
            .await
            .context("the database cannot be opened")?;
        let mut reader = store.read().await?;
        let upto = reader.projected_upto().await?;
        let dead = reader.list_dead_jobs().await?.len();
        if dead > 0 {
            anyhow::bail!("{dead} jobs have failed for good; look at the log for why");
        }
        Ok(format!("opens; follows the record up to entry {upto}"))
    })
}

fn record(data: &Path) -> Result<String> {
    let dir = data.join("record");
    if !dir.exists() {
        return Ok("begins with the founding".to_owned());
    }
    let source = record::verify::Source::folder(&dir);
    let report =
        record::verify::verify(&source, 0, |_| {}).context("the record cannot be verified")?;
    if report.difference.is_some() {
        anyhow::bail!("{report}; restore the latest backup and let `meent verify` look at it");
    }
    Ok(report.to_string())
}

fn address(config: &Config) -> Result<String> {
    match TcpListener::bind(config.listen) {
        Ok(_) => Ok(format!(
            "{} is free; members type {}",
            config.listen, config.public_url
        )),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Ok(format!(
            "{} is in use, by this node if it is running",
            config.listen
        )),
        Err(error) => {
            Err(error).with_context(|| format!("{} cannot be listened on", config.listen))
        }
    }
}

/// Foreign pictures are opened behind walls; a kernel or container without them says so here.
fn walls() -> Result<String> {
    let program = std::env::current_exe().context("finding this program")?;
    let folder = std::env::temp_dir().join(format!("meent-doctor-{}", std::process::id()));
    std::fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
    let tried = media::Jail::new(program).try_walls(&folder);
    std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))?;
    let walls = tried.context("the worker that opens pictures does not start")?;
    let missing: Vec<&str> = [
        (walls.no_reading, "read files"),
        (walls.no_writing_elsewhere, "write elsewhere"),
        (walls.no_network, "use the network"),
        (walls.no_processes, "start programs"),
        (walls.no_descriptors, "use what the node has open"),
    ]
    .into_iter()
    .filter_map(|(holds, what)| (!holds).then_some(what))
    .collect();
    if missing.is_empty() {
        return Ok("every wall around foreign pictures holds".to_owned());
    }
    anyhow::bail!(
        "a broken picture could {}: use a kernel with Landlock and seccomp",
        missing.join(", ")
    )
}
