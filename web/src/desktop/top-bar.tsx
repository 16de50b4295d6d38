import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { connectionShown } from "../state/connection.ts";
import { loadOf } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { GoReady } from "./go-ready.tsx";
import { useNow } from "./ticking.ts";
import { runningText } from "./times.ts";

/** Status, search and commands: always visible. desktop.md 3.2 */
export function TopBar() {
  const say = useSay();
  const [, go] = useLocation();
  const words = useDesk(({ searchFor }) => searchFor);
  const [suggested, setSuggested] = useState<readonly string[]>([]);
  const asked = useRef(0);
  const suggest = async (typed: string): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const found = typed.trim() === "" ? [] : await verbs.suggest(typed);
    if (asked.current === mine) setSuggested(found);
  };
  return (
    <header className="top-bar">
      <h1 className="only-heard">{say("app.name")}</h1>
      <Status />
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const asked = String(new FormData(event.currentTarget).get("q") ?? "").trim();
            if (asked === "") return;
            go("/search");
            void verbs.search(asked);
          }}
        >
          <input
            id="search"
            name="q"
            type="search"
            defaultValue={words}
            aria-label={say("view.search")}
            placeholder={`/ ${say("view.search")}`}
            list="search-suggestions"
            autoComplete="off"
            onChange={({ target }) => void suggest(target.value)}
          />
          <datalist id="search-suggestions">
            {suggested.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </form>
      </search>
      <Button keys="^K" onPress={() => desk.store.setState({ dialog: "commands" })}>
        {say("command.commands")}
      </Button>
      <Dot />
      <Button
        onPress={() => desk.store.setState({ dialog: "keys" })}
        label={say("command.keys")}
        hint={`${say("command.keys")} (?)`}
      >
        ?
      </Button>
    </header>
  );
}

function Status() {
  const say = useSay();
  const channel = useDesk(({ centre }) => centre.channel);
  const afterThis = useDesk((state) => state.afterThis);
  // Not what the channel said last: that is told only when its state changes.
  const held = useDesk(loadOf);
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow();
  if (channel === undefined) return null;
  const { userState, since, capacity = 0, forcedBy, doNotDisturb } = channel;
  // The server's own reason is no word for people.
  const word =
    userState.reason === "InvitationsExpired"
      ? say("status.ranOut")
      : (userState.reason ?? say(`status.${userState.state}`));
  return (
    <div className="status" data-state={userState.state}>
      <Button keys="s" onPress={() => desk.store.setState({ dialog: "status" })} hint={say("status.label")}>
        <span className="state-mark" aria-hidden="true">
          {userState.state === "Ready" ? "●" : "○"}
        </span>
        {word}
        {doNotDisturb === "On" && <span>· {say("status.doNotDisturb")}</span>}
        {afterThis !== undefined && <span>{say("status.then", { word: afterThis.word })}</span>}
        {since !== undefined && <time className="running">{runningText(now + offset - Date.parse(since))}</time>}
      </Button>
      <span className="load" title={say("status.load", { held, capacity })}>
        {held}/{capacity}
      </span>
      {userState.state === "NotReady" && <GoReady />}
      {forcedBy !== undefined && <p role="status">{say("status.forced", { who: forcedBy })}</p>}
    </div>
  );
}

function Dot() {
  const say = useSay();
  const connection = useDesk((state) => state.connection);
  const now = useNow();
  const isLive = connectionShown(connection, now) === "nothing";
  return (
    <span className="dot" data-live={isLive} role="status">
      {say(isLive ? "connection.live" : "connection.dot")}
    </span>
  );
}
