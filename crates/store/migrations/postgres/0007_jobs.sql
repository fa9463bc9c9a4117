-- Work that can wait, enqueued in the transaction that makes it necessary (ADR-0007).
CREATE TABLE jobs (
    id               BYTEA    NOT NULL PRIMARY KEY,
    kind             TEXT    NOT NULL,
    payload          TEXT    NOT NULL,             -- JSON; ids, never rows.
    unique_key       TEXT    UNIQUE,               -- One waiting job per key.
    state            TEXT    NOT NULL CHECK (state IN ('ready', 'dead')),
    run_at_ms        BIGINT  NOT NULL,
    attempts         BIGINT  NOT NULL,
    locked_until_ms  BIGINT  NOT NULL,
    last_error       TEXT
);
CREATE INDEX jobs_due ON jobs (state, run_at_ms);
