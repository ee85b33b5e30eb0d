-- The endpoint's tables. The log (log_commit, log_change, refused) and the people are the truth; place, place_reference, code,
-- digest and move are what the log makes of itself, and `verify` makes them anew to compare.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- people and their devices. Of codes and tokens only the SHA-256 is kept.
CREATE TABLE person (
  id             INTEGER PRIMARY KEY,
  person         BLOB    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  grants_version INTEGER NOT NULL
) STRICT;

-- A grant counts from one version of the person's grants to another: who asks with an old version is told what has gone.
CREATE TABLE given (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person,
  scope  BLOB    NOT NULL,
  role   TEXT    NOT NULL,
  since  INTEGER NOT NULL,
  until  INTEGER
) STRICT;
CREATE INDEX given_person ON given (person);

CREATE TABLE invite (
  hash    BLOB    PRIMARY KEY,
  person  INTEGER NOT NULL REFERENCES person,
  scope   BLOB    NOT NULL,
  role    TEXT    NOT NULL,
  expires INTEGER NOT NULL,
  device  INTEGER REFERENCES device
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id      INTEGER PRIMARY KEY,
  person  INTEGER NOT NULL REFERENCES person,
  name    TEXT    NOT NULL,
  made    INTEGER NOT NULL,
  revoked INTEGER
) STRICT;

-- A refresh token that was used keeps the salt from which, with the token itself, its successors are made again.
CREATE TABLE token (
  hash    BLOB    PRIMARY KEY,
  device  INTEGER NOT NULL REFERENCES device,
  expires INTEGER,
  used    INTEGER,
  salt    BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX token_device ON token (device);

CREATE TABLE replica (
  id      INTEGER PRIMARY KEY,
  replica BLOB    NOT NULL UNIQUE,
  person  INTEGER NOT NULL REFERENCES person,
  was     INTEGER REFERENCES replica,
  schema  INTEGER NOT NULL,
  last_n  INTEGER NOT NULL
) STRICT;

-- ---- the log
CREATE TABLE log_commit (
  seq      INTEGER PRIMARY KEY,
  id       BLOB    NOT NULL UNIQUE,
  replica  INTEGER NOT NULL REFERENCES replica,
  n        INTEGER NOT NULL,
  person   INTEGER NOT NULL REFERENCES person,
  actor    TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  received INTEGER NOT NULL,
  seen     INTEGER NOT NULL,
  origin   TEXT    NOT NULL,
  undoes   INTEGER NOT NULL,
  reason   TEXT,
  home     BLOB    NOT NULL,
  hash     BLOB    NOT NULL,
  chain    BLOB    NOT NULL,
  UNIQUE (replica, n)
) STRICT;

-- outcome counts as MusterOutcome does: 0 head, 1 same, 2 merged, 3 conflict. stands: of a change that came out same, the version
-- that it equalled.
CREATE TABLE log_change (
  seq         INTEGER NOT NULL,
  i           INTEGER NOT NULL,
  record      BLOB    NOT NULL,
  kind        TEXT    NOT NULL,
  field_group TEXT    NOT NULL,
  base        INTEGER NOT NULL,
  value       TEXT    NOT NULL,
  settles     INTEGER NOT NULL,
  outcome     INTEGER NOT NULL,
  stands      INTEGER NOT NULL,
  merged      TEXT,
  PRIMARY KEY (seq, i)
) STRICT, WITHOUT ROWID;
-- The head of a group is the last of its entries here with outcome 0 or 2.
CREATE INDEX log_change_record ON log_change (record, field_group, seq, outcome);

-- number rises as they are refused: stewards read on from where they were.
CREATE TABLE refused (
  number  INTEGER NOT NULL UNIQUE,
  replica INTEGER NOT NULL REFERENCES replica,
  n       INTEGER NOT NULL,
  id      BLOB    NOT NULL,
  said    TEXT    NOT NULL,
  type    TEXT    NOT NULL,
  detail  TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (replica, n)
) STRICT, WITHOUT ROWID;

-- ---- what the log makes of itself
-- up: the record that this one belongs to, whether it is there or not. place: where that leads; the record itself where it is a place.
CREATE TABLE place (
  record      BLOB    PRIMARY KEY,
  kind        TEXT    NOT NULL,
  home        BLOB    NOT NULL,
  up          BLOB,
  place       BLOB    NOT NULL,
  archived    INTEGER NOT NULL,
  archived_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX place_up ON place (up) WHERE up IS NOT NULL;
CREATE INDEX place_place ON place (place);

CREATE TABLE place_reference (
  record BLOB    NOT NULL,
  rank   INTEGER NOT NULL,
  target BLOB    NOT NULL,
  PRIMARY KEY (record, rank)
) STRICT, WITHOUT ROWID;

-- Numbers that people quote, in two parts: "R-" and 12. They are never given twice.
CREATE TABLE code (
  prefix TEXT    NOT NULL,
  number INTEGER NOT NULL,
  record BLOB    NOT NULL,
  PRIMARY KEY (prefix, number)
) STRICT, WITHOUT ROWID;

-- The sum of the changes to the records of one place; under 16 zeros, of the directory.
CREATE TABLE digest (
  place BLOB PRIMARY KEY,
  sum   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A record that was known moved: the scopes that held it, from its place up, before and after; ids of 16 bytes one behind the other.
CREATE TABLE move (
  seq    INTEGER NOT NULL,
  record BLOB    NOT NULL,
  before BLOB    NOT NULL,
  after  BLOB    NOT NULL,
  PRIMARY KEY (seq, record)
) STRICT, WITHOUT ROWID;
