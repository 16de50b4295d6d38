import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { readMessage } from "../operations/system/read-message.ts";
import type { MessageReader } from "../ports/mail.ts";
import type { Wake } from "../ports/wake.ts";

const batchMax = 4;
/** After so many readings that did not end, only the raw message is shown. mail.md 4.1 */
const crashesMax = 3;

/**
 * Reads stored messages, a few at a time in workers, and applies them in the order of arrival, so that an answer finds its original.
 * That reading begins is written first: what kills the process is counted. True when there may be more.
 */
export async function readSome(performing: Performing, reader: MessageReader, wake: Wake): Promise<boolean> {
  const messages = await performing.store.change({ actor: system.id }, async (tx) => {
    const taken = await tx.messages.takeUnread(batchMax);
    if (taken.length > 0) await tx.messages.beginReading(taken.map((message) => message.id));
    return taken;
  });
  const readings = messages.map((message) => ({
    message,
    reading: reader.read(message.raw, { rawOnly: message.crashes >= crashesMax }),
  }));
  await Promise.allSettled(readings.map(({ reading }) => reading));
  for (const { message, reading } of readings) {
    const read = await reading;
    await performAsSystem(performing, { operation: readMessage, actor: system, input: { message, read } });
  }
  if (messages.length > 0) wake.loop("router");
  return messages.length === batchMax;
}
