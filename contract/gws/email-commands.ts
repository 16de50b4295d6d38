import { z } from "zod";
import { refusal } from "../read-body.ts";
import { addAttachmentBody, removeAttachmentBody } from "./attachments.ts";
import { contentKeys, oneContainer, withContent } from "./content.ts";
import { draftCommands } from "./draft-commands.ts";
import { comment, queueKeys, saveLAR } from "./parameters.ts";
import { propertyCommands } from "./property-commands.ts";
import { confirmedWarnings } from "./recipient-check.ts";
import { emailResponseCommands } from "./response-commands.ts";
import { placeInWorkbinBody } from "./workbins.ts";

/** The operations on one e-mail, for both dialects: on `/me/emails/{id}` and `/me/interactions/{id}` alike. wire.md 5 */

export const acceptBody = z.object({ operationName: z.literal("Accept"), saveLAR });

export const rejectBody = z.object({ operationName: z.literal("Reject"), comment });

export const cancelBody = z.object({ operationName: z.enum(["Cancel", "CancelReply"]) });

/** wire.md 5.10 */
export const saveBody = z
  .object({ operationName: z.literal("Save"), ...contentKeys })
  .superRefine(oneContainer)
  .transform(withContent);

/** wire.md 5.11. Whether there is somebody to send to is known only with the draft. */
export const sendBody = z
  .object({ operationName: z.literal("Send"), ...contentKeys, ...queueKeys, saveLAR, confirmedWarnings })
  .superRefine(oneContainer)
  .transform(withContent);

/** With a queue it is PlaceInQueue. wire.md 5.15 */
export const completeBody = z.object({
  operationName: z.enum(["Complete", "StopProcessing"]),
  ...queueKeys,
  saveLAR,
  comment,
});

/** wire.md 5.14 */
export const placeInQueueBody = z
  .object({ operationName: z.literal("PlaceInQueue"), ...queueKeys, comment })
  .superRefine((body, context) => {
    if (!namesQueue(body)) context.addIssue(refusal(1, ["queueName"], "missing"));
  });

export const setInFocusBody = z.object({ operationName: z.literal("SetInFocus") });

/** operation or alias → its body. */
export const emailCommands = {
  ...draftCommands,
  Accept: acceptBody,
  Reject: rejectBody,
  Cancel: cancelBody,
  CancelReply: cancelBody,
  Save: saveBody,
  Send: sendBody,
  Complete: completeBody,
  StopProcessing: completeBody,
  PlaceInQueue: placeInQueueBody,
  SetInFocus: setInFocusBody,
  ...emailResponseCommands,
  ...propertyCommands,
  PlaceInWorkbin: placeInWorkbinBody,
  AddAttachment: addAttachmentBody,
  LinkAttachment: addAttachmentBody,
  RemoveAttachment: removeAttachmentBody,
} as const;

/** Whether a body names a queue at all; an empty text names none. */
export const namesQueue = (body: {
  readonly queueName?: string | undefined;
  readonly queueUri?: string | undefined;
  readonly queueId?: string | undefined;
}): boolean => [body.queueName, body.queueUri, body.queueId].some((value) => value !== undefined && value !== "");

export type Save = z.infer<typeof saveBody>;
export type Send = z.infer<typeof sendBody>;
export type Complete = z.infer<typeof completeBody>;
export type PlaceInQueue = z.infer<typeof placeInQueueBody>;
