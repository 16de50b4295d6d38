import type { StandardResponse } from "../../domain/response/response.ts";
import type { ResponseRank } from "../../ports/responses.ts";
import { defineQuery, found } from "../query.ts";

type Input = {
  readonly search: string;
  readonly queue: string | undefined;
  readonly language: string | undefined;
  readonly limit: number;
  readonly after: ResponseRank | undefined;
};

export type OfferedResponses = {
  readonly responses: readonly StandardResponse[];
  /** The place of the last one, when there are more. */
  readonly next: ResponseRank | undefined;
};

/**
 * Standard responses that may be used now, the likeliest first: found by shortcut, by the beginning of the name, by a word; then those that were
 * used in the queue, those in the language, and what the agent uses most. An unknown queue prefers nothing. desktop.md 5.5
 */
export const offerResponses = defineQuery<Input, OfferedResponses>(
  "OfferResponses",
  "UseDesktop",
  async ({ reading, actor, input: { queue: named, limit, ...input } }) => {
    const queue = named === undefined ? undefined : (await reading.centre.queueNamed(named))?.id;
    const asked = { ...input, queue, user: actor.id, wall: reading.now.wall, limit: limit + 1 };
    const page = await reading.responses.offered(asked);
    const shown = page.slice(0, limit);
    return found({
      responses: shown.map(({ response }) => response),
      next: page.length > limit ? shown.at(-1)?.rank : undefined,
    });
  },
);
