import { clockText } from "../desktop/times.ts";
import type { Say } from "../i18n/words.ts";
import type { Keeping } from "./keeping.ts";

/** How a draft is kept, and since when (wall milliseconds). */
export type ShownKeeping = { readonly what: Keeping; readonly at: number };

/** That in words; undefined: nothing was written yet. desktop.md 5.3 */
export function keepingWords(shows: ShownKeeping | undefined, say: Say, locale: string): string {
  switch (shows?.what) {
    case undefined:
      return "";
    case "here":
      return say("composer.savedHere");
    case "saving":
      return say("composer.saving");
    case "saved":
      return say("composer.saved", { time: clockText(shows.at, locale) });
    case "notSaved":
      return say("composer.notSaved");
    case "nowhere":
      return say("composer.nowhere");
    case "conflict":
      return say("composer.conflict");
  }
}
