import type { MouseEvent } from "react";

/** A click on a link of ours changes the page in place; with a key that opens a tab or window it is the browser's. */
export const follows =
  (place: string, go: (place: string) => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  };
