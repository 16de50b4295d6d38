import type { Attachment } from "../interaction/interaction.ts";

/** A prepared text with field codes in subject and body. wire.md 9 */
export type StandardResponse = {
  readonly id: string;
  /** Id of its category. */
  readonly category: string;
  readonly name: string;
  /** Language tag. */
  readonly language: string;
  readonly subject: string;
  /** HTML as its author wrote it; it passes the sanitiser when it is rendered. */
  readonly body: string;
  readonly description: string;
  /** What agents type to find it; empty: nothing. */
  readonly shortcut: string;
  readonly isApproved: boolean;
  /** Wall time in milliseconds from which, and until which, it may be used. */
  readonly startsAt: number | undefined;
  readonly expiresAt: number | undefined;
  /** Field codes of its own: name → text. */
  readonly customCodes: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  readonly modifiedAt: number;
  readonly version: number;
};

/** A node of the tree in which standard responses lie. */
export type ResponseCategory = {
  readonly id: string;
  /** Undefined for a root. */
  readonly parent: string | undefined;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly isApproved: boolean;
  readonly modifiedAt: number;
  readonly version: number;
};

/** What its authors write of a standard response, besides where it lies. */
export type ResponseText = Omit<StandardResponse, "id" | "category" | "attachments" | "modifiedAt" | "version">;

/** What is to be changed; a time that is there and undefined is cleared. */
export type ResponseChange = {
  readonly [Key in keyof (ResponseText & Pick<StandardResponse, "category">)]?: StandardResponse[Key];
};

export type CategoryChange = {
  readonly [Key in keyof Omit<ResponseCategory, "id" | "modifiedAt" | "version">]?: ResponseCategory[Key];
};

/** After the change, one version later; the very same value when nothing differs. */
export function changed<Thing extends StandardResponse | ResponseCategory>(
  thing: Thing,
  change: Thing extends StandardResponse ? ResponseChange : CategoryChange,
  wall: number,
): Thing {
  const after = { ...thing, ...change };
  return written(after) === written(thing) ? thing : { ...after, modifiedAt: wall, version: thing.version + 1 };
}

/** One writing for equal values: keys in the order of their names. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

/** Why it may not be used at this wall time, in the words of a refusal; undefined when it may. wire.md 4.4, 5.20 */
export function whyUnusable(
  response: Pick<StandardResponse, "name" | "isApproved" | "startsAt" | "expiresAt">,
  wall: number,
): string | undefined {
  if (!response.isApproved) return `the template ${response.name} is not approved`;
  if (response.startsAt !== undefined && wall < response.startsAt)
    return `the template ${response.name} is not in use yet`;
  if (response.expiresAt !== undefined && wall >= response.expiresAt) return `the template ${response.name} is expired`;
  return undefined;
}

/** Why somebody reports a standard response. GWS ReportResponseTemplateUsage, its spelling kept; wire.md 5.17 */
export type UsageType =
  | "SystemAutoResponse"
  | "SuggestedResponseChoosen"
  | "AdministratorResponse"
  | "SuggestedResponsesIgnored"
  | "SuggestedResponseNotReceived";

/** Why a response served; what was only offered or passed over is no use. */
export const useTypes: readonly UsageType[] = [
  "SystemAutoResponse",
  "SuggestedResponseChoosen",
  "AdministratorResponse",
];
