import type { ConfigQueuesAnswer } from "@postroom/contract";
import { type Span, secondsOf, spanOf } from "./spans.ts";
import { type Day, days, spansIn, spansText } from "./week.ts";

export type Queue = ConfigQueuesAnswer["queues"][number];

/** A queue as it is typed. */
export type TypedQueue = {
  readonly name: string;
  readonly kind: Queue["kind"];
  readonly description: string;
  /** Its mail is kept for good where it is empty. */
  readonly keepDays: string;
  readonly skills: string;
  readonly priority: string;
  readonly lastAgent: boolean;
  readonly relax: readonly { readonly after: Span; readonly skills: string }[];
  /** Empty: it overflows nowhere. */
  readonly overflowQueue: string;
  readonly overflowAfter: Span;
  readonly invitationTimeout: Span;
  /** Nothing is promised where it is empty. */
  readonly reply: Span;
  readonly targetPercent: string;
  readonly hasHours: boolean;
  readonly timeZone: string;
  readonly week: Readonly<Record<Day, string>>;
  /** A date in each line. */
  readonly holidays: string;
};

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As it stands; undefined: a new one. */
export function typedOf(queue: Queue | undefined): TypedQueue {
  const { routing, sla, hours } = queue ?? {};
  return {
    ...{ name: queue?.name ?? "", kind: queue?.kind ?? "inbound", description: queue?.description ?? "" },
    keepDays: String(queue?.retention?.days ?? ""),
    ...{
      skills: routing?.skills ?? "",
      priority: String(routing?.priority ?? 0),
      lastAgent: routing?.lastAgent ?? false,
    },
    relax: (routing?.relax ?? []).map(({ after, skills }) => ({ after: spanOf(after, "minute"), skills })),
    ...{ overflowQueue: routing?.overflow?.queue ?? "", overflowAfter: spanOf(routing?.overflow?.after, "minute") },
    invitationTimeout: spanOf(queue?.invitationTimeout, "second"),
    ...{ reply: spanOf(sla?.replySeconds, "hour"), targetPercent: String(sla?.targetPercent ?? 90) },
    ...{ hasHours: hours !== undefined, timeZone: hours?.timeZone ?? ownZone() },
    week: Object.fromEntries(
      days.map((day, index) => [day, hours === undefined ? (index < 5 ? "09:00-17:00" : "") : spansText(hours[day])]),
    ) as Record<Day, string>,
    holidays: (hours?.holidays ?? []).join("\n"),
  };
}

export const isRouted = ({ kind }: Pick<TypedQueue, "kind">): boolean => kind === "inbound" || kind === "review";

/** As it is sent: what is not typed here stays as it stands. */
export function bodyOf(typed: TypedQueue, now: Queue | undefined): object {
  const { name, kind, description } = typed;
  const { acknowledgement, recipientGuard } = now ?? {};
  const kept = {
    ...{ name: name.trim(), kind, description },
    ...(recipientGuard === undefined ? {} : { recipientGuard }),
    ...(typed.keepDays.trim() === "" ? {} : { retention: { days: numberIn(typed.keepDays) } }),
  };
  if (!isRouted(typed)) return kept;
  return {
    ...kept,
    ...(acknowledgement === undefined ? {} : { acknowledgement }),
    routing: routingOf(typed),
    ...(typed.invitationTimeout.amount === "" ? {} : { invitationTimeout: secondsOf(typed.invitationTimeout) }),
    ...(typed.reply.amount === ""
      ? {}
      : { sla: { replySeconds: secondsOf(typed.reply), targetPercent: numberIn(typed.targetPercent) } }),
    ...(typed.hasHours ? { hours: hoursOf(typed) } : {}),
  };
}

const routingOf = ({ skills, priority, lastAgent, relax, overflowQueue, overflowAfter }: TypedQueue) => ({
  ...{ skills, lastAgent, priority: numberIn(priority) },
  relax: relax.map((step) => ({ after: secondsOf(step.after), skills: step.skills })),
  ...(overflowQueue === "" ? {} : { overflow: { after: secondsOf(overflowAfter), queue: overflowQueue } }),
});

const hoursOf = ({ timeZone, week, holidays }: TypedQueue) => ({
  timeZone,
  ...Object.fromEntries(days.map((day) => [day, spansIn(week[day])])),
  holidays: holidays.split(/\s+/).filter((date) => date !== ""),
});

/** What is no number goes as it was typed, and is refused. */
const numberIn = (text: string): number | string =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;

/** The field of the form that a place of the body is typed in. */
export function fieldOf(path: string): string {
  const [, day] = /^hours\.(\w+day)\b/.exec(path) ?? [];
  if (day !== undefined) return `hours.${day}`;
  if (path.startsWith("hours.holidays")) return "hours.holidays";
  return path;
}
