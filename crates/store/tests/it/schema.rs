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
