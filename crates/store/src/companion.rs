//! Companions: what goes with an operation but not onto the record.
//!
//! Written before the operation is submitted, taken when its entry is projected.

use ledger::ids::Digest;

use crate::{
    Reader, Result, Tx,
    convert::int,
    sql::{execute, fetch_one, statements},
};

statements! {
    INSERT = "INSERT INTO companions (operation_id, payload, expires_at_ms) VALUES ($1, $2, $3)
        ON CONFLICT (operation_id) DO UPDATE SET payload = excluded.payload, expires_at_ms = excluded.expires_at_ms";
    FIND = "SELECT payload FROM companions WHERE operation_id = $1";
    DELETE = "DELETE FROM companions WHERE operation_id = $1";
    DELETE_EXPIRED = "DELETE FROM companions WHERE expires_at_ms < $1";
}

impl Reader {
    /// Finds the companion of an operation.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`].
    pub async fn find_companion(&mut self, operation: Digest) -> Result<Option<String>> {
        Ok(fetch_one!(self, (String,), FIND, operation.0.to_vec())?.map(|(payload,)| payload))
    }
}

impl Tx {
    /// Writes the companion of an operation that may be accepted until `expires_at_ms`.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Sql`], as every write of this module.
    pub async fn insert_companion(
        &mut self,
        operation: Digest,
        payload: &str,
        expires_at_ms: u64,
    ) -> Result<()> {
        execute!(
            self,
            INSERT,
            operation.0.to_vec(),
            payload,
            int(expires_at_ms)
        )
        .map(|_| ())
    }

    /// Deletes the companion of an operation that is projected or was rejected.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_companion`].
    pub async fn delete_companion(&mut self, operation: Digest) -> Result<()> {
        execute!(self, DELETE, operation.0.to_vec()).map(|_| ())
    }

    /// Deletes companions of operations that can no longer be accepted; returns how many.
    ///
    /// # Errors
    ///
    /// As [`Tx::insert_companion`].
    pub async fn delete_expired_companions(&mut self, now_ms: u64) -> Result<u64> {
        execute!(self, DELETE_EXPIRED, int(now_ms))
    }
}
