-- Posts, comments, and what members do with them. Rows are keyed by their owner first, so that
-- they can be spread by owner; no foreign key crosses owners.
CREATE TABLE posts (
    author              BIGINT  NOT NULL,
    id                  BYTEA    NOT NULL,
    text                TEXT    NOT NULL,          -- The source, as typed.
    photos              TEXT    NOT NULL,          -- JSON copy of post_photos and media, for one read per page.
    created_at_ms       BIGINT  NOT NULL,
    edited_at_ms        BIGINT ,
    version             BIGINT  NOT NULL,          -- Counts edits, from 1.
    reach               TEXT    NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels              TEXT    NOT NULL,          -- Label ids, separated by spaces.
    comment_count       BIGINT  NOT NULL,
    appreciation_count  BIGINT  NOT NULL,
    repost_count        BIGINT  NOT NULL,
    PRIMARY KEY (author, id)
);
CREATE UNIQUE INDEX posts_by_id ON posts (id);

CREATE TABLE post_versions (
    post_id         BYTEA    NOT NULL,
    version         BIGINT  NOT NULL,
    text            TEXT    NOT NULL,
    photos          TEXT    NOT NULL,
    written_at_ms   BIGINT  NOT NULL,
    replaced_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (post_id, version)
);

CREATE TABLE post_photos (
    author    BIGINT  NOT NULL,
    post_id   BYTEA    NOT NULL,
    place     BIGINT  NOT NULL,
    media     BYTEA    NOT NULL,
    alt_text  TEXT    NOT NULL,
    PRIMARY KEY (author, post_id, place)
);
CREATE INDEX post_photos_by_media ON post_photos (media);

-- What a member shows to their followers: their own posts (id = post_id) and their reposts.
CREATE TABLE timeline (
    owner    BIGINT  NOT NULL,
    id       BYTEA    NOT NULL,
    post_id  BYTEA    NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX timeline_by_post ON timeline (post_id);

CREATE TABLE reposts (
    member          BIGINT  NOT NULL,
    post_id         BYTEA    NOT NULL,
    id              BYTEA    NOT NULL,
    reposted_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, post_id)
);
CREATE INDEX reposts_by_post ON reposts (post_id);

CREATE TABLE comments (
    post_id             BYTEA    NOT NULL,
    id                  BYTEA    NOT NULL,
    post_author         BIGINT  NOT NULL,
    author              BIGINT  NOT NULL,          -- 0 once deleted.
    parent              BYTEA,
    path                BYTEA    NOT NULL,          -- Ids from the first comment down to this one: reading order.
    text                TEXT    NOT NULL,
    created_at_ms       BIGINT  NOT NULL,
    deleted_at_ms       BIGINT ,                   -- Set if it is kept only for the answers below it.
    reach               TEXT    NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels              TEXT    NOT NULL,
    appreciation_count  BIGINT  NOT NULL,
    PRIMARY KEY (post_id, id)
);
CREATE UNIQUE INDEX comments_by_id ON comments (id);
CREATE INDEX comments_by_path ON comments (post_id, path);
CREATE INDEX comments_by_author ON comments (author, id);

CREATE TABLE appreciations (
    member             BIGINT  NOT NULL,
    subject            BYTEA    NOT NULL,           -- posts.id or comments.id
    kind               TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    recipient          BIGINT  NOT NULL,
    round              BIGINT  NOT NULL,
    milli_credits      BIGINT ,                    -- Null: an even part of what is not said otherwise.
    appreciated_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, subject)
);
CREATE INDEX appreciations_by_subject ON appreciations (subject, appreciated_at_ms);
CREATE INDEX appreciations_by_round ON appreciations (round, member);

CREATE TABLE bookmarks (
    member            BIGINT  NOT NULL,
    post_id           BYTEA    NOT NULL,
    bookmarked_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (member, post_id)
);
CREATE INDEX bookmarks_by_time ON bookmarks (member, bookmarked_at_ms, post_id);
CREATE INDEX bookmarks_by_post ON bookmarks (post_id);

CREATE TABLE hashtags (
    tag         TEXT COLLATE "C"    NOT NULL PRIMARY KEY,      -- Folded, without the sign.
    post_count  BIGINT  NOT NULL
);

CREATE TABLE post_hashtags (
    tag      TEXT COLLATE "C" NOT NULL,
    post_id  BYTEA NOT NULL,
    PRIMARY KEY (tag, post_id)
);
CREATE INDEX post_hashtags_by_post ON post_hashtags (post_id);

CREATE TABLE mentions (
    member   BIGINT  NOT NULL,
    subject  BYTEA    NOT NULL,                     -- posts.id or comments.id
    kind     TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    PRIMARY KEY (member, subject)
);
CREATE INDEX mentions_by_subject ON mentions (subject);

CREATE TABLE notifications (
    member         BIGINT  NOT NULL,
    id             BYTEA    NOT NULL,
    kind           TEXT    NOT NULL,
    actor          BIGINT ,
    post_id        BYTEA,
    comment_id     BYTEA,
    detail         TEXT,
    read_at_ms     BIGINT ,
    expires_at_ms  BIGINT ,
    PRIMARY KEY (member, id)
);
CREATE INDEX notifications_unread ON notifications (member) WHERE read_at_ms IS NULL;
CREATE INDEX notifications_by_post ON notifications (post_id);

CREATE TABLE drafts (
    member         BIGINT  NOT NULL,
    place          TEXT    NOT NULL,               -- 'post', 'comment:<post id>' or 'edit:<post id>'.
    text           TEXT    NOT NULL,
    photos         TEXT    NOT NULL,
    saved_at_ms    BIGINT  NOT NULL,
    expires_at_ms  BIGINT ,
    PRIMARY KEY (member, place)
);

-- Appreciation of each post in one round, so that explore can order by it without counting.
CREATE TABLE round_posts (
    round               BIGINT  NOT NULL,
    post_id             BYTEA    NOT NULL,
    appreciation_count  BIGINT  NOT NULL,
    PRIMARY KEY (round, post_id)
);
CREATE INDEX round_posts_by_count ON round_posts (round, appreciation_count, post_id);
CREATE INDEX round_posts_by_post ON round_posts (post_id);
