//! Every address of the site, built in one place.
//!
//! Addresses are for life (DESIGN, "Addresses"). A handle or tag is percent-encoded here and nowhere
//! else; a post's id is opaque text.

use std::fmt::Write as _;

/// Home of a signed-in member, front door of everybody else.
pub const HOME: &str = "/";
/// Work from the whole network.
pub const EXPLORE: &str = "/explore";
/// The composer.
pub const CREATE: &str = "/create";
/// What happened that concerns me.
pub const NOTIFICATIONS: &str = "/notifications";
/// What I kept for later.
pub const BOOKMARKS: &str = "/bookmarks";
/// Words, people and tags.
pub const SEARCH: &str = "/search";
/// The commons: what is being decided.
pub const COMMONS: &str = "/commons";
/// The commons' money.
pub const TREASURY: &str = "/commons/treasury";
/// Auctions of shares, trades, and being paid out.
pub const AUCTION: &str = "/commons/auction";
/// The room of investors.
pub const INVESTORS: &str = "/commons/investors";
/// What a figure of it is made of.
pub const TRANSFERS: &str = "/commons/treasury/transfers";
/// The statement of a quarter.
pub const STATEMENT: &str = "/commons/treasury/statement";
/// The bank beside the books.
pub const RECONCILIATION: &str = "/commons/treasury/reconciliation";
/// Links a line of the bank with its transfer.
pub const RECONCILIATION_LINK: &str = "/commons/treasury/reconciliation/link";
/// Erases what a file of the bank says of people.
pub const RECONCILIATION_ERASE: &str = "/commons/treasury/reconciliation/erase";
/// The books for Beancount.
pub const BOOKS_BEANCOUNT: &str = "/commons/treasury/books.beancount";
/// The books for ledger-cli and hledger.
pub const BOOKS_LEDGER: &str = "/commons/treasury/books.ledger";
/// Settings and everything that is mine.
pub const YOU: &str = "/you";
/// How one reads: the order of the feed, labels and labellers.
pub const READING: &str = "/you/reading";
/// Chooses a recipe.
pub const READING_RECIPE: &str = "/you/reading/recipe";
/// Chooses what a label does.
pub const READING_LABEL: &str = "/you/reading/label";
/// Sees the labels of somebody, or no longer.
pub const READING_LABELLER: &str = "/you/reading/labeller";
/// Offers labels of one's own.
pub const READING_OWN: &str = "/you/reading/own";
/// Every component with all its states.
pub const DESIGN: &str = "/design";
/// Sign in with a passkey.
pub const SIGN_IN: &str = "/sign-in";
/// Ends this session.
pub const SIGN_OUT: &str = "/sign-out";
/// Chooses the language.
pub const LANGUAGE: &str = "/language";
/// Chooses light, dark or the system's theme.
pub const THEME: &str = "/theme";
/// Our own JSON begins here.
pub const API: &str = "/api/meent/v1";

/// A member's page.
pub fn profile(handle: &str) -> String {
    format!("/@{}", encode(handle))
}

/// One of the lists below a member's page: `posts`, `about`, `followers`, `following`, `feed`.
pub fn profile_part(handle: &str, part: &str) -> String {
    format!("/@{}/-/{part}", encode(handle))
}

/// The feed of a member for feed readers.
pub fn profile_feed(handle: &str) -> String {
    profile_part(handle, "feed")
}

/// One post with what was said about it.
pub fn post(handle: &str, id: &str) -> String {
    format!("/@{}/{}", encode(handle), encode(id))
}

/// A place below a post: `history`, `edit`, `delete`, `report`, `why`, `labels`, and the acts.
pub fn post_part(handle: &str, id: &str, part: &str) -> String {
    format!("/@{}/{}/{part}", encode(handle), encode(id))
}

/// A comment, at its place in the thread.
pub fn comment(handle: &str, id: &str, comment_id: &str) -> String {
    format!("{}#c-{}", post(handle, id), encode(comment_id))
}

/// What can be done with a comment: `appreciate`, `delete`, `report`.
pub fn comment_part(comment_id: &str, part: &str) -> String {
    format!("/comments/{}/{part}", encode(comment_id))
}

/// Everything that carries a tag.
pub fn tag(tag: &str) -> String {
    format!("/tags/{}", encode(tag))
}

/// The feed of a tag for feed readers.
pub fn tag_feed(tag: &str) -> String {
    format!("/tags/{}/feed", encode(tag))
}

/// A stored picture by the hex of its hash.
pub fn media(hash: &str) -> String {
    format!("/media/{hash}")
}

/// A search for `query`.
pub fn search(query: &str) -> String {
    format!("{SEARCH}?q={}", encode(query))
}

/// A transfer in the books, by its number.
pub fn transfer(number: u32) -> String {
    format!("{TREASURY}/transfers/{number}")
}

/// The transfers that a figure of the books is made of; `asked` as
/// [`crate::handlers::commons::payments::PaymentsQuery`] reads it.
pub fn payments(asked: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = asked
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    format!("{TRANSFERS}?{}", pairs.join("&"))
}

/// The surplus of a year, counted from 1.
pub fn surplus(year: u32) -> String {
    format!("{TREASURY}/surplus/{year}")
}

/// A decision by its number.
pub fn decision(number: u64) -> String {
    format!("/commons/decisions/{number}")
}

/// Budget votes.
pub const BUDGETS: &str = "/commons/budgets";

/// An offer in the room of investors, by the number of its decision.
pub fn offer(number: u32) -> String {
    format!("{INVESTORS}#offer-{number}")
}

/// A budget vote by its number.
pub fn budget(number: u64) -> String {
    format!("{BUDGETS}/{number}")
}

/// Grants.
pub const GRANTS: &str = "/commons/grants";

/// A grant by its number.
pub fn grant(number: u64) -> String {
    format!("{GRANTS}/{number}")
}

/// An election by its number.
pub fn election(number: u64) -> String {
    format!("/commons/elections/{number}")
}

/// What somebody in office told everybody about their work.
pub fn office_report(id: &str) -> String {
    format!("/commons/offices/reports/{}", encode(id))
}

/// Drafts that are talked through.
pub const DELIBERATIONS: &str = "/commons/deliberations";

/// A draft that is talked through.
pub fn deliberation(id: &str) -> String {
    format!("{DELIBERATIONS}/{}", encode(id))
}

/// A place below it: `edit`, `versions`, `statements`, `map`, `file`, `report`, and the acts.
pub fn deliberation_part(id: &str, part: &str) -> String {
    format!("{}/{part}", deliberation(id))
}

/// Something that was said in it, at its place.
pub fn contribution(id: &str, said: &str) -> String {
    format!("{}#s-{}", deliberation(id), encode(said))
}

/// What can be done with something that was said: `delete`, `report`, `resolve`, `answer`, `mark`.
pub fn contribution_part(said: &str, part: &str) -> String {
    format!("/commons/contributions/{}/{part}", encode(said))
}

/// Cases before juries.
pub const CASES: &str = "/commons/cases";

/// A case before juries.
pub fn case(number: u64) -> String {
    format!("{CASES}/{number}")
}

/// Where words of the commons are reported, by their id in an address.
pub fn report_words(id: &str) -> String {
    format!("/commons/words/{}/report", encode(id))
}

/// Claims of work.
pub const CLAIMS: &str = "/commons/work/claims";

/// A claim of work.
pub fn claim(number: u64) -> String {
    format!("{CLAIMS}/{number}")
}

/// The room of a jury, for those who sit on it.
pub fn jury_room(number: u64) -> String {
    format!("/commons/juries/{number}")
}

/// A picture of the work that a jury judges, for those who sit on it.
pub fn jury_picture(number: u64, hash: &str) -> String {
    format!("/commons/juries/{number}/pictures/{hash}")
}

/// A moderation action in the public log.
pub fn moderation_action(id: &str) -> String {
    format!("/commons/moderation/{}", encode(id))
}

/// Where whoever a moderation action was taken against tells the jury their side.
pub fn tell_jury(id: &str) -> String {
    format!("/commons/moderation/{}/words", encode(id))
}

/// Sign in, then return to `back`, which must be one of our own paths.
pub fn sign_in_then(back: &str) -> String {
    format!("{SIGN_IN}?return={}", encode(back))
}

/// Returns `text` as a path of ours, or `/` when it could lead elsewhere.
///
/// Guards every "return to" parameter: it must start with one slash and hold no backslash or control
/// character, since browsers read `//host` and `/\host` as another site.
pub fn own_path(text: &str) -> &str {
    let safe = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && !text.chars().any(char::is_control);
    if safe { text } else { HOME }
}

/// Percent-encodes everything but unreserved characters.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String never fails.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
