//! Decoded values as JSON, in the words of the browser's decoder: a variant is `{kind, value}`, a
//! closed word is a string, bytes are hex, a number of 64 bits is a decimal string.

use ledger::charter::{Charter, Earning, Joining, Template, Track};
use ledger::entry::{Act, Entry};
use ledger::key::PublicKey;
use ledger::operation::{Body, Choice, Founding, Operation, Payload, SignedOperation};
use ledger::policy::{
    Audience, Basis, DataChange, DataItem, Label, LabelDefault, ModerationChange, Rule, Step,
};
use ledger::signature::Signature;
use serde_json::{Value, json};

fn variant(kind: &str, value: Value) -> Value {
    let mut variant = serde_json::Map::new();
    variant.insert("kind".to_owned(), kind.into());
    variant.insert("value".to_owned(), value);
    Value::Object(variant)
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
        Body::Leave | Body::RevokeSessions => Value::Null,
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
        Body::WithdrawProposal(id) | Body::Sponsor(id) => json!(id.0),
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
    }
}

fn of_founding(founding: &Founding) -> Value {
    json!({
        "name": founding.name,
        "charter": of_charter(&founding.charter),
        "moderation": list(&founding.moderation, of_moderation_change),
        "data": list(&founding.data, of_data_item),
        "founder": of_key(&founding.founder),
        "node": hex::encode(founding.node),
    })
}

fn of_charter(charter: &Charter) -> Value {
    json!({
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
        "bootstrap_members": charter.bootstrap_members,
        "vouches_needed": charter.vouches_needed,
        "associate_ticks": charter.associate_ticks,
        "active_rounds_needed": charter.active_rounds_needed,
        "vouches_open_max": charter.vouches_open_max,
        "vouches_per_round": charter.vouches_per_round,
        "vouch_release_rounds": charter.vouch_release_rounds,
        "invitation_ticks_max": charter.invitation_ticks_max,
        "keys_max": charter.keys_max,
        "key_delay_ticks": charter.key_delay_ticks,
        "session_ticks_max": charter.session_ticks_max,
        "sponsors_floor": charter.sponsors_floor,
        "sponsors_share": charter.sponsors_share.0,
        "sponsors_ceiling": charter.sponsors_ceiling,
        "sponsored_max": charter.sponsored_max,
        "draft_ticks_max": charter.draft_ticks_max,
        "electorate_rounds": charter.electorate_rounds,
        "support_floor": charter.support_floor,
        "late_swing_ticks": charter.late_swing_ticks,
        "veto": charter.veto.0,
        "policy_track": of_track(&charter.policy_track),
        "earning": match charter.earning {
            Earning::Score => "score",
            Earning::Equal => "equal",
        },
        "contribution_pool": charter.contribution_pool.0.to_string(),
        "issuance_divisor": charter.issuance_divisor,
        "quota_per_active": charter.quota_per_active.0.to_string(),
        "content_share": charter.content_share.0,
        "vesting_cliff_rounds": charter.vesting_cliff_rounds,
        "vesting_parts": charter.vesting_parts,
    })
}

fn of_track(track: &Track) -> Value {
    json!({
        "draft_ticks": track.draft_ticks,
        "voting_ticks": track.voting_ticks,
        "approval": track.approval.0,
        "support": track.support.0,
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
