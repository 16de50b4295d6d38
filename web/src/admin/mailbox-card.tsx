import type { MailboxResource } from "@postroom/contract";
import { useId } from "react";
import { useLocale, useSay } from "../desktop/desk.ts";
import { dateText } from "../desktop/times.ts";
import { marks } from "../supervisor/trouble.ts";
import { Standing, troubleOf } from "./level.tsx";
import { MailboxVerbs } from "./mailbox/mailbox-verbs.tsx";
import { MailboxFacts } from "./mailbox-facts.tsx";
import { levelOf, stateOf } from "./mailbox-level.ts";
import { MailboxTest } from "./mailbox-test.tsx";

type Props = {
  readonly mailbox: MailboxResource;
  /** By the server's clock. */
  readonly now: number;
  readonly changed: () => Promise<void>;
};

/** One mailbox: whether it works, why not, and what can be tried. desktop.md 8.2 */
export function MailboxCard({ mailbox, now, changed }: Props) {
  const say = useSay();
  const title = useId();
  const { address, name, queue, auth } = mailbox;
  const trouble = troubleOf[levelOf(mailbox)];
  return (
    <section className="card" data-trouble={trouble} aria-labelledby={title}>
      <h2 id={title}>
        <bdi>{address}</bdi>
      </h2>
      <p className="trouble">
        <span aria-hidden="true">{marks[trouble]}</span> {say(`mailboxes.state.${stateOf(mailbox)}`)}
      </p>
      <p className="soft">
        {name !== "" && (
          <>
            <bdi>{name}</bdi> ·{" "}
          </>
        )}
        {say("wallboard.queue")} <bdi>{queue}</bdi>
      </p>
      <Wrong mailbox={mailbox} />
      <MailboxFacts mailbox={mailbox} now={now} />
      {auth === null ? <p className="soft">{say("mailboxes.authUnknown")}</p> : <Proofs auth={auth} />}
      <MailboxTest mailbox={mailbox} changed={changed} />
      <MailboxVerbs mailbox={mailbox} changed={changed} />
    </section>
  );
}

/** What is wrong, each with its cause. */
function Wrong({ mailbox: { cause, alarms } }: Pick<Props, "mailbox">) {
  const say = useSay();
  const locale = useLocale();
  const others = alarms.filter((text) => text !== cause?.text);
  if (cause === null && others.length === 0) return null;
  return (
    <ul className="wrong">
      {cause !== null && (
        <li>
          {say("mailboxes.cause", { time: dateText(Date.parse(cause.since), locale) })}{" "}
          <span dir="auto" lang="en">
            {cause.text}
          </span>{" "}
          {cause.nextTryAt === null
            ? say("mailboxes.noNextTry")
            : say("mailboxes.nextTry", { time: dateText(Date.parse(cause.nextTryAt), locale) })}
        </li>
      )}
      {others.map((text) => (
        <li key={text} dir="auto" lang="en">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** How receivers judge mail of the domain. */
function Proofs({ auth }: { readonly auth: NonNullable<MailboxResource["auth"]> }) {
  const say = useSay();
  return (
    <div className="proofs">
      {(["spf", "dkim", "dmarc"] as const).map((kind) => (
        <details key={kind}>
          <summary>
            {kind.toUpperCase()} <Standing level={auth[kind].level} />
          </summary>
          <p dir="auto" lang="en">
            {auth[kind].text}
          </p>
          {auth[kind].checkedAt === null && <p>{say("mailboxes.neverAnswered")}</p>}
        </details>
      ))}
    </div>
  );
}
