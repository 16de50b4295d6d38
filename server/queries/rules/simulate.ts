import type { Field } from "../../domain/mail/mail-facts.ts";
import type { Placing } from "../../domain/mail/placing.ts";
import type { Queue } from "../../domain/queue/queue.ts";
import { weighed } from "../../domain/routing/choose-invitations.ts";
import { type Consideration, consideredMax, withOthers } from "../../domain/routing/consideration.ts";
import { parseSkillExpression } from "../../domain/routing/skill-expression.ts";
import { evaluate, pathThrough, type Ruled, type RuleStep } from "../../domain/rules/evaluate.ts";
import type { RuleFacts } from "../../domain/rules/facts.ts";
import { requirementOf } from "../../domain/rules/requirement.ts";
import type { Reading } from "../../ports/transaction.ts";
import { userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";
import { factsOfImagined, factsOfReceived, type ImaginedMail } from "./mail.ts";
import { placeBy } from "./place.ts";

type Asked = {
  readonly rules: "draft" | "published";
  readonly mail: { readonly interactionId: string; readonly headers: readonly Field[] } | ImaginedMail | TriedMail;
};

/** A mail that was read from its source. */
type TriedMail = { readonly facts: RuleFacts; readonly placing: Placing };

export type Simulated = {
  readonly path: readonly RuleStep[];
  readonly ruled: Ruled;
  /** Where it would wait, with that priority; undefined: no mailbox of ours is named, and no rule names a queue. */
  readonly queue: Pick<Queue, "name"> | undefined;
  readonly priority: number;
  /** Who would be offered it now. */
  readonly offer: Consideration;
  readonly users: ReadonlyMap<string, string>;
  /** Steady time against which idle times count. */
  readonly at: number;
};

/** The way of a mail through the rules, and to whom it would be offered now. Nothing changes. Refuses what is no received mail (6). desktop.md 8.4, 13 */
export const simulateRules = defineQuery<Asked, Simulated>(
  "SimulateRules",
  "Configure",
  async ({ reading, actor, input }) => {
    const { rules } = input.rules === "draft" ? await reading.rules.draft() : await reading.rules.published();
    const { mail } = input;
    if ("facts" in mail) return found(await simulated(reading, mail.placing.kind === "route" ? rules : [], mail));
    if (!("interactionId" in mail))
      return found(await simulated(reading, rules, { facts: await factsOfImagined(reading, mail) }));
    const interaction = await reading.interactions.visible(mail.interactionId, actor);
    const facts =
      interaction?.direction === "inbound" ? await factsOfReceived(reading, interaction, mail.headers) : undefined;
    if (facts === undefined) return missing({ kind: "notFound", thing: "interaction", name: mail.interactionId });
    return found(await simulated(reading, rules, { facts }));
  },
);

async function simulated(
  reading: Reading,
  rules: Parameters<typeof evaluate>[0],
  { facts, placing }: Pick<TriedMail, "facts"> & Partial<TriedMail>,
): Promise<Simulated> {
  const ruled = evaluate(rules, facts);
  const isRouted = placing === undefined || placing.kind === "route";
  const { queue, priority } = isRouted ? await placeBy(reading, ruled, facts) : { queue: undefined, priority: 0 };
  const offer =
    queue === undefined ? { candidates: [], excluded: [] } : await offerIn(reading, { queue, ruled, priority });
  const users = await userNames(
    reading,
    [...offer.candidates, ...offer.excluded].map(({ user }) => user),
  );
  return { path: pathThrough(rules, facts), ruled, queue, priority, offer, users, at: reading.now.steady };
}

type Waits = { readonly queue: Queue; readonly ruled: Ruled; readonly priority: number };

async function offerIn(reading: Reading, { queue, ruled, priority }: Waits): Promise<Consideration> {
  const skills = parseSkillExpression(queue.routing.skills);
  if (!skills.ok) throw new Error(`queue ${queue.name}: ${skills.problem}`);
  const agents = await reading.agents.available();
  const others = await reading.agents.loggedInBesides(
    agents.map(({ id }) => id),
    consideredMax,
  );
  const waiting = {
    ...{ id: "", queue: queue.id, skills: skills.expression, paused: [] },
    position: { priority, enqueuedAt: reading.now.steady },
    requirement: requirementOf(ruled, await reading.centre.skills()),
  };
  return withOthers(weighed(waiting, agents), others);
}
