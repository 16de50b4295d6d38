-- How incoming mail is routed beyond its mailbox's queue (mail.md 4.1-11, desktop.md 8.4): every set of rules that ever counted, and the
-- one that is being written.
CREATE TABLE rule_sets (
  version      bigint PRIMARY KEY,
  rules        jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  published_by text NOT NULL
);
CREATE TABLE rule_draft (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL,
  rules   jsonb NOT NULL
);
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON rule_sets EXECUTE FUNCTION configuration_changed();

-- How often a rule held, by day.
CREATE TABLE rule_hits (
  day     date NOT NULL,
  rule_id text NOT NULL,
  hits    bigint NOT NULL,
  PRIMARY KEY (day, rule_id)
);

-- By which rules a mail was routed.
ALTER TABLE mail_readings ADD COLUMN ruled jsonb;
