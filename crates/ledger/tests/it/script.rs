//! Scripts over the ledger: one act per line, the outcome behind the arrow.
//!
//! Every rejected line is checked to leave the state root alone, and every script is replayed from
//! its entries at the end and must arrive at the same root.
// long: one arm for each kind of line

use std::collections::BTreeMap;

use ledger::apply::{authenticate, decide};
use ledger::authenticator::CommandLineKey;
use ledger::charter::{Charter, ParameterChange, Template};
use ledger::entry::{Act, Entry};
use ledger::ids::{
    Digest, KeyNumber, MemberNumber, Money, NetworkId, Price, ProposalId, RoundNumber,
};
use ledger::operation::{
    Body, Founding, InvitationProof, Join, Operation, Payload, Propose, SignedOperation,
    invitation_hash,
};
use ledger::panel::{PanelAnswer, PanelCount};
use ledger::payload::{Beneficiary, Budget, Existence, Mandate, Spend};
use ledger::policy::{
    Audience, Basis, Category, DataChange, DataItem, ModerationChange, Rule, Step,
};
use ledger::round::RoundResult;
use ledger::signature::Signature;
use ledger::{Rejection, State};

use crate::feeding;
use crate::words::{choice_of, envelope, held, office, pairs, parameter, stage_word, topic_of};

/// When every script begins, in milliseconds.
const START_MS: u64 = 1_800_000_000_000;

/// A network under test.
pub(crate) struct Network {
    pub(crate) state: State,
    pub(crate) time_ms: u64,
    pub(crate) entries: Vec<(Entry, Option<RoundResult>)>,
    /// Who signs, by name: a person, or another key of theirs under a name of its own.
    pub(crate) people: BTreeMap<String, (MemberNumber, KeyNumber, CommandLineKey)>,
    /// Invitation links by name.
    pub(crate) links: BTreeMap<String, ([u8; 32], CommandLineKey)>,
    /// The operation that each newcomer joined with.
    joins: BTreeMap<String, SignedOperation>,
    seed: u32,
}

/// Runs `script` on a network founded from `template` and compares every outcome.
pub(crate) fn check(template: Template, script: &str) {
    let mut network = Network::found(Charter::of(template));
    network.check(script);
    network.replay();
}

impl Network {
    /// Runs `script` from where the network stands and compares every outcome.
    pub(crate) fn check(&mut self, script: &str) {
        for line in script
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let (act, expected) = line
                .split_once("=>")
                .map_or((line, "ok"), |(act, expected)| (act, expected.trim()));
            let words: Vec<&str> = act.split_whitespace().collect();
            let outcome = self.run(&words);
            assert_eq!(outcome, expected, "line: {line}");
        }
    }

    /// Runs one line and returns its outcome.
    pub(crate) fn attempt(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.run(&words)
    }

    pub(crate) fn found(charter: Charter) -> Self {
        Self::found_with(charter, Vec::new())
    }

    /// Founds a network whose first moderation policy has `clauses`, too.
    pub(crate) fn found_with(charter: Charter, clauses: Vec<ModerationChange>) -> Self {
        let mut network = Self {
            state: State::empty(),
            time_ms: START_MS,
            entries: Vec::new(),
            people: BTreeMap::new(),
            links: BTreeMap::new(),
            joins: BTreeMap::new(),
            seed: 1,
        };
        let key = network.new_key();
        let mut founding = founding(charter, &key);
        founding.moderation.extend(clauses);
        let operation = Operation {
            network: NetworkId::default(),
            member: MemberNumber(1),
            sequence: 1,
            expires_ms: START_MS,
            body: Body::Found(Box::new(founding)),
        };
        let signature = key.sign(KeyNumber(0), &operation.signing_hash().0);
        network
            .people
            .insert("founder".to_owned(), (MemberNumber(1), KeyNumber(0), key));
        let outcome = network.submit(
            Act::Operation(Box::new(SignedOperation {
                operation,
                signature,
            })),
            None,
        );
        assert_eq!(outcome, Ok(()));
        network
    }

    pub(crate) fn new_key(&mut self) -> CommandLineKey {
        let mut seed = [0x5a; 32];
        seed[..4].copy_from_slice(&self.seed.to_le_bytes());
        self.seed += 1;
        CommandLineKey::from_seed(&seed)
    }

    /// The bytes of an Ed25519 public key.
    pub(crate) fn bytes_of(key: &CommandLineKey) -> [u8; 32] {
        match key.public_key() {
            ledger::key::PublicKey::Ed25519(bytes) => bytes,
            ledger::key::PublicKey::P256 { .. } => unreachable!("command lines hold Ed25519"),
        }
    }

    // long: one arm per kind of line
    fn run(&mut self, words: &[&str]) -> String {
        match words {
            ["wait", ticks] => {
                self.wait(ticks.parse().expect("ticks"));
                "ok".to_owned()
            }
            ["join", name, "by", inviter] => word(self.join(name, inviter)),
            ["join", name, "with", link] => {
                let link = self.links[*link].clone();
                word(self.join_with(name, Some(link)))
            }
            ["join", name] => word(self.join_with(name, None)),
            ["rejoin", name] => {
                let signed = self.joins[*name].clone();
                word(self.submit(Act::Operation(Box::new(signed)), None))
            }
            ["electorate", id] => self
                .state
                .find_proposal(proposal_id(id))
                .and_then(|it| it.snapshot.as_ref())
                .expect("an opened proposal")
                .electorate
                .to_string(),
            ["crowd", count] => {
                for index in 0..count.parse::<u32>().expect("count") {
                    assert_eq!(self.join(&format!("m{index}"), "founder"), Ok(()));
                }
                "ok".to_owned()
            }
            ["standing", name] => format!(
                "{:?}",
                self.state.standing(self.people[*name].0, self.time_ms)
            )
            .to_lowercase(),
            ["proposal", id] => stage_word(
                self.state
                    .find_proposal(proposal_id(id))
                    .expect("proposal")
                    .stage,
            ),
            ["count", id] => {
                let tally = self
                    .state
                    .find_proposal(proposal_id(id))
                    .expect("proposal")
                    .tally;
                format!(
                    "{}:{}:{}:{}",
                    tally.yes, tally.no, tally.abstain, tally.veto
                )
            }
            ["class", id] => {
                let proposal = self.proposal(id);
                format!("{} {}", proposal.class.letter(), proposal.track.word())
                    .trim()
                    .to_owned()
            }
            ["panel", id] => {
                let panel = self.proposal(id).panel.as_ref().expect("a panel");
                let seats = panel.receipt.as_ref().map_or(0, |it| it.seated().len());
                let PanelCount { yes, no } = panel.count();
                format!("{seats} seats, {yes}:{no}")
            }
            ["ranked", id] => crate::ranking::order_of(self.proposal(id)),
            ["carried", id] => {
                let carried = self.proposal(id).count().carried;
                format!("{}:{}:{}", carried.yes, carried.no, carried.abstain)
            }
            ["stewards", id] => {
                let proposal = self.proposal(id);
                let stewards = proposal.count().stewards;
                let total = proposal.snapshot.as_ref().map_or(0, |it| it.weights.total);
                format!("{}:{} of {total}", stewards.yes, stewards.no)
            }
            ["approval", id] => {
                let snapshot = self.proposal(id).snapshot.as_ref().expect("opened");
                let at = snapshot.moment(self.time_ms);
                snapshot.track.approval.shown_at(at).to_string()
            }
            ["needed", id] => {
                let snapshot = self.proposal(id).snapshot.as_ref().expect("opened");
                snapshot.support_needed(self.time_ms).to_string()
            }
            ["charter", word] => parameter(word).get(&self.state.charter).to_string(),
            ["treasury"] => self.state.books.available().to_string(),
            ["books", rest @ ..] => crate::books::ask(self, rest),
            ["call", rest @ ..] => crate::calling::ask(self, rest),
            ["grant", rest @ ..] => crate::granting::ask(self, rest),
            ["shares", name] => crate::assigning::ask(self, name),
            ["class-i", rest @ ..] => crate::investing::ask(self, rest),
            ["envelope", word] => held(&self.state, word),
            ["holds", name, word] => {
                let member = self.member(name);
                self.state
                    .holds(member, office(word), self.time_ms)
                    .to_string()
            }
            ["frozen"] => (self.state.enacts_from_ms() > self.time_ms).to_string(),
            ["policy"] => format!(
                "{}/{}",
                self.state.moderation.version, self.state.data.version
            ),
            ["settle", round, rest @ ..] => word(self.settle(round.parse().expect("round"), rest)),
            ["earned", name] => self
                .state
                .find_member(self.people[*name].0)
                .expect("member")
                .earned()
                .0
                .to_string(),
            ["all", "vote", id, choice] => {
                let names: Vec<String> = self.people.keys().cloned().collect();
                for name in names {
                    let _ = self.sign(
                        &name,
                        Body::Vote {
                            proposal: proposal_id(id),
                            choice: choice_of(choice),
                        },
                    );
                }
                "ok".to_owned()
            }
            ["first", count, "vote", id, choice] => {
                for index in 0..count.parse::<u32>().expect("count") {
                    let body = Body::Vote {
                        proposal: proposal_id(id),
                        choice: choice_of(choice),
                    };
                    assert_eq!(self.sign(&format!("m{index}"), body), Ok(()));
                }
                "ok".to_owned()
            }
            [name, "add-key", spare] => {
                let key = self.new_key();
                word(self.sign_for_key(name, spare, key.clone(), Body::AddKey(key.public_key())))
            }
            [name, "grant", session, ticks] => {
                let key = self.new_key();
                let ticks = ticks.parse().expect("ticks");
                let body = Body::GrantSession {
                    key: Self::bytes_of(&key),
                    expires_ms: self.time_ms + self.state.charter.ticks_ms(ticks),
                };
                word(self.sign_for_key(name, session, key, body))
            }
            [name, rest @ ..] => {
                let body = self.body(rest);
                word(self.sign(name, body))
            }
            [] => unreachable!("empty lines are skipped"),
        }
    }

    fn body(&mut self, words: &[&str]) -> Body {
        match words {
            ["vouch", name] => Body::Vouch(self.people[*name].0),
            ["unvouch", name] => Body::WithdrawVouch(self.people[*name].0),
            ["know" | "know-not" | "met" | "saw", name] => {
                crate::trusting::answer(self, words, name)
            }
            ["leave"] => Body::Leave,
            ["revoke-sessions"] => Body::RevokeSessions,
            ["invite", link] => {
                let key = self.new_key();
                let public = Self::bytes_of(&key);
                self.links.insert((*link).to_owned(), (public, key));
                Body::Invite {
                    key: public,
                    expires_ms: self.time_ms + 86_400_000,
                }
            }
            ["withdraw-invitation", link] => Body::WithdrawInvitation {
                key: self.links[*link].0,
            },
            ["add-key"] => Body::AddKey(self.new_key().public_key()),
            ["remove-key", number] => Body::RemoveKey(KeyNumber(number.parse().expect("number"))),
            ["propose", kind] => Body::Propose(Propose {
                payload: self.payload(kind),
                text: Digest([7; 32]),
            }),
            ["petition", id] => Body::SignPetition(proposal_id(id)),
            ["delegate", topic, names @ ..] => Body::Delegate {
                topic: topic_of(topic),
                to: names.iter().map(|name| self.member(name)).collect(),
            },
            ["undelegate", topic] => Body::Undelegate(topic_of(topic)),
            ["pause"] => Body::Pause,
            ["answer", id, word] => Body::AnswerPanel {
                proposal: proposal_id(id),
                answer: match *word {
                    "yes" => PanelAnswer::Yes,
                    "no" => PanelAnswer::No,
                    other => panic!("no such answer: {other}"),
                },
            },
            ["withdraw", id] => Body::WithdrawProposal(proposal_id(id)),
            ["sponsor", id] => Body::Sponsor(proposal_id(id)),
            ["vote", id, choice] => Body::Vote {
                proposal: proposal_id(id),
                choice: choice_of(choice),
            },
            ["item" | "cost" | "order", ..] => crate::ranking::body(words),
            ["came" | "paid" | "confirm" | "refuse", ..] => crate::books::body(words),
            ["ask" | "give" | "unask", ..] => crate::granting::body(self, words),
            ["submit" | "take-back" | "approve", ..] => crate::calling::body(self, words),
            ["assign" | "call-back", ..] => crate::assigning::body(self, words),
            ["invest", rest @ ..] => crate::investing::body(self, rest),
            other => crate::electing::body(self, other),
        }
    }

    fn proposal(&self, id: &str) -> &ledger::proposal::Proposal {
        self.state.find_proposal(proposal_id(id)).expect("proposal")
    }

    /// A person by name, or by number where nobody has the name.
    pub(crate) fn member(&self, name: &str) -> MemberNumber {
        match self.people.get(name) {
            Some((number, _, _)) => *number,
            None => MemberNumber(name.parse().expect("a name or a number")),
        }
    }

    /// Reads `charter:veto=4000,retry-ticks=9`, `spend:grants:m3:500`, `budget:900:grants=50`,
    /// `mandate:m1+m2:10`, `appoint:guardian:m1`, `recall:guardian:m1`, `existence:sale`, or one of
    /// the plain words of [`payload`].
    pub(crate) fn payload(&self, words: &str) -> Payload {
        let parts: Vec<&str> = words.split(':').collect();
        match parts.as_slice() {
            ["charter", changes] => {
                Payload::Charter(pairs(changes, |word, value| ParameterChange {
                    parameter: parameter(word),
                    value,
                }))
            }
            ["budget", treasury, envelopes] => Payload::Budget(Budget {
                treasury: Money(treasury.parse().expect("an amount")),
                envelopes: pairs(envelopes, |word, value| (envelope(word), Money(value))),
            }),
            ["spend", from, to, amount] => Payload::Spend(Spend {
                envelope: envelope(from),
                beneficiary: match *to {
                    "outside" => Beneficiary::Outside(Digest([8; 32])),
                    name => Beneficiary::Member(self.member(name)),
                },
                amount: Money(amount.parse().expect("an amount")),
            }),
            ["stream", from, to, amount] => {
                match self.payload(&format!("spend:{from}:{to}:{amount}")) {
                    Payload::Spend(spend) => Payload::Stream(spend),
                    other => other,
                }
            }
            ["end", stream] => Payload::EndStream(proposal_id(stream)),
            ["buy", limit, amount] => Payload::BuyShares(ledger::payload::Purchase {
                limit: Price(limit.parse().expect("a limit")),
                amount: ledger::ids::MicroShares(amount.parse().expect("an amount")),
            }),
            ["mandate", leads, rounds] => Payload::Mandate(Mandate {
                leads: leads.split('+').map(|it| self.member(it)).collect(),
                per_round: Money(100),
                rounds: rounds.parse().expect("rounds"),
            }),
            ["appoint", word, name] => Payload::Appointment {
                office: office(word),
                member: self.member(name),
            },
            ["recall", word, name] => Payload::Recall {
                office: office(word),
                member: self.member(name),
            },
            ["roadmap", quarter] => crate::ranking::payload(quarter),
            ["offer" | "amend", ..] => {
                crate::investing::payload(&words.split(':').collect::<Vec<_>>())
            }
            ["existence", word] => Payload::Existence(
                Existence::ALL
                    .into_iter()
                    .find(|it| it.word() == *word)
                    .expect("a question of existence"),
            ),
            _ => payload(words),
        }
    }

    /// Fires everything due in the next `ticks`.
    pub(crate) fn wait(&mut self, ticks: u32) {
        self.time_ms += self.state.charter.ticks_ms(ticks);
        while self
            .state
            .next_timer_ms()
            .is_some_and(|due_ms| due_ms <= self.time_ms)
        {
            assert_eq!(self.submit(Act::Tick, None), Ok(()));
        }
    }

    pub(crate) fn join(&mut self, name: &str, inviter: &str) -> Result<(), Rejection> {
        let link = self.new_key();
        let key = Self::bytes_of(&link);
        self.sign(
            inviter,
            Body::Invite {
                key,
                expires_ms: self.time_ms + 86_400_000,
            },
        )?;
        self.join_with(name, Some((key, link)))
    }

    pub(crate) fn join_with(
        &mut self,
        name: &str,
        link: Option<([u8; 32], CommandLineKey)>,
    ) -> Result<(), Rejection> {
        let key = self.new_key();
        let invitation = link.map(|(public, link)| {
            let hash = invitation_hash(self.state.network, &key.public_key());
            match link.sign(KeyNumber(0), &hash.0) {
                Signature::Ed25519 { bytes, .. } => InvitationProof {
                    key: public,
                    signature: bytes,
                },
                Signature::WebAuthn { .. } => unreachable!("links are Ed25519"),
            }
        });
        let operation = Operation {
            network: self.state.network,
            member: MemberNumber(0),
            sequence: 1,
            expires_ms: self.time_ms,
            body: Body::Join(Join {
                key: key.public_key(),
                invitation,
            }),
        };
        let signature = key.sign(KeyNumber(0), &operation.signing_hash().0);
        let signed = SignedOperation {
            operation,
            signature,
        };
        self.submit(Act::Operation(Box::new(signed.clone())), None)?;
        self.joins.insert(name.to_owned(), signed);
        let number = MemberNumber(u32::try_from(self.state.members.len()).expect("few members"));
        self.people
            .insert(name.to_owned(), (number, KeyNumber(0), key));
        Ok(())
    }

    /// Submits a body that brings `key`, and names the key for later lines.
    pub(crate) fn sign_for_key(
        &mut self,
        name: &str,
        key_name: &str,
        key: CommandLineKey,
        body: Body,
    ) -> Result<(), Rejection> {
        let member = self.people[name].0;
        let number = self.state.find_member(member).expect("member").next_key;
        self.sign(name, body)?;
        self.people
            .insert(key_name.to_owned(), (member, number, key));
        Ok(())
    }

    pub(crate) fn sign(&mut self, name: &str, body: Body) -> Result<(), Rejection> {
        let (member, number, key) = &self.people[name];
        let sequence = self
            .state
            .find_member(*member)
            .expect("member")
            .next_sequence;
        let operation = Operation {
            network: self.state.network,
            member: *member,
            sequence,
            expires_ms: self.time_ms,
            body,
        };
        let signature = key.sign(*number, &operation.signing_hash().0);
        self.submit(
            Act::Operation(Box::new(SignedOperation {
                operation,
                signature,
            })),
            None,
        )
    }

    fn settle(&mut self, round: u32, words: &[&str]) -> Result<(), Rejection> {
        let mut earned: Vec<_> = words
            .chunks(2)
            .map(|pair| {
                (
                    self.people[pair[0]].0,
                    ledger::ids::MicroShares(pair[1].parse().expect("amount")),
                )
            })
            .collect();
        earned.sort();
        let result = result_of(RoundNumber(round), earned);
        let act = Act::SettleRound {
            round: RoundNumber(round),
            file: Digest([1; 32]),
            result: result.digest(),
        };
        self.submit(act, Some(result))
    }

    pub(crate) fn submit(
        &mut self,
        act: Act,
        result: Option<RoundResult>,
    ) -> Result<(), Rejection> {
        let before = self.state.root();
        let decided = match &act {
            Act::Operation(signed) => authenticate(&self.state, signed),
            Act::Tick | Act::SettleRound { .. } => Ok(()),
        }
        .and_then(|()| decide(&self.state, self.time_ms, &act, result.as_ref()));
        assert_eq!(self.state.root(), before, "deciding changes nothing");
        let effects = decided?;
        let entry = Entry {
            index: self.state.entries,
            time_ms: self.time_ms,
            act,
        };
        assert_eq!(
            Entry::from_bytes(&entry.to_bytes()).as_ref(),
            Ok(&entry),
            "entries are canonical"
        );
        self.state.commit(&entry, effects);
        crate::derived::check(&self.state, self.time_ms);
        self.entries.push((entry, result));
        Ok(())
    }

    /// Applies every entry to an empty state and compares roots.
    pub(crate) fn replay(&self) {
        let mut state = State::empty();
        for (entry, result) in &self.entries {
            if let Act::Operation(signed) = &entry.act {
                assert_eq!(authenticate(&state, signed), Ok(()));
            }
            let effects =
                decide(&state, entry.time_ms, &entry.act, result.as_ref()).expect("accepted once");
            state.commit(entry, effects);
        }
        assert_eq!(state.root(), self.state.root());
        let again = State::from_bytes(&state.to_bytes()).expect("a snapshot is canonical");
        assert_eq!(again, state);
    }
}

/// What every test network keeps data for.
const PURPOSE: &str = "so that the tests have something to keep";

/// The founders' choices of every test network.
pub(crate) fn founding(charter: Charter, key: &CommandLineKey) -> Founding {
    let item = |category: Category| DataItem {
        category,
        purpose: PURPOSE.to_owned(),
        basis: if category.is_needed_to_run() {
            Basis::Needed
        } else {
            Basis::OptOut
        },
        retention_days: if category.is_needed_to_run() { 0 } else { 30 },
        audience: Audience::Offices,
    };
    Founding {
        name: "Lumen".to_owned(),
        charter,
        moderation: vec![ModerationChange::PutRule(rule("spam"))],
        data: Category::ALL
            .into_iter()
            .filter(|it| *it != Category::OriginalFiles)
            .map(item)
            .collect(),
        feed: feeding::founded(),
        founder: key.public_key(),
        node: match CommandLineKey::from_seed(&[250; 32]).public_key() {
            ledger::key::PublicKey::Ed25519(key) => key,
            ledger::key::PublicKey::P256 { .. } => unreachable!("nodes are Ed25519"),
        },
    }
}

fn rule(id: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        title: "No advertising".to_owned(),
        text: "Do not post the same offer again and again.".to_owned(),
        examples: vec!["The same link under ten pictures.".to_owned()],
        ladder: vec![Step::Warn, Step::Remove, Step::Suspend(7)],
    }
}

pub(crate) fn payload(kind: &str) -> Payload {
    let item = |category, retention_days| DataItem {
        category,
        purpose: PURPOSE.to_owned(),
        basis: Basis::OptIn,
        retention_days,
        audience: Audience::Oneself,
    };
    match kind {
        "statement" => Payload::Statement,
        "another-pause" => Payload::AnotherPause,
        kind if kind.starts_with("feed-") => Payload::Feed(feeding::changes(kind)),
        "rule" => Payload::Moderation(vec![ModerationChange::PutRule(rule("machine-made"))]),
        "other-rule" => Payload::Moderation(vec![ModerationChange::PutRule(Rule {
            text: "said otherwise".to_owned(),
            ..rule("machine-made")
        })]),
        "same-rule" => Payload::Moderation(vec![ModerationChange::PutRule(rule("spam"))]),
        "no-rule" => Payload::Moderation(vec![ModerationChange::RemoveRule(
            "machine-made".to_owned(),
        )]),
        "no-spam-rule" => Payload::Moderation(vec![ModerationChange::RemoveRule("spam".into())]),
        "nothing" => Payload::Moderation(Vec::new()),
        "stranger-moderates" => {
            Payload::Moderation(vec![ModerationChange::Moderators(vec![MemberNumber(999)])])
        }
        "second-moderates" => {
            Payload::Moderation(vec![ModerationChange::Moderators(vec![MemberNumber(2)])])
        }
        "bad-label" => Payload::Moderation(vec![ModerationChange::PutRule(Rule {
            ladder: vec![Step::Label("nowhere".to_owned())],
            ..rule("labelled")
        })]),
        "forget-searches" => Payload::Data(vec![DataChange::Remove(Category::SearchTexts)]),
        "forget-posts" => Payload::Data(vec![DataChange::Remove(Category::Posts)]),
        "shorter" => Payload::Data(vec![DataChange::Put(item(Category::ViewCounts, 7))]),
        "other-purpose" => Payload::Data(vec![DataChange::Put(DataItem {
            purpose: "to sell it".to_owned(),
            ..item(Category::ViewCounts, 7)
        })]),
        "longer" => Payload::Data(vec![DataChange::Put(item(Category::ViewCounts, 60))]),
        "for-ever" => Payload::Data(vec![DataChange::Put(item(Category::ViewCounts, 0))]),
        "originals" => Payload::Data(vec![DataChange::Put(item(Category::OriginalFiles, 1))]),
        "originals-of-all" => Payload::Data(vec![DataChange::Put(DataItem {
            basis: Basis::OptOut,
            ..item(Category::OriginalFiles, 1)
        })]),
        other => panic!("no such payload: {other}"),
    }
}

pub(crate) fn result_of(
    round: RoundNumber,
    earned: Vec<(MemberNumber, ledger::ids::MicroShares)>,
) -> RoundResult {
    let active = earned.iter().map(|(member, _)| *member).collect();
    let issued = ledger::ids::MicroShares(earned.iter().map(|(_, amount)| amount.0).sum());
    RoundResult {
        round,
        earned,
        active,
        issued,
        stays_in_pool: ledger::ids::MicroShares(0),
        later: ledger::round::LaterResult::default(),
    }
}

fn proposal_id(text: &str) -> ProposalId {
    ProposalId(text.parse().expect("a proposal number"))
}

fn word(outcome: Result<(), Rejection>) -> String {
    outcome.map_or_else(
        |rejection| rejection.word().to_owned(),
        |()| "ok".to_owned(),
    )
}
