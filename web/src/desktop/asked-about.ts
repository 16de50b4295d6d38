import type { EmailB } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import type { Dialog } from "../state/desk-state.ts";
import { desk } from "./desk.ts";
import { subjectOf } from "./doing.ts";

/** The e-mail that a dialog was opened for: what opens behind it meanwhile is not what its reader means. */
export function useAskedAbout(): EmailB | undefined {
  const [asked] = useState(() => subjectOf(desk.store.getState()));
  return asked;
}

/** Closes a dialog; another that was opened meanwhile stays. */
export const closeDialog = (dialog: Dialog): void =>
  desk.store.setState((state) => (state.dialog === dialog ? { dialog: undefined } : {}));

/** Whether the form is still on the page: what comes later has no place in it. */
export function useIsThere(): () => boolean {
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return () => isThere.current;
}

/** Words that were typed for an e-mail and went nowhere yet: they outlast their form. desktop.md 2.1 */
export function createUnsaid(): Unsaid {
  const all = new Map<string, string>();
  return {
    of: (id = "") => all.get(id) ?? "",
    keep: (id, words) => void (words === "" ? all.delete(id ?? "") : all.set(id ?? "", words)),
  };
}

export type Unsaid = {
  readonly of: (id: string | undefined) => string;
  readonly keep: (id: string | undefined, words: string) => void;
};
