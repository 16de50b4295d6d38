-- When this store was last made from a backup: it is no more the one that the files of before belong to. Null: never.
ALTER TABLE centre ADD COLUMN restored_at timestamptz;
