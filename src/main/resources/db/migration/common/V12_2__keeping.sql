-- When what servers said about an edition's recipients was dropped; null when it was not. What they said since, after a retry
-- say, has its own time.
ALTER TABLE edition ADD COLUMN replies_dropped_at TIMESTAMP WITH TIME ZONE;
