-- Appeals, sealed verdicts and statements of juries: what belongs to a case on the record and must not
-- stand there (ADR-0014). An act that a jury undid keeps its row, with the time. Empty at creation: no
-- backfill; no act was undone before.
ALTER TABLE moderation_actions ADD COLUMN reversed_at_ms BIGINT;

CREATE TABLE appeals (
    case_id      BIGINT NOT NULL PRIMARY KEY,    -- The case's number on the record.
    action_id    BYTEA   NOT NULL UNIQUE,         -- moderation_actions.id
    author       BIGINT NOT NULL,                -- Who appealed.
    salt         TEXT    NOT NULL,                -- With it the action makes the digest on the record.
    words        TEXT    NOT NULL,                -- What the jury is told by who appealed; may be empty.
    filed_at_ms  BIGINT NOT NULL                 -- Unix time, milliseconds.
);
CREATE INDEX appeals_by_author ON appeals (author);

-- A verdict between its sealing and its opening; the row goes when the jury is over.
CREATE TABLE sealed_verdicts (
    member        BIGINT NOT NULL,
    jury_id       BIGINT NOT NULL,
    salt          TEXT    NOT NULL,
    ruling        TEXT    NOT NULL CHECK (ruling IN ('uphold', 'reverse')),
    ground        TEXT    NOT NULL CHECK (ground IN ('words', 'context', 'facts', 'precedent')),
    sealed_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (member, jury_id)
);

CREATE TABLE verdict_statements (
    jury_id       BIGINT NOT NULL PRIMARY KEY,
    author        BIGINT NOT NULL,
    salt          TEXT    NOT NULL,
    words         TEXT    NOT NULL,
    stated_at_ms  BIGINT NOT NULL
);
CREATE INDEX verdict_statements_by_author ON verdict_statements (author);
