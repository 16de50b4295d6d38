import type { Key, Say } from "../../i18n/words.ts";
import { dayName, days } from "./week.ts";

const names: Readonly<Record<string, Key>> = {
  name: "rules.name",
  kind: "queue.kind",
  description: "queue.description",
  "retention.days": "queue.keepDays",
  "sla.replySeconds": "queue.reply",
  "sla.targetPercent": "queue.target",
  invitationTimeout: "queue.invitation",
  "hours.timeZone": "queue.timeZone",
  "hours.holidays": "queue.holidays",
  "routing.priority": "queue.priority",
  "routing.skills": "queue.skills",
  "routing.overflow.queue": "queue.overflow",
  "routing.overflow.after": "queue.after",
};

/** What a field is called on top of the form; undefined: it is none. */
export function nameOfField(say: Say, locale: string, path: string): string | undefined {
  const key = names[path];
  if (key !== undefined) return say(key);
  const day = days.find((one) => path === `hours.${one}`);
  if (day !== undefined) return `${say("queue.hours")}, ${dayName(day, locale, "long")}`;
  if (path === "hours") return say("queue.hours");
  return path.startsWith("routing.relax[") ? say("queue.relax") : undefined;
}
