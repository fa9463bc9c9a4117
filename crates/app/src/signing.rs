//! Operations on their way to the record: made ready, signed by the member's device, submitted.
//!
//! The server writes the canonical bytes; the browser decodes those very bytes, shows what they
//! say, and signs their hash. What comes back is the bytes with the signature, nothing else.

use ledger::ids::{Digest, EntryIndex, KeyNumber, MemberNumber, NetworkId};
use ledger::operation::{Body, Join, Operation, SignedOperation};
use ledger::signature::{Signature, low_s_from_der};
use ledger::{Rejection, apply};
use record::sequencer::Receipt;

use crate::companion::Companion;
use crate::error::{AppError, Result};
use crate::{App, Refusal};

/// Milliseconds that a companion outlives its operation, for the projection to catch up.
const COMPANION_GRACE_MS: u64 = 86_400_000;

/// An operation that waits for its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Canonical bytes.
    pub bytes: Vec<u8>,
    /// The network they are hashed with.
    pub network: NetworkId,
    /// What is signed.
    pub hash: Digest,
    /// Until when it may be accepted, in milliseconds.
    pub expires_ms: u64,
}

/// A signature as the device made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// By a passkey: the assertion as the browser returns it.
    Passkey {
        /// The credential's id; empty for the key that an operation brings itself.
        credential_id: Vec<u8>,
        /// Hash of the rp id, flags, counter.
        authenticator_data: Vec<u8>,
        /// What the browser says it asked for.
        client_data_json: Vec<u8>,
        /// DER.
        signature: Vec<u8>,
    },
    /// By an Ed25519 key of the command line or of a session.
    Key {
        /// Its number with the member.
        number: KeyNumber,
        /// The signature.
        bytes: [u8; 64],
    },
    /// In the record's own form already.
    Signed(Signature),
}

/// What became of an accepted operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its place on the record.
    pub index: EntryIndex,
    /// When, in milliseconds.
    pub time_ms: u64,
    /// Its identity.
    pub operation: Digest,
    /// Who acted; the new number for who joined.
    pub member: MemberNumber,
}

/// A signed operation on its way to the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Canonical bytes of the operation.
    pub bytes: Vec<u8>,
    /// What the device made of their hash.
    pub evidence: Evidence,
    /// What accompanies it.
    pub companion: Option<Companion>,
}

/// A submission whose form is right.
struct Examined {
    id: Digest,
    signed: SignedOperation,
    companion: Option<Companion>,
}

impl App {
    /// Makes `body` ready for `member` to sign: network, next sequence, latest expiry.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is no such member; [`AppError::Record`] if the record has
    /// stopped.
    pub fn prepare(&self, member: MemberNumber, body: Body) -> Result<Prepared> {
        let now_ms = self.record.now_ms()?;
        let operation = self.record.read(|state| {
            let sequence = match &body {
                Body::Found(_) | Body::Join(_) => 1,
                _ => state.find_member(member)?.next_sequence,
            };
            let expires_ms = now_ms
                .saturating_add(state.charter.ticks_ms(1))
                .saturating_sub(1);
            Some(Operation {
                network: state.network,
                member,
                sequence,
                expires_ms,
                body,
            })
        })?;
        let operation = operation.ok_or(AppError::NotFound)?;
        let bytes = operation.to_bytes();
        let hash = ledger::operation::signing_hash(operation.network, &bytes);
        Ok(Prepared {
            bytes,
            network: operation.network,
            hash,
            expires_ms: operation.expires_ms,
        })
    }

    /// Makes a newcomer's operation ready.
    ///
    /// # Errors
    ///
    /// As [`App::prepare`].
    pub fn prepare_join(&self, join: Join) -> Result<Prepared> {
        self.prepare(MemberNumber(0), Body::Join(join))
    }

    /// Submits a signed operation with what accompanies it, and waits until both can be read.
    ///
    /// # Errors
    ///
    /// [`AppError::Malformed`] for bytes that are not canonical; [`AppError::Refused`] for a
    /// passkey nobody has; [`AppError::Rejected`] with the ledger's reason; [`AppError::Busy`].
    /// Nothing is on the record then. [`AppError::Record`] or [`AppError::Store`] if something
    /// failed: whether it is on the record shows when it is submitted again.
    pub async fn submit(
        &self,
        bytes: &[u8],
        evidence: Evidence,
        companion: Option<Companion>,
    ) -> Result<Accepted> {
        let submission = Submission {
            bytes: bytes.to_vec(),
            evidence,
            companion,
        };
        let mut outcomes = self.submit_all(vec![submission]).await?;
        outcomes
            .pop()
            .unwrap_or(Err(AppError::Internal("one submission has one outcome")))
    }

    /// Submits many signed operations, which are decided in their order, and waits until all that
    /// were accepted can be read. The outcomes are in the same order.
    ///
    /// # Errors
    ///
    /// [`AppError::Store`] if what accompanies them cannot be kept; nothing is on the record then.
    /// What is wrong with one of them is its own outcome, as in [`App::submit`].
    pub async fn submit_all(&self, submissions: Vec<Submission>) -> Result<Vec<Result<Accepted>>> {
        let mut ready = Vec::with_capacity(submissions.len());
        for submission in submissions {
            ready.push(self.examine(submission).await);
        }
        self.keep_companions(ready.iter().flatten()).await?;
        let pending: Vec<_> = ready
            .into_iter()
            .map(|it| it.map(|it| (self.record.submit(it.signed.to_bytes()), it)))
            .collect();
        let mut outcomes = Vec::with_capacity(pending.len());
        let (mut last, mut rejected) = (None, Vec::new());
        for it in pending {
            outcomes.push(match it {
                Err(error) => Err(error),
                Ok((answer, examined)) => match answer.await {
                    Ok(receipt) => {
                        last = last.max(Some(receipt.index));
                        Ok((receipt, examined))
                    }
                    Err(error) => {
                        let error = AppError::from(error);
                        if examined.companion.is_some() && matches!(error, AppError::Rejected(_)) {
                            rejected.push(examined.id);
                        }
                        Err(error)
                    }
                },
            });
        }
        self.drop_companions(&rejected).await?;
        if let Some(index) = last {
            self.wait_projected(index).await?;
        }
        Ok(outcomes
            .into_iter()
            .map(|it| it.and_then(|(receipt, examined)| self.accepted(receipt, &examined)))
            .collect())
    }

    async fn examine(&self, submission: Submission) -> Result<Examined> {
        let operation = Operation::from_bytes(&submission.bytes)?;
        let signature = self.signature_of(&operation, submission.evidence).await?;
        self.check_companion(&operation, submission.companion.as_ref())
            .await?;
        let companion = match (submission.companion, &operation.body) {
            // The founding brings the policy with it: it is asked when the entry is projected.
            (Some(companion), body) if !matches!(body, Body::Found(_)) => {
                let mut reader = self.store.read().await?;
                self.collector()
                    .reduce(&mut reader, operation.member, companion)
                    .await?
            }
            (companion, _) => companion,
        };
        let id = operation.signing_hash();
        Ok(Examined {
            id,
            signed: SignedOperation {
                operation,
                signature,
            },
            companion,
        })
    }

    async fn keep_companions(&self, examined: impl Iterator<Item = &Examined>) -> Result<()> {
        let with: Vec<_> = examined
            .filter_map(|it| it.companion.as_ref().map(|companion| (it, companion)))
            .collect();
        if with.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        for (it, companion) in with {
            let payload = serde_json::to_string(companion)
                .map_err(|_| AppError::Internal("a companion is JSON"))?;
            let expires_ms = it
                .signed
                .operation
                .expires_ms
                .saturating_add(COMPANION_GRACE_MS);
            tx.insert_companion(it.id, &payload, expires_ms).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn drop_companions(&self, operations: &[Digest]) -> Result<()> {
        if operations.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        for operation in operations {
            tx.delete_companion(*operation).await?;
        }
        Ok(tx.commit().await?)
    }

    fn accepted(&self, receipt: Receipt, examined: &Examined) -> Result<Accepted> {
        let signer = examined.signed.operation.member;
        let member = if signer.0 == 0 {
            self.newcomer_of(&examined.signed)?
        } else {
            signer
        };
        Ok(Accepted {
            index: receipt.index,
            time_ms: receipt.time_ms,
            operation: examined.id,
            member,
        })
    }

    /// Returns the number that the record gave the key of a join.
    fn newcomer_of(&self, signed: &SignedOperation) -> Result<MemberNumber> {
        let owner = self.record.read(|state| {
            let key = apply::signing_key(state, signed).ok()?;
            state.key_owners.get(key).copied()
        })?;
        owner.ok_or(AppError::Internal("a newcomer's key is on the record"))
    }

    /// Brings a device's signature into the record's form.
    async fn signature_of(&self, operation: &Operation, evidence: Evidence) -> Result<Signature> {
        match evidence {
            Evidence::Signed(signature) => Ok(signature),
            Evidence::Key { number, bytes } => Ok(Signature::Ed25519 { key: number, bytes }),
            Evidence::Passkey {
                credential_id,
                authenticator_data,
                client_data_json,
                signature,
            } => {
                let key = match &operation.body {
                    Body::Found(_) | Body::Join(_) => KeyNumber(0),
                    _ => {
                        let mut reader = self.store.read().await?;
                        let found = reader.find_credential(&credential_id).await?;
                        let own = found.filter(|it| it.member == operation.member);
                        own.ok_or(AppError::Refused(Refusal::SignIn))?.key_number
                    }
                };
                let bytes = low_s_from_der(&signature)
                    .ok_or(AppError::Rejected(Rejection::SignatureInvalid))?;
                Ok(Signature::WebAuthn {
                    key,
                    authenticator_data,
                    client_data_json,
                    bytes,
                })
            }
        }
    }
}
