//! Randomness of identifiers, which the demo and the tests can make repeatable.

use std::sync::{Mutex, PoisonError};

use rand::RngCore as _;

/// Where the random part of identifiers comes from: the machine, unless it was seeded.
#[derive(Debug, Default)]
pub struct Entropy {
    seeded: Mutex<Option<blake3::OutputReader>>,
}

impl Entropy {
    /// Makes the bits repeat: from now on, the same calls in the same order give the same bits.
    /// Never for a real network, whose identifiers must not be guessed.
    pub fn seed(&self, seed: u64) {
        let mut hasher = blake3::Hasher::new_derive_key("meent 2026 identifiers of a demo");
        hasher.update(&seed.to_be_bytes());
        *self.seeded.lock().unwrap_or_else(PoisonError::into_inner) = Some(hasher.finalize_xof());
    }

    /// Returns the next bits for an identifier.
    #[must_use]
    pub fn bits(&self) -> [u8; 10] {
        let mut bits = [0; 10];
        match self
            .seeded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
        {
            Some(reader) => reader.fill(&mut bits),
            None => rand::rng().fill_bytes(&mut bits),
        }
        bits
    }
}
