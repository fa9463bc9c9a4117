//! What an entry of the record says, in a sentence.

use ledger::entry::{Act, Entry};
use ledger::operation::{Body, Payload};

use super::Names;
use crate::pages::commons::{choice_label, shares_said};
use crate::t;
use crate::text::Lang;
use crate::text::moment::date;
use crate::text::number::{count, euro};

/// Says what an entry holds, in one sentence.
pub fn entry_words(lang: Lang, entry: &Entry, names: &Names<'_>) -> String {
    match &entry.act {
        Act::Operation(signed) => operation_words(
            lang,
            signed.operation.member.0,
            &signed.operation.body,
            names,
        ),
        Act::Tick => t!(lang, "entry-tick").into_owned(),
        Act::SettleRound { round, .. } => t!(lang, "entry-settle", round = round.0).into_owned(),
    }
}

// long: one arm per kind of operation
fn operation_words(lang: Lang, member: u32, body: &Body, names: &Names<'_>) -> String {
    let who = names.person(lang, member);
    let person = |number: u32| names.person(lang, number);
    let about = |number: u32| names.about(lang, number);
    match body {
        Body::Found(founding) => t!(lang, "entry-found", name = founding.name.as_str()),
        Body::Join(join) if join.invitation.is_some() => t!(lang, "entry-join-invited"),
        Body::Join(_) => t!(lang, "entry-join"),
        Body::Leave => t!(lang, "entry-leave", who = who),
        Body::AddKey(_) => t!(lang, "entry-add-key", who = who),
        Body::RemoveKey(number) => t!(lang, "entry-remove-key", who = who, number = number.0),
        Body::GrantSession { expires_ms, .. } => t!(
            lang,
            "entry-grant-session",
            who = who,
            until = date(lang, *expires_ms)
        ),
        Body::RevokeSessions => t!(lang, "entry-revoke-sessions", who = who),
        Body::Invite { expires_ms, .. } => t!(
            lang,
            "entry-invite",
            who = who,
            until = date(lang, *expires_ms)
        ),
        Body::WithdrawInvitation { .. } => t!(lang, "entry-withdraw-invitation", who = who),
        Body::Vouch(to) => t!(lang, "entry-vouch", who = who, person = person(to.0)),
        Body::WithdrawVouch(to) => t!(
            lang,
            "entry-withdraw-vouch",
            who = who,
            person = person(to.0)
        ),
        Body::AnswerVouch { from, answer } => t!(
            lang,
            &format!("entry-answer-vouch-{}", answer.word()),
            who = who,
            person = person(from.0)
        ),
        Body::AttestPerson { person: met, way } => t!(
            lang,
            &format!("entry-attest-person-{}", way.word()),
            who = who,
            person = person(met.0)
        ),
        Body::Propose(propose) => {
            let key = match propose.payload {
                Payload::Statement => "entry-propose-statement",
                Payload::Moderation(_) => "entry-propose-moderation",
                Payload::Data(_) => "entry-propose-data",
                Payload::Charter(_) => "entry-propose-charter",
                Payload::Existence(_) => "entry-propose-existence",
                Payload::Budget(_) => "entry-propose-budget",
                Payload::Spend(_) => "entry-propose-spend",
                Payload::Stream(_) => "entry-propose-stream",
                Payload::EndStream(_) => "entry-propose-end-stream",
                Payload::BuyShares(_) => "entry-propose-buy-shares",
                Payload::Offer(_) => "entry-propose-offer",
                Payload::AmendOffer(_) => "entry-propose-amend-offer",
                Payload::Mandate(_) => "entry-propose-mandate",
                Payload::Appointment { .. } => "entry-propose-appointment",
                Payload::Recall { .. } => "entry-propose-recall",
                Payload::AnotherPause => "entry-propose-another-pause",
                Payload::Roadmap(_) => "entry-propose-roadmap",
                Payload::Feed(_) => "entry-propose-feed",
            };
            t!(lang, key, who = who)
        }
        Body::WithdrawProposal(number) => t!(
            lang,
            "entry-withdraw-proposal",
            who = who,
            decision = about(number.0)
        ),
        Body::Sponsor(number) => t!(lang, "entry-sponsor", who = who, decision = about(number.0)),
        Body::SignPetition(number) => t!(
            lang,
            "entry-sign-petition",
            who = who,
            decision = about(number.0)
        ),
        Body::Delegate { topic, .. } => t!(
            lang,
            "entry-delegate",
            who = who,
            topic = t!(lang, &format!("topic-{}", topic.word()))
        ),
        Body::Undelegate(topic) => t!(
            lang,
            "entry-undelegate",
            who = who,
            topic = t!(lang, &format!("topic-{}", topic.word()))
        ),
        Body::Pause => t!(lang, "entry-pause", who = who),
        Body::AnswerPanel { proposal, .. } => t!(
            lang,
            "entry-answer-panel",
            who = who,
            decision = about(proposal.0)
        ),
        Body::Nominate { election, .. } => {
            t!(lang, "entry-nominate", who = who, election = election.0)
        }
        Body::WithdrawNomination(election) => t!(
            lang,
            "entry-withdraw-nomination",
            who = who,
            election = election.0
        ),
        Body::SponsorNomination { election, nominee } => t!(
            lang,
            "entry-sponsor-nomination",
            who = who,
            person = nominee.0,
            election = election.0
        ),
        Body::Rank { election, .. } => t!(lang, "entry-rank", who = who, election = election.0),
        Body::Resign(_) => t!(lang, "entry-resign", who = who),
        Body::AddItem { proposal, .. } => {
            t!(
                lang,
                "entry-add-item",
                who = who,
                decision = about(proposal.0)
            )
        }
        Body::CostItem { proposal, item, .. } => t!(
            lang,
            "entry-cost-item",
            who = who,
            item = item.0,
            decision = about(proposal.0)
        ),
        Body::RankItems { proposal, .. } => {
            t!(
                lang,
                "entry-rank-items",
                who = who,
                decision = about(proposal.0)
            )
        }
        Body::Appeal(_) => t!(lang, "entry-appeal", who = who),
        Body::ReferAct { .. } => t!(lang, "entry-refer-act", who = who),
        Body::AppealFurther(case) => {
            t!(lang, "entry-appeal-further", who = who, case = case.0)
        }
        Body::SealVerdict { jury, .. } => {
            t!(lang, "entry-seal-verdict", who = who, jury = jury.0)
        }
        Body::OpenVerdict { jury, .. } => {
            t!(lang, "entry-open-verdict", who = who, jury = jury.0)
        }
        Body::SponsorFromBench { jury, proposal } => t!(
            lang,
            "entry-sponsor-from-bench",
            who = who,
            jury = jury.0,
            decision = about(proposal.0)
        ),
        Body::StepAside(jury) => t!(lang, "entry-step-aside", who = who, jury = jury.0),
        Body::JuryDuty(duty) => t!(lang, &format!("entry-jury-duty-{}", duty.word()), who = who),
        Body::AttestIncome { income, amount, .. } => t!(
            lang,
            "entry-attest-income",
            who = who,
            source = t!(lang, &format!("income-{}", income.word())),
            amount = euro(lang, i64::try_from(amount.0).unwrap_or(i64::MAX))
        ),
        Body::AttestPayment { transfer, .. } => {
            t!(
                lang,
                "entry-attest-payment",
                who = who,
                transfer = transfer.0
            )
        }
        Body::SealOrder { auction, .. } => {
            t!(lang, "entry-seal-order", who = who, auction = auction.0)
        }
        Body::RevealOrder { auction, .. } => {
            t!(lang, "entry-reveal-order", who = who, auction = auction.0)
        }
        Body::AnnounceOrder { side, .. } => t!(
            lang,
            &format!("entry-announce-order-{}", side.word()),
            who = who
        ),
        Body::ConfirmPaid(trade) => t!(lang, "entry-confirm-paid", who = who, trade = trade.0),
        Body::ClaimPaid { trade, .. } => t!(lang, "entry-claim-paid", who = who, trade = trade.0),
        Body::AttestPaid(trade) => t!(lang, "entry-attest-paid", who = who, trade = trade.0),
        Body::Redeem { .. } => t!(lang, "entry-redeem", who = who),
        Body::WithdrawRedemption => t!(lang, "entry-withdraw-redemption", who = who),
        Body::Subscribe { offer, units } => t!(
            lang,
            "entry-subscribe",
            who = who,
            offer = offer.0,
            units = count(lang, units.0)
        ),
        Body::WithdrawSubscription(offer) => {
            t!(
                lang,
                "entry-withdraw-subscription",
                who = who,
                offer = offer.0
            )
        }
        Body::AttestSubscription {
            offer, investor, ..
        } => t!(
            lang,
            "entry-attest-subscription",
            who = who,
            offer = offer.0,
            person = person(investor.0)
        ),
        Body::AnswerConsent { proposal, answer } => t!(
            lang,
            &format!("entry-consent-{}", answer.word()),
            who = who,
            decision = about(proposal.0)
        ),
        Body::NameObserver(observer) => t!(
            lang,
            "entry-name-observer",
            who = who,
            person = person(observer.0)
        ),
        Body::RedeemUnits { offer, units } => t!(
            lang,
            "entry-redeem-units",
            who = who,
            offer = offer.0,
            units = count(lang, units.0)
        ),
        Body::ConfirmHardship(member) => t!(
            lang,
            "entry-confirm-hardship",
            who = who,
            person = person(member.0)
        ),
        Body::AssignShares { to, amount } => t!(
            lang,
            "entry-assign-shares",
            who = who,
            person = person(to.0),
            amount = shares_said(lang, amount.0)
        ),
        Body::CallBackShares(id) => {
            t!(lang, "entry-call-back-shares", who = who, assignment = id.0)
        }
        Body::NameUnpaid { year, .. } => t!(
            lang,
            "entry-name-unpaid",
            who = who,
            year = year.0.saturating_add(1)
        ),
        Body::ConfirmTransfer(transfer) => {
            t!(
                lang,
                "entry-confirm-transfer",
                who = who,
                transfer = transfer.0
            )
        }
        Body::RefuseTransfer(transfer) => {
            t!(
                lang,
                "entry-refuse-transfer",
                who = who,
                transfer = transfer.0
            )
        }
        Body::ChallengeDecision {
            proposal, right, ..
        } => t!(
            lang,
            "entry-challenge-decision",
            who = who,
            decision = about(proposal.0),
            right = t!(lang, &format!("right-{}", right.word()))
        ),
        Body::SupportChallenge { proposal, .. } => t!(
            lang,
            "entry-support-challenge",
            who = who,
            decision = about(proposal.0)
        ),
        Body::StateVerdict { jury, .. } => {
            t!(lang, "entry-state-verdict", who = who, jury = jury.0)
        }
        Body::DeclareSkill { skill, declared } => t!(
            lang,
            &format!("entry-declare-skill-{}", declared.word()),
            who = who,
            skill = t!(lang, &format!("skill-{}", skill.word()))
        ),
        Body::ClaimWork { .. } => t!(lang, "entry-claim-work", who = who),
        Body::AttestWork { claim, .. } => {
            t!(lang, "entry-attest-work", who = who, claim = claim.0)
        }
        Body::SubmitProject { call, .. } => {
            t!(lang, "entry-submit-project", who = who, call = call.0)
        }
        Body::RequestGrant { .. } => t!(lang, "entry-request-grant", who = who),
        Body::WithdrawGrant(grant) => {
            t!(lang, "entry-withdraw-grant", who = who, grant = grant.0)
        }
        Body::SupportGrant { grant, .. } => {
            t!(lang, "entry-support-grant", who = who, grant = grant.0)
        }
        Body::WithdrawProject { call, .. } => {
            t!(lang, "entry-withdraw-project", who = who, call = call.0)
        }
        Body::ApproveProjects { call, .. } => {
            t!(lang, "entry-approve-projects", who = who, call = call.0)
        }
        Body::Vote { proposal, choice } => t!(
            lang,
            "entry-vote",
            who = who,
            choice = choice_label(lang, *choice),
            decision = about(proposal.0)
        ),
    }
    .into_owned()
}
