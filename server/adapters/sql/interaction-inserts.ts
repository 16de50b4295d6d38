import { type RawBuilder, sql } from "kysely";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { languageOf } from "../../domain/mail/language.ts";
import { ownerOf, requirementText } from "./interaction-row.ts";
import { json, text, time } from "./values.ts";

/** New contents, in one statement however many. */
export function contentsInserted(contents: readonly Content[]): RawBuilder<unknown> {
  const rows = contents.map((content) => ({
    id: content.id,
    from_address: content.from,
    reply_to: content.replyTo,
    to_list: content.to,
    cc_list: content.cc,
    bcc_list: content.bcc,
    subject: text(content.subject),
    body_text: text(content.text),
    body_html: text(content.html),
    message_id: content.messageId,
    in_reply_to: content.inReplyTo,
    reference_ids: content.references,
    language: languageOf(content.text),
    ranges: content.ranges,
    forwarded: content.forwarded,
  }));
  return sql`
    INSERT INTO contents (id, from_address, reply_to, to_list, cc_list, bcc_list, subject, body_text, body_html, message_id,
      in_reply_to, reference_ids, language, ranges, forwarded)
    SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb) AS given (id text, from_address jsonb, reply_to jsonb, to_list jsonb,
      cc_list jsonb, bcc_list jsonb, subject text, body_text text, body_html text, message_id text, in_reply_to text,
      reference_ids text[], language text, ranges jsonb, forwarded jsonb)`;
}

/** New interactions, in one statement however many. */
export function interactionsInserted(interactions: readonly Interaction[]): RawBuilder<unknown> {
  return sql`
    INSERT INTO interactions (id, direction, subtype, draft_type, received_at, thread_id, parent_id, is_read, state, version, holder,
      queue_id, previous_queue, routed_queue, priority, enqueued_at, shelf, back, direct, requirement, deadline_row, deadline_due,
      deadline_shown, contact_id, content_id, user_data, comments, attachments, sender, delivery, hold, owner_id)
    SELECT id, direction, subtype, draft_type, received_at, thread_id, parent_id, is_read, state, version, holder,
      queue_id, previous_queue, routed_queue, priority, enqueued_at, shelf, back, direct, requirement, deadline_row, deadline_due,
      deadline_shown, contact_id, content_id, user_data::json, comments, attachments, sender, delivery, hold, owner_id
    FROM jsonb_to_recordset(${json(interactions.map(rowOf))}::jsonb) AS given (id text, direction text, subtype text, draft_type text,
      received_at timestamptz, thread_id text, parent_id text, is_read boolean, state text, version bigint, holder text,
      queue_id text, previous_queue text, routed_queue text, priority integer, enqueued_at bigint, shelf jsonb, back jsonb,
      direct boolean, requirement text, deadline_row text, deadline_due bigint, deadline_shown timestamptz, contact_id text,
      content_id text, user_data text, comments jsonb, attachments jsonb, sender text, delivery text, hold jsonb, owner_id text)`;
}

const rowOf = (one: Interaction) => ({
  id: one.id,
  direction: one.direction,
  subtype: one.subtype,
  draft_type: one.draftType,
  received_at: time(one.receivedAt),
  thread_id: one.thread,
  parent_id: one.parent,
  is_read: one.direction === "outbound",
  state: one.state,
  version: one.version,
  holder: one.holder,
  queue_id: one.queue,
  previous_queue: one.previousQueue,
  routed_queue: one.routedQueue,
  priority: one.position.priority,
  enqueued_at: one.position.enqueuedAt,
  shelf: one.shelf,
  back: one.back,
  direct: one.direct,
  requirement: requirementText(one.requirement),
  deadline_row: one.deadline?.row,
  deadline_due: one.deadline?.due,
  deadline_shown: one.deadline === undefined ? undefined : time(one.deadline.shown),
  contact_id: one.contact,
  content_id: one.content,
  // As text, because jsonb would forget the order of its keys.
  user_data: json(one.userData),
  comments: one.comments,
  attachments: one.attachments,
  sender: one.sender,
  delivery: one.delivery,
  hold: one.hold,
  owner_id: ownerOf(one),
});
