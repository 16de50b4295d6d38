import type { Centre } from "../state/centre.ts";
import { playOffer } from "./sound.ts";

type Ways = { readonly leads: () => boolean; readonly sound: () => boolean };

/** Sound, notification, title and badge for what is newly offered; only the leading tab is heard. desktop.md 3.3 */
export function noticeOffers(before: Centre, after: Centre, { leads, sound }: Ways): void {
  const offered = Object.values(after.emails).filter(({ state }) => state === "Invited");
  const isNew = offered.filter(({ id }) => before.emails[id]?.state !== "Invited");
  const ended = Object.values(before.emails).filter(
    ({ id, state }) => state === "Invited" && after.emails[id]?.state !== "Invited",
  );
  document.title = offered.length === 0 ? "Postroom" : `(${offered.length}) Postroom`;
  if ("setAppBadge" in navigator) void navigator.setAppBadge(offered.length).catch(() => undefined);
  for (const { id } of ended) {
    shown.get(id)?.close();
    shown.delete(id);
  }
  if (!leads()) return;
  if (isNew.length > 0 && sound()) playOffer();
  for (const { id, from = "", subject = "" } of isNew) {
    if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) continue;
    shown.set(id, new Notification(from, { body: subject, tag: id }));
  }
}

const shown = new Map<string, Notification>();
