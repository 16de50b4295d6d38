/** What the script in a mail's frame may say: its height, a key, or a click that selected nothing. */
export type Said =
  | { readonly kind: "height"; readonly pixels: number }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "click" };

const perSecondMax = 30;
const pixelsMax = 20_000;
const growthsMax = 20;

/**
 * Reads what comes out of a frame, and believes nothing but numbers, single keys and "clicked". More than 30 messages a second are dropped;
 * a height is capped, and after 20 growths it is not followed any more, so that no mail can grow with its frame for ever. desktop.md 6.5
 */
export function createBridge(now: () => number): (data: unknown) => Said | undefined {
  let second = 0;
  let heard = 0;
  let tallest = 0;
  let growths = 0;
  return (data) => {
    const present = Math.floor(now() / 1_000);
    heard = present === second ? heard + 1 : 1;
    second = present;
    if (heard > perSecondMax) return undefined;
    const said = readSaid(data);
    if (said?.kind !== "height") return said;
    const pixels = Math.min(pixelsMax, said.pixels);
    if (pixels > tallest) {
      growths += 1;
      if (growths > growthsMax) return undefined;
      tallest = pixels;
    }
    return { kind: "height", pixels };
  };
}

function readSaid(data: unknown): Said | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { h, k, c }: { h?: unknown; k?: unknown; c?: unknown } = data;
  if (typeof h === "number" && Number.isInteger(h) && h >= 0) return { kind: "height", pixels: h };
  if (typeof k === "string" && isKey(k)) return { kind: "key", key: k };
  return c === true ? { kind: "click" } : undefined;
}

/** One character, or a key that is named. */
const isKey = (key: string): boolean =>
  [...key].length === 1 || /^(?:F\d{1,2}|Escape|Enter|Arrow(?:Up|Down))$/.test(key);
