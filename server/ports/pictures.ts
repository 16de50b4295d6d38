/** Fetches pictures from outside, so that their owners see us and not the reader. desktop.md 6.4 */
export interface Pictures {
  /** The picture, whole; undefined when it cannot be had or is none, whatever the reason: nothing is told about what was found there. */
  fetch(address: string): Promise<Picture | undefined>;
}

export type Picture = { readonly mime: string; readonly bytes: Uint8Array };
