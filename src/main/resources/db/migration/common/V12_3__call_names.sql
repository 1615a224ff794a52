-- What somebody who signs up wants to be called; may be empty.
ALTER TABLE sign_up ADD COLUMN first_name VARCHAR(200) DEFAULT '' NOT NULL;
