-- The first schema. PostgreSQL 15 to 18. Times for people are timestamptz; steady times and versions are bigint (milliseconds, counts).

CREATE TABLE settings (
  one        boolean PRIMARY KEY DEFAULT true CHECK (one),
  value      jsonb NOT NULL
);

-- What identifies this database: random keys, and the fingerprint of the provisioning file that was applied last.
CREATE TABLE centre (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  secret      text NOT NULL DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  fingerprint text NOT NULL DEFAULT ''
);
INSERT INTO centre DEFAULT VALUES;

CREATE TABLE skills (
  id         text PRIMARY KEY,
  name       text NOT NULL UNIQUE
);

CREATE TABLE agent_groups (
  id         text PRIMARY KEY,
  name       text NOT NULL UNIQUE
);

CREATE TABLE queues (
  id                    text PRIMARY KEY,
  name                  text NOT NULL UNIQUE,
  description           text NOT NULL DEFAULT '',
  kind                  text NOT NULL CHECK (kind IN ('inbound', 'review', 'draft', 'outbound', 'parked')),
  routing               jsonb NOT NULL,
  invitation_timeout_ms bigint
);

CREATE TABLE mailboxes (
  id         text PRIMARY KEY,
  place      bigint GENERATED ALWAYS AS IDENTITY,
  address    text NOT NULL UNIQUE,
  name       text NOT NULL,
  aliases    text[] NOT NULL DEFAULT '{}',
  queue_id   text NOT NULL REFERENCES queues
);

CREATE TABLE workbins (
  id         text PRIMARY KEY,
  name       text NOT NULL UNIQUE,
  type       text NOT NULL CHECK (type IN ('Agent', 'AgentGroup'))
);

CREATE TABLE standard_responses (
  id         text PRIMARY KEY,
  category   text NOT NULL,
  name       text NOT NULL,
  language   text NOT NULL,
  subject    text NOT NULL,
  body       text NOT NULL,
  UNIQUE (category, name, language)
);

CREATE TABLE users (
  id                             text PRIMARY KEY,
  user_name                      text NOT NULL,
  password_hash                  text NOT NULL,
  -- Of the password that provisioning set last, so that the same file at the next start changes nothing.
  provisioned_hash               text,
  first_name                     text NOT NULL,
  last_name                      text NOT NULL,
  email_address                  text NOT NULL,
  roles                          text[] NOT NULL,
  enabled                        boolean NOT NULL,
  change_password_on_first_login boolean NOT NULL,
  capacity                       integer NOT NULL,
  signature                      text NOT NULL,
  settings                       jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX users_by_name ON users (lower(user_name));

CREATE TABLE user_skills (
  user_id    text NOT NULL REFERENCES users ON DELETE CASCADE,
  skill_id   text NOT NULL REFERENCES skills,
  level      integer NOT NULL,
  PRIMARY KEY (user_id, skill_id)
);

CREATE TABLE user_groups (
  user_id    text NOT NULL REFERENCES users ON DELETE CASCADE,
  group_id   text NOT NULL REFERENCES agent_groups,
  PRIMARY KEY (user_id, group_id)
);

-- One row per user: the e-mail channel. Whatever makes or revokes invitations locks it first.
CREATE TABLE agents (
  user_id             text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  state               text NOT NULL DEFAULT 'LoggedOut' CHECK (state IN ('LoggedOut', 'NotReady', 'Ready')),
  reason              text,
  work_mode           text,
  do_not_disturb      boolean NOT NULL DEFAULT false,
  since               timestamptz NOT NULL DEFAULT now(),
  forced_by           text
);
CREATE INDEX agents_ready ON agents (user_id) WHERE state = 'Ready' AND NOT do_not_disturb;

-- Beside the agent's row, so that the order of locks stays agent, interactions, the rest.
CREATE TABLE agent_clocks (
  user_id             text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  expired_invitations integer NOT NULL DEFAULT 0,
  idle_since          bigint NOT NULL DEFAULT 0,
  active_at           bigint NOT NULL DEFAULT 0
);

CREATE TABLE http_sessions (
  id_hash      text PRIMARY KEY,
  user_id      text NOT NULL REFERENCES users ON DELETE CASCADE,
  csrf_token   text NOT NULL,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX http_sessions_by_user ON http_sessions (user_id);
CREATE INDEX http_sessions_by_age ON http_sessions (last_seen_at);

CREATE TABLE contacts (
  id          text PRIMARY KEY,
  first_name  text NOT NULL,
  last_name   text NOT NULL,
  attributes  jsonb NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  version     bigint NOT NULL DEFAULT 1
);

CREATE TABLE contact_addresses (
  address    text NOT NULL,
  contact_id text NOT NULL REFERENCES contacts ON DELETE CASCADE,
  is_primary boolean NOT NULL,
  PRIMARY KEY (address, contact_id)
);
CREATE INDEX contact_addresses_by_contact ON contact_addresses (contact_id);

CREATE TABLE threads (
  id               text PRIMARY KEY,
  contact_id       text REFERENCES contacts,
  subject          text NOT NULL,
  last_activity_at timestamptz NOT NULL
);
CREATE INDEX threads_by_contact ON threads (contact_id, last_activity_at);

CREATE TABLE thread_participants (
  thread_id  text NOT NULL REFERENCES threads ON DELETE CASCADE,
  address    text NOT NULL,
  PRIMARY KEY (thread_id, address)
);

-- Message-IDs seen or sent: what References and In-Reply-To are looked up in. The same id may stand for several interactions.
CREATE TABLE message_ids (
  message_id     text NOT NULL,
  interaction_id text NOT NULL,
  thread_id      text NOT NULL,
  PRIMARY KEY (message_id, interaction_id)
);

CREATE TABLE contents (
  id          text PRIMARY KEY,
  from_address jsonb,
  reply_to    jsonb NOT NULL,
  to_list     jsonb NOT NULL,
  cc_list     jsonb NOT NULL,
  bcc_list    jsonb NOT NULL,
  subject     text NOT NULL,
  body_text   text NOT NULL,
  body_html   text NOT NULL,
  message_id  text,
  in_reply_to text,
  reference_ids text[] NOT NULL DEFAULT '{}',
  search      tsvector GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig,
      left(subject, 2000) || ' ' || coalesce(from_address ->> 'address', '') || ' ' || left(body_text, 100000))
  ) STORED
);
CREATE INDEX contents_by_text ON contents USING gin (search);

CREATE TABLE interactions (
  id              text PRIMARY KEY,
  direction       text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  subtype         text NOT NULL,
  draft_type      text,
  state           text NOT NULL,
  version         bigint NOT NULL,
  holder          text REFERENCES users,
  queue_id        text NOT NULL REFERENCES queues,
  previous_queue  text,
  routed_queue    text,
  priority        integer NOT NULL,
  enqueued_at     bigint NOT NULL,
  shelf           jsonb,
  back            jsonb,
  direct          boolean NOT NULL DEFAULT false,
  -- The extra condition of a Transfer as a canonical text, empty for none: routing looks only into sets it can serve.
  requirement     text NOT NULL DEFAULT '',
  deadline_row    text,
  deadline_due    bigint,
  deadline_shown  timestamptz,
  contact_id      text REFERENCES contacts,
  thread_id       text NOT NULL,
  parent_id       text,
  content_id      text NOT NULL REFERENCES contents,
  -- json, not jsonb: clients see the keys in the order in which they were attached.
  user_data       json NOT NULL,
  comments        jsonb NOT NULL,
  attachments     jsonb NOT NULL,
  received_at     timestamptz NOT NULL,
  sender          text,
  delivery        text,
  -- An inbound interaction is offered to nobody before its message has been read (mail.md 0).
  is_read         boolean NOT NULL DEFAULT true,
  CHECK ((holder IS NOT NULL) = (state IN ('Invited', 'Processing', 'Composing'))),
  CHECK ((shelf IS NOT NULL) = (state = 'InWorkbin'))
);
CREATE INDEX interactions_waiting ON interactions (queue_id, requirement, priority DESC, enqueued_at, id) WHERE state = 'Queued' AND is_read;
CREATE INDEX interactions_held ON interactions (holder, received_at, id) WHERE holder IS NOT NULL;
CREATE INDEX interactions_by_reception ON interactions (received_at, id);
CREATE INDEX interactions_by_state ON interactions (state, received_at, id);
CREATE INDEX interactions_by_queue ON interactions (queue_id, received_at, id);
CREATE INDEX interactions_by_contact ON interactions (contact_id, received_at);
CREATE INDEX interactions_by_thread ON interactions (thread_id, received_at);
CREATE INDEX interactions_by_file ON interactions USING gin (jsonb_path_query_array(attachments, '$[*].sha256')) WHERE attachments <> '[]';
CREATE INDEX interactions_on_shelf ON interactions ((shelf ->> 'owner'), (shelf ->> 'workbin')) WHERE state = 'InWorkbin';

-- Timers: one row per deadline, written with the state that needs it and ended with it.
CREATE TABLE timers (
  interaction_id text PRIMARY KEY REFERENCES interactions,
  row_name       text NOT NULL,
  due            bigint NOT NULL
);
CREATE INDEX timers_by_due ON timers (due);

-- Who held an interaction at any time may read it (wire.md 5.19).
CREATE TABLE holders (
  interaction_id text NOT NULL,
  user_id        text NOT NULL,
  PRIMARY KEY (interaction_id, user_id)
);

-- afterRejectPause: not offered to the agent again before this steady time.
CREATE TABLE pauses (
  interaction_id text NOT NULL,
  user_id        text NOT NULL,
  until          bigint NOT NULL,
  PRIMARY KEY (interaction_id, user_id)
);
CREATE INDEX pauses_by_end ON pauses (until);

CREATE TABLE messages (
  id             text PRIMARY KEY,
  raw            bytea,
  sha256         text,
  size           bigint NOT NULL,
  envelope_from  text NOT NULL,
  session        jsonb NOT NULL,
  received_at    timestamptz NOT NULL,
  place          bigint GENERATED ALWAYS AS IDENTITY,
  is_read        boolean NOT NULL DEFAULT false,
  crashes        integer NOT NULL DEFAULT 0,
  -- Turn within the sender's own unread mails: senders take turns.
  turn           bigint NOT NULL DEFAULT 0,
  reader_version integer,
  defects        text[] NOT NULL DEFAULT '{}',
  CHECK ((raw IS NULL) <> (sha256 IS NULL))
);
CREATE INDEX messages_by_file ON messages (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX messages_unread ON messages (turn, place) WHERE NOT is_read;
CREATE INDEX messages_unread_by_sender ON messages (left(envelope_from, 320), turn) WHERE NOT is_read;

CREATE TABLE message_interactions (
  message_id     text NOT NULL REFERENCES messages,
  interaction_id text NOT NULL REFERENCES interactions,
  mailbox_id     text NOT NULL,
  recipient      text NOT NULL,
  PRIMARY KEY (interaction_id)
);
CREATE INDEX message_interactions_by_message ON message_interactions (message_id);

CREATE TABLE dedup_keys (
  mailbox_id     text NOT NULL,
  key            text NOT NULL,
  interaction_id text NOT NULL,
  expires_at     timestamptz NOT NULL,
  PRIMARY KEY (mailbox_id, key)
);
CREATE INDEX dedup_keys_by_expiry ON dedup_keys (expires_at);

CREATE TABLE deliveries (
  interaction_id text PRIMARY KEY REFERENCES interactions,
  state          text NOT NULL,
  stage          text,
  message_id     text NOT NULL,
  from_address   text NOT NULL,
  to_list        text[] NOT NULL,
  sha256         text NOT NULL,
  size           bigint NOT NULL,
  sealed_at      timestamptz NOT NULL DEFAULT now(),
  refusals       integer NOT NULL DEFAULT 0,
  attempts       integer NOT NULL DEFAULT 0,
  fence          bigint NOT NULL DEFAULT 0,
  owner          text,
  due            bigint,
  due_shown      timestamptz,
  place          bigint GENERATED ALWAYS AS IDENTITY,
  CHECK ((stage IS NOT NULL) = (state = 'sending'))
);
CREATE INDEX deliveries_by_file ON deliveries (sha256);
CREATE INDEX deliveries_due ON deliveries (due, place) WHERE state IN ('waiting', 'retrying');
CREATE INDEX deliveries_sending ON deliveries (owner) WHERE state = 'sending';
CREATE INDEX deliveries_by_state ON deliveries (state);

CREATE TABLE delivery_attempts (
  interaction_id text NOT NULL REFERENCES interactions,
  number         integer NOT NULL,
  at             timestamptz NOT NULL,
  host           text NOT NULL,
  code           integer,
  enhanced_code  text,
  text           text NOT NULL,
  outcome        text NOT NULL,
  PRIMARY KEY (interaction_id, number)
);

-- Processes and their leases: a claim lives as long as its owner's lease (reliability.md 2.7).
CREATE TABLE processes (
  id         text PRIMARY KEY,
  alive_until timestamptz NOT NULL
);

-- Events committed, not yet numbered.
CREATE TABLE outbox (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL,
  actor        text NOT NULL,
  reference_id integer,
  event        json NOT NULL
);

-- The numbered record. position for every row; seq, gapless, with the hash chain for those that the audit shows.
CREATE TABLE journal (
  position       bigint PRIMARY KEY,
  seq            bigint UNIQUE,
  hash           text,
  at             timestamptz NOT NULL,
  actor          text NOT NULL,
  reference_id   integer,
  interaction_id text,
  event          json NOT NULL
);
CREATE INDEX journal_unaudited ON journal (at) WHERE seq IS NULL;
CREATE INDEX journal_by_interaction ON journal (interaction_id, position);

CREATE TABLE journal_head (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL,
  seq      bigint NOT NULL,
  hash     text NOT NULL
);
INSERT INTO journal_head (position, seq, hash) VALUES (0, 0, '');

CREATE TABLE remembered_answers (
  user_id      text NOT NULL,
  key          text NOT NULL,
  request_hash text NOT NULL,
  status       integer NOT NULL,
  body         text NOT NULL,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX remembered_answers_by_age ON remembered_answers (at);

CREATE SEQUENCE reference_ids AS integer MINVALUE 1 MAXVALUE 2147483647 CYCLE;
