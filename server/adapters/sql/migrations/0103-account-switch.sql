-- An account that is switched off is left alone until somebody switches it on again (desktop.md 8.2).
ALTER TABLE imap_accounts ADD COLUMN is_enabled boolean NOT NULL DEFAULT true;
