-- Domains at which nobody may be written to. Not their sub-domains: mail to those goes elsewhere.
CREATE TABLE domain_suppression (
  domain   VARCHAR(255) PRIMARY KEY,             -- as DNS knows it (RFC 5890), in lower case
  reason   VARCHAR(20) NOT NULL,                 -- subscriber.Suppressions.Reason
  evidence VARCHAR(1000) NOT NULL,
  at       TIMESTAMP WITH TIME ZONE NOT NULL
);
