import type { Language } from "./words.ts";

/**
 * How the reader writes dates and numbers: as their browser says it for the language that they read, because English, Spanish, French and
 * Arabic do not write them alike everywhere. desktop.md 3.11
 */
export const localeFor = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => languageIn(tag) === language) ?? language;

/** Browsers without a language of their own say `en-US@posix`, and `Intl` throws at that. */
function languageIn(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}

/** What a language calls itself; the tag where nobody knows it. */
export const ownNameOf = (tag: string): string =>
  languageIn(tag) === undefined
    ? tag
    : (new Intl.DisplayNames([tag], { type: "language", fallback: "code" }).of(tag) ?? tag);
