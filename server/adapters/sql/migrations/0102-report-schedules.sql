-- Reports that somebody wants by mail (desktop.md 7, 13). due is steady time; next_at the moment that it stands for, by which the time that the
-- report covers is known. last_mail is the e-mail of the last one, or last_problem why there is none.
CREATE TABLE report_schedules (
  id           text PRIMARY KEY,
  user_id      text NOT NULL REFERENCES users ON DELETE CASCADE,
  report       text NOT NULL,
  filter       jsonb NOT NULL,
  cadence      jsonb NOT NULL,
  recipients   text[] NOT NULL,
  created_at   timestamptz NOT NULL,
  due          bigint NOT NULL,
  next_at      timestamptz NOT NULL,
  last_at      timestamptz,
  last_mail    text,
  last_problem text
);
CREATE INDEX report_schedules_due ON report_schedules (due);
CREATE INDEX report_schedules_of_user ON report_schedules (user_id, created_at);
