import { type FormEvent, useState } from "react";
import { useSay } from "../../desktop/desk.ts";
import type { Key } from "../../i18n/words.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Problems } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { headersIn } from "./header-lines.ts";
import type { Tried } from "./simulator.tsx";

type Props = { readonly problems: readonly Problem[]; readonly attempt: (tried: Tried) => void };

const names = ["from", "to", "subject", "text", "headers"] as const;
type Name = (typeof names)[number];
const labels = {
  from: "rules.mail.from",
  to: "rules.mail.to",
  subject: "rules.mail.subject",
  text: "rules.mail.text",
  headers: "rules.mail.headers",
} as const satisfies Readonly<Record<Name, Key>>;

/** A mail that is written, or pasted, to be tried. */
export function ImaginedMail({ problems, attempt }: Props) {
  const say = useSay();
  const [mail, setMail] = useState({ from: "", to: "", subject: "", text: "", headers: "" });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { headers, ...message } = mail;
    attempt({ message: { ...message, headers: headersIn(headers) } });
  };
  /** The source of a mail, or its header, fills the fields that it names. */
  const paste = (text: string): void => {
    const { from = mail.from, to = mail.to, subject = mail.subject } = lowerKeys(headersIn(text));
    setMail({ ...mail, ...{ from, to, subject, headers: text } });
  };
  return (
    <form className="form" onSubmit={submit} aria-label={say("rules.mail.imagined")}>
      <Problems problems={problems} nameOf={(path) => nameOf(path, (name) => say(labels[name]))} />
      <div className="side-by-side">
        {(["from", "to", "subject"] as const).map((name) => (
          <Field key={name} label={say(labels[name])} path={name} problems={problems}>
            {(control) => (
              <input
                {...control}
                value={mail[name]}
                dir="auto"
                onChange={({ target }) => setMail({ ...mail, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={say(labels.text)} path="text" problems={problems}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            value={mail.text}
            dir="auto"
            onChange={({ target }) => setMail({ ...mail, text: target.value })}
          />
        )}
      </Field>
      <Field label={say(labels.headers)} path="headers" problems={problems} hint={say("rules.mail.headersHint")}>
        {(control) => (
          <textarea
            {...control}
            rows={3}
            value={mail.headers}
            dir="ltr"
            placeholder="X-Plan: gold"
            onChange={({ target }) => paste(target.value)}
          />
        )}
      </Field>
      <div className="verbs">
        <Button type="submit">{say("rules.simulate")}</Button>
      </div>
    </form>
  );
}

const nameOf = (path: string, say: (name: Name) => string): string | undefined => {
  const found = names.find((name) => path.startsWith(name));
  return found === undefined ? undefined : say(found);
};

const lowerKeys = (headers: Readonly<Record<string, string>>): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
