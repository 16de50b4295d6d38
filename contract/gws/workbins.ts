import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { emailB } from "./emails.ts";
import { comment, saveLAR } from "./parameters.ts";
import { collectionQuery } from "./reading.ts";
import { located } from "./resource.ts";

/** A workbin as the user has it: `count` is what lies on the shelf that is meant. GWS names it three times. wire.md 7 */
export const workbinResource = z.strictObject({
  id: z.string(),
  workbinName: z.string(),
  name: z.string(),
  displayName: z.string(),
  type: z.enum(["Agent", "AgentGroup"]),
  ...located,
  count: z.int(),
  /** Only with `subresources`. */
  emails: z.array(emailB).optional(),
});

export const workbinAnswer = answerWith({ workbin: workbinResource });
export const workbinsAnswer = answerWith({ workbins: z.array(workbinResource), nextCursor: z.string().optional() });

const groupName = z.string().max(1_000).optional();

/** Query of what concerns one shelf. wire.md 7 */
export const shelfQuery = collectionQuery.extend({ agentGroup: groupName });

const interactionId = z.string().min(1).max(1_000);

/** On an e-mail: the workbin by name, id or URI. wire.md 5.16 */
export const placeInWorkbinBody = z.object({
  operationName: z.literal("PlaceInWorkbin"),
  workbinName: z.string().max(1_000).optional(),
  workbinId: z.string().max(1_000).optional(),
  workbinUri: z.string().max(10_000).optional(),
  agentGroup: groupName,
  comment,
});

export const addToWorkbinBody = z.object({
  operationName: z.enum(["AddInteraction", "AddEmail"]),
  id: interactionId,
  agentGroup: groupName,
  saveLAR,
  comment,
});

export const pullBody = z.object({
  operationName: z.enum(["PullInteraction", "PullEmail"]),
  id: interactionId,
  agentGroup: groupName,
});

export const watchBody = z.object({ operationName: z.enum(["Subscribe", "Unsubscribe"]), agentGroup: groupName });

/** Operations on one workbin. wire.md 7 */
export const workbinCommands = {
  AddInteraction: addToWorkbinBody,
  AddEmail: addToWorkbinBody,
  PullInteraction: pullBody,
  PullEmail: pullBody,
  Subscribe: watchBody,
  Unsubscribe: watchBody,
} as const;

export type PullFromShelf = z.infer<typeof pullBody>;
export type PlaceInWorkbin = z.infer<typeof placeInWorkbinBody>;
export type WorkbinResource = z.infer<typeof workbinResource>;
