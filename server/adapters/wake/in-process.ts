import type { LoopName, Wake } from "../../ports/wake.ts";

/** Hints inside one process: many asks in one turn become one look, made after the asker has finished. */
export function createWake(): Wake {
  const looks = new Map<LoopName, Set<() => void>>();
  const asked = new Set<LoopName>();

  const lookNow = (name: LoopName) => {
    asked.delete(name);
    for (const look of looks.get(name) ?? []) look();
  };

  return {
    loop: (name) => {
      if (asked.has(name)) return;
      asked.add(name);
      queueMicrotask(() => lookNow(name));
    },
    on: (name, look) => {
      const listeners = looks.get(name) ?? new Set();
      looks.set(name, listeners.add(look));
      return () => {
        listeners.delete(look);
      };
    },
  };
}
