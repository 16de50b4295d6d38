import { useState } from "react";
import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { beginMailbox, openMailbox, switchMailbox } from "./open-mailbox.ts";
import type { Mailbox } from "./typed-mailbox.ts";

type Props = { readonly mailbox: Mailbox; readonly changed: () => Promise<void> };

/** Where a mailbox was said, and what can be done about that. desktop.md 8.6 */
export function MailboxVerbs({ mailbox, changed }: Props) {
  const say = useSay();
  const { address, readOnly, imap } = mailbox;
  const isOneOpen = useStore(openMailbox, ({ open }) => open !== undefined);
  const [isBusy, setBusy] = useState(false);
  if (readOnly) {
    return (
      <p className="soft">
        <span className="chip">{say("skills.file")}</span> {say("skills.ofFile", { name: address })}
      </p>
    );
  }
  const turn = async (): Promise<void> => {
    setBusy(true);
    told(await switchMailbox(mailbox, imap?.enabled !== true));
    await changed();
    setBusy(false);
  };
  return (
    <div className="verbs">
      <Button
        onPress={() => beginMailbox(mailbox)}
        isDisabled={isOneOpen}
        hint={isOneOpen ? say("mailbox.oneOpen") : undefined}
      >
        {say("rules.edit")}
        <For name={address} />
      </Button>
      {imap !== null && (
        <Button onPress={turn} isDisabled={isBusy} hint={say(imap.enabled ? "mailbox.offHint" : "mailbox.onHint")}>
          {say(imap.enabled ? "mailbox.off" : "mailbox.on")}
          <For name={address} />
        </Button>
      )}
    </div>
  );
}
