import { useEffect, useRef, useState } from "react";
import type { Warning } from "../api/outcome.ts";
import { desk, useSay } from "../desktop/desk.ts";
import type { Key } from "../i18n/words.ts";
import { isBeingWritten } from "../state/rows.ts";
import type { Written } from "../state/verbs.ts";

const quietMs = 700;
const answerMs = 5_000;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What the recipient guard says, asked while the draft is written, so that it stands there before Send is pressed. Pressing Send confirms
 * what was shown; what is new stops it once, and a block stops it always. desktop.md 5.6
 */
export function useGuard(draftId: string) {
  const [warnings, setWarnings] = useState<readonly Warning[]>([]);
  const shown = useRef<readonly Warning[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Answers can come in another order than they were asked for: what an earlier text was told may not replace what a later one was.
  const asked = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (all: readonly Warning[]): void => {
    shown.current = all;
    setWarnings(all);
  };
  const check = async ({ to, cc, bcc, subject, bodyAsPlainText: text }: Written): Promise<readonly Warning[]> => {
    const path = `/api/postroom/v1/emails/${draftId}/recipient-check`;
    const answer = await desk.api.post<{ warnings: readonly Warning[] }>(path, { to, cc, bcc, subject, text });
    // The server asks again when it sends: without an answer nothing is let through that it would stop.
    return answer.ok ? answer.value.warnings : shown.current;
  };
  return {
    warnings,
    changed(content: Written): void {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        // The server knows nothing of a draft that is gone.
        if (!isBeingWritten(desk.store.getState(), draftId)) return;
        const turn = ++asked.current;
        void check(content).then((all) => turn === asked.current && show(all));
      }, quietMs);
    },
    /** Why it stops, in words; undefined: it may go. */
    async stops(content: Written): Promise<Key | undefined> {
      clearTimeout(timer.current);
      asked.current += 1;
      const before = new Set(shown.current.map(nameOf));
      // The server asks again when it sends, so nobody waits for ever.
      const now = await Promise.race([check(content), wait(answerMs).then(() => shown.current)]);
      show(now);
      if (now.some(({ level }) => level === "block")) return "composer.blocked";
      return now.every((one) => before.has(nameOf(one))) ? undefined : "composer.warned";
    },
    confirmed: (): readonly string[] => [...new Set(shown.current.map(({ kind }) => kind))],
    stopped(all: readonly Warning[]): void {
      if (all.length > 0) show(all);
    },
  };
}

const nameOf = ({ kind, address = "", level }: Warning): string => `${kind} ${address} ${level}`;

/** Each a line: what is the matter, and with whom. */
export function Guard({ warnings }: { readonly warnings: readonly Warning[] }) {
  const say = useSay();
  return (
    <ul className="guard" aria-label={say("composer.guard")} aria-live="polite">
      {warnings.map(({ kind, address, level, text }) => (
        <li key={`${kind} ${address ?? ""}`} data-level={level}>
          <span aria-hidden="true">{level === "block" ? "⛔ " : "⚠ "}</span>
          <strong>{say(level === "block" ? "composer.block" : "composer.warn")}</strong> <bdi>{address}</bdi>{" "}
          <span lang="en">{text}</span>
        </li>
      ))}
    </ul>
  );
}
