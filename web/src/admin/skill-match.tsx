import type { SkillMatchAnswer } from "@postroom/contract";
import { useEffect, useId, useState } from "react";
import { desk, useSay } from "../desktop/desk.ts";

const path = "/api/postroom/v1/skill-grid/match";
const restsMs = 300;

type Counted = { readonly count: number; readonly ready: number } | { readonly problem: string };

/** How many could take what needs these skills, by what is saved. `changed`: counted anew when it is another. */
export function SkillMatch({ changed }: { readonly changed: number }) {
  const say = useSay();
  const id = useId();
  const [expression, setExpression] = useState("");
  const [counted, setCounted] = useState<Counted>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read anew may be counted otherwise.
  useEffect(() => {
    let isNewest = true;
    const timer = setTimeout(async () => {
      const found = expression.trim() === "" ? undefined : await count(expression);
      if (isNewest) setCounted(found);
    }, restsMs);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [expression, changed]);
  const isWrong = counted !== undefined && "problem" in counted;
  return (
    <div className="filter">
      <label>
        {say("skills.who")}
        <input
          value={expression}
          placeholder="German and Billing >= 5"
          maxLength={1_000}
          dir="auto"
          aria-invalid={isWrong}
          aria-describedby={id}
          onChange={({ target }) => setExpression(target.value)}
        />
      </label>
      <p id={id} role="status" className={isWrong ? "problem" : "counted"}>
        {counted !== undefined &&
          ("problem" in counted ? <bdi lang="en">{counted.problem}</bdi> : say("skills.counted", counted))}
      </p>
    </div>
  );
}

async function count(expression: string): Promise<Counted | undefined> {
  const found = await desk.api.post<SkillMatchAnswer>(path, { expression });
  if (found.ok) return { count: found.value.count, ready: found.value.readyNow };
  return found.kind === "refused" ? { problem: found.words.replace(/^\$\.expression: /, "") } : undefined;
}
