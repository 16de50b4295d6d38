import { lazy, Suspense, useEffect } from "react";
import { useLocation } from "wouter";
import { obstacleOf } from "../commands/command.ts";
import { createListening } from "../commands/listening.ts";
import { commandsWith } from "../commands/registry.ts";
import type { Say } from "../i18n/words.ts";
import { ConnectionBanner } from "./banner.tsx";
import { Context } from "./context.tsx";
import { Conversation } from "./conversation.tsx";
import { desk, preferences, useDesk, usePreferences, useSay, verbs } from "./desk.ts";
import { Dialogs } from "./dialogs.tsx";
import { doingNow, openNamed, runCommand, waitsForOpening } from "./doing.ts";
import { Holds } from "./holds.tsx";
import { Invitation } from "./invitation.tsx";
import { ItemList } from "./item-list.tsx";
import { Jobs } from "./jobs.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail.tsx";
import { onTick } from "./ticking.ts";
import { TopBar } from "./top-bar.tsx";
import {
  type Admin as AdminView,
  isAdmin,
  isReport,
  isRoom,
  type Reported,
  type Room as RoomView,
  searchOf,
  type View,
  viewFor,
  viewOf,
} from "./views.ts";

// Loaded by those who lead the room.
const Supervisor = lazy(() =>
  import("../supervisor/supervisor.tsx").then((loaded) => ({ default: loaded.Supervisor })),
);

const Reports = lazy(() => import("../reports/reports.tsx").then((loaded) => ({ default: loaded.Reports })));

// Loaded by admins.
const Admin = lazy(() => import("../admin/admin.tsx").then((loaded) => ({ default: loaded.Admin })));

const isMac = /Mac|iP(?:hone|ad)/.test(navigator.userAgent);
const sleepMs = 20_000;

/** Rail, list, conversation and context around the one loop: offer, accept, read, answer, done. desktop.md 3.1 */
export function Shell() {
  const say = useSay();
  // Its path is decoded already, and a name with `%` in it would be decoded twice; it tells of each change.
  const [, go] = useLocation();
  const user = useDesk((state) => state.user);
  const view = viewFor(user, viewOf(location.pathname));
  const isContextOpen = useDesk(({ contextOpen }) => contextOpen);
  const isReading = useDesk(({ openId }) => openId !== undefined);
  const panes = usePreferences((chosen) => chosen.panes);
  useEffect(() => {
    const doing = () => doingNow(view, go, say);
    const listen = createListening({
      doing,
      own: () => preferences.getState().keys,
      isMac,
      now: Date.now,
      waits: waitsForOpening,
      run: runCommand,
    });
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [view, go, say]);
  useEffect(() => refreshAfterSleep(), []);
  useEffect(() => followWidth(), []);
  const views = useDesk((state) => state.views);
  const { query, sort } = searchOf(view, views) ?? {};
  useEffect(() => {
    if (query !== undefined) void verbs.search(query, sort);
  }, [query, sort]);
  const named = view.kind === "interaction" ? view.id : undefined;
  useEffect(() => {
    if (named !== undefined) openNamed(named);
  }, [named]);
  const widths: Readonly<Record<string, string>> = { "--list": `${panes.list}px`, "--context": `${panes.context}px` };
  return (
    <div className="shell" style={widths} data-reading={isReading} data-context={isContextOpen && !isApart(view)}>
      <TopBar />
      <ConnectionBanner />
      <Rail view={view} go={go} />
      {isApart(view) ? (
        <Suspense fallback={<p className="empty">{say("app.loading")}</p>}>
          <Apart view={view} />
        </Suspense>
      ) : (
        <>
          <main className="desk">
            <ItemList view={view} run={runOf(view, go, say, true)} />
            <div className="middle">
              {!isContextOpen && <Invitation run={runOf(view, go, say)} />}
              <Conversation run={runOf(view, go, say)} />
            </div>
          </main>
          {isContextOpen && (
            <div className="side">
              <Context />
              <Invitation run={runOf(view, go, say)} />
            </div>
          )}
        </>
      )}
      <div className="bars">
        <Notices />
        <Jobs view={view} />
        <Holds run={runOf(view, go, say)} />
      </div>
      <Dialogs view={view} go={go} />
    </div>
  );
}

type ApartView = RoomView | Reported | AdminView;

/** What has the whole page, with no list and no conversation. */
const isApart = (view: View): view is ApartView => isRoom(view) || isReport(view) || isAdmin(view);

function Apart({ view }: { readonly view: ApartView }) {
  if (isReport(view)) return <Reports name={view.name} />;
  return isRoom(view) ? <Supervisor page={view.kind} /> : <Admin page={view.page} />;
}

export type Run = (id: string) => void;

/** Runs a command of the registry by its id, as its key would; beside an e-mail it is about that one, whatever is selected. */
const runOf =
  (view: ReturnType<typeof viewOf>, go: (path: string) => void, say: Say, isForSelection = false): Run =>
  (id) => {
    const present = doingNow(view, go, say);
    const doing = isForSelection ? present : { ...present, chosen: undefined };
    const command = commandsWith(doing.state.macros.macros).find((one) => one.id === id);
    if (command !== undefined && obstacleOf(command, doing) === undefined) void runCommand(command, doing);
  };

/** Where the context is a drawer it lies over the conversation: there it is shown only when asked for. desktop.md 3.1 */
function followWidth(): () => void {
  const drawer = matchMedia("(max-width: 1099px)");
  const follow = (): void => desk.store.setState({ contextOpen: !drawer.matches });
  follow();
  drawer.addEventListener("change", follow);
  return () => drawer.removeEventListener("change", follow);
}

let hasTicks = false;

/** A page that slept has missed what it cannot know of: it reads everything anew, and what is looked at now and then. desktop.md 3.7 */
function refreshAfterSleep(): void {
  if (hasTicks) return;
  hasTicks = true;
  let last = Date.now();
  onTick(() => {
    const now = Date.now();
    if (now - last > sleepMs && desk.store.getState().phase === "open") void desk.refresh();
    last = now;
    if (!document.hidden) verbs.lookAgain();
  });
}
