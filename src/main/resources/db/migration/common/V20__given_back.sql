-- A draft whose edition was cancelled gives its items back, and takes them again where somebody approves it after all.
ALTER TABLE draft ADD COLUMN given_back BOOLEAN DEFAULT FALSE NOT NULL;

UPDATE draft SET given_back = TRUE
WHERE edition IN (SELECT slug FROM edition WHERE rehearsal = 0 AND state = 'cancelled' AND started_at IS NULL);
