import { useEffect } from "react";
import { useLocation } from "wouter";
import { obstacleOf } from "../commands/command.ts";
import { createListening } from "../commands/listening.ts";
import { registry } from "../commands/registry.ts";
import { ConnectionBanner } from "./banner.tsx";
import { Context } from "./context.tsx";
import { Conversation } from "./conversation.tsx";
import { desk, preferences, useDesk, usePreferences } from "./desk.ts";
import { Dialogs } from "./dialogs.tsx";
import { doingNow } from "./doing.ts";
import { Invitation } from "./invitation.tsx";
import { ItemList } from "./item-list.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail.tsx";
import { onTick } from "./ticking.ts";
import { TopBar } from "./top-bar.tsx";
import { viewOf } from "./views.ts";

const isMac = /Mac|iP(?:hone|ad)/.test(navigator.userAgent);
const sleepMs = 20_000;

/** Rail, list, conversation and context around the one loop: offer, accept, read, answer, done. desktop.md 3.1 */
export function Shell() {
  const [path, go] = useLocation();
  const view = viewOf(path);
  const isContextOpen = useDesk(({ contextOpen }) => contextOpen);
  const isReading = useDesk(({ openId }) => openId !== undefined);
  const panes = usePreferences((chosen) => chosen.panes);
  useEffect(() => {
    const doing = () => doingNow(view, go);
    const listen = createListening({ doing, own: () => preferences.getState().keys, isMac, now: Date.now });
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [view, go]);
  useEffect(() => refreshAfterSleep(), []);
  const widths: Readonly<Record<string, string>> = { "--list": `${panes.list}px`, "--context": `${panes.context}px` };
  return (
    <div className="shell" style={widths} data-reading={isReading} data-context={isContextOpen}>
      <TopBar />
      <ConnectionBanner />
      <Rail view={view} go={go} />
      <ItemList view={view} />
      <div className="middle">
        {!isContextOpen && <Invitation run={runOf(view, go)} />}
        <Conversation run={runOf(view, go)} />
      </div>
      {isContextOpen && (
        <div className="side">
          <Context />
          <Invitation run={runOf(view, go)} />
        </div>
      )}
      <Notices />
      <Dialogs run={runOf(view, go)} view={view} go={go} />
    </div>
  );
}

export type Run = (id: string) => void;

/** Runs a command of the registry by its id, as its key would. */
const runOf =
  (view: ReturnType<typeof viewOf>, go: (path: string) => void): Run =>
  (id) => {
    const command = registry.find((one) => one.id === id);
    const doing = doingNow(view, go);
    if (command !== undefined && obstacleOf(command, doing) === undefined) void command.runs(doing);
  };

let hasTicks = false;

/** A page that slept has missed what it cannot know of: it reads everything anew. desktop.md 3.7 */
function refreshAfterSleep(): void {
  if (hasTicks) return;
  hasTicks = true;
  let last = Date.now();
  onTick(() => {
    const now = Date.now();
    if (now - last > sleepMs && desk.store.getState().phase === "open") void desk.refresh();
    last = now;
  });
}
