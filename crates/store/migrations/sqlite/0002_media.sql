-- Photographs: uploads under way, and what came through the jail.
CREATE TABLE uploads (
    member         INTEGER NOT NULL,
    id             BLOB    NOT NULL,
    size_bytes     INTEGER NOT NULL,
    offset_bytes   INTEGER NOT NULL CHECK (offset_bytes BETWEEN 0 AND size_bytes),
    expires_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_expiry ON uploads (expires_at_ms);

CREATE TABLE media (
    hash            BLOB    NOT NULL PRIMARY KEY, -- BLAKE3 of the uploaded file.
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    blurhash        TEXT    NOT NULL,
    stored_at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE media_files (
    hash        BLOB    NOT NULL PRIMARY KEY,     -- BLAKE3 of the served file; its name and address.
    media       BLOB    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('still', 'animation')),
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    size_bytes  INTEGER NOT NULL
) STRICT;
CREATE INDEX media_files_by_media ON media_files (media, width);

-- Who uploaded what. Two members may hold the same photograph; it is stored once.
CREATE TABLE media_holders (
    member         INTEGER NOT NULL,
    media          BLOB    NOT NULL,
    held_since_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, media)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_holders_by_media ON media_holders (media);
