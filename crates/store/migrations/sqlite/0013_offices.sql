-- What candidates say, and what people in office tell everybody. Of a nomination the record holds the
-- digest, the words are here so that they can be erased; a report of an office is on no record. Both
-- are public, of the category `posts`, and not derived. Empty at creation: no backfill.
CREATE TABLE nomination_texts (
    election      INTEGER NOT NULL,
    member        INTEGER NOT NULL,
    text          TEXT    NOT NULL,
    salt          TEXT    NOT NULL,               -- So that erased words cannot be guessed.
    stored_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (election, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX nomination_texts_by_member ON nomination_texts (member, election);

CREATE TABLE office_reports (
    id             BLOB    NOT NULL PRIMARY KEY,
    author         INTEGER NOT NULL,
    office         TEXT    NOT NULL CHECK (office IN ('guardian', 'team', 'trustee', 'validator')),
    mandate        INTEGER,                        -- The decision that gave the team's mandate.
    title          TEXT    NOT NULL,
    text           TEXT    NOT NULL,
    written_at_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX office_reports_by_author ON office_reports (author, id);
