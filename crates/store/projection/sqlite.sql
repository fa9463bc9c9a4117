-- Derived from the record; dropped and rebuilt at will, therefore not a migration.
CREATE TABLE IF NOT EXISTS projection_progress (
    name            TEXT    NOT NULL PRIMARY KEY,
    projected_upto  INTEGER NOT NULL                -- How many entries of the record are in.
) STRICT;
CREATE TABLE IF NOT EXISTS record_entries (
    entry_index   INTEGER NOT NULL PRIMARY KEY,
    time_ms       INTEGER NOT NULL,
    member        INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    operation_id  BLOB    NOT NULL,
    proposal      INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS record_entries_by_member ON record_entries (member, entry_index);
CREATE INDEX IF NOT EXISTS record_entries_by_proposal ON record_entries (proposal, entry_index);
CREATE UNIQUE INDEX IF NOT EXISTS record_entries_by_operation ON record_entries (operation_id);
CREATE TABLE IF NOT EXISTS proposal_tallies (
    proposal     INTEGER NOT NULL,
    entry_index  INTEGER NOT NULL,
    time_ms      INTEGER NOT NULL,
    yes          INTEGER NOT NULL,
    no           INTEGER NOT NULL,
    abstain      INTEGER NOT NULL,
    veto         INTEGER NOT NULL,
    support      INTEGER NOT NULL,
    electorate   INTEGER NOT NULL,
    PRIMARY KEY (proposal, entry_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS share_credits (
    member        INTEGER NOT NULL,
    round         INTEGER NOT NULL,
    reason        TEXT    NOT NULL,
    micro_shares  INTEGER NOT NULL,
    entry_index   INTEGER NOT NULL,
    PRIMARY KEY (member, round, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS policy_versions (
    kind         TEXT    NOT NULL CHECK (kind IN ('charter', 'data', 'feed', 'moderation')),
    version      INTEGER NOT NULL,
    proposal     INTEGER NOT NULL,
    since_ms     INTEGER NOT NULL,
    entry_index  INTEGER NOT NULL,
    body         BLOB    NOT NULL,
    PRIMARY KEY (kind, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trades (
    trade             INTEGER NOT NULL PRIMARY KEY,
    auction           INTEGER NOT NULL,
    seller            INTEGER NOT NULL,
    buyer             INTEGER NOT NULL,
    micro_shares      INTEGER NOT NULL,
    minor_units       INTEGER NOT NULL,
    stage             TEXT    NOT NULL CHECK (stage IN ('lapsed', 'open', 'settled')),
    over_at_ms        INTEGER,               -- Unix time, milliseconds.
    first_in_office   INTEGER,               -- Who said that it was paid, where the seller did not.
    second_in_office  INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS trades_by_seller ON trades (seller, trade);
CREATE INDEX IF NOT EXISTS trades_by_buyer ON trades (buyer, trade);
