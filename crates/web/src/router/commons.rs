//! The commons' part of the table: deciding, policies, people, the record, "You", the ways in.

use super::{Route, delete, deliberations, get, giving, post, put};
use crate::access::Access::{Anyone, DemoOnly, Guest, Member, Moderator};
use crate::api::{
    auction as auction_json, cap as cap_json, challenge as challenge_json, charter as charter_json,
    claim as claim_json, clause, compare as compare_json, decision as decision_json,
    delegation as delegation_json, earning as earning_json, election as election_json,
    feed as feed_json, investing as investing_json, justice as justice_json, label, me,
    moderation as moderation_json, office as office_json, operation, panel as panel_json,
    people as people_json, preview, reconciliation as reconciliation_json, record as record_json,
    roadmap as roadmap_json, simulation as simulation_json, surplus as surplus_json,
    transparency as transparency_json, treasury as treasury_json,
};
use crate::handlers::commons::{
    auction, cap, certificate, charter, claims, compare, decision, delegation, earning, elections,
    feed, investors, justice, moderation, offices, payments, people, policy, propose,
    reconciliation, record, roadmap, statement, surplus, transparency, treasury, words,
};
use crate::handlers::{demo, entry, founding, own, reading};
use crate::links;
use crate::pages::commons::paths as pages;
use crate::pages::you::paths as you;

/// Routes of the commons, of "You", of founding, joining, signing in and the demo. Reading the
/// commons is open to everyone; whether somebody may sign is the ledger's to decide.
// long: a table, which reads best in one piece
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        get(links::COMMONS, Anyone, decision::now),
        get("/commons/decisions", Anyone, decision::list),
        get("/commons/decisions/{number}", Anyone, decision::show),
        get("/commons/decisions/{number}/count", Anyone, decision::count),
        get(
            "/commons/decisions/{number}/votes",
            Anyone,
            decision::ballots,
        ),
        post(
            "/commons/decisions/{number}/vote",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/sponsor",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/bench",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/challenges",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/withdraw",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/petition",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/panel",
            Guest,
            decision::without_script,
        ),
        post(
            "/commons/decisions/{number}/items",
            Guest,
            decision::without_script,
        ),
        get("/commons/roadmap", Anyone, roadmap::show),
        get("/commons/delegation", Guest, delegation::show),
        post("/commons/delegation", Guest, decision::without_script),
        get("/commons/policies", Anyone, policy::list),
        get("/commons/policies/moderation", Anyone, policy::moderation),
        get(
            "/commons/policies/moderation/history",
            Anyone,
            policy::moderation_history,
        ),
        get("/commons/policies/charter", Anyone, charter::show),
        get(
            "/commons/policies/charter/history",
            Anyone,
            charter::history,
        ),
        get("/commons/policies/data", Anyone, policy::data),
        get(pages::FEED, Anyone, feed::show),
        get("/commons/feed/history", Anyone, feed::history),
        get(pages::TRANSPARENCY, Anyone, transparency::report),
        get("/commons/transparency/csv", Anyone, transparency::csv),
        get(pages::ERASURES, Anyone, transparency::erasures),
        get(links::READING, Guest, reading::show),
        post(links::READING_RECIPE, Guest, reading::choose_recipe),
        post(links::READING_LABEL, Guest, reading::choose_label),
        post(links::READING_LABELLER, Guest, reading::subscribe),
        post(links::READING_OWN, Guest, reading::offer),
        get(
            "/commons/policies/data/history",
            Anyone,
            policy::data_history,
        ),
        get("/commons/propose", Guest, propose::start),
        post("/commons/propose", Guest, decision::without_script),
        get("/commons/propose/{*place}", Guest, propose::show),
        post("/commons/propose/{*place}", Guest, propose::preview),
        get("/commons/work", Guest, earning::work),
        post("/commons/work", Guest, decision::without_script),
        post(links::CLAIMS, Guest, decision::without_script),
        get("/commons/work/claims/{number}", Guest, claims::show),
        get(pages::COMPARE, Guest, compare::show),
        post(pages::COMPARE, Guest, compare::answered),
        get("/commons/work/{round}", Guest, earning::why),
        get("/commons/shares", Guest, earning::shares),
        post("/commons/shares", Guest, decision::without_script),
        get("/commons/shares/certificate", Guest, certificate::page),
        get("/commons/shares/proof", Guest, certificate::proof),
        get(pages::CAP_TABLE, Anyone, cap::show),
        get("/commons/shares/csv", Anyone, cap::csv),
        get("/commons/shares/ocf", Anyone, cap::package),
        get("/commons/people", Anyone, people::show),
        post("/commons/people", Guest, decision::without_script),
        get("/commons/moderation", Anyone, moderation::log),
        get("/commons/moderation/queue", Moderator, moderation::queue),
        get(
            "/commons/moderation/queue/{subject}",
            Moderator,
            moderation::case,
        ),
        get("/commons/moderation/{action}", Guest, moderation::statement),
        post(
            "/commons/moderation/{action}/words",
            Guest,
            moderation::tell,
        ),
        post(
            "/commons/moderation/queue/{subject}/act",
            Moderator,
            moderation::act,
        ),
        post(
            "/commons/moderation/queue/{subject}/dismiss",
            Moderator,
            moderation::dismiss,
        ),
        get(links::CASES, Anyone, justice::list),
        post(links::CASES, Guest, decision::without_script),
        get("/commons/cases/{case}", Anyone, justice::show),
        get("/commons/juries/{jury}", Guest, justice::room),
        get(
            "/commons/juries/{jury}/pictures/{hash}",
            Guest,
            justice::picture,
        ),
        get("/@{handle}/{post}/report", Guest, moderation::report),
        post("/@{handle}/{post}/report", Guest, moderation::send),
        get(
            "/comments/{comment}/report",
            Guest,
            moderation::report_comment,
        ),
        post(
            "/comments/{comment}/report",
            Guest,
            moderation::send_comment,
        ),
        get("/commons/words/{words}/report", Guest, words::report),
        post("/commons/words/{words}/report", Guest, words::send),
        get("/commons/record", Anyone, record::show),
        get("/commons/record/entries/{index}", Anyone, record::entry),
        get("/record/key", Anyone, record::key),
        get("/record/{*path}", Anyone, record::file),
    ];
    routes.extend(deliberations::pages());
    routes.extend(offices());
    routes.extend(books());
    routes.extend(giving::routes());
    routes.extend(ways_in());
    routes.extend(own_pages());
    routes.extend(json());
    routes.extend(json_of_the_commons());

    routes.extend(deliberations::json());
    routes.extend(json_of_moderation());
    routes.extend(json_of_you());
    routes
}

fn offices() -> Vec<Route> {
    let signed = |path| post(path, Guest, decision::without_script);
    vec![
        get("/commons/elections", Anyone, elections::list),
        get("/commons/elections/{number}", Anyone, elections::show),
        signed("/commons/elections/{number}/stand"),
        signed("/commons/elections/{number}/withdraw"),
        signed("/commons/elections/{number}/sponsor"),
        signed("/commons/elections/{number}/rank"),
        post(
            "/commons/elections/{number}/forget",
            Guest,
            elections::forget,
        ),
        get("/commons/offices", Anyone, offices::show),
        signed("/commons/offices/resign"),
        get("/commons/offices/reports", Anyone, offices::reports),
        post("/commons/offices/reports", Guest, offices::publish),
        get("/commons/offices/reports/{report}", Anyone, offices::report),
        post(
            "/commons/offices/reports/{report}/delete",
            Guest,
            offices::delete,
        ),
    ]
}

fn books() -> Vec<Route> {
    vec![
        get(links::TREASURY, Anyone, treasury::show),
        get(links::TRANSFERS, Anyone, payments::show),
        get(
            "/api/meent/v1/treasury/transfers",
            Anyone,
            treasury_json::transfers_of,
        ),
        post(links::TREASURY, Guest, decision::without_script),
        get(
            "/commons/treasury/transfers/{transfer}",
            Anyone,
            treasury::transfer,
        ),
        get(links::AUCTION, Anyone, auction::show),
        get(links::INVESTORS, Anyone, investors::show),
        get("/api/meent/v1/class-i", Anyone, investing_json::show),
        post(links::AUCTION, Guest, decision::without_script),
        get("/api/meent/v1/market", Anyone, auction_json::show),
        get(links::STATEMENT, Anyone, statement::show),
        get("/commons/treasury/statement/csv", Anyone, statement::table),
        get("/commons/treasury/surplus/{year}", Anyone, surplus::show),
        get(
            "/commons/treasury/surplus/{year}/csv",
            Anyone,
            surplus::table,
        ),
        get(
            "/api/meent/v1/treasury/surpluses",
            Anyone,
            surplus_json::list,
        ),
        get(links::RECONCILIATION, Anyone, reconciliation::show),
        post(links::RECONCILIATION, Guest, reconciliation::import)
            .body_limit(reconciliation::FORM_BYTES_MAX),
        post(links::RECONCILIATION_LINK, Guest, reconciliation::link),
        post(links::RECONCILIATION_ERASE, Guest, reconciliation::erase),
        get(
            "/api/meent/v1/treasury/reconciliation",
            Anyone,
            reconciliation_json::show,
        ),
        post(
            "/api/meent/v1/treasury/bank-files",
            Guest,
            reconciliation_json::import,
        )
        .body_limit(reconciliation::FORM_BYTES_MAX),
        put(
            "/api/meent/v1/treasury/bank-lines/{line}",
            Guest,
            reconciliation_json::link,
        ),
        delete(
            "/api/meent/v1/treasury/bank-files/{import}/words",
            Guest,
            reconciliation_json::erase,
        ),
        get(links::BOOKS_BEANCOUNT, Anyone, statement::for_beancount),
        get(links::BOOKS_LEDGER, Anyone, statement::for_ledger),
        get("/api/meent/v1/treasury", Anyone, treasury_json::show),
        get(
            "/api/meent/v1/treasury/transfers/{transfer}",
            Anyone,
            treasury_json::transfer,
        ),
    ]
}

fn ways_in() -> Vec<Route> {
    vec![
        get("/found", Anyone, founding::begin),
        post("/found/look", Anyone, founding::look),
        post("/found/kind", Anyone, founding::kind),
        post("/found/rules", Anyone, founding::rules),
        post("/found/passkey", Anyone, founding::passkey),
        get("/found/invite", Guest, founding::invite),
        get(links::SIGN_IN, Anyone, entry::sign_in),
        post(links::SIGN_IN, Anyone, entry::without_script),
        get("/join", Anyone, entry::join),
        post("/join", Anyone, entry::without_script),
        get("/join/{key}", Anyone, entry::join_by_invitation),
        get("/demo", DemoOnly, demo::show),
        post("/demo/step-in", DemoOnly, demo::step_in),
        post("/demo/clock", DemoOnly, demo::clock),
    ]
}

fn own_pages() -> Vec<Route> {
    vec![
        get(you::SETTINGS, Guest, own::show),
        post(you::SETTINGS, Guest, own::save).body_limit(own::FORM_BYTES_MAX),
        get(you::KEYS, Guest, own::show_keys),
        post("/you/keys/name", Guest, own::name_key),
        post("/you/keys/add", Guest, own::without_script),
        post("/you/keys/remove", Guest, own::without_script),
        post("/you/keys/revoke", Guest, own::without_script),
        post(
            "/you/keys/sign-out-everywhere",
            Guest,
            own::sign_out_everywhere,
        ),
        get(you::PRIVACY, Guest, own::show_privacy),
        post("/you/privacy/choose", Guest, own::choose),
        post("/you/privacy/erase", Guest, own::erase),
        get(you::EXPORT, Guest, own::export),
        get(you::LEAVE, Guest, own::show_leave),
        post(you::LEAVE, Guest, own::without_script),
        post(links::SIGN_OUT, Anyone, own::sign_out),
        get("/left", Anyone, own::left),
    ]
}

fn json() -> Vec<Route> {
    vec![
        post(
            "/api/meent/v1/operations/prepare",
            Anyone,
            operation::prepare,
        ),
        post("/api/meent/v1/operations", Anyone, operation::submit),
        post(
            "/api/meent/v1/sign-in/begin",
            Anyone,
            operation::begin_sign_in,
        ),
        post(
            "/api/meent/v1/sign-in/finish",
            Anyone,
            operation::finish_sign_in,
        ),
        get("/api/meent/v1/record", Anyone, record_json::show),
        get("/api/meent/v1/record/entries", Anyone, record_json::entries),
        get(
            "/api/meent/v1/record/entries/{index}",
            Anyone,
            record_json::entry,
        ),
        get(
            "/api/meent/v1/record/consistency",
            Anyone,
            record_json::consistency,
        ),
        get(
            "/api/meent/v1/record/inclusion",
            Anyone,
            record_json::inclusion,
        ),
    ]
}

// long: a table, which reads best in one piece
fn json_of_the_commons() -> Vec<Route> {
    vec![
        get("/api/meent/v1/decisions", Anyone, decision_json::list),
        get(
            "/api/meent/v1/decisions/{number}",
            Anyone,
            decision_json::show,
        ),
        get(
            "/api/meent/v1/decisions/{number}/panel",
            Anyone,
            panel_json::show,
        ),
        get(
            "/api/meent/v1/decisions/{number}/ballots",
            Anyone,
            decision_json::ballots,
        ),
        post("/api/meent/v1/proposals/preview", Member, preview::preview),
        get(
            "/api/meent/v1/policies/moderation",
            Anyone,
            clause::moderation,
        ),
        get(
            "/api/meent/v1/policies/moderation/versions",
            Anyone,
            clause::moderation_versions,
        ),
        get("/api/meent/v1/policies/charter", Anyone, charter_json::show),
        get(
            "/api/meent/v1/policies/charter/versions",
            Anyone,
            charter_json::versions,
        ),
        get("/api/meent/v1/policies/data", Anyone, clause::data),
        get("/api/meent/v1/policies/feed", Anyone, feed_json::policy),
        get(
            "/api/meent/v1/policies/feed/versions",
            Anyone,
            feed_json::policy_versions,
        ),
        get("/api/meent/v1/me/feed", Guest, feed_json::own),
        put("/api/meent/v1/me/feed", Guest, feed_json::choose),
        get("/api/meent/v1/me/labels", Guest, label::list),
        put("/api/meent/v1/me/labels", Guest, label::choose),
        put(
            "/api/meent/v1/me/labellers/{handle}",
            Guest,
            label::subscribe,
        ),
        delete(
            "/api/meent/v1/me/labellers/{handle}",
            Guest,
            label::unsubscribe,
        ),
        put("/api/meent/v1/me/own-labels/{label}", Guest, label::offer),
        delete(
            "/api/meent/v1/me/own-labels/{label}",
            Guest,
            label::withdraw,
        ),
        get(
            "/api/meent/v1/transparency",
            Anyone,
            transparency_json::report,
        ),
        get(
            "/api/meent/v1/erasures",
            Anyone,
            transparency_json::erasures,
        ),
        get(
            "/api/meent/v1/policies/data/versions",
            Anyone,
            clause::data_versions,
        ),
        get(
            "/api/meent/v1/decisions/{number}/ranking",
            Anyone,
            roadmap_json::show,
        ),
        get(
            "/api/meent/v1/decisions/{number}/simulation",
            Anyone,
            simulation_json::show,
        ),
        get(
            "/api/meent/v1/decisions/{number}/challenges",
            Anyone,
            challenge_json::list,
        ),
        get("/api/meent/v1/roadmap", Anyone, roadmap_json::list),
        get("/api/meent/v1/offices", Anyone, office_json::list),
        get(
            "/api/meent/v1/offices/reports",
            Anyone,
            office_json::reports,
        ),
        post("/api/meent/v1/offices/reports", Guest, office_json::publish),
        get(
            "/api/meent/v1/offices/reports/{report}",
            Anyone,
            office_json::report,
        ),
        delete(
            "/api/meent/v1/offices/reports/{report}",
            Guest,
            office_json::delete,
        ),
        get("/api/meent/v1/me/delegations", Guest, delegation_json::list),
        get(
            "/api/meent/v1/me/delegated-votes",
            Guest,
            delegation_json::votes,
        ),
        get("/api/meent/v1/me/asked", Guest, delegation_json::asked),
        get("/api/meent/v1/elections", Anyone, election_json::list),
        get(
            "/api/meent/v1/elections/{number}",
            Anyone,
            election_json::show,
        ),
        delete(
            "/api/meent/v1/elections/{number}/words",
            Guest,
            election_json::forget,
        ),
        get("/api/meent/v1/people", Anyone, people_json::list),
        get("/api/meent/v1/work", Guest, earning_json::work),
        get("/api/meent/v1/work/claims", Guest, claim_json::desk),
        get(
            "/api/meent/v1/work/claims/{number}",
            Guest,
            claim_json::show,
        ),
        get("/api/meent/v1/work/compare", Guest, compare_json::show),
        post("/api/meent/v1/work/compare", Guest, compare_json::answer),
        get("/api/meent/v1/work/{round}", Guest, earning_json::why),
        get("/api/meent/v1/shares", Guest, earning_json::shares),
        get("/api/meent/v1/cap-table", Anyone, cap_json::show),
    ]
}

fn json_of_moderation() -> Vec<Route> {
    vec![
        get("/api/meent/v1/moderation", Anyone, moderation_json::log),
        get(
            "/api/meent/v1/moderation/actions/{action}",
            Guest,
            moderation_json::statement,
        ),
        post(
            "/api/meent/v1/moderation/actions/{action}/words",
            Guest,
            moderation_json::tell,
        ),
        post(
            "/api/meent/v1/posts/{post}/report",
            Guest,
            moderation_json::report_post,
        ),
        post(
            "/api/meent/v1/comments/{comment}/report",
            Guest,
            moderation_json::report_comment,
        ),
        post(
            "/api/meent/v1/words/{words}/report",
            Guest,
            moderation_json::report_words,
        ),
        get(
            "/api/meent/v1/moderation/queue",
            Moderator,
            moderation_json::queue,
        ),
        get(
            "/api/meent/v1/moderation/queue/{subject}",
            Moderator,
            moderation_json::case,
        ),
        post(
            "/api/meent/v1/moderation/queue/{subject}/act",
            Moderator,
            moderation_json::act,
        ),
        post(
            "/api/meent/v1/moderation/queue/{subject}/dismiss",
            Moderator,
            moderation_json::dismiss,
        ),
        get("/api/meent/v1/cases", Anyone, justice_json::list),
        get("/api/meent/v1/cases/{number}", Anyone, justice_json::show),
        get("/api/meent/v1/juries/{number}", Anyone, justice_json::jury),
        get("/api/meent/v1/me/juries", Guest, justice_json::own),
    ]
}

fn json_of_you() -> Vec<Route> {
    vec![
        get("/api/meent/v1/me", Guest, me::show),
        put("/api/meent/v1/me", Guest, me::save),
        get("/api/meent/v1/me/keys", Guest, me::keys),
        put("/api/meent/v1/me/keys/{key}/name", Guest, me::name_key),
        get("/api/meent/v1/me/privacy", Guest, me::privacy),
        put("/api/meent/v1/me/privacy/{category}", Guest, me::choose),
        delete("/api/meent/v1/me/privacy/{category}", Guest, me::erase),
        get(
            "/api/meent/v1/me/reading-positions/{list}",
            Guest,
            me::position,
        ),
        put(
            "/api/meent/v1/me/reading-positions/{list}",
            Guest,
            me::keep_position,
        ),
        get("/api/meent/v1/me/export", Guest, me::export),
        post("/api/meent/v1/sign-out", Anyone, me::sign_out),
        post(
            "/api/meent/v1/sign-out-everywhere",
            Guest,
            me::sign_out_everywhere,
        ),
    ]
}
