import type { EmailB } from "@postroom/contract";
import { nameInLine } from "../i18n/in-line.ts";
import { draftOf } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { useDesk, useSay, verbs } from "./desk.ts";

/** Whose mail was passed on: a reply goes to who passed it on, so the other way is offered beside it. mail.md 10 */
export function Forwarded({ email }: { readonly email: EmailB }) {
  const say = useSay();
  const isAnswered = useDesk((state) => draftOf(state, email.id) !== undefined);
  const { forwarded, capabilities } = email;
  if (forwarded === undefined) return null;
  const { name, address } = forwarded.from;
  return (
    <div className="forwarded verbs">
      <span>
        {say("forwarded.from")} <bdi>{name === "" ? address : `${nameInLine(name)} <${address}>`}</bdi>
      </span>
      {capabilities.includes("Reply") && !isAnswered && (
        <Button onPress={() => verbs.answerOriginal(email)}>{say("forwarded.answer")}</Button>
      )}
    </div>
  );
}
