import { z } from "zod";

/**
 * A moment as clients and files write it: ISO 8601 with a zone, `2026-11-23 10:18:00.000+0000`, or a bare date, which is its beginning
 * in UTC. Milliseconds since 1970; undefined for what is none. wire.md 1.8
 */
export function momentIn(text: string): number | undefined {
  const iso = text
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, "$1T")
    .replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  return moment.safeParse(iso).success ? Date.parse(iso) : undefined;
}

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const problem = "expected a time such as 2026-11-23T10:18:00.000Z";

/** The same as a text that stays as it was written. */
export const momentText = z.string().refine((text) => momentIn(text) !== undefined, { error: problem });

/** A moment, read; an empty text is none and clears what was there. */
export const clearableMoment = z
  .string()
  .refine((text) => text === "" || momentIn(text) !== undefined, { error: problem })
  .transform((text) => ({ at: text === "" ? undefined : momentIn(text) }));
