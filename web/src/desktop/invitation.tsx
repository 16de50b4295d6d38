import type { EmailB } from "@postroom/contract";
import { useEffect, useRef } from "react";
import { inLine, nameInLine } from "../i18n/in-line.ts";
import { invitations } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { caseDataOf } from "./case-data.tsx";
import { useDesk, useLocale, useSay } from "./desk.ts";
import { LastContact } from "./last-contact.tsx";
import { MissedChip } from "./missed-chip.tsx";
import type { Run } from "./shell.tsx";
import { useNow } from "./ticking.ts";
import { ageText, timeOf } from "./times.ts";

/** The offer in its own place: it takes no focus and covers nothing. desktop.md 3.3 */
export function Invitation({ run }: { readonly run: Run }) {
  const say = useSay();
  const locale = useLocale();
  const offset = useDesk(({ clockOffset }) => clockOffset);
  // A new list each time would be a change each time: the first id and the number are none.
  const first = useDesk((state) => invitations(state)[0]);
  const count = useDesk((state) => invitations(state).length);
  const now = useNow() + offset;
  const spoken = useRef<HTMLParagraphElement>(null);
  const seconds = Math.max(0, Math.ceil((Date.parse(first?.invitationExpiresAt ?? "") - now) / 1_000)) || 0;
  const words =
    first === undefined
      ? ""
      : say("invitation.spoken", { queue: first.queue ?? "", from: first.from ?? "", seconds, key: "F2" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once per offer, not once per second.
  useEffect(() => {
    if (spoken.current !== null) spoken.current.textContent = first?.id === undefined ? "" : words;
  }, [first?.id]);
  return (
    <section className="invitation" aria-label={say("invitation.label")} data-offered={first !== undefined}>
      <p ref={spoken} className="only-heard" role="status" />
      {first !== undefined && (
        <>
          <header>
            <strong>{say("invitation.label")}</strong> · {first.queue} ·{" "}
            {say("invitation.waited", { time: ageText(now - timeOf(first.receivedDate), locale) })}
            {count > 1 && <span> {say("invitation.more", { count: count - 1 })}</span>}
          </header>
          <p dir="auto" className="who">
            {nameInLine(first.addresses?.from?.[0]?.name ?? "")} <bdi>&lt;{first.from}&gt;</bdi>
          </p>
          <p dir="auto" className="subject cut">
            <Subject text={first.subject ?? ""} />
          </p>
          <Facts email={first} />
          <LastContact email={first} />
          <MissedChip id={first.id} />
          <div className="verbs">
            <Button isMain keys="F2" onPress={() => run("invitation.accept")}>
              {say("command.accept")}
            </Button>
            <Button keys="Shift+F2" onPress={() => run("invitation.decline")}>
              {say("command.decline")}
            </Button>
            <span className="seconds">{say("invitation.seconds", { seconds })}</span>
          </div>
        </>
      )}
    </section>
  );
}

const pairsShown = 2;

/** Its language, and the first of the case data. */
function Facts({ email }: { readonly email: EmailB }) {
  const locale = useLocale();
  const { language } = email;
  const pairs = caseDataOf(email).slice(0, pairsShown);
  if (language === undefined && pairs.length === 0) return null;
  return (
    <p className="facts soft">
      {language !== undefined && (
        <span className="chip">{new Intl.DisplayNames(locale, { type: "language" }).of(language)}</span>
      )}
      {pairs.map(([key, value]) => (
        <bdi key={key}> {inLine(`${key}: ${value}`)}</bdi>
      ))}
    </p>
  );
}
