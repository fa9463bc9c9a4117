//! Export: everything held on a member as one archive of JSON and pictures.
//!
//! The archive is a plain zip without compression (PKWARE APPNOTE 6.3, method 0): photographs do
//! not get smaller, and every system opens it.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use domain::ids::MediaHash;
use ledger::ids::MemberNumber;
use serde_json::{Value, json};
use store::Reader;
use store::collected::Choice;

use super::held::{find_held, with_ends};
use crate::error::{AppError, Result};
use crate::{App, Viewer};

/// Most rows of one list in an export.
const ROWS_MAX: usize = 1_000_000;

impl App {
    /// Writes everything held on the viewer into a zip at `path`: `profile.json`, one file per list,
    /// and `media/` with the photographs they uploaded, in the largest size.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`]; [`AppError::File`] if the archive cannot be written.
    pub async fn export(&self, viewer: &Viewer, path: &Path) -> Result<()> {
        let member = viewer.signed_in()?;
        self.write_notes().await?;
        let mut reader = self.store.read().await?;
        let mut files: Vec<(String, Value)> = self.list_export(&mut reader, viewer).await?;
        let mut photos = Vec::new();
        let mut last: Option<MediaHash> = None;
        loop {
            let held = reader.list_photos_held_by(member, last).await?;
            let Some(end) = held.last() else { break };
            last = Some(*end);
            for hash in held {
                if let Some(file) = reader
                    .find_photo(hash)
                    .await?
                    .and_then(|photo| photo.variants.last().copied())
                {
                    photos.push((format!("media/{hash}.webp"), self.media_path(file.hash)));
                }
            }
        }
        drop(reader);
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        let path = path.to_owned();
        let written =
            tokio::task::spawn_blocking(move || write_archive(&path, &files, &photos)).await;
        written.map_err(|_| AppError::Internal("an archive is written without a panic"))?
    }

    /// Makes the files of the archive that are not photographs.
    async fn list_export(
        &self,
        reader: &mut Reader,
        viewer: &Viewer,
    ) -> Result<Vec<(String, Value)>> {
        let number = viewer.signed_in()?;
        let member = reader
            .find_member(number)
            .await?
            .ok_or(AppError::NotFound)?;
        let profile = json!({
            "member": number.0,
            "handle": member.card.handle.as_ref().map(ToString::to_string),
            "name": member.card.display_name.as_str(),
            "about": member.about.as_str(),
            "picture": member.picture.map(|hash| format!("media/{hash}.webp")),
            "language": member.language.tag(),
            "theme": member.theme.word(),
            "joined_at_ms": member.joined_at_ms,
        });
        let proposals = reader.list_proposal_texts_of(number).await?.into_iter();
        let proposals =
            proposals.map(|it| json!({ "title": it.title, "summary": it.summary, "stored_at_ms": it.stored_at_ms }));
        let choices = reader.list_data_choices(number).await?.into_iter();
        let choices = choices.map(|(category, choice)| {
            json!({ "category": category.word(), "choice": if choice == Choice::Yes { "yes" } else { "no" } })
        });
        // The rest is written as the privacy page lists it, but whole.
        let held = find_held(reader, number, ROWS_MAX).await?;
        let held = with_ends(held, &self.commons().data)
            .into_iter()
            .map(|item| {
                json!({
                    "category": item.category.word(), "about": item.subject, "value": item.value,
                    "since_ms": item.since_ms, "until_ms": item.until_ms,
                })
            });
        let files = [
            ("profile", profile),
            ("comments", list_comments(reader, number).await?),
            ("proposals", proposals.collect()),
            ("choices", choices.collect()),
            ("held", held.collect()),
            ("posts", list_posts(reader, number).await?),
        ];
        Ok(files
            .into_iter()
            .map(|(name, value)| (format!("{name}.json"), value))
            .collect())
    }
}

/// Lists the posts of a member with their photographs and how they were before edits.
async fn list_posts(reader: &mut Reader, number: MemberNumber) -> Result<Value> {
    let mut posts = Vec::new();
    for post in reader.list_own_posts(number, ROWS_MAX).await? {
        let mut versions = Vec::new();
        if post.edited_at_ms.is_some() {
            for version in reader.list_post_versions(post.id).await? {
                versions.push(json!({ "text": version.text.as_str(), "written_at_ms": version.written_at_ms }));
            }
        }
        let photos: Vec<Value> = post
            .photos
            .iter()
            .map(|it| json!({ "file": format!("media/{}.webp", it.photo.hash), "alt_text": it.alt_text.as_str() }))
            .collect();
        posts.push(json!({
            "id": post.id.to_string(), "text": post.text, "photos": photos, "versions": versions,
            "created_at_ms": post.created_at_ms, "edited_at_ms": post.edited_at_ms,
        }));
    }
    Ok(Value::Array(posts))
}

/// Lists the comments of a member with what they said before edits.
async fn list_comments(reader: &mut Reader, number: MemberNumber) -> Result<Value> {
    let mut comments = Vec::new();
    for comment in reader.list_own_comments(number, ROWS_MAX).await? {
        let mut versions = Vec::new();
        if comment.edited_at_ms.is_some() {
            for version in reader.list_comment_versions(comment.id).await? {
                versions.push(json!({ "text": version.text.as_str(), "written_at_ms": version.written_at_ms }));
            }
        }
        comments.push(json!({
            "id": comment.id.to_string(), "post": comment.post.to_string(), "text": comment.text,
            "versions": versions, "created_at_ms": comment.created_at_ms, "edited_at_ms": comment.edited_at_ms,
        }));
    }
    Ok(Value::Array(comments))
}

fn write_archive(
    path: &Path,
    files: &[(String, Value)],
    photos: &[(String, PathBuf)],
) -> Result<()> {
    let failed = |source| AppError::File {
        doing: "writing",
        path: path.display().to_string(),
        source,
    };
    let mut archive = Archive::create(path).map_err(failed)?;
    for (name, value) in files {
        let text =
            serde_json::to_vec_pretty(value).map_err(|_| AppError::Internal("rows are JSON"))?;
        archive.add(name, &text).map_err(failed)?;
    }
    for (name, photo) in photos {
        let mut bytes = Vec::new();
        // A photograph that was deleted in the meantime is not part of the export any more.
        if File::open(photo)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .is_ok()
        {
            archive.add(name, &bytes).map_err(failed)?;
        }
    }
    archive.finish().map_err(failed)
}

/// A zip being written: entries one after another, then the list of them.
struct Archive {
    file: BufWriter<File>,
    offset: u32,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    fn create(path: &Path) -> std::io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(File::create(path)?),
            offset: 0,
            directory: Vec::new(),
            count: 0,
        })
    }

    /// Adds a stored entry. The form without its 64-bit extension holds 65,535 entries and 4 GiB.
    fn add(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let too_large = || std::io::Error::other("an export is at most 65,535 files and 4 GiB");
        let size = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        let name_size = u16::try_from(name.len()).map_err(|_| too_large())?;
        // Version 2.0, names in UTF-8 (bit 11), stored, 1 January 1980.
        let mut common = Vec::with_capacity(26);
        for field in [20u16, 1 << 11, 0, 0, 0x21] {
            common.extend(field.to_le_bytes());
        }
        common.extend(crc32fast::hash(bytes).to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend(name_size.to_le_bytes());
        common.extend(0u16.to_le_bytes());

        self.file.write_all(b"PK\x03\x04")?;
        self.file.write_all(&common)?;
        self.file.write_all(name.as_bytes())?;
        self.file.write_all(bytes)?;

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(20u16.to_le_bytes());
        self.directory.extend(&common);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(self.offset.to_le_bytes());
        self.directory.extend(name.as_bytes());

        let entry = 30 + u32::from(name_size);
        self.offset = self
            .offset
            .checked_add(entry)
            .and_then(|offset| offset.checked_add(size))
            .ok_or_else(too_large)?;
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    fn finish(mut self) -> std::io::Result<()> {
        let size = u32::try_from(self.directory.len()).map_err(std::io::Error::other)?;
        self.file.write_all(&self.directory)?;
        self.file.write_all(b"PK\x05\x06\0\0\0\0")?;
        self.file.write_all(&self.count.to_le_bytes())?;
        self.file.write_all(&self.count.to_le_bytes())?;
        self.file.write_all(&size.to_le_bytes())?;
        self.file.write_all(&self.offset.to_le_bytes())?;
        self.file.write_all(&[0, 0])?;
        self.file.flush()
    }
}
