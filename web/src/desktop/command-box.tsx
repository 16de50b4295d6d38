import { useState } from "react";
import { obstacleOf } from "../commands/command.ts";
import { registry } from "../commands/registry.ts";
import { desk, usePreferences, useSay } from "./desk.ts";
import { doingNow } from "./doing.ts";
import type { Run } from "./shell.tsx";
import type { View } from "./views.ts";

type Props = { readonly run: Run; readonly view: View; readonly go: (path: string) => void };

/** Everything that can be done, found by its words; what cannot be done now is grey and says why. desktop.md 2.3 */
export function CommandBox({ run, view, go }: Props) {
  const say = useSay();
  const own = usePreferences((chosen) => chosen.keys);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const doing = doingNow(view, go);
  const wanted = words.toLowerCase();
  const found = registry
    .filter(({ label, id }) => say(label).toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
    .map((command) => ({ command, obstacle: obstacleOf(command, doing) }))
    .sort((one, other) => Number(one.obstacle !== undefined) - Number(other.obstacle !== undefined));
  const choose = (index: number): void => {
    const chosen = found[index];
    if (chosen === undefined || chosen.obstacle !== undefined) return;
    desk.store.setState({ dialog: undefined });
    run(chosen.command.id);
  };
  const active = Math.min(at, found.length - 1);
  return (
    <div className="command-box">
      <input
        // The dialog was asked for to type in it.
        // biome-ignore lint/a11y/noAutofocus: focus moves into a dialog that opens (WAI-ARIA dialog pattern), and this is its only field.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="command-choices"
        aria-activedescendant={active >= 0 ? `command-${active}` : undefined}
        aria-label={say("dialog.search")}
        placeholder={say("dialog.search")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            setAt(Math.min(found.length - 1, Math.max(0, active + (event.key === "ArrowDown" ? 1 : -1))));
          }
          if (event.key === "Enter") {
            event.preventDefault();
            choose(active);
          }
        }}
      />
      <div id="command-choices" role="listbox" aria-label={say("command.commands")}>
        {found.map(({ command, obstacle }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field beside it has the keys (combobox pattern).
          <div
            key={command.id}
            id={`command-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-disabled={obstacle !== undefined}
            onClick={() => choose(index)}
          >
            <span>{say(command.label)}</span>
            {obstacle !== undefined && <small>{say(obstacle)}</small>}
            <kbd>{(own[command.id] ?? command.keys).join(" · ")}</kbd>
          </div>
        ))}
      </div>
      {found.length === 0 && <p>{say("dialog.noCommand")}</p>}
    </div>
  );
}
