import type { AgentState, EmailB, UserResource, WorkbinResource } from "@postroom/contract";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../api/client.ts";
import type { Said } from "../api/leader.ts";
import { apply, isNotification, type Notification, replace } from "./apply.ts";
import { type Centre, emptyCentre } from "./centre.ts";
import { connectionAfter } from "./connection.ts";
import { type DeskState, firstState, type Words } from "./desk-state.ts";

/** What the desk needs of the world. */
export type DeskWorld = {
  readonly api: Api;
  readonly now: () => number;
  /** Shares the push connection among the tabs of one user. */
  readonly share: (userId: string, hear: (said: Said) => void) => Sharing;
  /** Called with each change of the centre, after it. */
  readonly noticed?: (before: Centre, after: Centre) => void;
};

export type Sharing = { leads(): boolean; stop(): void };

/** The session of one page: who is signed in, what the server has said, and how both stay true. */
export type Desk = {
  readonly store: StoreApi<DeskState>;
  readonly api: Api;
  readonly now: () => number;
  readonly start: () => Promise<void>;
  readonly signIn: (userName: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  /** Reads everything and replaces; what is told meanwhile is applied afterwards. */
  readonly refresh: () => Promise<void>;
  readonly hear: (said: Said) => void;
  readonly tell: (words: Words, level?: "note" | "alarm") => void;
  readonly leads: () => boolean;
};

const snapshotPaths = ["/me/emails?fields=*", "/me?subresources=*", "/me/workbins?fields=*&subresources=*"] as const;

/** A desk that has not begun. */
export function createDesk({ api, now, share, noticed = () => undefined }: DeskWorld): Desk {
  const store = createStore<DeskState>(() => firstState);
  let sharing: Sharing | undefined;
  let waiting: Notification[] | undefined;
  let mustRefreshAgain = false;
  let notices = 0;

  const change = (make: (centre: Centre) => Centre): void => {
    const before = store.getState().centre;
    const after = make(before);
    if (after === before) return;
    store.setState(({ pending }) => ({ centre: after, pending: stillPending(pending, after) }));
    noticed(before, after);
  };
  const take = (told: Notification): void => {
    if (told.messageType === "EmailStateChangeMessage" && told.notificationType === "Error") {
      tell({ key: "notice.error", values: { words: told.errorMessage ?? "" } }, "alarm");
    }
    change((centre) => apply(centre, told, now()));
  };
  const tell: Desk["tell"] = (words, level = "note") => {
    notices += 1;
    const notice = { ...words, level, id: notices };
    store.setState((state) => ({ notices: [...state.notices.slice(-4), notice] }));
  };

  const refresh = async (): Promise<void> => {
    if (waiting !== undefined) {
      mustRefreshAgain = true;
      return;
    }
    waiting = [];
    store.setState(({ connection }) => ({ connection: { ...connection, isReplacing: true } }));
    const [emails, me, workbins] = await readAll(api);
    const missed = waiting;
    waiting = undefined;
    if (emails.ok && me.ok) {
      const snapshot = {
        emails: emails.value.emails,
        channel: me.value.user.channels?.find(({ channel }) => channel === "email"),
        workbins: workbins.ok ? workbins.value.workbins : [],
      };
      store.setState({
        user: me.value.user,
        clockOffset: (me.date ?? now()) - now(),
        connection: { lostAt: undefined, isReplacing: false },
      });
      change((centre) => replace(centre, snapshot, now()));
      missed.forEach(take);
    } else {
      missed.forEach(take);
      store.setState(({ connection }) => ({
        connection: { lostAt: connection.lostAt ?? now(), isReplacing: false },
      }));
      if ([emails, me].some((one) => !one.ok && one.kind === "signedOut")) signedOut();
    }
    const again = mustRefreshAgain;
    mustRefreshAgain = false;
    if (again) await refresh();
  };
  const signedOut = (): void => {
    // Over the page: what is being written stays where it is.
    if (store.getState().phase === "open") store.setState({ dialog: "signIn" });
    else store.setState({ phase: "signedOut" });
  };
  const hear = (said: Said): void => {
    if (said.kind === "message" && isNotification(said.data)) {
      if (waiting !== undefined) waiting.push(said.data);
      else take(said.data);
    } else if (said.kind === "opened") void refresh().then(watchShelves);
    else if (said.kind === "signedOut") signedOut();
    else if (said.kind === "alive") {
      const { connection } = store.getState();
      if (said.isAlive && connection.lostAt !== undefined && !connection.isReplacing) void refresh();
      store.setState({ connection: connectionAfter(connection, said.isAlive, now()) });
    }
  };
  const watchShelves = async (): Promise<void> => {
    if (sharing?.leads() !== true) return;
    for (const { workbin } of Object.values(store.getState().centre.shelves)) {
      await api.post(`/me/workbins/${workbin.id}`, { operationName: "Subscribe" });
    }
  };
  const begin = async (user: UserResource): Promise<void> => {
    if (store.getState().centre.userId !== user.id) store.setState({ centre: emptyCentre(user.id) });
    await api.post("/me", { operationName: "StartContactCenterSession", channels: ["email"] });
    const states = await api.get<{ settings: readonly AgentState[] }>("/settings/agent-states");
    store.setState({ user, agentStates: states.ok ? states.value.settings : [] });
    sharing?.stop();
    sharing = share(user.id, hear);
    await refresh();
    store.setState((state) => ({ phase: "open", dialog: state.dialog === "signIn" ? undefined : state.dialog }));
  };
  const start = async (): Promise<void> => {
    const me = await api.get<{ user: UserResource }>(snapshotPaths[1]);
    if (me.ok) await begin(me.value.user);
    else if (me.kind === "unreachable")
      store.setState({ phase: "signedOut", signInProblem: { key: "signIn.unreachable" } });
    else store.setState({ phase: "signedOut" });
  };
  return {
    store,
    api,
    now,
    start,
    refresh,
    hear,
    tell,
    leads: () => sharing?.leads() ?? false,
    async signIn(userName, password) {
      const outcome = await api.signIn(userName, password);
      if (outcome.ok) {
        store.setState({ signInProblem: undefined });
        return start();
      }
      if (outcome.kind === "unreachable") store.setState({ signInProblem: { key: "signIn.unreachable" } });
      else if (outcome.kind === "signedOut") store.setState({ signInProblem: { key: "signIn.wrong" } });
      else store.setState({ signInProblem: { key: "signIn.refused", values: { words: outcome.words } } });
    },
    async signOut() {
      await api.post("/me", { operationName: "EndContactCenterSession" });
      sharing?.stop();
      sharing = undefined;
      await api.signOut();
      store.setState({ ...firstState, phase: "signedOut" });
    },
  };
}

const readAll = (api: Api) =>
  Promise.all([
    api.get<{ emails: readonly EmailB[] }>(snapshotPaths[0]),
    api.get<{ user: UserResource }>(snapshotPaths[1]),
    api.get<{ workbins: readonly WorkbinResource[] }>(snapshotPaths[2]),
  ]);

/** What is pending ends with any newer version of its e-mail, or with its leaving. */
function stillPending(pending: DeskState["pending"], { emails }: Centre): DeskState["pending"] {
  const entries = Object.entries(pending);
  const left = entries.filter(([id, { version }]) => emails[id] !== undefined && emails[id].version <= version);
  return left.length === entries.length ? pending : Object.fromEntries(left);
}
