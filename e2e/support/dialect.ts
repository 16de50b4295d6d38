import {
  type EmailB,
  emailAnswer,
  emailStateChangeMessage,
  emailsAnswer,
  type InteractionA,
  interactionAnswer,
  interactionStateMessage,
  interactionsAnswer,
} from "@postroom/contract";
import type { Body } from "./http.ts";

/** An e-mail as one dialect shows it, in words that serve both. Lists of addresses are joined by a comma. */
export type Seen = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly capabilities: readonly string[];
  readonly to: string;
  readonly from: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly subtype: string;
  readonly queue: string | undefined;
  readonly parentId: string | undefined;
  readonly assignedTo: string | undefined;
  readonly reason: string | undefined;
  readonly received: string | undefined;
};

/** A notification about an e-mail. */
export type Told = Seen & { readonly referenceId: number | undefined; readonly notificationType: string };

/** One of the two vocabularies of the wire (wire.md 0, 3.4, 4.1, 4.2). Whatever it reads must have the contract's shape. */
export type Dialect = {
  readonly name: "A" | "B";
  readonly resource: "interactions" | "emails";
  readonly topic: string;
  /** What Send and Save call the content. */
  readonly container: "email_object" | "email";
  readonly words: { readonly draft: string; readonly placedInQueue: string };
  readonly capabilities: { readonly processing: readonly string[]; readonly composing: readonly string[] };
  /** Of `GET …/{id}`. */
  readonly one: (answer: Body) => Seen;
  /** Of a list with `fields=*`. */
  readonly all: (answer: Body) => readonly Seen[];
  /** Of a notification's `data`. */
  readonly told: (message: Body) => Told;
};

export const dialectA: Dialect = {
  name: "A",
  resource: "interactions",
  topic: "/v2/me/interactions",
  container: "email_object",
  words: { draft: "ReplyCreated", placedInQueue: "PlacedInQueue" },
  capabilities: {
    processing: words(`Reply ReplyAll Transfer Complete PlaceInQueue PlaceInWorkbin UpdateProperties
      Forward AttachUserData UpdateUserData DeleteUserData SetDisposition AddComment AssignContact SetInFocus`),
    composing:
      words(`Cancel Send PlaceInWorkbin UpdateProperties LinkAttachment Save Transfer PlaceInQueue RemoveAttachment
      AttachUserData UpdateUserData DeleteUserData SetDisposition AddComment AssignContact SetInFocus`),
  },
  one: (answer) => seenInA(interactionAnswer.parse(answer).interaction),
  all: (answer) => interactionsAnswer.parse(answer).interactions.map(seenInA),
  told: (message) => {
    const told = interactionStateMessage.parse(message);
    return { ...seenInA(told), referenceId: told.referenceId, notificationType: told.notificationType };
  },
};

export const dialectB: Dialect = {
  name: "B",
  resource: "emails",
  topic: "/v2/me/emails",
  container: "email",
  words: { draft: "Composing", placedInQueue: "Completed" },
  capabilities: {
    processing:
      words(`Reply ReplyAll Transfer AddComment AttachUserData UpdateUserData DeleteUserData SetDisposition SetInFocus
      Complete Forward PlaceInQueue PlaceInWorkbin AssignContact`),
    composing:
      words(`Cancel Send AddComment AttachUserData UpdateUserData DeleteUserData SetDisposition SetInFocus Transfer Save
      AddAttachment RemoveAttachment PlaceInQueue PlaceInWorkbin AssignContact`),
  },
  one: (answer) => seenInB(emailAnswer.parse(answer).email),
  all: (answer) => emailsAnswer.parse(answer).emails.map(seenInB),
  told: (message) => {
    const told = emailStateChangeMessage.parse(message);
    return { ...seenInB(told.email), referenceId: told.referenceId, notificationType: told.notificationType };
  },
};

function seenInA({ email_object: content, ...interaction }: InteractionA): Seen {
  return {
    ...shared(interaction),
    to: content.ToAddress,
    from: content.FromAddress,
    cc: content.CCAddresses,
    subject: content.Subject,
    text: content.Text,
    html: content.StructuredText,
    queue: interaction.currentQueue,
    parentId: interaction.parentInteractionId,
    received: interaction.receivedAt,
  };
}

function seenInB(email: EmailB): Seen {
  return {
    ...shared(email),
    to: (email.to ?? []).join(","),
    from: email.from ?? "",
    cc: (email.cc ?? []).join(","),
    subject: email.subject ?? "",
    text: email.bodyAsPlainText,
    html: email.body,
    queue: email.queue,
    parentId: email.parentId,
    received: email.receivedDate,
  };
}

function shared(resource: Omit<InteractionA, "email_object"> | EmailB) {
  const { id, state, version, capabilities, interactionSubType: subtype, assignedTo, reason } = resource;
  return { id, state, version, capabilities, subtype, assignedTo, reason };
}

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}
