//! Opinion maps of Polis conversations, against the groups Polis made itself.

use std::collections::BTreeMap;
use std::path::Path;

use ballots::Conversation;
use ledger::count::opinion::OpinionMap;

use crate::{Result, files};

pub(crate) fn tell(folder: &Path) -> Result<()> {
    println!("## Opinion maps\n");
    println!(
        "k-medoids of the opinion map against the groups that Polis itself made, on the participants to whom Polis gave one. \
         \
         A pass takes no side, and two people who share no side taken are half as far apart as can be: GOVERNANCE §3 leaves both open, and \
         other readings agree with Polis less. The adjusted Rand index is 1 for the same groups and 0 for no more agreement than chance. A participant who stands in \
         the file twice counts once. Polis clusters by another method (k-means on two principal components, as votes come in), so the \
         groups need not be the same.\n"
    );
    println!(
        "| conversation | participants | repeated rows | statements | Polis' groups | ours | silhouette, bp | Rand index | bridging |"
    );
    println!("|---|--:|--:|--:|---|---|--:|--:|--:|");
    let mut folders: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|it| Some(it.ok()?.path()))
        .collect();
    folders.sort();
    for folder in folders.iter().filter(|it| it.is_dir()) {
        let found = files(
            folder,
            &["participants-votes.csv", "participants-votes.csv.gz"],
        )?;
        let path = found.first().ok_or("a conversation has votes")?;
        let conversation = ballots::open_conversation(path)?;
        let map = conversation.opinions.map(&[0; 32]);
        let (theirs, ours, index) = agreement(&conversation, &map);
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "| {name} | {} | {} | {} | {theirs} | {ours} | {} | {index:.3} | {} |",
            conversation.opinions.people(),
            conversation.repeated,
            conversation.statements.len(),
            map.silhouette_bp,
            map.bridging.len()
        );
    }
    println!();
    Ok(())
}

/// The sizes of Polis' groups, of ours, and the adjusted Rand index of both.
fn agreement(conversation: &Conversation, map: &OpinionMap) -> (String, String, f64) {
    let mut cells: BTreeMap<(&str, usize), u64> = BTreeMap::new();
    let mut theirs: BTreeMap<&str, u64> = BTreeMap::new();
    let mut ours: BTreeMap<usize, u64> = BTreeMap::new();
    for (group, it) in map.groups.iter().enumerate() {
        for member in &it.members {
            let Some(polis) = conversation.polis_groups.get(member) else {
                continue;
            };
            *cells.entry((polis, group)).or_default() += 1;
            *theirs.entry(polis).or_default() += 1;
            *ours.entry(group).or_default() += 1;
        }
    }
    let pairs = |sizes: &mut dyn Iterator<Item = u64>| -> f64 {
        sizes.map(|it| (it * it.saturating_sub(1) / 2) as f64).sum()
    };
    let together = pairs(&mut cells.values().copied());
    let (one, other) = (
        pairs(&mut theirs.values().copied()),
        pairs(&mut ours.values().copied()),
    );
    let all = pairs(&mut [theirs.values().sum::<u64>()].into_iter());
    let expected = one * other / all;
    let most = f64::midpoint(one, other);
    let index = if (most - expected).abs() < f64::EPSILON {
        1.0
    } else {
        (together - expected) / (most - expected)
    };
    let sizes = |groups: Vec<u64>| {
        let sizes: Vec<String> = groups.iter().map(u64::to_string).collect();
        sizes.join(" + ")
    };
    let ours = map
        .groups
        .iter()
        .map(|it| it.members.len() as u64)
        .collect();
    (sizes(theirs.into_values().collect()), sizes(ours), index)
}
