-- Lines of the commons' own bank account, taken in from its files, and what somebody linked them with
-- (ADR-0025). Names and words are for those who keep the books, and are erased by file; day and amount stay,
-- so that the balance and the links do. Nothing of it is on the record. Empty at creation: no backfill.
CREATE TABLE bank_imports (
    id              BLOB NOT NULL PRIMARY KEY,
    file_hash       BLOB NOT NULL,                 -- SHA-256 of the file.
    name            TEXT NOT NULL,                  -- What the file was called; empty once erased.
    kind            TEXT NOT NULL CHECK (kind IN ('camt053', 'csv')),
    account         TEXT NOT NULL,                  -- The commons' own.
    imported_by     INTEGER NOT NULL,
    imported_at_ms  INTEGER NOT NULL,                -- Unix time, milliseconds.
    opening_day     INTEGER,                         -- Days since 1970-01-01, as are all below.
    opening_cents   INTEGER,
    closing_day     INTEGER,
    closing_cents   INTEGER,
    line_count      INTEGER NOT NULL,                -- Lines in the file.
    new_count       INTEGER NOT NULL,                -- Of these, not there before.
    erased_at_ms    INTEGER
) STRICT;
CREATE UNIQUE INDEX bank_imports_by_hash ON bank_imports (file_hash);

CREATE TABLE bank_lines (
    id            BLOB NOT NULL PRIMARY KEY,
    import_id     BLOB NOT NULL,                   -- bank_imports.id
    account       TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('camt053', 'csv')),
    booked_day    INTEGER NOT NULL,
    amount_cents  INTEGER NOT NULL,                  -- Above zero came in.
    party         TEXT NOT NULL,                    -- Empty once erased.
    words         TEXT NOT NULL,                    -- Empty once erased.
    transfer      INTEGER,                           -- What somebody linked it with.
    linked_by     INTEGER,
    erased_at_ms  INTEGER
) STRICT;
CREATE INDEX bank_lines_by_day ON bank_lines (account, booked_day, id);
CREATE INDEX bank_lines_by_import ON bank_lines (import_id);
