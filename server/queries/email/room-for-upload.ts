import { tooMany } from "../../domain/interaction/attachments.ts";
import { entitled } from "../../domain/interaction/entitled.ts";
import type { Attachment } from "../../domain/interaction/interaction.ts";
import { defineQuery, found, missing } from "../query.ts";

type Input = {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  /** The request's `Idempotency-Key`. */
  readonly key: string | undefined;
};

/**
 * Whether a file may be attached, asked before its bytes are read: privilege, then as AddAttachment (wire.md 6.2). Value: what is attached
 * already; undefined when the key has its answer already, which only the whole request can tell from another one's.
 */
export const roomForUpload = defineQuery<Input, readonly Attachment[] | undefined>(
  "RoomForUpload",
  "AddAttachment",
  async ({ reading, actor, input }) => {
    if (input.key !== undefined && (await reading.journal.answerTo(actor.id, input.key)) !== undefined)
      return found(undefined);
    const draft = entitled(await reading.interactions.visible(input.id, actor), {
      ...{ target: input.id, operation: "AddAttachment", actor, expectedVersion: input.expectedVersion },
    });
    if (!draft.ok) return draft;
    const { attachments } = draft.value;
    const { attachmentsMax } = await reading.centre.settings();
    return attachments.length >= attachmentsMax ? missing(tooMany(attachmentsMax)) : found(attachments);
  },
);
