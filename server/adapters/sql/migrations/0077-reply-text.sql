-- What of a received text is new, quoted, signature, and by which rule; empty: all is new, null: nobody took it apart (mail.md 10).
ALTER TABLE contents ADD COLUMN ranges jsonb;
