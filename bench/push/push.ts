import { agentsAt } from "../support/agents.ts";
import { type Figure, printFigure, printTable } from "../support/figures.ts";
import { authorizationOf, type Postroom, roomOf, startPostroom } from "../support/postroom.ts";
import { writeReport } from "../support/report.ts";
import { longPolling, overWebSocket, type Place } from "./clients.ts";
import { delivering } from "./delivering.ts";
import { type BareFloor, startBareFloor } from "./floor.ts";
import { joining, reconnecting } from "./joining.ts";

// `postroom bench push`: what a notification costs the processor, and a client the memory, beside `node:http` and `ws` alone, which hold as
// many requests and sockets and send them the same JSON. cometd.md 4, scale.md 4

const isQuick = process.argv.includes("--quick");
const size = isQuick
  ? { users: 2, each: 50, speakers: 2, said: 10, rounds: 1, coldRounds: 0 }
  : { users: 100, each: 100, speakers: 10, said: 100, rounds: 5, coldRounds: 5 };
if (process.platform !== "linux") throw new Error("only Linux tells what another process uses");
const everybody = size.users * size.each;

/** Sessions of the round before linger until they end. */
const patient = {
  longPollTimeout: 300,
  bayeuxConnectsPerBrowserMax: everybody,
  bayeuxSessionsPerUserMax: 3 * size.each,
};

const figures: Figure[] = [];
const tell = (some: readonly Figure[]): void => {
  figures.push(...some);
  for (const figure of some) printFigure(figure);
};

const transports = [
  {
    ...{ name: "long-polling", peer: "node:http alone", listens: longPolling, comesBack: true },
    aims: { joining: 4, memory: 400, heap: 10 },
  },
  { name: "WebSocket", peer: "ws alone", listens: overWebSocket, comesBack: false, aims: { heap: 7 } },
] as const;

const postroom = await startPostroom(roomWithPush(), [], { isInspected: true });
const agents = agentsAt(postroom, size.users + size.speakers);
try {
  for (const { ask } of agents) await ask("POST", "/me", { operationName: "StartContactCenterSession" });
  for (const transport of transports) {
    // Clients that came back leave garbage behind, which the memory of others would be taken from.
    if (transport !== transports[0] && !isQuick) await postroom.restart();
    const floor = await startBareFloor();
    await measured(transport, floor).finally(floor.stop);
  }
} finally {
  await postroom.stop();
}
printTable(figures);
await writeReport({
  name: "push",
  made: `Made by \`npx postroom bench push --write docs/benchmarks.md\`: agents change their readiness, and each change is told to ${size.each} clients
of theirs; what as many changes cost at the same pace without anybody who listens is taken off. The peers read each request's JSON, answer
it, and send as many held requests or sockets the same JSON. Processor, memory and heap are those of the server's process.`,
  figures,
});

type Transport = (typeof transports)[number];

async function measured(transport: Transport, floor: BareFloor): Promise<void> {
  const { name, peer, listens } = transport;
  await verified();
  const ours = await listens(clientsOf(postroom, size.speakers));
  const bare = await listens(placesAt(floor, size.speakers));
  const [speakers, mute] = [agents.slice(0, size.speakers), agents.slice(size.users)];
  tell(await delivering({ name, peer, postroom, floor, speakers, mute, ours, bare, each: size.each, size }));
  await Promise.all([ours.close(), bare.close()]);
  await verified();
  const [places, barePlaces] = [clientsOf(postroom, size.users), placesAt(floor, size.users)];
  tell(await joining({ ...transport, postroom, floor, places, barePlaces }));
  if (transport.comesBack) tell(await reconnecting({ name, listens, postroom, places }));
}

/** To verify a password for the first time, or after five minutes, costs more than a hundred deliveries. */
async function verified(): Promise<void> {
  for (const { ask } of agents) await ask("GET", "/me");
}

/** The file of `roomOf`, where nothing ends a poll but a message. The last agents have no clients. */
function roomWithPush(): object {
  const room = roomOf(size.users + size.speakers);
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

function placesAt({ http }: BareFloor, users: number): readonly Place[] {
  return Array.from({ length: users * size.each }, (_, index) => ({ url: `${http}/${index % users}`, headers: {} }));
}
