-- Whom the mail that a received one passes on is from: offered to the agent as a recipient (mail.md 10).
ALTER TABLE contents ADD COLUMN forwarded jsonb;
