import { type Offer, offersIn } from "../../domain/routing/offers.ts";
import type { KeptDecision } from "../../ports/offers.ts";
import { userNames } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

export type OffersFound = {
  /** Newest first. */
  readonly offers: readonly (Offer & { readonly decision: KeptDecision | undefined })[];
  readonly users: ReadonlyMap<string, string>;
  /** The set of routing rules that held before it was offered to anybody; undefined: none held. */
  readonly rulesVersion: number | undefined;
};

const offersMax = 50;
const eventsMax = 1_000;

/** To whom an e-mail was offered, and why to them: the last 50 times. Offers that a person made have no decision. Refuses what the actor may not read (6). desktop.md 7, 13 */
export const listOffers = defineQuery<{ readonly id: string }, OffersFound>(
  "ListOffers",
  "ReadInteraction",
  async ({ reading, actor, input: { id } }) => {
    if ((await reading.interactions.visible(id, actor)) === undefined) {
      return missing({ kind: "notFound", thing: "interaction", name: id });
    }
    const decisions = await reading.offers.decisions(id);
    const offers = offersIn(await reading.journal.ofInteraction(id, 0, eventsMax))
      .slice(-offersMax)
      .toReversed()
      .map((offer) => ({ ...offer, decision: decisions.get(offer.version) }));
    const users = await userNames(reading, [
      ...new Set(
        offers.flatMap(({ agent, by, decision }) => [
          ...[agent, by],
          ...[...(decision?.candidates ?? []), ...(decision?.excluded ?? [])].map(({ user }) => user),
        ]),
      ),
    ]);
    const rulesVersion = (await reading.readings.of(id))?.ruled?.version;
    return found({ offers, users, rulesVersion });
  },
);
