-- Words of the commons can be reported and acted on like posts: what candidates say, reports from
-- office, statements of juries. Of what is there a row is kept only once moderation acted on it, so the
-- table is empty at creation; reports and actions that are there are of the old kinds, so the wider
-- check holds for them.
CREATE TABLE commons_marks (
    subject  BLOB NOT NULL PRIMARY KEY,            -- What it is about, as in `reports`.
    reach    TEXT NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels   TEXT NOT NULL                       -- Ids of labels, with spaces between them.
) STRICT, WITHOUT ROWID;

CREATE TABLE reports_wider (
    id              BLOB    NOT NULL PRIMARY KEY,
    reporter        INTEGER NOT NULL,
    subject         BLOB    NOT NULL,              -- The id of the work.
    kind            TEXT    NOT NULL CHECK (kind IN ('post', 'comment', 'draft', 'contribution', 'nomination', 'office-report', 'statement')),
    author          INTEGER NOT NULL,
    rule_id         TEXT    NOT NULL,
    words           TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    reported_at_ms  INTEGER NOT NULL,
    closed_at_ms    INTEGER
) STRICT;
INSERT INTO reports_wider SELECT id, reporter, subject, kind, author, rule_id, words, state, reported_at_ms, closed_at_ms FROM reports;
DROP TABLE reports;
ALTER TABLE reports_wider RENAME TO reports;
CREATE UNIQUE INDEX reports_by_reporter ON reports (reporter, subject, rule_id);
CREATE INDEX reports_by_subject ON reports (subject, state);
CREATE INDEX reports_by_state ON reports (state, id);
CREATE INDEX reports_by_time ON reports (reported_at_ms);
CREATE INDEX reports_by_close ON reports (closed_at_ms);

CREATE TABLE moderation_actions_wider (
    id              BLOB    NOT NULL PRIMARY KEY,
    subject         BLOB    NOT NULL,
    kind            TEXT    NOT NULL CHECK (kind IN ('post', 'comment', 'draft', 'contribution', 'nomination', 'office-report', 'statement')),
    author          INTEGER NOT NULL,
    acted_by        INTEGER NOT NULL,
    rule_id         TEXT    NOT NULL,
    rule_version    INTEGER NOT NULL,
    adopted_by      INTEGER NOT NULL,              -- The proposal behind the rule; 0: the founding.
    step            TEXT    NOT NULL,
    detail          TEXT    NOT NULL,              -- The label's id or the number of days.
    reasons         TEXT    NOT NULL,
    acted_at_ms     INTEGER NOT NULL,
    until_ms        INTEGER,
    reversed_at_ms  INTEGER
) STRICT;
INSERT INTO moderation_actions_wider SELECT id, subject, kind, author, acted_by, rule_id, rule_version, adopted_by, step, detail, reasons, acted_at_ms, until_ms,
    reversed_at_ms FROM moderation_actions;
DROP TABLE moderation_actions;
ALTER TABLE moderation_actions_wider RENAME TO moderation_actions;
CREATE INDEX moderation_actions_by_author ON moderation_actions (author, rule_id);
CREATE INDEX moderation_actions_by_subject ON moderation_actions (subject);
