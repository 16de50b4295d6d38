import type { EmailB } from "@postroom/contract";
import { Archive } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { registry } from "../commands/registry.ts";
import { inLine } from "../i18n/in-line.ts";
import type { Key } from "../i18n/words.ts";
import { draftOf, rowAfter } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { composing } from "./composing.ts";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { subjectOf } from "./doing.ts";
import { Forwarded } from "./forwarded.tsx";
import { Message } from "./message.tsx";
import { Notes } from "./notes.tsx";
import type { Run } from "./shell.tsx";
import { Threading } from "./threading.tsx";
import { Together } from "./together.tsx";
import { useThread } from "./use-thread.ts";
import { leads as isLeading } from "./views.ts";
import { Watched } from "./watched.tsx";
import { Whereabouts } from "./whereabouts.tsx";

// Loaded once somebody writes: reading needs no editor.
const AtDraft = lazy(() => import("../composer/at-draft.tsx").then((loaded) => ({ default: loaded.AtDraft })));

/** The open e-mail with its thread, its verbs, and the reply that is being written. desktop.md 3.4 */
export function Conversation({ run }: { readonly run: Run }) {
  const say = useSay();
  const openId = useDesk((state) => state.openId);
  const email = useDesk((state) => (state.openId === undefined ? undefined : subjectOf(state)));
  const draft = useDesk((state) => (state.openId === undefined ? undefined : draftOf(state, state.openId)));
  const me = useDesk(({ user }) => user?.id);
  const leads = useDesk(({ user }) => isLeading(user));
  const thread = useThread(openId === undefined ? undefined : email?.threadId);
  if (openId === undefined || email === undefined) {
    return (
      <section className="conversation" tabIndex={-1} aria-label={say("conversation.label")}>
        <p className="empty">{openId === undefined ? say("conversation.none") : say("app.loading")}</p>
      </section>
    );
  }
  const isWatched =
    email.state === "Composing" && leads && email.assignedToId !== undefined && email.assignedToId !== me;
  const parent = email.state === "Composing" ? email.parentId : undefined;
  return (
    <section
      className="conversation"
      tabIndex={-1}
      aria-label={say("conversation.label")}
      // Without a reply a file falls through, and must not open instead of the page.
      onDragOver={(event) => event.preventDefault()}
      onDropCapture={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        composing.current?.attach([...event.dataTransfer.files]);
      }}
    >
      <header className="about">
        <h2 dir="auto" className="cut" title={inLine(email.subject ?? "")}>
          <Subject text={email.subject || say("list.noSubject")} />
        </h2>
        <Verbs email={email} run={run} />
        <Whereabouts email={email} />
        <Threading email={email} thread={thread} />
        <Together key={email.id} email={email} draft={draft} isWatching={isWatched} thread={thread} />
      </header>
      <div className="messages">
        <Older key={email.id} email={email} />
        <Read email={email} />
        {isWatched && <Watched email={email} />}
        {parent !== undefined && <Older key={`${email.id} all`} email={email} all />}
        <Notes email={email} thread={thread} />
        {draft !== undefined && (
          <Suspense fallback={<p>{say("app.loading")}</p>}>
            <AtDraft key={draft.id} draft={draft} />
          </Suspense>
        )}
      </div>
    </section>
  );
}

const aheadAfterMs = 300;

/**
 * The message that is read, and behind it the one that is read next: its ticket, its text and its frame are there before somebody asks, and
 * stay the same elements when it comes to the front. desktop.md 3.4
 */
function Read({ email }: { readonly email: EmailB }) {
  const [restsOn, setRestsOn] = useState<string>();
  const { id } = email;
  useEffect(() => {
    const timer = setTimeout(() => setRestsOn(id), aheadAfterMs);
    return () => clearTimeout(timer);
  }, [id]);
  const next = useDesk((state) => (restsOn === id ? rowAfter(state, id) : undefined));
  const present = email.state === "Composing" ? [] : [email];
  return [...present, ...(next === undefined ? [] : [next])].map((one) => (
    <div key={one.id} className={one.id === id ? "now" : "ahead"} inert={one.id !== id}>
      <Forwarded email={one} />
      <Message email={one} isFirst />
    </div>
  ));
}

const shown = [
  "mail.reply",
  "mail.note",
  "mail.replyAll",
  "mail.forward",
  "mail.done",
  "mail.transfer",
  "mail.workbin",
  "mail.snooze",
  "mail.disposition",
  "mail.spam",
];
const main: ReadonlySet<string> = new Set(["mail.reply", "mail.note"]);
const effects: Readonly<Record<string, Key>> = {
  "mail.done": "effect.done",
  "mail.transfer": "effect.transfer",
  "mail.snooze": "effect.snooze",
  "mail.spam": "effect.spam",
};

/** Only what the server's capabilities allow; two big ones. desktop.md 2.3, 2.4 */
function Verbs({ email, run }: { readonly email: EmailB; readonly run: Run }) {
  const say = useSay();
  const pending = useDesk((state) => state.pending[email.id]);
  const isSelecting = useDesk(({ selection }) => selection !== undefined);
  const shelf = useDesk(({ centre }) =>
    Object.values(centre.shelves).find(({ items }) => items[email.id] !== undefined),
  );
  const offered = registry.filter(
    ({ id, capability }) => shown.includes(id) && email.capabilities.includes(capability ?? ""),
  );
  offered.sort((one, other) => shown.indexOf(one.id) - shown.indexOf(other.id));
  return (
    <div className="verbs" role="toolbar" aria-label={inLine(email.subject ?? "")}>
      {shelf !== undefined && (
        <Button isMain onPress={() => verbs.pull(shelf.workbin, email.id)}>
          <Archive size={16} aria-hidden="true" /> {say("conversation.pull")}
        </Button>
      )}
      {email.state !== "Composing" &&
        offered.map(({ id, label, keys, onSelection }) => (
          <Button
            key={id}
            isMain={main.has(id)}
            // Meanwhile such a key is about what is selected.
            keys={isSelecting && onSelection !== undefined ? undefined : keys[0]}
            hint={effects[id] === undefined ? undefined : say(effects[id])}
            onPress={() => run(id)}
          >
            {say(label)}
          </Button>
        ))}
      {email.state === "Composing" && email.capabilities.includes("Cancel") && (
        <Button onPress={() => run("composer.discard")}>{say("command.discard")}</Button>
      )}
      {pending !== undefined && <span role="status">{say("conversation.pending")}</span>}
    </div>
  );
}

type Before = {
  readonly id: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly body?: string;
  readonly bodyAsPlainText?: string;
  readonly bodyTruncated?: boolean;
  readonly emailType?: "Inbound" | "Outbound";
  readonly startDate?: string;
  readonly typeId?: string;
  readonly state?: string;
};

/** What is still written is no message yet. */
const isDraft = ({ typeId = "", state }: Before): boolean => typeId.startsWith("Outbound") && state === "InProcess";

/** Older messages of the thread, folded to one line; read when the conversation opens. */
function Older({ email, all = false }: { readonly email: EmailB; readonly all?: boolean }) {
  const say = useSay();
  const [older, setOlder] = useState<readonly Before[]>([]);
  const [isOpen, setOpen] = useState(false);
  const { id, threadId } = email;
  const news = useDesk((state) => (threadId === undefined ? 0 : state.news[threadId]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is why it is read again.
  useEffect(() => {
    let isOurs = true;
    if (threadId === undefined || all) return;
    void desk.api.get<{ interactions: readonly Before[] }>(`/ucs/threads/${threadId}`).then((thread) => {
      if (isOurs && thread.ok) setOlder(thread.value.interactions.filter((one) => one.id !== id && !isDraft(one)));
    });
    return () => {
      isOurs = false;
    };
  }, [id, threadId, all, news]);
  if (older.length === 0) return null;
  return (
    <details className="older" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("conversation.older", { count: older.length })}</summary>
      {(isOpen ? older : []).map((one) => (
        <Message
          key={one.id}
          isFirst={false}
          email={{
            id: one.id,
            body: one.body ?? "",
            emailType: one.typeId?.startsWith("Inbound") === true ? "Inbound" : "Outbound",
            from: one.from,
            to: [...(one.to ?? [])],
            receivedDate: one.startDate,
            bodyAsPlainText: one.bodyAsPlainText ?? "",
            bodyTruncated: one.bodyTruncated,
          }}
        />
      ))}
    </details>
  );
}
