-- What comments said before they were edited, as post_versions has it for posts. Comments written
-- before this were never edited: version 1, nothing to fill in.
ALTER TABLE comments ADD COLUMN edited_at_ms INTEGER;
ALTER TABLE comments ADD COLUMN version INTEGER NOT NULL DEFAULT 1;  -- Counts edits, from 1.

CREATE TABLE comment_versions (
    comment_id      BLOB    NOT NULL,
    version         INTEGER NOT NULL,
    text            TEXT    NOT NULL,
    written_at_ms   INTEGER NOT NULL,
    replaced_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (comment_id, version)
) STRICT, WITHOUT ROWID;
