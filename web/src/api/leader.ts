/** Said between the tabs of one user. */
export type Said =
  | { readonly kind: "message"; readonly data: unknown }
  | { readonly kind: "opened" }
  | { readonly kind: "alive"; readonly isAlive: boolean }
  | { readonly kind: "signedOut" };

/** Asked of the leading tab. */
type Wish = { readonly kind: "watch"; readonly topic: string };

type Led = { stop(): void; watch(topic: string): void };

type Leading = {
  readonly name: string;
  /** Called once, when this tab becomes the one that holds the connection. */
  readonly lead: (tell: (said: Said) => void) => Led;
  readonly hear: (said: Said) => void;
};

/**
 * One tab leads, the others listen to it: a long poll takes one of the six connections that a browser opens to a host. When the leading tab
 * closes, the next one leads.
 */
export function shareAmongTabs({ name, lead, hear }: Leading): {
  leads(): boolean;
  watch(topic: string): void;
  stop(): void;
} {
  const radio = new BroadcastChannel(name);
  let led: Led | undefined;
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  radio.onmessage = ({ data }: MessageEvent<Said | Wish>) => {
    if (data.kind === "watch") led?.watch(data.topic);
    else hear(data);
  };
  const begin = (): Promise<void> => {
    led = lead((said) => {
      hear(said);
      radio.postMessage(said);
    });
    return until;
  };
  const abort = new AbortController();
  if ("locks" in navigator) {
    navigator.locks.request(name, { signal: abort.signal }, begin).catch(() => undefined);
  } else void begin();
  return {
    leads: () => led !== undefined,
    watch: (topic) => {
      if (led === undefined) radio.postMessage({ kind: "watch", topic } satisfies Wish);
      else led.watch(topic);
    },
    stop: () => {
      led?.stop();
      release();
      if (led === undefined) abort.abort();
      radio.close();
    },
  };
}
