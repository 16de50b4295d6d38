import type { HtmlView, RemotePictures, ViewAsked } from "../../ports/html.ts";
import type { ReadingLimits } from "./limits.ts";
import type { Reading } from "./reading.ts";

/**
 * What the server and a reading thread say to each other. They take turns: each message to the thread gets one back, so nothing piles up
 * and a silent thread is a stuck one. A thread says `ready` once, unasked.
 */
export type ToThread =
  | { readonly kind: "read"; readonly rawOnly: boolean; readonly limits: ReadingLimits }
  | { readonly kind: "chunk"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "goOn" }
  | { readonly kind: "sanitise"; readonly html: string; readonly remotePictures: RemotePictures }
  | { readonly kind: "toText"; readonly html: string }
  | { readonly kind: "view"; readonly html: string; readonly asked: ViewAsked };

export type FromThread =
  | { readonly kind: "ready" }
  /** It wants the next chunk, or the end. */
  | { readonly kind: "more" }
  /** What is left if the rest never comes; it waits for `goOn`. */
  | { readonly kind: "partial"; readonly reading: Reading }
  | { readonly kind: "reading"; readonly reading: Reading }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "view"; readonly view: HtmlView }
  | { readonly kind: "failed"; readonly because: string };
