-- Rows of the journal whose words went with a person's mail name the receipt that tells of it. reliability.md 7.6
ALTER TABLE journal ADD COLUMN erased_by text;
CREATE INDEX journal_erased ON journal (erased_by, seq) WHERE erased_by IS NOT NULL;
CREATE INDEX journal_receipts ON journal ((event ->> 'receipt')) WHERE event ->> 'kind' = 'Erased';

-- Whose mail must be kept, whatever anybody asks for.
CREATE TABLE legal_holds (
  contact_id text PRIMARY KEY REFERENCES contacts,
  reason     text NOT NULL,
  placed_by  text NOT NULL,
  placed_at  timestamptz NOT NULL
);

-- Of what was erased only the skeleton is left: where it went and when.
ALTER TABLE interactions ADD COLUMN erased_at timestamptz;
