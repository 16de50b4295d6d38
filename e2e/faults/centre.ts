import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Agent, startAgent } from "../support/agent.ts";
import { eventually } from "../support/eventually.ts";
import { type Answer, type Client, clientOf } from "../support/http.ts";
import { untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { type RunningServer, type ServerOptions, startServer } from "../support/server.ts";
import { type Sink, startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** The acme team with short times and one more agent, on its own data directory, with a relay that can fail. */
export type Centre = {
  readonly server: RunningServer;
  readonly sink: Sink;
  readonly http: string;
  readonly smtp: string;
  /** A supervisor. */
  readonly sam: Client;
};

/** Mail to this address is offered for a short time: its invitations are there to expire. Others outlast a slow restart. */
export const soon = { address: "soon@acme.test", invitationMs: 4_000 } as const;

const settings = {
  afterRejectPause: 1,
  maxExpiredInvitations: 1_000,
  sendRetry: [1, 1, 1, 1, 1, 1],
  requestRate: 1_000,
  requestBurst: 4_000,
  longPollTimeout: 5,
  // Nobody is to wait for a storm that does not come.
  bayeuxHandshakeSpread: 0,
};
const soonQueue = {
  ...{ name: "soon", invitationTimeout: soon.invitationMs / 1_000 },
  routing: { skills: "English >= 3", priority: 10 },
};
const soonMailbox = { address: soon.address, name: "Acme Soon", queue: soonQueue.name };
const cara = {
  ...{ userName: "cara", password: "cara-demo-1", emailAddress: "cara@acme.test", roles: ["agent"] },
  ...{ skills: { English: 5 }, groups: ["FrontLine"], capacity: { email: 10 } },
};
const added = { agents: [cara], queues: [soonQueue], mailboxes: [soonMailbox] };

export async function startCentre(t: TestContext, options: ServerOptions = {}): Promise<Centre> {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith(settings, added));
  const server = await startServer(t, { team, relay: sink.url, ...options });
  const { http, smtp } = server.ready();
  return { server, sink, http, smtp, sam: clientOf(http, "sam") };
}

/** Kills the server now, and starts it again on the same data and addresses. Value: when it was ready, in milliseconds since 1970. */
export async function killAndRestart({ server }: Centre): Promise<number> {
  assert.deepEqual(await server.kill(), { code: null, signal: "SIGKILL" });
  await server.restart();
  return Date.now();
}

const backMs = 10_000;

/** Resolves when the server reads, says that it is ready, and takes mail in, with how many milliseconds that took; rejects after ten seconds. P11 */
export async function backAgain(t: TestContext, server: RunningServer): Promise<number> {
  const { http, smtp } = server.ready();
  const begun = performance.now();
  const isOk = ({ status }: Answer): boolean => status === 200;
  await eventually(() => clientOf(http, "sam").get("/interactions?limit=1"), isOk, backMs);
  await eventually(() => clientOf(http).get("root:/health/ready"), isOk, backMs);
  const isIn = () =>
    mailIn(t, smtp, { subject: "After the storm" }).then(
      () => true,
      () => false,
    );
  await eventually(isIn, (is) => is, backMs);
  const tookMs = Math.round(performance.now() - begun);
  assert.ok(tookMs <= backMs, `back after ${tookMs} ms`);
  return tookMs;
}

/** Alice, Ready, listening in dialect A. */
export const startAlice = (t: TestContext, { http }: Centre): Promise<Agent> =>
  startAgent(t, { http, userName: "alice", isReady: true, topics: ["/v2/me/channels"] });

/** A mail that alice was offered and has accepted. */
export async function acceptedBy(t: TestContext, centre: Centre, alice: Agent): Promise<string> {
  const id = await mailIn(t, centre.smtp);
  await alice.hears(id, "Invited");
  await alice.does(id, "Accept");
  return id;
}

/** Completes what the agent holds and lets everything come to rest. */
export async function tidy(centre: Centre, alice: Agent): Promise<void> {
  centre.sink.heal();
  await alice.tidy();
  await untilQuiet(centre.http);
  await alice.become("Ready");
}
