-- Words of the commons can be reported and acted on like posts: what candidates say, reports from
-- office, statements of juries. Of what is there a row is kept only once moderation acted on it, so the
-- table is empty at creation; reports and actions that are there are of the old kinds, so the wider
-- check holds for them.
CREATE TABLE commons_marks (
    subject  BYTEA NOT NULL PRIMARY KEY,            -- What it is about, as in `reports`.
    reach    TEXT NOT NULL CHECK (reach IN ('everyone', 'followers', 'nobody')),
    labels   TEXT NOT NULL                       -- Ids of labels, with spaces between them.
);

ALTER TABLE reports DROP CONSTRAINT reports_kind_check;
ALTER TABLE reports ADD CONSTRAINT reports_kind_check CHECK (kind IN ('post', 'comment', 'draft', 'contribution', 'nomination', 'office-report', 'statement'));
ALTER TABLE moderation_actions DROP CONSTRAINT moderation_actions_kind_check;
ALTER TABLE moderation_actions ADD CONSTRAINT moderation_actions_kind_check CHECK (kind IN ('post', 'comment', 'draft', 'contribution', 'nomination', 'office-report', 'statement'));
