import type { DeliveryResource } from "@postroom/contract";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useLocale, useSay, verbs } from "./desk.ts";
import { clockText } from "./times.ts";
import { leads } from "./views.ts";

/** Looked at again as long as something is still to come, and nobody tells of it: others' mail is told to its sender. */
const onTheWay: ReadonlySet<DeliveryResource["state"]> = new Set(["waiting", "sending", "retrying"]);
const readAgainMs = 5_000;

/** How a mail of ours fared, in words: whoever refused it among several stands there with what their server said. desktop.md 5.4 */
export function Delivery({ id }: { readonly id: string }) {
  const say = useSay();
  const locale = useLocale();
  const delivery = useDelivery(id);
  if (delivery === undefined) return null;
  const { state, nextAttemptAt, recipients = [] } = delivery;
  const troubled = recipients.filter((one) => one.state !== undefined && one.state !== "sent");
  const isPart = troubled.length > 0 && troubled.length < recipients.length;
  return (
    <div className="delivery" data-state={troubled.length > 0 ? "failed" : state}>
      <p>
        <span aria-hidden="true">{isGood(state) && troubled.length === 0 ? "✓ " : "⚠ "}</span>
        {isPart ? say("delivery.inPart") : say(`delivery.${state}`)}
        {nextAttemptAt !== undefined && (
          <> · {say("delivery.next", { time: clockText(Date.parse(nextAttemptAt), locale) })}</>
        )}
        {delivery.possibleDuplicate === true && <> · {say("delivery.possibleDuplicate")}</>}
      </p>
      {troubled.length > 0 && (
        <ul>
          {troubled.map(({ address, state: how = "failed", text }) => (
            <li key={address}>
              <bdi>{address}</bdi>: {say(`delivery.${how}`)} <span dir="auto">{text}</span>
            </li>
          ))}
        </ul>
      )}
      {troubled.length === 0 && <LastWords delivery={delivery} />}
      <Decisions id={id} delivery={delivery} />
    </div>
  );
}

const isGood = (state: DeliveryResource["state"]): boolean => state !== "failed" && state !== "unknown";

/** What was told last, else what was read: after everything was read anew nothing has been told. */
function useDelivery(id: string): DeliveryResource | undefined {
  const told = useDesk(({ deliveries }) => deliveries[id]);
  const [read, setRead] = useState<DeliveryResource>();
  const isTold = told !== undefined;
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    let isNewest = true;
    const readNow = async (): Promise<void> => {
      const found = await desk.api.get<{ delivery: DeliveryResource }>(`/me/emails/${id}/delivery`);
      if (!isNewest || !found.ok) return;
      setRead(found.value.delivery);
      if (onTheWay.has(found.value.delivery.state)) again = setTimeout(() => void readNow(), readAgainMs);
    };
    if (!isTold) void readNow();
    return () => {
      isNewest = false;
      clearTimeout(again);
    };
  }, [id, isTold]);
  return (told?.version ?? -1) >= (read?.version ?? -1) ? (told ?? read) : read;
}

/** Of a mail that did not get there, what the other server said last. */
function LastWords({ delivery: { state, attempts } }: { readonly delivery: DeliveryResource }) {
  const last = attempts.at(-1);
  if (isGood(state) && state !== "retrying") return null;
  return last?.text === undefined ? null : (
    <p className="last-words" dir="auto">
      {last.host}: {last.text}
    </p>
  );
}

const decisions = {
  waiting: ["Cancel"],
  retrying: ["Cancel"],
  failed: ["Resend"],
  unknown: ["Resend", "MarkSent"],
} as const satisfies Partial<Record<DeliveryResource["state"], readonly string[]>>;
const decided = (state: DeliveryResource["state"]): readonly ("Cancel" | "Resend" | "MarkSent")[] =>
  Object.entries(decisions).find(([one]) => one === state)?.[1] ?? [];

/** For the sender, in whose workbin it lies then, and for those who lead. desktop.md 5.4 */
function Decisions({ id, delivery }: { readonly id: string; readonly delivery: DeliveryResource }) {
  const say = useSay();
  const isLeading = useDesk(({ user }) => leads(user));
  const isMine = useDesk(({ centre }) => Object.values(centre.shelves).some(({ items }) => items[id] !== undefined));
  const offered = decided(delivery.state).filter((one) => isLeading || (isMine && one !== "Cancel"));
  if (offered.length === 0) return null;
  return (
    <div className="verbs">
      {offered.map((one) => (
        <Button key={one} hint={say(`delivery.${one}.effect`)} onPress={() => verbs.decide(id, one, delivery.version)}>
          {say(`delivery.${one}`)}
        </Button>
      ))}
    </div>
  );
}
