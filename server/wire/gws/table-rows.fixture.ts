import type { Person } from "./table-people.fixture.ts";

/** Stored states of wire.md 4.1. */
export type Stored =
  | "Queued"
  | "Invited"
  | "Processing"
  | "Composing"
  | "InWorkbin"
  | "Sent"
  | "Completed"
  | "Canceled";

/** Where an e-mail may be before it is asked about. */
export type Situation = {
  readonly stored: Stored;
  readonly isDraft: boolean;
  readonly holder?: "alice";
  readonly shelf?: "alice" | "FrontLine";
};

const held = { holder: "alice" } as const;

export const situations = {
  queued: { stored: "Queued", isDraft: false },
  "draft in review": { stored: "Queued", isDraft: true },
  invited: { stored: "Invited", isDraft: false, ...held },
  "draft invited": { stored: "Invited", isDraft: true, ...held },
  processing: { stored: "Processing", isDraft: false, ...held },
  composing: { stored: "Composing", isDraft: true, ...held },
  "on alice's shelf": { stored: "InWorkbin", isDraft: false, shelf: "alice" },
  "draft on alice's shelf": { stored: "InWorkbin", isDraft: true, shelf: "alice" },
  "on the group's shelf": { stored: "InWorkbin", isDraft: false, shelf: "FrontLine" },
  "draft on the group's shelf": { stored: "InWorkbin", isDraft: true, shelf: "FrontLine" },
  sent: { stored: "Sent", isDraft: true },
  completed: { stored: "Completed", isDraft: false },
  canceled: { stored: "Canceled", isDraft: true },
} as const satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof situations;

/** What is told, in the words of the column "notified" of wire.md 4.4. */
export type Tells =
  | { readonly kind: "nobody" }
  | { readonly kind: "owns" }
  | { readonly kind: "draft" }
  | { readonly kind: "keeps"; readonly type: string }
  | { readonly kind: "ends" }
  | { readonly kind: "declines" }
  | { readonly kind: "gives"; readonly word: string; readonly to?: Person };

/** One operation under one of its names, with parameters that are in order. */
export type Row = {
  /** Where it is asked: an e-mail below `/me`, a workbin, a supervisor's path, or documents. */
  readonly on: "email" | "shelf" | "supervision" | "upload" | "document";
  readonly body: Readonly<Record<string, unknown>>;
  readonly from: readonly Stored[];
  readonly only?: "inbound" | "draft";
  /** `work`: Processing or Composing, by what it is. */
  readonly to: Stored | "same" | "work";
  readonly tells: Tells;
  /** Whose shelf of that name a workbin's row is asked of. */
  readonly shelf?: "own" | "group" | "alice's";
  /** It needs a document on the draft. */
  readonly isLinked?: true;
};

const open = ["Queued", "Invited", "Processing", "Composing", "InWorkbin"] as const;
const owned = ["Processing", "Composing"] as const;
const nobody = { kind: "nobody" } as const;
const keeps = (type: string) => ({ kind: "keeps", type }) as const;

const email = (operationName: string, row: Omit<Row, "on" | "body">, more: object = {}): Row => ({
  on: "email",
  body: { operationName, ...more },
  ...row,
});

const answers = { from: ["Processing"], to: "same", tells: { kind: "draft" } } as const;
const properties = { from: owned, to: "same", tells: keeps("PropertiesUpdated") } as const;
const linking = { from: ["Composing"], to: "same", tells: keeps("AttachmentAdded") } as const;
const unlinking = { from: ["Composing"], to: "same", tells: keeps("AttachmentRemoved"), isLinked: true } as const;
const cancels = { from: ["Composing"], to: "Canceled", tells: { kind: "ends" } } as const;
const completes = { from: ["Processing"], to: "Completed", tells: { kind: "ends" } } as const;
const gives = (word: string) => ({ kind: "gives", word }) as const;
const shelves = { from: owned, to: "InWorkbin", tells: gives("PlacedInWorkbin") } as const;
const pulls = { from: ["InWorkbin"], to: "work", tells: { kind: "owns" } } as const;
const general = { queueName: "general" } as const;
const userData = { userData: { Topic: "Shipping" } } as const;

/** What the ids of parameters stand for; the test puts real ones there. */
export const standIns = { contactId: "CONTACT", documentId: "DOCUMENT", responseTemplateId: "TEMPLATE" } as const;
const { contactId, documentId, responseTemplateId } = standIns;

/** Every name of wire.md 4.4, 5 and 12 with what the table says. Written from there, never from the code that runs. */
export const rows: Readonly<Record<string, Row>> = {
  Accept: email("Accept", { from: ["Invited"], to: "work", tells: { kind: "owns" } }),
  Reject: email("Reject", { from: ["Invited"], to: "Queued", tells: { kind: "declines" } }),
  Reply: email("Reply", answers),
  ReplyAll: email("ReplyAll", answers),
  Forward: email("Forward", answers),
  Save: email(
    "Save",
    { from: ["Composing"], to: "same", tells: keeps("EmailSaved") },
    { email: { subject: "Changed" } },
  ),
  Send: email("Send", { from: ["Composing"], to: "Sent", tells: { kind: "ends" } }),
  "Send for review": email(
    "Send",
    { from: ["Composing"], to: "Queued", tells: gives("PlacedInQueue") },
    { queueName: "review" },
  ),
  Cancel: email("Cancel", cancels),
  CancelReply: email("CancelReply", cancels),
  "Transfer to a user": email(
    "Transfer",
    { from: owned, to: "Invited", tells: { kind: "gives", word: "Transferred", to: "bob" } },
    { userName: "bob" },
  ),
  "Transfer to a queue": email("Transfer", { from: owned, to: "Queued", tells: gives("Transferred") }, general),
  "Transfer to a skill": email(
    "Transfer",
    { from: owned, to: "Queued", tells: gives("Transferred") },
    { skill: "English" },
  ),
  "Transfer to a group": email(
    "Transfer",
    { from: owned, to: "Queued", tells: gives("Transferred") },
    { agentGroup: "FrontLine" },
  ),
  PlaceInQueue: email("PlaceInQueue", { from: owned, to: "Queued", tells: gives("PlacedInQueue") }, general),
  Complete: email("Complete", completes),
  StopProcessing: email("StopProcessing", completes),
  "Complete with a queue": email(
    "Complete",
    { from: ["Processing"], to: "Queued", tells: gives("PlacedInQueue") },
    general,
  ),
  PlaceInWorkbin: email("PlaceInWorkbin", shelves),
  AttachUserData: email("AttachUserData", properties, userData),
  UpdateUserData: email("UpdateUserData", properties, userData),
  UpdateProperties: email("UpdateProperties", properties, userData),
  DeleteUserData: email("DeleteUserData", properties, { keys: ["Topic"] }),
  SetDisposition: email("SetDisposition", properties, { disposition: "Shipping" }),
  AddComment: email("AddComment", properties, { comment: "called her" }),
  AssignContact: email("AssignContact", properties, { contactId }),
  AddAttachment: email("AddAttachment", linking, { documentId }),
  LinkAttachment: email("LinkAttachment", linking, { documentId }),
  RemoveAttachment: email("RemoveAttachment", unlinking, { documentId }),
  upload: { on: "upload", body: {}, ...linking },
  "DELETE of a document": { on: "document", body: {}, ...unlinking },
  SetInFocus: email("SetInFocus", { from: owned, to: "same", tells: nobody }),
  ReportResponseTemplateUsage: email(
    "ReportResponseTemplateUsage",
    { from: owned, to: "same", tells: nobody },
    { responseTemplateId },
  ),
  AddEmail: { on: "shelf", body: { operationName: "AddEmail" }, shelf: "own", ...shelves },
  AddInteraction: { on: "shelf", body: { operationName: "AddInteraction" }, shelf: "own", ...shelves },
  "PullEmail from the own shelf": { on: "shelf", body: { operationName: "PullEmail" }, shelf: "own", ...pulls },
  "PullInteraction from the own shelf": {
    ...{ on: "shelf", body: { operationName: "PullInteraction" }, shelf: "own", ...pulls },
  },
  "PullEmail from the group's": { on: "shelf", body: { operationName: "PullEmail" }, shelf: "group", ...pulls },
  "PullEmail from alice's": { on: "shelf", body: { operationName: "PullEmail" }, shelf: "alice's", ...pulls },
  Take: { on: "supervision", body: { operationName: "Take" }, from: open, to: "work", tells: { kind: "owns" } },
  Assign: {
    ...{ on: "supervision", body: { operationName: "Assign", userName: "bob" } },
    ...{ from: open, to: "Invited", tells: { kind: "gives", word: "", to: "bob" } },
  },
  MoveToQueue: {
    ...{ on: "supervision", body: { operationName: "MoveToQueue", ...general } },
    ...{ from: open, to: "Queued", tells: gives("") },
  },
  MoveToWorkbin: {
    ...{ on: "supervision", body: { operationName: "MoveToWorkbin", workbinName: "in-progress", userName: "bob" } },
    ...{ from: open, to: "InWorkbin", tells: gives("") },
  },
  "Complete for others": {
    ...{ on: "supervision", body: { operationName: "Complete" }, only: "inbound" },
    ...{ from: open, to: "Completed", tells: gives("") },
  },
  "Cancel for others": {
    ...{ on: "supervision", body: { operationName: "Cancel" }, only: "draft" },
    ...{ from: open, to: "Canceled", tells: gives("") },
  },
};
