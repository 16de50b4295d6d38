import { isSupervisor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { guardNote, stopping } from "../../domain/mail/guard-rule.ts";
import { messageIdKey } from "../../domain/mail/message-id.ts";
import type { GuardKind, GuardWarning } from "../../domain/mail/recipient-guard.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import type { Asked, Result } from "../operation.ts";
import { defineOperation, done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant } from "../references.ts";
import { type ContentChange, changed, tooManyRecipients } from "./content-change.ts";
import { type Changed, doRow, loadFor } from "./do-row.ts";
import { senderRefusal } from "./draft-sender.ts";
import { rememberAgent } from "./last-agent.ts";
import { prepareContent } from "./prepare-content.ts";
import { withQuote } from "./quoted.ts";
import { recipientWarnings } from "./recipient-warnings.ts";
import { seal } from "./seal.ts";

type Input = {
  readonly queue?: QueueReference;
  readonly content?: ContentChange;
  readonly rememberAgent: boolean;
  /** Warnings of the recipient guard that the sender has seen. */
  readonly confirmed?: readonly GuardKind[];
};

/**
 * Saves the content and hands the mail over, to the send queue or to a reviewer; one step, all or nothing. What the recipient guard warns
 * of stands in the history; what a queue blocks is refused (2/409), unless a supervisor sends and confirms it. GWS Send; wire.md 5.11, mail.md 9
 */
export const send = defineOperation<Input, Changed>(
  "Send",
  "Send",
  async (asked) => {
    const { tx, input } = asked;
    const loaded = await loadFor(asked, "Send");
    if (!loaded.ok) return loaded;
    const queue = await queueMeant(tx, input.queue ?? {}, {
      operation: "Send",
      kinds: "send",
      otherwise: "email-outbound",
    });
    if (!queue.ok) return queue;
    const content = await contentToSend(asked, loaded.value);
    if (!content.ok) return content;
    const remembered = await rememberAgent(asked, loaded.value, input.rememberAgent);
    const change = { content: content.value.id, ...remembered };
    const to = { kind: "queue", queue: queue.value.id, position: atTheEnd(queue.value, tx.now.steady) } as const;
    if (queue.value.kind === "review") {
      return doRow(asked, loaded.value, "SendForReview", { to, change, content: content.value });
    }
    const guarded = await guard(asked, { draft: loaded.value, content: content.value, queue: queue.value });
    if (!guarded.ok) return guarded;
    const quoting = await withQuote(tx, loaded.value, content.value);
    const draft = { ...loaded.value, attachments: quoting.attachments };
    const sealed = await seal(asked, draft, quoting.content);
    if (!sealed.ok) return sealed;
    const sent = await doRow(asked, loaded.value, "Send", {
      to,
      // What is quoted is part of the text from now on.
      change: {
        ...{ ...change, attachments: quoting.attachments, quote: undefined },
        ...{ sender: asked.actor.id, delivery: sealed.value.delivery.state },
      },
      content: sealed.value.content,
      ...noted(guarded.value, input.confirmed),
    });
    if (!sent.ok) return sent;
    await tx.deliveries.create(sealed.value.delivery);
    await tx.contacts.joinThread({
      thread: sent.value.interaction.thread,
      messageId: messageIdKey(sealed.value.delivery.messageId),
      named: [],
      interaction: sent.value.interaction.id,
      participants: sealed.value.delivery.to.map((address) => address.toLowerCase()),
      at: tx.now.wall,
    });
    return sent;
  },
  prepareContent,
);

type Guarded = { readonly draft: Interaction; readonly content: Content; readonly queue: Queue };

async function guard(asked: Asked<Input>, outgoing: Guarded): Promise<Result<readonly GuardWarning[]>> {
  const { tx, actor, input } = asked;
  const warnings = await recipientWarnings(tx, outgoing);
  const stopped = stopping(warnings, input.confirmed ?? [], isSupervisor(actor));
  return stopped.length === 0
    ? done(warnings)
    : refuse({ kind: "recipientsBlocked", operation: "Send", warnings: stopped });
}

function noted(warnings: readonly GuardWarning[], confirmed: readonly GuardKind[] = []): { readonly note?: string } {
  const note = guardNote(warnings, confirmed);
  return note === undefined ? {} : { note };
}

async function contentToSend(asked: Asked<Input>, draft: Interaction): Promise<Result<Content>> {
  const { tx, world, input } = asked;
  const present = await tx.interactions.content(draft.content);
  if (present === undefined) throw new Error(`content ${draft.content} is missing`);
  const content = changed(present, input.content ?? { path: "$.email_object" }, world.ids.object());
  const refusal = await refusalOfContent(asked, content);
  return refusal === undefined ? done(content) : refuse(refusal);
}

async function refusalOfContent(asked: Asked<Input>, content: Content): Promise<Refusal | undefined> {
  const { tx, actor, input } = asked;
  const change: ContentChange = input.content ?? { path: "$.email_object" };
  const isB = change.path === "$.email";
  const from = content.from && {
    value: content.from,
    path: change.from?.path ?? pathOf(change, isB ? "from" : "fromAddress"),
  };
  const { recipientsMax } = await tx.centre.settings();
  // Also a sender that somebody else chose: a draft can change hands.
  const sender = actor.kind === "user" ? await senderRefusal(tx, actor, from) : undefined;
  const refusal = sender ?? tooManyRecipients(content, change, recipientsMax);
  if (refusal !== undefined) return refusal;
  if (content.to.length === 0) {
    return { kind: "missing", path: change.to?.path ?? pathOf(change, isB ? "to" : "toAddress") };
  }
  return content.from === undefined
    ? { kind: "missing", path: pathOf(change, isB ? "from" : "fromAddress") }
    : undefined;
}

const pathOf = ({ path }: ContentChange, key: string): string => `${path}.${key}`;
