//! What of the charter a round's earnings depend on.

use super::{Charter, Earning};
use crate::round::{EarningRules, LaterRules, PartRules};
use crate::vesting::Schedule;

impl Charter {
    /// Returns the parameters of the parts beside content.
    #[must_use]
    pub fn part_rules(&self) -> PartRules {
        PartRules {
            work_share: self.work_share,
            service_share: self.service_share,
            service_amount: self.service_amount,
            onboarding_share: self.onboarding_share,
            review_share: self.review_share,
        }
    }

    /// Returns how much of content waits, and for how long; nothing where everybody gets the same.
    #[must_use]
    pub fn later_rules(&self) -> LaterRules {
        match self.earning {
            Earning::Equal => LaterRules::default(),
            Earning::Score => LaterRules {
                share: self.later_share,
                rounds: self.later_rounds,
            },
        }
    }

    /// Returns how grants vest.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        Schedule {
            cliff_rounds: self.vesting_cliff_rounds,
            parts: self.vesting_parts,
        }
    }

    /// Returns the parameters that a round's earnings by content depend on.
    #[must_use]
    pub fn earning_rules(&self) -> EarningRules {
        EarningRules {
            method: self.earning,
            issuance_divisor: self.issuance_divisor,
            quota_per_active: self.quota_per_active,
            content_share: self.content_share,
        }
    }
}
