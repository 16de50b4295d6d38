-- What reading a received mail found out besides its content. Derived, can be made again (mail.md 0.1).
CREATE TABLE mail_readings (
  interaction_id text PRIMARY KEY REFERENCES interactions,
  reader_version integer NOT NULL,
  class          text NOT NULL,
  reasons        jsonb NOT NULL,
  -- SPF, DKIM, DMARC and ARC of the sender; null where nobody asked.
  verdict        jsonb,
  -- Why it came into the queue `parked`; null for all other mail. Stays when it is released.
  parked_because text,
  -- Which rule of threading hit, on what, with which flags; null for mail that begins a thread.
  joined_because jsonb,
  -- The thread of a hit that could not be joined.
  linked_thread  text,
  -- Which of our mails a report is about, and how that is known.
  report         jsonb,
  -- Which ranges of the text are new, quoted, signature; null where nobody told them apart.
  reply_ranges   jsonb,
  read_at        timestamptz NOT NULL
);
CREATE INDEX mail_readings_parked ON mail_readings (parked_because, interaction_id) WHERE parked_because IS NOT NULL;
CREATE INDEX mail_readings_by_version ON mail_readings (reader_version, interaction_id);

-- What verified and other reports said of the recipients of an outbound e-mail (mail.md 8).
CREATE TABLE delivery_reports (
  interaction_id text NOT NULL REFERENCES interactions,
  report_id      text NOT NULL REFERENCES interactions,
  address        text NOT NULL,
  action         text NOT NULL,
  status         text,
  text           text NOT NULL,
  remote_host    text,
  class          text NOT NULL,
  is_verified    boolean NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (interaction_id, report_id, address)
);

-- Addresses that a verified report says are no good, until a mail to them is delivered (mail.md 8.2).
CREATE TABLE bouncing_addresses (
  address   text PRIMARY KEY,
  status    text,
  text      text NOT NULL,
  report_id text NOT NULL REFERENCES interactions,
  since     timestamptz NOT NULL
);

-- Bounces that name nothing but a recipient and a subject are looked up by recipient.
CREATE INDEX thread_participants_by_address ON thread_participants (address);
