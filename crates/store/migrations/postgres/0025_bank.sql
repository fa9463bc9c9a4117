-- Lines of the commons' own bank account, taken in from its files, and what somebody linked them with
-- (ADR-0025). Names and words are for those who keep the books, and are erased by file; day and amount stay,
-- so that the balance and the links do. Nothing of it is on the record. Empty at creation: no backfill.
CREATE TABLE bank_imports (
    id              BYTEA NOT NULL PRIMARY KEY,
    file_hash       BYTEA NOT NULL,                 -- SHA-256 of the file.
    name            TEXT NOT NULL,                  -- What the file was called; empty once erased.
    kind            TEXT NOT NULL CHECK (kind IN ('camt053', 'csv')),
    account         TEXT NOT NULL,                  -- The commons' own.
    imported_by     BIGINT NOT NULL,
    imported_at_ms  BIGINT NOT NULL,                -- Unix time, milliseconds.
    opening_day     BIGINT,                         -- Days since 1970-01-01, as are all below.
    opening_cents   BIGINT,
    closing_day     BIGINT,
    closing_cents   BIGINT,
    line_count      BIGINT NOT NULL,                -- Lines in the file.
    new_count       BIGINT NOT NULL,                -- Of these, not there before.
    erased_at_ms    BIGINT
);
CREATE UNIQUE INDEX bank_imports_by_hash ON bank_imports (file_hash);

CREATE TABLE bank_lines (
    id            BYTEA NOT NULL PRIMARY KEY,
    import_id     BYTEA NOT NULL,                   -- bank_imports.id
    account       TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('camt053', 'csv')),
    booked_day    BIGINT NOT NULL,
    amount_cents  BIGINT NOT NULL,                  -- Above zero came in.
    party         TEXT NOT NULL,                    -- Empty once erased.
    words         TEXT NOT NULL,                    -- Empty once erased.
    transfer      BIGINT,                           -- What somebody linked it with.
    linked_by     BIGINT,
    erased_at_ms  BIGINT
);
CREATE INDEX bank_lines_by_day ON bank_lines (account, booked_day, id);
CREATE INDEX bank_lines_by_import ON bank_lines (import_id);
