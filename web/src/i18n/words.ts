import i18next from "i18next";
import en from "./en.json" with { type: "json" };
import { inLine } from "./in-line.ts";

/** A text of the interface: the English file names all that exist. */
export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;
export type Say = (key: Key, values?: Values) => string;

export const languages = ["en", "de", "es", "fr", "ar"] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  ar: "العربية",
};

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

const loaders: Readonly<Record<Exclude<Language, "en">, () => Promise<{ default: Readonly<Record<string, string>> }>>> =
  {
    de: () => import("./de.json"),
    es: () => import("./es.json"),
    fr: () => import("./fr.json"),
    ar: () => import("./ar.json"),
  };

/** The texts of a language, with numbers as `locale` writes them, loaded when it is first asked for. English stands in where loading fails. */
export async function wordsOf(language: Language, locale: string): Promise<Say> {
  const texts =
    language === "en"
      ? en
      : await loaders[language]().then(
          (loaded) => loaded.default,
          () => en,
        );
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: "en",
    keySeparator: false,
    nsSeparator: false,
    resources: { [language]: { translation: texts }, en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  const numbers = new Intl.NumberFormat(locale);
  const written = (value: string | number): string =>
    typeof value === "number" ? numbers.format(value) : inLine(value);
  return (key, values = {}) =>
    instance.t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)])));
}

/** The browser's language where it is one of ours, else English. */
export function preferred(wanted: readonly string[]): Language {
  const short = wanted.map((one) => one.slice(0, 2).toLowerCase());
  return short.flatMap((one) => languages.filter((language) => language === one))[0] ?? "en";
}
