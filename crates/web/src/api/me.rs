//! "You": the profile, keys, everything that is held, signing out.

use app::{AppError, Refusal};
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::profile::{Language, ProfileDraft, Theme};
use ledger::ids::KeyNumber;
use ledger::policy::Category;
use serde::{Deserialize, Deserializer, Serialize};
use store::appreciation::Change;
use store::collected::Choice;
use store::member::Member;
use utoipa::ToSchema;

use super::Body;
use super::policy::{BASES, word_of};
use super::view::{MemberJson, standing_word};
use crate::access::Who;
use crate::error::{PageError, Problem};
use crate::handlers::Path;
use crate::handlers::own::{self, erasable, keys_view};
use crate::pages::you::keys::{KeyLine, SessionKeyLine, VisitLine};
use crate::session::clear_session;
use crate::visit::Visit;

/// The visitor as they see themself.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeJson {
    /// Name, handle, picture.
    member: MemberJson,
    /// What they say about themself, as typed.
    about: String,
    /// The photograph behind the picture.
    picture_hash: Option<String>,
    /// `en` or `nl`.
    language: &'static str,
    /// `system`, `light` or `dark`.
    theme: &'static str,
    /// When they joined.
    joined_at_ms: u64,
    /// `guest`, `associate` or `member`.
    standing: &'static str,
    /// Whether the moderation policy in force names them.
    is_moderator: bool,
}

impl MeJson {
    fn of(who: &Who, held: &Member) -> Self {
        Self {
            member: (&held.card).into(),
            about: held.about.as_str().to_owned(),
            picture_hash: held.picture.map(|it| it.to_string()),
            language: held.language.tag(),
            theme: held.theme.word(),
            joined_at_ms: held.joined_at_ms,
            standing: standing_word(who.standing),
            is_moderator: who.is_moderator,
        }
    }
}

/// Who the visitor is.
#[utoipa::path(get, path = "/api/meent/v1/me", tag = "you", responses((status = 200, body = MeJson), (status = 401, body = Problem)))]
pub async fn show(visit: Visit) -> Result<Json<MeJson>, PageError> {
    let who = visit.who.as_deref().ok_or(PageError::SignIn)?;
    let mut reader = visit.app().store.read().await?;
    let held = reader.find_member(who.member).await?;
    Ok(Json(MeJson::of(who, &held.ok_or(PageError::SignIn)?)))
}

/// What the visitor wants to change; what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MeWant {
    /// Another handle.
    handle: Option<String>,
    /// Another name; empty to show the handle.
    display_name: Option<String>,
    /// Another text about themself.
    about: Option<String>,
    /// Another picture, by the hash of a finished upload; `null` for none.
    #[serde(default, deserialize_with = "named")]
    #[schema(value_type = Option<String>)]
    picture: Option<Option<String>>,
    /// `en` or `nl`.
    language: Option<String>,
    /// `system`, `light` or `dark`.
    theme: Option<String>,
}

/// Tells a value that is `null` from one that is absent.
fn named<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

impl MeWant {
    fn draft(&self) -> Result<ProfileDraft, PageError> {
        let hash = |hash: &String| {
            hash.parse()
                .map_err(|_| PageError::Unreadable("a photograph's hash"))
        };
        let picture = self.picture.as_ref();
        Ok(ProfileDraft {
            handle: self
                .handle
                .as_ref()
                .map(|typed| typed.trim().trim_start_matches('@').to_owned()),
            display_name: self.display_name.clone(),
            about: self.about.clone(),
            picture: picture
                .map(|it| it.as_ref().map(hash).transpose())
                .transpose()?,
        })
    }
}

/// Changes how others see the visitor, and their language and theme.
#[utoipa::path(put, path = "/api/meent/v1/me", tag = "you", request_body = MeWant, responses((status = 200, body = MeJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn save(visit: Visit, Body(sent): Body<MeWant>) -> Result<Json<MeJson>, PageError> {
    let draft = sent.draft()?;
    let language = sent
        .language
        .as_deref()
        .map(|tag| Language::of_tag(tag).ok_or(PageError::Unreadable("the language")))
        .transpose()?;
    let theme = sent
        .theme
        .as_deref()
        .map(|word| Theme::of_word(word).ok_or(PageError::Unreadable("the theme")))
        .transpose()?;
    let (app, viewer) = (visit.app(), visit.viewer());
    app.update_profile(&viewer, draft).await?;
    if let Some(language) = language {
        app.update_language(&viewer, language).await?;
    }
    if let Some(theme) = theme {
        app.update_theme(&viewer, theme).await?;
    }
    show(visit).await
}

/// A key that may sign everything.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnKeyJson {
    /// Its number.
    number: u32,
    /// What its holder calls it; may be empty.
    name: String,
    /// A passkey, or a key of the command line.
    is_passkey: bool,
    /// From when it is in force.
    in_force_at_ms: u64,
}

impl From<&KeyLine> for OwnKeyJson {
    fn from(it: &KeyLine) -> Self {
        Self {
            number: it.number,
            name: it.name.clone(),
            is_passkey: it.is_passkey,
            in_force_at_ms: it.in_force_ms,
        }
    }
}

/// A key of a browser that may cast ballots.
#[derive(Debug, Serialize, ToSchema)]
pub struct BallotKeyJson {
    /// Its number.
    number: u32,
    /// Until when.
    until_ms: u64,
}

impl From<&SessionKeyLine> for BallotKeyJson {
    fn from(it: &SessionKeyLine) -> Self {
        Self {
            number: it.number,
            until_ms: it.until_ms,
        }
    }
}

/// A place where the visitor is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionJson {
    /// What the device calls itself, if that may be kept.
    device: Option<String>,
    /// When it was last seen.
    seen_at_ms: u64,
    /// Whether it is this one.
    is_this: bool,
}

impl From<&VisitLine> for SessionJson {
    fn from(it: &VisitLine) -> Self {
        Self {
            device: it.browser.clone(),
            seen_at_ms: it.seen_ms,
            is_this: it.is_this,
        }
    }
}

/// What may sign in the visitor's name, and where they are signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeysJson {
    /// Keys that may sign everything.
    keys: Vec<OwnKeyJson>,
    /// Keys of browsers that may cast ballots.
    ballot_keys: Vec<BallotKeyJson>,
    /// Where they are signed in, latest first.
    sessions: Vec<SessionJson>,
    /// Keys one may hold.
    keys_max: u64,
    /// How long a new key waits, in milliseconds.
    key_delay_ms: u64,
}

/// The visitor's keys and sessions.
#[utoipa::path(get, path = "/api/meent/v1/me/keys", tag = "you", responses((status = 200, body = KeysJson), (status = 401, body = Problem)))]
pub async fn keys(visit: Visit) -> Result<Json<KeysJson>, PageError> {
    let view = keys_view(&visit).await?;
    Ok(Json(KeysJson {
        keys: view.keys.iter().map(Into::into).collect(),
        ballot_keys: view.sessions.iter().map(Into::into).collect(),
        sessions: view.visits.iter().map(Into::into).collect(),
        keys_max: view.keys_max,
        key_delay_ms: view.delay_ms,
    }))
}

/// A name for a key.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NameWant {
    /// At most 60 characters; empty for none.
    name: String,
}

/// Calls a passkey something else, or nothing.
#[utoipa::path(put, path = "/api/meent/v1/me/keys/{key}/name", tag = "you", params(("key" = u32, Path)), request_body = NameWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn name_key(
    visit: Visit,
    Path(key): Path<u32>,
    Body(sent): Body<NameWant>,
) -> Result<StatusCode, PageError> {
    let change = visit
        .app()
        .name_key(&visit.viewer(), KeyNumber(key), &sent.name)
        .await?;
    match change {
        Change::Made => Ok(StatusCode::NO_CONTENT),
        Change::None => Err(PageError::NotFound),
    }
}

/// One thing that is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldJson {
    /// What it is about, such as `post:…`, `session` or `handle`.
    subject: String,
    /// The datum, or the beginning of it.
    value: String,
    /// Since when.
    since_ms: u64,
    /// Until when; nothing: as long as the account, or until it is removed.
    until_ms: Option<u64>,
}

/// A category, and what is held of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptJson {
    /// Its word.
    category: &'static str,
    /// Why, in the policy's words; empty if the policy does not permit it.
    purpose: String,
    /// `needed`, `opt-out` or `opt-in`; nothing if the policy does not permit it.
    basis: Option<String>,
    /// 0: as long as the account.
    retention_days: u16,
    /// The decision that permits it; 0 for the founding.
    adopted_by: Option<u32>,
    /// What the visitor chose, where they did.
    allowed: Option<bool>,
    /// Oldest first, at most 500.
    items: Vec<HeldJson>,
}

/// Everything that is held on the visitor.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivacyJson {
    /// Version of the data policy in force.
    policy_version: u32,
    /// By category.
    kept: Vec<KeptJson>,
    /// Categories that the software could keep but may not.
    never: Vec<&'static str>,
}

/// Everything that is held on the visitor: what, since when, until when, why.
#[utoipa::path(get, path = "/api/meent/v1/me/privacy", tag = "you", responses((status = 200, body = PrivacyJson), (status = 401, body = Problem)))]
pub async fn privacy(visit: Visit) -> Result<Json<PrivacyJson>, PageError> {
    let commons = visit.app().commons();
    let held = visit.app().list_held(&visit.viewer()).await?;
    let choices = visit.app().list_data_choices(&visit.viewer()).await?;
    let item = |it: app::collector::held::HeldItem| HeldJson {
        subject: it.subject,
        value: it.value,
        since_ms: it.since_ms,
        until_ms: it.until_ms,
    };
    let kept = |it: app::collector::held::HeldCategory| {
        let clause = commons.data.find(it.category);
        let chosen = choices.iter().find(|(chosen, _)| *chosen == it.category);
        KeptJson {
            category: it.category.word(),
            purpose: it.purpose,
            basis: it.basis.map(|basis| word_of(&BASES, &basis)),
            retention_days: it.retention_days,
            adopted_by: clause.map(|clause| clause.adopted_by.0),
            allowed: chosen.map(|(_, choice)| *choice == Choice::Yes),
            items: it.items.into_iter().map(item).collect(),
        }
    };
    Ok(Json(PrivacyJson {
        policy_version: commons.data.version,
        kept: held.into_iter().map(kept).collect(),
        never: Category::ALL
            .into_iter()
            .filter(|it| commons.data.find(*it).is_none())
            .map(Category::word)
            .collect(),
    }))
}

/// A yes or a no.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChoiceWant {
    /// Whether the category may be kept.
    allow: bool,
}

/// Says yes or no to a category, where the policy leaves it to the visitor.
#[utoipa::path(put, path = "/api/meent/v1/me/privacy/{category}", tag = "you", params(("category" = String, Path)), request_body = ChoiceWant, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn choose(
    visit: Visit,
    Path(word): Path<String>,
    Body(sent): Body<ChoiceWant>,
) -> Result<StatusCode, PageError> {
    let category = Category::of_word(&word).ok_or(PageError::NotFound)?;
    let choice = if sent.allow { Choice::Yes } else { Choice::No };
    visit
        .app()
        .choose_data(&visit.viewer(), category, choice)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erases what is held of a category, or of `all` that the platform can do without. A category that
/// it needs to run cannot be erased, and answers as one that is not there.
#[utoipa::path(delete, path = "/api/meent/v1/me/privacy/{category}", tag = "you", params(("category" = String, Path)), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn erase(visit: Visit, Path(word): Path<String>) -> Result<StatusCode, PageError> {
    let wanted = erasable(&word).ok_or(PageError::NotFound)?;
    visit.app().erase_own(&visit.viewer(), &wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists in which a place can be remembered.
const LISTS: [&str; 4] = ["home", "explore", "notifications", "bookmarks"];

/// Where somebody stopped reading.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PositionJson {
    /// The `next` of a page of that list, or whatever else says the place, at most 200 characters.
    #[schema(max_length = 200)]
    position: Option<String>,
}

fn known_list(list: &str) -> Result<&str, PageError> {
    let known = LISTS.contains(&list).then_some(list);
    known.ok_or(PageError::NotFound)
}

/// Where the visitor stopped reading `home`, `explore`, `notifications` or `bookmarks`.
#[utoipa::path(get, path = "/api/meent/v1/me/reading-positions/{list}", tag = "you", params(("list" = String, Path)), responses((status = 200, body = PositionJson), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn position(
    visit: Visit,
    Path(list): Path<String>,
) -> Result<Json<PositionJson>, PageError> {
    let (app, viewer) = (visit.app(), visit.viewer());
    let found = app.find_reading_position(&viewer, known_list(&list)?);
    Ok(Json(PositionJson {
        position: found.await?,
    }))
}

/// Remembers where the visitor stopped reading, if the data policy and they themself permit it.
#[utoipa::path(put, path = "/api/meent/v1/me/reading-positions/{list}", tag = "you", params(("list" = String, Path)), request_body = PositionJson, responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn keep_position(
    visit: Visit,
    Path(list): Path<String>,
    Body(sent): Body<PositionJson>,
) -> Result<StatusCode, PageError> {
    let unreadable = PageError::Unreadable("a place in a list");
    let position = sent
        .position
        .filter(|it| it.chars().count() <= 200)
        .ok_or(unreadable)?;
    let (app, viewer) = (visit.app(), visit.viewer());
    let kept = app
        .keep_reading_position(&viewer, known_list(&list)?, &position)
        .await?;
    let forbidden = AppError::Refused(Refusal::DataPolicy(Category::ReadingPositions));
    kept.map(|_| StatusCode::NO_CONTENT).ok_or(forbidden.into())
}

/// One file with everything of the visitor's.
#[utoipa::path(get, path = "/api/meent/v1/me/export", tag = "you", responses((status = 200, body = Vec<u8>, content_type = "application/zip"), (status = 401, body = Problem)))]
pub async fn export(visit: Visit) -> Result<Response, PageError> {
    own::export(visit).await
}

fn signed_out() -> Response {
    (
        StatusCode::NO_CONTENT,
        [(header::SET_COOKIE, clear_session())],
    )
        .into_response()
}

/// Ends this session.
#[utoipa::path(post, path = "/api/meent/v1/sign-out", tag = "you", responses((status = 204)))]
pub async fn sign_out(visit: Visit) -> Result<Response, PageError> {
    if let Some(who) = &visit.who {
        visit.app().sign_out(&who.token.digest()).await?;
    }
    Ok(signed_out())
}

/// Ends every session of the visitor, this one too.
#[utoipa::path(post, path = "/api/meent/v1/sign-out-everywhere", tag = "you", responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out_everywhere(visit: Visit) -> Result<Response, PageError> {
    visit.app().sign_out_everywhere(&visit.viewer()).await?;
    Ok(signed_out())
}
