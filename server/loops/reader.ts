import { system } from "../domain/agent/actor.ts";
import { fieldValues } from "../domain/mail/mail-facts.ts";
import { isRawOnly } from "../domain/mail/raw-only.ts";
import { type Client, relayedClient } from "../domain/mail/relayed-client.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { type ReadInput, readMessages } from "../operations/system/read-messages.ts";
import { takeMessages } from "../operations/system/take-messages.ts";
import { type Files, NoRoom } from "../ports/files.ts";
import type { MessageReader, RawMessage, ReadMessage } from "../ports/mail.ts";
import type { Message } from "../ports/messages.ts";
import { NotApplied, OutcomeUnknown } from "../ports/store.ts";
import type { Verdicts } from "../ports/verdicts.ts";
import type { Wake } from "../ports/wake.ts";
import { type Scanning, scanAttachments } from "./scan-attachments.ts";

const batchMax = 16;

/**
 * Reads stored messages, a few at a time in workers, and applies them in the order of arrival, so that an answer finds its original.
 * That reading begins is written first: what kills the process is counted. A message that cannot be applied holds up none of its
 * batch; it comes again, and then raw-only, unless what failed is of the moment: `uncounted` keeps that until the next call. True when
 * there may be more.
 */
export async function readSome(
  performing: Performing,
  reader: MessageReader,
  wake: Wake,
  checks: Checks = {},
  uncounted: Set<string> = new Set(),
): Promise<boolean> {
  const taken = await performAsSystem(performing, {
    operation: takeMessages,
    actor: system,
    input: { owner: checks.owner ?? "", limit: batchMax, uncounted: [...uncounted] },
  });
  uncounted.clear();
  const messages = taken.ok ? taken.value : [];
  const due = messages.map((message) =>
    settling(readOne(message, reader, { ...checks, files: performing.world.files }), message),
  );
  const failures: Failure[] = [];
  while (due[0] !== undefined) {
    // Nobody waits for a slow one that comes later; and what is there by then shares one commit.
    await due[0].settled;
    const slow = due.findIndex(({ outcome }) => outcome === undefined);
    failures.push(...(await applyAll(performing, due.splice(0, slow === -1 ? due.length : slow))));
    wake.loop("router");
  }
  for (const { message, error } of failures) if (isOfTheMoment(error)) uncounted.add(message.id);
  if (failures.length > 0) {
    const errors = failures.map(({ error }) => error);
    throw new AggregateError(errors, `${failures.length} of ${messages.length} not read`);
  }
  return messages.length === batchMax;
}

type Failure = { readonly message: Message; readonly error: unknown };

/** No fault of the message: there is no space, no handle, or no database, and later there may be. */
const isOfTheMoment = (error: unknown): boolean =>
  error instanceof NoRoom ||
  error instanceof NotApplied ||
  error instanceof OutcomeUnknown ||
  (error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE"));

type Outcome = PromiseSettledResult<Omit<ReadInput, "message">>;
type Settling = { readonly message: Message; readonly settled: Promise<void>; outcome: Outcome | undefined };

function settling(reading: Promise<Omit<ReadInput, "message">>, message: Message): Settling {
  const settled = Promise.allSettled([reading]).then(([outcome]) => {
    one.outcome = outcome;
  });
  const one: Settling = { message, settled, outcome: undefined };
  return one;
}

/** Applies what could be read, together; where that fails one by one, so that only what is at fault stays. Value: what failed. */
async function applyAll(performing: Performing, settled: readonly Settling[]): Promise<readonly Failure[]> {
  const failures: Failure[] = settled.flatMap(({ message, outcome }) =>
    outcome?.status === "rejected" ? [{ message, error: outcome.reason }] : [],
  );
  const inputs = settled.flatMap(({ message, outcome }) =>
    outcome?.status === "fulfilled" ? [{ message, ...outcome.value }] : [],
  );
  if (inputs.length > 1 && (await apply(performing, inputs).catch(() => "failed")) !== "failed") return failures;
  for (const input of inputs)
    await apply(performing, [input]).catch((error) => failures.push({ message: input.message, error }));
  return failures;
}

async function apply(performing: Performing, input: readonly ReadInput[]): Promise<void> {
  if (input.length === 0) return;
  const done = await performAsSystem(performing, { operation: readMessages, actor: system, input });
  for (const alarm of done.ok ? done.value : [])
    performing.log.warn({ messages: input.map(({ message }) => message.id) }, alarm);
}

/** Who asks about senders, and which clients hand mail on for others. */
export type Authentication = { readonly verdicts: Verdicts; readonly isTrustedRelay: (address: string) => boolean };

/** What else is asked about a mail, where somebody is there to ask. */
export type Checks = {
  /** Names this process in claims. */
  readonly owner?: string;
  readonly authentication?: Authentication | undefined;
  readonly scanning?: Scanning | undefined;
};

/** The reading, with the verdict and what the scanner says; the verdict not of what crashed the reader before. */
async function readOne(
  message: Message,
  reader: MessageReader,
  { authentication, scanning, files }: Checks & { readonly files: Files },
): Promise<Omit<ReadInput, "message">> {
  const rawOnly = isRawOnly(message);
  const raw = await nearby(message.raw, files);
  const read = await reader.read(raw, { rawOnly });
  const scanned = scanning === undefined ? undefined : await scanAttachments(read, files, scanning);
  if (authentication === undefined || rawOnly) return { read, scanned };
  const { envelopeFrom } = message;
  const client = clientOf(message, read, authentication);
  return { read, scanned, verdict: await authentication.verdicts.check({ raw, envelopeFrom, client }) };
}

/** Files up to here are read once for all who look at them. */
const nearbyBytesMax = 262_144;

/** What the disk does not give is the reader's to deal with. */
async function nearby(raw: RawMessage, files: Files): Promise<RawMessage> {
  if ("bytes" in raw || raw.size > nearbyBytesMax) return raw;
  return files.read(raw.sha256).then(
    (bytes) => ({ bytes }),
    () => raw,
  );
}

/** The connection itself, or behind a relay of ours the one that it had. mail.md 4.1 */
function clientOf({ session }: Message, { headers }: ReadMessage, { isTrustedRelay }: Authentication): Client {
  const ip = textIn(session["remoteAddress"]);
  if (ip !== undefined && !isTrustedRelay(ip)) return { ip, helo: textIn(session["helo"]) };
  return relayedClient(fieldValues(headers, "Received")[0] ?? "");
}

const textIn = (value: string | number | boolean | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
