import type { Part } from "./structure.ts";

/** What is shown as text, what as HTML, and what is attached. */
export type BodyLists = {
  readonly text: readonly Part[];
  readonly html: readonly Part[];
  readonly attachments: readonly Part[];
};

/**
 * The algorithm of RFC 8621 §4.1.4, with one difference: pictures, sound and video are attachments always (wire.md 6.2). Where a mail
 * has one form only, both lists name the same parts. A multipart without parts is shown as text.
 */
export function bodyLists(root: Part): BodyLists {
  const text: Part[] = [];
  const html: Part[] = [];
  const attachments: Part[] = [];
  sort([root], { multipart: "mixed", isInAlternative: false, text, html, attachments });
  return { text, html, attachments };
}

type Sorting = {
  readonly multipart: string;
  readonly isInAlternative: boolean;
  /** Undefined below a part of the other form inside an alternative. */
  text: Part[] | undefined;
  html: Part[] | undefined;
  readonly attachments: Part[];
};

function sort(parts: readonly Part[], sorting: Sorting): void {
  const before = { text: sorting.text?.length ?? -1, html: sorting.html?.length ?? -1 };
  for (const [index, part] of parts.entries()) {
    if (part.multipart !== "" && part.children.length > 0) {
      const isInAlternative = sorting.isInAlternative || part.multipart === "alternative";
      sort(part.children, { ...sorting, multipart: part.multipart, isInAlternative });
    } else if (isShown(part, index, sorting.multipart)) show(part, sorting);
    else sorting.attachments.push(part);
  }
  if (sorting.multipart !== "alternative" || sorting.text === undefined || sorting.html === undefined) return;
  const { text, html } = sorting;
  if (text.length === before.text) text.push(...html.slice(before.html));
  else if (html.length === before.html) html.push(...text.slice(before.text));
}

function isShown(part: Part, index: number, multipart: string): boolean {
  if (part.multipart !== "") return true;
  if (part.disposition === "attachment" || (part.type !== "text/plain" && part.type !== "text/html")) return false;
  return index === 0 || (multipart !== "related" && part.name === "");
}

function show(part: Part, sorting: Sorting): void {
  const isHtml = part.type === "text/html";
  if (sorting.multipart === "alternative") {
    (isHtml ? sorting.html : sorting.text)?.push(part);
    return;
  }
  if (sorting.isInAlternative) {
    if (isHtml) sorting.text = undefined;
    else sorting.html = undefined;
  }
  sorting.text?.push(part);
  sorting.html?.push(part);
}
