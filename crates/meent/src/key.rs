//! `meent key`: Ed25519 keys of the command line, for whoever signs without a browser.
//!
//! A key is a file that only its owner can read. Its public half is added to a member's account on
//! the page of keys, where a passkey signs for it; it is in force a day later.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use ledger::authenticator::CommandLineKey;
use ledger::ids::{KeyNumber, MemberNumber, ProposalId};
use ledger::key::PublicKey;
use ledger::operation::{Choice, Operation};
use ledger::signature::Signature;

use crate::http;

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key and print its public half.
    New {
        /// The file to keep it in.
        file: PathBuf,
    },
    /// Print a key's public half.
    Show {
        /// The key's file.
        file: PathBuf,
    },
    /// Cast a ballot with a key that is in force.
    Vote {
        /// The key's file.
        #[arg(long)]
        key: PathBuf,
        /// The site.
        #[arg(long, value_name = "URL")]
        site: String,
        /// Your member number.
        #[arg(long)]
        member: u32,
        /// The key's number, as the page of keys shows it.
        #[arg(long)]
        number: u32,
        /// The proposal.
        proposal: u32,
        /// yes, no, abstain or no-with-veto.
        choice: String,
    },
}

pub(crate) fn run(command: KeyCommand) -> Result<ExitCode> {
    match command {
        KeyCommand::New { file } => {
            make(&file)?;
            println!("{}", public_hex(&load(&file)?)?);
        }
        KeyCommand::Show { file } => println!("{}", public_hex(&load(&file)?)?),
        KeyCommand::Vote {
            key,
            site,
            member,
            number,
            proposal,
            choice,
        } => {
            let key = load(&key)?;
            let choice = choice_of(&choice)?;
            vote(
                &key,
                &site,
                MemberNumber(member),
                KeyNumber(number),
                ProposalId(proposal),
                choice,
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn choice_of(word: &str) -> Result<Choice> {
    Choice::of_word(word)
        .with_context(|| format!("`{word}` is no choice: yes, no, abstain or no-with-veto"))
}

fn make(file: &Path) -> Result<()> {
    let mut seed = [0_u8; 32];
    let mut random = fs::File::open("/dev/urandom").context("opening the system's randomness")?;
    std::io::Read::read_exact(&mut random, &mut seed).context("reading the system's randomness")?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options
        .open(file)
        .with_context(|| format!("making {}, which must not exist yet", file.display()))?;
    writeln!(out, "meent-key-v1 {}", hex::encode(seed))
        .with_context(|| format!("writing {}", file.display()))?;
    out.sync_all()
        .with_context(|| format!("keeping {}", file.display()))
}

fn load(file: &Path) -> Result<CommandLineKey> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let hex = text
        .trim()
        .strip_prefix("meent-key-v1 ")
        .with_context(|| format!("{} holds no key", file.display()))?;
    let mut seed = [0; 32];
    hex::decode_to_slice(hex, &mut seed)
        .with_context(|| format!("{} holds no key", file.display()))?;
    Ok(CommandLineKey::from_seed(&seed))
}

fn public_hex(key: &CommandLineKey) -> Result<String> {
    match key.public_key() {
        PublicKey::Ed25519(bytes) => Ok(hex::encode(bytes)),
        PublicKey::P256 { .. } => bail!("keys of the command line are Ed25519"),
    }
}

/// Has the site write the operation, checks that it says what was asked, signs and submits it.
fn vote(
    key: &CommandLineKey,
    site: &str,
    member: MemberNumber,
    number: KeyNumber,
    proposal: ProposalId,
    choice: Choice,
) -> Result<()> {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let site = site.trim_end_matches('/');
    let words = serde_json::json!({
        "member": member.0,
        "kind": "vote",
        "proposal": proposal.0,
        "choice": choice.word(),
    });
    let prepared = post(&format!("{site}/api/meent/v1/operations/prepare"), &words)?;
    let bytes = prepared["operation"]
        .as_str()
        .context("the site prepared no operation")?;
    let bytes = URL_SAFE_NO_PAD
        .decode(bytes)
        .context("the site's operation cannot be read")?;
    let operation =
        Operation::from_bytes(&bytes).context("the site's operation is not canonical")?;
    let asked = ledger::Body::Vote { proposal, choice };
    if operation.member != member || operation.body != asked {
        bail!("the site prepared another operation than was asked for; nothing was signed");
    }
    let Signature::Ed25519 {
        bytes: signature, ..
    } = key.sign(number, &operation.signing_hash().0)
    else {
        bail!("keys of the command line are Ed25519");
    };
    let signed = serde_json::json!({
        "operation": URL_SAFE_NO_PAD.encode(&bytes),
        "signature": { "kind": "ed25519", "key": number.0, "signature": URL_SAFE_NO_PAD.encode(signature) },
    });
    let receipt = post(&format!("{site}/api/meent/v1/operations"), &signed)?;
    println!("on the record: {receipt}");
    Ok(())
}

fn post(url: &str, body: &serde_json::Value) -> Result<serde_json::Value> {
    let mut response = http::agent(|it| it.http_status_as_error(false))
        .post(url)
        .header("content-type", "application/json")
        .header("origin", url.split("/api/").next().unwrap_or(url))
        .send(body.to_string())
        .with_context(|| format!("asking {url}"))?;
    let text = response
        .body_mut()
        .read_to_string()
        .with_context(|| format!("reading the answer of {url}"))?;
    if !response.status().is_success() {
        bail!("{url} answered {}: {text}", response.status());
    }
    serde_json::from_str(&text).with_context(|| format!("the answer of {url} is not JSON"))
}
