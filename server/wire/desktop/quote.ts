import { quoteAnswer, quoteBody } from "@postroom/contract";
import { setQuote } from "../../operations/desktop/set-quote.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { below, desktop } from "./paths.ts";

/** What a draft quotes. desktop.md 5.1 */
export const draftQuote: Resource = {
  name: desktop,
  paths: [below("/drafts/{id}/quote")],
  put: written({
    summary: "Has a draft quote an e-mail of its thread, or none",
    body: quoteBody,
    named: "Quote",
    does: doing({
      operation: setQuote,
      input: ({ interactionId }) => found({ quoted: interactionId ?? undefined }),
      answers: ({ interaction: { quote, version } }) =>
        success({ quote: quote === undefined ? null : { interactionId: quote }, version }, etag(version)),
    }),
    answer: quoteAnswer,
  }),
};
