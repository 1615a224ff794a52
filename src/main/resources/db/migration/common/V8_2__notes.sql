-- What those who run the lists write down about somebody. No template and no segment can name it.
ALTER TABLE subscriber ADD COLUMN notes VARCHAR(4000) DEFAULT '' NOT NULL;
