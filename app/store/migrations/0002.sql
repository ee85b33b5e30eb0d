-- Version 2: what plans and teams come to is kept, not read from all their parts at each save.

-- What each piece of work and each risk adds to a plan, team, area or programme that it is part of.
CREATE TABLE part (
  record INTEGER NOT NULL REFERENCES record (rowid),
  whole BLOB NOT NULL,             -- the id of the plan, team, area or programme
  weight INTEGER NOT NULL,         -- of work
  done INTEGER NOT NULL,           -- out of 100 for each weight
  score INTEGER NOT NULL,          -- of an open risk
  PRIMARY KEY (record, whole)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_score ON part (whole, score) WHERE score > 0;

CREATE TABLE tally (
  whole BLOB PRIMARY KEY,
  weights INTEGER NOT NULL,
  done INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER part_added AFTER INSERT ON part WHEN new.weight <> 0 BEGIN
  INSERT INTO tally (whole, weights, done) VALUES (new.whole, new.weight, new.done)
    ON CONFLICT (whole) DO UPDATE SET weights = weights + excluded.weights, done = done + excluded.done;
END;
CREATE TRIGGER part_changed AFTER UPDATE ON part WHEN new.weight <> old.weight OR new.done <> old.done BEGIN
  UPDATE tally SET weights = weights + new.weight - old.weight, done = done + new.done - old.done WHERE whole = new.whole;
END;
CREATE TRIGGER part_taken AFTER DELETE ON part WHEN old.weight <> 0 BEGIN
  UPDATE tally SET weights = weights - old.weight, done = done - old.done WHERE whole = old.whole;
END;

-- What was saved before this version has no parts: whoever opens the file makes the tables anew from the log.
INSERT INTO meta (key, value) SELECT 'rebuild', 1 WHERE EXISTS (SELECT 1 FROM log_commit);
