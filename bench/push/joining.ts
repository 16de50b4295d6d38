import type { Figure } from "../support/figures.ts";
import type { Postroom } from "../support/postroom.ts";
import { cpuSecondsOf, memoryOf } from "../support/process-use.ts";
import { until } from "../support/run.ts";
import type { Listening, Place } from "./clients.ts";
import type { BareFloor } from "./floor.ts";

const patienceMs = 120_000;

type Joining = {
  readonly name: string;
  readonly peer: string;
  readonly listens: (places: readonly Place[]) => Promise<Listening>;
  readonly postroom: Postroom;
  readonly floor: BareFloor;
  readonly places: readonly Place[];
  readonly barePlaces: readonly Place[];
  readonly aims: { readonly joining?: number; readonly memory?: number; readonly heap: number };
};

/** What all clients cost as they come, and while they wait; beside the floor, which answers as many requests and holds as many. */
export async function joining(given: Joining): Promise<readonly Figure[]> {
  const { postroom, floor, aims } = given;
  const count = given.places.length;
  const clients = `${count.toLocaleString("en")} clients over ${given.name}`;
  const ours = await cost(postroom, () => given.listens(given.places));
  // Both at once would be more open files than many a machine allows.
  await ours.listening.close();
  const bare = await cost({ pid: () => floor.pid, heap: floor.heap }, async () => {
    const listening = await given.listens(given.barePlaces);
    await floor.waiting(count);
    return listening;
  });
  await bare.listening.close();
  const figure = (what: string, unit: string, value: number, more: Partial<Figure> = {}): Figure => ({
    ...{ name: `${clients}: ${what}`, unit, postroom: value, rounds: 1 },
    ...more,
  });
  const atMost = (limit: number | undefined) => (limit === undefined ? {} : { aim: { atMost: limit } });
  const beside = (value: number) => ({ peer: { name: given.peer, value } });
  const kilobytesEach = (all: number) => all / count / 1_000;
  return [
    figure("joining", "CPU s", ours.cpuSeconds, { ...atMost(aims.joining), ...beside(bare.cpuSeconds) }),
    figure("memory of the process", "MB", ours.memory / 1_000_000, atMost(aims.memory)),
    figure("memory of each", "kB", kilobytesEach(ours.memoryMore), beside(kilobytesEach(bare.memoryMore))),
    figure("heap of each", "kB", kilobytesEach(ours.heapMore), {
      ...atMost(aims.heap),
      ...beside(kilobytesEach(bare.heapMore)),
    }),
  ];
}

/** The server is started again under all of its clients, and they come back as it advises, over some seconds. */
export async function reconnecting(
  given: Pick<Joining, "name" | "listens" | "postroom" | "places">,
): Promise<readonly Figure[]> {
  const { postroom, places } = given;
  const listening = await given.listens(places);
  const told = `${places.length.toLocaleString("en")} clients over ${given.name}: coming back after a restart`;
  await postroom.restart();
  const [before, begun] = [cpuSecondsOf(postroom.pid()), performance.now()];
  await until(async () => listening.count() === places.length, patienceMs, "all clients are back", 10);
  const seconds = (performance.now() - begun) / 1_000;
  const cpuSeconds = cpuSecondsOf(postroom.pid()) - before;
  await listening.close();
  return [
    { name: told, unit: "CPU s", postroom: cpuSeconds, rounds: 1 },
    { name: `${told}, until the last`, unit: "s", postroom: seconds, rounds: 1 },
  ];
}

/** What a process uses until all listen, and what it then has more. Its heap is looked at when its memory has been. */
async function cost({ pid, heap }: Pick<Postroom, "pid" | "heap">, begins: () => Promise<Listening>) {
  const heapBefore = await heap();
  const [memoryBefore, before] = [memoryOf(pid()), cpuSecondsOf(pid())];
  const listening = await begins();
  const cpuSeconds = cpuSecondsOf(pid()) - before;
  const memory = memoryOf(pid());
  const heapMore = (await heap()) - heapBefore;
  return { listening, cpuSeconds, memory, memoryMore: memory - memoryBefore, heapMore };
}
