//! Every field of an entry of the record, as it stands in its bytes.

use ledger::entry::{Act, Entry};
use ledger::key::PublicKey;
use ledger::operation::Body;
use ledger::panel::PanelAnswer;
use ledger::payload::Beneficiary;

use crate::pages::commons::roadmap;
use crate::t;
use crate::text::Lang;

/// Returns the fields of an entry, name and exact value, in the order of its bytes.
pub fn entry_fields(lang: Lang, entry: &Entry) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |key: &str, value: String| fields.push((t!(lang, key).into_owned(), value));
    put("entry-field-index", entry.index.0.to_string());
    put(
        "entry-field-time",
        crate::text::moment::machine(entry.time_ms),
    );
    match &entry.act {
        Act::Operation(signed) => {
            let operation = &signed.operation;
            put("entry-field-kind", operation.body.word().to_owned());
            put("entry-field-network", operation.network.to_string());
            put("entry-field-member", operation.member.0.to_string());
            put("entry-field-sequence", operation.sequence.to_string());
            put(
                "entry-field-expires",
                crate::text::moment::machine(operation.expires_ms),
            );
            put("entry-field-hash", operation.signing_hash().to_string());
            put("entry-field-key", signed.signature.key().0.to_string());
            body_fields(&operation.body, &mut put);
        }
        Act::Tick => put("entry-field-kind", "tick".to_owned()),
        Act::SettleRound {
            round,
            file,
            result,
        } => {
            put("entry-field-kind", "settle-round".to_owned());
            put("entry-field-round", round.0.to_string());
            put("why-file", file.to_string());
            put("entry-field-result", result.to_string());
        }
    }
    fields
}

// long: one arm for each kind of operation
fn body_fields(body: &Body, put: &mut impl FnMut(&str, String)) {
    let key_text = |key: &PublicKey| match key {
        PublicKey::P256 { point, rp_id } => format!("P-256 {} · {rp_id}", hex::encode(point)),
        PublicKey::Ed25519(bytes) => format!("Ed25519 {}", hex::encode(bytes)),
    };
    match body {
        Body::Found(founding) => {
            put("sheet-field-name", founding.name.clone());
            put("sheet-field-key", key_text(&founding.founder));
            put("sheet-field-node", hex::encode(founding.node));
        }
        Body::Join(join) => {
            put("sheet-field-key", key_text(&join.key));
            if let Some(proof) = &join.invitation {
                put("sheet-field-invitation", hex::encode(proof.key));
            }
        }
        Body::AddKey(key) => put("sheet-field-key", key_text(key)),
        Body::RemoveKey(number) => put("entry-field-removed", number.0.to_string()),
        Body::GrantSession { key, expires_ms } | Body::Invite { key, expires_ms } => {
            put("sheet-field-key", hex::encode(key));
            put(
                "sheet-field-until",
                crate::text::moment::machine(*expires_ms),
            );
        }
        Body::WithdrawInvitation { key } => put("sheet-field-key", hex::encode(key)),
        Body::Vouch(member) | Body::WithdrawVouch(member) => {
            put("sheet-field-person", member.0.to_string());
        }
        Body::AnswerVouch { from, answer } => {
            put("sheet-field-person", from.0.to_string());
            put("entry-field-answer", answer.word().to_owned());
        }
        Body::AttestPerson { person, way } => {
            put("sheet-field-person", person.0.to_string());
            put("entry-field-way", way.word().to_owned());
        }
        Body::Propose(propose) => put("sheet-field-text", propose.text.to_string()),
        Body::WithdrawProposal(number) | Body::Sponsor(number) | Body::SignPetition(number) => {
            put("sheet-field-decision", number.0.to_string());
        }
        Body::Vote { proposal, choice } => {
            put("sheet-field-decision", proposal.0.to_string());
            put("entry-field-vote", choice.word().to_owned());
        }
        Body::AnswerPanel { proposal, answer } => {
            put("sheet-field-decision", proposal.0.to_string());
            let answer = match answer {
                PanelAnswer::Yes => "yes",
                PanelAnswer::No => "no",
            };
            put("entry-field-answer", answer.to_owned());
        }
        Body::Nominate { election, text } => {
            put("sheet-field-election", election.to_string());
            put("sheet-field-text", text.to_string());
        }
        Body::WithdrawNomination(election) => put("sheet-field-election", election.to_string()),
        Body::SponsorNomination { election, nominee } => {
            put("sheet-field-election", election.to_string());
            put("sheet-field-person", nominee.to_string());
        }
        Body::Rank { election, ranking } => {
            put("sheet-field-election", election.to_string());
            let numbers: Vec<String> = ranking.iter().map(ToString::to_string).collect();
            put("entry-field-ranking", numbers.join(", "));
        }
        Body::AddItem { proposal, text } => {
            put("sheet-field-decision", proposal.to_string());
            put("sheet-field-text", text.to_string());
        }
        Body::CostItem {
            proposal,
            item,
            cost,
        } => {
            put("sheet-field-decision", proposal.to_string());
            put("sheet-field-item", item.0.to_string());
            put("sheet-field-amount", cost.to_string());
        }
        Body::RankItems { proposal, ranking } => {
            put("sheet-field-decision", proposal.to_string());
            put("entry-field-ranking", roadmap::order_text(ranking));
        }
        Body::Appeal(appeal) | Body::ReferAct { act: appeal, .. } => {
            if let Body::ReferAct { member, .. } = body {
                put("sheet-field-person", member.to_string());
            }
            put("sheet-field-rule", appeal.rule.clone());
            put("sheet-field-version", appeal.version.to_string());
            put("sheet-field-step", appeal.step.word().to_owned());
            put("sheet-field-act", appeal.act.to_string());
        }
        Body::AppealFurther(case) => put("sheet-field-case", case.to_string()),
        Body::SealVerdict { jury, seal } => {
            put("sheet-field-jury", jury.to_string());
            put("sheet-field-seal", seal.to_string());
        }
        Body::OpenVerdict { jury, verdict } => {
            put("sheet-field-jury", jury.to_string());
            put("sheet-field-ruling", verdict.ruling.word().to_owned());
            put("sheet-field-ground", verdict.ground.word().to_owned());
            put("sheet-field-salt", hex::encode(verdict.salt));
        }
        Body::SponsorFromBench { jury, proposal } => {
            put("sheet-field-jury", jury.to_string());
            put("sheet-field-decision", proposal.to_string());
        }
        Body::ChallengeDecision {
            proposal,
            right,
            grounds,
        } => {
            put("sheet-field-decision", proposal.to_string());
            put("sheet-field-right", right.word().to_owned());
            put("sheet-field-text", grounds.to_string());
        }
        Body::SupportChallenge { proposal, number } => {
            put("sheet-field-decision", proposal.to_string());
            put("sheet-field-challenge", number.0.to_string());
        }
        Body::StepAside(jury) => put("sheet-field-jury", jury.to_string()),
        Body::JuryDuty(duty) => put("sheet-field-duty", duty.word().to_owned()),
        Body::AttestIncome {
            income,
            amount,
            evidence,
        } => {
            put("sheet-field-source", income.word().to_owned());
            put("sheet-field-amount", amount.to_string());
            put("sheet-field-text", evidence.to_string());
        }
        Body::SealOrder { auction, seal } => {
            put("sheet-field-auction", auction.to_string());
            put("sheet-field-seal", seal.to_string());
        }
        Body::RevealOrder { auction, order } => {
            put("sheet-field-auction", auction.to_string());
            put("sheet-field-side", order.side.word().to_owned());
            put("sheet-field-limit", order.limit.to_string());
            put("sheet-field-micro", order.amount.to_string());
        }
        Body::AnnounceOrder { side, amount } => {
            put("sheet-field-side", side.word().to_owned());
            put("sheet-field-micro", amount.to_string());
        }
        Body::ConfirmPaid(trade) | Body::AttestPaid(trade) => {
            put("sheet-field-trade", trade.to_string());
        }
        Body::ClaimPaid { trade, evidence } => {
            put("sheet-field-trade", trade.to_string());
            put("sheet-field-text", evidence.to_string());
        }
        Body::Redeem { amount, .. } => put("sheet-field-micro", amount.to_string()),
        Body::AssignShares { to, amount } => {
            put("sheet-field-person", to.to_string());
            put("sheet-field-micro", amount.to_string());
        }
        Body::CallBackShares(id) => put("sheet-field-assignment", id.to_string()),
        Body::ConfirmHardship(member) | Body::NameObserver(member) => {
            put("sheet-field-person", member.to_string());
        }
        Body::Subscribe { offer, units } | Body::RedeemUnits { offer, units } => {
            put("sheet-field-offer", offer.to_string());
            put("sheet-field-units", units.to_string());
        }
        Body::WithdrawSubscription(offer) => put("sheet-field-offer", offer.to_string()),
        Body::AttestSubscription {
            offer,
            investor,
            evidence,
        } => {
            put("sheet-field-offer", offer.to_string());
            put("sheet-field-person", investor.to_string());
            put("sheet-field-text", evidence.to_string());
        }
        Body::AnswerConsent { proposal, answer } => {
            put("sheet-field-decision", proposal.to_string());
            put("sheet-field-answer", answer.word().to_owned());
        }
        Body::NameUnpaid { year, members } => {
            put("sheet-field-year", year.0.saturating_add(1).to_string());
            let numbers: Vec<String> = members.iter().map(ToString::to_string).collect();
            put("sheet-field-unpaid", numbers.join(", "));
        }
        Body::AttestPayment { transfer, evidence } => {
            put("sheet-field-transfer", transfer.to_string());
            put("sheet-field-text", evidence.to_string());
        }
        Body::ConfirmTransfer(transfer) | Body::RefuseTransfer(transfer) => {
            put("sheet-field-transfer", transfer.to_string());
        }
        Body::StateVerdict { jury, text } => {
            put("sheet-field-jury", jury.to_string());
            put("sheet-field-text", text.to_string());
        }
        Body::DeclareSkill { skill, declared } => {
            put("sheet-field-skill", skill.word().to_owned());
            put("entry-field-declared", declared.word().to_owned());
        }
        Body::ClaimWork { skill, class, text } => {
            put("sheet-field-skill", skill.word().to_owned());
            put("sheet-field-class", class.weight().to_string());
            put("sheet-field-text", text.to_string());
        }
        Body::AttestWork { claim, answer } => {
            put("sheet-field-claim", claim.to_string());
            let class = answer.class().map(|it| it.weight().to_string());
            put(
                "sheet-field-class",
                class.unwrap_or_else(|| "no".to_owned()),
            );
        }
        Body::SubmitProject {
            call,
            text,
            cost,
            to,
        } => {
            put("sheet-field-call", call.to_string());
            put("sheet-field-text", text.to_string());
            put("sheet-field-amount", cost.to_string());
            put("sheet-field-to", beneficiary(*to));
        }
        Body::RequestGrant { text, amount, to } => {
            put("sheet-field-text", text.to_string());
            put("sheet-field-amount", amount.to_string());
            put("sheet-field-to", beneficiary(*to));
        }
        Body::WithdrawGrant(grant) => put("sheet-field-grant", grant.to_string()),
        Body::SupportGrant { grant, points } => {
            put("sheet-field-grant", grant.to_string());
            put("sheet-field-points", points.to_string());
        }
        Body::WithdrawProject { call, project } => {
            put("sheet-field-call", call.to_string());
            put("sheet-field-project", project.to_string());
        }
        Body::ApproveProjects { call, projects } => {
            put("sheet-field-call", call.to_string());
            let numbers: Vec<String> = projects.iter().map(ToString::to_string).collect();
            put("sheet-field-projects", numbers.join(", "));
        }
        Body::Delegate { topic, to } => {
            put("sheet-field-topic", topic.word().to_owned());
            let numbers: Vec<String> = to.iter().map(ToString::to_string).collect();
            put("sheet-field-delegates", numbers.join(", "));
        }
        Body::Undelegate(topic) => put("sheet-field-topic", topic.word().to_owned()),
        Body::Resign(office) => put("propose-field-office", office.word().to_owned()),
        Body::Leave | Body::RevokeSessions | Body::Pause | Body::WithdrawRedemption => {}
    }
}

fn beneficiary(to: Beneficiary) -> String {
    match to {
        Beneficiary::Member(number) => number.to_string(),
        Beneficiary::Outside(digest) => digest.to_string(),
    }
}
