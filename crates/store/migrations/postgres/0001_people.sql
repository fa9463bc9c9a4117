-- People: what a member says about themself, their sessions and passkeys, and whom they follow.
-- The number is the one on the record; everything here can be erased without touching the record.
-- Empty at creation: no backfill.
CREATE TABLE members (
    number              BIGINT  NOT NULL PRIMARY KEY,
    handle              TEXT COLLATE "C" UNIQUE,            -- Folded; null once erased.
    display_name        TEXT    NOT NULL,
    about               TEXT    NOT NULL,
    picture             BYTEA,                      -- media.hash
    picture_file        BYTEA,                      -- media_files.hash of the size shown beside a name.
    language            TEXT    NOT NULL CHECK (language IN ('en', 'nl')),
    theme               TEXT    NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    joined_at_ms        BIGINT  NOT NULL,          -- All times: Unix time, milliseconds.
    suspended_until_ms  BIGINT  NOT NULL,          -- 0: never suspended.
    expelled_at_ms      BIGINT  NOT NULL,          -- 0: not expelled.
    erased_at_ms        BIGINT ,
    post_count          BIGINT  NOT NULL,
    follower_count      BIGINT  NOT NULL,
    following_count     BIGINT  NOT NULL
);

CREATE TABLE sessions (
    token_digest     BYTEA    NOT NULL PRIMARY KEY, -- SHA-256 of the token; the token is not kept.
    member           BIGINT  NOT NULL,
    created_at_ms    BIGINT  NOT NULL,
    last_used_at_ms  BIGINT  NOT NULL,
    device_name      TEXT
);
CREATE INDEX sessions_by_member ON sessions (member, created_at_ms);

-- Finds the member and key of a passkey at sign-in; the public key itself is on the record.
CREATE TABLE credentials (
    credential_id  BYTEA    NOT NULL PRIMARY KEY,
    member         BIGINT  NOT NULL,
    key_number     BIGINT  NOT NULL,
    name           TEXT,
    added_at_ms    BIGINT  NOT NULL
);
CREATE UNIQUE INDEX credentials_by_member ON credentials (member, key_number);

CREATE TABLE follows (
    follower        BIGINT  NOT NULL,
    followee        BIGINT  NOT NULL,
    followed_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (follower, followee)
);
CREATE INDEX follows_by_followee ON follows (followee, follower);

-- What a member chose where the data policy leaves the choice to them.
CREATE TABLE data_choices (
    member        BIGINT  NOT NULL,
    category      TEXT    NOT NULL,
    choice        TEXT    NOT NULL CHECK (choice IN ('yes', 'no')),
    chosen_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, category)
);

CREATE TABLE invitation_names (
    member       BIGINT  NOT NULL,
    invitation   BYTEA    NOT NULL,
    name         TEXT    NOT NULL,
    named_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, invitation)
);
