import { z } from "zod";
import { momentIn, momentText } from "../moments.ts";
import { customFieldCodes, endsAfterItBegins, languageTag, responseLimits, shortcut } from "../response-keys.ts";
import { described, name, text, toggle } from "./units.ts";

const categoryDepthMax = 10;

/** Names from a root category down, with `/` between them. */
const categoryPath = name.superRefine((path, context) => {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part.trim() !== part)) {
    context.addIssue({ code: "custom", message: "expected a path such as Greetings or Greetings/German" });
  }
  if (parts.length > categoryDepthMax) {
    context.addIssue({ code: "custom", message: `at most ${categoryDepthMax} levels` });
  }
});

/** A prepared text; `<$ Contact.FirstName $>` and the like are filled in when it is rendered. wire.md 9 */
export const standardResponse = z
  .strictObject({
    category: categoryPath.meta(
      described("Category; a path with `/` between its parts. What is missing of it is made."),
    ),
    name,
    language: languageTag.default("en").meta(described("Language tag.")),
    subject: text(responseLimits.subject).default("").meta(described("Subject; empty leaves the e-mail's.")),
    body: text(responseLimits.body).meta(described("HTML.")),
    description: text(responseLimits.description).default("").meta(described("For people.")),
    shortcut: shortcut.default("").meta(described("What agents type to find it.")),
    approved: toggle(true, "Only approved ones may be used."),
    startTime: momentText.optional().meta(described("Not in use before this time.")),
    expirationTime: momentText.optional().meta(described("Not in use from this time on.")),
    customFieldCodes: customFieldCodes
      .default({})
      .meta(described('Field codes of its own: `{ Promo: "SPRING" }` is `<$ Promo $>`.')),
  })
  .superRefine(({ startTime, expirationTime }, context) => {
    if (!endsAfterItBegins(momentIn(startTime ?? ""), momentIn(expirationTime ?? ""))) {
      context.addIssue({ code: "custom", path: ["expirationTime"], message: "must be after startTime" });
    }
  });

export type ProvisionedResponse = z.output<typeof standardResponse>;
