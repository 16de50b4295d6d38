import { z } from "zod";
import { answerWith, recipientWarning } from "../envelope.ts";
import { addressList } from "./content.ts";
import { line, queueKeys } from "./parameters.ts";

/** Kinds of warnings that the sender has seen and sends in spite of; they are noted. Ours, mail.md 9 */
export const confirmedWarnings = z.array(z.string().max(100)).max(100).optional();

/** `POST /api/postroom/v1/emails/{id}/recipient-check`: what is absent is the draft's. desktop.md 13 */
export const recipientCheckBody = z.object({
  to: addressList("to").optional(),
  cc: addressList("cc").optional(),
  bcc: addressList("bcc").optional(),
  subject: line(1_000).optional(),
  text: z.string().max(5_000_000).optional(),
  ...queueKeys,
});

export const recipientCheckAnswer = answerWith({ warnings: z.array(recipientWarning) });
