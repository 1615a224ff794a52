-- Work that was done for a sign-up; each is good once.
CREATE TABLE spent_proof (
  proof      VARCHAR(64) PRIMARY KEY,            -- the challenge that was worked for
  good_until TIMESTAMP WITH TIME ZONE NOT NULL   -- later it is refused anyway, and forgotten
);
