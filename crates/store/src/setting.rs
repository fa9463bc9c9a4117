//! Settings: what the platform is called and looks like, by name.

use crate::{
    Reader, Result, Tx,
    sql::{execute, fetch_one, statements},
};

statements! {
    FIND = "SELECT value FROM settings WHERE name = $1";
    PUT = "INSERT INTO settings (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
}

impl Reader {
    /// Finds a setting.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn find_setting(&mut self, name: &str) -> Result<Option<String>> {
        Ok(fetch_one!(self, (String,), FIND, name)?.map(|(value,)| value))
    }
}

impl Tx {
    /// Writes a setting.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Result<()> {
        execute!(self, PUT, name, value).map(|_| ())
    }
}
