//! One SQL text, two engines.
//!
//! Every statement of the crate is a named [`Sql`] made by `statements!` beside the functions that
//! run it, with `$1` placeholders, which both engines accept. Where the dialects differ, two texts
//! stand side by side. A test prepares all of them on both engines ([`crate::Store::prepare_all`]).
//!
//! The macros below expand one expression for both typed connections; there is no `Any` and no
//! runtime SQL (ADR-0001).

use core::pin::Pin;

use sqlx::{PgConnection, Postgres, SqliteConnection, Transaction, pool::PoolConnection};

use crate::lite::{LiteReader, LiteTx};

/// A statement under way.
type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Puts a statement under way behind a pointer. Each is awaited in many places, and there it would
/// lie whole, for both engines, in every state machine up to the page: megabytes of the binary.
pub(crate) fn boxed<'a, T>(statement: impl Future<Output = T> + Send + 'a) -> Boxed<'a, T> {
    Box::pin(statement)
}

/// A statement in both dialects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sql {
    /// For error messages.
    pub(crate) name: &'static str,
    pub(crate) lite: &'static str,
    pub(crate) pg: &'static str,
}

/// A borrowed connection of either engine.
pub(crate) enum Conn<'a> {
    Lite(&'a mut SqliteConnection),
    Pg(&'a mut PgConnection),
}

/// A connection taken from a pool, in a transaction or not.
#[derive(Debug)]
pub(crate) enum Link {
    Lite(LiteReader),
    LiteTx(LiteTx),
    Pg(PoolConnection<Postgres>),
    PgTx(Transaction<'static, Postgres>),
}

impl Link {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Lite(it) => Conn::Lite(it.connection()),
            Self::LiteTx(it) => Conn::Lite(it.connection()),
            Self::Pg(it) => Conn::Pg(it),
            Self::PgTx(it) => Conn::Pg(it),
        }
    }
}

// A bound limit is written `LIMIT $n + 0`. SQLite looks at the value of a bare `LIMIT $n` while it
// plans, and so parses and plans the statement again at every execution: a fifth of a page's time.

// What is always written together is one text: a trip to the thread of a SQLite connection and back
// costs more than most statements. There it holds several, one after the other, and `$1` is the same
// in all of them; PostgreSQL takes one, with the others in front of it in a `WITH`.

/// Declares the statements of a module: `NAME = "both";` or `NAME = "sqlite" => "postgres";`.
macro_rules! statements {
    ($($name:ident = $lite:expr $(=> $pg:expr)?;)*) => {
        $(const $name: $crate::sql::Sql = $crate::sql::statements!(@sql $name, $lite $(, $pg)?);)*
        /// Every statement of this module, for the test that prepares them.
        pub(crate) const STATEMENTS: &[$crate::sql::Sql] = &[$($name),*];
    };
    (@sql $name:ident, $both:expr) => {
        $crate::sql::Sql { name: stringify!($name), lite: $both, pg: $both }
    };
    (@sql $name:ident, $lite:expr, $pg:expr) => {
        $crate::sql::Sql { name: stringify!($name), lite: $lite, pg: $pg }
    };
}

macro_rules! run {
    ($on:expr, $sql:expr, $query:ident :: <$row:ty>, $fetch:ident $(, $arg:expr)*) => {{
        let sql: $crate::sql::Sql = $sql;
        match $on.link.conn() {
            $crate::sql::Conn::Lite(conn) => {
                $crate::sql::boxed(sqlx::$query::<_, $row>(sql.lite)$(.bind($arg))*.$fetch(conn)).await
            }
            $crate::sql::Conn::Pg(conn) => {
                $crate::sql::boxed(sqlx::$query::<_, $row>(sql.pg)$(.bind($arg))*.$fetch(conn)).await
            }
        }
        .map_err(|source| $crate::Error::Sql { statement: sql.name, source })
    }};
}

/// Runs a statement that returns rows of `$row`.
macro_rules! fetch_all {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::sql::run!($on, $sql, query_as::<$row>, fetch_all $(, $arg)*)
    };
}

/// Runs a statement that returns one row of `$row` or none.
macro_rules! fetch_one {
    ($on:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::sql::run!($on, $sql, query_as::<$row>, fetch_optional $(, $arg)*)
    };
}

/// Runs a statement that returns one value of `$type`.
macro_rules! fetch_value {
    ($on:expr, $type:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        $crate::sql::run!($on, $sql, query_scalar::<$type>, fetch_one $(, $arg)*)
    };
}

/// Runs a statement that changes rows, and returns how many.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $arg:expr)* $(,)?) => {{
        let sql: $crate::sql::Sql = $sql;
        match $on.link.conn() {
            $crate::sql::Conn::Lite(conn) => {
                let run = sqlx::query(sql.lite)$(.bind($arg))*.execute(conn);
                $crate::sql::boxed(run).await.map(|done| done.rows_affected())
            }
            $crate::sql::Conn::Pg(conn) => {
                let run = sqlx::query(sql.pg)$(.bind($arg))*.execute(conn);
                $crate::sql::boxed(run).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|source| $crate::Error::Sql { statement: sql.name, source })
    }};
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_value, run, statements};

#[cfg(test)]
mod tests {
    #[test]
    fn no_statement_is_planned_anew_for_its_limit() {
        for sql in crate::statements() {
            for rest in sql.lite.split("LIMIT $").skip(1) {
                let after = rest.trim_start_matches(|it: char| it.is_ascii_digit());
                assert!(after.starts_with(" + 0"), "{}: LIMIT ${rest}", sql.name);
            }
        }
    }
}
