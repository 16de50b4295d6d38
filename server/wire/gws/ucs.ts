import {
  contentRetrievedAnswer,
  getInteractionContentBody,
  historyRetrievedAnswer,
  retrieveContactHistoryBody,
  retrieveInteractionHistoryBody,
  setCallContactBody,
  threadAnswer,
  threadQuery,
  ucsHistoryAnswer,
  ucsInteractionAnswer,
  ucsQuery,
} from "@postroom/contract";
import { assignContact } from "../../operations/email/assign-contact.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { command, commands, doing } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { contactAssigned } from "../shapes/answered.ts";
import { idOf } from "../shapes/uris.ts";
import { threadCommands } from "./thread-commands.ts";
import { contactHistory, contentOf, interactionHistory, threadOf } from "./ucs-reads.ts";
import { contentRetrieved, historyRetrieved } from "./ucs-retrievals.ts";

const name = "Contacts and history";

/** The history of all contacts, and the search in it. wire.md 8.2, 8.3 */
export const ucsInteractions: Resource = {
  name,
  paths: ["/ucs/interactions"],
  get: {
    answer: interactionHistory,
    describes: { summary: "Interactions, searched by their words", query: ucsQuery, answer: ucsHistoryAnswer },
  },
  post: commands({
    summary: "Retrieves the history",
    named: {
      RetrieveInteractionHistory: command({
        body: retrieveInteractionHistoryBody,
        does: historyRetrieved(() => undefined),
      }),
    },
    answer: historyRetrievedAnswer,
  }),
};

/** One interaction as the contact's history keeps it. `FindPhoneCall` is telephony: there is no such operation. wire.md 8.2, 8.3 */
export const ucsInteraction: Resource = {
  name,
  paths: ["/ucs/interactions/{id}"],
  get: {
    answer: contentOf,
    describes: { summary: "The content of an interaction", answer: ucsInteractionAnswer },
  },
  post: commands({
    summary: "Retrieves the content, or assigns the contact",
    named: {
      GetInteractionContent: command({ body: getInteractionContentBody, does: contentRetrieved }),
      SetCallContact: command({
        body: setCallContactBody,
        does: doing({
          operation: assignContact,
          called: "SetCallContact",
          input: ({ contactPath }) =>
            found({
              contactId: { value: idOf(contactPath, "contacts", "ucs"), path: "$.contactPath" },
              wholeThread: false,
              isAnswered: true,
            }),
          answers: ({ interaction }, referenceId) =>
            success(contactAssigned({ referenceId }), etag(interaction.version)),
        }),
      }),
    },
    answer: contentRetrievedAnswer,
  }),
};

/** The history of one contact. wire.md 8.2, 8.3 */
export const ucsContactInteractions: Resource = {
  name,
  paths: ["/ucs/contacts/{id}/interactions", "/contacts/ucs/{id}/interactions"],
  get: {
    answer: contactHistory,
    describes: { summary: "The interactions of a contact", query: ucsQuery, answer: ucsHistoryAnswer },
  },
  post: commands({
    summary: "Retrieves the history of a contact",
    named: {
      RetrieveContactHistory: command({
        body: retrieveContactHistoryBody,
        does: historyRetrieved(({ request }) => request.params["id"]),
      }),
    },
    answer: historyRetrievedAnswer,
  }),
};

/** wire.md 8.3 */
export const ucsThread: Resource = {
  name,
  paths: ["/ucs/threads/{id}"],
  get: {
    answer: threadOf,
    describes: { summary: "A thread with its e-mails, oldest first", query: threadQuery, answer: threadAnswer },
  },
  post: threadCommands,
};
