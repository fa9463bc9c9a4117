//! Connections to one SQLite file: one that writes, several that read.
//!
//! sqlx's own pool asks a connection for a sign of life whenever it is returned, on a task of its
//! own. For a server that is prudent; a file costs a round trip to another thread, more than most
//! of our questions take (ADR-0001 has the measurement). Here a connection goes back as it is.

use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::{Connection as _, Executor as _, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// How long a reader or writer waits for its turn.
const PATIENCE: Duration = Duration::from_secs(60);

type Result<T> = core::result::Result<T, sqlx::Error>;

/// The connections. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Lite {
    writer: Arc<AsyncMutex<Writer>>,
    readers: Arc<Readers>,
    reader_count: u32,
}

#[derive(Debug)]
struct Readers {
    idle: Mutex<Vec<SqliteConnection>>,
    turns: Arc<Semaphore>,
}

/// The one connection that writes.
#[derive(Debug)]
struct Writer {
    /// None once the store is closed.
    connection: Option<SqliteConnection>,
    /// A transaction was begun and neither committed nor rolled back.
    is_in_transaction: bool,
}

/// A connection for reading, until it is dropped.
#[derive(Debug)]
pub(crate) struct LiteReader {
    /// None only while it is dropped.
    connection: Option<SqliteConnection>,
    home: Arc<Readers>,
    _turn: OwnedSemaphorePermit,
}

/// The writing connection in a transaction. Dropped, it rolls back.
#[derive(Debug)]
pub(crate) struct LiteTx {
    /// None only while it is dropped.
    writer: Option<OwnedMutexGuard<Writer>>,
}

impl Lite {
    /// Opens the file for one writer and `reader_count` readers.
    pub(crate) async fn open(options: SqliteConnectOptions, reader_count: u32) -> Result<Self> {
        // The writer comes first: it creates the file.
        let writer = SqliteConnection::connect_with(&options).await?;
        let options = options.create_if_missing(false);
        let mut idle = Vec::new();
        for _ in 0..reader_count {
            idle.push(SqliteConnection::connect_with(&options).await?);
        }
        let turns = usize::try_from(reader_count).unwrap_or(Semaphore::MAX_PERMITS);
        Ok(Self {
            writer: Arc::new(AsyncMutex::new(Writer {
                connection: Some(writer),
                is_in_transaction: false,
            })),
            readers: Arc::new(Readers {
                idle: Mutex::new(idle),
                turns: Arc::new(Semaphore::new(turns)),
            }),
            reader_count,
        })
    }

    /// Waits for a connection that reads.
    pub(crate) async fn read(&self) -> Result<LiteReader> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.readers.turns).acquire_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?;
        Ok(LiteReader {
            connection: self.readers.take(),
            home: Arc::clone(&self.readers),
            _turn: turn,
        })
    }

    /// Waits for the transaction before this one to end, and begins.
    pub(crate) async fn begin(&self) -> Result<LiteTx> {
        let mut writer = tokio::time::timeout(PATIENCE, Arc::clone(&self.writer).lock_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?;
        writer.end_what_was_dropped().await?;
        writer.connection()?.execute("BEGIN IMMEDIATE").await?;
        writer.is_in_transaction = true;
        Ok(LiteTx {
            writer: Some(writer),
        })
    }

    /// Folds the write-ahead log into the file and truncates it.
    pub(crate) async fn truncate_log(&self) -> Result<()> {
        let mut writer = self.writer.lock().await;
        writer.end_what_was_dropped().await?;
        let done = writer.connection()?;
        done.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Ok(())
    }

    /// Runs `migrator` on the connection that writes.
    pub(crate) async fn migrate(
        &self,
        migrator: &sqlx::migrate::Migrator,
    ) -> core::result::Result<(), sqlx::migrate::MigrateError> {
        let mut writer = self.writer.lock().await;
        migrator.run(writer.connection()?).await
    }

    /// Closes every connection once what is under way has ended.
    pub(crate) async fn close(&self) {
        // Nobody closes the turns before; so there are as many as there were at the opening.
        if let Ok(all) = self.readers.turns.acquire_many(self.reader_count).await {
            all.forget();
        }
        self.readers.turns.close();
        while let Some(reader) = self.readers.take() {
            close(reader).await;
        }
        if let Some(writer) = self.writer.lock().await.connection.take() {
            close(writer).await;
        }
    }
}

/// Closes a connection. One that cannot even do that is gone; there is nobody left to tell.
async fn close(connection: SqliteConnection) {
    drop(connection.close().await);
}

impl Readers {
    fn take(&self) -> Option<SqliteConnection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    fn put(&self, connection: SqliteConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
    }
}

impl Writer {
    fn connection(&mut self) -> Result<&mut SqliteConnection> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Rolls back a transaction whose owner was dropped in the middle of it.
    async fn end_what_was_dropped(&mut self) -> Result<()> {
        if core::mem::take(&mut self.is_in_transaction) {
            // SQLite ends some transactions by itself, such as those that found the disk full; it
            // then says that there is nothing to roll back, which is what is wanted.
            drop(self.connection()?.execute("ROLLBACK").await);
        }
        Ok(())
    }
}

impl LiteReader {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.connection
            .as_mut()
            .expect("a reader holds its connection until it is dropped")
    }
}

impl Drop for LiteReader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.home.put(connection);
        }
    }
}

impl LiteTx {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.writer
            .as_mut()
            .and_then(|writer| writer.connection.as_mut())
            .expect("a transaction holds the writer until it is dropped")
    }

    pub(crate) async fn commit(self) -> Result<()> {
        self.end("COMMIT").await
    }

    pub(crate) async fn roll_back(self) -> Result<()> {
        self.end("ROLLBACK").await
    }

    async fn end(mut self, how: &'static str) -> Result<()> {
        self.connection().execute(how).await?;
        if let Some(writer) = &mut self.writer {
            writer.is_in_transaction = false;
        }
        Ok(())
    }
}

impl Drop for LiteTx {
    fn drop(&mut self) {
        let Some(mut writer) = self.writer.take() else {
            return;
        };
        // Rolled back now, so that no other process waits; without a runtime, by the next one in.
        if writer.is_in_transaction
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(async move { writer.end_what_was_dropped().await });
        }
    }
}
