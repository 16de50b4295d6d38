/** Hints between loops and processes: "look now". They may be lost or doubled; every loop also looks by itself (architecture.md 7). */
export interface Wake {
  /** Asks the named loop to look soon, here and in the other processes. */
  loop(name: LoopName): void;
  /** Calls `look` when somebody asks for the loop. Returns how to stop listening. */
  on(name: LoopName, look: () => void): () => void;
}

export type LoopName =
  | "router"
  | "clock"
  | "reader"
  | "scanner"
  | "sender"
  | "notifier"
  | "counter"
  | "jobs"
  | "fetcher"
  | "filer"
  | "canaries"
  | "reports"
  | "sweeper"
  | "ballast"
  | "watcher"
  | "domains"
  | "wallboard";
