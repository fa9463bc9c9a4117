-- Drafts that are talked through before they are filed (ADR-0013). Nothing of it is derived from the
-- record; a proposal is found by the digest of its words. Empty at creation: no backfill.
CREATE TABLE deliberations (
    id              BLOB    NOT NULL PRIMARY KEY,
    author          INTEGER NOT NULL,
    stage           TEXT    NOT NULL CHECK (stage IN ('drafting', 'opinions', 'frozen', 'closed')),
    version         INTEGER NOT NULL,              -- The latest, from 1.
    title           TEXT    NOT NULL,              -- Of the latest version.
    payload         BLOB    NOT NULL,              -- Of the latest version: canonical bytes.
    reach           TEXT    NOT NULL,
    labels          TEXT    NOT NULL,
    started_at_ms   INTEGER NOT NULL,
    opened_at_ms    INTEGER,                       -- When opinions were asked.
    frozen_at_ms    INTEGER,
    closed_at_ms    INTEGER,
    salt            TEXT,                          -- Of the final words.
    text_digest     BLOB,                          -- Of the final words: what the proposal names.
    map             TEXT,                          -- JSON, see app::deliberation::map; names nobody.
    drawn_at_ms     INTEGER,                       -- When the map was drawn.
    change_count    INTEGER NOT NULL DEFAULT 0,    -- Counts changes of what the map is made of.
    drawn_count     INTEGER NOT NULL DEFAULT 0     -- Up to which of them it was drawn.
) STRICT;
CREATE INDEX deliberations_by_author ON deliberations (author, id);
CREATE UNIQUE INDEX deliberations_by_text ON deliberations (text_digest);

CREATE TABLE deliberation_versions (
    deliberation_id  BLOB    NOT NULL,
    version          INTEGER NOT NULL,             -- Counts from 1.
    title            TEXT    NOT NULL,
    text             TEXT    NOT NULL,
    payload          BLOB    NOT NULL,
    note             TEXT    NOT NULL,             -- What it changes, in its author's words.
    written_at_ms    INTEGER NOT NULL,
    PRIMARY KEY (deliberation_id, version)
) STRICT, WITHOUT ROWID;

-- Comments, statements, cases and the note on costs. One that was deleted keeps its place while it is
-- answered: author 0, no words.
CREATE TABLE contributions (
    deliberation_id  BLOB    NOT NULL,
    id               BLOB    NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('comment', 'statement', 'case-for', 'case-against', 'cost-note')),
    author           INTEGER NOT NULL,
    parent           BLOB,                         -- The comment that it answers.
    version          INTEGER NOT NULL,             -- The version that it was written at.
    paragraph        INTEGER NOT NULL,             -- Of that version, from 1; 0: the whole.
    text             TEXT    NOT NULL,
    reach            TEXT    NOT NULL,
    labels           TEXT    NOT NULL,
    written_at_ms    INTEGER NOT NULL,
    resolved_at_ms   INTEGER,
    deleted_at_ms    INTEGER,
    PRIMARY KEY (deliberation_id, id)
) STRICT;
CREATE UNIQUE INDEX contributions_by_id ON contributions (id);
CREATE INDEX contributions_by_author ON contributions (author, id);

-- What members said to statements: of the category `opinions`, erased with it.
CREATE TABLE opinions (
    member           INTEGER NOT NULL,
    statement_id     BLOB    NOT NULL,
    deliberation_id  BLOB    NOT NULL,
    opinion          TEXT    NOT NULL CHECK (opinion IN ('agree', 'pass', 'disagree')),
    answered_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (member, statement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX opinions_by_deliberation ON opinions (deliberation_id, member, statement_id);

-- Which cases members found convincing: of the same category.
CREATE TABLE convincing (
    member           INTEGER NOT NULL,
    case_id          BLOB    NOT NULL,
    deliberation_id  BLOB    NOT NULL,
    marked_at_ms     INTEGER NOT NULL,
    PRIMARY KEY (member, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX convincing_by_deliberation ON convincing (deliberation_id, member, case_id);

-- Drafts and what is added to them can be reported and acted on like posts and comments. Rows that
-- are there are of the two old kinds, so the wider check holds for them.
CREATE TABLE reports_wider (
    id              BLOB    NOT NULL PRIMARY KEY,
    reporter        INTEGER NOT NULL,
    subject         BLOB    NOT NULL,              -- The id of the work.
    kind            TEXT    NOT NULL CHECK (kind IN ('post', 'comment', 'draft', 'contribution')),
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

CREATE TABLE moderation_actions_wider (
    id            BLOB    NOT NULL PRIMARY KEY,
    subject       BLOB    NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('post', 'comment', 'draft', 'contribution')),
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
INSERT INTO moderation_actions_wider SELECT id, subject, kind, author, acted_by, rule_id, rule_version, adopted_by, step, detail, reasons, acted_at_ms, until_ms
    FROM moderation_actions;
DROP TABLE moderation_actions;
ALTER TABLE moderation_actions_wider RENAME TO moderation_actions;
CREATE INDEX moderation_actions_by_author ON moderation_actions (author, rule_id);
CREATE INDEX moderation_actions_by_subject ON moderation_actions (subject);
