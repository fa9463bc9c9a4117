-- Search. Terms are made in Rust, the same for both engines (`store::search`); this side only
-- finds them. The two engines' tables differ on purpose and are not compared.
CREATE TABLE search_rows (
    kind     TEXT     NOT NULL CHECK (kind IN ('post', 'member')),
    subject  BYTEA    NOT NULL,
    terms    TSVECTOR NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX search_rows_by_terms ON search_rows USING GIN (terms);
