import { system } from "../domain/agent/actor.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { watchMailboxes } from "../operations/system/watch-mailboxes.ts";
import type { Metrics } from "../ports/metrics.ts";
import { stuckForMs } from "../queries/health/stuck.ts";

/** Alarms that the metrics show, each as mailbox and kind. */
export type Shown = Map<string, { readonly mailbox: string; readonly kind: string }>;

/** Tells the metrics since how many seconds the oldest interaction has been stuck: 0, unless something is wrong with us. reliability.md P7 */
export async function watchStuck({ store }: Performing, metrics: Metrics): Promise<void> {
  metrics.gauge("postroom_stuck_interaction_seconds", (await stuckForMs(store)) / 1_000);
}

/** Looks at the mailboxes; what is wrong stands in the log once, and in the metrics as long as it is. mail.md 3.3 */
export async function watchOnce(performing: Performing, metrics: Metrics, shown: Shown): Promise<boolean> {
  const result = await performAsSystem(performing, { operation: watchMailboxes, actor: system, input: {} });
  if (!result.ok) return false;
  const { alarms, raised } = result.value;
  for (const { mailbox, text } of raised) performing.log.warn({ mailbox }, `alarm: ${text}`);
  const now = new Map(alarms.map((one) => [`${one.mailbox} ${one.kind}`, one]));
  for (const [key, labels] of shown) {
    if (!now.has(key)) metrics.gauge("postroom_mailbox_alarm", 0, labels);
  }
  for (const [key, labels] of now) {
    shown.set(key, labels);
    metrics.gauge("postroom_mailbox_alarm", 1, labels);
  }
  return false;
}
