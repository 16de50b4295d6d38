import { desk } from "../desktop/desk.ts";

const fields = "input, textarea, select, [contenteditable=true]";

/** Whether somebody writes in another field, or looks at a dialog: an editor that comes late must not take the next words. */
export function isBusyOutside(own: Element | null): boolean {
  const { activeElement: at } = document;
  if (desk.store.getState().dialog !== undefined) return true;
  return at?.matches(fields) === true && own?.contains(at) !== true;
}
