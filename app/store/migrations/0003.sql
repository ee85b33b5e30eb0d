-- Version 3: the log of a replica that agrees with others through an endpoint.

-- log_commit.version becomes a token: the number of the endpoint (seq) once it took the commit, 2^40 + n before that. All that
-- was saved so far is of this replica, where version and n were one number.
PRAGMA defer_foreign_keys = ON;
UPDATE log_commit SET version = version + 1099511627776;
UPDATE log_change SET version = version + 1099511627776, base = CASE WHEN base > 0 THEN base + 1099511627776 ELSE 0 END;
UPDATE outbox SET version = version + 1099511627776;

ALTER TABLE log_commit ADD COLUMN received INTEGER NOT NULL DEFAULT 0; -- the endpoint's clock; 0: not acknowledged
ALTER TABLE log_commit ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;     -- the seq up to which all was applied when this was saved
ALTER TABLE log_change ADD COLUMN settles INTEGER NOT NULL DEFAULT 0;  -- conflicts of the group up to this seq
ALTER TABLE log_change ADD COLUMN outcome TEXT;                        -- NULL: the value of its group; same, merged, conflict, refused, gone
ALTER TABLE log_change ADD COLUMN merged TEXT;                         -- JSON: what counts where it was merged

-- undoes is the n of a commit of the same replica.
DROP INDEX log_commit_undoes;
CREATE INDEX log_commit_undoes ON log_commit (replica, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX log_change_base ON log_change (base) WHERE base >= 549755813888;
CREATE INDEX log_change_conflict ON log_change (record, field_group, base) WHERE outcome = 'conflict';
CREATE INDEX log_change_settles ON log_change (record, field_group, settles) WHERE settles > 0;

-- Conflicts are a reading of the log: open until a later change that counts settles it, or a later conflict stands for both.
CREATE VIEW open_conflict AS
  SELECT c.version, c.i, c.record, c.kind, c.field_group, c.base, c.value FROM log_change c
  WHERE c.outcome = 'conflict'
    AND NOT EXISTS (SELECT 1 FROM log_change d WHERE d.record = c.record AND d.field_group = c.field_group
                    AND d.settles >= c.version AND d.settles > 0 AND d.version > c.version
                    AND (d.outcome IS NULL OR d.outcome IN ('same', 'merged')))
    AND NOT EXISTS (SELECT 1 FROM log_change e WHERE e.record = c.record AND e.field_group = c.field_group
                    AND e.outcome = 'conflict' AND e.base = c.version AND e.version > c.version);

-- Two who were offline may have given the same number until the endpoint gives one of them the next.
DROP INDEX record_code;
CREATE INDEX record_code ON record (code) WHERE code IS NOT NULL;

-- Where the feed stands: the last is the cursor, those before it find what a restored endpoint still knows.
CREATE TABLE sync_cursor (
  seq INTEGER PRIMARY KEY,
  chain BLOB NOT NULL
) STRICT;

-- What the person may do, and what is still to be fetched apart from the news.
CREATE TABLE sync_grant (
  scope BLOB NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (scope, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_fill (
  id INTEGER PRIMARY KEY,
  is_record INTEGER NOT NULL,
  target BLOB NOT NULL,            -- the id of a scope or a record
  after INTEGER NOT NULL,
  until INTEGER NOT NULL,
  UNIQUE (is_record, target)
) STRICT;

-- Own commits that the endpoint did not take. They keep their place in the log and wait for their author.
CREATE TABLE refused (
  version INTEGER PRIMARY KEY REFERENCES log_commit (version),
  type TEXT NOT NULL,
  detail TEXT NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Commits of others that an endpoint put back from a backup no longer knows, until they come again.
CREATE TABLE aside_commit (
  version INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  replica BLOB NOT NULL,
  n INTEGER NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT,
  origin TEXT NOT NULL,
  undoes INTEGER,
  received INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
CREATE TABLE aside_change (
  version INTEGER NOT NULL REFERENCES aside_commit (version),
  i INTEGER NOT NULL,
  record BLOB NOT NULL,
  kind TEXT NOT NULL,
  field_group TEXT NOT NULL,
  base INTEGER NOT NULL,
  value TEXT NOT NULL,
  settles INTEGER NOT NULL,
  PRIMARY KEY (version, i)
) STRICT, WITHOUT ROWID;
