import { dateText } from "../../desktop/times.ts";
import type { Say } from "../../i18n/words.ts";
import type { Step } from "./set-up-step.tsx";

/** What shows that a step is done, in words; empty where nothing does. */
export function proofText({ id, state, proof }: Step, say: Say, locale: string): readonly string[] {
  const { at, name = "", count = 0, seconds } = proof;
  if (state === "open") return [];
  if (state === "waiting") return [say("setUpList.proof.begun", { name })];
  const time = at === undefined ? "" : dateText(Date.parse(at), locale);
  const span = new Intl.NumberFormat(locale, {
    ...{ style: "unit", unit: "second", unitDisplay: "short", maximumFractionDigits: 1 },
  });
  const trip = seconds === undefined ? [] : [say("setUpList.proof.trip", { span: span.format(seconds) })];
  switch (id) {
    case "mailbox":
      return [time === "" ? say("setUpList.proof.receives", { name }) : say("setUpList.proof.read", { name, time })];
    case "mail-in":
      return [...trip, name === "" ? say("setUpList.proof.at", { time }) : say("setUpList.proof.from", { name, time })];
    case "mail-out":
      return [...trip, say("setUpList.proof.taken", { time })];
    case "queue":
    case "agent":
      return [count > 1 ? say("setUpList.proof.several", { name, count }) : name];
    case "rule":
      return [say("setUpList.proof.rules", { count })];
    case "backup":
      return [say("setUpList.proof.copy", { time })];
  }
}
