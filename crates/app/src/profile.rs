//! What a member says about themself, and how the site looks to them.

use domain::profile::{self, Language, ProfileDraft, Theme};
use store::member::{Member, Naming};

use crate::error::{AppError, Refusal, Result};
use crate::{App, Viewer};

impl App {
    /// Changes what the viewer asks for of their handle, name, text and picture; all or nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] with a [`profile::Refusal`]. Nothing is written then.
    pub async fn update_profile(&self, viewer: &Viewer, draft: ProfileDraft) -> Result<Member> {
        let member = viewer.signed_in()?;
        let change = profile::change(draft).map_err(Refusal::from)?;
        let mut tx = self.store.begin().await?;
        let before = tx
            .find_member(member)
            .await?
            .ok_or(AppError::SignInNeeded)?;
        if let Some(handle) = change
            .handle
            .filter(|handle| before.card.handle.as_ref() != Some(handle))
            && tx.update_handle(member, &handle).await? == Naming::Taken
        {
            return Err(Refusal::Profile(profile::Refusal::HandleTaken).into());
        }
        if let Some(name) = &change.display_name {
            tx.update_display_name(member, name).await?;
        }
        if let Some(about) = &change.about {
            tx.update_about(member, about).await?;
        }
        if let Some(picture) = change.picture {
            let picture = match picture {
                None => None,
                Some(hash) => {
                    let photo = tx.find_photo_held_by(member, hash).await?;
                    let photo = photo.ok_or(Refusal::Profile(profile::Refusal::PictureMissing))?;
                    let file = photo
                        .variants
                        .iter()
                        .find(|it| it.width.min(it.height) >= 96)
                        .or(photo.variants.last());
                    Some((
                        hash,
                        file.ok_or(AppError::Internal("a photograph has a file"))?
                            .hash,
                    ))
                }
            };
            tx.update_picture(member, picture).await?;
            if let Some(replaced) = before
                .picture
                .filter(|it| Some(*it) != picture.map(|(hash, _)| hash))
            {
                self.release_unused(&mut tx, member, &[replaced]).await?;
            }
        }
        let after = tx.find_member(member).await?;
        tx.commit().await?;
        if change.picture.is_some() && !self.withheld.is_empty() {
            self.refresh_withheld().await?;
        }
        after.ok_or(AppError::SignInNeeded)
    }

    /// Changes the language that the viewer reads in.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn update_language(&self, viewer: &Viewer, language: Language) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.update_language(member, language).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes how the site looks to the viewer.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInNeeded`] or [`AppError::Store`].
    pub async fn update_theme(&self, viewer: &Viewer, theme: Theme) -> Result<()> {
        let member = viewer.signed_in()?;
        let mut tx = self.store.begin().await?;
        tx.update_theme(member, theme).await?;
        tx.commit().await?;
        Ok(())
    }
}
