import type { EmailB } from "@postroom/contract";
import type { Node } from "prosemirror-model";
import type { Written } from "../state/verbs.ts";
import { htmlOf, textOf } from "./serialise.ts";

/** What stands in the lines above the text. */
export type Fields = { readonly to: string; readonly cc: string; readonly bcc: string; readonly subject: string };

/** Addresses of a field: a pasted list works, with commas, semicolons or line ends between them. */
const addressesIn = (text: string): readonly string[] =>
  text
    .split(/[,;\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** The draft as it is sent to the server: HTML and text from one tree. */
export const writtenFrom = (doc: Node, { to, cc, bcc, subject }: Fields): Written => ({
  to: addressesIn(to),
  cc: addressesIn(cc),
  bcc: addressesIn(bcc),
  subject,
  body: htmlOf(doc),
  bodyAsPlainText: textOf(doc),
});

/** The draft as the server has it. */
export const writtenOf = ({ to = [], cc = [], bcc = [], subject = "", body, bodyAsPlainText }: EmailB): Written => ({
  to,
  cc,
  bcc,
  subject,
  body,
  bodyAsPlainText,
});

export const fieldsOf = (email: EmailB): Fields => textFields(writtenOf(email));

export const textFields = ({ to, cc, bcc, subject }: Written): Fields => ({
  to: to.join(", "),
  cc: cc.join(", "),
  bcc: bcc.join(", "),
  subject,
});
