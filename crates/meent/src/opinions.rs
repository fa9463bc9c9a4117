//! `meent opinions`: the opinion map of a discussion that was held on Polis.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use ballots::Conversation;
use clap::Args;
use ledger::count::opinion::{Opinion, OpinionMap};
use serde_json::{Value, json};

use crate::count::{name_bad_rows, say};

/// Most bridging statements that are shown to a person.
const BRIDGING_SHOWN: usize = 10;
/// Most letters of a statement that are shown.
const TEXT_LETTERS_MAX: usize = 140;
/// Where a map in the record takes a drawn seed, the command takes this, so that it says the same
/// each time.
const SEED: [u8; 32] = [0; 32];

#[derive(Debug, Args)]
pub(crate) struct OpinionsArgs {
    /// The export's `participants-votes.csv`, packed with gzip or not.
    file: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &OpinionsArgs) -> Result<ExitCode> {
    let conversation = ballots::open_conversation(&args.file)
        .with_context(|| format!("reading {}", args.file.display()))?;
    name_bad_rows(&conversation.bad_rows);
    let map = conversation.opinions.map(&SEED);
    if args.json {
        say(&format!("{}\n", to_json(&conversation, &map)))
    } else {
        say(&report(&conversation, &map))
    }
}

/// `participants`, `groups` with `members` and `statements`, `bridging`; all ids as the file has
/// them. The statements of a group are those that set it apart, the strongest first.
fn to_json(conversation: &Conversation, map: &OpinionMap) -> Value {
    let groups = map.groups.iter().map(|group| {
        let members = group.members.iter().map(u32::to_string);
        let typical = group
            .typical
            .iter()
            .map(|it| statement(conversation, it.statement));
        json!({
            "members": members.collect::<Vec<_>>(),
            "statements": typical.collect::<Vec<_>>(),
        })
    });
    let bridging = map.bridging.iter().map(|it| statement(conversation, *it));
    json!({
        "participants": conversation.opinions.people(),
        "groups": groups.collect::<Vec<_>>(),
        "bridging": bridging.collect::<Vec<_>>(),
    })
}

fn report(conversation: &Conversation, map: &OpinionMap) -> String {
    let mut lines = Vec::new();
    lines.push(format!(
        "{} participants, {} statements, {} groups (silhouette {} bp)",
        conversation.opinions.people(),
        conversation.statements.len(),
        map.groups.len(),
        map.silhouette_bp
    ));
    if conversation.repeated > 0 {
        lines.push(format!(
            "{} rows repeat a participant and count once",
            conversation.repeated
        ));
    }
    for (number, group) in (1..).zip(&map.groups) {
        lines.push(format!(
            "\nGroup {number}: {} people, around participant {}",
            group.members.len(),
            group.medoid
        ));
        for it in &group.typical {
            let (verb, votes) = match it.leans {
                Opinion::Disagree => ("disagree with", it.stance.disagrees),
                Opinion::Agree | Opinion::Pass => ("agree with", it.stance.agrees),
            };
            lines.push(format!(
                "  {votes} of {} {verb} statement {}, {} bp more than the others",
                it.stance.seen,
                statement(conversation, it.statement),
                it.lead_bp
            ));
            lines.extend(text(conversation, it.statement));
        }
    }
    lines.push(format!(
        "\n{} statements bridge: every group leans to agree",
        map.bridging.len()
    ));
    for place in map.bridging.iter().take(BRIDGING_SHOWN) {
        let shares = map.groups.iter().filter_map(|it| it.stances.get(*place));
        let shares: Vec<String> = shares
            .map(|it| format!("{} of {}", it.agrees, it.seen))
            .collect();
        lines.push(format!(
            "  statement {}: {}",
            statement(conversation, *place),
            shares.join(", ")
        ));
        lines.extend(text(conversation, *place));
    }
    if map.bridging.len() > BRIDGING_SHOWN {
        lines.push(format!(
            "  … and {} more",
            map.bridging.len() - BRIDGING_SHOWN
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn statement(conversation: &Conversation, place: usize) -> &str {
    conversation
        .statements
        .get(place)
        .map_or("?", String::as_str)
}

/// What a statement says, where `comments.csv` lies beside the votes.
fn text(conversation: &Conversation, place: usize) -> Option<String> {
    let text = conversation.texts.get(statement(conversation, place))?;
    let short: String = text.chars().take(TEXT_LETTERS_MAX).collect();
    Some(format!("    \"{short}\""))
}
