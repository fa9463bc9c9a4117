//! One binary: configuration, wiring, command line.
//!
//! `meent serve` runs a network from one folder, `meent demo` makes one from real material and lets
//! you step into it, `meent verify` trusts neither. This crate parses flags, opens the parts, plugs
//! them together and stops them in order; it holds no rule.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod backup;
mod certificate;
mod config;
mod count;
mod demo;
mod doctor;
mod http;
mod key;
mod media_check;
mod metrics;
mod node;
mod opinions;
mod progress;
mod rebuild;
mod redteam;
mod serve;
mod verify;
mod work;

/// Meent: the platform its makers own.
#[derive(Debug, Parser)]
#[command(
    name = "meent",
    version,
    about = "Meent: the platform its makers own",
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a network from a folder; a fresh one waits to be founded in the browser.
    Serve(config::ServeArgs),
    /// Found a network of real material, live through its rounds, and let you step in.
    Demo(demo::DemoArgs),
    /// Replay a whole record with none of the node's trust.
    Verify(verify::VerifyArgs),
    /// Check a certificate of shares without the node that made it.
    Certificate(certificate::CertificateArgs),
    /// Copy a network's folder while it runs.
    Backup(backup::BackupArgs),
    /// Put a backup where a network can run from it.
    Restore(backup::RestoreArgs),
    /// Drop the tables that are derived from the record and write them anew; the node is stopped.
    Rebuild(rebuild::RebuildArgs),
    /// Look for everything that would keep a network from running.
    Doctor(doctor::DoctorArgs),
    /// Make and use keys of the command line.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Count the votes in an election file of another community, by a rule of your choice.
    Count(count::CountArgs),
    /// Draw the opinion map of a discussion exported from Polis.
    Opinions(opinions::OpinionsArgs),
    /// Graft fakes on a graph and say what share of a round they take, by the rules of the commons.
    Redteam(redteam::RedteamArgs),
    /// Work that was done elsewhere, as claims for attestation.
    #[command(subcommand)]
    Work(work::WorkCommand),
    /// Media tools.
    #[command(subcommand)]
    Media(media_check::MediaCommand),
    /// Decode one picture; started by the server, not by people.
    #[command(hide = true)]
    MediaWorker,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::MediaWorker => return media::worker::run(),
        Command::Serve(args) => serve::run(args),
        Command::Demo(args) => demo::run(args),
        Command::Verify(args) => verify::run(&args),
        Command::Certificate(args) => certificate::run(&args),
        Command::Backup(args) => backup::backup(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Doctor(args) => doctor::run(args),
        Command::Key(command) => key::run(command),
        Command::Count(args) => count::run(&args),
        Command::Opinions(args) => opinions::run(&args),
        Command::Redteam(args) => redteam::run(&args),
        Command::Work(command) => work::run(&command),
        Command::Media(command) => media_check::run(&command),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("meent: {error:#}");
        ExitCode::FAILURE
    })
}
