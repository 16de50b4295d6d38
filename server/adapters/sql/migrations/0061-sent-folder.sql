-- Where what was sent lies on the account's server, and whether we put copies there (mail.md 11.4).
ALTER TABLE imap_accounts ADD COLUMN sent_folder text;
ALTER TABLE imap_accounts ADD COLUMN copies_sent boolean NOT NULL DEFAULT false;

-- What is to be done in that folder: a copy of a mail that was sent, or a look for one whose fate is unknown.
CREATE TABLE sent_filings (
  interaction_id text NOT NULL REFERENCES interactions,
  kind           text NOT NULL CHECK (kind IN ('copy', 'look')),
  mailbox_id     text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  -- Of the sealed mail: a mail that was sealed later is another one.
  message_id     text NOT NULL,
  -- Steady times: when it began, and when it is tried next.
  begun          bigint NOT NULL,
  due            bigint NOT NULL,
  -- Looks that went through.
  looks          integer NOT NULL DEFAULT 0,
  -- Steady time until which the mail is not sent again before it was looked for (sendUnknownPolicy: resend).
  holds_until    bigint,
  -- Tries in a row that failed, since when, and why.
  failures       integer NOT NULL DEFAULT 0,
  failing_since  timestamptz,
  cause          text,
  PRIMARY KEY (interaction_id, kind)
);
CREATE INDEX sent_filings_due ON sent_filings (due);
CREATE INDEX sent_filings_by_mailbox ON sent_filings (mailbox_id) WHERE failing_since IS NOT NULL;
