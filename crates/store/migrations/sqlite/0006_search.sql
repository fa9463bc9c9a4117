-- Search. Terms are made in Rust, the same for both engines (`store::search`); this side only
-- finds them. The two engines' tables differ on purpose and are not compared.
CREATE TABLE search_rows (
    id       INTEGER NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('post', 'member')),
    subject  BLOB    NOT NULL,
    UNIQUE (kind, subject)
) STRICT;
CREATE VIRTUAL TABLE search_terms USING fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '2 3'
);
