//! The composer: new posts and edits, drafts, photographs by plain form.

use app::AppError;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::draft::{Draft, DraftPlace};
use domain::ids::{MediaHash, PostId};
use domain::media::{PHOTOS_MAX, Photo, UPLOAD_BYTES_MAX};
use domain::post::{DraftPhoto, PostDraft};
use domain::text::PostText;
use store::card::PostCard;

use super::Path;
use crate::error::PageError;
use crate::layout::Shell;
use crate::pages::compose::{self, ComposeView, PlacedPhoto};
use crate::text::refusal::refused_text;
use crate::visit::{Html, Visit, answer};
use crate::{links, present};

/// What a file field offers.
const ACCEPT: &str = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,image/avif";

/// The largest form a composer may send, in bytes: a few photographs straight from a camera.
pub const FORM_BYTES_MAX: usize = 200 * 1024 * 1024;

/// `GET /create`: an empty composer, or the draft that was kept.
pub async fn show(visit: Visit) -> Result<Html, PageError> {
    let shell = visit.shell().await?;
    let draft = visit
        .app()
        .find_draft(&visit.viewer(), DraftPlace::NewPost)
        .await?
        .unwrap_or_default();
    let photos = placed(&visit, &draft.photos).await?;
    let view = ComposeView {
        text: draft.text,
        photos,
        ..blank()
    };
    Ok(answer(&shell, &compose::show(&shell, &view)))
}

fn blank() -> ComposeView {
    ComposeView {
        photos_max: PHOTOS_MAX,
        text_length_max: PostText::CHARACTERS_MAX,
        accept: ACCEPT,
        photo_bytes_max: UPLOAD_BYTES_MAX,
        ..ComposeView::default()
    }
}

/// Finds the pictures of photographs the visitor holds; those that are gone are left out.
async fn placed(
    visit: &Visit,
    photos: &[(MediaHash, String)],
) -> Result<Vec<PlacedPhoto>, PageError> {
    let Some(member) = visit.member() else {
        return Ok(Vec::new());
    };
    let mut reader = visit.app().store.read().await?;
    let mut found = Vec::new();
    for (hash, alt) in photos {
        if let Some(photo) = reader.find_photo_held_by(member, *hash).await? {
            found.push(placed_photo(&photo, alt));
        }
    }
    Ok(found)
}

fn placed_photo(photo: &Photo, alt: &str) -> PlacedPhoto {
    PlacedPhoto {
        hash: photo.hash.to_string(),
        picture: present::picture(photo, "", ""),
        alt: alt.to_owned(),
    }
}

/// What a composer's form holds.
#[derive(Default)]
struct Sent {
    text: String,
    photos: Vec<(MediaHash, String)>,
    /// Why a photograph did not come through, if one did not.
    problem: Option<AppError>,
}

impl Sent {
    fn draft(&self) -> PostDraft {
        let photos = self
            .photos
            .iter()
            .map(|(hash, alt)| DraftPhoto {
                hash: *hash,
                alt_text: alt.clone(),
            })
            .collect();
        PostDraft {
            text: self.text.clone(),
            photos,
        }
    }
}

/// Reads the form. Files are taken in at once; one that is refused does not lose the others.
async fn read(visit: &Visit, mut form: Multipart) -> Result<Sent, PageError> {
    let mut sent = Sent::default();
    let mut lines = String::new();
    let mut fresh = Vec::new();
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| unreadable(&error))?
    {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "text" => sent.text = text_of(field).await?,
            "alts" => lines = text_of(field).await?,
            "photo" => {
                if let Ok(hash) = text_of(field).await?.parse() {
                    sent.photos.push((hash, String::new()));
                }
            }
            "alt" => {
                let alt = text_of(field).await?;
                if let Some((_, last)) = sent.photos.last_mut() {
                    *last = alt;
                }
            }
            "photos" if field.file_name().is_some_and(|name| !name.is_empty()) => {
                match receive(visit, field).await {
                    Ok(hash) => fresh.push((hash, String::new())),
                    Err(PageError::App(error @ (AppError::Refused(_) | AppError::Media(_)))) => {
                        sent.problem = Some(error);
                    }
                    Err(error) => return Err(error),
                }
            }
            _ => {}
        }
    }
    for ((_, alt), line) in fresh.iter_mut().zip(lines.lines()) {
        line.trim().clone_into(alt);
    }
    sent.photos.append(&mut fresh);
    Ok(sent)
}

fn unreadable(error: &axum::extract::multipart::MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge {
            bytes_max: u64::try_from(FORM_BYTES_MAX).unwrap_or(u64::MAX),
        }
    } else {
        PageError::Unreadable("the form")
    }
}

async fn text_of(field: Field<'_>) -> Result<String, PageError> {
    // Forms send line ends as CR LF; what is kept has LF only.
    field
        .text()
        .await
        .map(|text| text.replace("\r\n", "\n"))
        .map_err(|error| unreadable(&error))
}

/// Takes in one file of a plain form.
async fn receive(visit: &Visit, field: Field<'_>) -> Result<MediaHash, PageError> {
    let name = field.file_name().map(ToOwned::to_owned);
    let bytes = field.bytes().await.map_err(|error| unreadable(&error))?;
    let viewer = visit.viewer();
    let size_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let upload = visit.app().create_upload(&viewer, size_bytes).await?;
    visit
        .app()
        .append_upload(&viewer, upload.id, 0, bytes.to_vec())
        .await?;
    Ok(visit
        .app()
        .finish_upload(&viewer, upload.id, name.as_deref())
        .await?
        .hash)
}

/// `POST /create`: publishes, then shows the post.
pub async fn publish(visit: Visit, form: Multipart) -> Result<Response, PageError> {
    let sent = read(&visit, form).await?;
    if sent.problem.is_none() {
        match visit.app().publish(&visit.viewer(), sent.draft()).await {
            Ok(card) => return Ok(Redirect::to(&address(&visit, &card)).into_response()),
            Err(error @ (AppError::Refused(_) | AppError::Media(_))) => {
                return again(
                    &visit,
                    None,
                    Sent {
                        problem: Some(error),
                        ..sent
                    },
                )
                .await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    again(&visit, None, sent).await
}

fn address(visit: &Visit, card: &PostCard) -> String {
    links::post(
        &present::face(visit.lang, &card.author).handle,
        &card.id.to_string(),
    )
}

/// Shows the composer again with everything that was kept, and says what was wrong.
async fn again(
    visit: &Visit,
    editing: Option<(String, String)>,
    sent: Sent,
) -> Result<Response, PageError> {
    let shell = visit.shell().await?;
    let view = ComposeView {
        text: sent.text,
        photos: placed(visit, &sent.photos).await?,
        problem: sent.problem.map(|error| refused_text(shell.lang, &error)),
        editing,
        ..blank()
    };
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        answer(&shell, &compose::show(&shell, &view)),
    )
        .into_response())
}

/// `POST /create/draft`: keeps what is there, and shows it.
pub async fn keep_draft(visit: Visit, form: Multipart) -> Result<Response, PageError> {
    let sent = read(&visit, form).await?;
    let draft = Draft {
        text: sent.text.clone(),
        photos: sent.photos.clone(),
    };
    match visit
        .app()
        .save_draft(&visit.viewer(), DraftPlace::NewPost, &draft)
        .await
    {
        Ok(()) if sent.problem.is_none() => Ok(Redirect::to(links::CREATE).into_response()),
        Ok(()) => again(&visit, None, sent).await,
        Err(error @ AppError::Refused(_)) => {
            again(
                &visit,
                None,
                Sent {
                    problem: Some(error),
                    ..sent
                },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /create/discard`: forgets the draft.
pub async fn discard_draft(visit: Visit) -> Result<Redirect, PageError> {
    visit
        .app()
        .clear_draft(&visit.viewer(), DraftPlace::NewPost)
        .await?;
    Ok(Redirect::to(links::CREATE))
}

async fn own_post(visit: &Visit, id: &str) -> Result<(Shell, PostCard), PageError> {
    let shell = visit.shell().await?;
    let id: PostId = id.parse().map_err(|_| PageError::NotFound)?;
    let card = visit
        .app()
        .load_thread(&visit.viewer(), id, None)
        .await?
        .post;
    if visit.member() == Some(card.author.number) {
        Ok((shell, card))
    } else {
        Err(PageError::NotFound)
    }
}

/// `GET /@{handle}/{post}/edit`: the composer with the post in it.
pub async fn edit(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Html, PageError> {
    let (shell, card) = own_post(&visit, &id).await?;
    let photos = card
        .photos
        .iter()
        .map(|it| placed_photo(&it.photo, it.alt_text.as_str()))
        .collect();
    let view = ComposeView {
        text: card.text.as_str().to_owned(),
        photos,
        editing: Some((handle, id)),
        ..blank()
    };
    Ok(answer(&shell, &compose::show(&shell, &view)))
}

/// `POST /@{handle}/{post}/edit`: replaces what the post says; what it said before stays visible.
pub async fn save_edit(
    visit: Visit,
    Path((handle, id)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, PageError> {
    let post: PostId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = read(&visit, form).await?;
    if sent.problem.is_some() {
        return again(&visit, Some((handle, id)), sent).await;
    }
    match visit
        .app()
        .edit_post(&visit.viewer(), post, sent.draft())
        .await
    {
        Ok(card) => Ok(Redirect::to(&address(&visit, &card)).into_response()),
        Err(AppError::Refused(app::Refusal::Post(domain::post::Refusal::Unchanged))) => {
            Ok(Redirect::to(&links::post(&handle, &id)).into_response())
        }
        Err(error @ AppError::Refused(_)) => {
            again(
                &visit,
                Some((handle, id)),
                Sent {
                    problem: Some(error),
                    ..sent
                },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}
