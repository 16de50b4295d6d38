import type { EmailB } from "@postroom/contract";
import { useState } from "react";
import { useDesk, useSay, verbs } from "../desktop/desk.ts";
import { MailText } from "../desktop/mail-text.tsx";
import { useWhole } from "../desktop/use-whole.ts";
import { Vast } from "../desktop/vast.tsx";
import { MailFrame } from "../mail-frame/mail-frame.tsx";
import { isVast } from "../mail-frame/markup.ts";
import { valueAt } from "../state/by-id.ts";
import { Button } from "../ui/button.tsx";

/** What goes out behind the draft: a block that the editor never touches, folded, shown as received mail is, and removable. desktop.md 5.1 */
export function Quoted({ draft: { id, parentId, quote } }: { readonly draft: EmailB }) {
  const say = useSay();
  const original = useDesk(({ centre, looked }) => valueAt(centre.emails, parentId ?? "") ?? looked[parentId ?? ""]);
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
        {isOpen && (
          <Vast
            isVast={original !== undefined && isLong(original)}
            text={original === undefined ? null : <QuotedText original={original} />}
          >
            <MailFrame id={id} from="" part="quote" />
          </Vast>
        )}
      </details>
      <Button onPress={() => verbs.quote(id, null)}>{say("composer.removeQuote")}</Button>
    </div>
  );
}

/** Whatever is cut in lists is long. */
const isLong = ({ body, bodyTruncated }: EmailB): boolean => bodyTruncated === true || isVast(body);

function QuotedText({ original }: { readonly original: EmailB }) {
  const { bodyAsPlainText, bodyTruncated } = useWhole(original);
  return <MailText text={bodyAsPlainText} isUnfolded isCut={bodyTruncated === true} />;
}
