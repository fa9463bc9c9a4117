//! The demo network: its people's keys are made from a seed, so that a visitor can step in as any
//! of them and sign, and its clock is moved by hand. No other network has any of this.

use std::sync::atomic::Ordering;

use ledger::authenticator::Passkey;
use ledger::ids::{EntryIndex, KeyNumber, MemberNumber};
use ledger::operation::Operation;
use ledger::signature::Signature;

use crate::error::{AppError, Result};
use crate::signing::Evidence;
use crate::{App, Clock, Refusal};

/// The longest step of the clock: one round of a year, in milliseconds.
const STEP_MS_MAX: u64 = 31_622_400_000;

/// What only a demo has.
#[derive(Debug)]
pub struct Demo {
    seed: u64,
    rp_id: String,
    origin: String,
}

impl Demo {
    /// Makes the keys' drawer of a demo that is served at `origin`.
    #[must_use]
    pub fn new(seed: u64, origin: &str) -> Self {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let rp_id = host.split([':', '/']).next().unwrap_or(host).to_owned();
        Self {
            seed,
            rp_id,
            origin: origin.to_owned(),
        }
    }

    /// Returns the passkey of the person who joins as `member`.
    #[must_use]
    pub fn passkey(&self, member: MemberNumber) -> Passkey {
        let mut hasher = blake3::Hasher::new_derive_key("meent 2026 passkeys of a demo");
        hasher.update(&self.seed.to_be_bytes());
        hasher.update(&member.0.to_be_bytes());
        Passkey::from_seed(hasher.finalize().as_bytes(), &self.rp_id, &self.origin)
    }

    /// Signs an operation as `member`'s device would.
    ///
    /// # Errors
    ///
    /// [`AppError::Malformed`] for bytes that are not canonical; [`Refusal::SignIn`] for an operation
    /// of somebody else.
    pub fn sign(&self, member: MemberNumber, bytes: &[u8]) -> Result<Signature> {
        let operation = Operation::from_bytes(bytes)?;
        if operation.member != member {
            return Err(Refusal::SignIn.into());
        }
        Ok(self
            .passkey(member)
            .sign(KeyNumber(0), &operation.signing_hash().0))
    }
}

impl App {
    /// Returns what only a demo has.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] in every other network.
    pub fn demo(&self) -> Result<&Demo> {
        self.demo.get().ok_or(AppError::NotFound)
    }

    /// Makes this network a demo. Only [`Clock::Manual`] can be moved.
    pub fn become_demo(&self, demo: Demo) {
        let _ = self.demo.set(demo);
    }

    /// Signs `bytes` as the member a visitor stepped in as.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] in a network that is no demo; as [`Demo::sign`].
    pub fn sign_as_demo_member(&self, member: MemberNumber, bytes: &[u8]) -> Result<Evidence> {
        Ok(Evidence::Signed(self.demo()?.sign(member, bytes)?))
    }

    /// Moves a demo's clock by `step_ms` and does what falls due: ticks, settlements, jobs.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] in a network that is no demo; [`Refusal::Text`] for more than a year.
    pub async fn move_demo_clock(&self, step_ms: u64) -> Result<()> {
        self.demo()?;
        if step_ms > STEP_MS_MAX {
            return Err(Refusal::Text("clock").into());
        }
        self.advance(step_ms).await
    }

    /// Moves a clock that is moved by hand, from one due timer to the next, so that rounds close and
    /// votes end at their own time.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if the clock is the machine's.
    pub async fn advance(&self, step_ms: u64) -> Result<()> {
        let Clock::Manual(clock) = &self.clock else {
            return Err(AppError::NotFound);
        };
        let until_ms = clock.load(Ordering::SeqCst).saturating_add(step_ms);
        while let Some(due_ms) = self
            .record
            .read(ledger::State::next_timer_ms)?
            .filter(|due_ms| *due_ms <= until_ms)
        {
            clock.fetch_max(due_ms, Ordering::SeqCst);
            self.record.tick().await?;
            self.settle_rounds().await?;
        }
        clock.fetch_max(until_ms, Ordering::SeqCst);
        if let Some(last) = self.record.entries().checked_sub(1) {
            self.wait_projected(EntryIndex(last)).await?;
        }
        self.run_due_jobs().await?;
        Ok(())
    }
}
