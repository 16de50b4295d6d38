import {
  changeViewBody,
  createViewBody,
  readBody,
  searchAnswer,
  searchQuery,
  suggestAnswer,
  suggestQuery,
  viewAnswer,
  viewsAnswer,
} from "@postroom/contract";
import { z } from "zod";
import type { SavedView } from "../../domain/desktop/saved-view.ts";
import { changeView, createView, removeView } from "../../operations/desktop/saved-views.ts";
import { type SearchFound, searchEmails } from "../../queries/desktop/search.ts";
import { listViews, suggestSearch } from "../../queries/desktop/views.ts";
import { found } from "../../queries/query.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { asked } from "../reads.ts";
import { operatorRow } from "../shapes/operator-row.ts";
import { viewShape } from "../shapes/saved-view.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { below, desktop } from "./paths.ts";

/** Looking for e-mails with words and operators. desktop.md 3.9 */
export const search: Resource = {
  name: desktop,
  paths: [below("/search")],
  get: {
    answer: answerSearch,
    describes: { summary: "E-mails that have what is looked for", query: searchQuery, answer: searchAnswer },
  },
};

async function answerSearch(asking: Asking): Promise<Answer> {
  const query = readBody(searchQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const { q: text, sort, limit } = query.value;
  const cursor = cursorIn(query.value.cursor);
  if (!cursor.ok) return refused(cursor.refusal);
  const place = present("cursor", cursor.value && { receivedAt: cursor.value.at, id: cursor.value.id });
  const page = await asked(asking, searchEmails, { text, sort, limit, ...place });
  return page.ok ? success(pageShape(page.value, asking)) : refused(page.refusal);
}

function pageShape({ rows, names, total, totalIsExact, hasMore }: SearchFound, asking: Asking) {
  const viewing = viewingWhole(asking, names);
  const last = rows.at(-1)?.interaction;
  return {
    rows: rows.map(({ snippet, marks, ...email }) => ({ ...operatorRow(email, viewing), snippet, marks })),
    ...{ total, totalIsExact },
    ...(hasMore && last !== undefined ? { nextCursor: cursorAfter(last.receivedAt, last.id) } : {}),
  };
}

/** How a search may go on. */
export const suggestions: Resource = {
  name: desktop,
  paths: [below("/search/suggest")],
  get: {
    answer: async (asking) => {
      const query = readBody(suggestQuery, asking.request.query);
      if (!query.ok) return refused(refusalOf(query.problem));
      const all = await asked(asking, suggestSearch, { text: query.value.q });
      return all.ok ? success({ suggestions: all.value }) : refused(all.refusal);
    },
    describes: { summary: "How a search may go on", query: suggestQuery, answer: suggestAnswer },
  },
};

type GivenView = z.output<typeof changeViewBody>;

const viewIn = ({ sharedWith, ...given }: GivenView) =>
  found({
    ...present("name", given.name),
    ...present("icon", given.icon),
    ...present("query", given.query),
    ...present("sort", given.sort),
    ...present("position", given.position),
    ...present(
      "sharedWith",
      sharedWith?.map((value, index) => ({ value, path: `$.sharedWith[${index}]` })),
    ),
  });

const viewNow = (view: SavedView) => success({ view: viewShape(view, view.owner) }, etag(view.version));

/** Searches under a name. desktop.md 3.10 */
export const views: Resource = {
  name: desktop,
  paths: [below("/views")],
  get: {
    answer: async (asking) => {
      const all = await asked(asking, listViews, {});
      if (!all.ok) return refused(all.refusal);
      const me = asking.request.actor.id;
      return success({ views: all.value.map(({ view, count }) => viewShape(view, me, count)) });
    },
    describes: { summary: "Own views and shared ones, with what each finds", answer: viewsAnswer },
  },
  post: written({
    summary: "Keeps a search under a name",
    body: createViewBody,
    named: "View",
    does: doing({ operation: createView, input: viewIn, answers: viewNow }),
    answer: viewAnswer,
  }),
};

export const view: Resource = {
  name: desktop,
  paths: [below("/views/{id}")],
  put: written({
    summary: "Changes what is given of an own view",
    body: changeViewBody,
    named: "ViewChange",
    does: doing({ operation: changeView, input: viewIn, answers: viewNow }),
    answer: viewAnswer,
  }),
  delete: written({
    summary: "Forgets an own view",
    body: z.object({}),
    does: doing({ operation: removeView, input: () => found({}), answers: viewNow }),
    answer: viewAnswer,
  }),
};
