-- When editions begin, and how digests keep to their schedules.

ALTER TABLE edition ADD COLUMN scheduled_for TIMESTAMP WITH TIME ZONE;   -- when it begins by itself; null when that was not said
ALTER TABLE edition ADD COLUMN scheduled_file VARCHAR(500);              -- whose text must be the same then; null: not in the workspace
ALTER TABLE shard ADD COLUMN not_before TIMESTAMP WITH TIME ZONE;        -- null: at once

CREATE TABLE digest (
  name          VARCHAR(200) PRIMARY KEY,         -- its file's name without .md
  plan          VARCHAR(1000),                    -- cron and zone that are followed; null while there are none
  planned_until TIMESTAMP WITH TIME ZONE,         -- each time up to it at which the digest was due has its row, or was passed over
  trouble       VARCHAR(1000),                    -- why it cannot be followed, as the editors were told; null when it can
  paused_at     TIMESTAMP WITH TIME ZONE,         -- null while it is not paused
  paused_by     VARCHAR(200),
  pause_reason  VARCHAR(1000)                     -- null when none was given
);

-- A day on which a digest is or was due, and what came of it.
CREATE TABLE digest_run (
  digest     VARCHAR(200) NOT NULL,
  edition    VARCHAR(220) NOT NULL,               -- its slug, whether there is one or not
  due_at     TIMESTAMP WITH TIME ZONE NOT NULL,
  state      VARCHAR(12) NOT NULL,                -- edition.DigestRun.State
  reason     VARCHAR(1000),                       -- null where the state says all
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (digest, edition)
);

CREATE INDEX digest_run_due ON digest_run (digest, due_at);

-- Digests had jobs of their own; now all are looked after in rounds.
DELETE FROM QRTZ_FIRED_TRIGGERS WHERE SCHED_NAME = 'editorial';
DELETE FROM QRTZ_SIMPLE_TRIGGERS WHERE SCHED_NAME = 'editorial';
DELETE FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'editorial';
DELETE FROM QRTZ_JOB_DETAILS WHERE SCHED_NAME = 'editorial';
