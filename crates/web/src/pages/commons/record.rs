//! The record: how long it is, how this browser checks it, and every entry in words.

// long: one arm for each kind of operation

use ledger::entry::{Act, Entry};
use ledger::key::PublicKey;
use ledger::operation::{Body, Payload};
use ledger::panel::PanelAnswer;
use ledger::payload::Beneficiary;
use maud::{Markup, html};

use super::{Tabbed, choice_label, commons_tabs, paths};
use crate::components::furniture::{Tone, eyebrow, link_button, older};
use crate::components::icon::{Icon, icon_small};
use crate::layout::{Page, Panel, Place, Shell};
use crate::t;
use crate::text::Lang;
use crate::text::moment::{clock, date, date_near, weekday_date};
use crate::text::number::{count, euro};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// Entries.
    pub size: u64,
    /// Root of the tree in hex.
    pub root: String,
    /// SHA-256 of the state at the last snapshot, in hex, with the entries it covers.
    pub state_root: Option<(String, u64)>,
    /// Origin line of the checkpoint.
    pub origin: String,
    /// The node's key in the form that notes use.
    pub node_key: String,
    /// When the network was founded, in milliseconds.
    pub founded_ms: u64,
    /// Entries, newest first.
    pub entries: Vec<EntryLine>,
    /// The way to older entries.
    pub older: Option<String>,
    /// Own acts, newest first.
    pub own: Vec<EntryLine>,
}

/// One entry of the list.
#[derive(Clone, Debug)]
pub struct EntryLine {
    /// Its place.
    pub index: u64,
    /// When, in milliseconds.
    pub time_ms: u64,
    /// What it says in words.
    pub words: String,
}

/// Returns the page.
pub fn record(shell: &Shell, view: &RecordView) -> Page {
    let lang = shell.lang;
    let body = html! {
        (commons_tabs(lang, Tabbed::Record))
        div class="tabbed-head" {
            h1 { (t!(lang, "record-title")) }
            p class="ask" { (t!(lang, "record-ask", count = view.size, since = date(lang, view.founded_ms))) }
        }
        section class="sec first" {
            h2 { (t!(lang, "record-checkpoint")) }
            p { (t!(lang, "record-checkpoint-sentence")) }
            (checkpoint(shell, view))
            div class="btnrow" {
                button class="btn" type="button" data-record-verify="" { (icon_small(Icon::Check)) (t!(lang, "record-verify")) }
                (link_button(&t!(lang, "record-checkpoint-open"), "/record/checkpoint", Tone::Plain))
            }
        }
        @if !view.own.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "record-own")) }
                p { (t!(lang, "record-own-sentence")) }
                (entry_rows(shell, &view.own))
            }
        }
        section class="sec" {
            h2 { (t!(lang, "record-entries")) }
            p { (t!(lang, "record-entries-sentence")) }
            (entry_rows(shell, &view.entries))
            (older(&t!(lang, "record-older"), view.older.as_deref()))
        }
        (downloads(shell))
    };
    Page::new(t!(lang, "record-title"), Place::Commons, body)
        .description(t!(lang, "record-description"))
        .canonical(paths::RECORD)
        .panel(Panel::Own {
            markup: operators(shell, view),
            keep: true,
        })
}

fn checkpoint(shell: &Shell, view: &RecordView) -> Markup {
    let lang = shell.lang;
    html! {
        div class="slip" {
            dl {
                dt { (t!(lang, "record-size")) } dd { (t!(lang, "record-size-value", count = view.size)) }
                dt { (t!(lang, "record-root")) } dd class="exact" { (view.root) }
                @if let Some((state_root, at)) = &view.state_root {
                    dt { (t!(lang, "record-state-root")) } dd class="exact" { (state_root) " " span class="quiet" { (t!(lang, "record-state-root-at", index = *at)) } }
                }
                dt { (t!(lang, "record-origin")) } dd { (view.origin) }
            }
            p class="record-check in-slip" data-record-check="" { (t!(lang, "record-check-needs-script")) }
        }
    }
}

/// Draws entries between hairlines.
fn entry_rows(shell: &Shell, entries: &[EntryLine]) -> Markup {
    let lang = shell.lang;
    html! {
        ul class="rows entries" {
            @for entry in entries {
                li {
                    a class="place" href=(format!("{}/entries/{}", paths::RECORD, entry.index)) { span class="vh" { (t!(lang, "record-entry-word")) " " } (count(lang, entry.index)) }
                    span class="said" { (entry.words) }
                    span class="amt quiet" { (date_near(lang, entry.time_ms, shell.now_ms)) ", " (clock(entry.time_ms)) }
                }
            }
        }
    }
}

fn downloads(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        section class="sec" id="downloads" {
            h2 { (t!(lang, "record-downloads")) }
            p { (t!(lang, "record-downloads-sentence")) }
            ul class="rows" {
                li { span { (t!(lang, "record-tiles")) small { (t!(lang, "record-tiles-note")) } } a class="link tap" href="/record/checkpoint" { (t!(lang, "record-checkpoint")) } }
                li { span { (t!(lang, "record-node-key")) small { (t!(lang, "record-key-note")) } } a class="link tap" href="/record/key" { (t!(lang, "record-key-open")) } }
            }
            pre class="command" { code { "meent verify " (shell.network.public_url) } }
        }
    }
}

fn operators(shell: &Shell, view: &RecordView) -> Markup {
    let lang = shell.lang;
    html! {
        h2 { (t!(lang, "record-who")) }
        ul class="week" {
            li { span class="k" { span { (t!(lang, "record-node")) } } span class="t" { (shell.network.public_url) } span class="k" { span { (t!(lang, "record-one-node")) } } }
            li { span class="k" { span { (t!(lang, "record-node-key")) } } span class="exact small" id="node-key" { (view.node_key) } }
            li { span class="k" { span { (t!(lang, "record-how")) } } (t!(lang, "record-how-text")) }
        }
    }
}

/// One entry with its proof.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// Its place.
    pub index: u64,
    /// When, in milliseconds.
    pub time_ms: u64,
    /// What it says in words.
    pub words: String,
    /// Field by field.
    pub fields: Vec<(String, String)>,
    /// Leaf hash in hex.
    pub leaf: String,
    /// The bytes in hex.
    pub bytes: String,
    /// Hashes of the proof in hex, lowest first.
    pub proof: Vec<String>,
    /// Size and root in hex of the tree it is proved in.
    pub tree: (u64, String),
}

/// Returns the page of one entry.
pub fn entry(shell: &Shell, view: &EntryView) -> Page {
    let lang = shell.lang;
    let title = t!(lang, "record-entry", index = count(lang, view.index));
    let body = html! {
        div class="head" {
            (eyebrow(&[&t!(lang, "record-title"), &title]))
            h1 class="entry-words" { (view.words) }
            p class="quiet" { (weekday_date(lang, view.time_ms)) ", " (clock(view.time_ms)) " UTC" }
        }
        section class="sec first" {
            h2 { (t!(lang, "record-entry-fields")) }
            div class="slip" { dl { @for (name, value) in &view.fields { dt { (name) } dd class="exact" { (value) } } } }
        }
        section class="sec" {
            h2 { (t!(lang, "record-entry-proof")) }
            p { (t!(lang, "record-entry-proof-sentence", count = view.proof.len(), size = count(lang, view.tree.0))) }
            div class="slip" {
                dl {
                    dt { (t!(lang, "record-leaf")) } dd class="exact" { (view.leaf) }
                    dt { (t!(lang, "record-root")) } dd class="exact" { (view.tree.1) }
                }
                details { summary { (t!(lang, "record-proof-hashes")) } ol class="hashes" { @for hash in &view.proof { li class="exact" { (hash) } } } }
                details { summary { (t!(lang, "record-bytes")) } p class="exact caption" { (view.bytes) } }
            }
        }
        nav class="older pair" {
            @if view.index > 0 { a class="btn" rel="prev" href=(format!("{}/entries/{}", paths::RECORD, view.index - 1)) { (t!(lang, "record-entry", index = count(lang, view.index - 1))) } }
            @if view.index + 1 < view.tree.0 { a class="btn" rel="next" href=(format!("{}/entries/{}", paths::RECORD, view.index + 1)) { (t!(lang, "record-entry", index = count(lang, view.index + 1))) } }
        }
    };
    Page::new(title, Place::Commons, body)
}

/// Names for the numbers that an entry holds.
pub struct Names<'a> {
    /// A member by number.
    pub member: &'a dyn Fn(u32) -> Option<String>,
    /// A decision's title by number.
    pub decision: &'a dyn Fn(u32) -> Option<String>,
}

impl Names<'_> {
    fn person(&self, lang: Lang, number: u32) -> String {
        (self.member)(number)
            .unwrap_or_else(|| t!(lang, "ballots-member", number = number).into_owned())
    }

    fn about(&self, lang: Lang, number: u32) -> String {
        match (self.decision)(number) {
            Some(title) => t!(
                lang,
                "sheet-decision-titled",
                number = number,
                title = title
            )
            .into_owned(),
            None => t!(lang, "sheet-decision", number = number).into_owned(),
        }
    }
}

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
        Body::ConfirmHardship(member) => t!(
            lang,
            "entry-confirm-hardship",
            who = who,
            person = person(member.0)
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
            put("entry-field-ranking", super::roadmap::order_text(ranking));
        }
        Body::Appeal(appeal) => {
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
        Body::ConfirmHardship(member) => put("sheet-field-person", member.to_string()),
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
