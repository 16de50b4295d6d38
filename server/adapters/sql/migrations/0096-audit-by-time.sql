-- The audit is read newest first, between two times: by way of nothing but the rows that are shown or passed over.
CREATE INDEX journal_by_time ON journal (at, seq) WHERE seq IS NOT NULL;
