import { ledgerAnswer, mailboxesAnswer, type OperatorRow } from "@postroom/contract";
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

/** The ledger of a mailbox, by its address. */
export async function ledgerOf(client: Client, name: string) {
  const list = await client.get("root:/api/postroom/v1/mailboxes");
  const found = mailboxesAnswer.parse(list.body).mailboxes.find(({ address }) => address === `${name}@acme.test`);
  if (found === undefined) throw new Error(`no mailbox ${name}`);
  const { ledger } = ledgerAnswer.parse((await client.get(`root:/api/postroom/v1/mailboxes/${found.id}/ledger`)).body);
  const counts = new Map<string, number>();
  for (const [outcome, count] of ledger.days.flatMap(({ imap }) => Object.entries(imap))) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  }
  const imap = Object.fromEntries([...counts].filter(([, count]) => count > 0));
  const { state, alarms, canary } = found;
  return { ...ledger, imap, state, alarms, canary };
}

/** Resolves when the account was looked into since, whatever came of it, and nothing waits. */
export async function untilLookedInto(client: Client, name: string, since: number, withinMs = 30_000) {
  return eventually(
    () => ledgerOf(client, name),
    ({ checkedAt, state }) => state === "ok" && checkedAt !== null && Date.parse(checkedAt) > since,
    withinMs,
  );
}
