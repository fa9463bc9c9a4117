//! Coming in: joining, signing in with a passkey, sessions, keys.
//!
//! Sign-in is the same assertion as an operation's, over a challenge that the server made up a
//! moment ago and uses once; the one verifier of the ledger checks both (ADR-0005).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::handle::Handle;
use domain::profile::Language;
use domain::text::{DisplayName, NominationText};
use ledger::ids::{Digest, KeyNumber, MemberNumber};
use ledger::key::PublicKey;
use ledger::member::KeyKind;
use ledger::operation::{Body, Operation, Payload, Propose};
use ledger::payload::Beneficiary;
use ledger::policy::Category;
use ledger::signature::{self, Signature, low_s_from_der};
use rand::RngCore as _;
use store::appreciation::Change;

use crate::companion::{Companion, Payee};
use crate::error::{AppError, Result};
use crate::proposal::check_payee_name;
use crate::work::check_claim;
use crate::{App, Refusal, Viewer};

/// How long a sign-in challenge is good for.
const CHALLENGE_MS: u64 = 5 * 60 * 1000;

/// Challenges that may be open at once; the oldest gives way.
const CHALLENGES_MAX: usize = 10_000;

/// Sign-in challenges that were given out and not used.
#[derive(Debug, Default)]
pub struct Challenges {
    open: Mutex<BTreeMap<[u8; 32], u64>>,
}

impl Challenges {
    fn give(&self, now_ms: u64) -> [u8; 32] {
        let mut challenge = [0; 32];
        rand::rng().fill_bytes(&mut challenge);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, until_ms| *until_ms > now_ms);
        if open.len() >= CHALLENGES_MAX {
            let oldest = open
                .iter()
                .min_by_key(|(_, until_ms)| **until_ms)
                .map(|(challenge, _)| *challenge);
            if let Some(oldest) = oldest {
                open.remove(&oldest);
            }
        }
        open.insert(challenge, now_ms.saturating_add(CHALLENGE_MS));
        challenge
    }

    fn take(&self, challenge: &[u8; 32], now_ms: u64) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.remove(challenge)
            .is_some_and(|until_ms| until_ms > now_ms)
    }
}

/// A passkey's answer to a sign-in challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The challenge it answers.
    pub challenge: [u8; 32],
    /// The credential's id.
    pub credential_id: Vec<u8>,
    /// Hash of the rp id, flags, counter.
    pub authenticator_data: Vec<u8>,
    /// What the browser says it asked for.
    pub client_data_json: Vec<u8>,
    /// DER.
    pub signature: Vec<u8>,
}

/// Somebody's key, as they see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyView {
    /// Its number.
    pub number: KeyNumber,
    /// A passkey, or a key of the command line or a session.
    pub is_passkey: bool,
    /// Until when it may cast ballots, if that is all it may.
    pub session_until_ms: Option<u64>,
    /// When it comes or came into force.
    pub in_force_ms: u64,
    /// What its holder calls it.
    pub name: Option<String>,
}

impl App {
    /// Gives a challenge for a sign-in.
    #[must_use]
    pub fn challenge_sign_in(&self) -> [u8; 32] {
        self.challenges.give(self.clock.now_ms())
    }

    /// Verifies a sign-in and returns who it is.
    ///
    /// # Errors
    ///
    /// [`Refusal::SignIn`] for everything that is wrong with it: which it is, is nobody's business.
    pub async fn sign_in(&self, sign_in: SignIn) -> Result<MemberNumber> {
        let now_ms = self.clock.now_ms();
        let refused = || AppError::Refused(Refusal::SignIn);
        if !self.challenges.take(&sign_in.challenge, now_ms) {
            return Err(refused());
        }
        let mut reader = self.store.read().await?;
        let found = reader
            .find_credential(&sign_in.credential_id)
            .await?
            .ok_or_else(refused)?;
        let key = self.record.read(|state| {
            let member = state
                .find_member(found.member)
                .filter(|member| member.left_ms.is_none())?;
            let held = member.find_key(found.key_number)?;
            // Until then the other keys can still remove it, and it opens no door.
            (held.in_force_ms <= now_ms).then(|| held.key.clone())
        })?;
        let bytes = low_s_from_der(&sign_in.signature).ok_or_else(refused)?;
        let signature = Signature::WebAuthn {
            key: found.key_number,
            authenticator_data: sign_in.authenticator_data,
            client_data_json: sign_in.client_data_json,
            bytes,
        };
        signature::verify(
            &signature,
            &key.ok_or_else(refused)?,
            &sign_in.challenge,
            true,
        )
        .map_err(|_| refused())?;
        Ok(found.member)
    }

    /// Lists the keys that `member` holds.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], [`AppError::Record`] or [`AppError::Store`].
    pub async fn list_keys(&self, member: MemberNumber) -> Result<Vec<KeyView>> {
        let mut reader = self.store.read().await?;
        let names: BTreeMap<KeyNumber, String> = reader
            .list_credentials(member)
            .await?
            .into_iter()
            .filter_map(|it| it.name.map(|name| (it.key_number, name)))
            .collect();
        let keys = self
            .record
            .read(|state| state.find_member(member).map(|member| member.keys.clone()))?;
        let view = |held: ledger::member::HeldKey| KeyView {
            number: held.number,
            is_passkey: matches!(held.key, PublicKey::P256 { .. }),
            session_until_ms: match held.kind {
                KeyKind::Full => None,
                KeyKind::Session { expires_ms } => Some(expires_ms),
            },
            in_force_ms: held.in_force_ms,
            name: names.get(&held.number).cloned(),
        };
        Ok(keys
            .ok_or(AppError::NotFound)?
            .into_iter()
            .map(view)
            .collect())
    }

    /// Calls a key of the viewer something else, or nothing where `name` is blank.
    ///
    /// [`Change::None`] if the viewer has no such key that can be named.
    ///
    /// # Errors
    ///
    /// [`Refusal::Text`] for a name over 60 characters; [`Refusal::DataPolicy`] if the data policy
    /// in force does not permit keeping one.
    pub async fn name_key(&self, viewer: &Viewer, key: KeyNumber, name: &str) -> Result<Change> {
        let member = viewer.signed_in()?;
        let name = Some(name.trim()).filter(|name| !name.is_empty());
        check_name(name)?;
        let mut tx = self.store.begin().await?;
        if name.is_some() {
            self.collector()
                .require(&mut tx, Category::DeviceNames, member)
                .await?;
        }
        let change = tx.rename_credential(member, key, name).await?;
        tx.commit().await?;
        Ok(change)
    }

    /// Ends the session whose token has this digest.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`].
    pub async fn sign_out(&self, token_digest: &[u8; 32]) -> Result<()> {
        let mut tx = self.store.begin().await?;
        tx.delete_session(token_digest).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends every session of the viewer.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn sign_out_everywhere(&self, viewer: &Viewer) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.delete_sessions_of(member).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Checks what accompanies an operation before it is submitted, while it can still be refused.
    // long: one arm for each kind of companion
    pub(crate) async fn check_companion(
        &self,
        operation: &Operation,
        companion: Option<&Companion>,
    ) -> Result<()> {
        match (&operation.body, companion) {
            (
                Body::Found(_) | Body::Join(_),
                Some(Companion::Person {
                    handle,
                    display_name,
                    language,
                    key_name,
                    ..
                }),
            ) => {
                self.check_handle(handle).await?;
                DisplayName::parse(display_name.clone()).map_err(|refusal| {
                    Refusal::Profile(domain::profile::Refusal::DisplayName(refusal))
                })?;
                Language::of_tag(language).ok_or(Refusal::Text("language"))?;
                check_name(key_name.as_deref())
            }
            (Body::AddKey(_), Some(Companion::Key { key_name, .. })) => {
                check_name(key_name.as_deref())
            }
            (
                Body::Propose(Propose { text, .. })
                | Body::AddItem { text, .. }
                | Body::AttestIncome { evidence: text, .. }
                | Body::AttestPayment { evidence: text, .. }
                | Body::ClaimPaid { evidence: text, .. }
                | Body::AttestSubscription { evidence: text, .. },
                Some(Companion::Words(words)),
            ) => {
                let title = words.title.trim();
                if title.is_empty()
                    || title.chars().count() > 160
                    || words.summary.chars().count() > 8_000
                {
                    return Err(Refusal::Text("proposal").into());
                }
                let paid = match &operation.body {
                    Body::Propose(it) => paid_outside(&it.payload),
                    _ => None,
                };
                check_payee(words.payee.as_ref(), paid)?;
                if words.digest() == *text {
                    Ok(())
                } else {
                    Err(Refusal::Text("digest").into())
                }
            }
            (
                Body::SubmitProject { text, to, .. } | Body::RequestGrant { text, to, .. },
                Some(Companion::Words(words)),
            ) => {
                let outside = match to {
                    Beneficiary::Outside(digest) => Some(*digest),
                    Beneficiary::Member(_) => None,
                };
                check_payee(words.payee.as_ref(), outside)?;
                check_claim(&words.title, &words.summary)?;
                if words.digest() == *text {
                    Ok(())
                } else {
                    Err(Refusal::Text("digest").into())
                }
            }
            (
                Body::ClaimWork { text, .. } | Body::ChallengeDecision { grounds: text, .. },
                Some(Companion::Words(words)),
            ) => {
                check_payee(words.payee.as_ref(), None)?;
                check_claim(&words.title, &words.summary)?;
                if words.digest() == *text {
                    Ok(())
                } else {
                    Err(Refusal::Text("digest").into())
                }
            }
            (Body::Nominate { text, .. }, Some(Companion::Nomination(words))) => {
                let is_text = NominationText::parse(words.summary.clone()).is_ok();
                if !words.title.is_empty() || !is_text {
                    return Err(Refusal::Text("nomination").into());
                }
                if words.digest() == *text {
                    Ok(())
                } else {
                    Err(Refusal::Text("digest").into())
                }
            }
            (Body::Invite { .. }, Some(Companion::Invitation { name })) => check_name(Some(name)),
            // A jury can hear no act that the node does not know, nor open what nobody kept.
            (
                Body::Appeal(_)
                | Body::ReferAct { .. }
                | Body::SealVerdict { .. }
                | Body::StateVerdict { .. },
                Some(it),
            ) => {
                self.check_case_companion(operation.member, &operation.body, it)
                    .await
            }
            // A founder, newcomer, proposal or item without a name cannot be shown, nor evidence confirmed.
            (
                Body::Found(_)
                | Body::Join(_)
                | Body::Propose(_)
                | Body::AddItem { .. }
                | Body::AttestIncome { .. }
                | Body::AttestPayment { .. }
                | Body::ClaimPaid { .. }
                | Body::AttestSubscription { .. }
                | Body::ClaimWork { .. }
                | Body::ChallengeDecision { .. }
                | Body::SubmitProject { .. }
                | Body::RequestGrant { .. }
                | Body::Appeal(_)
                | Body::ReferAct { .. }
                | Body::SealVerdict { .. }
                | Body::StateVerdict { .. },
                _,
            ) => Err(Refusal::Text("companion").into()),
            (_, None) => Ok(()),
            (_, Some(_)) => Err(Refusal::Text("companion").into()),
        }
    }

    /// Says whether `typed` can be somebody's handle.
    ///
    /// # Errors
    ///
    /// [`domain::profile::Refusal`] with why not.
    pub async fn check_handle(&self, typed: &str) -> Result<Handle> {
        use domain::profile::Refusal as Profile;
        let handle =
            Handle::parse(typed).map_err(|refusal| Refusal::Profile(Profile::Handle(refusal)))?;
        let mut reader = self.store.read().await?;
        if reader.find_member_by_handle(&handle).await?.is_some() {
            return Err(Refusal::Profile(Profile::HandleTaken).into());
        }
        Ok(handle)
    }

    /// Returns the operation's place on the record, if it has one.
    ///
    /// # Errors
    ///
    /// [`AppError::Internal`] if the log cannot be read.
    pub fn find_receipt(&self, operation: Digest) -> Result<Option<record::sequencer::Receipt>> {
        self.record
            .find_receipt(record::identities::OperationId(operation))
            .map_err(|_| AppError::Internal("the record's log can be read"))
    }
}

/// Returns the digest of whom a payload pays outside.
fn paid_outside(payload: &Payload) -> Option<Digest> {
    match payload {
        Payload::Spend(spend) | Payload::Stream(spend) => match spend.beneficiary {
            Beneficiary::Outside(digest) => Some(digest),
            Beneficiary::Member(_) => None,
        },
        _ => None,
    }
}

/// Refuses the name of somebody who is not paid. Nobody must be named: the record asks for no name.
fn check_payee(payee: Option<&Payee>, paid: Option<Digest>) -> Result<()> {
    let Some(payee) = payee else { return Ok(()) };
    check_payee_name(&payee.name)?;
    if Some(payee.digest()) == paid {
        Ok(())
    } else {
        Err(Refusal::Text("payee").into())
    }
}

fn check_name(name: Option<&str>) -> Result<()> {
    match name {
        Some(name) if name.trim().is_empty() || name.chars().count() > 60 => {
            Err(Refusal::Text("name").into())
        }
        Some(_) | None => Ok(()),
    }
}
