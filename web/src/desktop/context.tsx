import type { EmailB } from "@postroom/contract";
import { lazy, Suspense, useDeferredValue } from "react";
import { isMissed, type Left } from "../state/centre.ts";
import { Subject } from "../ui/subject.tsx";
import { CaseData } from "./case-data.tsx";
import { ContactCard } from "./contact-card.tsx";
import { useDesk, useLocale, useSay } from "./desk.ts";
import { Divider } from "./divider.tsx";
import { subjectOf } from "./doing.ts";
import { OpenItems } from "./open-items.tsx";
import { Timeline } from "./timeline.tsx";
import { clockText, dateText, timeOf } from "./times.ts";
import { leads } from "./views.ts";

// Loaded by those who lead the room.
const Why = lazy(() => import("../supervisor/why.tsx").then((loaded) => ({ default: loaded.Why })));

/** What is known beside the mail: its sender, its case data, and what left lately. */
export function Context() {
  const say = useSay();
  const opened = useDesk((state) => (state.openId === undefined ? undefined : subjectOf(state)));
  // The mail is painted first, then what is known beside it.
  const email = useDeferredValue(opened);
  return (
    <aside className="context" aria-label={say("context.label")}>
      {email !== undefined && <Facts email={email} />}
      <LeftLately />
      <Divider pane="context" />
    </aside>
  );
}

function Facts({ email }: { readonly email: EmailB }) {
  const say = useSay();
  const locale = useLocale();
  const isLeading = useDesk(({ user }) => leads(user));
  const { contactId, senderVerdict } = email;
  return (
    <>
      <section>
        <h2 tabIndex={-1}>{say("context.contact")}</h2>
        {contactId === undefined ? <p dir="auto">{email.from}</p> : <ContactCard key={contactId} id={contactId} />}
        {senderVerdict !== undefined && (
          <p data-verdict={senderVerdict.aligned}>
            {say(senderVerdict.aligned ? "context.verified" : "context.notVerified")}{" "}
            <small dir="ltr">
              SPF {senderVerdict.spf} · DKIM {senderVerdict.dkim} · DMARC {senderVerdict.dmarc}
            </small>
          </p>
        )}
        {contactId !== undefined && (
          <>
            <h3>{say("context.openItems")}</h3>
            <OpenItems key={email.id} contactId={contactId} exceptId={email.id} />
          </>
        )}
      </section>
      <section>
        <h2 tabIndex={-1}>{say("context.details")}</h2>
        <dl>
          <dt>{say("context.queue")}</dt>
          <dd>{email.queue}</dd>
          <dt>{say("context.received")}</dt>
          <dd>{dateText(timeOf(email.receivedDate), locale)}</dd>
          <dt>{say("context.number")}</dt>
          <dd>{email.id}</dd>
        </dl>
      </section>
      <section>
        <h2 tabIndex={-1}>{say("context.caseData")}</h2>
        <CaseData key={email.id} email={email} />
      </section>
      {isLeading && (
        <Suspense fallback={null}>
          <Why key={email.id} id={email.id} />
        </Suspense>
      )}
      {contactId !== undefined && (
        <section>
          <h2 tabIndex={-1}>{say("context.timeline")}</h2>
          <Timeline key={email.id} contactId={contactId} exceptId={email.id} />
        </section>
      )}
    </>
  );
}

const shownMax = 5;

/** Nothing just vanishes: why and when it left. desktop.md 2.5 */
function LeftLately() {
  const say = useSay();
  const locale = useLocale();
  const left = useDesk(({ centre }) => centre.left);
  if (left.length === 0) return null;
  return (
    <>
      <h2>{say("context.left")}</h2>
      <ul className="left">
        {left.slice(0, shownMax).map((one) => (
          <li key={`${one.id}-${one.at}-${one.was}`}>
            <span dir="auto" className="cut">
              <Subject text={one.subject} />
            </span>{" "}
            <small>{say(wordOf(one), { time: clockText(one.at, locale), reason: one.reason ?? "" })}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was given away is told as completed, and what was declined as revoked, with the reason in the words of the other dialect. wire.md 4.1 */
const givenAway: Readonly<Record<string, "left.InWorkbin" | "left.Queued" | "left.Transferred" | "left.Declined">> = {
  PlacedInWorkbin: "left.InWorkbin",
  PlacedInQueue: "left.Queued",
  Rejected: "left.Declined",
  Transferred: "left.Transferred",
};

function wordOf(left: Left) {
  const { state, reason } = left;
  if (isMissed(left)) return "left.Missed";
  const given = reason === undefined ? undefined : givenAway[reason];
  if (given !== undefined) return given;
  switch (state) {
    case "Revoked":
    case "Completed":
    case "Sent":
    case "Canceled":
    case "InWorkbin":
    case "Queued":
      return `left.${state}` as const;
    default:
      return "left.TakenBack";
  }
}
