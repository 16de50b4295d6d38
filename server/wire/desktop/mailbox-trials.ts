import { mailServersAnswer, mailServersQuery, parseTriedImap, readBody, trialBody } from "@postroom/contract";
import type { z } from "zod";
import { forbids } from "../../domain/agent/permissions.ts";
import { accountNow } from "../../operations/account-secret.ts";
import type { Trial, TriedAccount } from "../../ports/trial.ts";
import { readMailAccount } from "../../queries/mailbox/account.ts";
import { ask, type Found, found, missing } from "../../queries/query.ts";
import { refusalOf, refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { provisionedAccount } from "../provisioned-account.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** Where mail of an address is read, before anybody types it. DNS is asked, so it may take some seconds. desktop.md 8.2 */
export const mailServers: Resource = {
  name: desktop,
  paths: [below("/mail-servers")],
  get: {
    answer: lookedUp,
    describes: {
      summary: "Where mail of an address is read, and how receivers judge mail of its domain",
      query: mailServersQuery,
      answer: mailServersAnswer,
    },
  },
};

async function lookedUp({ answering, request }: Asking): Promise<Answer> {
  const refusal = forbids(request.actor, "Configure");
  if (refusal !== undefined) return refused(refusal);
  const query = readBody(mailServersQuery, request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const address = query.value.address.toLowerCase();
  const { servers, provider = null, advice, records } = await answering.examiner.lookUp(address);
  const judged = advice.map(({ about, level, text }) => ({ about, level, text }));
  return success({ address, servers, provider, advice: judged, records });
}

/** The way of mail, each step told as it is gone: one line of JSON each. Nothing is stored, and no secret is said. desktop.md 8.2 */
export const mailboxTrials: Resource = {
  name: desktop,
  paths: [below("/mailbox-trials")],
  post: {
    answer: tried,
    describes: {
      summary: "Tries an account that need not be stored, or the next hop, step by step",
      bodies: { MailboxTrial: trialBody },
      bytes: "application/x-ndjson",
    },
  },
};

async function tried(asking: Asking): Promise<Answer> {
  const { answering, request } = asking;
  const refusal = forbids(request.actor, "Configure");
  if (refusal !== undefined) return refused(refusal);
  const body = readBody(trialBody, request.body ?? {});
  if (!body.ok) return refused(refusalOf(body.problem));
  const way: Found<TriedAccount | "out"> =
    body.value.direction === "out" ? found("out") : await accountIn(body.value, asking);
  if (!way.ok) return refused(way.refusal);
  const trials = answering.examiner.tryWay(way.value);
  if (trials === undefined) {
    return refused({ kind: "notPossible", operation: "TryMailbox", because: "too many tests are running already" });
  }
  return {
    ...{ status: 200, headers: {} },
    text: { name: "trial.ndjson", mime: "application/x-ndjson", parts: linesOf(trials) },
  };
}

/** The account that is meant, by the rules of the provisioning file. */
async function accountIn(
  { imap = {}, mailboxId }: z.output<typeof trialBody>,
  { answering, request }: Asking,
): Promise<Found<TriedAccount>> {
  const { store, world } = answering.performing;
  const given: Readonly<Record<string, unknown>> = imap;
  const keeps = mailboxId !== undefined && !("password" in given) && !("oauth" in given);
  const parsed = parseTriedImap(keeps ? { ...given, password: "as before" } : given);
  if (!parsed.ok) {
    return missing({
      kind: "badValues",
      problems: parsed.problems.map(({ path, message }) => ({ path, because: message })),
    });
  }
  const { credentials, ...account } = provisionedAccount(parsed.imap);
  if (!keeps) return found({ ...account, logIn: credentials });
  const stored = await ask(store, readMailAccount, { actor: request.actor, input: { mailbox: mailboxId } });
  if (!stored.ok) return stored;
  // Who cannot see a secret must not be able to have it sent to another place.
  if (whereabouts.some((key) => account[key] !== stored.value[key])) {
    return missing({ kind: "badValue", path: "$.imap.password", because: "needed anew: the account is another one" });
  }
  const logIn = await accountNow(world, "TryMailbox", stored.value);
  return logIn.ok ? found({ ...account, logIn: logIn.value }) : missing(logIn.refusal);
}

const whereabouts = ["host", "port", "tls", "user"] as const;

async function* linesOf(trials: AsyncIterable<Trial>): AsyncGenerator<string> {
  let end: "ok" | "warn" | "fail" = "ok";
  for await (const trial of trials) {
    const { step, state, ms, trouble, said, facts = {} } = trial;
    if (state === "fail" || (state === "warn" && end === "ok")) end = state;
    const { certificateEndsAt, ...rest } = facts;
    const endsAt = certificateEndsAt === undefined ? undefined : isoTime(certificateEndsAt);
    const line = { step, state, ms, ...present("trouble", trouble), ...present("said", said), ...rest };
    yield `${JSON.stringify({ ...line, ...present("certificateEndsAt", endsAt) })}\n`;
  }
  yield `${JSON.stringify({ end })}\n`;
}
