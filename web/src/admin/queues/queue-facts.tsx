import type { ReactNode } from "react";
import { useLocale, useSay } from "../../desktop/desk.ts";
import type { Say } from "../../i18n/words.ts";
import { spanText } from "./spans.ts";
import { isRouted, type Queue } from "./typed-queue.ts";
import { weekLines } from "./week.ts";

type Fact = { readonly name: string; readonly value: ReactNode };

/** What is said of a queue. */
export function QueueFacts({ queue }: { readonly queue: Queue }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <dl className="facts">
      {factsOf(queue, say, locale).map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(queue: Queue, say: Say, locale: string): readonly Fact[] {
  const { sla, hours, invitationTimeout, mailboxes, acknowledgement } = queue;
  const span = (seconds: number): string => spanText(seconds, locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const mail: Fact = {
    name: say("queue.mailboxes"),
    value: mailboxes.length === 0 ? say("queue.noMailbox") : <Lines lines={mailboxes.map(({ address }) => address)} />,
  };
  const kept: readonly Fact[] =
    queue.retention === undefined ? [] : [{ name: say("queue.keepDays"), value: span(queue.retention.days * 86_400) }];
  if (!isRouted(queue)) return [...kept, ...(mailboxes.length === 0 ? [] : [mail])];
  return [
    {
      name: say("queue.reply"),
      value:
        sla === undefined
          ? say("queue.noPromise")
          : `${span(sla.replySeconds)} · ${percent.format(sla.targetPercent / 100)}`,
    },
    {
      name: say("queue.hours"),
      value:
        hours === undefined ? (
          say("queue.always")
        ) : (
          <Lines lines={[...weekLines(hours, locale), hours.timeZone, ...holidaysIn(hours.holidays.length, say)]} />
        ),
    },
    ...routingFacts(queue, say, span),
    ...(invitationTimeout === undefined ? [] : [{ name: say("queue.invitation"), value: span(invitationTimeout) }]),
    ...(acknowledgement === undefined
      ? []
      : [{ name: say("queue.acknowledgement"), value: <bdi>{acknowledgement.response}</bdi> }]),
    ...kept,
    mail,
  ];
}

const holidaysIn = (count: number, say: Say): readonly string[] =>
  count === 0 ? [] : [say("queue.holidayCount", { count })];

function routingFacts({ routing }: Queue, say: Say, span: (seconds: number) => string): readonly Fact[] {
  if (routing === undefined) return [];
  const { skills, priority, relax, overflow, lastAgent } = routing;
  return [
    { name: say("queue.priority"), value: priority },
    { name: say("queue.skills"), value: skills === "" ? say("queue.anybody") : <bdi>{skills}</bdi> },
    ...(relax.length === 0
      ? []
      : [
          {
            name: say("queue.relax"),
            value: (
              <Lines
                lines={relax.map(
                  (step) => `${span(step.after)}: ${step.skills === "" ? say("queue.anybody") : step.skills}`,
                )}
              />
            ),
          },
        ]),
    ...(lastAgent ? [{ name: say("queue.lastAgent"), value: say("queue.preferred") }] : []),
    {
      name: say("queue.overflow"),
      value:
        overflow === undefined
          ? say("queue.nowhere")
          : say("queue.overflowAfter", { queue: overflow.queue, span: span(overflow.after) }),
    },
  ];
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <div key={line}>
        <bdi>{line}</bdi>
      </div>
    ))}
  </>
);
