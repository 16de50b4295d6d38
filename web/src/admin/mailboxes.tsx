import type { ConfigQueuesAnswer } from "@postroom/contract";
import { useState } from "react";
import { useStore } from "zustand";
import { useDesk, useSay } from "../desktop/desk.ts";
import { useNow } from "../desktop/ticking.ts";
import { AsOf } from "../supervisor/as-of.tsx";
import { worstFirst } from "../supervisor/trouble.ts";
import { useSteady } from "../supervisor/use-steady.ts";
import { Button } from "../ui/button.tsx";
import { troubleOf } from "./level.tsx";
import { MailboxForm } from "./mailbox/mailbox-form.tsx";
import { beginMailbox, mailboxesPath, openMailbox } from "./mailbox/open-mailbox.ts";
import type { Mailbox } from "./mailbox/typed-mailbox.ts";
import { MailboxCard } from "./mailbox-card.tsx";
import { levelOf } from "./mailbox-level.ts";
import { Page } from "./page.tsx";
import { queuesPath } from "./queues/open-queue.ts";
import { useRead } from "./use-read.ts";
import "./mailbox/mailbox.css";

/** Alarms are told at once; how old the last mail is, and what waits, is read now and then. */
const how = { everyMs: 10_000, topic: "/postroom/v1/admin/mailboxes" } as const;
const staleMs = 30_000;

/** How the mailboxes fare, the worst on top, and what is said of them. desktop.md 8.2 */
export function Mailboxes() {
  const say = useSay();
  const { read, problem, readAgain } = useRead<{ mailboxes: readonly Mailbox[] }>(mailboxesPath, how);
  const queues = useRead<ConfigQueuesAnswer>(queuesPath).read?.body.queues;
  const { open } = useStore(openMailbox);
  const [said, setSaid] = useState("");
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow();
  const sorted = worstFirst(read?.body.mailboxes ?? [], (one) => [troubleOf[levelOf(one)], one.address]);
  const { rows, pointer } = useSteady(sorted, ({ id }) => id);
  const opened = rows.find(({ id }) => id === open?.before?.id);
  const done = async (words: string): Promise<void> => {
    await readAgain();
    setSaid(words);
  };
  const names = queues?.filter(({ kind }) => kind === "inbound" || kind === "review").map(({ name }) => name);
  const shared = { queues: names, readAgain, done };
  return (
    <Page
      title="view.mailboxes"
      beside={read !== undefined && <AsOf at={read.at} now={now} offset={offset} staleMs={staleMs} />}
      problem={problem}
    >
      {read === undefined && problem === undefined && <p>{say("app.loading")}</p>}
      {read !== undefined && (
        <div className="verbs">
          <Button onPress={() => beginMailbox(undefined)} isDisabled={open !== undefined}>
            {say("mailbox.add")}
          </Button>
          <span role="status">{open === undefined && said}</span>
        </div>
      )}
      {read?.body.mailboxes.length === 0 && <p>{say("mailboxes.none")}</p>}
      {read !== undefined && open !== undefined && opened === undefined && (
        <MailboxForm {...shared} open={open} now={undefined} />
      )}
      <div className="cards" {...pointer}>
        {rows.map((mailbox) =>
          mailbox.id === opened?.id && open !== undefined ? (
            <MailboxForm key={mailbox.id} {...shared} open={open} now={mailbox} />
          ) : (
            <MailboxCard key={mailbox.id} mailbox={mailbox} now={now + offset} changed={readAgain} />
          ),
        )}
      </div>
    </Page>
  );
}
