//! A copy of the embedded database while it is in use.

use std::path::Path;

use crate::{
    Result, Store,
    sql::{Sql, execute},
};

const COPY: Sql = Sql { name: "COPY", lite: "VACUUM INTO $1", pg: "SELECT $1" };

impl Store {
    /// Writes a consistent copy of the embedded database to `path`, which must not be there yet.
    /// Writers are not held up. A PostgreSQL database is copied with its own tools.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], also if the file is there.
    pub async fn copy_to(&self, path: &Path) -> Result<()> {
        let path = path.to_string_lossy().into_owned();
        let mut reader = self.read().await?;
        execute!(reader, COPY, path).map(|_| ())
    }
}
