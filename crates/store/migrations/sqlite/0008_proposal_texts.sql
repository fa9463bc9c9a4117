-- The words of proposals. The record holds their digest; the words are here so that they can be
-- erased. They are not derived from the record, so a rebuild of the projection keeps them.
CREATE TABLE proposal_texts (
    digest        BLOB    NOT NULL PRIMARY KEY,
    author        INTEGER NOT NULL,
    title         TEXT    NOT NULL,
    summary       TEXT    NOT NULL,
    salt          BLOB    NOT NULL,
    stored_at_ms  INTEGER NOT NULL
) STRICT;
