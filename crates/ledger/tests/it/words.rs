//! The permanent words that scripts name things by.

use ledger::charter::Parameter;
use ledger::delegation::Topic;
use ledger::office::Office;
use ledger::operation::Choice;
use ledger::payload::Envelope;
use ledger::proposal::Stage;

/// Every kind of body, as its permanent word.
pub(crate) const KINDS: &[&str] = &[
    "found",
    "join",
    "leave",
    "add-key",
    "remove-key",
    "grant-session",
    "revoke-sessions",
    "invite",
    "withdraw-invitation",
    "vouch",
    "withdraw-vouch",
    "propose",
    "withdraw-proposal",
    "sponsor",
    "vote",
    "sign-petition",
    "delegate",
    "undelegate",
    "pause",
    "answer-panel",
    "nominate",
    "withdraw-nomination",
    "sponsor-nomination",
    "rank",
    "add-item",
    "cost-item",
    "rank-items",
    "resign",
    "appeal",
    "appeal-further",
    "refer-act",
    "seal-verdict",
    "open-verdict",
    "step-aside",
    "jury-duty",
    "state-verdict",
    "sponsor-from-bench",
    "challenge-decision",
    "support-challenge",
    "attest-income",
    "attest-payment",
    "confirm-transfer",
    "refuse-transfer",
    "declare-skill",
    "claim-work",
    "attest-work",
    "answer-vouch",
    "attest-person",
    "submit-project",
    "withdraw-project",
    "approve-projects",
    "request-grant",
    "withdraw-grant",
    "support-grant",
    "seal-order",
    "reveal-order",
    "announce-order",
    "confirm-paid",
    "claim-paid",
    "attest-paid",
    "redeem",
    "withdraw-redemption",
    "confirm-hardship",
    "assign-shares",
    "call-back-shares",
    "subscribe",
    "withdraw-subscription",
    "attest-subscription",
    "answer-consent",
    "name-observer",
    "redeem-units",
    "name-unpaid",
];

pub(crate) fn pairs<T>(text: &str, one: impl Fn(&str, u64) -> T) -> Vec<T> {
    let pair = |it: &str| {
        let (word, value) = it.split_once('=').expect("word=value");
        one(word, value.parse().expect("a number"))
    };
    text.split(',')
        .filter(|it| !it.is_empty())
        .map(pair)
        .collect()
}

pub(crate) fn parameter(word: &str) -> Parameter {
    Parameter::of_word(word).expect("a parameter")
}

pub(crate) fn envelope(word: &str) -> Envelope {
    let mut all = Envelope::ALL.into_iter();
    all.find(|it| it.word() == word).expect("an envelope")
}

/// What an envelope holds, in minor units.
pub(crate) fn held(state: &ledger::State, word: &str) -> String {
    let account = ledger::books::Account::Envelope(envelope(word));
    state.books.free(account).to_string()
}

pub(crate) fn office(word: &str) -> Office {
    let mut all = Office::ALL.into_iter();
    all.find(|it| it.word() == word).expect("an office")
}

pub(crate) fn topic_of(word: &str) -> Topic {
    let mut all = Topic::ALL.into_iter();
    all.find(|it| it.word() == word).expect("a topic")
}

pub(crate) fn choice_of(text: &str) -> Choice {
    match text {
        "yes" => Choice::Yes,
        "no" => Choice::No,
        "abstain" => Choice::Abstain,
        "veto" => Choice::NoWithVeto,
        other => panic!("no such choice: {other}"),
    }
}

pub(crate) fn stage_word(stage: Stage) -> String {
    match stage {
        Stage::Draft { .. } => "draft".to_owned(),
        Stage::Open { .. } => "open".to_owned(),
        Stage::Confirming { .. } => "confirming".to_owned(),
        Stage::Timelock { .. } => "timelock".to_owned(),
        Stage::Enacted => "enacted".to_owned(),
        Stage::Failed(failure) => format!("failed-{failure:?}").to_lowercase(),
        Stage::Withdrawn => "withdrawn".to_owned(),
        Stage::BetweenReadings { .. } => "between-readings".to_owned(),
        Stage::Panel { .. } => "panel".to_owned(),
    }
}
