-- People: what a member says about themself, their sessions and passkeys, and whom they follow.
-- The number is the one on the record; everything here can be erased without touching the record.
-- Empty at creation: no backfill.
CREATE TABLE members (
    number              INTEGER NOT NULL PRIMARY KEY,
    handle              TEXT    UNIQUE,            -- Folded; null once erased.
    display_name        TEXT    NOT NULL,
    about               TEXT    NOT NULL,
    picture             BLOB,                      -- media.hash
    picture_file        BLOB,                      -- media_files.hash of the size shown beside a name.
    language            TEXT    NOT NULL CHECK (language IN ('en', 'nl')),
    theme               TEXT    NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    joined_at_ms        INTEGER NOT NULL,          -- All times: Unix time, milliseconds.
    suspended_until_ms  INTEGER NOT NULL,          -- 0: never suspended.
    expelled_at_ms      INTEGER NOT NULL,          -- 0: not expelled.
    erased_at_ms        INTEGER,
    post_count          INTEGER NOT NULL,
    follower_count      INTEGER NOT NULL,
    following_count     INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_digest     BLOB    NOT NULL PRIMARY KEY, -- SHA-256 of the token; the token is not kept.
    member           INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    last_used_at_ms  INTEGER NOT NULL,
    device_name      TEXT
) STRICT;
CREATE INDEX sessions_by_member ON sessions (member, created_at_ms);

-- Finds the member and key of a passkey at sign-in; the public key itself is on the record.
CREATE TABLE credentials (
    credential_id  BLOB    NOT NULL PRIMARY KEY,
    member         INTEGER NOT NULL,
    key_number     INTEGER NOT NULL,
    name           TEXT,
    added_at_ms    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX credentials_by_member ON credentials (member, key_number);

CREATE TABLE follows (
    follower        INTEGER NOT NULL,
    followee        INTEGER NOT NULL,
    followed_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (follower, followee)
) STRICT, WITHOUT ROWID;
CREATE INDEX follows_by_followee ON follows (followee, follower);

-- What a member chose where the data policy leaves the choice to them.
CREATE TABLE data_choices (
    member        INTEGER NOT NULL,
    category      TEXT    NOT NULL,
    choice        TEXT    NOT NULL CHECK (choice IN ('yes', 'no')),
    chosen_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation_names (
    member       INTEGER NOT NULL,
    invitation   BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    named_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, invitation)
) STRICT, WITHOUT ROWID;
