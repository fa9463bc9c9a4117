//! Certificates of shares: a holding with its proof, as JSON that anybody checks.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::ids::{Digest, EntryIndex, MemberNumber, MicroShares, NetworkId, RoundNumber};
use ledger::score;
use record::certificate::{Certificate, Credit, Shown};
use record::sequencer::Proof;
use serde_json::{Value, json};

use crate::App;
use crate::error::{AppError, Result};

/// The word and version that the JSON begins with.
const FORMAT: &str = "meent-certificate/1";
/// How often proofs are asked for anew when the record grows under them.
const ATTEMPTS: u32 = 5;
/// Rounds that a certificate shows, the latest: what vested long before needs no proof of a grant.
const CREDITS_MAX: usize = 60;

/// A holding as it is certified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// The network's name.
    pub name: String,
    /// What anybody checks.
    pub certificate: Certificate,
    /// Entries of the record that the checkpoint counts.
    pub size: u64,
    /// What each round credited, oldest first.
    pub credits: Vec<(RoundNumber, MicroShares)>,
    /// What the member holds that they earned.
    pub held: MicroShares,
    /// Of it, what is vested.
    pub vested: MicroShares,
    /// Everything that the network has issued.
    pub issued: MicroShares,
    /// When, in milliseconds: the time of the last entry.
    pub at_ms: u64,
}

impl App {
    /// Makes a certificate of what `member` holds.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if they were never credited, or a round's file is no longer kept;
    /// [`AppError::Busy`] if the record grows too fast; [`AppError`] as reading it.
    pub async fn certify(&self, member: MemberNumber) -> Result<Certified> {
        let mut indices: Vec<(RoundNumber, EntryIndex)> = {
            let mut reader = self.store.read().await?;
            let credits = reader.list_credits(member).await?;
            credits.iter().map(|it| (it.round, it.index)).collect()
        };
        indices.sort_unstable();
        indices.dedup();
        let indices = &indices[indices.len().saturating_sub(CREDITS_MAX)..];
        let mut results = Vec::new();
        for (round, _) in indices {
            let file = self
                .load_round_file(*round)
                .await?
                .ok_or(AppError::NotFound)?;
            let result =
                score::score(&file).map_err(|_| AppError::Internal("a sound file has a result"))?;
            results.push(result.to_bytes());
        }
        if results.is_empty() {
            return Err(AppError::NotFound);
        }
        let settled: Vec<EntryIndex> = indices.iter().map(|(_, index)| *index).collect();
        for _ in 0..ATTEMPTS {
            if let Some(made) = self.certify_once(member, &settled, &results)? {
                return Ok(made);
            }
        }
        Err(AppError::Busy)
    }

    /// Nothing if the record grew meanwhile, so that proofs lead to different checkpoints.
    fn certify_once(
        &self,
        member: MemberNumber,
        settled: &[EntryIndex],
        results: &[Vec<u8>],
    ) -> Result<Option<Certified>> {
        let founding = self.shown(EntryIndex(0))?;
        let mut credits = Vec::new();
        for (index, result) in settled.iter().zip(results) {
            let proof = self.shown(*index)?;
            if proof.size != founding.size {
                return Ok(None);
            }
            credits.push(Credit {
                shown: shown(proof),
                result: result.clone(),
            });
        }
        let read = self.record.read(|state| {
            let person = state.find_member(member)?;
            let schedule = state.charter.schedule();
            let vested = person.vested(schedule, state.round);
            let held = person.earned();
            Some((state.network, held, vested, state.issued, state.time_ms))
        })?;
        let (network, held, vested, issued, at_ms) = read.ok_or(AppError::NotFound)?;
        let certificate = Certificate {
            network,
            member,
            checkpoint: founding.checkpoint.to_string(),
            founding: shown(founding),
            credits,
        };
        let checked = certificate.check();
        let checked = checked.map_err(|_| AppError::Internal("what the record shows is sound"))?;
        Ok(Some(Certified {
            name: checked.name,
            size: checked.size,
            credits: checked.credits,
            certificate,
            held,
            vested,
            issued,
            at_ms,
        }))
    }

    fn shown(&self, index: EntryIndex) -> Result<Proof> {
        let proof = self.record.prove(index);
        let proof = proof.map_err(|_| AppError::Internal("the record can be shown"))?;
        proof.ok_or(AppError::Busy)
    }
}

fn shown(proof: Proof) -> Shown {
    Shown {
        index: proof.index,
        entry: proof.entry,
        hashes: proof.hashes,
    }
}

/// Writes a certificate as JSON: bytes in base64 without padding, for addresses.
#[must_use]
pub fn to_json(certificate: &Certificate) -> Value {
    let bytes = |it: &[u8]| URL_SAFE_NO_PAD.encode(it);
    let of = |it: &Shown| {
        let hashes: Vec<String> = it.hashes.iter().map(|hash| bytes(&hash.0)).collect();
        json!({ "index": it.index.0, "entry": bytes(&it.entry), "proof": hashes })
    };
    let credits: Vec<Value> = certificate
        .credits
        .iter()
        .map(|it| json!({ "settled": of(&it.shown), "result": bytes(&it.result) }))
        .collect();
    json!({
        "format": FORMAT,
        "network": certificate.network.to_string(),
        "member": certificate.member.0,
        "checkpoint": certificate.checkpoint,
        "founding": of(&certificate.founding),
        "credits": credits,
    })
}

/// Reads what [`to_json`] wrote; `None` if it is anything else.
#[must_use]
pub fn of_json(value: &Value) -> Option<Certificate> {
    let bytes = |it: &Value| URL_SAFE_NO_PAD.decode(it.as_str()?).ok();
    let digest = |it: &Value| Some(Digest(bytes(it)?.try_into().ok()?));
    let of = |it: &Value| {
        let hashes = it["proof"].as_array()?.iter().map(digest);
        Some(Shown {
            index: EntryIndex(it["index"].as_u64()?),
            entry: bytes(&it["entry"])?,
            hashes: hashes.collect::<Option<_>>()?,
        })
    };
    if value["format"] != FORMAT {
        return None;
    }
    let credits = value["credits"].as_array()?.iter().map(|it| {
        Some(Credit {
            shown: of(&it["settled"])?,
            result: bytes(&it["result"])?,
        })
    });
    let network = hex::decode(value["network"].as_str()?).ok()?;
    Some(Certificate {
        network: NetworkId(network.try_into().ok()?),
        member: MemberNumber(u32::try_from(value["member"].as_u64()?).ok()?),
        checkpoint: value["checkpoint"].as_str()?.to_owned(),
        founding: of(&value["founding"])?,
        credits: credits.collect::<Option<_>>()?,
    })
}
