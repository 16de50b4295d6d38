import type { EmailB } from "@postroom/contract";
import { Headset, UserRound } from "lucide-react";
import { nameInLine } from "../i18n/in-line.ts";
import { MailFrame } from "../mail-frame/mail-frame.tsx";
import { hasMarkup, isVast } from "../mail-frame/markup.ts";
import { Attachments } from "./attachments.tsx";
import { Delivery } from "./delivery.tsx";
import { useDesk, useLocale, useSay } from "./desk.ts";
import { MailText } from "./mail-text.tsx";
import { dateText, timeOf } from "./times.ts";
import { useWhole } from "./use-whole.ts";
import { Vast } from "./vast.tsx";

/** One message: its kind by edge, icon and word. */
export function Message({ email: known, isFirst }: { readonly email: Shown; readonly isFirst: boolean }) {
  const email = useWhole(known);
  const say = useSay();
  const locale = useLocale();
  const isPlain = useDesk((state) => state.isPlain);
  const isOurs = email.emailType === "Outbound";
  const from = email.addresses?.from?.[0];
  const text = (
    <MailText
      text={email.bodyAsPlainText}
      ranges={email.textRanges}
      isUnfolded={!isFirst}
      isCut={email.bodyTruncated === true}
    />
  );
  return (
    <article className="message" data-kind={isOurs ? "agent" : "customer"} data-id={email.id} tabIndex={-1}>
      <header>
        <span className="kind">
          {isOurs ? <Headset size={14} aria-hidden="true" /> : <UserRound size={14} aria-hidden="true" />}{" "}
          {say(isOurs ? "conversation.agent" : "conversation.customer")}
        </span>{" "}
        <bdi>
          <strong>{nameInLine(from?.name ?? "")}</strong>
        </bdi>{" "}
        <bdi>&lt;{email.from}&gt;</bdi>{" "}
        <time>
          <bdi>{dateText(timeOf(email.receivedDate), locale)}</bdi>
        </time>
        <div className="to">
          {say("conversation.to")} <To addresses={[...(email.to ?? []), ...(email.cc ?? [])]} />
        </div>
      </header>
      {email.isBeingRead === true ? (
        <p className="empty">{say("mail.beingRead")}</p>
      ) : isPlain || email.id === undefined || !hasMarkup(email.body ?? "") ? (
        text
      ) : (
        <Vast isVast={isVast(email.body ?? "")} text={text}>
          <MailFrame id={email.id} from={email.from ?? ""} isUnfolded={!isFirst} />
        </Vast>
      )}
      <Attachments id={email.id} files={email.attachments ?? []} />
      {isOurs && email.id !== undefined && <Delivery id={email.id} />}
    </article>
  );
}

const addressesShown = 10;

/** To whom it went; a circular to thousands does not push away what it says. */
function To({ addresses }: { readonly addresses: readonly string[] }) {
  const say = useSay();
  const more = addresses.slice(addressesShown);
  return (
    <>
      <bdi>{addresses.slice(0, addressesShown).join(", ")}</bdi>
      {more.length > 0 && (
        <details>
          <summary>{say("conversation.moreTo", { count: more.length })}</summary>
          <bdi>{more.join(", ")}</bdi>
        </details>
      )}
    </>
  );
}

type Shown = Pick<
  EmailB,
  "emailType" | "from" | "to" | "cc" | "receivedDate" | "bodyAsPlainText" | "addresses" | "attachments"
> &
  Partial<Pick<EmailB, "id" | "body" | "textRanges" | "isBeingRead" | "bodyTruncated">>;
