import type { Command } from "./command.ts";
import { registry } from "./registry.ts";

type OwnKeys = Readonly<Record<string, readonly string[]>>;
export type KeyProblem = { readonly key: string; readonly takenBy?: string };

const browsersOwn: ReadonlySet<string> = new Set([
  ...["^N", "^T", "^W", "^Q", "^R", "^Shift N", "^Shift T", "^Shift W", "^Shift Q", "^Shift R"],
  ...["^Tab", "^Shift Tab", "^PageUp", "^PageDown", "^Shift PageUp", "^Shift PageDown", "F5", "F11", "F12"],
]);

const shape = /^(?:\^(?:Shift )?|Shift\+)?(?:F\d{1,2}|[A-Z][a-zA-Z]+|\S)(?: \S)?$/;

/** Whether a key may be bound at all: no chord of the browser's, none with Alt. desktop.md 4.6 */
export const isBindable = (key: string): boolean => shape.test(key) && !browsersOwn.has(key) && !/\bAlt\b/i.test(key);

/** Why these keys cannot be a command's; undefined when they can. */
export function problemOf(
  id: string,
  keys: readonly string[],
  own: OwnKeys,
  commands: readonly Command[] = registry,
): KeyProblem | undefined {
  // What is not there yet is a macro.
  const layer = commands.find((command) => command.id === id)?.layer ?? "page";
  for (const key of keys) {
    if (!isBindable(key)) return { key };
    const takenBy = commands.find(
      (other) =>
        other.id !== id &&
        (other.layer === layer || other.layer === "anywhere" || layer === "anywhere") &&
        (own[other.id] ?? other.keys).includes(key),
    );
    if (takenBy !== undefined) return { key, takenBy: takenBy.id };
  }
  return undefined;
}
