import { useEffect, useState } from "react";
import countdownUrl from "./countdown.ts?worker&url";

const listeners = new Set<() => void>();
const clock: { worker?: Worker } = {};

/** Now, anew each second, also in a page in the background. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    listeners.add(tick);
    clock.worker ??= begin();
    return () => void listeners.delete(tick);
  }, []);
  return now;
}

/** Calls each second. */
export function onTick(look: () => void): void {
  listeners.add(look);
  clock.worker ??= begin();
}

function begin(): Worker {
  const made = new Worker(allowed(countdownUrl), { type: "module" });
  made.onmessage = () => {
    for (const look of listeners) look();
  };
  return made;
}

type Policy = { createScriptURL(url: string): string };
type Policies = { createPolicy(name: string, rules: Policy): Policy };

/** Trusted Types let only a policy name a worker's URL; browsers without them need none. desktop.md 6.8 */
function allowed(url: string): string {
  const { trustedTypes }: { trustedTypes?: Policies } = Object(globalThis);
  return trustedTypes?.createPolicy("worker", { createScriptURL: (given) => given }).createScriptURL(url) ?? url;
}
