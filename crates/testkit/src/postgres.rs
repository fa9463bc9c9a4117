//! A fresh PostgreSQL database for a test.
//!
//! If `MEENT_TEST_POSTGRES` holds the address of a server where databases may be created, that one
//! is used. Otherwise each test process starts a cluster of its own in a temporary folder, on a
//! Unix socket and without durability; a watcher stops and removes it when the process ends,
//! however it ends. As root, which PostgreSQL refuses, the cluster runs as the user `postgres`.
//!
//! *Not here:* anything about the schema. The database that a test gets is empty.

use std::{
    fs,
    io::Write as _,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use anyhow::{Context as _, ensure};

/// The environment variable that names a server to use instead of a private cluster.
pub const SERVER_VARIABLE: &str = "MEENT_TEST_POSTGRES";

struct Server {
    /// Folder of `createdb` and its siblings.
    programs: PathBuf,
    /// Address without a database name, up to and with the last slash.
    base: String,
    /// What follows the database name: empty, or `?` and parameters.
    parameters: String,
}

static SERVER: OnceLock<Server> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Returns the address of a new, empty database.
///
/// # Panics
///
/// If there is no PostgreSQL to be had; the message says what to install or to set.
#[must_use]
pub fn url() -> String {
    let server = SERVER.get_or_init(|| {
        start().unwrap_or_else(|error| {
            panic!(
                "no PostgreSQL for the tests: {error:#}. Install Debian's `postgresql` (15 or later), or set \
                 {SERVER_VARIABLE}=postgres://user:password@host/postgres to a server where databases may be created"
            )
        })
    });
    let name = format!(
        "meent_{}_{}",
        std::process::id(),
        DATABASES.fetch_add(1, Ordering::Relaxed)
    );
    create_database(server, &name)
        .unwrap_or_else(|error| panic!("creating database {name}: {error:#}"));
    format!("{}{name}{}", server.base, server.parameters)
}

fn start() -> anyhow::Result<Server> {
    let programs = find_programs()?;
    if let Ok(url) = std::env::var(SERVER_VARIABLE) {
        let (address, parameters) = match url.split_once('?') {
            Some((address, parameters)) => (address.to_owned(), format!("?{parameters}")),
            None => (url, String::new()),
        };
        let after_scheme = address.find("://").context("it is not an address")? + 3;
        let base = match address[after_scheme..].rfind('/') {
            Some(slash) => address[..=after_scheme + slash].to_owned(),
            None => format!("{address}/"),
        };
        return Ok(Server {
            programs,
            base,
            parameters,
        });
    }
    let folder = start_cluster(&programs)?;
    let parameters = format!("?host={}", folder.display());
    Ok(Server {
        programs,
        base: "postgres://postgres@localhost/".to_owned(),
        parameters,
    })
}

/// Finds the newest installed version.
fn find_programs() -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, programs)| {
            programs.join("initdb").exists() && programs.join("createdb").exists()
        })
        .collect();
    found.sort();
    found
        .pop()
        .map(|(_, programs)| programs)
        .context("there is none under /usr/lib/postgresql")
}

fn start_cluster(programs: &Path) -> anyhow::Result<PathBuf> {
    let owner = owner()?;
    let folder = std::env::temp_dir().join(format!("meent-pg-{}", std::process::id()));
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .context("removing what an earlier process of this number left")?;
    }
    fs::create_dir(&folder).context("creating the folder of the cluster")?;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
    if let Some((user, group)) = owner {
        std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
    }
    let as_owner = |command: &mut Command| {
        command.current_dir(&folder).env("LC_ALL", "C.UTF-8");
        if let Some((user, group)) = owner {
            command.uid(user).gid(group);
        }
    };
    let cluster = folder.join("cluster");
    let mut init = Command::new(programs.join("initdb"));
    init.args([
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "-D",
    ]);
    init.arg(&cluster);
    as_owner(&mut init);
    run(&mut init)?;
    let settings = cluster.join("postgresql.auto.conf");
    let mut file = fs::OpenOptions::new().append(true).open(&settings)?;
    // An empty listen_addresses means: the Unix socket only.
    writeln!(
        file,
        "listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = off\nsynchronous_commit = off\n\
         full_page_writes = off\nmax_connections = 300\nshared_buffers = 32MB\nautovacuum = off",
        folder.display()
    )?;

    let mut watcher = Command::new("/bin/sh");
    as_owner(&mut watcher);
    start_watched(watcher, programs, &cluster, &folder)?;
    Ok(folder)
}

/// Starts the cluster below a watcher, whose input ends with this process, even if it is killed:
/// then it stops the cluster and removes the folder.
fn start_watched(
    mut watcher: Command,
    programs: &Path,
    cluster: &Path,
    folder: &Path,
) -> anyhow::Result<()> {
    watcher.arg("-c").arg(
        "\"$1/pg_ctl\" -D \"$2\" -w -l \"$3/server.log\" start >/dev/null 2>&1 && echo started && exec >&- && \
         cat >/dev/null; \"$1/pg_ctl\" -D \"$2\" -m immediate stop >/dev/null 2>&1; rm -rf \"$3\"",
    );
    watcher
        .arg("watcher")
        .arg(programs)
        .arg(cluster)
        .arg(folder);
    watcher
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0);
    let mut child = watcher
        .spawn()
        .context("starting the watcher of the cluster")?;
    let mut said = String::new();
    let mut output = child.stdout.take().context("the watcher has no output")?;
    std::io::Read::read_to_string(&mut output, &mut said)?;
    ensure!(
        said.trim() == "started",
        "the cluster in {} did not start",
        folder.display()
    );
    // Dropping the handle would close its input and so stop the cluster: it lives as long as we do.
    std::mem::forget(child);
    Ok(())
}

/// Returns the user and group to run the cluster as, if they must differ from our own.
fn owner() -> anyhow::Result<Option<(u32, u32)>> {
    let me = fs::metadata("/proc/self")
        .map(|meta| std::os::unix::fs::MetadataExt::uid(&meta))
        .unwrap_or(1);
    if me != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users
        .lines()
        .find(|line| line.starts_with("postgres:"))
        .context("the tests run as root, and there is no user `postgres` to run the server as")?;
    let mut fields = line.split(':').skip(2);
    let mut number = || {
        fields
            .next()
            .and_then(|field| field.parse().ok())
            .context("its entry is not readable")
    };
    Ok(Some((number()?, number()?)))
}

fn create_database(server: &Server, name: &str) -> anyhow::Result<()> {
    let mut command = Command::new(server.programs.join("createdb"));
    command.arg(format!(
        "--maintenance-db={}postgres{}",
        server.base, server.parameters
    ));
    command
        .args([
            "--template=template0",
            "--encoding=UTF8",
            "--lc-collate=C",
            "--lc-ctype=C",
        ])
        .arg(name);
    run(&mut command)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
