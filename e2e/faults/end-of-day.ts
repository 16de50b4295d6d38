import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { untilQuiet } from "../support/inspection.ts";
import type { MailSource } from "../support/mail-source.ts";
import { type Reckoning, reckon } from "../support/reckoning.ts";
import type { ScriptedAgent } from "../support/scripted-agent.ts";
import type { Centre } from "./centre.ts";

type Day = { readonly source: MailSource; readonly agents: readonly ScriptedAgent[] };

/** What came of a day, beside what it was told on the way. */
export type Outcome = Omit<Reckoning, "lost" | "doubled"> & {
  /** What SMTP refused with, by code. */
  readonly smtp: Readonly<Record<string, number>>;
  /** E-mails that the agents have done. */
  readonly completed: number;
  /** Of each agent, by status. */
  readonly repeats: readonly Readonly<Record<string, number>>[];
};

/** Waits until so many e-mails are done and all is quiet, ends the agents' work, and reckons. Fails where anything is lost or doubled, or an agent was refused. */
export async function endOfDay(centre: Centre, { source, agents }: Day, mails: number): Promise<Outcome> {
  await source.finished();
  const completed = () => agents.reduce((sum, agent) => sum + agent.completed.size, 0);
  await eventually(
    async () => completed(),
    (count) => count >= mails,
    120_000,
  );
  await untilQuiet(centre.http, 60_000);
  await Promise.all(agents.map((agent) => agent.stop()));
  const answers = new Map(agents.flatMap((agent) => [...agent.sent]));
  const acknowledged = { mails: source.acknowledged, answers };
  const { lost, doubled, ...counts } = await reckon(centre.sam, acknowledged, centre.sink.mails);
  assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  const refused = agents.flatMap((agent) => agent.refused);
  assert.deepEqual(refused, []);
  return {
    ...counts,
    completed: completed(),
    smtp: Object.fromEntries(source.refusals),
    repeats: agents.map(({ repeated }) => Object.fromEntries(repeated)),
  };
}
