import type { Interaction, Requirement } from "../../domain/interaction/interaction.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import { atTheEnd } from "../../domain/queue/position.ts";
import { isRouted, type Queue } from "../../domain/queue/queue.ts";
import { couldEverGet } from "../../domain/routing/could-ever-get.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Asked, Result } from "../operation.ts";
import { done, refuse } from "../operation.ts";
import { type QueueReference, queueMeant, type Spelt } from "../references.ts";
import { type Commented, commented } from "./comment.ts";
import { type Changed, doRow } from "./do-row.ts";
import { pauseFor } from "./pause.ts";

/** The condition as a request names it: a skill by name or id, or a group by name. */
export type RequirementReference =
  | { readonly skill: { readonly name?: Spelt<string>; readonly id?: Spelt<string>; readonly level: number } }
  | { readonly group: Spelt<string> };

type Target = { readonly queue?: QueueReference; readonly requirement?: RequirementReference };

/** To the end of a queue, for those who meet the condition; the actor is not offered it for `afterRejectPause`. wire.md 4.3, 5.13 */
export async function transferToQueue(
  asked: Asked<Commented>,
  interaction: Interaction,
  target: Target,
): Promise<Result<Changed>> {
  const { tx } = asked;
  const queue = await queueOf(tx, interaction, target.queue);
  if (!queue.ok) return queue;
  const requirement = await requirementMeant(tx, target.requirement);
  if (!requirement.ok) return requirement;
  if (requirement.value !== undefined) {
    const fitting = await tx.agents.fulfilling(requirement.value);
    if (!fitting.some((agent) => couldEverGet(agent, queue.value.routing))) {
      return refuse({ kind: "notPossible", operation: "Transfer", because: "no agent could ever be offered it" });
    }
  }
  const placed = await doRow(asked, interaction, "TransferToQueue", {
    ...commented(asked, interaction),
    to: { kind: "queue", queue: queue.value.id, position: atTheEnd(queue.value, tx.now.steady) },
    ...(requirement.value === undefined ? {} : { requirement: requirement.value }),
  });
  if (placed.ok) await pauseFor(asked, interaction);
  return placed;
}

async function queueOf(
  tx: Transaction,
  interaction: Interaction,
  reference: QueueReference | undefined,
): Promise<Result<Queue>> {
  if (reference !== undefined) return queueMeant(tx, reference, { operation: "Transfer", kinds: "place" });
  const queue = await lastRouted(tx, interaction);
  return queue === undefined ? refuse({ kind: "missing", path: "$.queueName" }) : done(queue);
}

/** The last queue it was routed in; for a draft its parent's, else the queue of the mailbox that it is from. wire.md 5.13 */
async function lastRouted(tx: Transaction, interaction: Interaction): Promise<Queue | undefined> {
  const isDraft = interaction.direction === "outbound";
  const parent =
    isDraft && interaction.parent !== undefined ? await tx.interactions.byId(interaction.parent) : undefined;
  const own = isDraft ? parent : interaction;
  for (const id of [own?.routedQueue, own?.queue, isDraft ? await queueOfSender(tx, interaction) : undefined]) {
    const queue = id === undefined ? undefined : await tx.centre.queue(id);
    if (queue !== undefined && isRouted(queue)) return queue;
  }
  return undefined;
}

async function queueOfSender(tx: Transaction, draft: Interaction): Promise<string | undefined> {
  const content = await tx.interactions.content(draft.content);
  const mailboxes = await tx.centre.mailboxes();
  return content?.from && ownMailboxes(mailboxes).find(content.from.address)?.mailbox.queue;
}

async function requirementMeant(
  tx: Transaction,
  reference: RequirementReference | undefined,
): Promise<Result<Requirement | undefined>> {
  if (reference === undefined) return done(undefined);
  if ("group" in reference) {
    const { value } = reference.group;
    const group = (await tx.centre.groups()).find(({ name }) => name === value);
    return group === undefined ? refuse({ kind: "notFound", thing: "group", name: value }) : done({ group: group.id });
  }
  const { name, id, level } = reference.skill;
  const skills = await tx.centre.skills();
  const byName = skills.find((skill) => skill.name === name?.value);
  const byId = skills.find((skill) => skill.id === id?.value);
  if (name !== undefined && byName === undefined) return unknownSkill(name.value);
  if (id !== undefined && byId === undefined) return unknownSkill(id.value);
  if (id !== undefined && byName !== undefined && byName.id !== byId?.id) {
    return refuse({ kind: "contradiction", path: id.path, because: "names another skill than its name" });
  }
  const skill = byName ?? byId;
  return done(skill && { skill: { id: skill.id, level } });
}

const unknownSkill = (name: string) => refuse({ kind: "notFound", thing: "skill", name });
