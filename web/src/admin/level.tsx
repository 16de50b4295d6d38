import { useSay } from "../desktop/desk.ts";
import { marks, type Trouble } from "../supervisor/trouble.ts";

export type Level = "ok" | "warn" | "fail";

/** What the server's word for a finding is among troubles. */
export const troubleOf: Readonly<Record<Level, Trouble>> = { fail: "late", warn: "soon", ok: "fine" };

/** How something stands, in colour, icon and word. desktop.md 2.5 */
export function Standing({ level }: { readonly level: Level }) {
  const say = useSay();
  return (
    <span className="standing" data-trouble={troubleOf[level]}>
      <span aria-hidden="true">{marks[troubleOf[level]]}</span> {say(`level.${level}`)}
    </span>
  );
}
