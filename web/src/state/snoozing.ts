import type { SnoozeResource } from "@postroom/contract";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";

/** For how long something is put off. */
export const spans = ["hour", "threeHours", "tomorrow", "nextWeek"] as const;
export type Span = (typeof spans)[number];

const hourMs = 3_600_000;
const morning = 8;
const monday = 1;

/** When a span ends that begins now, by the reader's own clock: days begin at eight. */
export function endOf(span: Span, now: Date): Date {
  if (span === "hour") return new Date(now.getTime() + hourMs);
  if (span === "threeHours") return new Date(now.getTime() + 3 * hourMs);
  const days = span === "tomorrow" ? 1 : (7 + monday - now.getDay()) % 7 || 7;
  const day = new Date(now);
  day.setDate(now.getDate() + days);
  day.setHours(morning, 0, 0, 0);
  return day;
}

export const isSpan = (text: string | null): text is Span => spans.some((span) => span === text);

type Answer = Promise<Outcome<{ readonly snooze: SnoozeResource }>>;

const pathOf = (id: string): string => `/api/postroom/v1/interactions/${id}/snooze`;

/** Puts it off, or to another time. desktop.md 13 */
export const beginSnooze = (api: Api, id: string, until: Date): Answer =>
  api.post(pathOf(id), { until: until.toISOString(), wakeOnReply: true }, { method: "PUT" });

export const endSnooze = (api: Api, id: string): Answer => api.post(pathOf(id), {}, { method: "DELETE" });
