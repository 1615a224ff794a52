-- A draft may be many megabytes long. As TEXT, which is a VARCHAR here, it stands in its row, and the row in memory several times.
ALTER TABLE draft ALTER COLUMN text SET DATA TYPE CHARACTER LARGE OBJECT;
ALTER TABLE draft ALTER COLUMN pending SET DATA TYPE CHARACTER LARGE OBJECT;
