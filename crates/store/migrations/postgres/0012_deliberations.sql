-- Drafts that are talked through before they are filed (ADR-0013). Nothing of it is derived from the
-- record; a proposal is found by the digest of its words. Empty at creation: no backfill.
CREATE TABLE deliberations (
    id              BYTEA   NOT NULL PRIMARY KEY,
    author          BIGINT NOT NULL,
    stage           TEXT    NOT NULL CHECK (stage IN ('drafting', 'opinions', 'frozen', 'closed')),
    version         BIGINT NOT NULL,              -- The latest, from 1.
    title           TEXT    NOT NULL,              -- Of the latest version.
    payload         BYTEA   NOT NULL,              -- Of the latest version: canonical bytes.
    reach           TEXT    NOT NULL,
    labels          TEXT    NOT NULL,
    started_at_ms   BIGINT NOT NULL,
    opened_at_ms    BIGINT,                       -- When opinions were asked.
    frozen_at_ms    BIGINT,
    closed_at_ms    BIGINT,
    salt            TEXT,                          -- Of the final words.
    text_digest     BYTEA,                          -- Of the final words: what the proposal names.
    map             TEXT,                          -- JSON, see app::deliberation::map; names nobody.
    drawn_at_ms     BIGINT,                       -- When the map was drawn.
    change_count    BIGINT NOT NULL DEFAULT 0,    -- Counts changes of what the map is made of.
    drawn_count     BIGINT NOT NULL DEFAULT 0     -- Up to which of them it was drawn.
);
CREATE INDEX deliberations_by_author ON deliberations (author, id);
CREATE UNIQUE INDEX deliberations_by_text ON deliberations (text_digest);

CREATE TABLE deliberation_versions (
    deliberation_id  BYTEA   NOT NULL,
    version          BIGINT NOT NULL,             -- Counts from 1.
    title            TEXT    NOT NULL,
    text             TEXT    NOT NULL,
    payload          BYTEA   NOT NULL,
    note             TEXT    NOT NULL,             -- What it changes, in its author's words.
    written_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (deliberation_id, version)
);

-- Comments, statements, cases and the note on costs. One that was deleted keeps its place while it is
-- answered: author 0, no words.
CREATE TABLE contributions (
    deliberation_id  BYTEA   NOT NULL,
    id               BYTEA   NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('comment', 'statement', 'case-for', 'case-against', 'cost-note')),
    author           BIGINT NOT NULL,
    parent           BYTEA,                         -- The comment that it answers.
    version          BIGINT NOT NULL,             -- The version that it was written at.
    paragraph        BIGINT NOT NULL,             -- Of that version, from 1; 0: the whole.
    text             TEXT    NOT NULL,
    reach            TEXT    NOT NULL,
    labels           TEXT    NOT NULL,
    written_at_ms    BIGINT NOT NULL,
    resolved_at_ms   BIGINT,
    deleted_at_ms    BIGINT,
    PRIMARY KEY (deliberation_id, id)
);
CREATE UNIQUE INDEX contributions_by_id ON contributions (id);
CREATE INDEX contributions_by_author ON contributions (author, id);

-- What members said to statements: of the category `opinions`, erased with it.
CREATE TABLE opinions (
    member           BIGINT NOT NULL,
    statement_id     BYTEA   NOT NULL,
    deliberation_id  BYTEA   NOT NULL,
    opinion          TEXT    NOT NULL CHECK (opinion IN ('agree', 'pass', 'disagree')),
    answered_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (member, statement_id)
);
CREATE INDEX opinions_by_deliberation ON opinions (deliberation_id, member, statement_id);

-- Which cases members found convincing: of the same category.
CREATE TABLE convincing (
    member           BIGINT NOT NULL,
    case_id          BYTEA   NOT NULL,
    deliberation_id  BYTEA   NOT NULL,
    marked_at_ms     BIGINT NOT NULL,
    PRIMARY KEY (member, case_id)
);
CREATE INDEX convincing_by_deliberation ON convincing (deliberation_id, member, case_id);

-- Drafts and what is added to them can be reported and acted on like posts and comments. Rows that
-- are there are of the two old kinds, so the wider check holds for them.
ALTER TABLE reports DROP CONSTRAINT reports_kind_check;
ALTER TABLE reports ADD CONSTRAINT reports_kind_check CHECK (kind IN ('post', 'comment', 'draft', 'contribution'));
ALTER TABLE moderation_actions DROP CONSTRAINT moderation_actions_kind_check;
ALTER TABLE moderation_actions ADD CONSTRAINT moderation_actions_kind_check CHECK (kind IN ('post', 'comment', 'draft', 'contribution'));
