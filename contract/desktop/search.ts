import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { operatorRow } from "../gws/operator.ts";
import { line } from "../gws/parameters.ts";
import { limit } from "../gws/reading.ts";

const q = z.string().max(1_000).default("");
const sort = z.enum(["newest", "oldest"]);

/** `GET /search`: words, and `from: to: subject: queue: agent: state: has: before: after: lang: id:`. desktop.md 3.9, 13 */
export const searchQuery = z.object({
  q,
  sort: sort.default("newest"),
  limit: limit(50),
  cursor: z.string().max(1_000).optional(),
});

export const searchAnswer = answerWith({
  rows: z.array(
    z.strictObject({
      ...operatorRow.shape,
      snippet: z.string(),
      /** Where in the snippet stands what was looked for: start included, end excluded. */
      marks: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  total: z.int(),
  /** False: there are more. */
  totalIsExact: z.boolean(),
  nextCursor: z.string().optional(),
});

/** `GET /search/suggest`. */
export const suggestQuery = z.object({ q });
export const suggestAnswer = answerWith({ suggestions: z.array(z.string()) });

const viewKeys = {
  name: line(100).trim().min(1),
  icon: line(50),
  query: line(1_000),
  sort,
  /** Ids or names of groups. */
  sharedWith: z.array(z.string().min(1).max(1_000)).max(100),
  position: z.int().min(0).max(10_000),
};

/** `POST /views`. desktop.md 3.10 */
export const createViewBody = z.object(viewKeys).partial().required({ name: true, query: true });
/** `PUT /views/{id}`: only what changes. */
export const changeViewBody = z.object(viewKeys).partial();

const viewResource = z.strictObject({
  id: z.string(),
  ...viewKeys,
  /** Somebody else's is only read. */
  isOwn: z.boolean(),
  /** Up to 1000; absent where the search cannot be read any more, and in answers to changes. */
  count: z.int().optional(),
  version: z.int(),
});

export const viewAnswer = answerWith({ view: viewResource });
export const viewsAnswer = answerWith({ views: z.array(viewResource) });

export type SearchAnswer = z.infer<typeof searchAnswer>;
export type ViewResource = z.infer<typeof viewResource>;
