//! Frozen vectors: the bytes of the protocol, as files that other implementations read.
//!
//! The files in `vectors/v1` are append-only from the first release on. The code must make exactly
//! what they say; a difference is a new protocol version, never an edited row.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ledger::apply::{authenticate, decide};
use ledger::authenticator::{CommandLineKey, Passkey};
use ledger::charter::{
    Chamber, Charter, Class, Parameter, ParameterChange, RuleName, Template, TrackField, TrackName,
};
use ledger::delegation::Topic;
use ledger::entry::{Act, Entry};
use ledger::ids::{
    Digest, ElectionId, EntryIndex, KeyNumber, MemberNumber, Money, NetworkId, Price, ProposalId,
    Quarter, RoundNumber,
};
use ledger::jury::Duty;
use ledger::office::Office;
use ledger::operation::{
    Body, Choice, InvitationProof, Join, Operation, Payload, Propose, SignedOperation,
    invitation_hash,
};
use ledger::panel::PanelAnswer;
use ledger::payload::{Beneficiary, Budget, Envelope, Existence, Mandate, Spend};
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, Fact, Factor, FeedChange, Filter, Label,
    LabelDefault, ModerationChange, Recipe, Rule, Step,
};
use ledger::roadmap::ItemNumber;
use ledger::round::RoundResult;
use ledger::signature::Signature;
use ledger::{State, operation};
use serde_json::{Value, json};

use crate::fields;
use crate::script::{Network, founding};
use crate::words::KINDS;

const OPERATIONS: &str = include_str!("../../vectors/v1/operations.json");
const CHAIN: &str = include_str!("../../vectors/v1/chain.json");

/// Compares `made` with the file; where they differ, leaves what the code makes for inspection.
fn compare(name: &str, file: &str, made: &Value) {
    let frozen: Value = serde_json::from_str(file).expect("a vector file is JSON");
    if &frozen != made {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, rows_by_line(made)).expect("the target folder can be written");
        panic!(
            "vectors/v1/{name} is not what the code makes. Before the first release: look at {} and \
             replace the file; after it: this change needs a new protocol version.",
            path.display()
        );
    }
}

/// JSON with one row a line, so that a file grows by lines.
fn rows_by_line(value: &Value) -> String {
    let about = &value["about"];
    let mut text = format!("{{\n  \"about\": {about},\n  \"rows\": [\n");
    let rows = value["rows"].as_array().expect("rows");
    for (place, row) in rows.iter().enumerate() {
        let comma = if place + 1 == rows.len() { "" } else { "," };
        text.push_str(&format!("    {row}{comma}\n"));
    }
    text.push_str("  ]\n}\n");
    text
}

fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().expect("hex")).expect("hex")
}

#[test]
fn operations_have_the_frozen_bytes() {
    let rows: Vec<Value> = operations()
        .iter()
        .map(|(name, operation)| {
            json!({
                "name": name,
                "kind": "operation",
                "bytes": hex::encode(operation.to_bytes()),
                "signing_hash": operation.signing_hash().to_string(),
                "fields": fields::of_operation(operation),
            })
        })
        .chain(entries().iter().map(|(name, entry)| {
            json!({
                "name": name,
                "kind": "entry",
                "bytes": hex::encode(entry.to_bytes()),
                "fields": fields::of_entry(entry),
            })
        }))
        .collect();
    let about = "Canonical bytes of operations and entries with what they say; see \
                 docs/protocol/operation.md and entry.md. Append only.";
    compare(
        "operations.json",
        OPERATIONS,
        &json!({ "about": about, "rows": rows }),
    );
}

#[test]
fn the_frozen_bytes_decode_to_the_frozen_fields() {
    let file: Value = serde_json::from_str(OPERATIONS).expect("a vector file is JSON");
    let mut kinds = BTreeSet::new();
    for row in file["rows"].as_array().expect("rows") {
        let bytes = bytes(&row["bytes"]);
        if row["kind"] == "operation" {
            let operation = Operation::from_bytes(&bytes).expect("a frozen operation");
            assert_eq!(fields::of_operation(&operation), row["fields"], "{row}");
            assert_eq!(operation.to_bytes(), bytes, "{row}");
            let hash = operation::signing_hash(operation.network, &bytes);
            assert_eq!(row["signing_hash"], hash.to_string(), "{row}");
            kinds.insert(operation.body.word());
        } else {
            let entry = Entry::from_bytes(&bytes).expect("a frozen entry");
            assert_eq!(fields::of_entry(&entry), row["fields"], "{row}");
            assert_eq!(entry.to_bytes(), bytes, "{row}");
        }
    }
    assert_eq!(kinds, KINDS.iter().copied().collect());
}

#[test]
fn the_frozen_chain_is_made_again() {
    let network = chain();
    network.replay();
    let mut state = State::empty();
    let rows: Vec<Value> = network
        .entries
        .iter()
        .map(|(entry, result)| {
            let effects = decide(&state, entry.time_ms, &entry.act, result.as_ref());
            state.commit(entry, effects.expect("accepted once"));
            json!({
                "index": entry.index.0.to_string(),
                "time_ms": entry.time_ms.to_string(),
                "operation": match &entry.act {
                    Act::Operation(signed) => json!(signed.operation.signing_hash().to_string()),
                    Act::Tick | Act::SettleRound { .. } => Value::Null,
                },
                "entry": hex::encode(entry.to_bytes()),
                "result": result.as_ref().map(|it| hex::encode(it.to_bytes())),
                "state_root": state.root().to_string(),
            })
        })
        .collect();
    let about = "A record from its founding on: each entry with its receipt and the state root after \
                 it; see docs/protocol/entry.md. Append only.";
    compare(
        "chain.json",
        CHAIN,
        &json!({ "about": about, "rows": rows }),
    );
}

/// Whoever has the file alone arrives at its roots.
#[test]
fn the_frozen_chain_replays() {
    let file: Value = serde_json::from_str(CHAIN).expect("a vector file is JSON");
    let rows = file["rows"].as_array().expect("rows");
    assert!(rows.len() >= 40, "a chain of {} entries", rows.len());
    let mut state = State::empty();
    for row in rows {
        let entry = Entry::from_bytes(&bytes(&row["entry"])).expect("a frozen entry");
        if let Act::Operation(signed) = &entry.act {
            assert_eq!(authenticate(&state, signed), Ok(()), "{row}");
            assert_eq!(
                row["operation"],
                signed.operation.signing_hash().to_string()
            );
        }
        let result = row["result"]
            .as_str()
            .map(|_| RoundResult::from_bytes(&bytes(&row["result"])).expect("a frozen result"));
        let effects = decide(&state, entry.time_ms, &entry.act, result.as_ref());
        state.commit(&entry, effects.expect("a frozen entry is accepted"));
        assert_eq!(row["state_root"], state.root().to_string(), "{row}");
    }
}

fn passkey() -> Passkey {
    Passkey::from_seed(&[3; 32], "lumen.example", "https://lumen.example")
}

fn bytes32(fill: u8) -> [u8; 32] {
    [fill; 32]
}

/// One operation of every kind, and of every variant below it.
// long: one row for each kind
pub(crate) fn operations() -> Vec<(String, Operation)> {
    let key = CommandLineKey::from_seed(&[9; 32]);
    let dated = 1_800_000_600_000;
    let mut founding = founding(Charter::of(Template::Cooperative), &key);
    founding.founder = passkey().public_key();
    let join = |key, invitation| Body::Join(Join { key, invitation });
    let proof = InvitationProof {
        key: bytes32(0x21),
        signature: [0x22; 64],
    };
    let propose = |payload| {
        Body::Propose(Propose {
            payload,
            text: Digest(bytes32(0x33)),
        })
    };
    let answer = |answer| Body::AnswerPanel {
        proposal: ProposalId(42),
        answer,
    };
    let vote = |choice| Body::Vote {
        proposal: ProposalId(41),
        choice,
    };
    let bodies = vec![
        ("found", Body::Found(Box::new(founding.clone()))),
        ("join with a passkey", join(passkey().public_key(), None)),
        ("join by invitation", join(key.public_key(), Some(proof))),
        ("leave", Body::Leave),
        ("add a passkey", Body::AddKey(passkey().public_key())),
        ("add a command line key", Body::AddKey(key.public_key())),
        ("remove-key", Body::RemoveKey(KeyNumber(2))),
        (
            "grant-session",
            Body::GrantSession {
                key: bytes32(0x11),
                expires_ms: dated,
            },
        ),
        ("revoke-sessions", Body::RevokeSessions),
        (
            "invite",
            Body::Invite {
                key: bytes32(0x12),
                expires_ms: dated,
            },
        ),
        (
            "withdraw-invitation",
            Body::WithdrawInvitation { key: bytes32(0x13) },
        ),
        ("vouch", Body::Vouch(MemberNumber(7))),
        (
            "withdraw-vouch",
            Body::WithdrawVouch(MemberNumber(u32::MAX)),
        ),
        ("propose a statement", propose(Payload::Statement)),
        (
            "propose every change of the moderation policy",
            propose(Payload::Moderation(moderation_changes())),
        ),
        (
            "propose every change of the data policy",
            propose(Payload::Data(data_changes())),
        ),
        (
            "propose every change of the feed policy",
            propose(Payload::Feed(feed_changes())),
        ),
        ("withdraw-proposal", Body::WithdrawProposal(ProposalId(40))),
        ("sponsor", Body::Sponsor(ProposalId(41))),
        ("vote yes", vote(Choice::Yes)),
        ("vote no", vote(Choice::No)),
        ("abstain", vote(Choice::Abstain)),
        ("vote no with veto", vote(Choice::NoWithVeto)),
        ("sign-petition", Body::SignPetition(ProposalId(40))),
        (
            "delegate",
            Body::Delegate {
                topic: Topic::Grants,
                to: vec![MemberNumber(9), MemberNumber(4), MemberNumber(70_000)],
            },
        ),
        ("undelegate", Body::Undelegate(Topic::Other)),
        ("pause", Body::Pause),
        ("answer-panel no", answer(PanelAnswer::No)),
        ("answer-panel yes", answer(PanelAnswer::Yes)),
        (
            "nominate",
            Body::Nominate {
                election: ElectionId(6),
                text: Digest(bytes32(0x34)),
            },
        ),
        (
            "withdraw-nomination",
            Body::WithdrawNomination(ElectionId(6)),
        ),
        (
            "sponsor-nomination",
            Body::SponsorNomination {
                election: ElectionId(6),
                nominee: MemberNumber(70_000),
            },
        ),
        (
            "rank",
            Body::Rank {
                election: ElectionId(u32::MAX),
                ranking: vec![MemberNumber(9), MemberNumber(4), MemberNumber(70_000)],
            },
        ),
        ("resign", Body::Resign(Office::Team)),
        (
            "add-item",
            Body::AddItem {
                proposal: ProposalId(43),
                text: Digest(bytes32(0x35)),
            },
        ),
        (
            "cost-item",
            Body::CostItem {
                proposal: ProposalId(43),
                item: ItemNumber(2),
                cost: Money((1 << 53) + 1),
            },
        ),
        (
            "rank-items",
            Body::RankItems {
                proposal: ProposalId(43),
                ranking: vec![
                    vec![ItemNumber(3)],
                    vec![ItemNumber(1), ItemNumber(64)],
                    vec![ItemNumber(2)],
                ],
            },
        ),
    ];
    let bodies = bodies.into_iter().chain(
        more_payloads()
            .into_iter()
            .map(|(name, it)| (name, propose(it))),
    );
    let bodies = bodies.chain(crate::judging::bodies());
    let bodies = bodies.chain(crate::books::bodies());
    let bodies = bodies.chain(crate::working::bodies());
    let bodies = bodies.chain(crate::trusting::bodies());
    let bodies = bodies.chain(crate::calling::bodies());
    let bodies = bodies.chain(crate::granting::bodies());
    let bodies = bodies.chain(crate::market::bodies());
    let bodies = bodies.chain(crate::assigning::bodies());
    let bodies = bodies.chain(crate::investing::bodies());
    let bodies = bodies.chain(crate::surplus::bodies());
    let operations = bodies
        .into_iter()
        .zip(1_u64..)
        .map(|((name, body), number)| {
            let (network, member, sequence) = match body {
                Body::Found(_) => (NetworkId::default(), MemberNumber(1), 1),
                Body::Join(_) => (NetworkId(bytes32(0x77)), MemberNumber(0), 1),
                _ => (
                    NetworkId(bytes32(0x77)),
                    MemberNumber(318),
                    // One above what a double can count exactly, so that a careless decoder shows.
                    (1 << 53) + number,
                ),
            };
            let operation = Operation {
                network,
                member,
                sequence,
                expires_ms: 1_800_000_000_000 + number,
                body,
            };
            (name.to_owned(), operation)
        });
    operations.collect()
}

/// The payloads that came with the classes of GOVERNANCE §2.
fn more_payloads() -> Vec<(&'static str, Payload)> {
    let outside = Beneficiary::Outside(Digest(bytes32(0x66)));
    let spend = |envelope, beneficiary, amount| {
        Payload::Spend(Spend {
            envelope,
            beneficiary,
            amount: Money(amount),
        })
    };
    let parameter = |parameter, value| ParameterChange { parameter, value };
    let changes = vec![
        parameter(Parameter::Rule(RuleName::Veto), 4_000),
        parameter(
            Parameter::Track(TrackName::SmallSpend, TrackField::SupportTo),
            60,
        ),
        parameter(Parameter::Needs(Class::Ownership, Chamber::Stewards), 6_000),
        parameter(Parameter::Rule(RuleName::QuotaPerActive), (1 << 53) + 1),
    ];
    let (office, member) = (Office::Guardian, MemberNumber(12));
    vec![
        ("propose parameters", Payload::Charter(changes)),
        ("propose to merge", Payload::Existence(Existence::Merger)),
        (
            "propose a budget",
            Payload::Budget(Budget {
                treasury: Money((1 << 53) + 1),
                envelopes: vec![
                    (Envelope::Operations, Money(500_000)),
                    (Envelope::Endowment, Money(1)),
                ],
            }),
        ),
        (
            "propose to pay a member",
            spend(Envelope::Grants, Beneficiary::Member(MemberNumber(3)), 250),
        ),
        ("propose to pay outside", spend(Envelope::Team, outside, 1)),
        (
            "propose a mandate",
            Payload::Mandate(Mandate {
                leads: vec![MemberNumber(2), MemberNumber(5)],
                per_round: Money(120_000),
                rounds: 52,
            }),
        ),
        ("appoint", Payload::Appointment { office, member }),
        ("recall", Payload::Recall { office, member }),
        ("propose another pause", Payload::AnotherPause),
        (
            "propose a stream",
            Payload::Stream(Spend {
                envelope: Envelope::Operations,
                beneficiary: Beneficiary::Member(MemberNumber(3)),
                amount: Money(700),
            }),
        ),
        ("propose to end a stream", Payload::EndStream(ProposalId(7))),
        (
            "propose to buy shares",
            Payload::BuyShares(ledger::payload::Purchase {
                limit: Price(1_250_000),
                amount: ledger::ids::MicroShares(1_500_000),
            }),
        ),
        ("propose a roadmap", Payload::Roadmap(Quarter(7))),
    ]
}

fn feed_changes() -> Vec<FeedChange> {
    let factor = |fact| Factor {
        fact,
        points: if fact == Fact::HoursOld { -10_000 } else { 7 },
        at_most: 1_000,
    };
    // A recipe holds at most eight facts, so that two of them name them all.
    let (most, last) = Fact::ALL.split_at(8);
    let recipe = |id: &str, facts: &[Fact], filters: &[Filter]| {
        FeedChange::PutRecipe(Recipe {
            id: id.to_owned(),
            title: "Wat opvalt – 注意".to_owned(),
            text: "What stands out.\nOf three days.".to_owned(),
            window_hours: 72,
            filters: filters.to_vec(),
            factors: facts.iter().copied().map(factor).collect(),
        })
    };
    vec![
        recipe("most", most, &Filter::ALL),
        recipe("last", last, &[]),
        FeedChange::RemoveRecipe("last".to_owned()),
        FeedChange::Default("most".to_owned()),
    ]
}

fn moderation_changes() -> Vec<ModerationChange> {
    let label = |id: &str, default| {
        ModerationChange::PutLabel(Label {
            id: id.to_owned(),
            title: "Gevoelig – 注意".to_owned(),
            default,
        })
    };
    vec![
        ModerationChange::PutRule(Rule {
            id: "machine-made".to_owned(),
            title: "Say what a machine made".to_owned(),
            text: "A picture made by a machine says so.\nIn its text.".to_owned(),
            examples: vec!["A “photograph” that never was.".to_owned(), "é".to_owned()],
            ladder: vec![
                Step::Label("cover".to_owned()),
                Step::Warn,
                Step::LimitReach,
                Step::Remove,
                Step::Suspend(365),
                Step::Expel,
            ],
        }),
        ModerationChange::RemoveRule("spam".to_owned()),
        label("show", LabelDefault::Show),
        label("cover", LabelDefault::Cover),
        label("hide", LabelDefault::Hide),
        ModerationChange::RemoveLabel("old".to_owned()),
        ModerationChange::ReportThreshold(1_000),
        ModerationChange::DeadlineTicks(2_184),
        ModerationChange::Moderators(vec![MemberNumber(1), MemberNumber(70_000)]),
        ModerationChange::Moderators(Vec::new()),
        ModerationChange::JurySizes([3, 21, 101]),
    ]
}

fn data_changes() -> Vec<DataChange> {
    let bases = [Basis::Needed, Basis::OptOut, Basis::OptIn];
    let audiences = [
        Audience::Everyone,
        Audience::Members,
        Audience::Offices,
        Audience::Oneself,
    ];
    let put = Category::ALL
        .into_iter()
        .enumerate()
        .map(|(place, category)| {
            DataChange::Put(DataItem {
                category,
                purpose: format!("purpose {place}"),
                basis: bases[place % bases.len()],
                retention_days: u16::try_from(place).expect("few categories") * 200,
                audience: audiences[place % audiences.len()],
            })
        });
    put.chain([DataChange::Remove(Category::SearchTexts)])
        .collect()
}

fn entries() -> Vec<(String, Entry)> {
    let operation = Operation {
        network: NetworkId(bytes32(0x77)),
        member: MemberNumber(318),
        sequence: 92,
        expires_ms: 1_800_000_000_000,
        body: Body::Vote {
            proposal: ProposalId(41),
            choice: Choice::Yes,
        },
    };
    let hash = operation.signing_hash().0;
    let signed = |signature: Signature| {
        Act::Operation(Box::new(SignedOperation {
            operation: operation.clone(),
            signature,
        }))
    };
    let command_line = CommandLineKey::from_seed(&[9; 32]);
    let acts = [
        (
            "an operation signed by a passkey",
            signed(passkey().sign(KeyNumber(4), &hash)),
        ),
        (
            "an operation signed by a session key",
            signed(command_line.sign(KeyNumber(u32::MAX), &hash)),
        ),
        ("a tick", Act::Tick),
        (
            "a settled round",
            Act::SettleRound {
                round: RoundNumber(12),
                file: Digest(bytes32(0x44)),
                result: Digest(bytes32(0x55)),
            },
        ),
    ];
    let entries = acts.into_iter().zip(0_u64..).map(|((name, act), number)| {
        let entry = Entry {
            index: EntryIndex((1 << 53) + 1 + number),
            time_ms: 1_800_000_000_000 + number,
            act,
        };
        (name.to_owned(), entry)
    });
    entries.collect()
}

/// A small network that does everything once.
pub(crate) fn chain() -> Network {
    let mut network = Network::found(crate::assigning::switched_on());
    network.check(
        "
        crowd 10
        m0 add-key spare
        m0 grant browser 100
        m1 invite link
        m1 withdraw-invitation link
        m1 vouch m2
        m1 unvouch m2
        m0 propose rule
        m5 sponsor 1
        proposal 1                   => open
        m1 propose statement
        m5 sponsor 2
        m1 propose shorter
        m1 withdraw 3
        browser vote 1 yes
        all vote 1 yes
        m6 delegate moderation m7 m8
        m9 delegate moderation m7
        m9 undelegate moderation
        m6 propose no-spam-rule
        m9 petition 4
        proposal 4                   => open
        m7 vote 4 no
        carried 4                    => 0:1:0
        m2 vote 1 abstain
        m2 vote 1 yes
        m3 vote 2 veto
        m0 revoke-sessions
        wait 24
        m0 remove-key 0
        spare vote 2 no
        m4 leave
        ",
    );
    join_by_passkey(&mut network);
    network.check(
        "
        wait 48
        proposal 1                   => timelock
        proposal 2                   => failed-veto
        wait 24
        proposal 1                   => enacted
        policy                       => 2/1
        wait 72
        settle 0 founder 3000000 m1 2000000
        m1 nominate 1
        m2 nominate 1
        m3 nominate 1
        m5 support 1 m1
        m6 support 1 m1
        m7 support 1 m2
        m8 support 1 m2
        m3 unnominate 1
        wait 72
        m5 rank 1 m1
        m6 rank 1 m2 m1
        m7 rank 1 m1 m2
        wait 97
        holds m1 team                => true
        ",
    );
    crate::judging::hear_once(&mut network);
    crate::books::live_once(&mut network);
    crate::working::work_once(&mut network);
    crate::trusting::answer_once(&mut network);
    crate::calling::call_once(&mut network);
    crate::granting::support_once(&mut network);
    crate::assigning::pass_once(&mut network);
    network
}

/// Lets somebody in with an invitation and a passkey, and lets them vote with it.
fn join_by_passkey(network: &mut Network) {
    network.check("founder invite passkey");
    let device = passkey();
    let (link_key, link) = network.links["passkey"].clone();
    let hash = invitation_hash(network.state.network, &device.public_key());
    let Signature::Ed25519 { bytes, .. } = link.sign(KeyNumber(0), &hash.0) else {
        unreachable!("links are Ed25519")
    };
    let join = Body::Join(Join {
        key: device.public_key(),
        invitation: Some(InvitationProof {
            key: link_key,
            signature: bytes,
        }),
    });
    let number = u32::try_from(network.state.members.len()).expect("few members") + 1;
    let acts = [
        (MemberNumber(0), 1, join),
        (MemberNumber(number), 2, Body::Vouch(MemberNumber(1))),
        // The jury that hears a case below is drawn from those whose keys the script holds.
        (MemberNumber(number), 3, Body::JuryDuty(Duty::Declined)),
    ];
    for (member, sequence, body) in acts {
        let operation = Operation {
            network: network.state.network,
            member,
            sequence,
            expires_ms: network.time_ms,
            body,
        };
        let signature = device.sign(KeyNumber(0), &operation.signing_hash().0);
        let act = Act::Operation(Box::new(SignedOperation {
            operation,
            signature,
        }));
        assert_eq!(network.submit(act, None), Ok(()));
    }
}
