//! What can go wrong between the application and its database.

/// Why the store did not do what it was asked.
///
/// A rule that says no is never in here: rules are in `domain`, and a row that is not there is an
/// `Option`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be opened or connected to.
    #[error("opening the database {database}")]
    Open {
        /// The path or the address without its password.
        database: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A migration did not run.
    #[error("bringing the database to the schema of this version")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// The database was written by a newer version.
    #[error(
        "the database has schema {found}, this version of meent knows up to {known}; install the newer meent"
    )]
    SchemaNewer {
        /// Version of the newest migration in the database.
        found: i64,
        /// Version of the newest migration in this binary.
        known: i64,
    },
    /// A statement failed.
    #[error("running the statement {statement}")]
    Sql {
        /// Its name in this crate.
        statement: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A transaction could not be begun or committed, or a connection not be had.
    #[error("{doing} a transaction")]
    Transaction {
        /// `beginning`, `committing` or `reading outside`.
        doing: &'static str,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// A row does not hold what this crate writes: the database is damaged, or was changed by hand.
    #[error("a row of {table} is damaged: {what}")]
    Corrupt {
        /// Where.
        table: &'static str,
        /// Which value.
        what: String,
    },
    /// The copy of the database is made by the database's own tools on this engine.
    #[error("a copy of a PostgreSQL database is made with pg_dump")]
    CopyNotHere,
}

/// What every function of this crate answers.
pub type Result<T> = core::result::Result<T, Error>;

pub(crate) fn corrupt(table: &'static str, what: impl Into<String>) -> Error {
    Error::Corrupt {
        table,
        what: what.into(),
    }
}
