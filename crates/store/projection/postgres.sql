-- Derived from the record; dropped and rebuilt at will, therefore not a migration.
CREATE TABLE IF NOT EXISTS projection_progress (
    name            TEXT    NOT NULL PRIMARY KEY,
    projected_upto  BIGINT  NOT NULL                -- How many entries of the record are in.
);
CREATE TABLE IF NOT EXISTS record_entries (
    entry_index   BIGINT  NOT NULL PRIMARY KEY,
    time_ms       BIGINT  NOT NULL,
    member        BIGINT  NOT NULL,
    kind          TEXT    NOT NULL,
    operation_id  BYTEA    NOT NULL,
    proposal      BIGINT 
);
CREATE INDEX IF NOT EXISTS record_entries_by_member ON record_entries (member, entry_index);
CREATE INDEX IF NOT EXISTS record_entries_by_proposal ON record_entries (proposal, entry_index);
CREATE UNIQUE INDEX IF NOT EXISTS record_entries_by_operation ON record_entries (operation_id);
CREATE TABLE IF NOT EXISTS proposal_tallies (
    proposal     BIGINT  NOT NULL,
    entry_index  BIGINT  NOT NULL,
    time_ms      BIGINT  NOT NULL,
    yes          BIGINT  NOT NULL,
    no           BIGINT  NOT NULL,
    abstain      BIGINT  NOT NULL,
    veto         BIGINT  NOT NULL,
    support      BIGINT  NOT NULL,
    electorate   BIGINT  NOT NULL,
    PRIMARY KEY (proposal, entry_index)
);
CREATE TABLE IF NOT EXISTS share_credits (
    member        BIGINT  NOT NULL,
    round         BIGINT  NOT NULL,
    reason        TEXT    NOT NULL,
    micro_shares  BIGINT  NOT NULL,
    entry_index   BIGINT  NOT NULL,
    PRIMARY KEY (member, round, reason)
);
CREATE TABLE IF NOT EXISTS policy_versions (
    kind         TEXT    NOT NULL CHECK (kind IN ('charter', 'data', 'feed', 'moderation')),
    version      BIGINT  NOT NULL,
    proposal     BIGINT  NOT NULL,
    since_ms     BIGINT  NOT NULL,
    entry_index  BIGINT  NOT NULL,
    body         BYTEA   NOT NULL,
    PRIMARY KEY (kind, version)
);
CREATE TABLE IF NOT EXISTS trades (
    trade             BIGINT  NOT NULL PRIMARY KEY,
    auction           BIGINT  NOT NULL,
    seller            BIGINT  NOT NULL,
    buyer             BIGINT  NOT NULL,
    micro_shares      BIGINT  NOT NULL,
    minor_units       BIGINT  NOT NULL,
    stage             TEXT    NOT NULL CHECK (stage IN ('lapsed', 'open', 'settled')),
    over_at_ms        BIGINT ,               -- Unix time, milliseconds.
    first_in_office   BIGINT ,               -- Who said that it was paid, where the seller did not.
    second_in_office  BIGINT 
);
CREATE INDEX IF NOT EXISTS trades_by_seller ON trades (seller, trade);
CREATE INDEX IF NOT EXISTS trades_by_buyer ON trades (buyer, trade);
