import type { Content } from "../../domain/interaction/content.ts";
import { beginningOfNew } from "../../domain/mail/reply/stored-ranges.ts";

/** Whatever blanks are between the words. */
const readFactor = 8;
const previewCharacters = 200;

/** The beginning of a text in one line. mail.md 4.1-6 */
export const previewOf = (text: string): string =>
  [
    ...text
      .slice(0, previewCharacters * readFactor)
      .replace(/\s+/g, " ")
      .trim(),
  ]
    .slice(0, previewCharacters)
    .join("");

/** The beginning of what is written anew in an e-mail. mail.md 10 */
export const previewOfMail = (content: Pick<Content, "text" | "ranges">): string =>
  previewOf(beginningOfNew(content, previewCharacters * readFactor));
