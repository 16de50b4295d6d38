import type { Html, HtmlView, RemotePictures, ViewAsked } from "../../ports/html.ts";
import { sanitise } from "./sanitise.ts";
import { htmlToText } from "./to-text.ts";
import { viewHtml } from "./view.ts";

/** The same steps where nothing bounds their time but the size of what they get: a thread of their own. */
export type HtmlThread = {
  sanitise(html: string, remotePictures: RemotePictures): Promise<string>;
  toText(html: string): Promise<string>;
  view(html: string, asked: ViewAsked): Promise<HtmlView>;
};

/** Drafts up to `directCharactersMax` are done at once, which saves waking a thread; anything larger goes to `thread`. */
export function createHtml(thread: HtmlThread, directCharactersMax = 8192): Html {
  const isSmall = (html: string) => html.length <= directCharactersMax;
  return {
    sanitise: async (html, remotePictures = "aside") =>
      isSmall(html) ? sanitise(html, remotePictures) : thread.sanitise(html, remotePictures),
    toText: async (html) => (isSmall(html) ? htmlToText(html) : thread.toText(html)),
    view: async (html, asked) => (isSmall(html) ? viewHtml(html, asked) : thread.view(html, asked)),
  };
}
