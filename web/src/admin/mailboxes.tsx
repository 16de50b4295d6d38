import type { MailboxResource } from "@postroom/contract";
import { useDesk, useSay } from "../desktop/desk.ts";
import { useNow } from "../desktop/ticking.ts";
import { AsOf } from "../supervisor/as-of.tsx";
import { worstFirst } from "../supervisor/trouble.ts";
import { useSteady } from "../supervisor/use-steady.ts";
import { troubleOf } from "./level.tsx";
import { MailboxCard } from "./mailbox-card.tsx";
import { levelOf } from "./mailbox-level.ts";
import { Page } from "./page.tsx";
import { useRead } from "./use-read.ts";

const path = "/api/postroom/v1/mailboxes";
/** Alarms are told at once; how old the last mail is, and what waits, is read now and then. */
const how = { everyMs: 10_000, topic: "/postroom/v1/admin/mailboxes" } as const;
const staleMs = 30_000;

/** How the mailboxes fare, the worst on top. desktop.md 8.2 */
export function Mailboxes() {
  const say = useSay();
  const { read, problem, readAgain } = useRead<{ mailboxes: readonly MailboxResource[] }>(path, how);
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow();
  const sorted = worstFirst(read?.body.mailboxes ?? [], (one) => [troubleOf[levelOf(one)], one.address]);
  const { rows, pointer } = useSteady(sorted, ({ id }) => id);
  return (
    <Page
      title="view.mailboxes"
      beside={read !== undefined && <AsOf at={read.at} now={now} offset={offset} staleMs={staleMs} />}
      problem={problem}
    >
      {read === undefined && problem === undefined && <p>{say("app.loading")}</p>}
      {read?.body.mailboxes.length === 0 && <p>{say("mailboxes.none")}</p>}
      <div className="cards" {...pointer}>
        {rows.map((mailbox) => (
          <MailboxCard key={mailbox.id} mailbox={mailbox} now={now + offset} changed={readAgain} />
        ))}
      </div>
    </Page>
  );
}
