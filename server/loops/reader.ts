import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { readMessage } from "../operations/system/read-message.ts";
import { takeMessages } from "../operations/system/take-messages.ts";
import type { MessageReader } from "../ports/mail.ts";
import type { Wake } from "../ports/wake.ts";

const batchMax = 4;
/** After so many readings that did not end, only the raw message is shown. mail.md 4.1 */
const crashesMax = 3;

/**
 * Reads stored messages, a few at a time in workers, and applies them in the order of arrival, so that an answer finds its original.
 * That reading begins is written first: what kills the process is counted. A message that cannot be applied holds up none of its
 * batch; it comes again, and then raw-only. True when there may be more.
 */
export async function readSome(performing: Performing, reader: MessageReader, wake: Wake): Promise<boolean> {
  const taken = await performAsSystem(performing, {
    operation: takeMessages,
    actor: system,
    input: { limit: batchMax },
  });
  const messages = taken.ok ? taken.value : [];
  const readings = messages.map((message) => ({
    message,
    reading: reader.read(message.raw, { rawOnly: message.crashes >= crashesMax }),
  }));
  await Promise.allSettled(readings.map(({ reading }) => reading));
  const failures: unknown[] = [];
  for (const { message, reading } of readings) {
    try {
      const input = { message, read: await reading };
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
