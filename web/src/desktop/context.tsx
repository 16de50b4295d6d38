import type { EmailB } from "@postroom/contract";
import type { Left } from "../state/centre.ts";
import { useDesk, usePreferences, useSay } from "./desk.ts";
import { Divider } from "./divider.tsx";
import { subjectOf } from "./doing.ts";
import { clockText, dateText, timeOf } from "./times.ts";

/** What is known beside the mail: its sender, its case data, and what left lately. */
export function Context() {
  const say = useSay();
  const email = useDesk((state) => (state.openId === undefined ? undefined : subjectOf(state)));
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
  const language = usePreferences((chosen) => chosen.language);
  const data = Object.entries(email.userData ?? {});
  const from = email.addresses?.from?.[0];
  return (
    <>
      <h2>{say("context.contact")}</h2>
      <p dir="auto">
        <strong>{from?.name}</strong> <bdi>{email.from}</bdi>
      </p>
      <h2>{say("context.details")}</h2>
      <dl>
        <dt>{say("context.queue")}</dt>
        <dd>{email.queue}</dd>
        <dt>{say("context.received")}</dt>
        <dd>{dateText(timeOf(email.receivedDate), language)}</dd>
        <dt>{say("context.number")}</dt>
        <dd>{email.id}</dd>
      </dl>
      <h2>{say("context.caseData")}</h2>
      {data.length === 0 ? (
        <p>{say("context.noCaseData")}</p>
      ) : (
        <dl>
          {data.map(([key, value]) => (
            <div key={key}>
              <dt dir="auto">{key}</dt>
              <dd dir="auto">{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

const shownMax = 5;

/** Nothing just vanishes: why and when it left. desktop.md 2.5 */
function LeftLately() {
  const say = useSay();
  const language = usePreferences((chosen) => chosen.language);
  const left = useDesk(({ centre }) => centre.left);
  if (left.length === 0) return null;
  return (
    <>
      <h2>{say("context.left")}</h2>
      <ul className="left">
        {left.slice(0, shownMax).map((one) => (
          <li key={`${one.id}-${one.at}-${one.was}`}>
            <span dir="auto">{one.subject}</span>{" "}
            <small>{say(wordOf(one), { time: clockText(one.at, language), reason: one.reason ?? "" })}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function wordOf({ state, was, reason }: Left) {
  if (was === "Invited" && reason === "InvitationExpired") return "left.Missed";
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
