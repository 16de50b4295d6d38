import { sql } from "kysely";
import type { Content } from "../../domain/interaction/content.ts";
import type {
  Attachment,
  Comment,
  Deadline,
  Interaction,
  Location,
  Requirement,
  Shelf,
  UserData,
} from "../../domain/interaction/interaction.ts";
import type { Operation } from "../../domain/interaction/lifecycle.ts";
import type { Address } from "../../domain/mail/address.ts";
import { optional } from "./values.ts";

/** A row of `interactions` as the driver gives it. */
export type InteractionRow = {
  id: string;
  direction: Interaction["direction"];
  subtype: Interaction["subtype"];
  draft_type: Interaction["draftType"] | null;
  state: Interaction["state"];
  version: number;
  holder: string | null;
  queue_id: string;
  previous_queue: string | null;
  routed_queue: string | null;
  priority: number;
  enqueued_at: number;
  shelf: Shelf | null;
  back: Location | null;
  direct: boolean;
  requirement: string;
  deadline_row: Operation | null;
  deadline_due: number | null;
  deadline_shown: number | null;
  contact_id: string | null;
  /** The contact that answers for it, when it was merged (0005-contacts.sql). */
  contact_root: string | null;
  thread_id: string;
  parent_id: string | null;
  content_id: string;
  user_data: UserData;
  comments: readonly Comment[];
  attachments: readonly Attachment[];
  received_at: number;
  sender: string | null;
  delivery: Interaction["delivery"] | null;
  hold: NonNullable<Interaction["hold"]> | null;
  quote: string | null;
  snooze: NonNullable<Interaction["snooze"]> | null;
};

/** Columns of `interactions` (as `i`) with the contact that answers for theirs. */
export const interactionColumns = sql`i.*, (SELECT root_id FROM contacts k WHERE k.id = i.contact_id) AS contact_root`;

/** A row of `contents`. */
export type ContentRow = {
  id: string;
  from_address: Address | null;
  reply_to: readonly Address[];
  to_list: readonly Address[];
  cc_list: readonly Address[];
  bcc_list: readonly Address[];
  subject: string;
  body_text: string;
  body_html: string;
  message_id: string | null;
  in_reply_to: string | null;
  reference_ids: readonly string[];
  ranges: NonNullable<Content["ranges"]> | null;
  forwarded: NonNullable<Content["forwarded"]> | null;
};

export const interactionOf = (row: InteractionRow): Interaction => ({
  id: row.id,
  direction: row.direction,
  subtype: row.subtype,
  draftType: optional(row.draft_type),
  state: row.state,
  version: row.version,
  holder: optional(row.holder),
  queue: row.queue_id,
  previousQueue: optional(row.previous_queue),
  routedQueue: optional(row.routed_queue),
  position: { priority: row.priority, enqueuedAt: row.enqueued_at },
  shelf: optional(row.shelf),
  back: optional(row.back),
  direct: row.direct,
  requirement: requirementOf(row.requirement),
  deadline: deadlineOf(row),
  contact: optional(row.contact_root ?? row.contact_id),
  thread: row.thread_id,
  parent: optional(row.parent_id),
  content: row.content_id,
  userData: row.user_data,
  comments: row.comments,
  attachments: row.attachments.map((one) => ({ ...one, contentId: optional(one.contentId) })),
  receivedAt: row.received_at,
  sender: optional(row.sender),
  delivery: optional(row.delivery),
  ...(row.hold === null ? {} : { hold: row.hold }),
  ...(row.quote === null ? {} : { quote: row.quote }),
  ...(row.snooze === null ? {} : { snooze: row.snooze }),
});

export const contentOf = (row: ContentRow): Content => ({
  id: row.id,
  from: optional(row.from_address),
  replyTo: row.reply_to,
  to: row.to_list,
  cc: row.cc_list,
  bcc: row.bcc_list,
  subject: row.subject,
  text: row.body_text,
  html: row.body_html,
  messageId: optional(row.message_id),
  inReplyTo: optional(row.in_reply_to),
  references: row.reference_ids,
  ...(row.ranges === null ? {} : { ranges: row.ranges }),
  ...(row.forwarded === null ? {} : { forwarded: row.forwarded }),
});

/** The canonical text of a requirement: equal requirements are one set of the waiting index. */
export const requirementText = (requirement: Requirement | undefined): string =>
  requirement === undefined ? "" : JSON.stringify({ skill: requirement.skill, group: requirement.group });

export const requirementOf = (text: string): Requirement | undefined => (text === "" ? undefined : JSON.parse(text));

function deadlineOf(row: InteractionRow): Deadline | undefined {
  if (row.deadline_row === null || row.deadline_due === null || row.deadline_shown === null) return undefined;
  return { row: row.deadline_row, due: row.deadline_due, shown: row.deadline_shown };
}

/** Whoever works on it; an invitee does not yet. wire.md 5.18 */
export const ownerOf = ({ state, holder }: Interaction): string | undefined =>
  state === "Processing" || state === "Composing" ? holder : undefined;
