-- The one HTTP session that was not ended with the user's others: where they changed their password (reliability.md 7.2 S24).
ALTER TABLE users ADD COLUMN session_kept text;
