import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { peerPath } from "./peers.ts";

/** A system call as strace saw it. */
export type Call = {
  readonly pid: number;
  readonly name: string;
  /** Arguments and result as they are printed: descriptors with what they are, bytes as a C string. */
  readonly text: string;
  /** Line of the trace at which it began, and the one at which it ended. */
  readonly begun: number;
  readonly ended: number;
};

/**
 * What to put in front of a command so that `file` gets its calls and those of all its children. One tracer sees them all, and no
 * process goes on before its line is written: an end that stands before a beginning did happen before it.
 */
export function tracing(file: string): readonly string[] {
  const calls = [
    ...["read", "recvfrom", "recvmsg", "write", "writev", "sendto", "sendmsg"],
    ...["fsync", "fdatasync", "rename", "renameat", "renameat2"],
  ];
  return [
    ...[peerPath("strace"), "-f", "--seccomp-bpf", "-yy", "-s", "8192", "-o", file],
    ...["-e", `trace=${calls.join(",")}`, "-e", "signal=none", "-E", "UV_USE_IO_URING=0"],
  ];
}

/** The calls of a trace that succeeded and that suit, in the order of their beginnings. */
export async function readTrace(file: string, suits: (call: Call) => boolean): Promise<readonly Call[]> {
  const found: Call[] = [];
  const open = new Map<number, { readonly name: string; readonly text: string; readonly begun: number }>();
  let line = 0;
  const keep = (call: Call): void => {
    if (!/ = -1 E[A-Z]+ \([^()]*\)$/.test(call.text) && suits(call)) found.push(call);
  };
  for await (const printed of createInterface({ input: createReadStream(file, "latin1") })) {
    line++;
    const [, pid = "", rest = ""] = /^(\d+) +(.*)$/.exec(printed) ?? [];
    const [, begunName, begunText] = /^(\w+)\((.*) <unfinished \.\.\.>$/.exec(rest) ?? [];
    const [, endedName, endedText = ""] = /^<\.\.\. (\w+) resumed>(.*)$/.exec(rest) ?? [];
    const [, name, text] = /^(\w+)\((.*)$/.exec(rest) ?? [];
    const begun = open.get(Number(pid));
    if (begunName !== undefined) open.set(Number(pid), { name: begunName, text: begunText ?? "", begun: line });
    else if (endedName !== undefined && begun?.name === endedName)
      keep({ pid: Number(pid), ...begun, text: begun.text + endedText, ended: line });
    else if (name !== undefined) keep({ pid: Number(pid), name, text: text ?? "", begun: line, ended: line });
  }
  return found.sort((one, other) => one.begun - other.begun);
}
