-- That a copy of this store was made of a backup: up to which row of the audit it went, and when somebody showed it (desktop.md 8.1). Null: nobody did.
ALTER TABLE centre ADD COLUMN backup_proved_at timestamptz, ADD COLUMN backup_proved_seq bigint;
