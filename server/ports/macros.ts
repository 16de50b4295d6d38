import type { Macros } from "../domain/desktop/macro.ts";

export interface MacroReads {
  of(user: string): Promise<Macros>;
}

export interface MacroRows {
  /** Throws `StaleWrite` when another was faster. */
  save(user: string, macros: Macros): Promise<void>;
}
