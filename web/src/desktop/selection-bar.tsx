import { useState } from "react";
import { type Command, obstacleOf } from "../commands/command.ts";
import { registry } from "../commands/registry.ts";
import type { Say } from "../i18n/words.ts";
import type { DeskState } from "../state/desk-state.ts";
import { countOf, namedMax, type Selection } from "../state/selection.ts";
import { Button } from "../ui/button.tsx";
import { useDesk, useSay } from "./desk.ts";
import { doingNow } from "./doing.ts";
import { widerOf } from "./selecting.ts";
import type { Run } from "./shell.tsx";
import type { Listed } from "./views.ts";

const shown = [
  "selection.reply",
  "mail.done",
  "mail.transfer",
  "selection.assign",
  "selection.queue",
  "mail.workbin",
  "selection.workbin",
  "mail.snooze",
  "mail.disposition",
  "mail.spam",
];

/** How many are selected and what may be done with them, in place of what the list is. desktop.md 3.8 */
export function SelectionBar({ view, run }: { readonly view: Listed; readonly run: Run }) {
  const say = useSay();
  const state = useDesk((all) => all);
  const { selection, foundTotal } = state;
  if (selection === undefined) return null;
  const doing = doingNow(view, () => undefined, say);
  const verbs = shown
    .flatMap((id): Command | readonly never[] => registry.find((one) => one.id === id) ?? [])
    .filter((command) => obstacleOf(command, doing) === undefined);
  const isFull = selection.query === undefined && selection.ids.size === namedMax;
  return (
    <div className="selection" role="toolbar" aria-label={say("selection.label")}>
      <div className="line">
        <h1>{countText(say, selection, foundTotal)}</h1>
        <Button keys="Esc" hint={say("command.selectNone")} onPress={() => run("selection.none")}>
          {say("selection.clear")}
        </Button>
      </div>
      {isFull && <p>{say("selection.most", { count: namedMax })}</p>}
      {widerOf(view, state) !== undefined && (
        <Button keys="* m" onPress={() => run("selection.matching")}>
          {say(foundTotal?.totalIsExact === false ? "selection.matchingMore" : "selection.matching", {
            count: foundTotal?.total ?? 0,
          })}
        </Button>
      )}
      <div className="verbs">
        {verbs.map(({ id, label, keys }) => (
          <Button key={id} keys={keys[0]} onPress={() => run(id)}>
            {say(label)}
          </Button>
        ))}
        {verbs.length === 0 && <p>{say("selection.noVerb")}</p>}
      </div>
    </div>
  );
}

/** For those who do not see it: how many are selected, when that changes. */
export function SelectionSaid() {
  const say = useSay();
  const selection = useDesk((state) => state.selection);
  const total = useDesk(({ foundTotal }) => foundTotal);
  const [wasThere, setWasThere] = useState(false);
  if (selection !== undefined && !wasThere) setWasThere(true);
  const none = wasThere ? say("obstacle.noSelection") : "";
  return (
    <p role="status" className="only-heard">
      {selection === undefined ? none : countText(say, selection, total)}
    </p>
  );
}

function countText(say: Say, selection: Selection, total: DeskState["foundTotal"]): string {
  const isMore = selection.query !== undefined && total?.totalIsExact === false;
  return say(isMore ? "selection.countMore" : "selection.count", { count: countOf(selection, total?.total) });
}
