//! Connections to one SQLite file: one that writes, several that read.
//!
//! sqlx's own pool asks a connection for a sign of life whenever it is returned, on a task of its
//! own. For a server that is prudent; a file costs a round trip to another thread, more than most
//! of our questions take (ADR-0001 has the measurement). Here a connection goes back as it is.
//!
//! Commits are synced in groups: SQLite appends each to its write-ahead log, and whoever wants to
//! hear that it is durable waits for a sync of that log which began after it ([`GroupSync`]). The log
//! is folded into the file beside the writer, never by it ([`Folding`]), and begun again once it is
//! [`FRAMES_MAX`] long.

use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use core::time::Duration;
use std::fs::File;
use std::path::PathBuf;
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
    /// None where a commit need only survive the process.
    sync: Option<Arc<GroupSync>>,
    folding: Arc<Folding>,
}

/// Commits between two foldings of the log into the file.
const COMMITS_PER_FOLDING: u64 = 512;

/// Pages in the log from which on the writer waits until it is folded and can begin again.
const FRAMES_MAX: i64 = 16_384;

/// Folds the log into the file now and then, on a connection of its own. SQLite would do it inside
/// the commit that fills a thousand pages, and whoever waited behind that one waited for two syncs
/// of the file.
///
/// SQLite begins the log again where all of it is folded and nobody reads it. Beside a writer that
/// never pauses that moment does not come by itself, so it is made: a long log is folded to its end
/// while the writer waits.
#[derive(Debug)]
struct Folding {
    writer: Arc<AsyncMutex<Writer>>,
    /// None once the store is closed. Held while it folds.
    connection: AsyncMutex<Option<SqliteConnection>>,
    commits: AtomicU64,
}

/// Makes commits durable, as many as there are at once. A commit of SQLite's in the mode
/// `synchronous = NORMAL` stands whole in the log, checksummed, and lacks only its sync; after a
/// power cut SQLite keeps the commits up to the first that is not whole, so what was synced stays.
#[derive(Debug)]
struct GroupSync {
    log: PathBuf,
    /// Opened at the first sync. The log keeps its place as long as a connection is open.
    file: Mutex<Option<Arc<File>>>,
    /// Commits so far.
    committed: AtomicU64,
    /// How many of them are durable. Held by whoever syncs.
    durable: AsyncMutex<u64>,
    /// A sync failed; what the disk then holds is unknown, and nothing more is acknowledged.
    is_broken: AtomicBool,
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
    sync: Option<Arc<GroupSync>>,
    folding: Arc<Folding>,
}

impl Lite {
    /// Opens the file for one writer and `reader_count` readers.
    ///
    /// With `is_durable`, a commit returns once it would survive a power cut.
    pub(crate) async fn open(
        options: SqliteConnectOptions,
        reader_count: u32,
        is_durable: bool,
    ) -> Result<Self> {
        let sync = is_durable.then(|| Arc::new(GroupSync::of(options.get_filename())));
        let options = options.pragma("wal_autocheckpoint", "0");
        // The writer comes first: it creates the file.
        let writer = SqliteConnection::connect_with(&options).await?;
        let options = options.create_if_missing(false);
        let folding = SqliteConnection::connect_with(&options).await?;
        let mut idle = Vec::new();
        for _ in 0..reader_count {
            idle.push(SqliteConnection::connect_with(&options).await?);
        }
        let turns = usize::try_from(reader_count).unwrap_or(Semaphore::MAX_PERMITS);
        let writer = Arc::new(AsyncMutex::new(Writer {
            connection: Some(writer),
            is_in_transaction: false,
        }));
        Ok(Self {
            writer: Arc::clone(&writer),
            readers: Arc::new(Readers {
                idle: Mutex::new(idle),
                turns: Arc::new(Semaphore::new(turns)),
            }),
            reader_count,
            sync,
            folding: Arc::new(Folding {
                writer,
                connection: AsyncMutex::new(Some(folding)),
                commits: AtomicU64::new(0),
            }),
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
        let mut tx = self.take_turn().await?;
        tx.connection().execute("BEGIN IMMEDIATE").await?;
        Ok(tx)
    }

    /// Runs one text that begins and commits by itself, and returns once it is durable: one trip to
    /// SQLite's thread instead of three.
    pub(crate) async fn run_whole(
        &self,
        text: sqlx::query::Query<'_, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>,
    ) -> Result<()> {
        let mut tx = self.take_turn().await?;
        text.execute(tx.connection()).await?;
        tx.settle().await
    }

    /// Waits for the transaction before this one to end. What is dropped from here on is rolled back.
    async fn take_turn(&self) -> Result<LiteTx> {
        let mut writer = tokio::time::timeout(PATIENCE, Arc::clone(&self.writer).lock_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?;
        if let Some(sync) = &self.sync {
            sync.check()?;
        }
        writer.end_what_was_dropped().await?;
        // Said before it is so: whoever is dropped while it begins, as a visitor who hangs up, has sent
        // the word already, and the next one in must know.
        writer.is_in_transaction = true;
        writer.connection()?;
        Ok(LiteTx {
            writer: Some(writer),
            sync: self.sync.clone(),
            folding: Arc::clone(&self.folding),
        })
    }

    /// Folds the write-ahead log into the file and truncates it.
    ///
    /// SQLite lets one connection fold at a time and does not wait for another's; so this keeps the
    /// other away. Readers it waits for; if they outlast its patience, that is an error.
    pub(crate) async fn truncate_log(&self) -> Result<()> {
        let _alone = self.folding.connection.lock().await;
        let mut writer = self.writer.lock().await;
        writer.end_what_was_dropped().await?;
        let truncate = sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)");
        let (is_busy, ..) = truncate.fetch_one(writer.connection()?).await?;
        if is_busy != 0 {
            let why = "the database's log could not be truncated: somebody reads it";
            return Err(std::io::Error::other(why).into());
        }
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
        if let Some(folding) = self.folding.connection.lock().await.take() {
            close(folding).await;
        }
        if let Some(writer) = self.writer.lock().await.connection.take() {
            close(writer).await;
        }
    }
}

impl Folding {
    /// Counts a commit; folds beside whoever goes on if enough came together.
    fn note(self: &Arc<Self>) {
        let commits = self.commits.fetch_add(1, Ordering::Relaxed) + 1;
        if commits.is_multiple_of(COMMITS_PER_FOLDING) {
            let folding = Arc::clone(self);
            tokio::spawn(async move { folding.fold().await });
        }
    }

    /// Folds what no reader needs any more. What fails now is done by the next one, or at the close.
    async fn fold(&self) {
        let Ok(mut connection) = self.connection.try_lock() else {
            return;
        };
        let Some(connection) = connection.as_mut() else {
            return;
        };
        let passive = || sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(PASSIVE)");
        let folded = passive().fetch_one(&mut *connection).await;
        if folded.is_ok_and(|(_, frames, _)| frames >= FRAMES_MAX) {
            // What came meanwhile first, so that the writer waits for little.
            drop(passive().fetch_one(&mut *connection).await);
            let _writer = self.writer.lock().await;
            drop(passive().fetch_one(connection).await);
        }
    }
}

impl GroupSync {
    fn of(database: &std::path::Path) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Self {
            log: PathBuf::from(log),
            file: Mutex::new(None),
            committed: AtomicU64::new(0),
            durable: AsyncMutex::new(0),
            is_broken: AtomicBool::new(false),
        }
    }

    /// Counts a commit, while its owner still holds the writer, and returns its place.
    fn note(&self) -> u64 {
        self.committed.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Returns once the commit at `place` is durable: by the sync of somebody who came before, or
    /// by one's own, which then carries everybody who committed meanwhile.
    async fn wait_for(&self, place: u64) -> Result<()> {
        let mut durable = self.durable.lock().await;
        self.check()?;
        if *durable >= place {
            return Ok(());
        }
        let upto = self.committed.load(Ordering::SeqCst);
        let file = self.open().inspect_err(|_| self.give_up())?;
        let synced = tokio::task::spawn_blocking(move || file.sync_data()).await;
        let synced = synced.map_err(std::io::Error::other).flatten();
        synced.inspect_err(|_| self.give_up())?;
        *durable = upto;
        Ok(())
    }

    fn open(&self) -> Result<Arc<File>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*file {
            return Ok(Arc::clone(file));
        }
        let opened = Arc::new(File::open(&self.log)?);
        *file = Some(Arc::clone(&opened));
        Ok(opened)
    }

    fn give_up(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    fn check(&self) -> Result<()> {
        if self.is_broken.load(Ordering::SeqCst) {
            let why = "the database's log could not be synced; stop the node and look at the disk";
            return Err(std::io::Error::other(why).into());
        }
        Ok(())
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
        if self.is_in_transaction {
            // SQLite ends some transactions by itself, such as those that found the disk full; it
            // then says that there is nothing to roll back, which is what is wanted.
            drop(self.connection()?.execute("ROLLBACK").await);
            // After it, so that whoever is dropped meanwhile leaves it to the next one.
            self.is_in_transaction = false;
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

    /// Commits, lets the next one begin, and returns once the commit is durable.
    pub(crate) async fn commit(mut self) -> Result<()> {
        self.connection().execute("COMMIT").await?;
        self.settle().await
    }

    /// Lets the next one begin, after a commit, and returns once it is durable.
    async fn settle(mut self) -> Result<()> {
        self.has_ended();
        self.folding.note();
        let Some(sync) = self.sync.take() else {
            return Ok(());
        };
        let place = sync.note();
        drop(self);
        sync.wait_for(place).await
    }

    pub(crate) async fn roll_back(mut self) -> Result<()> {
        self.connection().execute("ROLLBACK").await?;
        self.has_ended();
        Ok(())
    }

    fn has_ended(&mut self) {
        if let Some(writer) = &mut self.writer {
            writer.is_in_transaction = false;
        }
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

#[cfg(test)]
mod tests {
    use core::future::poll_fn;
    use core::pin::Pin;
    use core::task::Poll;

    use super::*;

    async fn opened(folder: &std::path::Path) -> Lite {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("a.db"))
            .create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Normal);
        let lite = Lite::open(options, 2, true).await.expect("opens");
        let mut tx = lite.begin().await.expect("begins");
        let made = tx.connection().execute("CREATE TABLE t (n INTEGER)").await;
        made.expect("made");
        tx.commit().await.expect("commits");
        lite
    }

    /// Each commit that returned is among the durable ones.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn many_commits_share_a_sync() {
        let folder = tempfile::tempdir().expect("a folder");
        let lite = opened(folder.path()).await;
        let mut under_way = tokio::task::JoinSet::new();
        for number in 0..200_i64 {
            let lite = lite.clone();
            under_way.spawn(async move {
                let mut tx = lite.begin().await.expect("begins");
                let insert = sqlx::query("INSERT INTO t VALUES ($1)").bind(number);
                insert.execute(tx.connection()).await.expect("written");
                tx.commit().await.expect("commits");
            });
        }
        while let Some(done) = under_way.join_next().await {
            done.expect("a commit");
        }
        let sync = lite.sync.as_ref().expect("durable");
        assert_eq!(sync.committed.load(Ordering::SeqCst), 201);
        assert_eq!(*sync.durable.lock().await, 201);
        lite.close().await;
    }

    /// Polls once.
    async fn poll_once<F: Future>(mut future: Pin<&mut F>) -> Poll<F::Output> {
        poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
    }

    /// A visitor who hangs up at the wrong moment leaves nothing half begun.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_is_dropped_while_beginning_leaves_no_transaction() {
        let folder = tempfile::tempdir().expect("a folder");
        let lite = opened(folder.path()).await;
        for number in 0..100_i64 {
            // Sent to SQLite's thread, which gets ever more time before nobody waits any more.
            let mut begun = Box::pin(lite.begin());
            drop(poll_once(begun.as_mut()).await);
            std::thread::sleep(Duration::from_micros(3 * number.unsigned_abs()));
            drop(begun);
            let mut tx = lite.begin().await.expect("begins");
            let insert = sqlx::query("INSERT INTO t VALUES ($1)").bind(number);
            insert.execute(tx.connection()).await.expect("written");
            tx.commit().await.expect("commits");
        }
        let count = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM t");
        let mut reader = lite.read().await.expect("reads");
        let count = count.fetch_one(reader.connection()).await.expect("counted");
        assert_eq!(count, 100);
        drop(reader);
        lite.close().await;
    }

    /// The log is begun again once it is long, though the writer never pauses.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_log_does_not_grow_with_what_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let lite = opened(folder.path()).await;
        let mut under_way = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let lite = lite.clone();
            under_way.spawn(async move {
                for _ in 0..800 {
                    let mut tx = lite.begin().await.expect("begins");
                    let insert = sqlx::query("INSERT INTO t VALUES (zeroblob(60000))");
                    insert.execute(tx.connection()).await.expect("written");
                    tx.commit().await.expect("commits");
                }
            });
        }
        while let Some(done) = under_way.join_next().await {
            done.expect("all written");
        }
        let log = std::fs::metadata(folder.path().join("a.db-wal")).expect("a log");
        // 3,200 commits of fifteen pages make 48,000.
        let pages = log.len() / 4_120;
        assert!(pages < 2 * FRAMES_MAX.unsigned_abs(), "{pages} pages");
        lite.close().await;
    }

    #[tokio::test]
    async fn after_a_failed_sync_nothing_is_acknowledged() {
        let folder = tempfile::tempdir().expect("a folder");
        let lite = opened(folder.path()).await;
        let sync = Arc::clone(lite.sync.as_ref().expect("durable"));
        let tx = lite.begin().await.expect("begins");
        sync.give_up();
        assert!(tx.commit().await.is_err());
        let said = lite.begin().await.expect_err("refused").to_string();
        assert!(said.contains("look at the disk"), "{said}");
    }
}
