-- What sources have shown, and what digests have taken of it.

CREATE TABLE source (
  source_key    VARCHAR(64) PRIMARY KEY,         -- source.Request.key
  name          VARCHAR(2100) NOT NULL,          -- as people call it: kind and place
  answered_at   TIMESTAMP WITH TIME ZONE,        -- when it last answered; null until it has
  etag          VARCHAR(1000),                   -- of that answer, and the next, for asking again; null when not given
  last_modified VARCHAR(200),
  trouble       VARCHAR(1000),                   -- why it did not answer the last time; null when it did
  asked_at      TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE source_item (
  source_key VARCHAR(64) NOT NULL REFERENCES source,
  item_id    VARCHAR(500) NOT NULL,              -- source.Found.id
  at         TIMESTAMP WITH TIME ZONE NOT NULL,  -- published, or beginning; when it was first seen where that is not said
  first_seen TIMESTAMP WITH TIME ZONE NOT NULL,  -- for what the first answer held: when it was published
  last_seen  TIMESTAMP WITH TIME ZONE NOT NULL,
  fields     TEXT NOT NULL,                      -- JSON: source.Found.fields
  PRIMARY KEY (source_key, item_id)
);

CREATE INDEX source_item_at ON source_item (source_key, at);

-- The file of an edition as it was drafted.
CREATE TABLE draft (
  digest      VARCHAR(200) NOT NULL,             -- the file's name without .md
  edition     VARCHAR(200) NOT NULL,
  window_from TIMESTAMP WITH TIME ZONE NOT NULL,
  window_to   TIMESTAMP WITH TIME ZONE NOT NULL,
  drafted_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  text        TEXT NOT NULL,
  PRIMARY KEY (digest, edition)
);

-- What is in it, so that no later edition of the digest takes it again.
CREATE TABLE draft_item (
  digest     VARCHAR(200) NOT NULL,
  edition    VARCHAR(200) NOT NULL,
  source_key VARCHAR(64) NOT NULL,
  item_id    VARCHAR(500) NOT NULL,
  PRIMARY KEY (digest, edition, source_key, item_id),
  FOREIGN KEY (digest, edition) REFERENCES draft ON DELETE CASCADE
);

CREATE INDEX draft_item_item ON draft_item (source_key, item_id);
