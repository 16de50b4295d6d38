import { agentsAt, type Working } from "../support/agents.ts";
import { type Figure, printFigure, printTable, warmMedian } from "../support/figures.ts";
import { authorizationOf, type Postroom, roomOf, startPostroom } from "../support/postroom.ts";
import { cpuSecondsOf, memoryOf } from "../support/process-use.ts";
import { writeReport } from "../support/report.ts";
import { until } from "../support/run.ts";
import { type Listening, longPolling, overWebSocket, type Place } from "./clients.ts";
import { type BareFloor, startBareFloor } from "./floor.ts";

// `postroom bench push`: what a notification costs the processor, and a client the memory, beside held requests and frames of `node:http`
// alone that carry the same JSON. cometd.md 4

const isQuick = process.argv.includes("--quick");
const size = isQuick
  ? { users: 2, each: 50, speakers: 2, said: 40, rounds: 1 }
  : { users: 100, each: 100, speakers: 10, said: 100, rounds: 3 };
if (process.platform !== "linux") throw new Error("only Linux tells what another process uses");
const patienceMs = 120_000;
const everybody = size.users * size.each;

/** Sessions of the round before linger until they end. */
const patient = {
  longPollTimeout: 300,
  bayeuxConnectsPerBrowserMax: everybody,
  bayeuxSessionsPerUserMax: 3 * size.each,
};

const figures: Figure[] = [];
const tell = (figure: Figure): void => {
  figures.push(figure);
  printFigure(figure);
};

const transports = [
  { name: "long-polling", listens: longPolling, aims: { perDelivery: 1.25, joining: 4, memory: 400 } },
  { name: "WebSocket", listens: overWebSocket, aims: { perDelivery: 1.25 } },
] as const;
type Transport = (typeof transports)[number];

for (const transport of transports) {
  const postroom = await startPostroom(roomWithPush());
  const floor = await startBareFloor();
  try {
    const agents = agentsAt(postroom, size.users);
    for (const { ask } of agents) await ask("POST", "/me", { operationName: "StartContactCenterSession" });
    await delivering(transport, { postroom, floor, agents: agents.slice(0, size.speakers) });
    await joining(transport, { postroom, floor });
  } finally {
    await floor.stop();
    await postroom.stop();
  }
}
printTable(figures);
await writeReport({
  name: "push",
  made: `Made by \`npx postroom bench push --write docs/benchmarks.md\`: agents change their readiness, and each change is told to ${size.each} clients
of theirs; what the change itself costs without anybody who listens is taken off. The peer is \`node:http\` alone, which holds as many
requests or sockets and sends them the same JSON. Processor and memory are those of the server's process.`,
  figures,
});

/** The file of `roomOf`, where nothing ends a poll but a message. */
function roomWithPush(): object {
  const room = roomOf(size.users);
  const settings = "settings" in room ? room.settings : {};
  return { ...room, settings: { ...Object(settings), ...patient } };
}

function clientsOf({ http }: Pick<Postroom, "http">, users: number): readonly Place[] {
  const url = `${http}/api/v2/notifications`;
  return Array.from({ length: users * size.each }, (_, index) => ({
    url,
    headers: { authorization: authorizationOf(`agent${(index % users) + 1}`) },
  }));
}

function placesAt({ http }: BareFloor, clients: number): readonly Place[] {
  return Array.from({ length: clients }, () => ({ url: `${http}/held`, headers: {} }));
}

type Day = { readonly postroom: Postroom; readonly floor: BareFloor; readonly agents: readonly Working[] };

/** Processor per delivery: ours without what the changes alone cost, beside the same JSON by the floor; in turns. */
async function delivering({ name, listens, aims }: Transport, { postroom, floor, agents }: Day): Promise<void> {
  const change = async (one: number) => {
    const operationName = Math.floor(one / agents.length) % 2 === 0 ? "Ready" : "NotReady";
    await agents[one % agents.length]?.ask("POST", "/me", { operationName });
  };
  const alone: number[] = [];
  for (let round = 0; round <= size.rounds; round++) alone.push(await spent(postroom.pid(), () => saying(change)));
  const ours = await listens(clientsOf(postroom, size.speakers));
  const bare = await listens(placesAt(floor, size.each), true);
  const rounds = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= size.rounds; round++) {
    rounds.ours.push(await spent(postroom.pid(), () => saying((one) => heardAll(ours, () => change(one)))));
    rounds.bare.push(await spent(floor.pid, () => saying(() => heardAll(bare, () => floor.tell(size.each)))));
  }
  ours.close();
  bare.close();
  const each = (cpuSeconds: number) => (cpuSeconds / (size.said * size.each)) * 1_000_000;
  tell({
    ...{ name: `processor per delivery over ${name}`, unit: "µs", rounds: size.rounds },
    ...{ postroom: each(warmMedian(rounds.ours) - warmMedian(alone)), aim: { ratioAtMost: aims.perDelivery } },
    peer: { name: "node:http alone", value: each(warmMedian(rounds.bare)) },
  });
}

/** One after the other, so that no answer brings two. */
async function saying(says: (one: number) => Promise<void>): Promise<void> {
  for (let one = 0; one < size.said; one++) await says(one);
}

/** Does it, and waits until every client that it is told to has heard. */
async function heardAll(listening: Listening, does: () => Promise<void>): Promise<void> {
  const before = listening.heard();
  await does();
  const all = async () => listening.heard() - before >= size.each;
  await until(all, patienceMs, `${size.each} deliveries`, 1);
}

/** What all of them cost as they come, and while they wait. */
async function joining({ name, listens, aims }: Transport, { postroom, floor }: Omit<Day, "agents">): Promise<void> {
  const pid = postroom.pid();
  const before = memoryOf(pid);
  const [ours, cpuSeconds] = await listening(pid, () => listens(clientsOf(postroom, size.users)));
  const bytes = memoryOf(pid);
  // Both at once would be more open files than many a machine allows.
  ours.close();
  const bareBefore = memoryOf(floor.pid);
  const bare = await listens(placesAt(floor, everybody), true);
  await floor.waiting(everybody);
  const bareBytes = memoryOf(floor.pid) - bareBefore;
  bare.close();
  const clients = `${everybody.toLocaleString("en")} clients over ${name}`;
  const joins = "joining" in aims ? { aim: { atMost: aims.joining } } : {};
  tell({ ...{ name: `${clients}: joining`, unit: "CPU s", postroom: cpuSeconds, rounds: 1 }, ...joins });
  const holds = "memory" in aims ? { aim: { atMost: aims.memory } } : {};
  tell({
    ...{ name: `${clients}: memory of the process`, unit: "MB", postroom: bytes / 1_000_000, rounds: 1 },
    ...holds,
  });
  const kilobytesEach = (all: number) => all / everybody / 1_000;
  tell({
    ...{ name: `${clients}: memory of each`, unit: "kB", postroom: kilobytesEach(bytes - before), rounds: 1 },
    peer: { name: "node:http alone", value: kilobytesEach(bareBytes) },
  });
}

/** Clients, and what the process used until they listened. */
async function listening(pid: number, begins: () => Promise<Listening>): Promise<readonly [Listening, number]> {
  const before = cpuSecondsOf(pid);
  const begun = await begins();
  return [begun, cpuSecondsOf(pid) - before];
}

/** Seconds of processor of that process while it is done. */
async function spent(pid: number, does: () => Promise<void>): Promise<number> {
  const before = cpuSecondsOf(pid);
  await does();
  return cpuSecondsOf(pid) - before;
}
