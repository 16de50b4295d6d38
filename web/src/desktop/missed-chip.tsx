import { isMissed } from "../state/centre.ts";
import { useDesk, useLocale, useSay } from "./desk.ts";
import { clockText } from "./times.ts";

/** When the reader let an offer of this e-mail run out. desktop.md 3.3 */
export function MissedChip({ id }: { readonly id: string }) {
  const say = useSay();
  const locale = useLocale();
  const at = useDesk(({ centre }) => centre.left.find((one) => one.id === id && isMissed(one))?.at);
  return at === undefined ? null : <span className="chip">{say("left.Missed", { time: clockText(at, locale) })}</span>;
}
