//! `meent certificate`: a certificate of shares checked without the node that made it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;

/// The largest certificate that is read.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

#[derive(Debug, Args)]
pub(crate) struct CertificateArgs {
    /// The proof: the file beside the PDF, or attached to it.
    file: PathBuf,
    /// The network's id, as somebody you trust has it; without it the certificate's own is taken.
    #[arg(long)]
    network: Option<String>,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &CertificateArgs) -> Result<ExitCode> {
    let file = args.file.display();
    let size = std::fs::metadata(&args.file).with_context(|| format!("reading {file}"))?;
    anyhow::ensure!(size.len() <= BYTES_MAX, "{file} is larger than 64 MiB");
    let text = std::fs::read(&args.file).with_context(|| format!("reading {file}"))?;
    let value = serde_json::from_slice(&text).with_context(|| format!("{file} is not JSON"))?;
    let certificate = app::certificate::of_json(&value)
        .with_context(|| format!("{file} is not a certificate of shares"))?;
    let network = certificate.network.to_string();
    if let Some(expected) = &args.network {
        anyhow::ensure!(*expected == network, "it is of another network: {network}");
    }
    let shown = certificate
        .check()
        .with_context(|| format!("{file} proves nothing"))?;
    if args.json {
        let credits: Vec<_> = shown
            .credits
            .iter()
            .map(
                |(round, amount)| serde_json::json!({ "round": round.0, "amount_micro": amount.0 }),
            )
            .collect();
        let report = serde_json::json!({
            "network": network,
            "member": certificate.member.0,
            "entries": shown.size,
            "credits": credits,
            "total_micro": shown.total.0,
        });
        println!("{report}");
        return Ok(ExitCode::SUCCESS);
    }
    let member = certificate.member;
    println!("network {network} ({})", shown.name);
    for (round, amount) in &shown.credits {
        println!("round {round}: {} micro-shares", amount.0);
    }
    println!(
        "member {member} was credited {} micro-shares in {} rounds of a record of {} entries",
        shown.total.0,
        shown.credits.len(),
        shown.size
    );
    println!("whether any of it went back since, only a replay shows: meent verify");
    Ok(ExitCode::SUCCESS)
}
