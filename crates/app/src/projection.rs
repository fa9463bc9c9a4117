//! The record's facts in SQL, in log order, each batch in one transaction with the place reached.
//!
//! The record is the truth; what is written here can be dropped and made again from it
//! ([`App::rebuild_projection`]). Companions
//! are carried out here as well, so that a newcomer's account, a key's name and a proposal's words
//! appear together with the entry they belong to.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::handle::Handle;
use domain::profile::Language;
use domain::text::DisplayName;
use ledger::change::Change;
use ledger::ids::{Digest, EntryIndex, KeyNumber, MemberNumber, ProposalId};
use ledger::policy::Category;
use ledger::{Act, Body, Entry};
use record::replay::Committed;
use record::sequencer::FollowError;
use store::Tx;
use store::collected::InvitationName;
use store::member::{Naming, NewMember};
use store::notification::NotificationKind as Kind;
use store::office::NominationText;
use store::session::Credential;

use crate::App;
use crate::companion::Companion;
use crate::error::{AppError, Result};
use crate::jobs::Job;
use crate::justice;
use crate::notice::Notice;
use crate::proposal::insert_words;

mod rebuilding;
mod rows;

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
        // Photographs of a work that came back are served again before anybody is told.
        let is_ruling = |it: &Change| matches!(it, Change::CaseRuled { .. });
        let mut all = batch.iter();
        if all.any(|it| it.effects.changes.iter().any(is_ruling)) {
            self.refresh_withheld().await?;
        }
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
        let projected = rows::of(entry, changes)?;
        let member = projected.entry.member;
        tx.project(&projected).await?;
        for change in changes {
            self.announce(tx, entry, change).await?;
        }
        if let Act::Operation(signed) = &entry.act {
            let operation = signed.operation.signing_hash();
            let body = &signed.operation.body;
            if let Some(companion) = self.take_companion(tx, entry, operation, member).await? {
                carry_out(tx, entry, companion, member, body, changes).await?;
            }
            self.announce_referral(tx, entry.time_ms, body, changes)
                .await?;
        }
        Ok(())
    }

    /// Takes what accompanies `operation`, once, without what may not be kept of it now.
    async fn take_companion(
        &self,
        tx: &mut Tx,
        entry: &Entry,
        operation: Digest,
        member: MemberNumber,
    ) -> Result<Option<Companion>> {
        let Some(payload) = tx.find_companion(operation).await? else {
            return Ok(None);
        };
        tx.delete_companion(operation).await?;
        let companion = serde_json::from_str(&payload)
            .map_err(|_| AppError::Internal("a companion can be read"))?;
        let collector = self.collector().at(entry.time_ms);
        collector.reduce(tx, member, companion).await
    }

    /// Tells members what changed, and enqueues what follows from it.
    // long: one arm for each kind of change that somebody is told of
    async fn announce(&self, tx: &mut Tx, entry: &Entry, change: &Change) -> Result<()> {
        match change {
            Change::Left { member } => {
                self.enqueue(tx, &Job::EraseMember { member: member.0 }, entry.time_ms)
                    .await?;
            }
            Change::KeyAdded { member, key } => {
                let number = key.number.to_string();
                self.notify(tx, *member, Kind::KeysChanged, number, entry.time_ms)
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
            Change::Trust(change) => self.tell_trust(tx, change, entry.time_ms).await?,
            Change::RoundSettled { round, earned, .. } => {
                let kind = Kind::RoundSettled;
                for (member, _) in earned {
                    self.notify(tx, *member, kind, round.to_string(), entry.time_ms)
                        .await?;
                }
            }
            Change::DataAdopted { .. } => {
                for category in Category::ALL {
                    let job = Job::ApplyDataPolicy {
                        category: category.word().to_owned(),
                    };
                    self.enqueue(tx, &job, entry.time_ms).await?;
                }
            }
            Change::ElectionCalled { .. }
            | Change::ElectionOpened { .. }
            | Change::NominationWithdrawn { .. }
            | Change::SeatTaken { .. }
            | Change::RenewalAsked { .. }
            | Change::MandateLapsed { .. } => {
                self.announce_office(tx, change, entry.time_ms).await?;
            }
            Change::PanelDrawn { proposal, receipt } => {
                self.notify_drawn(tx, *proposal, &receipt.seated(), entry.time_ms)
                    .await?;
            }
            Change::PanelEnded {
                proposal,
                is_blocked: true,
                ..
            }
            | Change::StageEntered { proposal, .. } => {
                self.notify_sponsors(tx, *proposal, entry.time_ms).await?;
            }
            Change::JuryDrawn { .. }
            | Change::JurorReplaced { .. }
            | Change::JuryOpens { .. }
            | Change::JuryEnded { .. }
            | Change::CaseFiled { .. }
            | Change::CaseRuled { .. } => {
                self.announce_justice(tx, entry.time_ms, change).await?;
            }
            Change::ReviewersDrawn { .. }
            | Change::ReviewerReplaced { .. }
            | Change::ClaimEnded { .. } => {
                self.announce_work(tx, entry.time_ms, change).await?;
            }
            Change::SharesReturned { .. } | Change::VoucherSanctioned { .. } => {
                self.announce_finding(tx, entry.time_ms, change).await?;
            }
            Change::Grant(change) => self.announce_grant(tx, change, entry.time_ms).await?,
            Change::Call(change) => self.announce_call(tx, change, entry.time_ms).await?,
            Change::Books(books) => {
                self.announce_books(tx, books, entry.time_ms).await?;
                self.announce_investing(tx, entry.time_ms, change).await?;
            }
            Change::Market(change) => self.announce_market(tx, entry.time_ms, change).await?,
            Change::Assigning(change) => {
                self.announce_assigning(tx, entry.time_ms, change).await?;
            }
            Change::Filed { .. } | Change::Investing(_) => {
                self.announce_investing(tx, entry.time_ms, change).await?;
            }
            Change::Opened { proposal, .. } => {
                self.notify_sponsors(tx, *proposal, entry.time_ms).await?;
                self.enqueue_reminder(tx, *proposal).await?;
                self.enqueue_asking(tx, entry.time_ms).await?;
            }
            Change::RoundClosed { .. } => self.enqueue_asking(tx, entry.time_ms).await?,
            _ => {}
        }
        Ok(())
    }

    /// Tells those who were drawn for a panel.
    async fn notify_drawn(
        &self,
        tx: &mut Tx,
        id: ProposalId,
        drawn: &[MemberNumber],
        time_ms: u64,
    ) -> Result<()> {
        for member in drawn {
            self.notify(tx, *member, Kind::PanelDrawn, id.to_string(), time_ms)
                .await?;
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

/// Carries out what accompanies an operation.
// long: one arm for each kind of companion
async fn carry_out(
    tx: &mut Tx,
    entry: &Entry,
    companion: Companion,
    member: MemberNumber,
    body: &Body,
    changes: &[Change],
) -> Result<()> {
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
            insert_words(tx, member, words, entry.time_ms).await?;
        }
        Companion::Nomination(words) => {
            if let Body::Nominate { election, .. } = body {
                let words = NominationText {
                    election: *election,
                    text: words.summary,
                    salt: words.salt,
                    stored_at_ms: entry.time_ms,
                };
                tx.save_nomination_text(member, &words).await?;
            }
        }
        it @ (Companion::Appeal { .. }
        | Companion::Verdict { .. }
        | Companion::Statement { .. }) => {
            justice::keep(tx, entry.time_ms, member, body, it, changes).await?;
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
