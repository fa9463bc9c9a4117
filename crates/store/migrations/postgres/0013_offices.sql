-- What candidates say, and what people in office tell everybody. Of a nomination the record holds the
-- digest, the words are here so that they can be erased; a report of an office is on no record. Both
-- are public, of the category `posts`, and not derived. Empty at creation: no backfill.
CREATE TABLE nomination_texts (
    election      BIGINT NOT NULL,
    member        BIGINT NOT NULL,
    text          TEXT    NOT NULL,
    salt          TEXT    NOT NULL,               -- So that erased words cannot be guessed.
    stored_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (election, member)
);
CREATE INDEX nomination_texts_by_member ON nomination_texts (member, election);

CREATE TABLE office_reports (
    id             BYTEA   NOT NULL PRIMARY KEY,
    author         BIGINT NOT NULL,
    office         TEXT    NOT NULL CHECK (office IN ('guardian', 'team', 'trustee', 'validator')),
    mandate        BIGINT,                        -- The decision that gave the team's mandate.
    title          TEXT    NOT NULL,
    text           TEXT    NOT NULL,
    written_at_ms  BIGINT NOT NULL
);
CREATE INDEX office_reports_by_author ON office_reports (author, id);
