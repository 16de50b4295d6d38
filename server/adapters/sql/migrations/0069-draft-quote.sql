-- The e-mail that a draft quotes: shown below it, and put behind its text when it is sent (desktop.md 5.1).
ALTER TABLE interactions ADD COLUMN quote text REFERENCES interactions (id);
