import type { SystemAnswer } from "@postroom/contract";
import { useSay } from "../desktop/desk.ts";
import { Copied } from "./copied.tsx";

/** What should stand in DNS, to be copied. */
export function Records({ records }: Pick<SystemAnswer, "records">) {
  const say = useSay();
  if (records.length === 0) return null;
  return (
    <section aria-label={say("system.records")}>
      <h2>{say("system.records")}</h2>
      <p>{say("system.recordsHint")}</p>
      <ul className="records">
        {records.map(({ name, value }) => (
          <li key={`${name} ${value}`}>
            <code dir="ltr">{name}</code>
            <code dir="ltr">{value}</code>
            <Copied text={value} about={name} />
          </li>
        ))}
      </ul>
    </section>
  );
}
