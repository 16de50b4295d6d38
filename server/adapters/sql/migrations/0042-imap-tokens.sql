-- OAuth 2 of accounts: the access token in use, and the refresh token where the endpoint gave another one; sealed together.
ALTER TABLE imap_accounts ADD COLUMN token text;
ALTER TABLE imap_accounts ADD COLUMN token_expires_at timestamptz;
