import { assignContactBody } from "@postroom/contract";
import { assignContact } from "../../operations/email/assign-contact.ts";
import { found } from "../../queries/query.ts";
import { type CommandTable, command, doing } from "../commands.ts";
import { changed } from "./email-answers.ts";

const assignContactRow = command({
  body: assignContactBody,
  does: doing({
    operation: assignContact,
    input: ({ contactId, wholeThread }) => found({ contactId: { value: contactId, path: "$.contactId" }, wholeThread }),
    answers: changed,
  }),
});

/** The rows that change properties of one e-mail. wire.md 5.17 */
export const propertyCommands: CommandTable["named"] = {
  AssignContact: assignContactRow,
};
