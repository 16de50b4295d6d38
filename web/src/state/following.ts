import type { SnapshotAnswer } from "@postroom/contract";
import type { StoreApi } from "zustand/vanilla";
import { languages } from "../i18n/words.ts";
import { type Preferences, soundOf } from "./preferences.ts";

/** Preferences as the server keeps them; what was never chosen is absent. desktop.md 13 */
export type KeptPreferences = SnapshotAnswer["preferences"];

type World = {
  readonly store: StoreApi<Preferences>;
  /** Keeps what changed; the version that it has then, undefined when it could not be kept. */
  readonly save: (changed: Partial<Preferences>) => Promise<number | undefined>;
  readonly after: (ms: number, does: () => void) => void;
};

const quietMs = 500;

/**
 * Lets the choices of an agent follow them to every device: what the server keeps wins over what this device remembers, and each later change
 * is kept there. Nothing is sent before the server has said what it keeps.
 */
export function followAgent({ store, save, after }: World): { adopt(kept: KeptPreferences): void } {
  let version: number | undefined;
  let unsaved: Partial<Preferences> = {};
  let isWaiting = false;
  let isAdopting = false;

  const keep = async (): Promise<void> => {
    isWaiting = false;
    const changed = unsaved;
    unsaved = {};
    version = Math.max(version ?? 0, (await save(changed)) ?? 0);
  };
  store.subscribe((now, before) => {
    if (version === undefined || isAdopting) return;
    unsaved = { ...unsaved, ...changes(before, now) };
    if (isWaiting) return;
    isWaiting = true;
    after(quietMs, () => void keep());
  });
  return {
    adopt(kept) {
      if (version !== undefined && kept.version <= version) return;
      version = kept.version;
      isAdopting = true;
      // What was chosen here meanwhile is later than what is told.
      store.setState((own) => ({ ...readable(kept, own), ...unsaved }));
      isAdopting = false;
    },
  };
}

const members = ["language", "replyLanguage", "theme", "density", "keys", "panes", "sound", "afterDone"] as const;

const changes = (before: Preferences, now: Preferences): Partial<Preferences> =>
  Object.fromEntries(members.filter((one) => now[one] !== before[one]).map((one) => [one, now[one]]));

/** What of it this page can use. */
function readable(kept: KeptPreferences, own: Preferences): Preferences {
  const { theme, density, keys, sound, language, replyLanguage, panes, afterDone } = kept;
  const setUp = panes?.["setUp"] ?? own.panes.setUp;
  const width = (of: "list" | "context"): number => {
    const found = panes?.[of];
    return typeof found === "number" ? found : own.panes[of];
  };
  return {
    theme: theme ?? own.theme,
    density: density ?? own.density,
    keys: keys ?? own.keys,
    sound: soundOf(sound) ?? own.sound,
    afterDone: afterDone ?? own.afterDone,
    language: languages.find((one) => one === language) ?? own.language,
    replyLanguage: replyLanguage ?? own.replyLanguage,
    panes: {
      ...{ list: width("list"), context: width("context") },
      ...(typeof setUp === "boolean" ? { setUp } : {}),
    },
  };
}
