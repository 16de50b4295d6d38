/** What a token endpoint says, before anything is believed of it. */
export type TokenAnswer = Readonly<Record<string, unknown>>;

/** Ten years: some say "for ever" with a number that is no time. */
const secondsMax = 315_360_000;

/**
 * The answer without what nobody needs and what could cost the token beside it, because a rotated refresh token comes once: who
 * somebody is (`id_token`), which other hosts vouch for than the endpoint; lives that are no numbers of seconds; and a refresh token that is
 * none. Undefined: it is no object. mail.md 3.2
 */
export function readAnswer(text: string): TokenAnswer | undefined {
  const parsed = parsedOf(text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const { id_token: _, expires_in, refresh_token, ...rest } = Object.fromEntries(Object.entries(parsed));
  const seconds = secondsOf(expires_in);
  return {
    ...rest,
    ...(seconds === undefined ? {} : { expires_in: seconds }),
    ...(typeof refresh_token === "string" && refresh_token !== "" ? { refresh_token } : {}),
  };
}

/** Whether it says no in the words of RFC 6749 §5.2. */
export const isRefusal = (answer: TokenAnswer | undefined): boolean =>
  typeof answer?.["error"] === "string" && answer["error"] !== "";

/** A number of seconds, which some write as text; undefined where it is none. */
export function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" ? Math.min(secondsMax, Math.max(0, Math.floor(seconds))) : undefined;
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
