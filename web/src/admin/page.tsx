import type { ReactNode } from "react";
import { useSay } from "../desktop/desk.ts";
import type { Key } from "../i18n/words.ts";

type Props = {
  readonly title: Key;
  /** Beside the title. */
  readonly beside?: ReactNode;
  /** Why nothing can be read, in the server's words. */
  readonly problem: string | undefined;
  readonly children: ReactNode;
};

/** What all pages of admins have. */
export function Page({ title, beside, problem, children }: Props) {
  const say = useSay();
  return (
    <main className="supervisor admin" tabIndex={-1} aria-label={say(title)}>
      <header>
        <h1>{say(title)}</h1>
        {beside}
      </header>
      {problem !== undefined && <p role="alert">{say("notice.refused", { words: problem })}</p>}
      {children}
    </main>
  );
}
