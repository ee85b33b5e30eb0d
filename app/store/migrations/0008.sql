-- Version 8: which save says anew what was refused is known, so that taking that save back lists the refused one again.

ALTER TABLE refused ADD COLUMN resent INTEGER; -- n of the own save that says it anew

-- Said anew, by a save that was not taken back, or was taken back and done again. dismissed is 2 where all of it was so
-- already, and for what was said anew before this version.
CREATE VIEW refused_resent AS
  SELECT r.version FROM refused r JOIN log_commit c ON c.version = r.version
  WHERE r.dismissed = 2
     OR (r.resent IS NOT NULL
         AND (WITH RECURSIVE turn (n) AS (
                SELECT r.resent UNION SELECT u.n FROM turn JOIN log_commit u ON u.replica = c.replica AND u.undoes = turn.n)
              SELECT count(*) % 2 FROM turn));
CREATE INDEX refused_by_resent ON refused (resent) WHERE resent IS NOT NULL;
