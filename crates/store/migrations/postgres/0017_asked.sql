-- Who was asked for which vote: read for many members at a time when a round begins or a vote opens.
-- Empty at creation: no backfill.
CREATE INDEX notifications_asked ON notifications (member) WHERE kind = 'vote-asked';
