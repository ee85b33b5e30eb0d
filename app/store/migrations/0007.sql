-- Version 7: the worst risk of a team counts what threatens its plan and work, too.

-- What was saved before does not: whoever opens the file makes the tables anew from the log.
INSERT OR REPLACE INTO meta (key, value) SELECT 'rebuild', 1 WHERE EXISTS (SELECT 1 FROM log_commit);
