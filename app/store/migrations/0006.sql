-- Version 6: what this computer alone remembers of syncs, none of which is in the log or sent, and when a conflict is
-- open.

-- One sync: from when there was something to send or fetch until there was not, or until it failed.
CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  began INTEGER NOT NULL,          -- microseconds since 1970, by the clock of this computer
  ended INTEGER NOT NULL,
  n_sent INTEGER NOT NULL,         -- own saves that were told taken
  n_received INTEGER NOT NULL,     -- saves of others
  n_conflicts INTEGER NOT NULL,
  n_refused INTEGER NOT NULL,
  n_left INTEGER NOT NULL,         -- records that may not be seen any more
  n_bytes INTEGER NOT NULL,        -- that came
  failure TEXT                     -- why it ended before its end, as it was said; NULL: it did not
) STRICT;

-- Records that went because they may not be seen any more, until the person has read that they did. What they said has
-- gone with them.
CREATE TABLE departed (
  record BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  code TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Two records that look like one and are two, as the person has said. The lower id is the first.
CREATE TABLE apart (
  first BLOB NOT NULL,
  second BLOB NOT NULL,
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

-- What a decision was taken on is to be decided again once the decision is taken back, until that is taken back in turn:
-- each commit of the chain of those that undo one another takes back the one before it.
DROP VIEW open_conflict;
CREATE VIEW open_conflict AS
  SELECT c.version, c.i, c.record, c.kind, c.field_group, c.base, c.value FROM log_change c
  WHERE c.outcome = 'conflict'
    AND NOT EXISTS (SELECT 1 FROM log_change d WHERE d.record = c.record AND d.field_group = c.field_group
                    AND d.settles >= c.version AND d.settles > 0 AND d.version > c.version
                    AND (d.outcome IS NULL OR d.outcome IN ('same', 'merged'))
                    AND (WITH RECURSIVE chain (replica, n) AS (
                           SELECT replica, n FROM log_commit WHERE version = d.version
                           UNION ALL
                           SELECT u.replica, u.n FROM chain t JOIN log_commit u ON u.replica = t.replica AND u.undoes = t.n
                           WHERE EXISTS (SELECT 1 FROM log_change h WHERE h.version = u.version
                                         AND h.record = c.record AND h.field_group = c.field_group
                                         AND (h.outcome IS NULL OR h.outcome IN ('same', 'merged'))))
                         SELECT count(*) FROM chain) % 2 = 1)
    AND NOT EXISTS (SELECT 1 FROM log_change e WHERE e.record = c.record AND e.field_group = c.field_group
                    AND e.outcome = 'conflict' AND e.base = c.version AND e.version > c.version);
