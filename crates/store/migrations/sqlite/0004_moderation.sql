-- Reports and the actions they led to. The public log shows an action without who took it.
CREATE TABLE reports (
    id              BLOB    NOT NULL PRIMARY KEY,
    reporter        INTEGER NOT NULL,
    subject         BLOB    NOT NULL,              -- posts.id or comments.id
    kind            TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    author          INTEGER NOT NULL,
    rule_id         TEXT    NOT NULL,
    words           TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    reported_at_ms  INTEGER NOT NULL,
    closed_at_ms    INTEGER
) STRICT;
CREATE UNIQUE INDEX reports_by_reporter ON reports (reporter, subject, rule_id);
CREATE INDEX reports_by_subject ON reports (subject, state);
CREATE INDEX reports_by_state ON reports (state, id);

CREATE TABLE moderation_actions (
    id            BLOB    NOT NULL PRIMARY KEY,
    subject       BLOB    NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('post', 'comment')),
    author        INTEGER NOT NULL,
    acted_by      INTEGER NOT NULL,
    rule_id       TEXT    NOT NULL,
    rule_version  INTEGER NOT NULL,
    adopted_by    INTEGER NOT NULL,                -- The proposal behind the rule; 0: the founding.
    step          TEXT    NOT NULL,
    detail        TEXT    NOT NULL,                -- The label's id or the number of days.
    reasons       TEXT    NOT NULL,
    acted_at_ms   INTEGER NOT NULL,
    until_ms      INTEGER
) STRICT;
CREATE INDEX moderation_actions_by_author ON moderation_actions (author, rule_id);
CREATE INDEX moderation_actions_by_subject ON moderation_actions (subject);
