import assert from "node:assert/strict";
import type { Client } from "./http.ts";
import { deliveryOf, everyInteraction } from "./inspection.ts";
import type { SunkMail } from "./sink.ts";

/** What came of what was acknowledged: mails by their 250, answers by the ok of their Send. */
export type Reckoning = {
  readonly mails: number;
  readonly answers: number;
  /** Deliveries by state. */
  readonly deliveries: Readonly<Record<string, number>>;
  /** Each with its reason, as the delivery tells it. */
  readonly unknown: readonly string[];
  /** Nothing may stand in these two. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
};

export type Acknowledged = {
  /** Message-ID → interaction. */
  readonly mails: ReadonlyMap<string, string>;
  /** Draft → original. */
  readonly answers: ReadonlyMap<string, string>;
};

/** Compares what was acknowledged with what the server keeps and what the next hop has got. Ask when all is quiet. */
export async function reckon(
  supervisor: Client,
  acknowledged: Acknowledged,
  sunk: readonly SunkMail[],
): Promise<Reckoning> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const unknown: string[] = [];
  const expectOne = (what: string, count: number, least = 1): void => {
    if (count < least) lost.push(what);
    if (count > 1) doubled.push(what);
  };

  const rows = await everyInteraction(supervisor);
  const kept = Map.groupBy(rows, (row) => bare(row.messageId));
  for (const messageId of acknowledged.mails.keys()) {
    expectOne(`mail ${messageId}`, kept.get(bare(messageId))?.length ?? 0);
  }
  const drafts = Map.groupBy(rows, (row) => row.parentInteractionId);
  for (const original of acknowledged.mails.values())
    expectOne(`answer to ${original}`, drafts.get(original)?.length ?? 0);

  const arrived = Map.groupBy(sunk, ({ raw }) => bare(header(raw, "Message-ID")));
  const deliveries = await Promise.all(
    [...acknowledged.answers.keys()].map(async (draft) => ({ draft, ...(await deliveryOf(supervisor, draft)) })),
  );
  for (const { draft, state, messageId, attempts } of deliveries) {
    const isUnknown = state === "unknown";
    if (!isUnknown && state !== "sent") lost.push(`${draft} is ${state}`);
    if (isUnknown) unknown.push(`${draft}: ${attempts.at(-1)?.text}`);
    expectOne(`delivery of ${draft}`, arrived.get(bare(messageId))?.length ?? 0, isUnknown ? 0 : 1);
  }
  const known = new Set(deliveries.map(({ messageId }) => bare(messageId)));
  for (const messageId of arrived.keys()) assert.ok(known.has(messageId), `${messageId} was sent by nobody`);
  return {
    mails: acknowledged.mails.size,
    answers: acknowledged.answers.size,
    deliveries: counted(deliveries.map(({ state }) => state)),
    unknown,
    lost,
    doubled,
  };
}

/** The unfolded value of the first header field of this name; empty when there is none. */
export function header(raw: Buffer, name: string): string {
  const head = raw.toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
  const unfolded = head.replace(/\r\n[ \t]+/g, " ");
  return unfolded.match(new RegExp(`^${name}: *(.*)$`, "im"))?.[1] ?? "";
}

/** A Message-ID without its angle brackets. */
function bare(messageId: string | null): string {
  return (messageId ?? "").replace(/^<|>$/g, "");
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}
