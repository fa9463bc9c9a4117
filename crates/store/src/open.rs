//! Opening a database, reading from it, and changing it in transactions.

use core::{
    ops::{Deref, DerefMut},
    str::FromStr as _,
    time::Duration,
};
use std::{path::Path, sync::Arc};

use sqlx::{
    Column as _, ConnectOptions as _, Executor as _, PgPool, Statement as _, TypeInfo as _,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    error::{Error, Result},
    kept::{Fact, Kept, Touched},
    lite::Lite,
    sql::{Conn, Link, execute, fetch_all, statements},
};

static LITE_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");
static PG_MIGRATIONS: Migrator = sqlx::migrate!("./migrations/postgres");

statements! {
    LIST_COLUMNS = "SELECT m.name AS table_name, c.name AS column_name, c.type AS kind, c.\"notnull\" AS not_null, c.pk AS key_place
        FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
            AND m.name NOT LIKE 'search\\_%' ESCAPE '\\'
        ORDER BY table_name, column_name"
        => "SELECT CAST(c.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name,
            CAST(c.data_type AS TEXT) AS kind, CAST(CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END AS BIGINT) AS not_null,
            CAST(COALESCE((SELECT k.ordinal_position FROM information_schema.key_column_usage k
                JOIN information_schema.table_constraints t ON t.constraint_name = k.constraint_name
                    AND t.table_schema = k.table_schema
                WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema AND k.table_name = c.table_name
                    AND k.column_name = c.column_name), 0) AS BIGINT) AS key_place
        FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '\\_sqlx%' AND c.table_name NOT LIKE 'search\\_%'
        ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"";
    MERGE_SEARCH = "INSERT INTO search_terms (search_terms) VALUES ('optimize')" => "SELECT 1";
    LIST_INDEXES = "SELECT m.name || CASE WHEN m.sql LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
        FROM sqlite_schema m WHERE m.type = 'index' AND m.sql IS NOT NULL AND m.name NOT LIKE 'search\\_%' ESCAPE '\\'
        ORDER BY 1"
        => "SELECT indexname || CASE WHEN indexdef LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
        FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE 'search\\_%'
            AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'
        ORDER BY 1";
}

/// What a committed transaction survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Everything but the loss of the disk: a commit returns once a sync carried it.
    #[default]
    Full,
    /// The crash of the process; the last commits may go with the machine. For the demo.
    ProcessCrash,
}

/// How to open a database.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What a commit survives. PostgreSQL decides for itself unless this is [`Durability::ProcessCrash`].
    pub durability: Durability,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub connections: u32,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, core::num::NonZero::get);
        Self {
            durability: Durability::Full,
            connections: u32::try_from(cores * 2).unwrap_or(8).clamp(4, 32),
        }
    }
}

/// Which engine is behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

#[derive(Clone, Debug)]
pub(crate) enum Db {
    Lite(Lite),
    Pg(PgPool),
}

/// One database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) kept: Arc<Kept>,
}

/// A connection for reading. Every statement sees what was committed before it.
#[derive(Debug)]
pub struct Reader {
    pub(crate) link: Link,
}

/// A transaction: all of it or nothing. Reads as a [`Reader`] does.
#[derive(Debug)]
pub struct Tx {
    reader: Reader,
    kept: Arc<Kept>,
    touched: Touched,
}

/// One column of the schema, in words that mean the same on both engines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaColumn {
    /// Its table.
    pub table: String,
    /// Its name.
    pub column: String,
    /// `integer`, `text` or `bytes`; anything else is the engine's own word.
    pub kind: String,
    /// `not null` or `null`.
    pub presence: &'static str,
    /// Its place in the primary key from 1; 0 if it is not in it.
    pub key_place: i64,
}

impl Store {
    /// Opens `database`, creating it and bringing its schema to this version as needed.
    ///
    /// `database` is the path of a SQLite file, or an address that begins with `postgres://`.
    ///
    /// # Errors
    ///
    /// [`Error::Open`] if it cannot be reached, [`Error::SchemaNewer`] if a newer version wrote it,
    /// [`Error::Migrate`] if a migration fails; nothing is half migrated.
    pub async fn open(database: &str, options: &Options) -> Result<Self> {
        let store = if database.starts_with("postgres://") || database.starts_with("postgresql://")
        {
            open_postgres(database, options).await?
        } else {
            open_sqlite(Path::new(database), options).await?
        };
        let (migrated, known) = match &store.db {
            Db::Lite(lite) => (
                lite.migrate(&LITE_MIGRATIONS).await,
                newest(&LITE_MIGRATIONS),
            ),
            Db::Pg(pool) => (PG_MIGRATIONS.run(pool).await, newest(&PG_MIGRATIONS)),
        };
        migrated.map_err(|error| match error {
            MigrateError::VersionMissing(found) if found > known => {
                Error::SchemaNewer { found, known }
            }
            other => Error::Migrate(other),
        })?;
        let mut tx = store.begin().await?;
        tx.create_projection().await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Returns the engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.db {
            Db::Lite(_) => Engine::Sqlite,
            Db::Pg(_) => Engine::Postgres,
        }
    }

    /// Takes a connection for reading.
    ///
    /// # Errors
    ///
    /// [`Error::Transaction`] if none can be had.
    pub async fn read(&self) -> Result<Reader> {
        let link = match &self.db {
            Db::Lite(lite) => lite.read().await.map(Link::Lite),
            Db::Pg(pool) => pool.acquire().await.map(Link::Pg),
        };
        link.map(|link| Reader { link })
            .map_err(|source| Error::Transaction {
                doing: "reading outside",
                source,
            })
    }

    /// Begins a transaction; on SQLite, waits for the one before it to end.
    ///
    /// # Errors
    ///
    /// [`Error::Transaction`] if it cannot begin.
    pub async fn begin(&self) -> Result<Tx> {
        let link = match &self.db {
            Db::Lite(lite) => lite.begin().await.map(Link::LiteTx),
            Db::Pg(pool) => pool.begin().await.map(Link::PgTx),
        };
        link.map(|link| Tx {
            reader: Reader { link },
            kept: Arc::clone(&self.kept),
            touched: Touched::default(),
        })
        .map_err(|source| Error::Transaction {
            doing: "beginning",
            source,
        })
    }

    /// Writes a consistent copy of the database to `path` while it is in use.
    ///
    /// # Errors
    ///
    /// [`Error::CopyNotHere`] on PostgreSQL; [`Error::Sql`] if the file exists or cannot be written.
    pub async fn copy_to(&self, path: &Path) -> Result<()> {
        let Db::Lite(lite) = &self.db else {
            return Err(Error::CopyNotHere);
        };
        let copied = async {
            let mut reader = lite.read().await?;
            sqlx::query("VACUUM INTO $1")
                .bind(path.to_string_lossy().into_owned())
                .execute(reader.connection())
                .await
        };
        copied.await.map(|_| ()).map_err(|source| Error::Sql {
            statement: "VACUUM INTO",
            source,
        })
    }

    /// Overwrites what erased rows left in the files. On SQLite the search index is merged, which
    /// drops the terms of what is gone, and the write-ahead log is folded in and truncated; freed
    /// pages are zeroed as they are freed. On PostgreSQL it is a `VACUUM`.
    ///
    /// # Errors
    ///
    /// [`Error::Sql`] if that fails.
    pub async fn forget_erased(&self) -> Result<()> {
        let lite = match &self.db {
            Db::Lite(lite) => lite,
            Db::Pg(pool) => {
                let vacuumed = pool.execute("VACUUM").await;
                return vacuumed.map(|_| ()).map_err(|source| Error::Sql {
                    statement: "VACUUM",
                    source,
                });
            }
        };
        let mut tx = self.begin().await?;
        execute!(tx, MERGE_SEARCH)?;
        tx.commit().await?;
        lite.truncate_log().await.map_err(|source| Error::Sql {
            statement: "wal_checkpoint",
            source,
        })
    }

    /// Closes every connection; statements under way end first.
    pub async fn close(&self) {
        match &self.db {
            Db::Lite(lite) => lite.close().await,
            Db::Pg(pool) => pool.close().await,
        }
    }

    /// Prepares every statement of this crate against the open database, without running any.
    ///
    /// Returns the statement's name with its columns: names, and whether they are integer, text or
    /// bytes where the engine knows.
    ///
    /// # Errors
    ///
    /// [`Error::Sql`] naming the first statement that the engine refuses.
    pub async fn prepare_all(&self) -> Result<Vec<(&'static str, Vec<(String, String)>)>> {
        let mut tx = self.begin().await?;
        let mut prepared = Vec::new();
        for sql in crate::statements() {
            let columns = match tx.link.conn() {
                Conn::Lite(conn) => conn
                    .prepare(sqlx::SqlSafeStr::into_sql_str(sql.lite))
                    .await
                    .map(|statement| {
                        statement
                            .columns()
                            .iter()
                            .map(|it| (it.name().to_owned(), it.type_info().name().to_owned()))
                            .collect()
                    }),
                Conn::Pg(conn) => conn
                    .prepare(sqlx::SqlSafeStr::into_sql_str(sql.pg))
                    .await
                    .map(|statement| {
                        statement
                            .columns()
                            .iter()
                            .map(|it| (it.name().to_owned(), it.type_info().name().to_owned()))
                            .collect()
                    }),
            };
            prepared.push((
                sql.name,
                columns.map_err(|source| Error::Sql {
                    statement: sql.name,
                    source,
                })?,
            ));
        }
        Ok(prepared)
    }
}

fn newest(migrations: &Migrator) -> i64 {
    migrations
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0)
}

async fn open_sqlite(path: &Path, options: &Options) -> Result<Store> {
    let failed = |source| Error::Open {
        database: path.display().to_string(),
        source,
    };
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // Durable commits are synced in groups, beside SQLite.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(30))
        .statement_cache_capacity(400)
        // What is erased is overwritten: "delete for real".
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging();
    let is_durable = options.durability == Durability::Full;
    let lite = Lite::open(connect, options.connections, is_durable)
        .await
        .map_err(failed)?;
    Ok(Store {
        db: Db::Lite(lite),
        kept: Arc::default(),
    })
}

async fn open_postgres(url: &str, options: &Options) -> Result<Store> {
    let shown = url
        .rsplit_once('@')
        .map_or(url, |(_, host)| host)
        .to_owned();
    let failed = |source| Error::Open {
        database: shown.clone(),
        source,
    };
    let mut connect = PgConnectOptions::from_str(url)
        .map_err(failed)?
        .statement_cache_capacity(400)
        .disable_statement_logging();
    if options.durability == Durability::ProcessCrash {
        connect = connect.options([("synchronous_commit", "off")]);
    }
    let pool = PgPoolOptions::new()
        .max_connections(options.connections)
        .acquire_timeout(Duration::from_secs(60))
        .test_before_acquire(false)
        .connect_with(connect)
        .await
        .map_err(failed)?;
    Ok(Store {
        db: Db::Pg(pool),
        kept: Arc::default(),
    })
}

impl Reader {
    /// Returns the engine.
    pub(crate) fn engine(&self) -> Engine {
        match self.link {
            Link::Lite(_) | Link::LiteTx(_) => Engine::Sqlite,
            Link::Pg(_) | Link::PgTx(_) => Engine::Postgres,
        }
    }

    /// Describes every table but the search index, in order of table and column.
    ///
    /// # Errors
    ///
    /// [`Error::Sql`].
    pub async fn list_schema_columns(&mut self) -> Result<Vec<SchemaColumn>> {
        #[derive(sqlx::FromRow)]
        struct Row {
            table_name: String,
            column_name: String,
            kind: String,
            not_null: i64,
            key_place: i64,
        }
        let rows = fetch_all!(self, Row, LIST_COLUMNS)?;
        Ok(rows
            .into_iter()
            .map(|row| SchemaColumn {
                table: row.table_name,
                column: row.column_name,
                kind: match row.kind.as_str() {
                    "INTEGER" | "bigint" => "integer".to_owned(),
                    "TEXT" | "text" => "text".to_owned(),
                    "BLOB" | "bytea" => "bytes".to_owned(),
                    _ => row.kind,
                },
                presence: if row.not_null == 1 {
                    "not null"
                } else {
                    "null"
                },
                key_place: row.key_place,
            })
            .collect())
    }

    /// Names every index that a migration declares, with ` unique` where it is.
    ///
    /// # Errors
    ///
    /// [`Error::Sql`].
    pub async fn list_schema_indexes(&mut self) -> Result<Vec<String>> {
        let rows = fetch_all!(self, (String,), LIST_INDEXES)?;
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }
}

impl Tx {
    /// Makes everything in it true at once.
    ///
    /// Once begun it goes on to its end, also if nobody waits for it any more: what it changed must
    /// be said to the kept answers after it is visible, whoever hung up.
    ///
    /// # Errors
    ///
    /// [`Error::Transaction`]; then nothing in it happened.
    pub async fn commit(self) -> Result<()> {
        let Self {
            reader,
            kept,
            touched,
        } = self;
        let committing = tokio::spawn(async move {
            let done = match reader.link {
                Link::LiteTx(tx) => tx.commit().await,
                Link::PgTx(tx) => tx.commit().await,
                Link::Lite(_) | Link::Pg(_) => unreachable!("a Tx is made of a transaction"),
            };
            kept.announce(&touched);
            done
        });
        committing
            .await
            .map_err(|stopped| sqlx::Error::Io(std::io::Error::other(stopped)))
            .flatten()
            .map_err(|source| Error::Transaction {
                doing: "committing",
                source,
            })
    }

    /// Notes that `fact` is different once this is committed.
    pub(crate) fn touch(&mut self, fact: Fact) {
        self.touched.add(fact);
    }

    /// Notes that anything may be different once this is committed.
    pub(crate) fn touch_everything(&mut self) {
        self.touched.add_everything();
    }

    /// Undoes everything in it, at once rather than when it is dropped.
    ///
    /// # Errors
    ///
    /// [`Error::Transaction`]; the connection is then closed and nothing in it happened.
    pub async fn roll_back(self) -> Result<()> {
        match self.reader.link {
            Link::LiteTx(tx) => tx.roll_back().await,
            Link::PgTx(tx) => tx.rollback().await,
            Link::Lite(_) | Link::Pg(_) => unreachable!("a Tx is made of a transaction"),
        }
        .map_err(|source| Error::Transaction {
            doing: "undoing",
            source,
        })
    }

    /// Runs a file of statements embedded in this crate.
    pub(crate) async fn run_script(
        &mut self,
        name: &'static str,
        script: &'static str,
    ) -> Result<()> {
        match self.link.conn() {
            Conn::Lite(conn) => conn.execute(sqlx::raw_sql(script)).await.map(|_| ()),
            Conn::Pg(conn) => conn.execute(sqlx::raw_sql(script)).await.map(|_| ()),
        }
        .map_err(|source| Error::Sql {
            statement: name,
            source,
        })
    }
}

impl Deref for Tx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}
