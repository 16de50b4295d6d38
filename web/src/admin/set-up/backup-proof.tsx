import { useState } from "react";
import { desk, useSay } from "../../desktop/desk.ts";
import { setUpPath } from "../../desktop/set-up-list.ts";
import { Button } from "../../ui/button.tsx";
import { Copied } from "../copied.tsx";
import { Field, Problems } from "../field.tsx";
import { type Problem, problemsOf } from "../problems.ts";

const commands = ["npx postroom backup night.backup", "npx postroom restore night.backup --data copy"] as const;

/** A backup is worth what comes out of it again: what the restored copy says proves that. */
export function BackupProof({ changed }: { readonly changed: () => Promise<void> }) {
  const say = useSay();
  const [proof, setProof] = useState("");
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const label = say("setUpList.proof");
  const show = async (): Promise<void> => {
    const shown = await desk.api.post<object>(`${setUpPath}/backup`, { proof });
    if (shown.ok) await changed();
    else setProblems(shown.kind === "refused" ? problemsOf(shown) : [{ path: "", words: say("notice.unknown") }]);
  };
  return (
    <form
      className="form"
      aria-label={say("setUpList.step.backup")}
      onSubmit={(event) => {
        event.preventDefault();
        void show();
      }}
    >
      <ul className="records">
        {commands.map((command) => (
          <li key={command}>
            <code dir="ltr">{command}</code>
            <Copied text={command} about={command} />
          </li>
        ))}
      </ul>
      <Problems problems={problems} nameOf={(path) => (path === "proof" ? label : undefined)} />
      <div className="side-by-side">
        <Field label={label} path="proof" problems={problems} hint={say("setUpList.proofHint")}>
          {(control) => (
            <input
              {...control}
              dir="ltr"
              autoComplete="off"
              value={proof}
              onChange={({ target }) => setProof(target.value)}
            />
          )}
        </Field>
        <Button type="submit">{say("setUpList.check")}</Button>
      </div>
    </form>
  );
}
