-- Blind review: pairs of works that a member is shown, and which they preferred (ADR-0021). Of the category
-- `appreciation`; the round file takes the answers of a round when it closes. Empty at creation: no backfill.
CREATE TABLE comparisons (
    member          INTEGER NOT NULL,
    round           INTEGER NOT NULL,
    place           INTEGER NOT NULL,              -- Which pair of the round, from 0.
    first_post      BLOB    NOT NULL,              -- posts.id
    first_author    INTEGER NOT NULL,
    second_post     BLOB    NOT NULL,
    second_author   INTEGER NOT NULL,
    known           TEXT    NOT NULL CHECK (known IN ('', 'first', 'second')),
    answer          TEXT    NOT NULL CHECK (answer IN ('', 'first', 'second', 'neither')),
    answered_at_ms  INTEGER,                       -- Unix time, milliseconds.
    PRIMARY KEY (member, round, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX comparisons_by_round ON comparisons (round, member, place);
