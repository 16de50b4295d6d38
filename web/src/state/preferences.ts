import { createStore, type StoreApi } from "zustand/vanilla";
import { type Language, languages, preferred } from "../i18n/words.ts";

/** How one person likes the page on this device. */
export type Preferences = {
  readonly language: Language;
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  /** command id → keys instead of the usual ones; none switches it off. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly panes: { readonly list: number; readonly context: number };
  readonly sound: boolean;
};

type Shelf = Pick<Storage, "getItem" | "setItem">;

const place = "postroom.preferences";

/** Preferences, kept on this device; what cannot be read counts as never chosen. */
export function createPreferences(shelf: Shelf, wanted: readonly string[]): StoreApi<Preferences> {
  const usual: Preferences = {
    language: preferred(wanted),
    theme: "system",
    density: "comfortable",
    keys: {},
    panes: { list: 360, context: 300 },
    sound: true,
  };
  const store = createStore<Preferences>(() => ({ ...usual, ...kept(shelf) }));
  store.subscribe((preferences) => {
    try {
      shelf.setItem(place, JSON.stringify(preferences));
    } catch {
      // A full or forbidden storage: the choice lasts as long as the page.
    }
  });
  return store;
}

function kept(shelf: Shelf): Partial<Preferences> {
  try {
    const found: Partial<Preferences> = JSON.parse(shelf.getItem(place) ?? "{}");
    return languages.some((one) => one === found.language) ? found : {};
  } catch {
    return {};
  }
}
