//! `meent rebuild`: what is derived from the record is dropped and comes back row for row, on both
//! engines, and not while a node runs.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use ledger::ids::{EntryIndex, MemberNumber, ProposalId};
use store::policy::PolicyVersionRow;
use store::projection::{CreditRow, EntryRow, ProjectedEntry, TallyRow};
use store::{Options, Store};
use testkit::http::Client;
use tokio::runtime::Runtime;

use crate::command::{meent, serve, succeed};

/// Every row of every table that is derived from the record.
#[derive(Debug, PartialEq, Eq)]
struct Tables {
    upto: u64,
    /// Oldest first.
    entries: Vec<EntryRow>,
    tallies: Vec<TallyRow>,
    credits: Vec<CreditRow>,
    policies: Vec<Vec<PolicyVersionRow>>,
}

async fn read_tables(store: &Store) -> Result<Tables> {
    let mut reader = store.read().await?;
    let mut entries = Vec::new();
    let mut cursor = None;
    loop {
        let page = reader.list_entries(cursor.as_ref(), 100).await?;
        entries.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    entries.reverse();
    let members = entries.iter().map(|it| it.member.0).max().unwrap_or(0);
    let proposals = entries.iter().filter_map(|it| it.proposal).max();
    let mut tables = Tables {
        upto: reader.projected_upto().await?,
        entries,
        tallies: Vec::new(),
        credits: Vec::new(),
        policies: Vec::new(),
    };
    for number in 0..=proposals.unwrap_or(ProposalId(0)).0 {
        let rows = reader.list_tallies(ProposalId(number), None).await?;
        tables.tallies.extend(rows);
    }
    for number in 0..=members {
        let rows = reader.list_credits(MemberNumber(number)).await?;
        tables.credits.extend(rows);
    }
    for kind in ["moderation", "data"] {
        let rows = reader.list_policy_versions(kind).await?;
        tables.policies.push(rows);
    }
    Ok(tables)
}

/// Leaves in the tables as many entries as there were, and nothing true about any of them.
async fn spoil(store: &Store, tables: &Tables) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.clear_projection().await?;
    for entry in &tables.entries {
        let entry = EntryRow {
            kind: "nonsense".to_owned(),
            member: MemberNumber(1),
            proposal: None,
            ..entry.clone()
        };
        let projected = ProjectedEntry {
            entry,
            tallies: Vec::new(),
            credits: Vec::new(),
            policies: Vec::new(),
            trades: Vec::new(),
        };
        tx.project(&projected).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens the database for one look and closes it, so that nobody holds it meanwhile.
fn look<T>(
    runtime: &Runtime,
    database: &str,
    look: impl AsyncFnOnce(&Store) -> Result<T>,
) -> Result<T> {
    runtime.block_on(async {
        let store = Store::open(database, &Options::default()).await?;
        let seen = look(&store).await;
        store.close().await;
        seen
    })
}

fn tell_the_story(folder: &Path, postgres: Option<&str>) -> Result<()> {
    let data = folder.join("network").display().to_string();
    let choice = match postgres {
        Some(url) => vec!["--database", url],
        None => Vec::new(),
    };
    let found = ["demo", "--no-serve", "--members", "30", "--rounds", "4"];
    succeed(&[&found[..], &["--data", &data], &choice].concat())?;
    let embedded = format!("{data}/meent.db");
    let database = postgres.unwrap_or(&embedded);
    let runtime = Runtime::new()?;
    let before = look(&runtime, database, read_tables)?;
    ensure!(
        before.entries.len() as u64 == before.upto && before.upto > 100,
        "{} entries of {}",
        before.entries.len(),
        before.upto
    );
    ensure!(
        before
            .entries
            .iter()
            .map(|it| it.index)
            .eq((0..before.upto).map(EntryIndex)),
        "the entries are not in order"
    );
    ensure!(!before.tallies.is_empty(), "the demo has no votes");
    ensure!(!before.credits.is_empty(), "the demo has no shares");
    ensure!(
        before.policies.iter().all(|versions| !versions.is_empty()),
        "the demo has no policies"
    );

    look(&runtime, database, async |store| {
        spoil(store, &before).await
    })?;
    let spoilt = look(&runtime, database, read_tables)?;
    ensure!(spoilt.tallies.is_empty() && spoilt.upto == before.upto);
    let rebuild = [&["rebuild", "--data", &data], &choice[..]].concat();
    let said = succeed(&rebuild)?;
    ensure!(said.contains(&before.upto.to_string()), "it said: {said}");
    let after = look(&runtime, database, read_tables)?;
    ensure!(before == after, "{before:#?}\nbecame {after:#?}");

    let site = serve(&data, &choice)?;
    let refused = meent(&rebuild)?;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    ensure!(
        !refused.status.success() && said.contains("stop it first"),
        "while a node runs it said: {said}"
    );
    let page = Client::default().get(&site.url("/commons/record"))?;
    let last = before.entries.last().context("there are entries")?;
    ensure!(
        page.status == 200 && page.body.contains(&format!("entries/{}", last.index.0)),
        "the page of the record answers {} without entry {}",
        page.status,
        last.index.0
    );
    Ok(())
}

#[test]
fn the_tables_come_back_from_the_record_on_sqlite() -> Result<()> {
    tell_the_story(tempfile::tempdir()?.path(), None)
}

#[test]
fn the_tables_come_back_from_the_record_on_postgresql() -> Result<()> {
    tell_the_story(tempfile::tempdir()?.path(), Some(&testkit::postgres::url()))
}
