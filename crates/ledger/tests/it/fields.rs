//! Decoded values as JSON, in the words of the browser's decoder: a variant is `{kind, value}`, a
//! closed word is a string, bytes are hex, a number of 64 bits is a decimal string.

use ledger::charter::{
    Charter, Class, Earning, Joining, Parameter, ParameterChange, RuleName, Template, Track,
    TrackName,
};
use ledger::entry::{Act, Entry};
use ledger::jury::Appeal;
use ledger::key::PublicKey;
use ledger::market::trading::{Need, Opened};
use ledger::office::Office;
use ledger::operation::{Body, Choice, Founding, Operation, Payload, SignedOperation};
use ledger::panel::PanelAnswer;
use ledger::payload::{Beneficiary, Budget, Mandate, Spend};
use ledger::policy::{
    Audience, Basis, DataChange, DataItem, FeedChange, Label, LabelDefault, ModerationChange,
    Recipe, Rule, Step,
};
use ledger::signature::Signature;
use ledger::work::Attestation;
use serde_json::{Value, json};

fn variant(kind: &str, value: Value) -> Value {
    let mut variant = serde_json::Map::new();
    variant.insert("kind".to_owned(), kind.into());
    variant.insert("value".to_owned(), value);
    Value::Object(variant)
}

fn opened(it: Opened) -> &'static str {
    match it {
        Opened::Closed => "closed",
        Opened::Open => "open",
    }
}

fn of_rights(rights: &ledger::investing::UnitRights) -> Value {
    json!({
        "return_cap": rights.return_cap.0,
        "surplus_share": rights.surplus_share.0,
        "redeem_rounds": rights.redeem_rounds,
        "redeem_price": rights.redeem_price.0,
    })
}

fn list<T>(values: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(values.iter().map(one).collect())
}

pub(crate) fn of_operation(operation: &Operation) -> Value {
    json!({
        "network": hex::encode(operation.network.0),
        "member": operation.member.0,
        "sequence": operation.sequence.to_string(),
        "expires_ms": operation.expires_ms.to_string(),
        "body": of_body(&operation.body),
    })
}

pub(crate) fn of_entry(entry: &Entry) -> Value {
    let act = match &entry.act {
        Act::Operation(signed) => variant("operation", of_signed(signed)),
        Act::Tick => variant("tick", Value::Null),
        Act::SettleRound {
            round,
            file,
            result,
        } => variant(
            "settle-round",
            json!({
                "round": round.0,
                "file": hex::encode(file.0),
                "result": hex::encode(result.0),
            }),
        ),
    };
    json!({ "index": entry.index.0.to_string(), "time_ms": entry.time_ms.to_string(), "act": act })
}

fn of_signed(signed: &SignedOperation) -> Value {
    let signature = match &signed.signature {
        Signature::Ed25519 { key, bytes } => variant(
            "ed25519",
            json!({ "key": key.0, "bytes": hex::encode(bytes) }),
        ),
        Signature::WebAuthn {
            key,
            authenticator_data,
            client_data_json,
            bytes,
        } => variant(
            "webauthn",
            json!({
                "key": key.0,
                "authenticator_data": hex::encode(authenticator_data),
                "client_data_json": hex::encode(client_data_json),
                "bytes": hex::encode(bytes),
            }),
        ),
    };
    json!({ "operation": of_operation(&signed.operation), "signature": signature })
}

fn of_appeal(appeal: &Appeal) -> Value {
    json!({
        "act": hex::encode(appeal.act.0),
        "rule": appeal.rule,
        "version": appeal.version,
        "step": appeal.step.word(),
    })
}

// long: one arm for each kind of operation
fn of_body(body: &Body) -> Value {
    let dated = |key: &[u8; 32], expires_ms: u64| json!({ "key": hex::encode(key), "expires_ms": expires_ms.to_string() });
    let value = match body {
        Body::Found(founding) => of_founding(founding),
        Body::Join(join) => json!({
            "key": of_key(&join.key),
            "invitation": join.invitation.as_ref().map(|proof| json!({
                "key": hex::encode(proof.key),
                "signature": hex::encode(proof.signature),
            })),
        }),
        Body::Leave | Body::RevokeSessions | Body::Pause => Value::Null,
        Body::AddKey(key) => of_key(key),
        Body::RemoveKey(number) => json!(number.0),
        Body::GrantSession { key, expires_ms } | Body::Invite { key, expires_ms } => {
            dated(key, *expires_ms)
        }
        Body::WithdrawInvitation { key } => json!({ "key": hex::encode(key) }),
        Body::Vouch(member) | Body::WithdrawVouch(member) => json!(member.0),
        Body::Propose(propose) => json!({
            "payload": of_payload(&propose.payload),
            "text": hex::encode(propose.text.0),
        }),
        Body::WithdrawProposal(id) | Body::Sponsor(id) | Body::SignPetition(id) => json!(id.0),
        Body::AnswerPanel { proposal, answer } => json!({
            "proposal": proposal.0,
            "answer": match answer {
                PanelAnswer::No => "no",
                PanelAnswer::Yes => "yes",
            },
        }),
        Body::Nominate { election, text } => json!({
            "election": election.0,
            "text": hex::encode(text.0),
        }),
        Body::WithdrawNomination(id) => json!(id.0),
        Body::Appeal(appeal) => of_appeal(appeal),
        Body::ReferAct { member, act } => json!({ "member": member.0, "act": of_appeal(act) }),
        Body::AppealFurther(case) => json!(case.0),
        Body::SealVerdict { jury, seal } => json!({ "jury": jury.0, "seal": hex::encode(seal.0) }),
        Body::OpenVerdict { jury, verdict } => json!({
            "jury": jury.0,
            "salt": hex::encode(verdict.salt),
            "ruling": verdict.ruling.word(),
            "ground": verdict.ground.word(),
        }),
        Body::SponsorFromBench { jury, proposal } => {
            json!({ "jury": jury.0, "proposal": proposal.0 })
        }
        Body::ChallengeDecision {
            proposal,
            right,
            grounds,
        } => json!({
            "proposal": proposal.0,
            "right": right.word(),
            "grounds": hex::encode(grounds.0),
        }),
        Body::SupportChallenge { proposal, number } => {
            json!({ "proposal": proposal.0, "number": number.0 })
        }
        Body::StepAside(jury) => json!(jury.0),
        Body::JuryDuty(duty) => json!(duty.word()),
        Body::AttestIncome {
            income,
            amount,
            evidence,
        } => json!({
            "income": income.word(),
            "amount": amount.to_string(),
            "evidence": hex::encode(evidence.0),
        }),
        Body::AttestPayment { transfer, evidence } => json!({
            "transfer": transfer.0,
            "evidence": hex::encode(evidence.0),
        }),
        Body::ConfirmTransfer(id) | Body::RefuseTransfer(id) => json!(id.0),
        Body::StateVerdict { jury, text } => json!({ "jury": jury.0, "text": hex::encode(text.0) }),
        Body::DeclareSkill { skill, declared } => {
            json!({ "skill": skill.word(), "declared": declared.word() })
        }
        Body::ClaimWork { skill, class, text } => json!({
            "skill": skill.word(),
            "class": class.weight().to_string(),
            "text": hex::encode(text.0),
        }),
        Body::AttestWork { claim, answer } => json!({
            "claim": claim.0,
            "answer": match answer {
                Attestation::No => variant("no", Value::Null),
                Attestation::Class(class) => variant("class", class.weight().to_string().into()),
            },
        }),
        Body::AttestPerson { person, way } => json!({
            "person": person.0,
            "way": way.word(),
        }),
        Body::AnswerVouch { from, answer } => json!({
            "from": from.0,
            "answer": answer.word(),
        }),
        Body::SubmitProject {
            call,
            text,
            cost,
            to,
        } => json!({
            "call": call.0,
            "text": hex::encode(text.0),
            "cost": cost.to_string(),
            "to": of_beneficiary(*to),
        }),
        Body::RequestGrant { text, amount, to } => json!({
            "text": hex::encode(text.0),
            "amount": amount.to_string(),
            "to": of_beneficiary(*to),
        }),
        Body::WithdrawGrant(id) => json!(id.0),
        Body::SupportGrant { grant, points } => json!({ "grant": grant.0, "points": points }),
        Body::WithdrawProject { call, project } => {
            json!({ "call": call.0, "project": project.0 })
        }
        Body::ApproveProjects { call, projects } => json!({
            "call": call.0,
            "projects": list(projects, |it| json!(it.0)),
        }),
        Body::SealOrder { auction, seal } => {
            json!({ "auction": auction.0, "seal": hex::encode(seal.0) })
        }
        Body::RevealOrder { auction, order } => json!({
            "auction": auction.0,
            "salt": hex::encode(order.salt),
            "side": order.side.word(),
            "limit": order.limit.to_string(),
            "amount": order.amount.to_string(),
        }),
        Body::AnnounceOrder { side, amount } => {
            json!({ "side": side.word(), "amount": amount.to_string() })
        }
        Body::ConfirmPaid(trade) | Body::AttestPaid(trade) => json!(trade.0),
        Body::ClaimPaid { trade, evidence } => {
            json!({ "trade": trade.0, "evidence": hex::encode(evidence.0) })
        }
        Body::Redeem { amount, need } => json!({
            "amount": amount.to_string(),
            "need": match need {
                Need::Wish => "wish",
                Need::Hardship => "hardship",
            },
        }),
        Body::WithdrawRedemption => Value::Null,
        Body::ConfirmHardship(member) => json!(member.0),
        Body::AssignShares { to, amount } => json!({
            "to": to.0,
            "amount": amount.to_string(),
        }),
        Body::CallBackShares(id) => json!(id.0),
        Body::Subscribe { offer, units } | Body::RedeemUnits { offer, units } => {
            json!({ "offer": offer.0, "units": units.to_string() })
        }
        Body::WithdrawSubscription(offer) => json!(offer.0),
        Body::AttestSubscription {
            offer,
            investor,
            evidence,
        } => json!({
            "offer": offer.0,
            "investor": investor.0,
            "evidence": hex::encode(evidence.0),
        }),
        Body::AnswerConsent { proposal, answer } => {
            json!({ "proposal": proposal.0, "answer": answer.word() })
        }
        Body::NameObserver(observer) => json!(observer.0),
        Body::NameUnpaid { year, members } => json!({
            "year": year.0,
            "members": members.iter().map(|it| it.0).collect::<Vec<_>>(),
        }),
        Body::SponsorNomination { election, nominee } => json!({
            "election": election.0,
            "nominee": nominee.0,
        }),
        Body::Resign(office) => json!(office.word()),
        Body::Rank { election, ranking } => json!({
            "election": election.0,
            "ranking": list(ranking, |member| json!(member.0)),
        }),
        Body::AddItem { proposal, text } => json!({
            "proposal": proposal.0,
            "text": hex::encode(text.0),
        }),
        Body::CostItem {
            proposal,
            item,
            cost,
        } => json!({
            "proposal": proposal.0,
            "item": item.0,
            "cost": cost.to_string(),
        }),
        Body::RankItems { proposal, ranking } => json!({
            "proposal": proposal.0,
            "ranking": list(ranking, |group| list(group, |item| json!(item.0))),
        }),
        Body::Delegate { topic, to } => json!({
            "topic": topic.word(),
            "to": list(to, |member| json!(member.0)),
        }),
        Body::Undelegate(topic) => json!(topic.word()),
        Body::Vote { proposal, choice } => {
            let choice = match choice {
                Choice::Yes => "yes",
                Choice::No => "no",
                Choice::Abstain => "abstain",
                Choice::NoWithVeto => "no-with-veto",
            };
            json!({ "proposal": proposal.0, "choice": choice })
        }
    };
    variant(body.word(), value)
}

fn of_key(key: &PublicKey) -> Value {
    match key {
        PublicKey::P256 { point, rp_id } => variant(
            "p256",
            json!({ "point": hex::encode(point), "rp_id": rp_id }),
        ),
        PublicKey::Ed25519(bytes) => variant("ed25519", json!(hex::encode(bytes))),
    }
}

fn of_payload(payload: &Payload) -> Value {
    match payload {
        Payload::Statement => variant("statement", Value::Null),
        Payload::Moderation(changes) => variant("moderation", list(changes, of_moderation_change)),
        Payload::Data(changes) => variant("data", list(changes, of_data_change)),
        Payload::Charter(changes) => variant("charter", list(changes, of_parameter_change)),
        Payload::Existence(matter) => variant("existence", json!(matter.word())),
        Payload::Budget(budget) => variant("budget", of_budget(budget)),
        Payload::Spend(spend) => variant("spend", of_spend(spend)),
        Payload::Stream(spend) => variant("stream", of_spend(spend)),
        Payload::EndStream(stream) => variant("end-stream", json!(stream.0)),
        Payload::BuyShares(it) => variant(
            "buy-shares",
            json!({ "limit": it.limit.to_string(), "amount": it.amount.to_string() }),
        ),
        Payload::Offer(terms) => variant(
            "offer",
            json!({
                "price": terms.price.to_string(),
                "units": terms.units.to_string(),
                "least": terms.least.to_string(),
                "ticks": terms.ticks,
                "rights": of_rights(&terms.rights),
            }),
        ),
        Payload::AmendOffer(it) => variant(
            "amend-offer",
            json!({ "offer": it.offer.0, "rights": of_rights(&it.rights) }),
        ),
        Payload::Mandate(mandate) => variant("mandate", of_mandate(mandate)),
        Payload::Appointment { office, member } => {
            variant("appointment", of_seat(*office, member.0))
        }
        Payload::Recall { office, member } => variant("recall", of_seat(*office, member.0)),
        Payload::AnotherPause => variant("another-pause", Value::Null),
        Payload::Roadmap(quarter) => variant("roadmap", json!(quarter.0)),
        Payload::Feed(changes) => variant("feed", list(changes, of_feed_change)),
    }
}

fn of_feed_change(change: &FeedChange) -> Value {
    match change {
        FeedChange::PutRecipe(recipe) => variant("put-recipe", of_recipe(recipe)),
        FeedChange::RemoveRecipe(id) => variant("remove-recipe", json!(id)),
        FeedChange::Default(id) => variant("default", json!(id)),
    }
}

fn of_recipe(recipe: &Recipe) -> Value {
    json!({
        "id": recipe.id,
        "title": recipe.title,
        "text": recipe.text,
        "window_hours": recipe.window_hours,
        "filters": list(&recipe.filters, |it| json!(it.word())),
        "factors": list(&recipe.factors, |it| {
            json!({ "fact": it.fact.word(), "points": it.points, "at_most": it.at_most })
        }),
    })
}

fn of_parameter_change(change: &ParameterChange) -> Value {
    let parameter = match change.parameter {
        Parameter::Rule(name) => variant("rule", json!(name.word())),
        Parameter::Track(track, field) => variant(
            "track",
            json!({ "track": track.word(), "field": field.word() }),
        ),
        Parameter::Needs(class, chamber) => variant(
            "needs",
            json!({ "class": class.word(), "chamber": chamber.word() }),
        ),
    };
    json!({ "parameter": parameter, "value": change.value.to_string() })
}

fn of_budget(budget: &Budget) -> Value {
    json!({
        "treasury": budget.treasury.to_string(),
        "envelopes": list(&budget.envelopes, |(envelope, amount)| {
            json!({ "envelope": envelope.word(), "amount": amount.to_string() })
        }),
    })
}

fn of_spend(spend: &Spend) -> Value {
    let beneficiary = of_beneficiary(spend.beneficiary);
    json!({
        "envelope": spend.envelope.word(),
        "beneficiary": beneficiary,
        "amount": spend.amount.to_string(),
    })
}

fn of_mandate(mandate: &Mandate) -> Value {
    json!({
        "leads": list(&mandate.leads, |member| json!(member.0)),
        "per_round": mandate.per_round.to_string(),
        "rounds": mandate.rounds,
    })
}

fn of_seat(office: Office, member: u32) -> Value {
    json!({ "office": office.word(), "member": member })
}

fn of_founding(founding: &Founding) -> Value {
    json!({
        "name": founding.name,
        "charter": of_charter(&founding.charter),
        "moderation": list(&founding.moderation, of_moderation_change),
        "data": list(&founding.data, of_data_item),
        "feed": list(&founding.feed, of_feed_change),
        "founder": of_key(&founding.founder),
        "node": hex::encode(founding.node),
    })
}

fn of_charter(charter: &Charter) -> Value {
    let tracks: serde_json::Map<String, Value> = TrackName::ALL
        .into_iter()
        .map(|name| (name.word().to_owned(), of_track(charter.tracks.get(name))))
        .collect();
    let classes: serde_json::Map<String, Value> = Class::ALL
        .into_iter()
        .map(|class| {
            let needs = charter.classes.get(class);
            let value = json!({ "members": needs.members.0, "stewards": needs.stewards.0 });
            (class.word().to_owned(), value)
        })
        .collect();
    let head = json!({
        "template": match charter.template {
            Template::Circle => "circle",
            Template::Cooperative => "cooperative",
            Template::Network => "network",
        },
        "tick_ms": charter.tick_ms.to_string(),
        "round_ticks": charter.round_ticks,
        "joining": match charter.joining {
            Joining::Invitation => "invitation",
            Joining::Open => "open",
        },
        "market": opened(charter.market),
        "redemption": opened(charter.redemption),
        "class_i": opened(charter.class_i),
        "earning": match charter.earning {
            Earning::Score => "score",
            Earning::Equal => "equal",
        },
        "contribution_pool": charter.contribution_pool.0.to_string(),
        "quota_per_active": charter.quota_per_active.0.to_string(),
        "service_amount": charter.service_amount.0.to_string(),
        "onboarding_amount": charter.onboarding_amount.0.to_string(),
        "tracks": tracks,
        "classes": classes,
    });
    let Value::Object(mut all) = head else {
        unreachable!("an object")
    };
    all.extend(charter_numbers(charter));
    Value::Object(all)
}

/// The parameters that are plain numbers of at most 32 bits, by the names of their fields.
fn charter_numbers(charter: &Charter) -> serde_json::Map<String, Value> {
    let others = [
        RuleName::Joining,
        RuleName::Earning,
        RuleName::Market,
        RuleName::Redemption,
        RuleName::ClassI,
        RuleName::QuotaPerActive,
        RuleName::ServiceAmount,
        RuleName::OnboardingAmount,
    ];
    RuleName::ALL
        .iter()
        .filter(|name| !others.contains(name))
        .map(|name| {
            let value = Parameter::Rule(*name).get(charter);
            (name.word().replace('-', "_"), json!(value))
        })
        .collect()
}

fn of_track(track: &Track) -> Value {
    let curve = |it: ledger::charter::Curve| json!({ "from": it.from.0, "to": it.to.0 });
    json!({
        "draft_ticks": track.draft_ticks,
        "voting_ticks": track.voting_ticks,
        "approval": curve(track.approval),
        "support": curve(track.support),
        "confirm_ticks": track.confirm_ticks,
        "timelock_ticks": track.timelock_ticks,
        "at_once_max": track.at_once_max,
    })
}

fn of_moderation_change(change: &ModerationChange) -> Value {
    match change {
        ModerationChange::PutRule(rule) => variant("put-rule", of_rule(rule)),
        ModerationChange::RemoveRule(id) => variant("remove-rule", json!(id)),
        ModerationChange::PutLabel(label) => variant("put-label", of_label(label)),
        ModerationChange::RemoveLabel(id) => variant("remove-label", json!(id)),
        ModerationChange::ReportThreshold(count) => variant("report-threshold", json!(count)),
        ModerationChange::DeadlineTicks(ticks) => variant("deadline-ticks", json!(ticks)),
        ModerationChange::Moderators(members) => {
            variant("moderators", list(members, |member| json!(member.0)))
        }
        ModerationChange::JurySizes(sizes) => variant("jury-sizes", json!(sizes)),
    }
}

fn of_rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "title": rule.title,
        "text": rule.text,
        "examples": rule.examples,
        "ladder": list(&rule.ladder, |step| match step {
            Step::Label(id) => variant("label", json!(id)),
            Step::Warn => variant("warn", Value::Null),
            Step::LimitReach => variant("limit-reach", Value::Null),
            Step::Remove => variant("remove", Value::Null),
            Step::Suspend(days) => variant("suspend", json!(days)),
            Step::Expel => variant("expel", Value::Null),
        }),
    })
}

fn of_label(label: &Label) -> Value {
    let default = match label.default {
        LabelDefault::Show => "show",
        LabelDefault::Cover => "cover",
        LabelDefault::Hide => "hide",
    };
    json!({ "id": label.id, "title": label.title, "default": default })
}

fn of_data_change(change: &DataChange) -> Value {
    match change {
        DataChange::Put(item) => variant("put", of_data_item(item)),
        DataChange::Remove(category) => variant("remove", json!(category.word())),
    }
}

fn of_data_item(item: &DataItem) -> Value {
    json!({
        "category": item.category.word(),
        "purpose": item.purpose,
        "basis": match item.basis {
            Basis::Needed => "needed",
            Basis::OptOut => "opt-out",
            Basis::OptIn => "opt-in",
        },
        "retention_days": item.retention_days,
        "audience": match item.audience {
            Audience::Everyone => "everyone",
            Audience::Members => "members",
            Audience::Offices => "offices",
            Audience::Oneself => "oneself",
        },
    })
}

fn of_beneficiary(to: Beneficiary) -> Value {
    match to {
        Beneficiary::Member(member) => variant("member", json!(member.0)),
        Beneficiary::Outside(digest) => variant("outside", json!(hex::encode(digest.0))),
    }
}
