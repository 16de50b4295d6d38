import { z } from "zod";
import { described } from "./units.ts";

const level = z.enum(["off", "warn", "block"]);
const of = (description: string) => level.optional().meta(described(description));

/** What is looked at before a mail goes out; a block is refused. mail.md 9 */
export const recipientGuard = z
  .union(
    [
      level,
      z.strictObject({
        newToThread: of("A recipient was not in the thread before."),
        customerSeesCustomer: of("Customers of different organisations would see each other."),
        noteTextInBody: of("The text repeats an internal note."),
        caseOfSomebodyElse: of("The mail names a case whose people do not get it."),
        addressBounced: of("Mail to a recipient came back."),
        onlyColleagues: of("An answer to a customer goes to colleagues only."),
        noReplyAddress: of("Nobody reads mail to a recipient."),
        replyToOtherDomain: of("The sender asked for answers at another domain."),
        listMunging: of("The answer goes to a mailing list."),
        senderNotVerified: of("Who is answered may be forged."),
        attachmentForgotten: of("The text speaks of an attachment, and there is none."),
      }),
    ],
    { error: "expected off, warn, block or an object of them by kind" },
  )
  .optional()
  .meta(described("What is looked at before an e-mail of this queue goes out. Unset: it warns."));
