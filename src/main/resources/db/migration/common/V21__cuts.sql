-- What was published before it is left out of the edition; null for nothing.
ALTER TABLE draft ADD COLUMN cut TIMESTAMP WITH TIME ZONE;
