-- Version 4: where a risk stood at first and is to stand, cell by cell, and an index for each map of them.

ALTER TABLE "risk" ADD COLUMN "initial_likelihood" INTEGER;
ALTER TABLE "risk" ADD COLUMN "initial_impact" INTEGER;
ALTER TABLE "risk" ADD COLUMN "target_likelihood" INTEGER;
ALTER TABLE "risk" ADD COLUMN "target_impact" INTEGER;
CREATE INDEX "risk.likelihood" ON "risk" (archived, "likelihood", "impact");
CREATE INDEX "risk.initial_likelihood" ON "risk" (archived, "initial_likelihood", "initial_impact");
CREATE INDEX "risk.target_likelihood" ON "risk" (archived, "target_likelihood", "target_impact");

-- What was saved before has no such cells: whoever opens the file makes the tables anew from the log.
INSERT OR REPLACE INTO meta (key, value) SELECT 'rebuild', 1 WHERE EXISTS (SELECT 1 FROM log_commit);
