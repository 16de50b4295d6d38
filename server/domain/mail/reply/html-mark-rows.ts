export type HtmlTag = {
  /** In lower case. */
  readonly name: string;
  /** What a start tag says in `class` and `id`, as `classesAndIds` gives it. */
  readonly names: readonly string[];
  readonly isEnd: boolean;
  readonly start: number;
  readonly end: number;
  readonly text: string;
};

/** How a client marks what it quotes or signs with. */
export type MarkRow = {
  readonly client: string;
  readonly kind: "quoted" | "signature";
  /** Answers may stand in it: it counts only where no other quotation is inside. */
  readonly isContainer?: true;
  /** An element that stands above the quotation and does not hold it. */
  readonly isToEnd?: true;
  /** The line above a quotation. */
  readonly isAttribution?: true;
  /** HTML without it, in whatever case, has no such element. */
  readonly sign: string;
  readonly matches: (tag: HtmlTag) => boolean;
};

/** Names are compared without the `x_` that Outlook on the web puts before the names of others. */
export const markRows: readonly MarkRow[] = [
  { client: "Gmail", kind: "quoted", ...named("blockquote", "gmail_quote") },
  { client: "Gmail", kind: "quoted", isAttribution: true, ...named("div", "gmail_attr") },
  { client: "Gmail", kind: "quoted", isContainer: true, ...named("div", "gmail_quote") },
  { client: "Apple Mail, Thunderbird, Postroom", kind: "quoted", sign: "blockquote", matches: citation },
  { client: "Thunderbird", kind: "quoted", isAttribution: true, ...named("div", "moz-cite-prefix") },
  { client: "Outlook on the web", kind: "quoted", isToEnd: true, ...named("div", "divRplyFwdMsg") },
  { client: "Outlook on the web", kind: "quoted", isToEnd: true, ...named("div", "appendonsend") },
  { client: "Outlook", kind: "quoted", isToEnd: true, ...named("div", "OutlookMessageHeader") },
  { client: "Outlook", kind: "quoted", isToEnd: true, ...named("table", "OutlookMessageHeader") },
  {
    client: "Outlook, new",
    kind: "quoted",
    isToEnd: true,
    ...named("div", "mail-editor-reference-message-container"),
  },
  {
    client: "Outlook for mobile",
    kind: "quoted",
    isToEnd: true,
    ...named("div", "ms-outlook-mobile-reference-message"),
  },
  { client: "Outlook for Mac", kind: "quoted", isToEnd: true, ...named("span", "OLK_SRC_BODY_SECTION") },
  { client: "Yahoo", kind: "quoted", isContainer: true, ...named("div", "yahoo_quoted") },
  { client: "Proton", kind: "quoted", isContainer: true, ...named("div", "protonmail_quote") },
  { client: "Zoho", kind: "quoted", isContainer: true, ...named("div", "zmail_extra") },
  { client: "Roundcube", kind: "quoted", isAttribution: true, ...named("p", "reply-intro") },
  { client: "Roundcube", kind: "quoted", isAttribution: true, ...named("div", "reply-intro") },
  { client: "Gmail", kind: "signature", ...named("div", "gmail_signature") },
  { client: "Thunderbird", kind: "signature", ...named("div", "moz-signature") },
  { client: "Outlook on the web", kind: "signature", ...named("div", "Signature") },
  { client: "Outlook for mobile", kind: "signature", ...named("div", "ms-outlook-mobile-signature") },
  { client: "Apple Mail", kind: "signature", ...named("div", "AppleMailSignature") },
  { client: "Apple Mail", kind: "signature", ...named("span", "AppleMailSignature") },
  { client: "Yahoo", kind: "signature", ...named("a", "ymail_android_signature_link") },
  { client: "Proton", kind: "signature", ...named("div", "protonmail_signature_block") },
];

/** Most mails have none of the signs, and looking at every tag takes longer than looking for them. */
export const hasSigns = (html: string): boolean => signs.test(html);

const signs = new RegExp([...new Set(markRows.map(({ sign }) => sign))].join("|"), "i");

/** An element whose class or id has the name. */
function named(element: string, wanted: string): Pick<MarkRow, "sign" | "matches"> {
  const sign = wanted.toLowerCase();
  return { sign, matches: ({ name, names }) => name === element && names.includes(sign) };
}

function citation({ name, text }: HtmlTag): boolean {
  return name === "blockquote" && /\stype\s{0,4}=\s{0,4}["']?cite\b/i.test(text);
}

/** The names in class and id of a tag, lower case, without what Outlook on the web puts in front. */
export function classesAndIds(text: string): readonly string[] {
  const values = [...text.matchAll(/\s(?:class|id)\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)];
  return values.flatMap(([, one, two, three]) =>
    (one ?? two ?? three ?? "")
      .toLowerCase()
      .split(/\s+/)
      .map((each) => each.replace(/^(?:x_)+/, "")),
  );
}
