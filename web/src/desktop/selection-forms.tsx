import { useState } from "react";
import { asksAll } from "../commands/on-selection.ts";
import type { Action } from "../state/jobs.ts";
import { endOf, spans } from "../state/snoozing.ts";
import { Choice } from "../ui/choice.tsx";
import { desk, useDesk, useLocale, useSay } from "./desk.ts";
import { DigitMenu } from "./digit-menu.tsx";
import { CodeForm, ShelfChoice } from "./item-forms.tsx";
import { TargetForm } from "./target-form.tsx";
import { soonText } from "./times.ts";
import { leads } from "./views.ts";

const asks = (action: Action, params: object, target: string): void =>
  asksAll(action, params, target)(undefined, { desk });

/** What was written on the way; nothing where nothing was. */
const noted = (key: "comment" | "reason", text: string): object => (text === "" ? {} : { [key]: text });

export const TransferOfAll = () => (
  <TargetForm
    offers={["queue", "agent"]}
    label="dialog.transferTo"
    commentLabel="dialog.comment"
    hint={undefined}
    choose={({ name, target }, comment) => asks("Transfer", { ...target, ...noted("comment", comment) }, name)}
  />
);

/** Who leads moves what anybody holds and what waits; others what is theirs. wire.md 5.14, 12 */
export function QueueForm() {
  const isLeading = useDesk(({ user }) => leads(user));
  const [action, key] = isLeading ? (["MoveToQueue", "reason"] as const) : (["PlaceInQueue", "comment"] as const);
  return (
    <TargetForm
      offers={["queue"]}
      label="selection.whichQueue"
      commentLabel={isLeading ? "selection.reason" : "dialog.comment"}
      hint={undefined}
      choose={({ name, target }, text) => asks(action, { ...target, ...noted(key, text) }, name)}
    />
  );
}

export const AssignForm = () => (
  <TargetForm
    offers={["agent"]}
    label="selection.whichAgent"
    commentLabel="selection.reason"
    hint={undefined}
    isMineToo
    choose={({ name, target }, reason) => asks("Assign", { ...target, ...noted("reason", reason) }, name)}
  />
);

export const ShelfForAll = () => (
  <ShelfChoice
    choose={({ name, displayName }, group) => {
      const words = [displayName, ...(group.agentGroup === undefined ? [] : [group.agentGroup])];
      asks("PlaceInWorkbin", { workbinName: name, ...group }, words.join(" · "));
    }}
  />
);

/** Where received mail lies unless another workbin is named. wire.md 5.16 */
const usual = "in-progress";

/** Of which workbin, and whose shelf: an agent's, or a group's where it is a workbin of groups. */
export function OthersShelfForm() {
  const say = useSay();
  const workbins = Object.values(useDesk(({ centre }) => centre.shelves)).map(({ workbin }) => workbin);
  const [chosen, setChosen] = useState((workbins.find(({ name }) => name === usual) ?? workbins[0])?.name ?? "");
  const workbin = workbins.find(({ name }) => name === chosen);
  return (
    <>
      <Choice
        label={say("selection.whichWorkbin")}
        values={workbins.map(({ name }) => name)}
        chosen={chosen}
        wordOf={(name) => workbins.find((one) => one.name === name)?.displayName ?? name}
        choose={setChosen}
      />
      <TargetForm
        offers={[workbin?.type === "AgentGroup" ? "group" : "agent"]}
        label="selection.whose"
        commentLabel="selection.reason"
        hint={undefined}
        isMineToo
        choose={({ name, target }, reason) =>
          asks(
            "MoveToWorkbin",
            { workbinName: chosen, ...target, ...noted("reason", reason) },
            `${workbin?.displayName ?? chosen} · ${name}`,
          )
        }
      />
    </>
  );
}

/** The spans, each with its digit. */
export function SnoozeForm() {
  const say = useSay();
  const locale = useLocale();
  const offset = useDesk(({ clockOffset }) => clockOffset);
  return (
    <DigitMenu
      choices={spans.map((span) => ({
        word: say(`snooze.${span}`),
        choose: () => {
          const now = desk.now() + offset;
          const until = endOf(span, new Date(now));
          const words = soonText(until.getTime(), now, locale);
          asks("Snooze", { until: until.toISOString(), wakeOnReply: true }, words);
        },
      }))}
    />
  );
}

export const CodeOfAll = () => (
  <CodeForm choose={(disposition) => asks("SetDisposition", { disposition }, disposition)} />
);
