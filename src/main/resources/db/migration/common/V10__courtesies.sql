-- What is written once to somebody who has not confirmed, or who has left.
ALTER TABLE sign_up ADD COLUMN reminded_at TIMESTAMP WITH TIME ZONE;  -- null until the reminder was written, or was not to be
ALTER TABLE leaving ADD COLUMN told_at TIMESTAMP WITH TIME ZONE;      -- null until the goodbye was written, or was not to be
