import { system } from "../domain/agent/actor.ts";
import { fieldValues } from "../domain/mail/mail-facts.ts";
import { type Client, relayedClient } from "../domain/mail/relayed-client.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { readMessage } from "../operations/system/read-message.ts";
import { takeMessages } from "../operations/system/take-messages.ts";
import type { MessageReader, ReadMessage } from "../ports/mail.ts";
import type { Message } from "../ports/messages.ts";
import type { Verdicts } from "../ports/verdicts.ts";
import type { Wake } from "../ports/wake.ts";

const batchMax = 4;
/** After so many readings that did not end, only the raw message is shown. mail.md 4.1 */
const crashesMax = 3;

/**
 * Reads stored messages, a few at a time in workers, and applies them in the order of arrival, so that an answer finds its original.
 * That reading begins is written first: what kills the process is counted. A message that cannot be applied holds up none of its
 * batch; it comes again, and then raw-only. True when there may be more.
 */
export async function readSome(
  performing: Performing,
  reader: MessageReader,
  wake: Wake,
  authentication?: Authentication,
): Promise<boolean> {
  const taken = await performAsSystem(performing, {
    operation: takeMessages,
    actor: system,
    input: { limit: batchMax },
  });
  const messages = taken.ok ? taken.value : [];
  const readings = messages.map((message) => ({
    message,
    reading: readOne(message, reader, authentication),
  }));
  await Promise.allSettled(readings.map(({ reading }) => reading));
  const failures: unknown[] = [];
  for (const { message, reading } of readings) {
    try {
      const input = { message, ...(await reading) };
      const done = await performAsSystem(performing, { operation: readMessage, actor: system, input });
      for (const alarm of done.ok ? done.value : []) performing.log.warn({ message: message.id }, alarm);
    } catch (error) {
      failures.push(error);
    }
  }
  if (messages.length > 0) wake.loop("router");
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${messages.length} not read`);
  return messages.length === batchMax;
}

/** Who asks about senders, and which clients hand mail on for others. */
export type Authentication = { readonly verdicts: Verdicts; readonly isTrustedRelay: (address: string) => boolean };

/** The reading, with the verdict where somebody asks; not of what crashed the reader before. */
async function readOne(message: Message, reader: MessageReader, authentication: Authentication | undefined) {
  const rawOnly = message.crashes >= crashesMax;
  const read = await reader.read(message.raw, { rawOnly });
  if (authentication === undefined || rawOnly) return { read };
  const { raw, envelopeFrom } = message;
  const client = clientOf(message, read, authentication);
  return { read, verdict: await authentication.verdicts.check({ raw, envelopeFrom, client }) };
}

/** The connection itself, or behind a relay of ours the one that it had. mail.md 4.1 */
function clientOf({ session }: Message, { headers }: ReadMessage, { isTrustedRelay }: Authentication): Client {
  const ip = textIn(session["remoteAddress"]);
  if (ip !== undefined && !isTrustedRelay(ip)) return { ip, helo: textIn(session["helo"]) };
  return relayedClient(fieldValues(headers, "Received")[0] ?? "");
}

const textIn = (value: string | number | boolean | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
