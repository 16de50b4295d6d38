import { system } from "../../domain/agent/actor.ts";
import type { Contact } from "../../domain/contact/contact.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction, UserData } from "../../domain/interaction/interaction.ts";
import { step } from "../../domain/interaction/lifecycle.ts";
import type { Classified } from "../../domain/mail/classify.ts";
import type { Placing } from "../../domain/mail/placing.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import { evaluate, type Ruled } from "../../domain/rules/evaluate.ts";
import { factsOf, type RuleFacts } from "../../domain/rules/facts.ts";
import { requirementOf } from "../../domain/rules/requirement.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { MailReading } from "../../ports/readings.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { timeoutsIn } from "../timeouts.ts";
import type { Belonging } from "./belonging.ts";

/** What rules made of a mail, and which set of rules that was. */
export type RuledBy = Ruled & { readonly version: number };

/** A mail that was read, before anybody sees it. */
export type MailToRule = {
  readonly interaction: Pick<Interaction, "queue">;
  readonly placing: Placing;
  readonly read: Pick<ReadMessage, "headers" | "attachments">;
  readonly recipients: readonly string[];
  readonly mailbox: Pick<Mailbox, "address"> | undefined;
  readonly classified: Pick<Classified, "class">;
  readonly verdict?: SenderVerdict | undefined;
  readonly belonging: Pick<Belonging, "isAnswer">;
  readonly content: Content;
  readonly contact: Contact | undefined;
  readonly userData: UserData;
};

/** Asks the published rules; undefined where there are none, or none held, or it is not to be offered to people at all. mail.md 4.1-11 */
export async function ruledBy(tx: Transaction, mail: MailToRule): Promise<RuledBy | undefined> {
  const { version, rules } = await tx.rules.published();
  if (rules.length === 0 || mail.placing.kind !== "route") return undefined;
  const ruled = evaluate(rules, await ruleFactsOf(tx, mail));
  if (ruled.held.length === 0) return undefined;
  return { ...ruled, version, userData: { ...ruled.userData, RoutedBy: words(version, ruled) } };
}

/** What rules see of a mail that was read. */
export async function ruleFactsOf(tx: Transaction, mail: Omit<MailToRule, "placing">): Promise<RuleFacts> {
  const { read, content, classified, belonging } = mail;
  const queue = (await tx.centre.queue(mail.interaction.queue))?.name ?? "";
  return factsOf({
    ...{ ...content, contact: mail.contact, userData: mail.userData, recipients: mail.recipients },
    ...{ headers: read.headers, attachments: read.attachments, verdict: mail.verdict },
    ...{ class: classified.class, isReply: belonging.isAnswer, mailbox: mail.mailbox?.address ?? "", queue },
  });
}

const words = (version: number, { held }: Pick<Ruled, "held">): string => `rules ${version}: ${held.join(", ")}`;

/** Counts how often each rule held among mails that were read together. */
export async function noteHits(tx: Transaction, readings: readonly Pick<MailReading, "ruled">[]): Promise<void> {
  const hits = new Map<string, number>();
  for (const id of readings.flatMap(({ ruled }) => ruled?.held ?? [])) hits.set(id, (hits.get(id) ?? 0) + 1);
  if (hits.size > 0) await tx.rules.noteHits(hits);
}

/** A read mail goes where the rules say, with their priority and skill. It keeps its place in the order of arrival. What the rules name and is no more changes nothing. Value: where it waits. */
export async function routeMail(tx: Transaction, interaction: Interaction, ruled: RuledBy): Promise<string> {
  const queue = await queueOf(tx, interaction, ruled);
  if (queue === undefined) return interaction.queue;
  const requirement = requirementOf(ruled, await tx.centre.skills());
  const priority = queue.routing.priority + ruled.priority;
  const isElsewhere = queue.id !== interaction.queue || priority !== interaction.position.priority;
  if (!isElsewhere && requirement === undefined) return queue.id;
  const outcome = step(interaction, {
    operation: "Route",
    actor: system,
    now: tx.now,
    timeouts: await timeoutsIn(tx, queue.id),
    note: words(ruled.version, ruled),
    to: { kind: "queue", queue: queue.id, position: { ...interaction.position, priority } },
    ...(requirement === undefined ? {} : { requirement }),
  });
  if (!outcome.ok) throw new Error(`a mail that was just read cannot be routed: ${outcome.refusal.kind}`);
  await tx.interactions.save(outcome);
  return queue.id;
}

async function queueOf(tx: Transaction, interaction: Interaction, ruled: RuledBy): Promise<Queue | undefined> {
  const named = ruled.queue === undefined ? undefined : await tx.centre.queueNamed(ruled.queue);
  return named !== undefined && isRouted(named) ? named : tx.centre.queue(interaction.queue);
}
