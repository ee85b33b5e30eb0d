-- Version 6: what this computer alone remembers of syncs. None of it is in the log, and none of it is sent.

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
