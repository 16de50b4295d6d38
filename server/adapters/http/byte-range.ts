/** First byte, and the one behind the last. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * The part of `size` bytes that a header `Range` asks for. Undefined: all of it, also for what is no range of bytes and for several at once,
 * which a server may ignore. RFC 9110 §14.1.2, §14.2
 */
export function byteRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = /^\s*bytes\s*=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") return satisfiable(Math.max(0, size - Number(last)), size, size);
  if (last !== "" && Number(last) < Number(first)) return undefined;
  return satisfiable(Number(first), last === "" ? size : Math.min(size, Number(last) + 1), size);
}

const satisfiable = (start: number, end: number, size: number): ByteRange | "unsatisfiable" =>
  start < size && start < end ? { start, end } : "unsatisfiable";
