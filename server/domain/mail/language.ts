/** Words that hardly any text of the language is without; each list as long as the others. */
const frequent = {
  english: "the and is to of you that it for was with not have this are my please when we would",
  german: "der die und ist ich nicht sie das mit auf ein bitte wir haben zu den von eine mein wann",
  french: "le la et les est je vous que pas une pour dans avec mon nous ne des sur bonjour cette",
  spanish: "el los que de y es no por con una para mi se las del hola cuando favor pero estoy",
  italian: "il di che e non per con mi una della sono grazie ho gli questo quando del ma anche lo",
  dutch: "het een van ik niet dat en met voor zijn op mijn u ons wanneer graag heb maar aan wij",
  portuguese: "o os que não uma para com meu por em um da do como obrigado mas quando está foi eu",
} as const;

/** A language whose stems PostgreSQL knows; `simple` knows none. */
export type Language = keyof typeof frequent | "simple";

/** Those that have stems of their own. */
export const languages = Object.keys(frequent) as readonly (keyof typeof frequent)[]; // Object.keys forgets the names it returns

/** language → its tag for readers and spell checkers. BCP 47 */
export const languageTags = {
  ...{ english: "en", german: "de", french: "fr", spanish: "es" },
  ...{ italian: "it", dutch: "nl", portuguese: "pt" },
} as const satisfies Readonly<Record<Exclude<Language, "simple">, string>>;

const sampleCharacters = 5_000;
/**
 * The language of a text, guessed by its most frequent words; `simple` when nothing speaks for one more than for all others, or fewer of
 * them than asked for.
 */
export function languageOf(text: string, wordsMin = 1): Language {
  const words =
    text
      .slice(0, sampleCharacters)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  let best: Language = "simple";
  let most = 0;
  for (const language of languages) {
    const hits = words.filter((word) => sets[language].has(word)).length;
    if (hits === most) best = "simple";
    if (hits > most) [best, most] = [language, hits];
  }
  return most < wordsMin ? "simple" : best;
}

/**
 * What Content-Language says of a mail (RFC 3282, mail.md 9): the language of what was written, where that is enough to tell; else of it and
 * the mail that it answers. Undefined: nobody knows, and the field is left out, because no tag for that is meant for it (RFC 5646 §4.1).
 */
export function contentLanguage(written: string, answered: string): string | undefined {
  const clear = languageOf(written, clearWords);
  const language = clear === "simple" ? languageOf(`${written}\n${answered}`) : clear;
  return tagOf(language);
}

/** BCP 47; undefined: of no language. */
export const tagOf = (language: Language): string | undefined =>
  language === "simple" ? undefined : languageTags[language];

/** "No, thanks" has a word of Spanish. */
const clearWords = 2;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const sets = {
  english: setOf(frequent.english),
  german: setOf(frequent.german),
  french: setOf(frequent.french),
  spanish: setOf(frequent.spanish),
  italian: setOf(frequent.italian),
  dutch: setOf(frequent.dutch),
  portuguese: setOf(frequent.portuguese),
} as const satisfies Record<keyof typeof frequent, ReadonlySet<string>>;
