import type { EmailB, ResponseResource, WallboardAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { type Command, obstacleOf } from "../commands/command.ts";
import { responseCommand, stateCommands } from "../commands/found-commands.ts";
import { commandsWith } from "../commands/registry.ts";
import { findResponses } from "../composer/responses.ts";
import { agentCommands } from "../supervisor/agent-verbs.ts";
import type { AgentRow } from "../supervisor/trouble.ts";
import { desk, usePreferences, useSay } from "./desk.ts";
import { doingNow, runCommand, waitForOpening, waitsForOpening } from "./doing.ts";
import { leads, type View } from "./views.ts";

type Props = { readonly view: View; readonly go: (path: string) => void };

/** Everything that can be done, found by its words; what cannot be done now is grey and says why. desktop.md 2.3 */
export function CommandBox({ view, go }: Props) {
  const say = useSay();
  const own = usePreferences((chosen) => chosen.keys);
  const [words, setWords] = useState("");
  const [at, setAt] = useState<string>();
  const awaited = useAwaited();
  const doing = doingNow(view, go, say);
  const wanted = words.toLowerCase().split(/\s+/);
  const isMeant = ({ label, values, id }: Command): boolean => {
    const text = `${say(label, values)} ${id}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  const agents = useAgents();
  const responses = useResponses(words, doing.subject);
  const { macros, agentStates } = doing.state;
  const known = [...commandsWith(macros.macros), ...stateCommands(agentStates)];
  // Of everybody and everything there is too much until something was typed.
  const further = words.trim() === "" ? [] : agents.flatMap((agent) => agentCommands(agent, say));
  const found = [...[...known, ...further].filter(isMeant), ...(responses ?? []).map(responseCommand)]
    .map((command) => ({ command, obstacle: obstacleOf(command, doing) }))
    .sort((one, other) => Number(one.obstacle !== undefined) - Number(other.obstacle !== undefined));
  const choose = async (index: number, key?: string): Promise<boolean> => {
    const chosen = found[index];
    if (chosen === undefined || chosen.obstacle !== undefined) return false;
    desk.store.setState({ dialog: undefined });
    return runCommand(chosen.command, doingNow(view, go, say), key);
  };
  // By name: what is selected stays selected when something else can be done meanwhile.
  const active = Math.max(
    Math.min(0, found.length - 1),
    found.findIndex(({ command }) => command.id === at),
  );
  const enter = (): void => {
    if (active < 0 && responses === undefined) awaited.begin();
    else void choose(active, "Enter");
  };
  // Who did not wait for the list means the first that these words find.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an answer chooses by itself.
  useEffect(() => {
    if (responses !== undefined) awaited.end(() => choose(0, "Enter"));
  }, [responses]);
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
          setAt(undefined);
          awaited.end();
        }}
        onKeyDown={(event) => {
          if (awaited.takes(event.nativeEvent)) return event.preventDefault();
          if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const next = Math.max(0, active + (event.key === "ArrowDown" ? 1 : -1));
            setAt(found[Math.min(found.length - 1, next)]?.command.id);
          }
          if (event.key === "Enter") {
            event.preventDefault();
            enter();
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
            onClick={() => void choose(index)}
          >
            <span dir="auto">{say(command.label, command.values)}</span>
            {obstacle !== undefined && <small>{say(obstacle)}</small>}
            <Keys keys={own[command.id] ?? command.keys} />
          </div>
        ))}
      </div>
      {found.length === 0 && responses !== undefined && <p>{say("dialog.noCommand")}</p>}
    </div>
  );
}

const Keys = ({ keys }: { readonly keys: readonly string[] }) => keys.length > 0 && <kbd>{keys.join(" · ")}</kbd>;

/** Agents whom the user leads, as they are when the box opens; nobody for whoever leads nobody. */
function useAgents(): readonly AgentRow[] {
  const [agents, setAgents] = useState<readonly AgentRow[]>([]);
  useEffect(() => {
    if (!leads(desk.store.getState().user)) return;
    void desk.api.get<Pick<WallboardAnswer, "agents">>("/api/postroom/v1/wallboard").then((read) => {
      if (read.ok) setAgents(read.value.agents);
    });
  }, []);
  return agents;
}

/** Whoever pressed Enter before the list is there types for what it opens already: that is no part of the search any more. */
function useAwaited() {
  const waiting = useRef<(opening: boolean | Promise<boolean>) => void>(undefined);
  const end = (opens: () => boolean | Promise<boolean> = () => false): void => {
    waiting.current?.(opens());
    waiting.current = undefined;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a box that closes finds nothing any more.
  useEffect(() => end, []);
  return {
    end,
    begin: (): void => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.current = resolve;
      waitForOpening(promise, "Enter");
    },
    takes: (event: KeyboardEvent): boolean =>
      waiting.current !== undefined && !event.ctrlKey && !event.metaKey && waitsForOpening(event),
  };
}

const restsMs = 100;

/** Standard responses that have these words and fit the open e-mail: undefined until it is known, and none before something was typed. */
function useResponses(words: string, subject: EmailB | undefined): readonly ResponseResource[] | undefined {
  const [found, setFound] = useState<{ readonly words: string; readonly responses: readonly ResponseResource[] }>();
  const { queue, language } = subject ?? {};
  useEffect(() => {
    let isNewest = true;
    if (words.trim() === "") return;
    const timer = setTimeout(async () => {
      const responses = await findResponses(desk.api, words, { queue, language });
      if (isNewest) setFound({ words, responses });
    }, restsMs);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [words, queue, language]);
  if (words.trim() === "") return none;
  return found?.words === words ? found.responses : undefined;
}

const none: readonly ResponseResource[] = [];
