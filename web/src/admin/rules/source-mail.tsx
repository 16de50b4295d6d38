import { type FormEvent, useState } from "react";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Problems } from "../field.tsx";
import type { Problem } from "../problems.ts";
import type { Tried } from "./simulator.tsx";

type Props = { readonly problems: readonly Problem[]; readonly attempt: (tried: Tried) => void };

/** The whole source of a mail, pasted or from a file, is read as if it came in. desktop.md 8.4 */
export function SourceMail({ problems, attempt }: Props) {
  const say = useSay();
  const [eml, setEml] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt({ eml });
  };
  return (
    <form className="form" onSubmit={submit} aria-label={say("rules.mail.source")}>
      <Problems problems={problems} nameOf={(path) => (path === "eml" ? say("rules.mail.eml") : undefined)} />
      <Field label={say("rules.mail.file")} path="file" problems={[]}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".eml,message/rfc822,text/plain"
            onChange={({ target }) => void target.files?.[0]?.text().then(setEml)}
          />
        )}
      </Field>
      <Field label={say("rules.mail.eml")} path="eml" problems={problems} hint={say("rules.mail.emlHint")}>
        {(control) => (
          <textarea
            {...control}
            className="source-of-mail"
            rows={8}
            value={eml}
            dir="ltr"
            spellCheck={false}
            onChange={({ target }) => setEml(target.value)}
          />
        )}
      </Field>
      <div className="verbs">
        <Button type="submit">{say("rules.simulate")}</Button>
      </div>
    </form>
  );
}
