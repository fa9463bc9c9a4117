-- Personal data beyond what the platform needs to run. Only the collector writes here, and only
-- what the data policy in force permits.
CREATE TABLE collected_items (
    member           BIGINT  NOT NULL,
    id               BYTEA    NOT NULL,
    category         TEXT    NOT NULL,
    subject          TEXT    NOT NULL,
    value            TEXT    NOT NULL,
    collected_at_ms  BIGINT  NOT NULL,
    expires_at_ms    BIGINT ,
    PRIMARY KEY (member, id)
);
CREATE INDEX collected_items_by_subject ON collected_items (member, category, subject);
CREATE INDEX collected_items_by_category ON collected_items (category);
CREATE INDEX collected_items_by_expiry ON collected_items (expires_at_ms);
CREATE INDEX collected_items_by_anyone ON collected_items (subject);
