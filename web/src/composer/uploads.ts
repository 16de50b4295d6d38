import { createStore } from "zustand/vanilla";
import { newKey } from "../api/key.ts";
import type { Upload } from "../api/upload.ts";

/** A file on its way to the server. */
export type Sending = {
  readonly key: number;
  readonly file: File;
  readonly isInline: boolean;
  readonly share: number;
  /** Names the wish that it be attached: what may have arrived is sent again under the same name. */
  readonly once: string;
  /** It is not taken now, and will be sent again by itself. */
  readonly isWaiting?: boolean;
  /** The server's words, when it did not take it. */
  readonly problem?: string | undefined;
};

type Uploads = ReturnType<typeof createUploads>;

const all = new Map<string, Uploads>();
let keys = 0;

/** What is on its way to a draft: it goes on while something else is read, and is still there for whoever comes back. desktop.md 5.7 */
export function uploadsOf(draftId: string): Uploads {
  const uploads = all.get(draftId) ?? createUploads();
  all.set(draftId, uploads);
  return uploads;
}

const isArriving = ({ share, problem, isWaiting }: Sending): boolean =>
  share === 1 && problem === undefined && isWaiting !== true;

function createUploads() {
  const store = createStore<readonly Sending[]>(() => []);
  const running = new Map<number, Upload>();
  const givenUp = new Set<number>();
  let linking = 0;
  const change = (key: number, what: Partial<Sending> | undefined): void =>
    store.setState(
      store.getState().flatMap((one) => (one.key !== key ? [one] : what === undefined ? [] : [{ ...one, ...what }])),
      true,
    );
  return {
    store,
    change,
    add(files: readonly File[], isInline: boolean): readonly Sending[] {
      const added = files.map((file) => ({
        ...{ key: ++keys, file, share: 0, once: newKey() },
        isInline: isInline && file.type.startsWith("image/"),
      }));
      store.setState([...store.getState(), ...added], true);
      return added;
    },
    begun: (key: number, upload: Upload) => void running.set(key, upload),
    /** Whether it was given up meanwhile. */
    ended(key: number): boolean {
      running.delete(key);
      return givenUp.has(key);
    },
    /** What was given up has been taken away again. */
    forgotten: (key: number) => void givenUp.delete(key),
    /** Stops an upload, also one whose bytes have all arrived, or forgets one that failed. */
    giveUp(key: number): void {
      const upload = running.get(key);
      if (upload !== undefined) givenUp.add(key);
      upload?.cancel();
      change(key, undefined);
    },
    async linked(does: () => Promise<void>): Promise<void> {
      linking += 1;
      await does().finally(() => {
        linking -= 1;
      });
    },
    /** Resolves once every file whose bytes have all left has its answer, after `ms` at the latest. */
    answered: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => (store.getState().some(isArriving) ? undefined : done());
        const done = (): void => {
          clearTimeout(late);
          unsubscribe();
          resolve();
        };
        const late = setTimeout(() => done(), ms);
        const unsubscribe = store.subscribe(look);
        look();
      }),
    /** Also those that did not get there: they are to be sent again, or left out. */
    areUnderWay: (): boolean => linking > 0 || givenUp.size > 0 || store.getState().length > 0,
  };
}
