-- Work that can wait, enqueued in the transaction that makes it necessary (ADR-0007).
CREATE TABLE jobs (
    id               BLOB    NOT NULL PRIMARY KEY,
    kind             TEXT    NOT NULL,
    payload          TEXT    NOT NULL,             -- JSON; ids, never rows.
    unique_key       TEXT    UNIQUE,               -- One waiting job per key.
    state            TEXT    NOT NULL CHECK (state IN ('ready', 'dead')),
    run_at_ms        INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    locked_until_ms  INTEGER NOT NULL,
    last_error       TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (state, run_at_ms);
