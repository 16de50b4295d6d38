import { useState } from "react";
import { desk, useSay } from "../../desktop/desk.ts";
import type { Key } from "../../i18n/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Problems } from "../field.tsx";
import { type Problem, problemsOf } from "../problems.ts";

const fields = [
  { path: "userName", label: "signIn.userName", kind: "text" },
  { path: "firstName", label: "setUpList.firstName", kind: "text" },
  { path: "lastName", label: "setUpList.lastName", kind: "text" },
  { path: "password", label: "signIn.password", kind: "password" },
] as const satisfies readonly { path: string; label: Key; kind: string }[];

const blank = { userName: "", firstName: "", lastName: "", password: "" } as const;

type Props = {
  readonly changed: () => Promise<void>;
  /** Nobody is there yet, so the form stands open. */
  readonly isFirst: boolean;
};

/** Somebody who handles mail; the password is theirs to change when they sign in first. */
export function NewAgent({ changed, isFirst }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState<Readonly<Record<keyof typeof blank, string>>>(blank);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [said, setSaid] = useState("");
  const add = async (): Promise<void> => {
    const given = { ...typed, roles: ["ROLE_AGENT"], changePasswordOnFirstLogin: true };
    const added = await desk.api.post<object>("/users", given);
    if (!added.ok) {
      setProblems(added.kind === "refused" ? problemsOf(added) : [{ path: "", words: say("notice.unknown") }]);
      return;
    }
    setProblems([]);
    setTyped(blank);
    setSaid(say("queue.saved", { name: typed.userName }));
    await changed();
  };
  const nameOf = (path: string): string | undefined => {
    const field = fields.find((one) => one.path === path);
    return field === undefined ? undefined : say(field.label);
  };
  return (
    <details open={isFirst}>
      <summary>{say("setUpList.newAgent")}</summary>
      <form
        className="form"
        aria-label={say("setUpList.newAgent")}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Problems problems={problems} nameOf={nameOf} />
        <div className="side-by-side">
          {fields.map(({ path, label, kind }) => (
            <Field key={path} label={say(label)} path={path} problems={problems}>
              {(control) => (
                <input
                  {...control}
                  type={kind}
                  dir="auto"
                  autoComplete={kind === "password" ? "new-password" : "off"}
                  value={typed[path]}
                  onChange={({ target }) => setTyped({ ...typed, [path]: target.value })}
                />
              )}
            </Field>
          ))}
          <Button type="submit">{say("setUpList.addAgent")}</Button>
        </div>
        <p className="soft">{say("setUpList.passwordHint")}</p>
      </form>
      <p role="status">{said}</p>
    </details>
  );
}
