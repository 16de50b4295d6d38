import type { StandardResponse } from "../../domain/response/response.ts";
import { defineQuery, found } from "../query.ts";

type Place = { readonly name: string; readonly id: string };

export type ConfiguredResponse = {
  readonly response: StandardResponse;
  /** Names of its categories, from the root down. */
  readonly path: readonly string[];
  readonly uses: number;
  /** Wall time in milliseconds. */
  readonly lastUsedAt: number | undefined;
};

export type ConfiguredResponses = {
  readonly responses: readonly ConfiguredResponse[];
  readonly next: Place | undefined;
};

const pageMax = 200;

/** Standard responses as they are configured, by name, with how often each is used. desktop.md 8.5 */
export const listConfiguredResponses = defineQuery<{ readonly after: Place | undefined }, ConfiguredResponses>(
  "ListConfiguredResponses",
  "Configure",
  async ({ reading, input: { after } }) => {
    const rows = await reading.responses.page({ limit: pageMax + 1, ...(after === undefined ? {} : { after }) });
    const page = rows.slice(0, pageMax);
    const uses = await reading.responses.uses(page.map(({ id }) => id));
    const paths = await reading.responses.categoryPaths();
    const last = page.at(-1);
    return found({
      responses: page.map((response) => ({
        ...{ response, path: paths.get(response.category) ?? [] },
        ...{ uses: uses.get(response.id)?.count ?? 0, lastUsedAt: uses.get(response.id)?.lastAt },
      })),
      next: last === undefined || rows.length <= pageMax ? undefined : { name: last.name, id: last.id },
    });
  },
);
