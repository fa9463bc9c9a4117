//! Both engines have the same schema, and take every statement.

use store::{Error, Options, Store};

use crate::engine::{both, on_both};

#[tokio::test]
async fn every_statement_is_taken_by_both_engines() {
    let mut columns = Vec::new();
    on_both!(store => {
        let prepared = store.prepare_all().await.expect("every statement");
        assert!(prepared.len() > 150, "{}", prepared.len());
        let names: Vec<_> = prepared
            .into_iter()
            .map(|(name, columns)| (name, columns.into_iter().map(|(column, _)| column).collect::<Vec<_>>()))
            .collect();
        columns.push(names);
    });
    // Statements of the search index are written for one engine only.
    let own = [
        "UPSERT_ROW",
        "WRITE_TERMS",
        "WRITE_VECTOR",
        "DELETE_TERMS",
        "MERGE_SEARCH",
        "LIST_INDEXES",
    ];
    for ((name, lite), (_, pg)) in columns[0].iter().zip(&columns[1]) {
        if own.contains(name) {
            continue;
        }
        assert_eq!(lite.len(), pg.len(), "{name}");
        // A column without a name of its own is called differently.
        for (lite, pg) in lite
            .iter()
            .zip(pg)
            .filter(|(lite, _)| lite.chars().all(|it| it.is_ascii_lowercase() || it == '_'))
        {
            assert_eq!(lite, pg, "{name}");
        }
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let [lite, pg] = both().await;
    let (mut lite, mut pg) = (
        lite.store.read().await.expect("a reader"),
        pg.store.read().await.expect("a reader"),
    );
    let (lite_columns, pg_columns) = (
        lite.list_schema_columns().await.expect("columns"),
        pg.list_schema_columns().await.expect("columns"),
    );
    for (lite, pg) in lite_columns.iter().zip(&pg_columns) {
        assert_eq!(lite, pg);
    }
    assert_eq!(lite_columns.len(), pg_columns.len());
    assert!(
        lite_columns
            .iter()
            .all(|column| matches!(column.kind.as_str(), "integer" | "text" | "bytes"))
    );
    let indexes = lite.list_schema_indexes().await.expect("indexes");
    assert_eq!(indexes, pg.list_schema_indexes().await.expect("indexes"));
    assert!(indexes.len() > 20);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("meent.db");
    let path = path.to_str().expect("a plain path");
    Store::open(path, &Options::default())
        .await
        .expect("opens")
        .close()
        .await;
    let pool = sqlx::SqlitePool::connect(path).await.expect("connects");
    sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 1)")
        .execute(&pool)
        .await
        .expect("written");
    pool.close().await;
    let refused = Store::open(path, &Options::default())
        .await
        .expect_err("newer");
    assert!(
        matches!(refused, Error::SchemaNewer { found: 9999, .. }),
        "{refused:?}"
    );
}

#[tokio::test]
async fn opening_twice_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("meent.db");
    let path = path.to_str().expect("a plain path");
    for _ in 0..2 {
        Store::open(path, &Options::default())
            .await
            .expect("opens")
            .close()
            .await;
    }
}

/// Reports and actions were made anew to take more kinds of works: what was in them is still there.
#[tokio::test]
async fn reports_and_actions_outlive_the_migration_that_widens_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = folder.path().join("before");
    std::fs::create_dir(&before).expect("a folder");
    let all = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    for entry in std::fs::read_dir(all).expect("migrations") {
        let entry = entry.expect("an entry");
        if entry.file_name().to_str().is_some_and(|it| it < "0012") {
            std::fs::copy(entry.path(), before.join(entry.file_name())).expect("copied");
        }
    }
    let path = folder.path().join("meent.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options)
        .await
        .expect("connects");
    let migrator = sqlx::migrate::Migrator::new(before.as_path()).await;
    migrator.expect("read").run(&pool).await.expect("migrated");
    let id = "x'0193a8b0c0f27a1e9d3c5b7a00000001'";
    let report = format!(
        "INSERT INTO reports VALUES ({id}, 2, {id}, 'post', 1, 'no-spam', 'words', 'open', 5, NULL)"
    );
    let action = format!(
        "INSERT INTO moderation_actions VALUES ({id}, {id}, 'comment', 1, 3, 'no-spam', 1, 0, 'warn', '', 'why', 5, NULL)"
    );
    for statement in [report, action] {
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&pool)
            .await
            .expect("written");
    }
    pool.close().await;
    let path = path.to_str().expect("a plain path");
    let store = Store::open(path, &Options::default()).await.expect("opens");
    let mut reader = store.read().await.expect("a reader");
    let reports = reader
        .list_reports_by(ledger::ids::MemberNumber(2))
        .await
        .expect("read");
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].words.as_str(), "words");
    let actions = reader.list_actions(None, 10).await.expect("read");
    assert_eq!(actions.rows.len(), 1);
    assert_eq!(actions.rows[0].reasons.as_str(), "why");
}
