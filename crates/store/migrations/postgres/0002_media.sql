-- Photographs: uploads under way, and what came through the jail.
CREATE TABLE uploads (
    member         BIGINT  NOT NULL,
    id             BYTEA    NOT NULL,
    size_bytes     BIGINT  NOT NULL,
    offset_bytes   BIGINT  NOT NULL CHECK (offset_bytes BETWEEN 0 AND size_bytes),
    expires_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, id)
);
CREATE INDEX uploads_by_expiry ON uploads (expires_at_ms);

CREATE TABLE media (
    hash            BYTEA    NOT NULL PRIMARY KEY, -- BLAKE3 of the uploaded file.
    width           BIGINT  NOT NULL,
    height          BIGINT  NOT NULL,
    blurhash        TEXT    NOT NULL,
    stored_at_ms    BIGINT  NOT NULL
);

CREATE TABLE media_files (
    hash        BYTEA    NOT NULL PRIMARY KEY,     -- BLAKE3 of the served file; its name and address.
    media       BYTEA    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('still', 'animation')),
    width       BIGINT  NOT NULL,
    height      BIGINT  NOT NULL,
    size_bytes  BIGINT  NOT NULL
);
CREATE INDEX media_files_by_media ON media_files (media, width);

-- Who uploaded what. Two members may hold the same photograph; it is stored once.
CREATE TABLE media_holders (
    member         BIGINT  NOT NULL,
    media          BYTEA    NOT NULL,
    held_since_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, media)
);
CREATE INDEX media_holders_by_media ON media_holders (media);
