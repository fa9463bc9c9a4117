//! One's own pages: settings, keys, privacy, export, leaving.

use app::{AppError, Refusal};
use axum::body::Body;
use axum::extract::Multipart;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::profile::ProfileDraft;
use ledger::ids::{KeyNumber, MemberNumber};
use ledger::policy::{Basis, Category};
use serde::Deserialize;
use store::collected::Choice;

use super::commons::signer;
use super::{Form, Query};
use crate::error::PageError;
use crate::links;
use crate::pages::signing;
use crate::pages::you::keys::{self, KeyLine, KeysView, SessionKeyLine, VisitLine};
use crate::pages::you::leave::{self, LeaveView};
use crate::pages::you::paths;
use crate::pages::you::privacy::{self, KeptItem, PrivacyView};
use crate::pages::you::settings::{self, SettingsView};
use crate::present;
use crate::session::clear_session;
use crate::text::refusal::refused_text;
use crate::visit::{Html, Visit, answer};

/// Largest settings form in bytes: a picture and some words.
pub const FORM_BYTES_MAX: usize = 40 * 1024 * 1024;
/// Items of a category that are shown as they are held.
const SAMPLES_MAX: usize = 8;
/// Longest sample in characters.
const SAMPLE_CHARACTERS: usize = 160;

fn me(visit: &Visit) -> Result<MemberNumber, PageError> {
    visit.member().ok_or(PageError::SignIn)
}

/// Whether the last form was kept.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}

impl DoneQuery {
    /// Says whether the last form was kept.
    pub fn is_done(&self) -> bool {
        self.done.is_some()
    }
}

// ---- settings ----

/// `GET /you`: how others see me, language, theme.
pub async fn show(visit: Visit, Query(query): Query<DoneQuery>) -> Result<Html, PageError> {
    settings_page(&visit, None, Vec::new(), query.done.is_some()).await
}

async fn settings_page(
    visit: &Visit,
    typed: Option<ProfileDraft>,
    errors: Vec<(String, String)>,
    saved: bool,
) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let member = me(visit)?;
    let held = visit
        .app()
        .store
        .read()
        .await?
        .find_member(member)
        .await?
        .ok_or(PageError::SignIn)?;
    let mut face = present::face(visit.lang, &held.card);
    face.name = held.card.display_name.as_str().to_owned();
    let mut about = held.about.as_str().to_owned();
    if let Some(typed) = typed {
        face.name = typed.display_name.unwrap_or(face.name);
        face.handle = typed.handle.unwrap_or(face.handle);
        about = typed.about.unwrap_or(about);
    }
    let view = SettingsView {
        face,
        about,
        errors,
        saved,
        member_number: member.0,
    };
    Ok(answer(&shell, &settings::settings(&shell, &view)))
}

/// `POST /you`: changes name, handle, words or picture.
pub async fn save(visit: Visit, mut form: Multipart) -> Result<Response, PageError> {
    let mut draft = ProfileDraft::default();
    let mut picture: Option<(Option<String>, Vec<u8>)> = None;
    let unreadable = || PageError::Unreadable("the form");
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "picture" {
            let file_name = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|_| PageError::TooLarge {
                bytes_max: FORM_BYTES_MAX as u64,
            })?;
            if !bytes.is_empty() {
                picture = Some((file_name, bytes.to_vec()));
            }
            continue;
        }
        let text = field.text().await.map_err(|_| unreadable())?;
        match name.as_str() {
            "display_name" => draft.display_name = Some(text),
            "handle" => draft.handle = Some(text.trim().trim_start_matches('@').to_owned()),
            "about" => draft.about = Some(text),
            _ => {}
        }
    }
    match save_profile(&visit, &mut draft, picture).await {
        Ok(()) => Ok(Redirect::to("/you?done=yes").into_response()),
        Err((field, error @ (AppError::Refused(_) | AppError::Media(_)))) => {
            let words = refused_text(visit.lang, &error);
            let field = field_of(&error).unwrap_or(field);
            Ok(
                settings_page(&visit, Some(draft), vec![(field.to_owned(), words)], false)
                    .await?
                    .into_response(),
            )
        }
        Err((_, error)) => Err(error.into()),
    }
}

fn field_of(error: &AppError) -> Option<&'static str> {
    use domain::profile::Refusal as Profile;
    let AppError::Refused(Refusal::Profile(refusal)) = error else {
        return None;
    };
    Some(match refusal {
        Profile::Handle(_) | Profile::HandleTaken => "handle",
        Profile::DisplayName(_) => "display_name",
        Profile::About(_) => "about",
        Profile::PictureMissing => "picture",
    })
}

async fn save_profile(
    visit: &Visit,
    draft: &mut ProfileDraft,
    picture: Option<(Option<String>, Vec<u8>)>,
) -> Result<(), (&'static str, AppError)> {
    let viewer = visit.viewer();
    if let Some((file_name, bytes)) = picture {
        let at = |error: AppError| ("picture", error);
        let size_bytes = bytes.len() as u64;
        let upload = visit
            .app()
            .create_upload(&viewer, size_bytes)
            .await
            .map_err(at)?;
        visit
            .app()
            .append_upload(&viewer, upload.id, 0, bytes)
            .await
            .map_err(at)?;
        let photo = visit
            .app()
            .finish_upload(&viewer, upload.id, file_name.as_deref())
            .await
            .map_err(at)?;
        draft.picture = Some(Some(photo.hash));
    }
    visit
        .app()
        .update_profile(&viewer, draft.clone())
        .await
        .map_err(|error| ("display_name", error))?;
    Ok(())
}

// ---- keys ----

/// `GET /you/keys`: what may sign in my name, and where I am signed in.
pub async fn show_keys(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let view = keys_view(&visit).await?;
    Ok(answer(&shell, &keys::keys(&shell, &view)))
}

/// Reads what may sign in the visitor's name, and where they are signed in.
///
/// # Errors
///
/// [`PageError::SignIn`]; [`PageError::App`] if the record or the database failed.
pub async fn keys_view(visit: &Visit) -> Result<KeysView, PageError> {
    let member = me(visit)?;
    let held = visit.app().list_keys(member).await?;
    let commons = visit.app().commons();
    let own = visit.who.as_ref().map(|who| who.token.digest());
    let sessions = visit
        .app()
        .store
        .read()
        .await?
        .list_sessions(member)
        .await?;
    let now_ms = visit.app().clock.now_ms();
    Ok(KeysView {
        keys: held
            .iter()
            .filter(|key| key.session_until_ms.is_none())
            .map(|key| KeyLine {
                number: key.number.0,
                name: key.name.clone().unwrap_or_default(),
                is_passkey: key.is_passkey,
                in_force_ms: key.in_force_ms,
            })
            .collect(),
        sessions: held
            .iter()
            .filter_map(|key| {
                key.session_until_ms
                    .filter(|until| *until > now_ms)
                    .map(|until_ms| SessionKeyLine {
                        number: key.number.0,
                        until_ms,
                    })
            })
            .collect(),
        visits: sessions
            .iter()
            .map(|it| VisitLine {
                browser: it.device_name.clone(),
                seen_ms: it.last_used_at_ms,
                is_this: own == Some(it.token_digest),
            })
            .collect(),
        keys_max: commons.charter.keys_max.into(),
        delay_ms: commons.charter.ticks_ms(commons.charter.key_delay_ticks),
        signer: signer(visit).await?,
    })
}

/// A name for a key.
#[derive(Debug, Deserialize)]
pub struct NameForm {
    key: u32,
    name: String,
}

/// `POST /you/keys/name`: calls a key something else, or nothing.
pub async fn name_key(visit: Visit, Form(form): Form<NameForm>) -> Result<Redirect, PageError> {
    visit
        .app()
        .name_key(&visit.viewer(), KeyNumber(form.key), &form.name)
        .await?;
    Ok(Redirect::to(paths::KEYS))
}

/// `POST /you/keys/sign-out-everywhere`: ends every session, this one too.
pub async fn sign_out_everywhere(visit: Visit) -> Result<Response, PageError> {
    visit.app().sign_out_everywhere(&visit.viewer()).await?;
    Ok((
        [(header::SET_COOKIE, clear_session())],
        Redirect::to(links::SIGN_IN),
    )
        .into_response())
}

/// `POST /sign-out`: ends this session.
pub async fn sign_out(visit: Visit) -> Result<Response, PageError> {
    if let Some(who) = &visit.who {
        visit.app().sign_out(&who.token.digest()).await?;
    }
    Ok((
        [(header::SET_COOKIE, clear_session())],
        Redirect::to(links::HOME),
    )
        .into_response())
}

// ---- privacy ----

/// `GET /you/privacy`: everything that is held on me.
pub async fn show_privacy(visit: Visit, Query(query): Query<DoneQuery>) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let member = me(&visit)?;
    let commons = visit.app().commons();
    let held = visit.app().list_held(&visit.viewer()).await?;
    let choices = visit.app().list_data_choices(&visit.viewer()).await?;
    let entries = visit
        .app()
        .store
        .read()
        .await?
        .list_entries_of_member(member, None, store::PAGE_ROWS)
        .await?;
    let chosen = |category: Category| {
        choices
            .iter()
            .find(|(it, _)| *it == category)
            .map(|(_, choice)| *choice == Choice::Yes)
    };
    let kept = held
        .iter()
        .map(|it| KeptItem {
            category: it.category,
            purpose: it.purpose.clone(),
            basis: it.basis.unwrap_or(Basis::Needed),
            retention_days: it.retention_days,
            adopted_by: commons
                .data
                .find(it.category)
                .map_or(0, |clause| clause.adopted_by.0),
            items: it.items.len() as u64,
            since_ms: it.items.iter().map(|item| item.since_ms).min(),
            until_ms: it.items.iter().filter_map(|item| item.until_ms).min(),
            samples: it.items.iter().take(SAMPLES_MAX).map(sample).collect(),
            chosen: chosen(it.category),
        })
        .collect();
    let view = PrivacyView {
        kept,
        never: Category::ALL
            .into_iter()
            .filter(|it| commons.data.find(*it).is_none())
            .collect(),
        version: commons.data.version,
        done: query.done.is_some(),
        record_entries: entries.rows.len() as u64,
    };
    Ok(answer(&shell, &privacy::privacy(&shell, &view)))
}

fn sample(item: &app::collector::held::HeldItem) -> String {
    let value: String = item.value.chars().take(SAMPLE_CHARACTERS).collect();
    if value.is_empty() {
        item.subject.clone()
    } else {
        format!("{}: {value}", item.subject)
    }
}

/// A category, and what to do with it.
#[derive(Debug, Deserialize)]
pub struct CategoryForm {
    category: String,
    allow: Option<String>,
}

fn back_to_privacy() -> Redirect {
    Redirect::to("/you/privacy?done=yes")
}

/// `POST /you/privacy/choose`: says yes or no where the policy leaves it to me.
pub async fn choose(visit: Visit, Form(form): Form<CategoryForm>) -> Result<Redirect, PageError> {
    let category =
        Category::of_word(&form.category).ok_or(PageError::Unreadable("the category"))?;
    let choice = if form.allow.as_deref() == Some("yes") {
        Choice::Yes
    } else {
        Choice::No
    };
    visit
        .app()
        .choose_data(&visit.viewer(), category, choice)
        .await?;
    Ok(back_to_privacy())
}

/// `POST /you/privacy/erase`: erases a category of mine, or all that are not needed to run.
pub async fn erase(visit: Visit, Form(form): Form<CategoryForm>) -> Result<Redirect, PageError> {
    let wanted = erasable(&form.category).ok_or(PageError::Unreadable("the category"))?;
    visit.app().erase_own(&visit.viewer(), &wanted).await?;
    Ok(back_to_privacy())
}

/// The categories that a member may erase by this word: one, or `all` of those that the platform
/// can do without. Nothing for a word that names none.
pub fn erasable(word: &str) -> Option<Vec<Category>> {
    let named = Category::ALL
        .into_iter()
        .filter(|it| (word == "all" || it.word() == word) && !it.is_needed_to_run());
    let wanted: Vec<Category> = named.collect();
    (!wanted.is_empty()).then_some(wanted)
}

/// `GET /you/export`: one file with everything of mine.
pub async fn export(visit: Visit) -> Result<Response, PageError> {
    let member = me(&visit)?;
    let name = format!("export-{member}-{:016x}.zip", rand::random::<u64>());
    let path = visit.app().folder.join("uploads").join(name);
    let failed = |source: std::io::Error| AppError::File {
        doing: "writing",
        path: "the export".to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(failed)?;
    }
    let written = visit.app().export(&visit.viewer(), &path).await;
    let bytes = match written {
        Ok(()) => tokio::fs::read(&path).await.map_err(failed),
        Err(error) => Err(error),
    };
    // Whatever happened, no copy of somebody's life stays behind.
    let removed = tokio::fs::remove_file(&path).await;
    let bytes = bytes?;
    removed.map_err(failed)?;
    let shown = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"export.zip\"",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((shown, Body::from(bytes)).into_response())
}

// ---- leaving ----

/// `GET /you/leave`: what I take with me, what stays.
pub async fn show_leave(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let member = me(&visit)?;
    let holding = visit.app().holding(member)?;
    let held = visit
        .app()
        .store
        .read()
        .await?
        .find_member(member)
        .await?
        .ok_or(PageError::SignIn)?;
    let view = LeaveView {
        shares: (
            holding.vested.0,
            holding.earned.0.saturating_sub(holding.vested.0),
        ),
        posts: held.post_count,
        signer: signer(&visit).await?,
    };
    Ok(answer(&shell, &leave::leave(&shell, &view)))
}

/// `GET /left`: after leaving.
pub async fn left(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    Ok(answer(&shell, &leave::left(&shell)))
}

/// `POST` of a form of these pages that is to be signed, without a script.
pub async fn without_script(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    Ok(answer(
        &shell,
        &signing::script_needed(&shell, paths::SETTINGS),
    ))
}
