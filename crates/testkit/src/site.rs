//! A running `meent`, used from outside.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::http::Client;
use crate::process::Watched;
use crate::wait;

/// A `meent` process on a port of its own, with a temporary folder that goes when it is dropped.
#[derive(Debug)]
pub struct Site {
    process: Option<Watched>,
    folder: TempDir,
    port: u16,
    command: Command,
    patience: Duration,
}

/// How a test wants its site: what follows `meent` on the command line.
///
/// `{port}` and `{data}` in the arguments become the free port and the folder.
#[derive(Debug, Clone)]
pub struct Recipe<'a> {
    /// The program, usually `env!("CARGO_BIN_EXE_meent")`.
    pub program: &'a Path,
    /// Arguments, with `{port}` and `{data}` to be filled in.
    pub arguments: &'a [&'a str],
    /// Environment variables to set.
    pub environment: &'a [(&'a str, &'a str)],
    /// How long it may take to answer first: a demo lives through its weeks before.
    pub patience: Duration,
}

impl Site {
    /// Starts a site and waits until it answers `/healthz`.
    ///
    /// # Errors
    ///
    /// If it ends or does not answer in time; what it printed is in the message.
    pub fn start(recipe: &Recipe<'_>) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("meent-site-")
            .tempdir()
            .context("making the folder of the site")?;
        let port = free_port()?;
        let data = folder.path().join("data");
        let mut command = Command::new(recipe.program);
        for argument in recipe.arguments {
            let argument = argument.replace("{port}", &port.to_string());
            command.arg(argument.replace("{data}", &data.display().to_string()));
        }
        command
            .envs(recipe.environment.iter().copied())
            .current_dir(folder.path());
        let mut site = Self {
            process: None,
            folder,
            port,
            command,
            patience: recipe.patience,
        };
        site.run()?;
        Ok(site)
    }

    /// Starts the process again after [`Site::stop`], on the same port and folder.
    ///
    /// # Errors
    ///
    /// As [`Site::start`].
    pub fn run(&mut self) -> Result<()> {
        self.process = Some(Watched::start(&self.command, &self.log_path())?);
        let client = Client::default();
        let healthy = format!("{}/healthz", self.base());
        let ready = wait::until_within(self.patience, "the site to answer", || {
            ensure!(self.is_running(), "the process ended");
            Ok((client.get(&healthy)?.status == 200).then_some(()))
        });
        ready.with_context(|| format!("{:?} printed:\n{}", self.command, self.log()))
    }

    /// Ends the process, as a service manager would, and keeps the folder.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Returns the address without a slash at the end: `http://localhost:PORT`.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Returns the address of `path`, which begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// Returns the folder that the site was given as `{data}`.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Returns what the process printed.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("output.txt")
    }

    /// Returns whether the process is there and is not a zombie.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let Some(process) = &self.process else {
            return false;
        };
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.id()));
        stat.is_ok_and(|stat| !stat.contains(") Z "))
    }
}

/// Asks the system for a port that is free now.
///
/// # Errors
///
/// If it has none.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("asking for a free port")?;
    Ok(listener.local_addr()?.port())
}
