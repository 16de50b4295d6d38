import type { Outcome } from "../api/outcome.ts";
import type { Written } from "../state/verbs.ts";

/**
 * A draft as it lies on this device. `base` is the server's version that it was written on, and `onto` what that said. `sent` went to the
 * server and was never answered, the latest last: found there, it is our own word and nobody else's.
 */
export type KeptDraft = {
  readonly doc: object;
  readonly written: Written;
  readonly base: number;
  readonly onto?: Written;
  readonly isSaved: boolean;
  readonly sent?: readonly Written[];
};

export type Keeping = "here" | "saving" | "saved" | "notSaved" | "nowhere" | "conflict";

type World = {
  readonly store: (kept: KeptDraft) => Promise<void>;
  readonly save: (written: Written, version: number) => Promise<Outcome<object>>;
  /** The draft as the server has it now. */
  readonly read: () => Promise<{ readonly written: Written; readonly version: number } | undefined>;
  readonly after: (ms: number, does: () => void) => () => void;
  /** Nobody has opened the draft anew meanwhile: what is on this device is then theirs. */
  readonly isNewest: () => boolean;
  readonly shows: (keeping: Keeping) => void;
};

const hereMs = 400;
const serverMs = 2_000;
const againMs = 5_000;
const sentMax = 5;

/**
 * Keeps a draft: on this device within a second of each key, on the server within three, always on the version that it was written on. A
 * version of somebody else with other words is a conflict: nothing is overwritten, both texts stay. desktop.md 5.3
 */
export function createKeeping(world: World, begin: { readonly written: Written; readonly version: number }) {
  let latest: { doc: object; written: Written } | undefined;
  let known = begin;
  let sent: readonly Written[] = [];
  let isConflict = false;
  let isStopped = false;
  let saving: Promise<void> | undefined;
  let cancelHere: (() => void) | undefined;
  let cancelServer: (() => void) | undefined;

  /** False where the device keeps nothing, because it is full or forbids it: that keeps nothing from the server. */
  const keepHere = async (isSaved: boolean): Promise<boolean> => {
    cancelHere?.();
    cancelHere = undefined;
    if (latest === undefined || !world.isNewest()) return true;
    return world.store({ ...latest, base: known.version, onto: known.written, isSaved, sent }).then(
      () => true,
      () => false,
    );
  };
  const isOurs = (written: Written): boolean =>
    same(written, known.written) || sent.some((before) => same(written, before));
  /** A newer version is saved over silently when it differs only outside the content, or has what we sent before and heard nothing of. */
  const saveOnTop = async (written: Written): Promise<Outcome<object> | "conflict"> => {
    const outcome = await world.save(written, known.version);
    if (outcome.ok || outcome.kind !== "refused" || outcome.version === undefined) return outcome;
    const present = await world.read();
    if (present === undefined) return outcome;
    if (!isOurs(present.written)) return "conflict";
    known = present;
    return world.save(written, present.version);
  };
  /** Of a draft that nobody has open a refusal is the last word; where no answer came, it is tried again. */
  const isWorthAnother = (outcome: Outcome<object>): boolean =>
    !isStopped || (!outcome.ok && outcome.kind === "unreachable" && world.isNewest());
  const saveNow = async (): Promise<void> => {
    cancelServer?.();
    cancelServer = undefined;
    if (latest === undefined || isConflict || same(latest.written, known.written)) return;
    const { written } = latest;
    world.shows("saving");
    sent = [...sent, written].slice(-sentMax);
    const isHere = await keepHere(false);
    const outcome = await saveOnTop(written);
    if (outcome === "conflict") {
      isConflict = true;
      world.shows("conflict");
      return;
    }
    if (outcome.ok) await saved(written, outcome.version);
    else {
      world.shows(isHere ? "notSaved" : "nowhere");
      if (isWorthAnother(outcome)) later(againMs);
    }
  };
  const saved = async (written: Written, version = known.version): Promise<void> => {
    known = { written, version };
    sent = [];
    const isLatest = latest?.written === written;
    await keepHere(isLatest);
    world.shows("saved");
    if (!isLatest) later(serverMs);
  };
  const flush = async (): Promise<void> => {
    while (saving !== undefined) await saving;
    saving = saveNow().finally(() => {
      saving = undefined;
    });
    await saving;
  };
  const later = (ms: number): void => {
    cancelServer ??= world.after(ms, () => void flush());
  };
  return {
    /** After each change. */
    changed(doc: object, written: Written): void {
      latest = { doc, written };
      // Not put off by further keys: a second is a second.
      cancelHere ??= world.after(hereMs, () => {
        const isServerQuiet = saving === undefined && !isConflict;
        void keepHere(false).then((isHere) => (isServerQuiet && isHere ? world.shows("here") : undefined));
      });
      later(serverMs);
    },
    /** Begins with what this device kept: on the version that it was written on, or of which the page has not heard yet. */
    resume({ base, onto, written, isSaved, sent: unanswered = [] }: KeptDraft): void {
      if (isSaved) {
        if (base > known.version) known = { written, version: base };
        return;
      }
      sent = unanswered;
      const ours = [written, ...(onto === undefined ? [] : [onto]), ...unanswered];
      // Words of somebody else on the server: the first save is stale, and finds out what differs.
      if (base < known.version && !ours.some((one) => same(one, known.written)))
        known = { written: onto ?? { ...known.written, subject: "\u0000" }, version: base };
    },
    flush,
    /** Does what makes the next version by itself between two saves: a save on its way would come too late, and be done twice. */
    async between<Result>(does: () => Promise<Result>): Promise<Result> {
      while (saving !== undefined) await saving;
      const done = does();
      const over = (): void => {
        saving = undefined;
      };
      saving = done.then(over, over);
      return done;
    },
    /** The version that the server has with these words; Send names it. */
    version: () => known.version,
    isConflict: () => isConflict,
    /** Our own upload made the next version; a version beyond that is somebody else's, and found out by saving. */
    moved(version: number | undefined): void {
      if (version === known.version + 1) known = { ...known, version };
    },
    /** What the server has now is the same text in a later version: attachments came or went. */
    catchUp(present: { readonly written: Written; readonly version: number }): void {
      if (present.version > known.version && same(present.written, known.written)) known = present;
    },
    /** Somebody chose: `present` is what the server has, and the next save goes on top of it. */
    settle(present: { readonly written: Written; readonly version: number }): void {
      known = present;
      sent = [];
      isConflict = false;
      later(0);
    },
    /** The composer closes; `isLeft` says that the draft stays: then its last words go to the server now. Resolves once they are kept. */
    stop(isLeft: boolean): Promise<unknown> {
      isStopped = true;
      const isSaved = latest === undefined || same(latest.written, known.written);
      // Whoever opens it before the answer has come finds words on the server that are ours.
      if (isLeft && latest !== undefined) sent = [...sent, latest.written].slice(-sentMax);
      const kept = keepHere(isSaved);
      cancelServer?.();
      cancelServer = undefined;
      return Promise.all([kept, isLeft && !isSaved ? flush() : undefined]);
    },
  };
}

/**
 * Whether what this device kept is to be shown rather than the draft as the page knows it: words that were not saved, the same words, or words
 * that were saved in a version of which the page has not heard yet.
 */
export const isNewer = (
  kept: Pick<KeptDraft, "isSaved" | "base" | "written">,
  known: { readonly written: Written; readonly version: number },
): boolean => !kept.isSaved || kept.base > known.version || same(kept.written, known.written);

/** Equal in everything that goes out. The server may write HTML in its own way, so the plain text decides. */
function same(one: Written, other: Written): boolean {
  const list = (addresses: readonly string[]): string => addresses.join(",").toLowerCase();
  return (
    one.subject === other.subject &&
    squeezed(one.bodyAsPlainText) === squeezed(other.bodyAsPlainText) &&
    list(one.to) === list(other.to) &&
    list(one.cc) === list(other.cc) &&
    list(one.bcc) === list(other.bcc)
  );
}

const squeezed = (text: string): string => text.replace(/\s+/g, " ").trim();
