/** A place of the code that names its source. */
export type Citation = {
  readonly document: string;
  readonly section: string;
  readonly file: string;
  /** A `todo` stands beside it: said, and not yet done. */
  readonly isMissing: boolean;
};

/**
 * Finds sources in comments: `RFC 5322 §3.6.4`, `wire.md 4.2`, `GWS Email/Accept`. A list goes on with the same document:
 * `mail.md 4.2, 11.3`.
 */
export function citationsIn(file: string, text: string): readonly Citation[] {
  return text.split("\n").flatMap((line) => {
    const comment = commentOf(line);
    if (comment === undefined) return [];
    const isMissing = /\btodo\b/i.test(comment);
    return [...comment.matchAll(source)].flatMap(({ groups }) => {
      const { rfc, rfcSections, page, pageSections, gws } = groups ?? {};
      const [document, sections] =
        rfc !== undefined ? [`RFC ${rfc}`, rfcSections] : gws !== undefined ? ["GWS", gws] : [page ?? "", pageSections];
      return (sections ?? "")
        .split(/\s*,\s*§?/)
        .map((section) => ({ document, section: bare(section), file, isMissing }));
    });
  });
}

const more = String.raw`\d+(?:\.\d+)*(?:\s*,\s*§?\d+(?:\.\d+)+)*`;
const source = new RegExp(
  String.raw`RFC (?<rfc>\d+)(?:,? (?<rfcSections>§${more}))?` +
    String.raw`|\b(?<page>(?:architecture|cometd|desktop|mail|product|reliability|scale|wire)\.md)\`?(?: (?<pageSections>${more}))?` +
    String.raw`|GWS (?<gws>[A-Z]\w+(?:\/\w+)+)`,
  "g",
);

const bare = (text: string): string => text.replace(/^§/, "");

const commentOf = (line: string): string | undefined =>
  /(?:\/\/|\/\*\*?|^\s*\*|^--|\s--)\s*(?<comment>.*)$/.exec(line)?.groups?.["comment"];
