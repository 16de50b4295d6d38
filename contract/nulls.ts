import type { z } from "zod";

type Place = readonly PropertyKey[];

/** More than the places of any body lie one in another. */
const roundsMax = 12;

/**
 * Parses a body in which `null` counts as absent (wire.md 1.2), at whatever depth. Where a schema takes null it is a value: of user data, or
 * of a key that null clears. So the schema is asked first, and what it refuses of a null is taken away.
 */
export function parseWithNulls<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  parameters: z.core.ParseContext<z.core.$ZodIssue>,
): z.ZodSafeParseResult<z.output<Schema>> {
  let given = isObject(body) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) : body;
  for (let round = 1; ; round += 1) {
    const parsed = schema.safeParse(given, parameters);
    if (parsed.success || round === roundsMax) return parsed;
    const nulls = parsed.error.issues.flatMap((issue) => placesOf(issue)).filter((place) => isNullAt(given, place));
    if (nulls.length === 0) return parsed;
    // One copy for all of them: a body may have very many.
    given = structuredClone(given);
    for (const place of nulls) remove(given, place);
  }
}

/** Where an issue lies, and where those of the forms that it might have had. */
const placesOf = (issue: z.core.$ZodIssue, above: Place = []): readonly Place[] => {
  const place = [...above, ...issue.path];
  const forms = issue.code === "invalid_union" ? issue.errors.flat() : [];
  return [place, ...forms.flatMap((form) => placesOf(form, place))];
};

/** Entries of arrays are no keys: they stay. */
const isNullAt = (body: unknown, place: Place): boolean =>
  typeof place.at(-1) === "string" && place.length > 0 && valueAt(body, place) === null;

function remove(body: unknown, place: Place): void {
  const holder = valueAt(body, place.slice(0, -1));
  const key = place.at(-1);
  if (isObject(holder) && key !== undefined) Reflect.deleteProperty(holder, key);
}

const valueAt = (body: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    body,
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
