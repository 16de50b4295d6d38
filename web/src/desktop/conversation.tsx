import type { EmailB } from "@postroom/contract";
import { Archive, Headset, UserRound } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { registry } from "../commands/registry.ts";
import type { Key } from "../i18n/words.ts";
import { draftOf } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, usePreferences, useSay, verbs } from "./desk.ts";
import { subjectOf } from "./doing.ts";
import { MailText } from "./mail-text.tsx";
import type { Run } from "./shell.tsx";
import { dateText, timeOf } from "./times.ts";

// Loaded once somebody writes: reading needs no editor.
const Composer = lazy(() => import("../composer/composer.tsx").then((loaded) => ({ default: loaded.Composer })));

/** The open e-mail with its thread, its verbs, and the reply that is being written. desktop.md 3.4 */
export function Conversation({ run }: { readonly run: Run }) {
  const say = useSay();
  const openId = useDesk((state) => state.openId);
  const email = useDesk((state) => (state.openId === undefined ? undefined : subjectOf(state)));
  const draft = useDesk((state) => (state.openId === undefined ? undefined : draftOf(state, state.openId)));
  if (openId === undefined || email === undefined) {
    return (
      <main className="conversation" tabIndex={-1} aria-label={say("conversation.label")}>
        <p className="empty">{openId === undefined ? say("conversation.none") : say("app.loading")}</p>
      </main>
    );
  }
  const parent = email.state === "Composing" ? email.parentId : undefined;
  return (
    <main className="conversation" tabIndex={-1} aria-label={say("conversation.label")}>
      <header className="about">
        <h2 dir="auto">
          {email.subject === "" || email.subject === undefined ? say("list.noSubject") : email.subject}
        </h2>
        <Verbs email={email} run={run} />
      </header>
      <div className="messages">
        <Older email={email} />
        {email.state !== "Composing" && <Message email={email} isFirst />}
        {parent !== undefined && <Older email={email} all />}
        {email.comments?.map((comment) => (
          <Note key={`${comment.at} ${comment.by}`} comment={comment} />
        ))}
        {draft !== undefined && (
          <Suspense fallback={<p>{say("app.loading")}</p>}>
            <Composer key={draft.id} draft={draft} />
          </Suspense>
        )}
      </div>
    </main>
  );
}

const shown = [
  "mail.reply",
  "mail.note",
  "mail.replyAll",
  "mail.forward",
  "mail.done",
  "mail.transfer",
  "mail.workbin",
  "mail.disposition",
];
const main: ReadonlySet<string> = new Set(["mail.reply", "mail.note"]);
const effects: Readonly<Record<string, Key>> = { "mail.done": "effect.done", "mail.transfer": "effect.transfer" };

/** Only what the server's capabilities allow; two big ones. desktop.md 2.3, 2.4 */
function Verbs({ email, run }: { readonly email: EmailB; readonly run: Run }) {
  const say = useSay();
  const pending = useDesk((state) => state.pending[email.id]);
  const shelf = useDesk(({ centre }) =>
    Object.values(centre.shelves).find(({ items }) => items[email.id] !== undefined),
  );
  const offered = registry.filter(
    ({ id, capability }) => shown.includes(id) && email.capabilities.includes(capability ?? ""),
  );
  offered.sort((one, other) => shown.indexOf(one.id) - shown.indexOf(other.id));
  return (
    <div className="verbs" role="toolbar" aria-label={email.subject}>
      {shelf !== undefined && (
        <Button isMain onPress={() => verbs.pull(shelf.workbin.id, email.id)}>
          <Archive size={16} aria-hidden="true" /> {say("conversation.pull")}
        </Button>
      )}
      {email.state !== "Composing" &&
        offered.map(({ id, label, keys }) => (
          <Button
            key={id}
            isMain={main.has(id)}
            keys={keys[0]}
            hint={effects[id] === undefined ? undefined : say(effects[id])}
            onPress={() => run(id)}
          >
            {say(label)}
          </Button>
        ))}
      {email.state === "Composing" && <Button onPress={() => run("composer.discard")}>{say("command.discard")}</Button>}
      {pending !== undefined && <span role="status">{say("conversation.pending")}</span>}
    </div>
  );
}

/** One message: its kind by edge, icon and word. */
function Message({ email, isFirst }: { readonly email: Shown; readonly isFirst: boolean }) {
  const say = useSay();
  const language = usePreferences((chosen) => chosen.language);
  const isOurs = email.emailType === "Outbound";
  const from = email.addresses?.from?.[0];
  return (
    <article className="message" data-kind={isOurs ? "agent" : "customer"} tabIndex={-1}>
      <header>
        <span className="kind">
          {isOurs ? <Headset size={14} aria-hidden="true" /> : <UserRound size={14} aria-hidden="true" />}{" "}
          {say(isOurs ? "conversation.agent" : "conversation.customer")}
        </span>{" "}
        <strong dir="auto">{from?.name}</strong> <bdi>&lt;{email.from}&gt;</bdi>{" "}
        <time>{dateText(timeOf(email.receivedDate), language)}</time>
        <div className="to">
          {say("conversation.to")} <bdi>{[...(email.to ?? []), ...(email.cc ?? [])].join(", ")}</bdi>
        </div>
      </header>
      <MailText text={email.bodyAsPlainText} isUnfolded={!isFirst} />
      <Attachments email={email} />
    </article>
  );
}

type Shown = Pick<
  EmailB,
  "emailType" | "from" | "to" | "cc" | "receivedDate" | "bodyAsPlainText" | "addresses" | "attachments"
>;

function Attachments({ email }: { readonly email: Shown }) {
  const language = usePreferences((chosen) => chosen.language);
  const files = email.attachments ?? [];
  if (files.length === 0) return null;
  const bytes = new Intl.NumberFormat(language, {
    notation: "compact",
    style: "unit",
    unit: "byte",
    unitDisplay: "narrow",
  });
  return (
    <ul className="attachments">
      {files.map(({ id, name, size, uri }) => (
        <li key={id}>
          <a href={new URL(uri, location.href).pathname} download={name}>
            <bdi>{name}</bdi> {bytes.format(size)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Yellow paper: only colleagues see it. */
function Note({ comment }: { readonly comment: NonNullable<EmailB["comments"]>[number] }) {
  const say = useSay();
  return (
    <article className="message" data-kind="note" tabIndex={-1}>
      <header>
        <span className="kind">✎ {say("conversation.note")}</span> {say("dialog.note")}
      </header>
      <p dir="auto">{comment.text}</p>
    </article>
  );
}

type Before = {
  readonly id: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly bodyAsPlainText?: string;
  readonly emailType?: "Inbound" | "Outbound";
  readonly startDate?: string;
  readonly typeId?: string;
};

/** Older messages of the thread, folded to one line; read when the conversation opens. */
function Older({ email, all = false }: { readonly email: EmailB; readonly all?: boolean }) {
  const say = useSay();
  const [older, setOlder] = useState<readonly Before[]>([]);
  const { id, threadId } = email;
  useEffect(() => {
    let isOurs = true;
    setOlder([]);
    if (threadId === undefined || all) return;
    void desk.api.get<{ interactions: readonly Before[] }>(`/ucs/threads/${threadId}`).then((thread) => {
      if (isOurs && thread.ok) setOlder(thread.value.interactions.filter((one) => one.id !== id));
    });
    return () => {
      isOurs = false;
    };
  }, [id, threadId, all]);
  if (older.length === 0) return null;
  return (
    <details className="older">
      <summary>{say("conversation.older", { count: older.length })}</summary>
      {older.map((one) => (
        <Message
          key={one.id}
          isFirst={false}
          email={{
            emailType: one.typeId?.startsWith("Inbound") === true ? "Inbound" : "Outbound",
            from: one.from,
            to: [...(one.to ?? [])],
            receivedDate: one.startDate,
            bodyAsPlainText: one.bodyAsPlainText ?? "",
          }}
        />
      ))}
    </details>
  );
}
