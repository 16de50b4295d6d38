import type { RecordedEvent } from "../interaction/events.ts";

/** One time that an interaction was offered to somebody, by whom, and what came of it. */
export type Offer = {
  /** Wall time in milliseconds. */
  readonly at: number;
  /** Of the interaction, by the offer. */
  readonly version: number;
  readonly agent: string;
  /** User id of whoever made it; `system` for routing, and for what was put off. */
  readonly by: string;
  readonly outcome: "offered" | "accepted" | "rejected" | "expired" | "revoked";
};

const outcomes: Readonly<Record<string, Offer["outcome"]>> = {
  Accept: "accepted",
  Reject: "rejected",
  ExpireInvitation: "expired",
};

/** The offers that an interaction's events tell of, oldest first. */
export function offersIn(events: readonly RecordedEvent[]): readonly Offer[] {
  const offers: Offer[] = [];
  for (const { event, at, actor } of events) {
    if (event.kind !== "InteractionMoved") continue;
    const { interaction, before, operation } = event;
    const open = offers.at(-1);
    if (before?.state === "Invited" && open?.outcome === "offered") {
      offers[offers.length - 1] = { ...open, outcome: outcomes[operation] ?? "revoked" };
    }
    if (interaction.state !== "Invited" || interaction.holder === undefined) continue;
    offers.push({ at, version: interaction.version, agent: interaction.holder, by: actor, outcome: "offered" });
  }
  return offers;
}
