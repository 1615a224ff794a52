-- People whom an import brought onto a list and who are asked by mail whether they want it.
ALTER TABLE sign_up ADD COLUMN origin VARCHAR(12) DEFAULT 'page' NOT NULL;  -- subscriber.SignUp.Origin
CREATE INDEX sign_up_origin ON sign_up (state, origin, changed_at);
ALTER TABLE import_run ADD COLUMN invited BIGINT DEFAULT 0 NOT NULL;        -- how many of the unconfirmed are asked
