/** Makes HTML harmless, and reads it as text (mail.md 12). For HTML composed by agents; received mail passes the same rules while it is read. */
export interface Html {
  /**
   * The HTML with nothing active in it and nothing that calls home, unless `remotePictures` are `kept` (what we send out ourselves).
   * Throws `HtmlUnreadable` when it takes too long or too much memory.
   */
  sanitise(html: string, remotePictures?: RemotePictures): Promise<string>;
  /** Plain text for people. Throws `HtmlUnreadable` as above. */
  toText(html: string): Promise<string>;
  /** The HTML as it is shown in a frame: sanitised anew, pictures by number, links that say where they lead. Throws `HtmlUnreadable`. */
  view(html: string, asked: ViewAsked): Promise<HtmlView>;
}

/** `aside`: the address of a remote picture moves from `src` to `data-remote`. */
export type RemotePictures = "aside" | "kept";

/** How HTML is to be shown (desktop.md 6). */
export type ViewAsked = {
  /** What the addresses of pictures begin with: `/mail-view/<ticket>`. */
  readonly base: string;
  /** Content-IDs of the mail's own pictures; a picture is known by its place here. */
  readonly contentIds: readonly (string | undefined)[];
  /** Whether pictures from outside are asked for; trackers never are. */
  readonly showsRemote: boolean;
  /** What stands in place of a quotation until it is unfolded; without it all is shown. */
  readonly quotationLabel?: string;
};

export type HtmlView = {
  readonly html: string;
  /** Addresses of pictures from outside, each once; a picture is known by its place here. */
  readonly remote: readonly string[];
  /** How many pictures are too small to be seen: they only tell that the mail was read. */
  readonly trackers: number;
  /** The mail sets colours or backgrounds of its own. */
  readonly isDesigned: boolean;
  /** Links whose text names another host than they lead to. */
  readonly linkWarnings: readonly LinkWarning[];
  /** Of the rules by which it was made. */
  readonly rulesVersion: number;
};

export type LinkWarning = { readonly text: string; readonly host: string };

export class HtmlUnreadable extends Error {}
