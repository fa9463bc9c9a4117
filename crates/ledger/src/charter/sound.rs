//! Under which numbers a network can go on: what a charter must be, whoever changes it.

use super::{Charter, TICKS_MAX, TrackName, WHOLE};
use crate::assignment;
use crate::ids::{BasisPoints, Quarter};
use crate::investing::RETURN_CAP_MAX;
use crate::market::trading::Opened;
use crate::round::{LATER_ROUNDS_MAX, LATER_SHARE_MAX, USED_ROUNDS};

impl Charter {
    /// Says whether every parameter is one under which the network can go on deciding: no division
    /// by zero, no threshold above the whole, no time that overflows.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        (1_000..=86_400_000).contains(&self.tick_ms)
            && (1..=TICKS_MAX).contains(&self.round_ticks)
            && self.joins_soundly()
            && self.files_soundly()
            && self.decides_soundly()
            && self.sits_soundly()
            && self.judges_soundly()
            && self.holds_offices_soundly()
            && self.keeps_books_soundly()
            && self.trades_soundly()
            && self.invites_investors_soundly()
            && self.contribution_pool.0 <= 1_000_000_000_000_000
            && self.issuance_divisor >= 1
            && self.splits_soundly()
            && self.trusts_soundly()
            && self.vesting_cliff_rounds <= TICKS_MAX
            && (1..=TICKS_MAX).contains(&self.vesting_parts)
            && (self.assign_ticks == 0
                || (assignment::TICKS_MIN..=TICKS_MAX).contains(&self.assign_ticks))
    }

    fn joins_soundly(&self) -> bool {
        (1..=100_000).contains(&self.bootstrap_members)
            && (1..=20).contains(&self.vouches_needed)
            && self.associate_ticks <= TICKS_MAX
            && self.active_rounds_needed <= 8
            && (1..=1_000).contains(&self.vouches_open_max)
            && (1..=1_000).contains(&self.vouches_per_round)
            && self.vouch_release_rounds <= TICKS_MAX
            && (1..=TICKS_MAX).contains(&self.invitation_ticks_max)
            && (1..=64).contains(&self.keys_max)
            && self.key_delay_ticks <= TICKS_MAX
            && self.session_ticks_max <= TICKS_MAX
    }

    /// The notice is over before the next quarter's cut.
    fn trusts_soundly(&self) -> bool {
        let quarter_ticks = self.round_ticks.saturating_mul(Quarter::ROUNDS);
        (1..=self.trust_seeds_most).contains(&self.trust_seeds_least)
            && self.trust_seeds_most <= 100_000
            && (20..=100_000).contains(&self.trust_audited)
            && (self.trust_members == 0 || self.trust_notice_ticks < quarter_ticks)
            && (1..=TICKS_MAX).contains(&self.trust_notice_ticks)
            && (1..=20).contains(&self.trust_vouches)
            && (1..=1_000).contains(&self.meetings_per_round)
    }

    fn sits_soundly(&self) -> bool {
        self.panel_turnout <= WHOLE
            && (1..=10_000).contains(&self.panel_seats)
            && (1..=TICKS_MAX).contains(&self.panel_ticks)
            && (1..=self.panel_seats).contains(&self.panel_answers)
            && (1..=10_000).contains(&self.panel_blocks.0)
            && (1..=TICKS_MAX).contains(&self.panel_more_ticks)
            && self.delegate_lock_ticks <= self.panel_more_ticks
            && self.panel_more_approval <= WHOLE
    }

    /// Three times to come, of a tick at least, and a time to open.
    fn judges_soundly(&self) -> bool {
        let ticks = [
            self.jury_ticks_first,
            self.jury_ticks_second,
            self.jury_ticks_third,
        ];
        let least = self.opening_ticks.saturating_add(3);
        ticks.iter().all(|it| (least..=TICKS_MAX).contains(it))
            && self.opening_ticks >= 1
            && self.jury_rest_rounds <= TICKS_MAX
            && (1..=TICKS_MAX).contains(&self.appeal_ticks)
            && self.retrial_share <= WHOLE
            && self.unclear_share <= WHOLE
            && self.unclear_from >= 1
    }

    /// The parts of a round are at most the whole of it.
    fn splits_soundly(&self) -> bool {
        let parts = [
            self.content_share,
            self.work_share,
            self.service_share,
            self.onboarding_share,
            self.review_share,
        ];
        let sum = parts.iter().map(|it| u64::from(it.0)).sum::<u64>();
        sum <= WHOLE.0.into()
            && (1..=TICKS_MAX).contains(&self.work_ticks)
            && self.later_share <= LATER_SHARE_MAX
            && (USED_ROUNDS..=LATER_ROUNDS_MAX).contains(&self.later_rounds)
    }

    fn files_soundly(&self) -> bool {
        let drafts = |name| self.tracks.get(name).draft_ticks < self.draft_ticks_max;
        self.sponsors_share <= WHOLE
            && self.sponsors_ceiling >= 1
            && self.sponsored_max >= 1
            && self.draft_ticks_max <= TICKS_MAX
            && TrackName::ALL.into_iter().all(drafts)
            && self.petition_share <= WHOLE
            && self.petition_ceiling >= 1
            && self.petition_ticks <= TICKS_MAX
            && self.recall_share <= WHOLE
            && (1..=TICKS_MAX).contains(&self.recall_ticks)
            && self.tracks.recall.draft_ticks < self.recall_ticks
            && self.recall_pause_rounds <= TICKS_MAX
            && self.retry_ticks <= TICKS_MAX
            && self.retry_approval <= WHOLE
            && self.small_spend <= self.medium_spend
            && self.medium_spend <= self.large_spend
            && self.large_spend <= WHOLE
            && self.splitting_ticks <= TICKS_MAX
            && self.makes_roadmaps_soundly()
    }

    fn makes_roadmaps_soundly(&self) -> bool {
        let ticks = self.roadmap_item_ticks.checked_add(self.roadmap_cost_ticks);
        // Without a moment for items there is never anything to rank.
        self.roadmap_item_ticks >= 1
            && ticks.is_some_and(|it| it < self.draft_ticks_max)
            && self.roadmap_back <= WHOLE
            && self.roadmap_back_turnout <= WHOLE
            && self.roadmap_insist <= WHOLE
    }

    fn decides_soundly(&self) -> bool {
        let track = |name| {
            let track = self.tracks.get(name);
            track.is_sound()
                && self.late_swing_ticks <= track.voting_ticks
                && self.delegate_lock_ticks <= track.voting_ticks
        };
        TrackName::ALL.into_iter().all(track)
            && self.classes.is_sound()
            && (1..=64).contains(&self.electorate_rounds)
            && (1..=10_000).contains(&self.veto.0)
            && (1..=2).contains(&self.readings)
            && self.readings_apart_ticks <= TICKS_MAX
            && self.existence_members <= WHOLE
            && self.mandate_veto <= WHOLE
            && (1..=10_000).contains(&self.steward_cap.0)
            && self.steward_cap_few.0 <= 1_000_000
            && self.delegates_max <= 8
            && self.freeze_ticks <= TICKS_MAX
            && self.notice_ticks <= TICKS_MAX
            && self.delegation_rounds <= TICKS_MAX
            && self.carried_share <= WHOLE
    }

    /// A pause needs more than half of the guardians, if there are any.
    fn holds_offices_soundly(&self) -> bool {
        let (seats, needed) = (self.guardians, self.guardians_needed);
        seats <= 101
            && needed <= seats
            && (seats == 0 || u32::from(needed).saturating_mul(2) > u32::from(seats))
            && self.pause_ticks_max <= TICKS_MAX
            && self.pause_apart_ticks <= TICKS_MAX
            && (1..=TICKS_MAX).contains(&self.term_rounds)
            && self.elects_soundly()
    }

    fn keeps_books_soundly(&self) -> bool {
        (1..=TICKS_MAX).contains(&self.attest_ticks)
            && (1..=TICKS_MAX).contains(&self.payment_rounds)
            && (1..=1_000).contains(&self.outflow_part)
            && self.reserve_rounds <= 1_000
            && (1..=TICKS_MAX).contains(&self.call_project_ticks)
            && (1..=TICKS_MAX).contains(&self.call_ballot_ticks)
            && (1..=WHOLE.0).contains(&self.grant_spend_limit.0)
            && (1..=WHOLE.0).contains(&self.grant_minimum.0)
            && self.grant_age_ticks <= TICKS_MAX
            && self.grant_floor <= WHOLE
            && self.grant_points >= 1
            && (1..=64).contains(&self.grants_supported)
            && self.divides_surplus_soundly()
    }

    /// An auction is over before the next one opens.
    fn trades_soundly(&self) -> bool {
        let ticks = u64::from(self.order_ticks).saturating_add(self.reveal_ticks.into());
        let apart = u64::from(self.auction_rounds).saturating_mul(self.round_ticks.into());
        (1..=1_000).contains(&self.auction_rounds)
            && self.order_ticks >= 1
            && self.reveal_ticks >= 1
            && (self.market == Opened::Closed || ticks < apart)
            && (1..=TICKS_MAX).contains(&self.trade_ticks)
            && self.insider_ticks <= TICKS_MAX
            && self.seller_share <= WHOLE
            && self.buyer_share <= WHOLE
            && self.barred_auctions <= 1_000
            && self.redemption_rounds <= TICKS_MAX
    }

    /// Nobody can vote investors more than this (GOVERNANCE §8, class I).
    fn invites_investors_soundly(&self) -> bool {
        self.class_i_share.0 <= 2_500
            && (1..=2_000).contains(&self.investor_share.0)
            && (10_000..=RETURN_CAP_MAX.0).contains(&self.return_cap.0)
    }

    /// Investors never get more than 30 %; the other parts are the whole of the rest.
    fn divides_surplus_soundly(&self) -> bool {
        let parts = [
            self.surplus_patronage,
            self.surplus_equal,
            self.surplus_redemption,
            self.surplus_reinvested,
        ];
        let sum = parts.iter().map(|it| u64::from(it.0)).sum::<u64>();
        self.surplus_investors <= BasisPoints(3_000)
            && sum == u64::from(WHOLE.0)
            && (1..=TICKS_MAX).contains(&self.surplus_rounds)
    }

    fn elects_soundly(&self) -> bool {
        self.team <= 101
            && self.trustees <= 101
            && self.validators <= 31
            && self.nomination_sponsors >= 1
            && (1..=TICKS_MAX).contains(&self.nomination_ticks)
            && (1..=TICKS_MAX).contains(&self.ballot_ticks)
            && self.taking_ticks <= TICKS_MAX
            && (1..=10).contains(&self.term_parts)
            && self.renewal_rounds <= TICKS_MAX
            && self.lapse_rounds <= TICKS_MAX
    }
}
