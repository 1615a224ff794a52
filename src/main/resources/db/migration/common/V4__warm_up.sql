-- Days, by UTC, on which a warm-up plan was in force.
CREATE TABLE warm_up (
  on_day DATE PRIMARY KEY,
  allowed INTEGER NOT NULL,
  -- Fetched by processes; what they do not use they give back.
  went INTEGER NOT NULL
);
