-- Answers that a job wrote wait in holds (desktop.md 3.8): each names its place in the job, so that none is written twice.
ALTER TABLE holds ADD COLUMN job_id text REFERENCES jobs ON DELETE SET NULL;
ALTER TABLE holds ADD COLUMN place integer;
CREATE UNIQUE INDEX holds_by_job ON holds (job_id, place) WHERE job_id IS NOT NULL;
-- Of what a job did: what still waits and can be called back.
ALTER TABLE jobs ADD COLUMN held integer NOT NULL DEFAULT 0;
