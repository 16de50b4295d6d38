import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createApi } from "../api/client.ts";
import { newKey } from "../api/key.ts";
import { shareAmongTabs } from "../api/leader.ts";
import { startPush } from "../api/push.ts";
import { localeFor } from "../i18n/locale.ts";
import type { Say } from "../i18n/words.ts";
import { createDesk } from "../state/desk.ts";
import type { DeskState } from "../state/desk-state.ts";
import { followAgent, type KeptPreferences } from "../state/following.ts";
import { createPreferences, type Preferences } from "../state/preferences.ts";
import { invitations } from "../state/rows.ts";
import { createVerbs } from "../state/verbs.ts";
import { composing } from "./composing.ts";
import { device } from "./device.ts";
import { noticeOffers } from "./offers.ts";

export const preferences = createPreferences(device, navigator.languages);

const api = createApi({
  fetch: (url, init) => fetch(url, init),
  newRequest: () => new XMLHttpRequest(),
  newKey,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  // Over the page, whatever was asked: who writes asks for nothing but to save. desktop.md 3.7
  signedOut: () => desk.store.setState(({ phase }) => (phase === "open" ? { mustSignIn: true } : {})),
});

const following = followAgent({
  store: preferences,
  save: async (changed) => {
    const path = "/api/postroom/v1/me/preferences";
    const kept = await api.post<{ preferences: KeptPreferences }>(path, changed, { method: "PUT" });
    return kept.ok ? kept.value.preferences.version : undefined;
  },
  after: (ms, does) => void setTimeout(does, ms),
});

let push: ReturnType<typeof startPush> | undefined;

/** The one desk of this page. */
export const desk = createDesk({
  api,
  now: Date.now,
  share: (userId, hear) =>
    shareAmongTabs({
      name: `postroom-push-${userId}`,
      hear,
      lead: (tell) => {
        push = startPush({
          opened: () => tell({ kind: "opened" }),
          message: (data) => tell({ kind: "message", data }),
          alive: (isAlive) => tell({ kind: "alive", isAlive }),
          signedOut: () => tell({ kind: "signedOut" }),
        });
        return push;
      },
    }),
  preferred: following.adopt,
  noticed: (before, after) =>
    noticeOffers(before, after, {
      count: () => invitations(desk.store.getState()).length,
      leads: () => desk.leads(),
      sound: () => preferences.getState().sound,
    }),
});

export const retryPush = (): void => {
  push?.retry();
  void desk.refresh();
};

export const verbs = createVerbs(desk, {
  afterDone: () => preferences.getState().afterDone,
  isWriting: () => composing.current?.hasFocus() === true,
});

export const useDesk = <Part>(select: (state: DeskState) => Part): Part => useStore(desk.store, select);
export const usePreferences = <Part>(select: (chosen: Preferences) => Part): Part => useStore(preferences, select);

/** BCP 47: how the reader writes dates and numbers. */
export const useLocale = (): string => usePreferences(({ language }) => localeFor(language, navigator.languages));

export const Words = createContext<Say>((key) => key);
/** The texts of the language that the user reads. */
export const useSay = (): Say => useContext(Words);
