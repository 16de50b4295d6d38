import type { AgentState, SnapshotAnswer, UserResource, ViewResource } from "@postroom/contract";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../api/client.ts";
import type { Said } from "../api/leader.ts";
import { apply, isNotification, type Notification, replace } from "./apply.ts";
import { valueAt } from "./by-id.ts";
import { type Centre, emptyCentre } from "./centre.ts";
import { connectionAfter } from "./connection.ts";
import { type DeskState, firstState, type OwnMacros, type Words } from "./desk-state.ts";
import type { KeptPreferences } from "./following.ts";
import { createTurns } from "./newest.ts";
import { groupsOfShelf, shelvesOf } from "./shelves.ts";
import { isWatchedNews, type WatchedNews } from "./watched.ts";

/** What the desk needs of the world. */
export type DeskWorld = {
  readonly api: Api;
  readonly now: () => number;
  /** Shares the push connection among the tabs of one user. */
  readonly share: (userId: string, hear: (said: Said) => void) => Sharing;
  /** Called with each change of the centre, after it. */
  readonly noticed?: (before: Centre, after: Centre) => void;
  /** What the server keeps of the user's choices. */
  readonly preferred?: (kept: KeptPreferences) => void;
};

export type Sharing = { leads(): boolean; watch(topic: string): void; stop(): void };

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
  readonly readViews: () => Promise<void>;
  readonly hear: (said: Said) => void;
  /** Hears what is told on topics of which `watch` must say now and then that somebody looks. */
  readonly onWatched: (hear: (news: WatchedNews) => void) => () => void;
  readonly watch: (topic: string) => void;
  readonly tell: (words: Words, level?: "note" | "alarm") => void;
  readonly leads: () => boolean;
};

const deliveriesMax = 200;
const contactsMax = 50;
const mePath = "/me?subresources=*";

/** A desk that has not begun. */
export function createDesk({
  api,
  now,
  share,
  noticed = () => undefined,
  preferred = () => undefined,
}: DeskWorld): Desk {
  const store = createStore<DeskState>(() => firstState);
  let sharing: Sharing | undefined;
  let waiting: Notification[] | undefined;
  let refreshing: Promise<void> | undefined;
  let mustRefreshAgain = false;
  let notices = 0;
  const watchers = new Set<(news: WatchedNews) => void>();

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
    if (told.messageType === "Hold" && told.hold.state === "refused") {
      tell({ key: "notice.refused", values: { words: told.hold.reason ?? "" } }, "alarm");
    }
    if (told.messageType === "View" && !areKnown(store.getState(), told)) void readViews();
    if (told.messageType === "Preferences") preferred(told.preferences);
    if (told.messageType === "Session") {
      store.setState({ signInProblem: { key: `signIn.${told.reason}` } });
      signedOut();
    }
    store.setState((state) => grown(state, told));
    change((centre) => apply(centre, told, now()));
  };
  const tell: Desk["tell"] = (words, level = "note") => {
    notices += 1;
    const notice = { ...words, level, id: notices };
    store.setState((state) => ({ notices: [...state.notices.slice(-4), notice] }));
  };

  /** Whoever asks while it is read waits for a reading that began after they asked. */
  const refresh = (): Promise<void> => {
    if (refreshing !== undefined) mustRefreshAgain = true;
    refreshing ??= readAndReplace().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };
  const readAndReplace = async (): Promise<void> => {
    waiting = [];
    store.setState(({ connection }) => ({ connection: { ...connection, isReplacing: true } }));
    const all = await api.get<SnapshotAnswer>("/api/postroom/v1/me/snapshot");
    const workbins = all.ok ? await shelvesOf(api, all.value.workbins, store.getState().user) : [];
    const missed = waiting;
    waiting = undefined;
    if (all.ok) {
      const { emails, channels, holds, snoozes, notices, jobs, presence, serverTime } = all.value;
      preferred(all.value.preferences);
      const channel = channels.find((one) => one.channel === "email");
      const snapshot = { emails, channel, workbins, holds, snoozes, notices, jobs, presence };
      store.setState({
        clockOffset: Date.parse(serverTime) - now(),
        deliveries: {},
        views: store.getState().views.map((view) => ({ ...view, ...countOf(all.value.viewCounts, view.id) })),
        connection: { lostAt: undefined, isReplacing: false },
      });
      change((centre) => replace(centre, snapshot, now()));
      missed.forEach(take);
    } else {
      missed.forEach(take);
      store.setState(({ connection }) => ({
        connection: { lostAt: connection.lostAt ?? now(), isReplacing: false },
      }));
      if (all.kind === "signedOut") signedOut();
    }
    const again = mustRefreshAgain;
    mustRefreshAgain = false;
    if (again) await readAndReplace();
  };
  const signedOut = (): void => {
    // Over the page: what is being written stays where it is.
    if (store.getState().phase === "open") store.setState({ mustSignIn: true });
    else store.setState({ phase: "signedOut" });
  };
  const hearMessage = (data: unknown): void => {
    if (isWatchedNews(data)) for (const listener of watchers) listener(data);
    else if (isNotification(data)) {
      if (waiting !== undefined) waiting.push(data);
      else take(data);
    }
  };
  const hear = (said: Said): void => {
    if (said.kind === "message") hearMessage(said.data);
    else if (said.kind === "opened") void refresh().then(watchShelves);
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
      for (const group of groupsOfShelf(workbin, store.getState().user)) {
        await api.post(`/me/workbins/${workbin.id}`, { operationName: "Subscribe", ...group });
      }
    }
  };
  const beginReading = createTurns();
  const readViews = async (): Promise<void> => {
    const isNewest = beginReading();
    const read = await api.get<{ views: readonly ViewResource[] }>("/api/postroom/v1/views");
    if (read.ok && isNewest()) store.setState({ views: read.value.views });
  };
  const begin = async (user: UserResource): Promise<void> => {
    if (store.getState().centre.userId !== user.id) store.setState({ centre: emptyCentre(user.id) });
    // Who only administrates has no channel.
    if (user.roles.some((role) => role !== "ROLE_ADMIN")) {
      await api.post("/me", { operationName: "StartContactCenterSession", channels: ["email"] });
    }
    const [states, whole, macros, declining] = await Promise.all([
      api.get<{ settings: readonly AgentState[] }>("/settings/agent-states"),
      // `/me` says nothing of the signature.
      api.get<{ user: UserResource }>(`/users/${user.id}`),
      api.get<OwnMacros>("/api/postroom/v1/macros"),
      api.get<{ reasons: readonly string[] }>("/api/postroom/v1/decline-reasons"),
    ]);
    store.setState({ declineReasons: declining.ok ? declining.value.reasons : [] });
    if (macros.ok) store.setState({ macros: macros.value });
    const signature = whole.ok ? (whole.value.user.signature ?? "") : "";
    store.setState({ user: { ...user, signature }, agentStates: states.ok ? states.value.settings : [] });
    sharing?.stop();
    sharing = share(user.id, hear);
    await Promise.all([refresh(), readViews()]);
    store.setState({ phase: "open", mustSignIn: false });
  };
  const start = async (): Promise<void> => {
    const me = await api.get<{ user: UserResource }>(mePath);
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
    readViews,
    hear,
    tell,
    watch: (topic) => sharing?.watch(topic),
    onWatched: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
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

/** What stands beside the centre. What is read anew by whoever shows it is counted, so that they notice. */
function grown(state: DeskState, told: Notification): Partial<DeskState> {
  if (told.messageType === "Contact") {
    const { contact, mergedIds = [] } = told;
    return contact === undefined ? {} : { contacts: [...state.contacts.slice(-contactsMax), { contact, mergedIds }] };
  }
  return told.messageType === "View" ? counted(state, told) : toldBeside(state, told);
}

/** The numbers of all views come together, so that the older of two messages says nothing. */
function counted({ views, countsVersion }: DeskState, { counts, version = 0 }: Told<"View">): Partial<DeskState> {
  if (counts === undefined || version <= countsVersion) return {};
  const numbered = views.map((view) => ({ ...view, ...countOf(counts, view.id) }));
  return { countsVersion: version, views: numbered };
}

const countOf = (counts: Readonly<Record<string, number>>, id: string): { readonly count?: number } => {
  const count = counts[id];
  return count === undefined ? {} : { count };
};

type Told<Kind extends Notification["messageType"]> = Extract<Notification, { readonly messageType: Kind }>;

/** Whether the message says only how many e-mails views have that are known. */
const areKnown = ({ views }: DeskState, { counts }: Told<"View">): boolean =>
  counts !== undefined && Object.keys(counts).every((id) => views.some((view) => view.id === id));

function toldBeside({ news, responseChanges, macros, deliveries }: DeskState, told: Notification): Partial<DeskState> {
  if (told.messageType === "Delivery") {
    const { interactionId: id, delivery } = told;
    if (delivery.version <= (deliveries[id]?.version ?? -1)) return {};
    const others = Object.entries(deliveries).filter(([other]) => other !== id);
    return { deliveries: Object.fromEntries([...others, [id, delivery] as const].slice(-deliveriesMax)) };
  }
  if (told.messageType === "Response") {
    if (told.macros === undefined) return { responseChanges: responseChanges + 1 };
    return told.version > macros.version ? { macros: { version: told.version, macros: told.macros } } : {};
  }
  return told.messageType === "Note" ? { news: { ...news, [told.threadId]: (news[told.threadId] ?? 0) + 1 } } : {};
}

/** What is pending ends with any newer version of its e-mail, or with its leaving. */
function stillPending(pending: DeskState["pending"], { emails }: Centre): DeskState["pending"] {
  const entries = Object.entries(pending);
  const left = entries.filter(([id, { version }]) => (valueAt(emails, id)?.version ?? version + 1) <= version);
  return left.length === entries.length ? pending : Object.fromEntries(left);
}
