//! Photographs of what was taken down, which are served to nobody.
//!
//! A file's address is the hash of its content, and who has seen a work knows the addresses of its
//! photographs. The files stay, since a decision may be reversed; the addresses answer as if there
//! were nothing. A photograph that stands in another work as well goes on being served.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use domain::ids::MediaHash;

use crate::App;
use crate::error::Result;

/// The withheld files, kept in memory so that serving a picture asks no database.
#[derive(Debug, Default)]
pub(crate) struct Withheld(RwLock<Arc<HashSet<MediaHash>>>);

impl Withheld {
    fn files(&self) -> Arc<HashSet<MediaHash>> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn contains(&self, file: MediaHash) -> bool {
        self.files().contains(&file)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files().is_empty()
    }

    pub(crate) fn replace(&self, files: HashSet<MediaHash>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(files);
    }
}

impl App {
    /// Reads again which files are withheld: whenever a work was taken down, and when a work came
    /// that may show one of them.
    pub(crate) async fn refresh_withheld(&self) -> Result<()> {
        let files = self.store.read().await?.list_withheld_files().await?;
        self.withheld.replace(files.into_iter().collect());
        Ok(())
    }
}
