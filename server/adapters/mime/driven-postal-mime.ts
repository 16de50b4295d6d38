import PostalMime from "postal-mime";
import type { ReadingLimits } from "./limits.ts";

/**
 * postal-mime driven line by line (mail.md 4.2). The one file that uses what its types do not declare: `processLine`, `currentNode` and
 * `root` of version 4.0.0, and a node's parsed headers; its contract test fails when an update changes them.
 */
export class DrivenPostalMime extends PostalMime {
  declare readonly processLine: (line: Uint8Array, isFinal: boolean) => Promise<void>;
  declare readonly currentNode: MimeNode;
  declare readonly root: MimeNode;
}

export type MimeNode = {
  readonly state: "header" | "body" | "finished";
  readonly parentNode?: MimeNode;
  readonly childNodes: readonly MimeNode[];
  readonly contentType: { readonly parsed: StructuredValue; readonly multipart: string | false };
  readonly contentDisposition: { readonly parsed: StructuredValue };
  readonly contentTransferEncoding: { readonly encoding: string };
  readonly contentId?: string;
  /** What collects the body; without one the body is left to us. */
  contentDecoder: object | null;
};

export type StructuredValue = { readonly value: string; readonly params: Readonly<Record<string, string | undefined>> };

/** Throws while reading when depth or header size go beyond the limits. */
export function drivenPostalMime(limits: ReadingLimits): DrivenPostalMime {
  return new DrivenPostalMime({
    forceRfc822Attachments: true,
    maxRfc822NestingDepth: 0,
    maxNestingDepth: limits.depthMax,
    maxHeadersSize: limits.headerBytesMax,
  });
}
