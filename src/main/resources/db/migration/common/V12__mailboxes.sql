-- By which the notices to one person are counted: all addresses that reach one mailbox have one hash.
ALTER TABLE notice ADD COLUMN mailbox_hash VARCHAR(64);   -- subscriber.AddressHashes; null for what strangers cannot set off
CREATE INDEX notice_mailbox ON notice (mailbox_hash, created_at);
