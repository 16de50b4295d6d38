import type { reportQuery } from "@postroom/contract";
import type { z } from "zod";
import type { Actor } from "../../domain/agent/actor.ts";
import { seconds } from "../../domain/reporting/figures.ts";
import type { Cell } from "../../domain/reporting/mail-reports.ts";
import type { Store } from "../../ports/store.ts";
import { ask, type Found, found } from "../../queries/query.ts";
import { type InteractionReported, reportInteractions } from "../../queries/supervisor/report-interactions.ts";
import { refused, success } from "../answers.ts";
import { csvAnswer, csvBegin, csvLine } from "../csv.ts";
import type { Answer, Asking } from "../entry.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { isoTime } from "../shapes/times.ts";

/** What every report is asked, with moments in wall milliseconds. */
export type ReportAsked = Omit<z.output<typeof reportQuery>, "from" | "to"> & {
  readonly from: number | undefined;
  readonly to: number | undefined;
};

const moment = (at: number | undefined): Cell => (at === undefined ? null : isoTime(at));
const between = (from: number, to: number | undefined): Cell => seconds(to === undefined ? undefined : to - from);

/** Column → what stands in it. */
const cells = {
  id: ({ id }) => id,
  receivedAt: ({ receivedAt }) => moment(receivedAt),
  queue: ({ queue }) => queue,
  from: ({ from }) => from,
  subject: ({ subject }) => subject,
  state: ({ state }) => state,
  agent: ({ agent }) => agent ?? null,
  acceptedAt: ({ acceptedAt }) => moment(acceptedAt),
  answeredAt: ({ answeredAt }) => moment(answeredAt),
  endedAt: ({ endedAt }) => moment(endedAt),
  responseSeconds: ({ receivedAt, answeredAt }) => between(receivedAt, answeredAt),
  ageSeconds: ({ receivedAt, endedAt }) => between(receivedAt, endedAt),
  handledSeconds: ({ acceptedAt, handledMs }) => (acceptedAt === undefined ? null : seconds(handledMs)),
  transfers: ({ transfers }) => transfers,
  disposition: ({ disposition }) => disposition ?? null,
  dueAt: ({ dueAt }) => moment(dueAt),
  inTime: ({ isInTime }) => (isInTime === undefined ? null : isInTime ? "yes" : "no"),
} as const satisfies Readonly<Record<string, (one: InteractionReported) => Cell>>;

const columns = Object.keys(cells);
const rowOf = (one: InteractionReported): Readonly<Record<string, Cell>> =>
  Object.fromEntries(Object.entries(cells).map(([column, of]) => [column, of(one)]));

/** One row for each incoming e-mail of a stretch of time: a page, or all of them as CSV. desktop.md 7 */
export async function interactionsReported(asking: Asking, given: ReportAsked): Promise<Answer> {
  const place = cursorIn(given.cursor);
  if (!place.ok) return refused(place.refusal);
  const after = place.value && { receivedAt: place.value.at, id: place.value.id };
  const isCsv = given.format === "csv";
  const reader = { store: asking.answering.performing.store, actor: asking.request.actor };
  const first = await pageOf(reader, given, { after, limit: isCsv ? csvPage : given.limit });
  if (!first.ok) return refused(first.refusal);
  const { from, to, mails } = first.value;
  if (isCsv) return csvAnswer("interactions", lines(reader, { ...given, from, to }, mails));
  const last = mails.length === given.limit ? mails.at(-1) : undefined;
  return success({
    ...{ name: "interactions", from: isoTime(from), to: isoTime(to), base: "incoming e-mails" },
    ...{ columns, rows: mails.map(rowOf) },
    ...(last === undefined ? {} : { nextCursor: cursorAfter(last.receivedAt, last.id) }),
  });
}

const csvPage = 1_000;

type Page = {
  readonly after: { readonly receivedAt: number; readonly id: string } | undefined;
  readonly limit: number;
};

/** In whose name is read. */
type Reader = { readonly store: Store; readonly actor: Actor };
type Scope = Pick<ReportAsked, "from" | "to" | "queue" | "agent">;

/** All of them for a file. Refuses what `reportInteractions` does. */
export async function interactionLines(reader: Reader, scope: Scope): Promise<Found<AsyncIterable<string>>> {
  const first = await pageOf(reader, scope, { after: undefined, limit: csvPage });
  if (!first.ok) return first;
  const { from, to, mails } = first.value;
  return found(lines(reader, { ...scope, from, to }, mails));
}

const pageOf = ({ store, actor }: Reader, { from, to, queue, agent }: Scope, page: Page) =>
  ask(store, reportInteractions, { actor, input: { from, to, queue, agent, ...page } });

/** Each page is read when the client has taken the one before, so that a slow one holds no transaction open. */
async function* lines(reader: Reader, given: Scope, first: readonly InteractionReported[]): AsyncGenerator<string> {
  yield csvBegin + csvLine(columns);
  for (let page = first; ; ) {
    yield page.map((one) => csvLine(Object.values(rowOf(one)))).join("");
    if (page.length < csvPage) return;
    const next = await pageOf(reader, given, { after: page.at(-1), limit: csvPage });
    if (!next.ok) throw new Error(`a report was refused in the middle: ${next.refusal.kind}`);
    page = next.value.mails;
  }
}
