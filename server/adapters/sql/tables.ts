import type { Generated } from "kysely";

/** The rows of the database as the driver gives them: timestamps in milliseconds, bigint as number. `migrations/` is the source. */
export type Tables = {
  settings: { one: Generated<boolean>; value: Json };
  skills: { id: string; name: string };
  agent_groups: { id: string; name: string };
  queues: {
    id: string;
    name: string;
    description: string;
    kind: string;
    routing: Json;
    invitation_timeout_ms: number | null;
  };
  mailboxes: {
    id: string;
    place: Generated<number>;
    address: string;
    name: string;
    aliases: string[];
    queue_id: string;
  };
  workbins: { id: string; name: string; type: string };
  standard_responses: { id: string; category: string; name: string; language: string; subject: string; body: string };
  users: {
    id: string;
    user_name: string;
    password_hash: string;
    first_name: string;
    last_name: string;
    email_address: string;
    roles: string[];
    enabled: boolean;
    change_password_on_first_login: boolean;
    capacity: number;
    signature: string;
    settings: Json;
  };
  user_skills: { user_id: string; skill_id: string; level: number };
  user_groups: { user_id: string; group_id: string };
  agents: {
    user_id: string;
    state: string;
    reason: string | null;
    work_mode: string | null;
    do_not_disturb: boolean;
    since: Time;
    forced_by: string | null;
  };
  agent_clocks: {
    user_id: string;
    expired_invitations: Generated<number>;
    idle_since: Generated<number>;
    active_at: Generated<number>;
  };
  http_sessions: { id_hash: string; user_id: string; csrf_token: string; created_at: Time; last_seen_at: Time };
  contacts: {
    id: string;
    first_name: string;
    last_name: string;
    attributes: Generated<Json>;
    created_at: Time;
    modified_at: Time;
    version: Generated<number>;
  };
  contact_addresses: { address: string; contact_id: string; is_primary: boolean };
  threads: { id: string; contact_id: string | null; subject: string; last_activity_at: Time };
  thread_participants: { thread_id: string; address: string };
  message_ids: { message_id: string; interaction_id: string; thread_id: string };
  dedup_keys: { mailbox_id: string; key: string; interaction_id: string; expires_at: Time };
  holders: { interaction_id: string; user_id: string };
  pauses: { interaction_id: string; user_id: string; until: number };
  timers: { interaction_id: string; row_name: string; due: number };
  message_interactions: { message_id: string; interaction_id: string; mailbox_id: string; recipient: string };
  released_files: { sha256: string; at: Time };
  remembered_answers: {
    user_id: string;
    key: string;
    request_hash: string;
    status: number;
    body: string;
    at: Generated<Time>;
  };
};

/** Written as text, read parsed. */
export type Json = unknown;
/** Written as a Date, read as milliseconds since 1970. */
export type Time = unknown;
