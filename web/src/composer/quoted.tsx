import type { EmailB } from "@postroom/contract";
import { useState } from "react";
import { useSay, verbs } from "../desktop/desk.ts";
import { MailFrame } from "../mail-frame/mail-frame.tsx";
import { Button } from "../ui/button.tsx";

/** What goes out behind the draft: a block that the editor never touches, folded, shown as received mail is, and removable. desktop.md 5.1 */
export function Quoted({ draft: { id, parentId, quote } }: { readonly draft: EmailB }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  if (quote === undefined) {
    return parentId === undefined ? null : (
      <p className="quoted">
        <Button onPress={() => verbs.quote(id, parentId)}>{say("composer.addQuote")}</Button>
      </p>
    );
  }
  return (
    <div className="quoted">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say("composer.quoted")}</summary>
        {isOpen && <MailFrame id={id} from="" part="quote" />}
      </details>
      <Button onPress={() => verbs.quote(id, null)}>{say("composer.removeQuote")}</Button>
    </div>
  );
}
