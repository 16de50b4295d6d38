import { z } from "zod";
import { answerWith } from "../envelope.ts";

const ids = z.array(z.string().min(1).max(100)).min(1).max(1_000);

/** `POST /ucs/threads/{id}`: some of its e-mails become a thread of their own. mail.md 5.2 (ours) */
export const splitThreadBody = z.object({ operationName: z.literal("Split"), ids });

/** The same: other threads become part of it. */
export const joinThreadsBody = z.object({ operationName: z.literal("Join"), threadIds: ids });

/** Why a mail lies in its thread, or which thread it only stands beside: the rule, what hit, and what deserves a look. mail.md 5.2 (ours) */
export const threadingMembers = {
  joinedBecause: z.strictObject({ rule: z.string(), evidence: z.string(), flags: z.array(z.string()) }).optional(),
  linkedThreadId: z.string().optional(),
};

export const threadChangedAnswer = answerWith({ threadId: z.string() });
