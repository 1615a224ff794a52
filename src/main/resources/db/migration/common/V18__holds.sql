-- For what an edition waits that is held, which was to be read from the words of its reason.
ALTER TABLE edition ADD COLUMN held_for VARCHAR(16);    -- edition.Hold; counts only while the state is 'held'

UPDATE edition
SET held_for = CASE WHEN reason LIKE 'the digest is paused by %'
                      OR reason LIKE 'digests/%.md is gone'
                      OR reason LIKE 'digests/%.md has no schedule any more' THEN 'digest'
                    ELSE 'person' END
WHERE state = 'held';

ALTER TABLE edition ADD CONSTRAINT edition_held_for CHECK (state <> 'held' OR held_for IS NOT NULL);
