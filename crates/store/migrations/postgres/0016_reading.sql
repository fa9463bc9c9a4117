-- How members read: the recipe they chose for their feed, what they chose about labels, labellers
-- whose labels they see, and what labellers offer and put on posts. And what was erased, as numbers.
-- Empty at creation, since nobody chose, labelled or erased before: no backfill.

CREATE TABLE feed_choices (
    member        BIGINT NOT NULL PRIMARY KEY,
    recipe        TEXT    NOT NULL,
    chosen_at_ms  BIGINT NOT NULL
);

CREATE TABLE label_choices (
    member        BIGINT NOT NULL,
    labeller      BIGINT NOT NULL,                -- 0: a label of the moderation policy.
    label         TEXT COLLATE "C" NOT NULL,
    choice        TEXT    NOT NULL CHECK (choice IN ('show', 'cover', 'hide')),
    chosen_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (member, labeller, label)
);

CREATE TABLE label_subscriptions (
    member            BIGINT NOT NULL,
    labeller          BIGINT NOT NULL,
    subscribed_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (member, labeller)
);
CREATE INDEX label_subscriptions_by_labeller ON label_subscriptions (labeller);

CREATE TABLE labeller_labels (
    labeller       BIGINT NOT NULL,
    label          TEXT COLLATE "C" NOT NULL,
    title          TEXT    NOT NULL,
    choice         TEXT    NOT NULL CHECK (choice IN ('show', 'cover', 'hide')),
    offered_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (labeller, label)
);

CREATE TABLE labeller_marks (
    labeller      BIGINT NOT NULL,
    post_id       BYTEA   NOT NULL,
    label         TEXT COLLATE "C" NOT NULL,
    marked_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (labeller, post_id, label)
);
CREATE INDEX labeller_marks_by_post ON labeller_marks (post_id);

-- Counts by day: no row says of whom anything was erased.
CREATE TABLE erasures (
    day_ms      BIGINT  NOT NULL,                    -- When the day began, in UTC.
    cause       TEXT COLLATE "C" NOT NULL CHECK (cause IN ('asked', 'left', 'policy', 'retention')),
    category    TEXT COLLATE "C" NOT NULL,                    -- Blank: all that was held of somebody who left.
    proposal    BIGINT  NOT NULL,                    -- The decision behind it; 0: the founding.
    item_count  BIGINT  NOT NULL CHECK (item_count > 0),
    PRIMARY KEY (day_ms, cause, category, proposal)
);

-- A quarter's report reads what happened in it.
CREATE INDEX reports_by_time ON reports (reported_at_ms);
CREATE INDEX reports_by_close ON reports (closed_at_ms);
