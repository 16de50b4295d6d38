import type { Generated } from "kysely";

/** The rows of the database as the driver gives them: timestamps in milliseconds, bigint as number. `migrations/` is the source. */
export type Tables = {
  settings: { one: Generated<boolean>; value: Json };
  skills: { id: string; place: Generated<number>; name: string };
  agent_groups: { id: string; place: Generated<number>; name: string };
  queues: {
    id: string;
    place: Generated<number>;
    name: string;
    description: string;
    kind: string;
    routing: Json;
    invitation_timeout_ms: number | null;
    sla: Generated<Json>;
    hours: Json | null;
    recipient_guard: Json | null;
    acknowledgement: Json | null;
    retention: Json | null;
  };
  mailboxes: {
    id: string;
    place: Generated<number>;
    address: string;
    name: string;
    aliases: string[];
    queue_id: string;
    version: Generated<number>;
  };
  workbins: { id: string; name: string; type: string };
  response_categories: {
    id: string;
    parent_id: string | null;
    name: string;
    description: Generated<string>;
    language: Generated<string>;
    is_approved: Generated<boolean>;
    modified_at: Generated<Time>;
    version: Generated<number>;
  };
  standard_responses: {
    id: string;
    category_id: string;
    name: string;
    language: string;
    subject: string;
    body: string;
    description: Generated<string>;
    shortcut: Generated<string>;
    is_approved: Generated<boolean>;
    starts_at: Time;
    expires_at: Time;
    custom_codes: Generated<Json>;
    modified_at: Generated<Time>;
    version: Generated<number>;
  };
  response_attachments: {
    id: string;
    place: Generated<number>;
    response_id: string;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    content_id: string | null;
    is_embedded: Generated<boolean>;
  };
  response_usages: { response_id: string; usage_type: string; user_id: string; count: number; last_at: Time };
  users: {
    id: string;
    place: Generated<number>;
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
    sessions_ended_at: Time | null;
    session_kept: string | null;
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
    merged_into: string | null;
    merged_at: Time | null;
    root_id: string;
    terms: Generated<string[]>;
  };
  interaction_index: { interaction_id: string; received_at: Time; user_data: Json; search: string };
  contact_addresses: { address: string; contact_id: string; is_primary: boolean };
  threads: { id: string; contact_id: string | null; subject: string; last_activity_at: Time };
  thread_numbers: { number: Generated<number>; thread_id: string };
  joined_threads: { id: string; thread_id: string };
  thread_participants: { thread_id: string; address: string };
  message_ids: { message_id: string; interaction_id: string; thread_id: string };
  dedup_keys: { mailbox_id: string; key: string; interaction_id: string; expires_at: Time };
  holders: { interaction_id: string; user_id: string };
  pauses: { interaction_id: string; user_id: string; until: number };
  timers: { interaction_id: string; row_name: string; due: number };
  message_interactions: { message_id: string; interaction_id: string; mailbox_id: string; recipient: string };
  workbin_subscriptions: { user_id: string; workbin_id: string; owner: string; owned_by: string };
  preferences: { user_id: string; version: number; chosen: Json };
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
