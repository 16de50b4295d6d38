/** What a stage has come to so far. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests that have begun and not ended: `file: title`. */
  readonly running: readonly string[];
};

/** The part of an event of node:test that is counted. */
export type TestEvent = {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly file?: string | undefined;
    readonly nesting?: number;
    readonly skip?: string | boolean | undefined;
    readonly todo?: string | boolean | undefined;
    readonly details?: { readonly type?: string | undefined };
  };
};

export const nothingYet: Tally = { passed: 0, failed: 0, skipped: 0, running: [] };

/** The tally after one more event. Suites are frames of tests and count as none; a file that cannot be loaded counts as failed. */
export function counted(tally: Tally, { type, data }: TestEvent): Tally {
  if (type === "test:dequeue") return { ...tally, running: [...tally.running, titleOf(data)] };
  if (type === "test:complete") return { ...tally, running: without(tally.running, titleOf(data)) };
  if (data.details?.type === "suite" || (type !== "test:pass" && type !== "test:fail")) return tally;
  if (data.skip !== undefined || data.todo !== undefined) return { ...tally, skipped: tally.skipped + 1 };
  return type === "test:pass" ? { ...tally, passed: tally.passed + 1 } : { ...tally, failed: tally.failed + 1 };
}

export const sum = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  running: [...one.running, ...other.running],
});

const titleOf = ({ name, file, nesting }: TestEvent["data"]): string => `${file}: ${name} (${nesting})`;

function without(titles: readonly string[], title: string): readonly string[] {
  const at = titles.indexOf(title);
  return at === -1 ? titles : titles.toSpliced(at, 1);
}
