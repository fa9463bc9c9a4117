-- Blind review: pairs of works that a member is shown, and which they preferred (ADR-0021). Of the category
-- `appreciation`; the round file takes the answers of a round when it closes. Empty at creation: no backfill.
CREATE TABLE comparisons (
    member          BIGINT NOT NULL,
    round           BIGINT NOT NULL,
    place           BIGINT NOT NULL,              -- Which pair of the round, from 0.
    first_post      BYTEA    NOT NULL,              -- posts.id
    first_author    BIGINT NOT NULL,
    second_post     BYTEA    NOT NULL,
    second_author   BIGINT NOT NULL,
    known           TEXT    NOT NULL CHECK (known IN ('', 'first', 'second')),
    answer          TEXT    NOT NULL CHECK (answer IN ('', 'first', 'second', 'neither')),
    answered_at_ms  BIGINT,                       -- Unix time, milliseconds.
    PRIMARY KEY (member, round, place)
);
CREATE INDEX comparisons_by_round ON comparisons (round, member, place);
