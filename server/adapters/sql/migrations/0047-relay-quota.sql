-- What an account has sent lately, as far as its provider limits it (mail.md 11.5, 13). Locked by every claim, so processes share one quota.
CREATE TABLE relay_quotas (
  account text PRIMARY KEY,
  state   jsonb NOT NULL
);
