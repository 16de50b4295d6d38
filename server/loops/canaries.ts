import { system } from "../domain/agent/actor.ts";
import type { TransportOutcome } from "../domain/delivery/transport-outcome.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { beginCanaries, type Canary, noteCanary } from "../operations/system/send-canaries.ts";
import type { Lease } from "../ports/lease.ts";
import { HopFailed, type MailTransport, type SealedBytes } from "../ports/mail.ts";
import type { Metrics } from "../ports/metrics.ts";

/** `transport` undefined: there is no relay, and each canary says so. */
export type CanaryOptions = {
  readonly performing: Performing;
  readonly transport: MailTransport | undefined;
  readonly lease: Lease;
  readonly metrics: Metrics;
};

const limit = 20;
/** The lease that must be left before the dot: another canary goes instead of one that was slept over. reliability.md 2.7 */
const leaseMarginMs = 5_000;

/** Hands over the canary mails that are due, one after the other; each says how that ended. True when there may be more. mail.md 3.3 */
export async function sendCanaries(options: CanaryOptions): Promise<boolean> {
  const { performing, transport, lease, metrics } = options;
  const lasts = lease.hold();
  const input = { account: transport?.destination ?? "", limit };
  const begun = await performAsSystem(performing, { operation: beginCanaries, actor: system, input });
  if (!begun.ok) return false;
  for (const canary of begun.value) {
    const { isHanded, isUnsent = false, word } = await handOver(options, canary, async () => lasts(leaseMarginMs));
    metrics.count("postroom_canaries_total", { outcome: isHanded ? "handed" : "failed" });
    const { id, begun: at } = canary;
    const ended = { id, begun: at, account: input.account, isHanded, isUnsent, word: word.slice(0, wordMax) };
    await performAsSystem(performing, { operation: noteCanary, actor: system, input: ended });
  }
  return begun.value.length === limit;
}

/** For the loop: a tick begins and does not wait, because a next hop may take minutes to answer, and a stop shall not. Its transport ends it. */
export function canaryTick(options: CanaryOptions): () => Promise<boolean> {
  let isRunning = false;
  const fault = (error: unknown): void =>
    options.performing.log.error({ error }, "canary mails failed by our own fault");
  return async () => {
    if (isRunning) return false;
    isRunning = true;
    void sendCanaries(options)
      .catch(fault)
      .finally(() => {
        isRunning = false;
      });
    return false;
  };
}

const wordMax = 300;

type Ended = { readonly isHanded: boolean; readonly isUnsent?: boolean; readonly word: string };

/** From nobody, like all mail that no person wrote: what cannot be delivered makes no bounce. mail.md 7 */
async function handOver(
  { performing, transport }: CanaryOptions,
  { id, mail }: Canary,
  beforeDot: () => Promise<boolean>,
): Promise<Ended> {
  if (transport === undefined) return { isHanded: false, isUnsent: true, word: "no relay is configured" };
  const raw = Buffer.concat(await Array.fromAsync(performing.world.writer.compose(mail)));
  const bytes: SealedBytes = {
    size: raw.length,
    open: async function* ({ start, end }) {
      if (start < end) yield raw.subarray(start, end);
    },
  };
  try {
    const session = await transport.connect();
    try {
      const to = mail.to.map(({ address }) => address);
      return endOf(await session.deliver({ from: "", to, id }, bytes, beforeDot));
    } finally {
      session.release();
    }
  } catch (error) {
    if (!(error instanceof HopFailed)) throw error;
    return { isHanded: false, isUnsent: true, word: error.message };
  }
}

function endOf(outcome: TransportOutcome): Ended {
  switch (outcome.kind) {
    case "accepted":
    case "refused":
    case "deferred": {
      const { code, enhancedCode, text } = outcome.refused[0]?.reply ?? outcome.reply;
      const word = [code, enhancedCode, text]
        .filter((part) => part !== "")
        .join(" ")
        .replace(/\s+/g, " ");
      return { isHanded: outcome.kind === "accepted", word };
    }
    case "broken":
      return { isHanded: false, isUnsent: true, word: outcome.text };
    case "unknown":
      return { isHanded: false, word: outcome.text };
    case "stopped":
      return { isHanded: false, isUnsent: true, word: "it was stopped" };
  }
}
