//! Photographs on their way in: resumable uploads, the jail, content-addressed files.
//!
//! An upload is bytes in `uploads/` that nobody has looked at. When it is complete it is hashed,
//! decoded in the jail, and its variants are moved to `media/ab/cdef….webp`, named by their own
//! BLAKE3, which is also their address for life. A photograph that is here already is not decoded
//! again. What nobody puts into a post, draft or profile within a day is thrown away.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use domain::ids::{MediaHash, UploadId};
use domain::media::{self as rules, Photo, UPLOAD_KEPT_MS, Variant};
use domain::visibility::Viewpoint;
use ledger::ids::MemberNumber;
use ledger::policy::Category;
use store::appreciation::{Change, Subject};
use store::upload::Upload;

use crate::error::{AppError, Refusal, Result};
use crate::{App, Viewer};

/// The content type of everything under `/media/`.
pub const MEDIA_TYPE: &str = "image/webp";

impl App {
    /// Begins an upload of `size_bytes`.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] with a [`rules::Refusal`] for its size, or too many at a time.
    pub async fn create_upload(&self, viewer: &Viewer, size_bytes: u64) -> Result<Upload> {
        let member = viewer.signed_in()?;
        let now_ms = self.clock.now_ms();
        let mut tx = self.store.begin().await?;
        crate::publish::check_right(&mut tx, member, now_ms).await?;
        rules::check_upload(size_bytes, tx.count_uploads(member).await?).map_err(Refusal::from)?;
        let upload = Upload {
            id: UploadId::new(now_ms, self.entropy.bits()),
            member,
            size_bytes,
            offset_bytes: 0,
            expires_at_ms: now_ms.saturating_add(UPLOAD_KEPT_MS),
        };
        tx.insert_upload(&upload).await?;
        tx.commit().await?;
        Ok(upload)
    }

    /// Finds an upload of the viewer's, to go on where it stopped.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is none, or it has expired.
    pub async fn find_upload(&self, viewer: &Viewer, id: UploadId) -> Result<Upload> {
        let member = viewer.signed_in()?;
        let found = self.store.read().await?.find_upload(member, id).await?;
        found
            .filter(|upload| upload.expires_at_ms > self.clock.now_ms())
            .ok_or(AppError::NotFound)
    }

    /// Adds `bytes` to an upload at `offset_bytes`, and returns how far it is now. They are on the
    /// disk before the answer.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Conflict`] if the upload is not at that offset;
    /// [`rules::Refusal::TooLarge`] if there are more bytes than were announced.
    pub async fn append_upload(
        &self,
        viewer: &Viewer,
        id: UploadId,
        offset_bytes: u64,
        bytes: Vec<u8>,
    ) -> Result<Upload> {
        let _one_at_a_time = self.files.lock().await;
        let upload = self.find_upload(viewer, id).await?;
        if upload.offset_bytes != offset_bytes {
            return Err(AppError::Conflict);
        }
        let end = offset_bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if end > upload.size_bytes {
            return Err(Refusal::Upload(rules::Refusal::TooLarge).into());
        }
        let path = self.upload_path(id);
        let target = path.clone();
        let write = move || -> std::io::Result<()> {
            if let Some(folder) = target.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = std::fs::OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&target)?;
            file.seek(SeekFrom::Start(offset_bytes))?;
            file.write_all(&bytes)?;
            file.sync_data()
        };
        blocking(write)
            .await?
            .map_err(file_error("writing", &path))?;
        let expires_at_ms = self.clock.now_ms().saturating_add(UPLOAD_KEPT_MS);
        let mut tx = self.store.begin().await?;
        if tx.advance_upload(&upload, end, expires_at_ms).await? == Change::None {
            return Err(AppError::Conflict);
        }
        tx.commit().await?;
        Ok(Upload {
            offset_bytes: end,
            expires_at_ms,
            ..upload
        })
    }

    /// Finishes a complete upload: decodes it in the jail and returns the photograph, which the
    /// viewer can now put into a post. `file_name` is what the file was called, and is kept only if
    /// the data policy permits it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; [`AppError::Conflict`] if bytes are missing; [`AppError::Media`] if
    /// the jail refuses the file, which is then gone.
    pub async fn finish_upload(
        &self,
        viewer: &Viewer,
        id: UploadId,
        file_name: Option<&str>,
    ) -> Result<Photo> {
        let member = viewer.signed_in()?;
        let upload = self.find_upload(viewer, id).await?;
        if upload.offset_bytes != upload.size_bytes {
            return Err(AppError::Conflict);
        }
        let path = self.upload_path(id);
        let source = path.clone();
        let hashed = blocking(move || -> std::io::Result<blake3::Hash> {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(std::fs::File::open(&source)?)?;
            Ok(hasher.finalize())
        });
        let hash = MediaHash::from_bytes(
            *hashed
                .await?
                .map_err(file_error("reading", &path))?
                .as_bytes(),
        );
        let known = self.store.read().await?.find_photo(hash).await?;
        let taken = match known {
            Some(photo) => Ok(photo),
            None => self.decode(hash, &path, id).await,
        };
        let photo = match taken {
            Ok(photo) => photo,
            Err(AppError::Media(media::MediaError::Refused(refusal))) => {
                self.drop_upload(member, id).await?;
                return Err(AppError::Media(media::MediaError::Refused(refusal)));
            }
            Err(error) => return Err(error),
        };
        let collector = self.collector();
        let _no_removal_meanwhile = self.files.lock().await;
        let mut tx = self.store.begin().await?;
        if tx.delete_upload(member, id).await? == Change::None {
            return Err(AppError::NotFound);
        }
        self.place_variants(id, &photo).await?;
        tx.insert_photo(member, &photo, collector.now_ms()).await?;
        if let Some(name) = file_name {
            let subject = format!("photo:{hash}");
            collector
                .keep(&mut tx, member, Category::UploadMetadata, &subject, name)
                .await?;
        }
        tx.commit().await?;
        self.remove_file(&path).await?;
        Ok(photo)
    }

    /// Throws an upload away.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`]; [`AppError::File`].
    pub async fn cancel_upload(&self, viewer: &Viewer, id: UploadId) -> Result<()> {
        self.drop_upload(viewer.signed_in()?, id).await
    }

    async fn drop_upload(&self, member: MemberNumber, id: UploadId) -> Result<()> {
        let mut tx = self.store.begin().await?;
        let change = tx.delete_upload(member, id).await?;
        tx.commit().await?;
        if change == Change::Made {
            self.remove_file(&self.upload_path(id)).await
        } else {
            Ok(())
        }
    }

    /// Decodes a quarantined file; its variants are then in a folder of their own.
    async fn decode(&self, hash: MediaHash, path: &Path, id: UploadId) -> Result<Photo> {
        let out = self.variants_path(id);
        let (jail, source, target) = (self.jail.clone(), path.to_owned(), out.clone());
        let _one_of_few = self
            .decoders
            .acquire()
            .await
            .map_err(|_| AppError::Internal("decoders are not closed"))?;
        let fresh = move || -> std::io::Result<()> {
            // What an attempt that was cut off has left.
            match std::fs::remove_dir_all(&target) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
            std::fs::create_dir_all(&target)
        };
        blocking(fresh)
            .await?
            .map_err(file_error("creating", &out))?;
        let target = out.clone();
        let processed = blocking(move || jail.process(&source, &target)).await?;
        let processed = match processed {
            Ok(processed) => processed,
            Err(error) => {
                self.remove_folder(&out).await?;
                return Err(error.into());
            }
        };
        let mut photo = Photo {
            hash,
            width: processed.width,
            height: processed.height,
            blurhash: processed.blurhash,
            variants: Vec::new(),
            animation: None,
        };
        let count = processed.variants.len();
        for (place, file) in processed.variants.iter().enumerate() {
            let variant = Variant {
                hash: file
                    .blake3
                    .parse()
                    .map_err(|_| AppError::Internal("the jail names files by their hash"))?,
                width: file.width,
                height: file.height,
                size_bytes: file.size_bytes,
            };
            // The animation, if there is one, is the last.
            if processed.animated && place + 1 == count {
                photo.animation = Some(variant);
            } else {
                photo.variants.push(variant);
            }
            let (from, to) = (
                out.join(&file.file),
                out.join(format!("{}.webp", variant.hash)),
            );
            tokio::fs::rename(&from, &to)
                .await
                .map_err(file_error("naming", &from))?;
        }
        Ok(photo)
    }

    /// Moves decoded variants to their addresses; does nothing if the photograph was known.
    async fn place_variants(&self, id: UploadId, photo: &Photo) -> Result<()> {
        let from = self.variants_path(id);
        let files: Vec<(PathBuf, PathBuf)> = photo
            .variants
            .iter()
            .chain(&photo.animation)
            .map(|file| {
                (
                    from.join(format!("{}.webp", file.hash)),
                    self.media_path(file.hash),
                )
            })
            .collect();
        let folder = from.clone();
        let place = move || -> std::io::Result<()> {
            if !folder.exists() {
                return Ok(());
            }
            for (from, to) in files {
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                std::fs::File::open(&from)?.sync_data()?;
                std::fs::rename(&from, &to)?;
            }
            std::fs::remove_dir_all(&folder)
        };
        blocking(place).await?.map_err(file_error("placing", &from))
    }

    /// Returns where the served file of this hash is, or would be.
    #[must_use]
    pub fn media_path(&self, file: MediaHash) -> PathBuf {
        let name = file.to_string();
        let (folder, rest) = name.split_at(2);
        self.folder
            .join("media")
            .join(folder)
            .join(format!("{rest}.webp"))
    }

    /// Finds the served file of this hash; its content type is [`MEDIA_TYPE`].
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] if there is none, or it stands only in works that were taken down.
    pub async fn find_media_file(&self, file: MediaHash) -> Result<PathBuf> {
        if self.withheld.contains(file) {
            return Err(AppError::NotFound);
        }
        let path = self.media_path(file);
        if tokio::fs::try_exists(&path).await.unwrap_or(false) {
            Ok(path)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Finds a file of the photographs of a post for a juror who judges it, also where it is withheld
    /// from everybody else.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for everybody else and every other file.
    pub async fn find_media_file_for_juror(
        &self,
        member: MemberNumber,
        jury: ledger::ids::JuryId,
        file: MediaHash,
    ) -> Result<PathBuf> {
        let action = self.check_judges(member, jury).await?;
        let Subject::Post(post) = action.subject else {
            return Err(AppError::NotFound);
        };
        let viewpoint = Viewpoint::Moderator(MemberNumber(0));
        let mut reader = self.store.read().await?;
        let post = reader.find_post_visible_to(viewpoint, post).await?;
        let post = post.ok_or(AppError::NotFound)?;
        let mut shown = post.photos.iter().flat_map(|it| &it.photo.variants);
        if !shown.any(|it| it.hash == file) {
            return Err(AppError::NotFound);
        }
        let path = self.media_path(file);
        if tokio::fs::try_exists(&path).await.unwrap_or(false) {
            Ok(path)
        } else {
            Err(AppError::NotFound)
        }
    }

    pub(crate) fn upload_path(&self, id: UploadId) -> PathBuf {
        self.folder.join("uploads").join(id.to_string())
    }

    fn variants_path(&self, id: UploadId) -> PathBuf {
        self.folder.join("uploads").join(format!("{id}.variants"))
    }

    /// Removes the served files of photographs that are not here any more.
    pub(crate) async fn erase_files(&self, files: &[String]) -> Result<()> {
        let _no_new_ones_meanwhile = self.files.lock().await;
        for file in files {
            let hash: MediaHash = file
                .parse()
                .map_err(|_| AppError::Internal("a job names files by their hash"))?;
            // The same photograph may have come back.
            if self
                .store
                .read()
                .await?
                .find_photo_of_file(hash)
                .await?
                .is_none()
            {
                self.remove_file(&self.media_path(hash)).await?;
            }
        }
        Ok(())
    }

    /// Throws away uploads that stopped coming, and photographs that nobody used within a day.
    pub(crate) async fn expire_uploads(&self) -> Result<()> {
        let now_ms = self.clock.now_ms();
        loop {
            let expired = self
                .store
                .read()
                .await?
                .list_expired_uploads(now_ms)
                .await?;
            if expired.is_empty() {
                break;
            }
            for upload in expired {
                self.drop_upload(upload.member, upload.id).await?;
                self.remove_folder(&self.variants_path(upload.id)).await?;
            }
        }
        let mut last = None;
        loop {
            let since_ms = now_ms.saturating_sub(UPLOAD_KEPT_MS);
            let held = self
                .store
                .read()
                .await?
                .list_held_photos(since_ms, last)
                .await?;
            let Some(end) = held.last() else {
                return Ok(());
            };
            last = Some(*end);
            for (member, photo) in held {
                let mut tx = self.store.begin().await?;
                self.release_unused(&mut tx, member, &[photo]).await?;
                tx.commit().await?;
            }
        }
    }

    pub(crate) async fn remove_file(&self, path: &Path) -> Result<()> {
        match tokio::fs::remove_file(path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(file_error("removing", path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    async fn remove_folder(&self, path: &Path) -> Result<()> {
        match tokio::fs::remove_dir_all(path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(file_error("removing", path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| AppError::Internal("work on files does not panic"))
}

fn file_error(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> AppError {
    let path = path.display().to_string();
    move |source| AppError::File {
        doing,
        path,
        source,
    }
}
