//! Members: keys, vouches, activity and what they have earned.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::charter::Charter;
use crate::ids::{KeyNumber, MemberNumber, MicroShares, RoundNumber};
use crate::key::PublicKey;
use crate::vesting::Schedule;

/// What a person may do in the commons (GOVERNANCE §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum Standing {
    /// Has an account.
    Guest = 0,
    /// Vouched for; earns, endorses at half weight.
    Associate = 1,
    /// Votes, sponsors, vouches.
    Member = 2,
}

/// What a key may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
#[borsh(use_discriminant = true)]
#[repr(u8)]
pub enum KeyKind {
    /// Everything.
    Full = 0,
    /// Ballots, until `expires_ms`.
    Session {
        /// When the right ends, in milliseconds.
        expires_ms: u64,
    } = 1,
}

/// A key that a member holds.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct HeldKey {
    /// Its number, never used again.
    pub number: KeyNumber,
    /// The key.
    pub key: PublicKey,
    /// What it may sign.
    pub kind: KeyKind,
    /// From when, in milliseconds.
    pub in_force_ms: u64,
}

/// A vouch given and not yet released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Vouch {
    /// For whom.
    pub to: MemberNumber,
    /// In which round.
    pub round: RoundNumber,
}

/// Shares credited for one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Grant {
    /// The round they were earned in.
    pub round: RoundNumber,
    /// How many.
    pub amount: MicroShares,
}

/// An invitation that waits for its newcomer.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Invitation {
    /// Who invites.
    pub by: MemberNumber,
    /// In which round it was given.
    pub round: RoundNumber,
    /// When the link ends, in milliseconds.
    pub expires_ms: u64,
    /// Given while the network was young: charged to no budget, and no vouch once it has grown up.
    pub is_free: bool,
}

/// One person's part of the state.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Member {
    /// When they joined, in milliseconds.
    pub joined_ms: u64,
    /// When they left.
    pub left_ms: Option<u64>,
    /// Joined among the first, and so needs no vouch.
    pub is_bootstrap: bool,
    /// The sequence number that their next operation carries.
    pub next_sequence: u64,
    /// The number that their next key gets.
    pub next_key: KeyNumber,
    /// Keys held, by number.
    pub keys: Vec<HeldKey>,
    /// Vouches given and open.
    pub vouches: Vec<Vouch>,
    /// Unused invitations given.
    pub invitations: u16,
    /// The last round in which a vouch or invitation was given, and how many then.
    pub vouched_in: Option<(RoundNumber, u16)>,
    /// Who vouches for them, ascending.
    pub vouched_by: Vec<MemberNumber>,
    /// Since when they have the vouches an associate needs.
    pub associate_since_ms: Option<u64>,
    /// Bit k: active k rounds ago.
    pub active_rounds: u64,
    /// Standing when the last round closed: what the round file weighs them by.
    pub standing_at_close: Standing,
    /// Live proposals sponsored.
    pub sponsored: u16,
    /// Shares earned, by round.
    pub grants: Vec<Grant>,
    /// Shares that were vested when the rest of their grants went back to the pool.
    pub kept: MicroShares,
    /// The first round that they closed as a member, for who needs vouches.
    pub member_since: Option<RoundNumber>,
    /// Whether trust does not reach them and their notice is over: they are an associate.
    pub is_below_cut: bool,
    /// Shares bought: they weigh nothing in either chamber ([`crate::chamber`]). Nobody can buy
    /// any until the charter has a market.
    pub bought: MicroShares,
    /// Of what was earned and vested, the shares that were sold or taken back.
    pub parted: MicroShares,
}

impl Member {
    /// Makes a newcomer with their first key.
    #[must_use]
    pub fn joined(key: PublicKey, is_bootstrap: bool, time_ms: u64) -> Self {
        let first = HeldKey {
            number: KeyNumber(0),
            key,
            kind: KeyKind::Full,
            in_force_ms: time_ms,
        };
        Self {
            joined_ms: time_ms,
            left_ms: None,
            is_bootstrap,
            next_sequence: 2,
            next_key: KeyNumber(1),
            keys: vec![first],
            vouches: Vec::new(),
            invitations: 0,
            vouched_in: None,
            vouched_by: Vec::new(),
            associate_since_ms: None,
            active_rounds: 1,
            standing_at_close: Standing::Guest,
            sponsored: 0,
            grants: Vec::new(),
            kept: MicroShares(0),
            member_since: None,
            is_below_cut: false,
            bought: MicroShares(0),
            parted: MicroShares(0),
        }
    }

    /// Returns the member's standing at `time_ms`.
    ///
    /// Bootstrap members are members as long as they stay; all others need the vouches, the time
    /// as an associate, the active rounds of `charter` and, where there is a trust cut, to be above
    /// it, and fall back when they lack one.
    #[must_use]
    pub fn standing(&self, charter: &Charter, time_ms: u64) -> Standing {
        if self.left_ms.is_some() {
            return Standing::Guest;
        }
        if self.is_bootstrap {
            return Standing::Member;
        }
        let Some(since_ms) = self.associate_since_ms else {
            return Standing::Guest;
        };
        let is_due = time_ms >= since_ms.saturating_add(charter.ticks_ms(charter.associate_ticks));
        let active = (self.active_rounds & 0xff).count_ones();
        let is_active = active >= u32::from(charter.active_rounds_needed);
        if is_due && is_active && !self.is_below_cut {
            Standing::Member
        } else {
            Standing::Associate
        }
    }

    /// Says whether the member was active in the current round or one of the `rounds − 1` before.
    #[must_use]
    pub fn was_active_within(&self, rounds: u8) -> bool {
        let mask = if rounds >= 64 {
            u64::MAX
        } else {
            (1_u64 << rounds).wrapping_sub(1)
        };
        self.active_rounds & mask != 0
    }

    /// Returns the held key of this number.
    #[must_use]
    pub fn find_key(&self, number: KeyNumber) -> Option<&HeldKey> {
        self.keys.iter().find(|held| held.number == number)
    }

    /// Returns how many full keys are held, in force or not.
    #[must_use]
    pub fn full_keys(&self) -> usize {
        self.keys
            .iter()
            .filter(|held| held.kind == KeyKind::Full)
            .count()
    }

    /// Returns all earned shares that are still here, vested or not.
    #[must_use]
    pub fn earned(&self) -> MicroShares {
        let grants = self.grants.iter().map(|grant| grant.amount.0);
        let earned = grants.fold(self.kept.0, u64::saturating_add);
        MicroShares(earned.saturating_sub(self.parted.0))
    }

    /// Returns the earned shares that are vested in `now` and still here.
    #[must_use]
    pub fn vested(&self, schedule: Schedule, now: RoundNumber) -> MicroShares {
        self.vested_before(schedule, now, now)
    }

    /// Returns those of them that were earned before round `before`; what is gone is taken from them.
    #[must_use]
    pub fn vested_before(
        &self,
        schedule: Schedule,
        now: RoundNumber,
        before: RoundNumber,
    ) -> MicroShares {
        let grants = self.grants.iter().filter(|it| it.round <= before);
        let vested = grants.map(|grant| schedule.vested(*grant, now).0);
        let vested = vested.fold(self.kept.0, u64::saturating_add);
        MicroShares(vested.saturating_sub(self.parted.0))
    }

    /// Returns how many vouches and invitations were given in `round`.
    #[must_use]
    pub fn vouched_in_round(&self, round: RoundNumber) -> u16 {
        self.vouched_in
            .filter(|(at, _)| *at == round)
            .map_or(0, |(_, count)| count)
    }

    /// Returns how many vouches and unused invitations are open.
    #[must_use]
    pub fn vouches_open(&self) -> usize {
        self.vouches
            .len()
            .saturating_add(usize::from(self.invitations))
    }
}
