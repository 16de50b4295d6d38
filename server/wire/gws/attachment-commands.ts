import { addAttachmentBody, removeAttachmentBody } from "@postroom/contract";
import { addAttachment } from "../../operations/email/add-attachment.ts";
import { removeAttachment } from "../../operations/email/remove-attachment.ts";
import { found } from "../../queries/query.ts";
import { type CommandTable, command, doing } from "../commands.ts";
import { present } from "../shapes/viewing.ts";
import { changed } from "./email-answers.ts";

/** Two names of one operation: refusals speak of the one that was asked. */
const addAttachmentRow = (called: string) =>
  command({
    body: addAttachmentBody,
    does: doing({
      operation: addAttachment,
      called,
      input: ({ documentId, name }) => found({ documentId, ...present("name", name) }),
      answers: changed,
    }),
  });

const removeAttachmentRow = command({
  body: removeAttachmentBody,
  does: doing({ operation: removeAttachment, input: found, answers: changed }),
});

/** What is done with documents on one e-mail. wire.md 6.1 */
export const attachmentCommands: CommandTable["named"] = {
  AddAttachment: addAttachmentRow("AddAttachment"),
  LinkAttachment: addAttachmentRow("LinkAttachment"),
  RemoveAttachment: removeAttachmentRow,
};
