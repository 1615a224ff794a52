-- What a draft says of each item, by which it is found again in a file that somebody has edited.
ALTER TABLE draft_item ADD COLUMN entry TEXT;               -- null for what was drafted before this was kept

-- The file of an edition that is drafted again, until it is written: whoever finds it there after a crash writes it.
ALTER TABLE draft ADD COLUMN pending TEXT;                  -- null when it is written
ALTER TABLE draft ADD COLUMN pending_over VARCHAR(64);      -- SHA-256 of the file that it goes in place of

-- Who was told what about an edition that is not sent yet, so that nobody is told twice.
CREATE TABLE desk_notice (
  edition   VARCHAR(200) NOT NULL,               -- the file's name without .md
  section   VARCHAR(100) NOT NULL,               -- empty when it is about the whole edition
  recipient VARCHAR(64) NOT NULL,                -- subscriber.AddressHashes
  moment    VARCHAR(100) NOT NULL,               -- what set it off; another one is told of anew
  sandboxed BOOLEAN NOT NULL,                    -- what went to the sandbox keeps back nothing that goes to people
  told_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (edition, section, recipient, moment, sandboxed)
);
