-- What was wrong with parts of a source's latest answer, such as a row of a file; one line each, null when nothing was.
ALTER TABLE source ADD COLUMN remarks TEXT;
