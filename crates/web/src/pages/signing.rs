//! The signing sheet, and the sentences that scripts say.
//!
//! The sheet is a closed dialog at the end of a page. `js/sign.js` opens it and fills it from the
//! very bytes that are to be signed; the server only brings the words, in the language of the page.
//! Forms marked `data-sign` post to a plain page without scripts, which says that signing needs one.

use std::sync::OnceLock;

use ledger::books::IncomeKind;
use ledger::delegation::Topic;
use ledger::office::Office;
use ledger::payload::{Envelope, Existence};
use ledger::policy::{Category, Fact, Filter};
use maud::{Markup, PreEscaped, Render as _, html};

use crate::components::furniture::{Tone, button_row, link_button};
use crate::components::icon::{Icon, icon, icon_small};
use crate::layout::{Page, Place, Shell};
use crate::text::{Lang, message};
use crate::{links, t};

/// What the sheet needs to know about the page it lies on.
#[derive(Clone, Debug, Default)]
pub struct Signer {
    /// Network id in hex; empty before the founding.
    pub network: String,
    /// Host that passkeys are bound to.
    pub host: String,
    /// The member's number; zero for a newcomer.
    pub member: u32,
    /// The member's name as the page shows it.
    pub member_name: String,
}

/// The scripts of a page on which something can be signed.
pub const SCRIPTS: [&str; 1] = ["js/sign.js"];

/// Draws the sheet, closed.
pub fn sheet(shell: &Shell, signer: &Signer) -> Markup {
    let lang = shell.lang;
    html! {
        dialog class="sheet" id="sheet" aria-labelledby="sheet-say" data-words=(sheet_words(lang))
            data-network=(signer.network) data-host=(signer.host) data-place=(shell.network.name)
            data-member=(signer.member) data-member-name=(signer.member_name) {
            div class="grip" aria-hidden="true" {}
            div data-part="preparing" hidden {
                p class="small quiet" role="status" { (t!(lang, "sheet-preparing")) }
                div class="skel skel-title" aria-hidden="true" {}
                div class="skel skel-line" aria-hidden="true" {}
                div class="skel skel-line short" aria-hidden="true" {}
            }
            (ask_part(lang))
            div data-part="signing" hidden {
                div class="sheet-wait" { (icon(Icon::Key)) p class="say" role="status" tabindex="-1" data-signing="" data-focus="" {} }
                p class="small quiet" { (t!(lang, "sheet-waiting-note")) }
            }
            (done_part(lang))
            (failed_part(lang))
        }
    }
}

fn ask_part(lang: Lang) -> Markup {
    html! {
        div data-part="ask" hidden {
            p class="small quiet" { (t!(lang, "sheet-title")) }
            h2 class="say" id="sheet-say" data-say="" {}
            dl class="fields" data-fields="" {}
            label class="skipnext" data-offers-session="" hidden {
                input type="checkbox" data-session="";
                span { (t!(lang, "sheet-session-offer")) }
            }
            div class="sheet-acts" {
                button class="btn primary wide pk" type="button" data-do="sign" data-focus="" {
                    (icon_small(Icon::Key))
                    span data-label="passkey" { (t!(lang, "sheet-sign")) }
                    span data-label="session" hidden { (t!(lang, "sheet-sign-session")) }
                }
                form method="dialog" { button class="btn plain wide" { (t!(lang, "sheet-not-now")) } }
            }
            details {
                summary { (t!(lang, "sheet-exact-title")) }
                p class="caption quiet exact" data-exact="" {}
            }
        }
    }
}

fn done_part(lang: Lang) -> Markup {
    html! {
        div data-part="done" hidden {
            p class="small quiet" { (t!(lang, "sheet-done")) }
            p class="say" data-done="" tabindex="-1" {}
            div class="slip" {
                dl data-receipt="" {}
                p class="ok" data-checked="" hidden { (icon_small(Icon::Check)) (t!(lang, "sheet-checked")) }
                p class="not-ok" data-unchecked="" role="alert" hidden { (icon_small(Icon::Care)) (t!(lang, "sheet-unchecked")) }
            }
            form method="dialog" class="sheet-acts" {
                button class="btn primary wide" data-focus="" { (t!(lang, "sheet-close")) }
            }
        }
    }
}

fn failed_part(lang: Lang) -> Markup {
    html! {
        div data-part="failed" role="alert" hidden {
            p class="say" data-failed="" {}
            p class="sheet-why" data-why="" {}
            dl class="kept" { dt { (t!(lang, "state-kept")) } dd { (t!(lang, "sheet-kept")) } }
            div class="sheet-acts" {
                button class="btn primary wide" type="button" data-do="again" data-focus="" { (t!(lang, "sheet-again")) }
                form method="dialog" { button class="btn plain wide" { (t!(lang, "sheet-put-away")) } }
            }
        }
    }
}

/// Sentences of the sheet by the key that the scripts use, with the names they fill in.
const SHEET_WORDS: &[(&str, &[&str])] = &[
    ("say-found", &["member", "name"]),
    ("say-join", &["place"]),
    ("say-leave", &["member", "place"]),
    ("say-add-key", &["member"]),
    ("say-remove-key", &["member", "key"]),
    ("say-grant-session", &["member", "until"]),
    ("say-revoke-sessions", &["member"]),
    ("say-invite", &["member", "place", "until"]),
    ("say-withdraw-invitation", &["member"]),
    ("say-vouch", &["member", "person"]),
    ("say-withdraw-vouch", &["member", "person"]),
    ("say-attest-person-in-person", &["member", "person"]),
    ("say-attest-person-live", &["member", "person"]),
    ("say-answer-vouch-accepted", &["member", "person"]),
    ("say-answer-vouch-refused", &["member", "person"]),
    ("say-propose-statement", &["member", "title"]),
    ("say-propose-moderation", &["member", "title"]),
    ("say-propose-data", &["member", "title"]),
    ("say-propose-charter", &["member", "title"]),
    ("say-propose-existence", &["member", "title"]),
    ("say-propose-budget", &["member", "title"]),
    ("say-propose-spend", &["member", "title"]),
    ("say-propose-mandate", &["member", "title"]),
    ("say-propose-appointment", &["member", "title"]),
    ("say-propose-recall", &["member", "title"]),
    ("say-propose-another-pause", &["member", "title"]),
    ("say-propose-roadmap", &["member", "title"]),
    ("say-propose-feed", &["member", "title"]),
    ("say-propose-stream", &["member", "title"]),
    ("say-propose-end-stream", &["member", "title"]),
    ("say-propose-buy-shares", &["member", "title"]),
    ("say-propose-offer", &["member", "title"]),
    ("say-propose-amend-offer", &["member", "title"]),
    ("field-price", &[]),
    ("field-units", &[]),
    ("field-least", &[]),
    ("field-open-for", &[]),
    ("hours", &["count"]),
    ("field-return-cap", &[]),
    ("field-surplus-share", &[]),
    ("field-redeem-rounds", &[]),
    ("field-redeem-price", &[]),
    ("field-offer", &[]),
    ("field-subscription-is", &[]),
    ("say-subscribe", &["member", "units", "offer"]),
    ("say-withdraw-subscription", &["member", "offer"]),
    ("say-attest-subscription", &["member", "person", "offer"]),
    ("say-consent-given", &["member", "decision"]),
    ("say-consent-refused", &["member", "decision"]),
    ("say-name-observer", &["member", "person"]),
    ("say-redeem-units", &["member", "units", "offer"]),
    ("say-redeem-no-units", &["member", "offer"]),
    ("consent-given", &[]),
    ("consent-refused", &[]),
    ("field-stream", &[]),
    ("change-put-recipe", &["id"]),
    ("change-remove-recipe", &[]),
    ("change-default", &[]),
    ("recipe-window", &["hours"]),
    ("recipe-factor", &["points", "fact", "most"]),
    ("say-sign-petition", &["member", "decision"]),
    ("say-delegate", &["member", "topic"]),
    ("say-undelegate", &["member", "topic"]),
    ("say-pause", &["member"]),
    ("say-answer-panel-yes", &["member", "decision"]),
    ("say-answer-panel-no", &["member", "decision"]),
    ("say-nominate", &["member", "election"]),
    ("say-withdraw-nomination", &["member", "election"]),
    ("say-sponsor-nomination", &["member", "person", "election"]),
    ("say-rank", &["member", "election"]),
    ("say-resign", &["member", "office"]),
    ("field-office", &[]),
    ("say-add-item", &["member", "title", "decision"]),
    ("say-cost-item", &["member", "item", "decision"]),
    ("say-rank-items", &["member", "decision"]),
    ("item", &["number"]),
    ("item-titled", &["number", "title"]),
    ("field-item", &[]),
    ("field-quarter", &[]),
    ("say-appeal", &["member", "rule"]),
    ("say-refer-act", &["member", "person", "rule"]),
    ("say-appeal-further", &["member", "case"]),
    ("say-seal-verdict", &["member", "jury"]),
    ("say-seal-verdict-uphold", &["member", "jury"]),
    ("say-seal-verdict-reverse", &["member", "jury"]),
    ("say-open-verdict-uphold", &["member", "jury"]),
    ("say-open-verdict-reverse", &["member", "jury"]),
    ("say-sponsor-from-bench", &["member", "jury", "decision"]),
    ("say-challenge-decision", &["member", "decision", "right"]),
    ("say-support-challenge", &["member", "decision"]),
    ("field-right", &[]),
    ("field-challenge", &[]),
    ("right-reasons", &[]),
    ("right-appeal", &[]),
    ("right-notice", &[]),
    ("right-pay", &[]),
    ("right-export", &[]),
    ("right-exit", &[]),
    ("right-secrecy", &[]),
    ("right-together", &[]),
    ("say-step-aside", &["member", "jury"]),
    ("say-jury-duty-willing", &["member"]),
    ("say-jury-duty-declined", &["member"]),
    ("say-state-verdict", &["member", "jury"]),
    ("say-attest-income", &["member", "amount", "source"]),
    ("say-attest-payment", &["member", "transfer"]),
    ("say-confirm-transfer", &["member", "transfer"]),
    ("say-refuse-transfer", &["member", "transfer"]),
    ("field-source", &[]),
    ("field-transfer", &[]),
    ("field-transfer-is", &[]),
    ("field-document", &[]),
    ("document-hides", &[]),
    ("say-seal-order", &["member", "auction"]),
    ("say-seal-order-buy", &["member", "auction"]),
    ("say-seal-order-sell", &["member", "auction"]),
    ("say-reveal-order-buy", &["member", "auction"]),
    ("say-reveal-order-sell", &["member", "auction"]),
    ("say-announce-order-buy", &["member"]),
    ("say-announce-order-sell", &["member"]),
    ("say-confirm-paid", &["member", "trade"]),
    ("say-claim-paid", &["member", "trade"]),
    ("say-attest-paid", &["member", "trade"]),
    ("say-redeem-wish", &["member", "amount"]),
    ("say-redeem-hardship", &["member", "amount"]),
    ("say-withdraw-redemption", &["member"]),
    ("say-confirm-hardship", &["member", "person"]),
    ("say-name-unpaid", &["member", "year"]),
    ("say-name-none-unpaid", &["member", "year"]),
    ("field-year", &[]),
    ("field-auction", &[]),
    ("field-side", &[]),
    ("side-buy", &[]),
    ("side-sell", &[]),
    ("field-shares", &[]),
    ("field-limit-buy", &[]),
    ("field-limit-sell", &[]),
    ("field-trade", &[]),
    ("field-trade-is", &[]),
    ("order-hides", &[]),
    ("order-lost-amount-title", &[]),
    ("order-lost-amount", &[]),
    ("order-lost-copy-title", &[]),
    ("order-lost-copy", &[]),
    ("say-declare-skill-yes", &["member", "skill"]),
    ("say-declare-skill-no", &["member", "skill"]),
    ("say-claim-work", &["member", "title"]),
    ("say-attest-work-no", &["member", "claim"]),
    ("say-attest-work-class", &["member", "claim", "class"]),
    ("say-submit-project", &["member", "title", "amount", "call"]),
    ("say-withdraw-project", &["member", "project", "call"]),
    ("say-approve-projects", &["member", "call"]),
    ("say-approve-none", &["member", "call"]),
    ("say-request-grant", &["member", "title", "amount"]),
    ("say-withdraw-grant", &["member", "grant"]),
    ("say-support-grant", &["member", "count", "grant"]),
    ("say-support-none", &["member", "grant"]),
    ("grant", &["number"]),
    ("grant-titled", &["number", "title"]),
    ("field-grant", &[]),
    ("field-points", &[]),
    ("project", &["number"]),
    ("project-titled", &["number", "title"]),
    ("field-call", &[]),
    ("field-project", &[]),
    ("say-assign-shares", &["member", "person", "amount"]),
    ("say-call-back-shares", &["member", "assignment"]),
    ("field-assignment", &[]),
    ("field-call-back", &[]),
    ("shares-voteless", &[]),
    ("field-skill", &[]),
    ("field-class", &[]),
    ("field-claim", &[]),
    ("class-no", &[]),
    ("skill-code", &[]),
    ("skill-documents", &[]),
    ("skill-translation", &[]),
    ("skill-events", &[]),
    ("skill-operations", &[]),
    ("field-rule", &[]),
    ("field-version", &[]),
    ("field-step", &[]),
    ("field-act", &[]),
    ("field-case", &[]),
    ("field-jury", &[]),
    ("field-seal", &[]),
    ("field-ruling", &[]),
    ("field-ground", &[]),
    ("field-duty", &[]),
    ("step-kind-label", &[]),
    ("step-kind-suspend", &[]),
    ("ruling-uphold", &[]),
    ("ruling-reverse", &[]),
    ("ground-words", &[]),
    ("ground-context", &[]),
    ("ground-facts", &[]),
    ("ground-precedent", &[]),
    ("duty-willing", &[]),
    ("duty-declined", &[]),
    ("seal-hides", &[]),
    ("field-election", &[]),
    ("outside", &["digest"]),
    ("outside-named", &["name", "digest"]),
    ("field-existence", &[]),
    ("field-treasury", &[]),
    ("field-amount", &[]),
    ("field-from", &[]),
    ("field-to", &[]),
    ("field-leads", &[]),
    ("field-per-round", &[]),
    ("field-rounds", &[]),
    ("field-topic", &[]),
    ("field-delegate", &["number"]),
    ("say-withdraw-proposal", &["member", "decision"]),
    ("say-sponsor", &["member", "decision"]),
    ("say-vote-yes", &["member", "decision"]),
    ("say-vote-no", &["member", "decision"]),
    ("say-vote-abstain", &["member", "decision"]),
    ("say-vote-no-with-veto", &["member", "decision"]),
    ("decision", &["number"]),
    ("decision-titled", &["number", "title"]),
    ("person", &["number"]),
    ("person-named", &["number", "name"]),
    ("key-p256", &["host"]),
    ("key-ed25519", &[]),
    ("key-number", &["number"]),
    ("step-label", &["label"]),
    ("step-warn", &[]),
    ("step-limit-reach", &[]),
    ("step-remove", &[]),
    ("step-suspend", &["days"]),
    ("step-expel", &[]),
    ("then", &["steps"]),
    ("change-put-rule", &["id"]),
    ("change-remove-rule", &[]),
    ("change-put-label", &["id"]),
    ("change-remove-label", &[]),
    ("change-report-threshold", &[]),
    ("change-deadline-ticks", &[]),
    ("change-moderators", &[]),
    ("change-jury-sizes", &[]),
    ("change-put-data", &["category"]),
    ("change-remove-data", &[]),
    ("label-show", &[]),
    ("label-cover", &[]),
    ("label-hide", &[]),
    ("kept-with-account", &[]),
    ("kept-days", &["days"]),
    ("basis-needed", &[]),
    ("basis-opt-out", &[]),
    ("basis-opt-in", &[]),
    ("audience-everyone", &[]),
    ("audience-members", &[]),
    ("audience-offices", &[]),
    ("audience-oneself", &[]),
    ("template-circle", &[]),
    ("template-cooperative", &[]),
    ("template-network", &[]),
    ("invitation-none", &[]),
    ("field-name", &[]),
    ("field-template", &[]),
    ("field-rules", &[]),
    ("field-data", &[]),
    ("field-feed", &[]),
    ("field-key", &[]),
    ("field-node", &[]),
    ("field-invitation", &[]),
    ("field-fingerprint", &[]),
    ("field-until", &[]),
    ("field-decision", &[]),
    ("field-person", &[]),
    ("field-title", &[]),
    ("field-text", &[]),
    ("field-vote", &[]),
    ("field-before", &[]),
    ("field-seen-by", &[]),
    ("seen-by-everyone", &[]),
    ("field-answer", &[]),
    ("answer-yes", &[]),
    ("answer-no", &[]),
    ("choice-yes", &[]),
    ("choice-no", &[]),
    ("choice-abstain", &[]),
    ("choice-no-with-veto", &[]),
    (
        "exact",
        &["network", "member", "sequence", "kind", "until", "hash"],
    ),
    ("waiting", &[]),
    ("waiting-session", &["until"]),
    ("receipt-when", &[]),
    ("receipt-place", &[]),
    ("receipt-entry", &["index", "size"]),
    ("passkey-unsupported-title", &[]),
    ("passkey-unsupported", &[]),
    ("passkey-stopped-title", &[]),
    ("passkey-stopped", &[]),
    ("passkey-exists-title", &[]),
    ("passkey-exists", &[]),
    ("passkey-wrong-kind-title", &[]),
    ("passkey-wrong-kind", &[]),
    ("passkey-failed-title", &[]),
    ("passkey-failed", &[]),
    ("wrong-bytes-title", &[]),
    ("wrong-bytes", &["what"]),
    ("unreached-title", &[]),
    ("unreached", &[]),
    ("refused-title", &[]),
    ("refused", &["code"]),
    ("failed-title", &[]),
    ("failed", &[]),
];

const RECORD_WORDS: &[(&str, &[&str])] = &[
    ("record-good", &["size", "time"]),
    ("record-good-own", &["size", "own", "time"]),
    ("record-first", &["size"]),
    ("record-unreached", &["time"]),
    ("record-false", &["size"]),
    ("record-moved", &["size"]),
    ("record-false-title", &[]),
    ("record-moved-title", &[]),
    ("record-false-shrunk", &["size"]),
    ("record-false-rewritten", &["size"]),
    ("record-false-missing", &["size"]),
    ("record-false-unsigned", &["size"]),
    ("record-start-afresh", &[]),
    ("record-keep-evidence", &[]),
    ("record-progress", &["done", "of"]),
];

/// The words of closed lists are wanted too: the sheet names what a clause keeps, who is paid from
/// where, which office is given, on what others may vote.
fn sheet_words(lang: Lang) -> PreEscaped<&'static str> {
    static WORDS: OncePerLang = OncePerLang::new();
    WORDS.get(lang, || gather_sheet_words(lang))
}

fn gather_sheet_words(lang: Lang) -> String {
    let mut words = gather(lang, "sheet", SHEET_WORDS);
    let categories = Category::ALL.map(|it| format!("category-{}", it.word()));
    let questions = Existence::ALL.map(|it| format!("existence-{}", it.word()));
    let envelopes = Envelope::ALL.map(|it| format!("envelope-{}", it.word()));
    let offices = Office::ALL.map(|it| format!("office-{}", it.word()));
    let topics = Topic::ALL.map(|it| format!("topic-{}", it.word()));
    let facts = Fact::ALL.map(|it| format!("counted-{}", it.word()));
    let incomes = IncomeKind::ALL.map(|it| format!("income-{}", it.word()));
    let filters = Filter::ALL.map(|it| format!("filter-{}", it.word()));
    let lists = [
        categories.as_slice(),
        &facts,
        &filters,
        &incomes,
        &questions,
        &envelopes,
        &offices,
        &topics,
    ];
    for key in lists.into_iter().flatten() {
        words.insert(key.clone(), t!(lang, key).into_owned().into());
    }
    serde_json::Value::Object(words).to_string()
}

/// Returns the words a page needs for passkeys alone, where no sheet lies.
pub fn entry_words(lang: Lang) -> Markup {
    let wanted = |key: &str| key.starts_with("passkey-") || key == "unreached" || key == "failed";
    let chosen: Vec<_> = SHEET_WORDS
        .iter()
        .copied()
        .filter(|(key, _)| wanted(key))
        .collect();
    let words = serde_json::Value::Object(gather(lang, "sheet", &chosen)).to_string();
    html! { template id="entry-words" data-words=(words) {} }
}

/// Returns what `js/record.js` needs on every page: the network and its sentences.
pub fn record_words(lang: Lang, network: &str, is_demo: bool) -> Markup {
    static WORDS: OncePerLang = OncePerLang::new();
    let words = WORDS.get(lang, || {
        serde_json::Value::Object(gather(lang, "watch", RECORD_WORDS)).to_string()
    });
    html! { template id="record-words" data-words=(words) data-network=(network) data-demo[is_demo] {} }
}

/// Text of an attribute that depends on the language alone, made and escaped at first use.
struct OncePerLang {
    english: OnceLock<Markup>,
    dutch: OnceLock<Markup>,
}

impl OncePerLang {
    const fn new() -> Self {
        Self {
            english: OnceLock::new(),
            dutch: OnceLock::new(),
        }
    }

    fn get(&'static self, lang: Lang, make: impl FnOnce() -> String) -> PreEscaped<&'static str> {
        let kept = match lang {
            Lang::En => &self.english,
            Lang::Nl => &self.dutch,
        };
        PreEscaped(kept.get_or_init(|| make().render()).0.as_str())
    }
}

/// Reads each message with its variables left as `{name}` for the script to fill.
fn gather(
    lang: Lang,
    area: &str,
    wanted: &[(&str, &[&str])],
) -> serde_json::Map<String, serde_json::Value> {
    let mut words = serde_json::Map::new();
    for (key, names) in wanted {
        let mut args = fluent_bundle::FluentArgs::new();
        for name in *names {
            args.set((*name).to_owned(), format!("{{{name}}}"));
        }
        let text = message(lang, &format!("{area}-{key}"), Some(&args));
        words.insert((*key).to_owned(), text.into_owned().into());
    }
    words
}

/// The page a signing form leads to when scripts are off.
pub fn script_needed(shell: &Shell, back: &str) -> Page {
    let lang = shell.lang;
    let buttons = [link_button(
        &t!(lang, "sheet-no-script-back"),
        links::own_path(back),
        Tone::Primary,
    )];
    Page::new(
        t!(lang, "sheet-no-script-title"),
        Place::Commons,
        html! {
            div class="head" {
                h1 { (t!(lang, "sheet-no-script-title")) }
                p class="ask" { (t!(lang, "sheet-no-script-ask")) }
                p { (t!(lang, "sheet-no-script-other")) }
            }
            (button_row(&buttons))
        },
    )
}
