import type { MailboxResource } from "@postroom/contract";
import type { Level } from "./level.tsx";

type Health = Pick<MailboxResource, "state" | "alarms" | "unaccounted" | "auth">;

/** How a mailbox stands: whatever somebody has to see to is as bad as mail that does not come. desktop.md 8.2 */
export function levelOf({ state, alarms, unaccounted, auth }: Health): Level {
  if (state === "failing" || state === "stopped" || alarms.length > 0 || unaccounted > 0) return "fail";
  const points = auth === null ? [] : [auth.spf, auth.dkim, auth.dmarc];
  return state === "starting" || state === "off" || points.some(({ level }) => level !== "ok") ? "warn" : "ok";
}

const whereRead = { ok: "ok", warn: "better", fail: "attention" } as const;

/** One whose mail comes is named by what else is wrong with it. */
export const stateOf = (mailbox: Health): MailboxResource["state"] | (typeof whereRead)[Level] =>
  mailbox.state === "ok" ? whereRead[levelOf(mailbox)] : mailbox.state;
