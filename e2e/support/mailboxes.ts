import type { OperatorRow } from "@postroom/contract";
import type { Dovecot } from "./dovecot.ts";
import { eventually } from "./eventually.ts";
import { type Client, clientOf } from "./http.ts";
import { allInteractions } from "./operator.ts";
import { acmeWith, type Team } from "./team.ts";

/** A team whose mailboxes `<name>@acme.test` are emptied from Dovecot's users of these names, each into a queue of its name. */
export async function teamReading(
  dovecot: Dovecot,
  boxes: Readonly<Record<string, Team>>,
  settings: Team = {},
): Promise<Team> {
  const { port, password } = dovecot;
  const mailboxes = Object.entries(boxes).map(([name, more]) => ({
    ...{ address: `${name}@acme.test`, name: `Acme ${name}`, queue: name },
    imap: { host: "127.0.0.1", port, tls: "none", user: name, password, ...more },
  }));
  const queues = Object.keys(boxes).map((name) => ({ name, routing: { skills: "Nobody >= 1" } }));
  const limits = { requestRate: 1_000, requestBurst: 4_000 };
  return acmeWith({ ...limits, ...settings }, { mailboxes, queues, skills: ["Nobody"] });
}

/** What lies in the queue of a mailbox once it has so many, as a supervisor sees it. */
export async function untilTaken(http: string, name: string, count: number, withinMs = 15_000) {
  const sam = clientOf(http, "sam");
  const look = (): Promise<readonly OperatorRow[]> => inQueue(sam, name).catch(() => []);
  return eventually(look, (rows) => rows.length >= count, withinMs);
}

export const inQueue = (client: Client, name: string): Promise<readonly OperatorRow[]> =>
  allInteractions(client, `&queue=${name}`, 1_000);
