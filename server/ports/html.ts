/** Makes HTML harmless, and reads it as text (mail.md 12). For HTML composed by agents; received mail passes the same rules while it is read. */
export interface Html {
  /**
   * The HTML with nothing active in it and nothing that calls home, unless `remotePictures` are `kept` (what we send out ourselves).
   * Throws `HtmlUnreadable` when it takes too long or too much memory.
   */
  sanitise(html: string, remotePictures?: RemotePictures): Promise<string>;
  /** Plain text for people. Throws `HtmlUnreadable` as above. */
  toText(html: string): Promise<string>;
}

/** `aside`: the address of a remote picture moves from `src` to `data-remote`. */
export type RemotePictures = "aside" | "kept";

export class HtmlUnreadable extends Error {}
