//! What each kind of operation is called, and which keys sign it.

use super::Body;

impl Body {
    // long: one arm for each kind of operation
    /// Says whether the device must have verified its user (GOVERNANCE §1: votes and keys).
    #[must_use]
    pub fn needs_user_verified(&self) -> bool {
        match self {
            Self::Found(_)
            | Self::Join(_)
            | Self::Leave
            | Self::AddKey(_)
            | Self::RemoveKey(_)
            | Self::GrantSession { .. }
            | Self::RevokeSessions
            | Self::Vote { .. }
            | Self::Delegate { .. }
            | Self::Undelegate(_)
            | Self::Pause
            | Self::AnswerPanel { .. }
            | Self::Nominate { .. }
            | Self::Rank { .. }
            | Self::Resign(_)
            | Self::CostItem { .. }
            | Self::RankItems { .. }
            | Self::SealVerdict { .. }
            | Self::OpenVerdict { .. }
            | Self::AttestIncome { .. }
            | Self::AttestPayment { .. }
            | Self::ConfirmTransfer(_)
            | Self::RefuseTransfer(_)
            | Self::AttestWork { .. }
            | Self::AttestPerson { .. }
            | Self::ApproveProjects { .. }
            | Self::SupportGrant { .. }
            | Self::SealOrder { .. }
            | Self::RevealOrder { .. }
            | Self::AnnounceOrder { .. }
            | Self::ConfirmPaid(_)
            | Self::ClaimPaid { .. }
            | Self::AttestPaid(_)
            | Self::Redeem { .. }
            | Self::WithdrawRedemption
            | Self::ConfirmHardship(_)
            | Self::AssignShares { .. }
            | Self::CallBackShares(_)
            | Self::Subscribe { .. }
            | Self::WithdrawSubscription(_)
            | Self::AttestSubscription { .. }
            | Self::AnswerConsent { .. }
            | Self::NameObserver(_)
            | Self::RedeemUnits { .. }
            | Self::NameUnpaid { .. } => true,
            Self::Invite { .. }
            | Self::WithdrawInvitation { .. }
            | Self::Vouch(_)
            | Self::WithdrawVouch(_)
            | Self::Propose(_)
            | Self::WithdrawProposal(_)
            | Self::Sponsor(_)
            | Self::SignPetition(_)
            | Self::WithdrawNomination(_)
            | Self::SponsorNomination { .. }
            | Self::AddItem { .. }
            | Self::Appeal(_)
            | Self::AppealFurther(_)
            | Self::ReferAct { .. }
            | Self::StepAside(_)
            | Self::JuryDuty(_)
            | Self::StateVerdict { .. }
            | Self::SponsorFromBench { .. }
            | Self::ChallengeDecision { .. }
            | Self::SupportChallenge { .. }
            | Self::DeclareSkill { .. }
            | Self::ClaimWork { .. }
            | Self::AnswerVouch { .. }
            | Self::SubmitProject { .. }
            | Self::WithdrawProject { .. }
            | Self::RequestGrant { .. }
            | Self::WithdrawGrant(_) => false,
        }
    }

    /// Says whether a session key may sign it: ballots only.
    #[must_use]
    pub fn is_for_session(&self) -> bool {
        matches!(
            self,
            Self::Vote { .. }
                | Self::AnswerPanel { .. }
                | Self::Rank { .. }
                | Self::RankItems { .. }
                | Self::SealVerdict { .. }
                | Self::OpenVerdict { .. }
                | Self::ApproveProjects { .. }
                | Self::SupportGrant { .. }
        )
    }

    // long: one arm for each kind of operation
    /// Returns the permanent word for the kind of operation.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Join(_) => "join",
            Self::Leave => "leave",
            Self::AddKey(_) => "add-key",
            Self::RemoveKey(_) => "remove-key",
            Self::GrantSession { .. } => "grant-session",
            Self::RevokeSessions => "revoke-sessions",
            Self::Invite { .. } => "invite",
            Self::WithdrawInvitation { .. } => "withdraw-invitation",
            Self::Vouch(_) => "vouch",
            Self::WithdrawVouch(_) => "withdraw-vouch",
            Self::Propose(_) => "propose",
            Self::WithdrawProposal(_) => "withdraw-proposal",
            Self::Sponsor(_) => "sponsor",
            Self::Vote { .. } => "vote",
            Self::SignPetition(_) => "sign-petition",
            Self::Delegate { .. } => "delegate",
            Self::Undelegate(_) => "undelegate",
            Self::Pause => "pause",
            Self::AnswerPanel { .. } => "answer-panel",
            Self::Nominate { .. } => "nominate",
            Self::WithdrawNomination(_) => "withdraw-nomination",
            Self::SponsorNomination { .. } => "sponsor-nomination",
            Self::Rank { .. } => "rank",
            Self::Resign(_) => "resign",
            Self::AddItem { .. } => "add-item",
            Self::CostItem { .. } => "cost-item",
            Self::RankItems { .. } => "rank-items",
            Self::Appeal(_) => "appeal",
            Self::AppealFurther(_) => "appeal-further",
            Self::ReferAct { .. } => "refer-act",
            Self::SealVerdict { .. } => "seal-verdict",
            Self::OpenVerdict { .. } => "open-verdict",
            Self::StepAside(_) => "step-aside",
            Self::JuryDuty(_) => "jury-duty",
            Self::StateVerdict { .. } => "state-verdict",
            Self::SponsorFromBench { .. } => "sponsor-from-bench",
            Self::ChallengeDecision { .. } => "challenge-decision",
            Self::SupportChallenge { .. } => "support-challenge",
            Self::AttestIncome { .. } => "attest-income",
            Self::AttestPayment { .. } => "attest-payment",
            Self::ConfirmTransfer(_) => "confirm-transfer",
            Self::RefuseTransfer(_) => "refuse-transfer",
            Self::DeclareSkill { .. } => "declare-skill",
            Self::ClaimWork { .. } => "claim-work",
            Self::AttestWork { .. } => "attest-work",
            Self::AnswerVouch { .. } => "answer-vouch",
            Self::AttestPerson { .. } => "attest-person",
            Self::SubmitProject { .. } => "submit-project",
            Self::WithdrawProject { .. } => "withdraw-project",
            Self::ApproveProjects { .. } => "approve-projects",
            Self::RequestGrant { .. } => "request-grant",
            Self::WithdrawGrant(_) => "withdraw-grant",
            Self::SupportGrant { .. } => "support-grant",
            Self::SealOrder { .. } => "seal-order",
            Self::RevealOrder { .. } => "reveal-order",
            Self::AnnounceOrder { .. } => "announce-order",
            Self::ConfirmPaid(_) => "confirm-paid",
            Self::ClaimPaid { .. } => "claim-paid",
            Self::AttestPaid(_) => "attest-paid",
            Self::Redeem { .. } => "redeem",
            Self::WithdrawRedemption => "withdraw-redemption",
            Self::ConfirmHardship(_) => "confirm-hardship",
            Self::AssignShares { .. } => "assign-shares",
            Self::CallBackShares(_) => "call-back-shares",
            Self::Subscribe { .. } => "subscribe",
            Self::WithdrawSubscription(_) => "withdraw-subscription",
            Self::AttestSubscription { .. } => "attest-subscription",
            Self::AnswerConsent { .. } => "answer-consent",
            Self::NameObserver(_) => "name-observer",
            Self::RedeemUnits { .. } => "redeem-units",
            Self::NameUnpaid { .. } => "name-unpaid",
        }
    }
}
