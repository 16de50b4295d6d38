import { useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";
import type { Say } from "../../i18n/words.ts";
import { Standing } from "../level.tsx";
import { stepWords, troubleWords } from "./trial-words.ts";
import type { Trial, TrialStep } from "./use-trial.ts";

/** The way of mail as it is gone, each step with what was found, and why it goes no further. */
export function TrialLog({ trial: { steps, end } }: { readonly trial: Trial }) {
  const say = useSay();
  const last = steps.at(-1);
  return (
    <div className="trial" role="log" aria-label={say("trial.log")}>
      <ol className="log">
        {steps.map((step, at) => (
          // A step may be gone twice: encryption before and after the greeting is one each.
          // biome-ignore lint/suspicious/noArrayIndexKey: steps only come behind those that are there.
          <Step key={`${step.step} ${at}`} step={step} />
        ))}
      </ol>
      {end !== undefined && (
        <p>
          <strong>{say(`trial.end.${end}`, { step: last === undefined ? "" : stepWords(say, last.step) })}</strong>
        </p>
      )}
    </div>
  );
}

function Step({ step }: { readonly step: TrialStep }) {
  const say = useSay();
  const locale = useLocale();
  const { state, trouble, said } = step;
  const facts = factsOf(step, say, locale);
  return (
    <li>
      {state === "running" ? <span className="soft">{say("trial.running")}</span> : <Standing level={state} />}{" "}
      <strong>{stepWords(say, step.step)}</strong>
      {facts !== "" && (
        <>
          {" "}
          <bdi>{facts}</bdi>
        </>
      )}
      {trouble !== undefined && <div>{troubleWords(say, trouble)}</div>}
      {said !== undefined && (
        <div className="soft">
          {say("trial.said")}{" "}
          <q dir="auto" lang="en">
            {said}
          </q>
        </div>
      )}
    </li>
  );
}

function factsOf(step: TrialStep, say: Say, locale: string): string {
  const { addresses = [], protocol, certificateEndsAt, messages, uidValidity, state, ms } = step;
  const seconds = new Intl.NumberFormat(locale, {
    ...{ style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: 1 },
  });
  return [
    ...addresses,
    protocol ?? "",
    certificateEndsAt === undefined
      ? ""
      : say("trial.certificate", { date: dateText(Date.parse(certificateEndsAt), locale) }),
    messages === undefined ? "" : say("trial.messages", { count: messages }),
    uidValidity === undefined ? "" : `UIDVALIDITY ${uidValidity}`,
    state === "running" || ms < 1_000 ? "" : seconds.format(ms / 1_000),
  ]
    .filter((text) => text !== "")
    .join(" · ");
}
