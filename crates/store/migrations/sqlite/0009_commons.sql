-- What goes with an operation but not onto the record: the handle of a newcomer, the name of a key,
-- the words of a proposal. Written before the operation is submitted and carried out when its entry
-- is projected, in the same transaction, so that a crash between the two loses nothing.
-- Empty at creation: no backfill.
CREATE TABLE companions (
    operation_id   BLOB    NOT NULL PRIMARY KEY,
    payload        TEXT    NOT NULL,               -- JSON, see app::companion.
    expires_at_ms  INTEGER NOT NULL                -- When the operation can no longer be accepted.
) STRICT;
CREATE INDEX companions_by_expiry ON companions (expires_at_ms);

-- What the platform is called and looks like, by name.
CREATE TABLE settings (
    name   TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;
