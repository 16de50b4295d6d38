import type { Extras } from "../../ports/extras.ts";

/** What a shape must know besides the thing itself. */
export type Viewing = {
  /** Start of absolute URIs, without a slash at the end. */
  readonly publicUrl: string;
  /** User id → user name; ids that are missing are shown as they are. */
  readonly users: ReadonlyMap<string, string>;
  /** Queue id → name. */
  readonly queues: ReadonlyMap<string, string>;
  /** What the desktop shows besides, by interaction. */
  readonly extras?: ReadonlyMap<string, Extras> | undefined;
  /** Setting `notificationBodyMax`: bytes of each body text in lists and notifications; absent: whole texts. */
  readonly bodyBytesMax?: number | undefined;
};

/** How one person sees an interaction in one dialect (wire.md 4.1). */
export type Seen = {
  readonly state: string;
  readonly capabilities: readonly string[];
  /** Why it left the viewer. */
  readonly reason?: string | undefined;
  /** The viewer had it and has it no longer: who holds it now, and until when, is not told. */
  readonly isLost?: boolean;
};

/** An entry when there is something to show: absent values are left out, never `null` (wire.md 1.7). */
export const present = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } => (value === undefined ? {} : keyed(key, value));

/** The same for lists: empty ones are left out. */
export const filled = <Key extends string, Value>(
  key: Key,
  values: readonly Value[],
): { readonly [K in Key]?: readonly Value[] } => (values.length === 0 ? {} : keyed(key, values));

// A computed key widens to an index signature; the assertion gives the name back.
const keyed = <Key extends string, Value>(key: Key, value: Value) =>
  ({ [key]: value }) as { readonly [K in Key]: Value };
