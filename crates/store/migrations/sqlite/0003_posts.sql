-- Posts, comments, and what members do with them. Rows are keyed by their owner first, so that
-- they can be spread by owner; no foreign key crosses owners.
CREATE TABLE posts (
    author              INTEGER NOT NULL,
    id                  BLOB    NOT NULL,
    text                TEXT    NOT NULL,          -- The source, as typed.
    photos              TEXT    NOT NULL,          -- JSON copy of post_photos and media, for one read per page.
    created_at_ms       INTEGER NOT NULL,
    edited_at_ms        INTEGER,
    version             INTEGER NOT NULL,          -- Counts edits, from 1.
    reach               TEXT    NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels              TEXT    NOT NULL,          -- Label ids, separated by spaces.
    comment_count       INTEGER NOT NULL,
    appreciation_count  INTEGER NOT NULL,
    repost_count        INTEGER NOT NULL,
    PRIMARY KEY (author, id)
) STRICT;
CREATE UNIQUE INDEX posts_by_id ON posts (id);

CREATE TABLE post_versions (
    post_id         BLOB    NOT NULL,
    version         INTEGER NOT NULL,
    text            TEXT    NOT NULL,
    photos          TEXT    NOT NULL,
    written_at_ms   INTEGER NOT NULL,
    replaced_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (post_id, version)
) STRICT;

CREATE TABLE post_photos (
    author    INTEGER NOT NULL,
    post_id   BLOB    NOT NULL,
    place     INTEGER NOT NULL,
    media     BLOB    NOT NULL,
    alt_text  TEXT    NOT NULL,
    PRIMARY KEY (author, post_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_photos_by_media ON post_photos (media);

-- What a member shows to their followers: their own posts (id = post_id) and their reposts.
CREATE TABLE timeline (
    owner    INTEGER NOT NULL,
    id       BLOB    NOT NULL,
    post_id  BLOB    NOT NULL,
    PRIMARY KEY (owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_by_post ON timeline (post_id);

CREATE TABLE reposts (
    member          INTEGER NOT NULL,
    post_id         BLOB    NOT NULL,
    id              BLOB    NOT NULL,
    reposted_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reposts_by_post ON reposts (post_id);

CREATE TABLE comments (
    post_id             BLOB    NOT NULL,
    id                  BLOB    NOT NULL,
    post_author         INTEGER NOT NULL,
    author              INTEGER NOT NULL,          -- 0 once deleted.
    parent              BLOB,
    path                BLOB    NOT NULL,          -- Ids from the first comment down to this one: reading order.
    text                TEXT    NOT NULL,
    created_at_ms       INTEGER NOT NULL,
    deleted_at_ms       INTEGER,                   -- Set if it is kept only for the answers below it.
    reach               TEXT    NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels              TEXT    NOT NULL,
    appreciation_count  INTEGER NOT NULL,
    PRIMARY KEY (post_id, id)
) STRICT;
CREATE UNIQUE INDEX comments_by_id ON comments (id);
CREATE INDEX comments_by_path ON comments (post_id, path);
CREATE INDEX comments_by_author ON comments (author, id);

CREATE TABLE appreciations (
    member             INTEGER NOT NULL,
    subject            BLOB    NOT NULL,           -- posts.id or comments.id
    kind               TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    recipient          INTEGER NOT NULL,
    round              INTEGER NOT NULL,
    milli_credits      INTEGER,                    -- Null: an even part of what is not said otherwise.
    appreciated_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX appreciations_by_subject ON appreciations (subject, appreciated_at_ms);
CREATE INDEX appreciations_by_round ON appreciations (round, member);

CREATE TABLE bookmarks (
    member            INTEGER NOT NULL,
    post_id           BLOB    NOT NULL,
    bookmarked_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookmarks_by_time ON bookmarks (member, bookmarked_at_ms, post_id);
CREATE INDEX bookmarks_by_post ON bookmarks (post_id);

CREATE TABLE hashtags (
    tag         TEXT    NOT NULL PRIMARY KEY,      -- Folded, without the sign.
    post_count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE post_hashtags (
    tag      TEXT NOT NULL,
    post_id  BLOB NOT NULL,
    PRIMARY KEY (tag, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_hashtags_by_post ON post_hashtags (post_id);

CREATE TABLE mentions (
    member   INTEGER NOT NULL,
    subject  BLOB    NOT NULL,                     -- posts.id or comments.id
    kind     TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    PRIMARY KEY (member, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_subject ON mentions (subject);

CREATE TABLE notifications (
    member         INTEGER NOT NULL,
    id             BLOB    NOT NULL,
    kind           TEXT    NOT NULL,
    actor          INTEGER,
    post_id        BLOB,
    comment_id     BLOB,
    detail         TEXT,
    read_at_ms     INTEGER,
    expires_at_ms  INTEGER,
    PRIMARY KEY (member, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notifications_unread ON notifications (member) WHERE read_at_ms IS NULL;
CREATE INDEX notifications_by_post ON notifications (post_id);

CREATE TABLE drafts (
    member         INTEGER NOT NULL,
    place          TEXT    NOT NULL,               -- 'post', 'comment:<post id>' or 'edit:<post id>'.
    text           TEXT    NOT NULL,
    photos         TEXT    NOT NULL,
    saved_at_ms    INTEGER NOT NULL,
    expires_at_ms  INTEGER,
    PRIMARY KEY (member, place)
) STRICT, WITHOUT ROWID;

-- Appreciation of each post in one round, so that explore can order by it without counting.
CREATE TABLE round_posts (
    round               INTEGER NOT NULL,
    post_id             BLOB    NOT NULL,
    appreciation_count  INTEGER NOT NULL,
    PRIMARY KEY (round, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_posts_by_count ON round_posts (round, appreciation_count, post_id);
CREATE INDEX round_posts_by_post ON round_posts (post_id);
