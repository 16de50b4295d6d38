import type { Session } from "./session.ts";

/** The batch that a message arriving now will travel in first. Every connect reply carries all that is left and closes one batch. */
export function nextBatch(session: Session): number {
  return session.batch + 1;
}

/**
 * The session without what the client says it has. A number that was never sent frees nothing, so no message can be dropped before it
 * travelled (reliability.md 2.5).
 */
export function acknowledge(session: Session, batch: unknown): Session {
  if (!Number.isInteger(batch) || typeof batch !== "number" || batch < 0 || batch > session.batch) {
    return session;
  }
  const queue = session.queue.filter((waiting) => waiting.batch > batch);
  if (queue.length === session.queue.length) {
    return session;
  }
  return { ...session, queue, queueBytes: queue.reduce((bytes, waiting) => bytes + waiting.bytes, 0) };
}

/** What a connect reply takes along. With the extension all of it stays until it is acknowledged; without, it is gone. */
export function take(session: Session): { readonly session: Session; readonly deliveries: readonly string[] } {
  const deliveries = session.queue.map((waiting) => waiting.json);
  if (session.hasAcknowledgement) {
    return { session: { ...session, batch: nextBatch(session) }, deliveries };
  }
  return { session: deliveries.length === 0 ? session : { ...session, queue: [], queueBytes: 0 }, deliveries };
}
