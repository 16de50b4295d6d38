import type { TemplateResource } from "./template.ts";

/** A text in one language as it is typed. */
export type TypedText = {
  /** Names from a root category down, with `/` between them. */
  readonly category: string;
  readonly name: string;
  readonly language: string;
  readonly shortcut: string;
  readonly subject: string;
  /** HTML with its field codes. */
  readonly body: string;
  readonly approved: boolean;
  /** Dates; empty: from the beginning, and without an end. */
  readonly startTime: string;
  readonly expirationTime: string;
};

/** A new one; `like`: what it has in common with others. */
export const blankText = (like: Partial<TypedText>): TypedText => ({
  ...{ category: "", name: "", language: "", shortcut: "", subject: "", body: "", approved: false },
  ...{ startTime: "", expirationTime: "" },
  ...like,
});

/** One that is there, as it stands. */
export const typedOf = (template: TemplateResource, category: string): TypedText => ({
  ...{ category, name: template.name, language: template.language, shortcut: template.shortcut ?? "" },
  ...{ subject: template.subject, body: template.body, approved: template.approved },
  ...{ startTime: dayOf(template.startTime), expirationTime: dayOf(template.expirationTime) },
});

/** As it is sent. A time that was not touched stays to the second. */
export function bodyOf(typed: TypedText, before: TemplateResource | undefined, groupUri: string): object {
  const { name, language, shortcut, subject, body, approved } = typed;
  const time = (key: "startTime" | "expirationTime") => {
    if (typed[key] === dayOf(before?.[key])) return {};
    return { [key]: typed[key] === "" ? "" : new Date(`${typed[key]}T00:00`).toISOString() };
  };
  return {
    ...{ name: name.trim(), language: language.trim(), shortcut: shortcut.trim(), subject, body, approved, groupUri },
    ...{ ...time("startTime"), ...time("expirationTime") },
  };
}

/** The reader's own day of a moment. */
function dayOf(time: string | undefined): string {
  if (time === undefined) return "";
  const at = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
