import { z } from "zod";
import { answerWith, referenceId } from "../envelope.ts";
import { refusal } from "../read-body.ts";
import { moment } from "./moment.ts";
import { looseBoolean } from "./parameters.ts";
import { pageQuery } from "./reading.ts";
import { attachmentResource, commentResource, shownUserData, subtypeNames, time } from "./resource.ts";
import { threadingMembers } from "./threads.ts";
import { userData } from "./user-data.ts";

const state = z.enum(["InProcess", "Stopped"]);

const ownerInformation = z.strictObject({
  id: z.string(),
  userName: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});

/** An interaction in the history, without its texts. wire.md 8.2 */
const historyEntryResource = z.strictObject({
  typeId: z.enum(subtypeNames),
  startDate: time,
  endDate: time.optional(),
  mediaType: z.literal("email"),
  uri: z.string(),
  state,
  contactId: z.string().optional(),
  id: z.string(),
  subject: z.string(),
  ownerInformation: ownerInformation.optional(),
  customAttributes: shownUserData.optional(),
  threadId: z.string(),
  parentId: z.string().optional(),
});

/** An interaction with its content. wire.md 8.2 */
const ucsInteractionResource = z.strictObject({
  id: z.string(),
  mediaType: z.literal("email"),
  state,
  contactId: z.string().optional(),
  threadId: z.string(),
  subject: z.string(),
  from: z.string().optional(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  body: z.string(),
  bodyAsPlainText: z.string(),
  attachments: z.array(attachmentResource),
  userData: shownUserData,
  comments: z.array(commentResource),
  bcc: z.array(z.string()).optional(),
  typeId: z.enum(subtypeNames),
  startDate: time,
  endDate: time.optional(),
  ownerInformation: ownerInformation.optional(),
  parentId: z.string().optional(),
  messageId: z.string().optional(),
  bodyTruncated: z.boolean().optional(),
});

/** Filters of the history; the last month unless said otherwise. wire.md 8.2 */
const filters = {
  fromDate: moment.optional(),
  toDate: moment.optional(),
  mediaType: z.string().max(100).optional(),
  sort: z.enum(["asc", "desc"]).default("desc"),
  maxSize: z.int().min(1).max(1_000).default(100),
  source: z.enum(["main", "archive"]).optional(),
  customAttributes: z.array(z.string().max(255)).max(100).optional(),
  searchCustomAttributes: userData.optional(),
  userId: z.string().max(100).optional(),
};

const inOrder = (
  body: { readonly fromDate?: { at: number } | undefined; readonly toDate?: { at: number } | undefined },
  context: z.core.$RefinementCtx,
): void => {
  if (body.fromDate !== undefined && body.toDate !== undefined && body.fromDate.at > body.toDate.at) {
    context.addIssue(refusal(2, ["toDate"], "before fromDate"));
  }
};

export const retrieveInteractionHistoryBody = z
  .object({ operationName: z.literal("RetrieveInteractionHistory"), ...filters })
  .superRefine(inOrder);

export const retrieveContactHistoryBody = z
  .object({ operationName: z.literal("RetrieveContactHistory"), ...filters })
  .superRefine(inOrder);

export const getInteractionContentBody = z.object({
  operationName: z.literal("GetInteractionContent"),
  source: z.enum(["main", "archive"]).optional(),
});

export const setCallContactBody = z.object({
  operationName: z.literal("SetCallContact"),
  contactPath: z.string().min(1).max(10_000),
});

/** At least one of address, number and last name says who is meant. wire.md 8.2 */
export const identifyContactBody = z
  .object({
    operationName: z.literal("IdentifyUCSContact"),
    emailAddress: z.string().max(320).optional(),
    lastName: z.string().max(200).optional(),
    phoneNumber: z.string().max(100).optional(),
    mediaType: z.string().max(100).optional(),
    createContactEnabled: looseBoolean.default(false),
    userData: userData.optional(),
  })
  .superRefine((body, context) => {
    if ([body.emailAddress, body.lastName, body.phoneNumber].every((one) => (one ?? "").trim() === "")) {
      context.addIssue(refusal(1, ["emailAddress"], "missing"));
    }
  });

/** Plain reads of the history: the same filters, newest first. wire.md 8.3 */
export const ucsQuery = z
  .object({
    ...pageQuery(100),
    q: z.string().max(1_000).optional(),
    fromDate: moment.optional(),
    toDate: moment.optional(),
    mediaType: z.string().max(100).optional(),
    sort: z.enum(["asc", "desc"]).default("desc"),
    userId: z.string().max(100).optional(),
    customAttributes: z.string().max(10_000).optional(),
  })
  .superRefine(inOrder);

/** `GET /ucs/threads/{id}`. */
export const threadQuery = z.object({ limit: pageQuery(100).limit, cursor: pageQuery(100).cursor });

const interactions = z.array(historyEntryResource);
const reference = referenceId.optional();

/** Messages on `/v2/ucs/interactions`; the HTTP answers have the same keys. wire.md 8.2 */
const identified = { referenceId: reference, contactId: z.string().optional(), errorMessage: z.string().optional() };
const history = { messageType: z.literal("GetInteractionsHistoryMessage"), referenceId: reference, interactions };
const content = {
  messageType: z.literal("GetInteractionContentMessage"),
  referenceId: reference,
  interaction: ucsInteractionResource.optional(),
  messages: z.tuple([]).optional(),
  errorMessage: z.string().optional(),
};
const assigned = { referenceId: reference, messageType: z.literal("UcsOperationResponse"), success: z.boolean() };

export const ucsMessage = z.union([
  z.strictObject(history),
  z.strictObject(content),
  z.strictObject({ ...assigned, errorMessage: z.string().optional() }),
  z.strictObject(identified),
]);

export const identifiedAnswer = answerWith(identified);
export const historyRetrievedAnswer = answerWith(history);
export const contentRetrievedAnswer = z.union([answerWith(content), answerWith(assigned)]);
export const ucsHistoryAnswer = answerWith({
  uris: z.array(z.string()).optional(),
  interactions: z.array(historyEntryResource.partial()),
  nextCursor: z.string().optional(),
});
export const ucsInteractionAnswer = answerWith({ interaction: ucsInteractionResource, messages: z.tuple([]) });
export const threadAnswer = answerWith({
  thread: z.strictObject({ id: z.string(), contactId: z.string().optional(), subject: z.string() }),
  interactions: z.array(z.strictObject({ ...ucsInteractionResource.shape, ...threadingMembers })),
  nextCursor: z.string().optional(),
});

export type IdentifyContact = z.output<typeof identifyContactBody>;
export type RetrieveHistory =
  | z.output<typeof retrieveInteractionHistoryBody>
  | z.output<typeof retrieveContactHistoryBody>;
export type UcsQuery = z.output<typeof ucsQuery>;
