//! The record's facts in SQL, in log order, each batch in one transaction with the place reached.
//!
//! The record is the truth; what is written here can be dropped and made again from it. Companions
//! are carried out here as well, so that a newcomer's account, a key's name and a proposal's words
//! appear together with the entry they belong to.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::handle::Handle;
use domain::profile::Language;
use domain::text::DisplayName;
use ledger::change::Change;
use ledger::ids::{Digest, EntryIndex, KeyNumber, MemberNumber, MicroShares, ProposalId};
use ledger::policy::Category;
use ledger::{Act, Body, Entry};
use record::replay::Committed;
use record::sequencer::FollowError;
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::collected::InvitationName;
use store::member::{Naming, NewMember};
use store::notification::NotificationKind as Kind;
use store::policy::PolicyVersionRow;
use store::projection::{CreditRow, EntryRow, ProjectedEntry, ProposalText, TallyRow};
use store::session::Credential;

use crate::App;
use crate::companion::Companion;
use crate::error::{AppError, Result};
use crate::jobs::Job;
use crate::notice::Notice;

impl App {
    /// Follows the record into SQL until it stops. Begins where the last run ended.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] or [`AppError::Internal`]: the node must stop, since pages would show
    /// an old truth.
    pub async fn follow_record(self: Arc<Self>) -> Result<()> {
        let from = self.store.read().await?.projected_upto().await?;
        let mut follower = self.record.follow(EntryIndex(from));
        loop {
            match follower.next().await {
                Ok(batch) => self.project(&batch.entries).await?,
                Err(FollowError::Stopped(_)) => return Ok(()),
                Err(error) => {
                    tracing::error!(error = %error, "the record cannot be followed");
                    return Err(AppError::Internal("the record can be followed"));
                }
            }
        }
    }

    /// Writes one batch.
    async fn project(&self, batch: &[Committed]) -> Result<()> {
        let Some(last) = batch.last() else {
            return Ok(());
        };
        let upto = last.entry.index.0.saturating_add(1);
        // Policies first: what this batch adopts already rules what may be written about it.
        self.refresh_commons()?;
        let mut tx = self.store.begin().await?;
        for committed in batch {
            self.project_entry(&mut tx, committed).await?;
        }
        tx.commit().await?;
        self.projected.send_replace(upto);
        Ok(())
    }

    /// Waits until the entry at `index` can be read from SQL.
    pub(crate) async fn wait_projected(&self, index: EntryIndex) -> Result<()> {
        let mut projected = self.projected.subscribe();
        let waited = projected.wait_for(|upto| *upto > index.0).await;
        waited
            .map(|_| ())
            .map_err(|_| AppError::Internal("the projection follows the record"))
    }

    async fn project_entry(&self, tx: &mut Tx, committed: &Committed) -> Result<()> {
        let (entry, changes) = (&committed.entry, &committed.effects.changes);
        let (signer, kind, operation) = match &entry.act {
            Act::Operation(signed) => {
                let operation = &signed.operation;
                (
                    operation.member,
                    operation.body.word(),
                    operation.signing_hash(),
                )
            }
            Act::Tick => (MemberNumber(0), "tick", hash_of(entry)),
            Act::SettleRound { .. } => (MemberNumber(0), "settle-round", hash_of(entry)),
        };
        let joined = changes.iter().find_map(|change| match change {
            Change::Joined { member, .. } => Some(*member),
            _ => None,
        });
        let member = joined.unwrap_or(signer);
        let row = EntryRow {
            index: entry.index,
            time_ms: entry.time_ms,
            member,
            kind: kind.to_owned(),
            operation_id: operation.0,
            proposal: proposal_of(&entry.act, changes),
        };
        let tallies = self.tallies_of(entry, changes)?;
        tx.project(&ProjectedEntry {
            entry: row,
            tallies,
            credits: credits_of(entry, changes),
        })
        .await?;
        for change in changes {
            self.project_change(tx, entry, change).await?;
        }
        if let Act::Operation(signed) = &entry.act {
            carry_out(
                tx,
                entry,
                operation,
                member,
                &signed.operation.body,
                changes,
            )
            .await?;
        }
        Ok(())
    }

    /// Returns how each vote stands after its ballots. A batch that ran ahead shows the later count
    /// at the earlier entry, which only makes the drawing coarser.
    fn tallies_of(&self, entry: &Entry, changes: &[Change]) -> Result<Vec<TallyRow>> {
        let voted = changes.iter().filter_map(|change| match change {
            Change::BallotCast { proposal, .. } | Change::Opened { proposal, .. } => {
                Some(*proposal)
            }
            _ => None,
        });
        let mut rows = Vec::new();
        for id in voted {
            let count = self.record.read(|state| {
                let proposal = state.find_proposal(id)?;
                Some((
                    proposal.count(),
                    proposal.snapshot.as_ref().map_or(0, |it| it.electorate),
                ))
            })?;
            let Some((counted, electorate)) = count else {
                continue;
            };
            let (tally, carried) = (counted.direct, counted.carried);
            let abstain = u64::from(tally.abstain).saturating_add(carried.abstain.into());
            rows.push(TallyRow {
                proposal: id,
                index: entry.index,
                time_ms: entry.time_ms,
                yes: counted.yes(),
                no: u64::from(tally.no).saturating_add(carried.no.into()),
                abstain,
                veto: u64::from(tally.veto),
                support: u64::from(tally.yes),
                electorate: u64::from(electorate),
            });
        }
        Ok(rows)
    }

    // long: one arm per kind of change
    async fn project_change(&self, tx: &mut Tx, entry: &Entry, change: &Change) -> Result<()> {
        match change {
            Change::Left { member } => {
                self.enqueue(tx, &Job::EraseMember { member: member.0 }, entry.time_ms)
                    .await?;
            }
            Change::KeyAdded { member, key } => {
                self.notify(
                    tx,
                    *member,
                    Kind::KeysChanged,
                    key.number.to_string(),
                    entry.time_ms,
                )
                .await?;
            }
            Change::KeyRemoved { member, key } => {
                tx.delete_credential(*member, *key).await?;
                self.notify(
                    tx,
                    *member,
                    Kind::KeysChanged,
                    key.to_string(),
                    entry.time_ms,
                )
                .await?;
            }
            Change::Vouched { from, to, .. } => {
                let notice = Notice {
                    actor: Some(*from),
                    ..Notice::default()
                };
                self.tell_at(tx, *to, Kind::Vouched, notice, entry.time_ms)
                    .await?;
            }
            Change::RoundSettled { round, earned, .. } => {
                for (member, _) in earned {
                    self.notify(
                        tx,
                        *member,
                        Kind::RoundSettled,
                        round.to_string(),
                        entry.time_ms,
                    )
                    .await?;
                }
            }
            Change::Founded {
                founding,
                moderation,
                data,
            } => {
                put_policy(tx, entry, "charter", 1, ProposalId(0), &founding.charter).await?;
                put_policy(
                    tx,
                    entry,
                    "moderation",
                    moderation.version,
                    ProposalId(0),
                    moderation.as_ref(),
                )
                .await?;
                put_policy(
                    tx,
                    entry,
                    "data",
                    data.version,
                    ProposalId(0),
                    data.as_ref(),
                )
                .await?;
            }
            Change::ModerationAdopted { proposal, policy } => {
                put_policy(
                    tx,
                    entry,
                    "moderation",
                    policy.version,
                    *proposal,
                    policy.as_ref(),
                )
                .await?;
            }
            Change::DataAdopted { proposal, policy } => {
                put_policy(
                    tx,
                    entry,
                    "data",
                    policy.version,
                    *proposal,
                    policy.as_ref(),
                )
                .await?;
                for category in Category::ALL {
                    let job = Job::ApplyDataPolicy {
                        category: category.word().to_owned(),
                    };
                    self.enqueue(tx, &job, entry.time_ms).await?;
                }
            }
            Change::CharterAdopted {
                proposal,
                charter,
                version,
            } => {
                put_policy(tx, entry, "charter", *version, *proposal, charter.as_ref()).await?;
            }
            Change::Opened { proposal, .. } | Change::StageEntered { proposal, .. } => {
                self.notify_sponsors(tx, *proposal, entry.time_ms).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Tells those who stand behind a proposal that it moved.
    async fn notify_sponsors(&self, tx: &mut Tx, id: ProposalId, time_ms: u64) -> Result<()> {
        let sponsors = self
            .record
            .read(|state| state.find_proposal(id).map(|it| it.sponsors.clone()))?;
        for member in sponsors.unwrap_or_default() {
            self.notify(tx, member, Kind::ProposalMoved, id.to_string(), time_ms)
                .await?;
        }
        Ok(())
    }
}

fn hash_of(entry: &Entry) -> Digest {
    Digest(Sha256::digest(entry.to_bytes()).into())
}

fn credits_of(entry: &Entry, changes: &[Change]) -> Vec<CreditRow> {
    let settled = changes.iter().filter_map(|change| match change {
        Change::RoundSettled { round, earned, .. } => Some((*round, earned)),
        _ => None,
    });
    let credit = |round, (member, amount): &(MemberNumber, MicroShares)| CreditRow {
        member: *member,
        round,
        reason: "content".to_owned(),
        amount: *amount,
        index: entry.index,
    };
    settled
        .flat_map(|(round, earned)| earned.iter().map(move |it| credit(round, it)))
        .collect()
}

async fn put_policy<T: borsh::BorshSerialize>(
    tx: &mut Tx,
    entry: &Entry,
    kind: &str,
    version: u32,
    proposal: ProposalId,
    policy: &T,
) -> Result<()> {
    let body = borsh::to_vec(policy).map_err(|_| AppError::Internal("a policy has bytes"))?;
    let row = PolicyVersionRow {
        version,
        proposal,
        since_ms: entry.time_ms,
        index: entry.index,
        body,
    };
    Ok(tx.insert_policy_version(kind, &row).await?)
}

fn proposal_of(act: &Act, changes: &[Change]) -> Option<ProposalId> {
    let named = match act {
        Act::Operation(signed) => match &signed.operation.body {
            Body::Vote { proposal, .. }
            | Body::Sponsor(proposal)
            | Body::SignPetition(proposal)
            | Body::WithdrawProposal(proposal) => Some(*proposal),
            _ => None,
        },
        Act::Tick | Act::SettleRound { .. } => None,
    };
    named.or_else(|| {
        changes.iter().find_map(|change| match change {
            Change::Filed { proposal } => Some(proposal.id),
            Change::Opened { proposal, .. } | Change::StageEntered { proposal, .. } => {
                Some(*proposal)
            }
            _ => None,
        })
    })
}

/// Carries out what accompanies an operation, once.
async fn carry_out(
    tx: &mut Tx,
    entry: &Entry,
    operation: Digest,
    member: MemberNumber,
    body: &Body,
    changes: &[Change],
) -> Result<()> {
    let Some(payload) = tx.find_companion(operation).await? else {
        return Ok(());
    };
    let companion: Companion = serde_json::from_str(&payload)
        .map_err(|_| AppError::Internal("a companion can be read"))?;
    match companion {
        Companion::Person {
            handle,
            display_name,
            language,
            credential_id,
            key_name,
        } => {
            welcome(tx, member, &handle, display_name, &language, entry.time_ms).await?;
            if let Some(id) = credential(credential_id.as_deref()) {
                put_credential(tx, id, member, KeyNumber(0), key_name, entry.time_ms).await?;
            }
        }
        Companion::Key {
            credential_id,
            key_name,
        } => {
            let added = changes.iter().find_map(|change| match change {
                Change::KeyAdded { key, .. } => Some(key.number),
                _ => None,
            });
            if let (Some(id), Some(number)) = (credential(credential_id.as_deref()), added) {
                put_credential(tx, id, member, number, key_name, entry.time_ms).await?;
            }
        }
        Companion::Words(words) => {
            tx.insert_proposal_text(&ProposalText {
                digest: words.digest().0,
                author: member,
                title: words.title,
                summary: words.summary,
                salt: words.salt.into_bytes(),
                stored_at_ms: entry.time_ms,
            })
            .await?;
        }
        Companion::Invitation { name } => {
            if let Body::Invite { key, .. } = body {
                let name = InvitationName {
                    invitation: key.to_vec(),
                    name,
                    named_at_ms: entry.time_ms,
                };
                tx.save_invitation_name(member, &name).await?;
            }
        }
    }
    tx.delete_companion(operation).await?;
    Ok(())
}

async fn put_credential(
    tx: &mut Tx,
    credential_id: Vec<u8>,
    member: MemberNumber,
    key_number: KeyNumber,
    name: Option<String>,
    added_at_ms: u64,
) -> Result<()> {
    tx.insert_credential(&Credential {
        credential_id,
        member,
        key_number,
        name,
        added_at_ms,
    })
    .await?;
    Ok(())
}

fn credential(id: Option<&str>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(id?).ok()
}

/// Writes the account of a newcomer. Whoever lost a race for a handle gets the next free one like
/// it, and can change it: the record already has them.
async fn welcome(
    tx: &mut Tx,
    member: MemberNumber,
    handle: &str,
    display_name: String,
    language: &str,
    time_ms: u64,
) -> Result<()> {
    let language = Language::of_tag(language).unwrap_or_default();
    let mut wanted = handle.to_owned();
    for attempt in 2_u32..1_000 {
        let parsed =
            Handle::parse(&wanted).or_else(|_| Handle::parse(&format!("member{}", member.0)));
        let handle = parsed.map_err(|_| AppError::Internal("a number makes a handle"))?;
        let new = NewMember {
            number: member,
            handle,
            display_name: DisplayName::from_stored(display_name.clone()),
            language,
            joined_at_ms: time_ms,
        };
        if tx.insert_member(&new).await? == Naming::Done || tx.find_member(member).await?.is_some()
        {
            return Ok(());
        }
        wanted = format!("{handle_base}{attempt}", handle_base = new.handle.as_str());
    }
    Err(AppError::Internal("one of a thousand handles is free"))
}
