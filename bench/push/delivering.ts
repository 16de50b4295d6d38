import type { Working } from "../support/agents.ts";
import { type Figure, median, quantile } from "../support/figures.ts";
import type { Postroom } from "../support/postroom.ts";
import { cpuSecondsOf } from "../support/process-use.ts";
import { until } from "../support/run.ts";
import type { Listening } from "./clients.ts";
import type { BareFloor } from "./floor.ts";

const patienceMs = 120_000;

type Delivering = {
  readonly name: string;
  readonly peer: string;
  readonly postroom: Postroom;
  readonly floor: BareFloor;
  /** Agents to whose clients each change is told, and others to whom nobody listens. */
  readonly speakers: readonly Working[];
  readonly mute: readonly Working[];
  readonly ours: Listening;
  readonly bare: Listening;
  /** Clients of each speaker. */
  readonly each: number;
  readonly size: { readonly said: number; readonly rounds: number; readonly coldRounds: number };
};

/**
 * Processor per delivery: ours without what the changes alone cost, beside the same JSON by the floor; in turns. What a change alone costs
 * depends on what is done between two of them: nobody's account is looked up again a moment later, nothing else runs meanwhile, and
 * caches stay warm (a third of it, without any pause). So the changes alone come as slowly as those that are told.
 */
export async function delivering(given: Delivering): Promise<readonly Figure[]> {
  const { name, postroom, floor, size, each } = given;
  const clients = given.speakers.length * each;
  const rounds = { ours: [] as number[], alone: [] as number[], bare: [] as number[] };
  const waits = { ours: [] as number[], bare: [] as number[] };
  for (let round = -size.coldRounds; round < size.rounds; round++) {
    const isCold = round < 0;
    const told = await spent(postroom.pid(), size.said, (one) =>
      heardAll(given.ours, each, isCold ? [] : waits.ours, () => change(given.speakers, one)),
    );
    const alone = await spent(postroom.pid(), size.said, async (one) => {
      const endsAt = performance.now() + told.msEach;
      await change(given.mute, one);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, endsAt - performance.now())));
    });
    const bare = await spent(floor.pid, size.said, async (one) => {
      await floor.waiting(clients);
      await heardAll(given.bare, each, isCold ? [] : waits.bare, () => floor.tell(one % given.speakers.length));
    });
    if (isCold) continue;
    rounds.ours.push(told.cpuSeconds);
    rounds.alone.push(alone.cpuSeconds);
    rounds.bare.push(bare.cpuSeconds);
  }
  const micro = (cpuSeconds: number) => (cpuSeconds / (size.said * each)) * 1_000_000;
  const beside = (value: number) => ({ peer: { name: given.peer, value } });
  const waited = (share: number): Figure => ({
    ...{ name: `delivery over ${name} to ${each} clients at once, p${share * 100}`, unit: "ms", rounds: size.rounds },
    ...{ postroom: quantile(waits.ours, share), ...beside(quantile(waits.bare, share)) },
  });
  return [
    {
      ...{ name: `processor per delivery over ${name}`, unit: "µs", rounds: size.rounds },
      ...{ postroom: micro(median(rounds.ours) - median(rounds.alone)), aim: { ratioAtMost: 1.25 } },
      ...beside(micro(median(rounds.bare))),
    },
    waited(0.5),
    waited(0.99),
  ];
}

async function change(agents: readonly Working[], one: number): Promise<void> {
  const operationName = Math.floor(one / agents.length) % 2 === 0 ? "Ready" : "NotReady";
  await agents[one % agents.length]?.ask("POST", "/me", { operationName });
}

/** Does it, and waits until every client that it is told to has heard; so no answer brings two. */
async function heardAll(
  { arrivals }: Listening,
  each: number,
  waits: number[],
  does: () => Promise<void>,
): Promise<void> {
  arrivals.length = 0;
  const begun = performance.now();
  await does();
  await until(async () => arrivals.length >= each, patienceMs, `${each} deliveries`, 1);
  waits.push(...arrivals.map((at) => at - begun));
}

/** Processor of that process while it is done so often, and how long each took. */
async function spent(pid: number, times: number, does: (one: number) => Promise<void>) {
  const before = cpuSecondsOf(pid);
  const begun = performance.now();
  for (let one = 0; one < times; one++) await does(one);
  return { cpuSeconds: cpuSecondsOf(pid) - before, msEach: (performance.now() - begun) / times };
}
