-- How members read: the recipe they chose for their feed, what they chose about labels, labellers
-- whose labels they see, and what labellers offer and put on posts. And what was erased, as numbers.
-- Empty at creation, since nobody chose, labelled or erased before: no backfill.

CREATE TABLE feed_choices (
    member        INTEGER NOT NULL PRIMARY KEY,
    recipe        TEXT    NOT NULL,
    chosen_at_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE label_choices (
    member        INTEGER NOT NULL,
    labeller      INTEGER NOT NULL,                -- 0: a label of the moderation policy.
    label         TEXT    NOT NULL,
    choice        TEXT    NOT NULL CHECK (choice IN ('show', 'cover', 'hide')),
    chosen_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, labeller, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_subscriptions (
    member            INTEGER NOT NULL,
    labeller          INTEGER NOT NULL,
    subscribed_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (member, labeller)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_subscriptions_by_labeller ON label_subscriptions (labeller);

CREATE TABLE labeller_labels (
    labeller       INTEGER NOT NULL,
    label          TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    choice         TEXT    NOT NULL CHECK (choice IN ('show', 'cover', 'hide')),
    offered_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (labeller, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE labeller_marks (
    labeller      INTEGER NOT NULL,
    post_id       BLOB    NOT NULL,
    label         TEXT    NOT NULL,
    marked_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (labeller, post_id, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX labeller_marks_by_post ON labeller_marks (post_id);

-- Counts by day: no row says of whom anything was erased.
CREATE TABLE erasures (
    day_ms      INTEGER NOT NULL,                    -- When the day began, in UTC.
    cause       TEXT    NOT NULL CHECK (cause IN ('asked', 'left', 'policy', 'retention')),
    category    TEXT    NOT NULL,                    -- Blank: all that was held of somebody who left.
    proposal    INTEGER NOT NULL,                    -- The decision behind it; 0: the founding.
    item_count  INTEGER NOT NULL CHECK (item_count > 0),
    PRIMARY KEY (day_ms, cause, category, proposal)
) STRICT, WITHOUT ROWID;

-- A quarter's report reads what happened in it.
CREATE INDEX reports_by_time ON reports (reported_at_ms);
CREATE INDEX reports_by_close ON reports (closed_at_ms);
