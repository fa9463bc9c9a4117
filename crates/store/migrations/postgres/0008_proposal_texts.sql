-- The words of proposals. The record holds their digest; the words are here so that they can be
-- erased. They are not derived from the record, so a rebuild of the projection keeps them.
CREATE TABLE proposal_texts (
    digest        BYTEA    NOT NULL PRIMARY KEY,
    author        BIGINT  NOT NULL,
    title         TEXT    NOT NULL,
    summary       TEXT    NOT NULL,
    salt          BYTEA    NOT NULL,
    stored_at_ms  BIGINT  NOT NULL
);
