import { inLine } from "../i18n/in-line.ts";
import { idsChanged, valueAt } from "../state/by-id.ts";
import type { Centre } from "../state/centre.ts";
import type { Sound } from "../state/preferences.ts";
import { playOffer } from "./sound.ts";

type Ways = {
  /** How many are offered now. */
  readonly count: () => number;
  readonly leads: () => boolean;
  readonly sound: () => false | Sound;
};

/** Sound, notification, title and badge for what is newly offered; only the leading tab is heard. desktop.md 3.3 */
export function noticeOffers(before: Centre, after: Centre, ways: Ways): void {
  const { count, leads } = ways;
  const isOffered = ({ emails }: Centre, id: string): boolean => valueAt(emails, id)?.state === "Invited";
  const changed = idsChanged(before.emails, after.emails);
  const begun = changed.filter((id) => isOffered(after, id) && !isOffered(before, id));
  const ended = changed.filter((id) => isOffered(before, id) && !isOffered(after, id));
  if (begun.length === 0 && ended.length === 0) return;
  const offered = count();
  document.title = offered === 0 ? "Postroom" : `(${offered}) Postroom`;
  if ("setAppBadge" in navigator) void navigator.setAppBadge(offered).catch(() => undefined);
  for (const id of ended) {
    shown.get(id)?.close();
    shown.delete(id);
  }
  if (!leads()) return;
  if (begun.length > 0) ring(ways);
  for (const { id, from = "", subject = "" } of begun.flatMap((id) => valueAt(after.emails, id) ?? [])) {
    if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) continue;
    shown.set(id, new Notification(from, { body: inLine(subject), tag: id }));
  }
}

const againMs = 4_000;
let ringing: ReturnType<typeof setTimeout> | undefined;

/** Once, or again until nothing is offered any more. */
function ring({ count, leads, sound }: Ways): void {
  clearTimeout(ringing);
  const chosen = sound();
  if (chosen === false || count() === 0 || !leads()) return;
  playOffer(chosen);
  if (chosen.repeats) ringing = setTimeout(() => ring({ count, leads, sound }), againMs);
}

const shown = new Map<string, Notification>();
