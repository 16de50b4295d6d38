import type { Display } from "../domain/desktop/display.ts";

export interface DisplayReads {
  /** All of them, by name. */
  all(): Promise<readonly Display[]>;
  byToken(hash: string): Promise<Display | undefined>;
}

export interface DisplayRows {
  create(display: Display): Promise<void>;
  /** Its token is worth nothing from now on; undefined when there was none. */
  remove(id: string): Promise<Display | undefined>;
}
