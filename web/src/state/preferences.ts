import { createStore, type StoreApi } from "zustand/vanilla";
import { type Language, languages, preferred } from "../i18n/words.ts";

/** How one person likes the page on this device. */
export type Preferences = {
  readonly language: Language;
  /** BCP 47, or `asAnswered`: how replies are spelt. desktop.md 3.11 */
  readonly replyLanguage: string;
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  /** command id → keys instead of the usual ones; none switches it off. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly panes: {
    readonly list: number;
    readonly context: number;
    /** Whether the set-up list stands among the views; absent: nobody has put it away. desktop.md 8.1 */
    readonly setUp?: boolean;
  };
  /** What is heard when something is offered; false: nothing. */
  readonly sound: false | Sound;
  /** What is shown when an e-mail is done. */
  readonly afterDone: AfterDone;
};

/** BCP 47's "undetermined": the language of the e-mail that is answered, and that of the page where nobody knows it. */
export const asAnswered = "und";

export const sounds = ["tones", "bell", "knock"] as const;
export type Sound = {
  readonly name: (typeof sounds)[number];
  /** From 0 to 1. */
  readonly volume: number;
  /** Until it is answered. */
  readonly repeats: boolean;
};
export const usualSound: Sound = { name: "tones", volume: 0.5, repeats: false };

export const afterDones = ["next", "list", "stay"] as const;
export type AfterDone = (typeof afterDones)[number];

/** A kept choice of sound, of this release or an older one; undefined where nothing was chosen. */
export function soundOf(kept: KeptSound | undefined): Preferences["sound"] | undefined {
  if (typeof kept !== "object") return kept === true ? usualSound : kept;
  const { name, volume = usualSound.volume, repeats = usualSound.repeats } = kept;
  return { name: sounds.find((one) => one === name) ?? usualSound.name, volume, repeats };
}

type KeptSound =
  | boolean
  | {
      readonly name?: string | undefined;
      readonly volume?: number | undefined;
      readonly repeats?: boolean | undefined;
    };

type Shelf = Pick<Storage, "getItem" | "setItem">;

const place = "postroom.preferences";

/** Preferences, kept on this device; what cannot be read counts as never chosen. */
export function createPreferences(shelf: Shelf, wanted: readonly string[]): StoreApi<Preferences> {
  const usual: Preferences = {
    language: preferred(wanted),
    replyLanguage: asAnswered,
    theme: "system",
    density: "comfortable",
    keys: {},
    panes: { list: 360, context: 300 },
    sound: usualSound,
    afterDone: "next",
  };
  const store = createStore<Preferences>(() => ({ ...usual, ...kept(shelf) }));
  store.subscribe((preferences) => shelf.setItem(place, JSON.stringify(preferences)));
  return store;
}

function kept(shelf: Shelf): Partial<Preferences> {
  try {
    const found: Partial<Preferences> = JSON.parse(shelf.getItem(place) ?? "{}");
    if (!languages.some((one) => one === found.language)) return {};
    const sound = soundOf(found.sound);
    return { ...found, ...(sound === undefined ? {} : { sound }) };
  } catch {
    return {};
  }
}
