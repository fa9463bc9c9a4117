//! What a node is told: flags over environment over config file over defaults.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Deserialize;
use web::door::Rate;

/// Flags of `serve`, each also an environment variable and a line of the config file.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ServeArgs {
    /// Config file (TOML) with the same names as the flags, underscores for hyphens.
    #[arg(long, env = "MEENT_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Folder of the network [default: meent-data].
    #[arg(long, env = "MEENT_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:4000].
    #[arg(long, env = "MEENT_LISTEN", value_name = "ADDR")]
    pub(crate) listen: Option<SocketAddr>,
    /// Address that members type; passkeys are bound to its host [default: http://localhost:PORT].
    #[arg(long, env = "MEENT_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// `postgres://…` instead of the embedded database in the folder.
    #[arg(
        long,
        env = "MEENT_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database: Option<String>,
    /// Private address for metrics; none: no metrics are served.
    #[arg(long, env = "MEENT_METRICS", value_name = "ADDR")]
    pub(crate) metrics: Option<SocketAddr>,
    /// Proxies whose X-Forwarded-For is believed.
    #[arg(
        long,
        env = "MEENT_TRUSTED_PROXIES",
        value_name = "IP",
        value_delimiter = ','
    )]
    pub(crate) trusted_proxies: Option<Vec<IpAddr>>,
    /// Pages and files that one visitor may ask for in a second; ten times as many at once [default: 40].
    #[arg(long, env = "MEENT_READS_PER_SECOND", value_name = "N")]
    pub(crate) reads_per_second: Option<NonZeroU32>,
    /// Acts of one visitor in a minute; half as many at once [default: 120].
    #[arg(long, env = "MEENT_WRITES_PER_MINUTE", value_name = "N")]
    pub(crate) writes_per_minute: Option<NonZeroU32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    database: Option<String>,
    metrics: Option<SocketAddr>,
    trusted_proxies: Option<Vec<IpAddr>>,
    reads_per_second: Option<NonZeroU32>,
    writes_per_minute: Option<NonZeroU32>,
}

/// A node's set-up, complete and checked.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) data: PathBuf,
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: String,
    pub(crate) database: Option<String>,
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    pub(crate) rate: Rate,
}

impl Config {
    /// Completes `args` from the config file and the defaults.
    pub(crate) fn load(args: ServeArgs) -> Result<Self> {
        let file = match &args.config {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let listen = args
            .listen
            .or(file.listen)
            .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 4000)));
        let default_url = || format!("http://localhost:{}", listen.port());
        let public_url = args
            .public_url
            .or(file.public_url)
            .unwrap_or_else(default_url);
        check_url(&public_url)?;
        let usual = Rate::default();
        let reads = args.reads_per_second.or(file.reads_per_second);
        let writes = args.writes_per_minute.or(file.writes_per_minute);
        Ok(Self {
            rate: Rate {
                reads_per_second: reads.unwrap_or(usual.reads_per_second),
                writes_per_minute: writes.unwrap_or(usual.writes_per_minute),
            },
            data: args
                .data
                .or(file.data)
                .unwrap_or_else(|| PathBuf::from("meent-data")),
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            database: args.database.or(file.database),
            metrics: args.metrics.or(file.metrics),
            trusted_proxies: args
                .trusted_proxies
                .or(file.trusted_proxies)
                .unwrap_or_default(),
        })
    }

    /// Returns the address of the database: the one given, or the file in the folder.
    pub(crate) fn database(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| self.data.join("meent.db").to_string_lossy().into_owned())
    }
}

fn read(path: &Path) -> Result<File> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("reading the config {}", path.display()))?;
    toml::from_str(&text)
        .with_context(|| format!("the config {} cannot be understood", path.display()))
}

/// Passkeys need https, or localhost by name: an address is no relying party.
fn check_url(url: &str) -> Result<()> {
    let Some((scheme, rest)) = url.split_once("://") else {
        bail!("the public URL `{url}` has no scheme")
    };
    let host = rest.split([':', '/']).next().unwrap_or_default();
    if host.is_empty() || host.parse::<IpAddr>().is_ok() {
        bail!("the public URL needs a host name, since passkeys are bound to it: `{url}`");
    }
    match scheme {
        "https" => Ok(()),
        "http" if host == "localhost" => Ok(()),
        _ => bail!("the public URL must be https, or http://localhost for trying out: `{url}`"),
    }
}
